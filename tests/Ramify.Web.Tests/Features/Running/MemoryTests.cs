using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using Ramify.Maps;
using Ramify.Storage;
using Ramify.Storage.Model;

namespace Ramify.Web.Tests.Features.Running;

/// <summary>The program where there is little memory.</summary>
public sealed partial class MemoryTests : IDisposable
{
    private const int People = 50;
    private const long Container = 512L << 20;

    // What the runtime takes of a container by itself: three quarters of it for the heap.
    private static readonly Dictionary<string, string> Limited = new() { ["DOTNET_GCHeapHardLimit"] = $"0x{Container * 3 / 4:x}" };
    private readonly string folder = Directory.CreateTempSubdirectory("ramify-memory-").FullName;

    [Fact]
    public async Task E19_In_512_MB_fifty_people_open_a_map_of_100000_ideas_at_once_and_it_is_laid_out_once_for_all_of_them()
    {
        var row = Publish(100_000);
        using var program = new WebProcess(Limited, "--data", folder, "--urls", "http://127.0.0.1:0", "--telemetry", "console");
        var root = await program.Address();
        var answers = await Task.WhenAll(Enumerable.Range(0, People).Select(person => Read(root, row, person)));
        Assert.All(answers.SelectMany(a => a), status => Assert.Equal(HttpStatusCode.OK, status));
        Assert.InRange(program.PeakMemory, 1, Container);
        await program.End();
        // The page's two shapes, the map as it opens for windows, and all of it opened.
        Assert.Equal("4", Layouts().Matches(program.Said)[^1].Groups[1].Value);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Somebody opens the page, looks at a part of it, opens everything, and looks at another part.</summary>
    private static async Task<HttpStatusCode[]> Read(Uri root, StoredMap row, int person)
    {
        using var client = new HttpClient { BaseAddress = root, DefaultRequestHeaders = { { "Accept-Encoding", "br" } } };
        var answers = new List<HttpStatusCode>();
        foreach (var path in (string[])[row.Address!, $"/m/{row.Id}/window?area=0+{person * 40}+1400+690", $"/m/{row.Id}/window?level=99&area=0+{person * 900}+1400+690"])
        {
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
            answers.Add(answer.StatusCode);
        }
        return [.. answers];
    }

    private StoredMap Publish(int nodes)
    {
        var library = Library.Open(folder);
        var info = new MapInfo { Title = "A hundred thousand ideas", Subject = "history", Topic = "russia-1917-1991" };
        var map = MapGenerator.Map(GeneratedShape.Realistic, nodes, 19).As(Guid.CreateVersion7(), info);
        return library.Shelves.Find(library.Publishing.Publish(map).Id)!;
    }

    [GeneratedRegex(@"ramify\.layouts[^V]*Value: (\d+)", RegexOptions.NonBacktracking)]
    private static partial Regex Layouts();
}
