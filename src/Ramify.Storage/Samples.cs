using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Storage;

/// <summary>
/// A map in files side by side: NAME.txt (the outline), NAME.json (what it says about itself) and NAME.sources.json
/// (what it was checked against, by line of the outline).
/// </summary>
/// <param name="Slug">Its part of the address.</param>
/// <param name="Map">The map with its info.</param>
/// <param name="Sources">What it was checked against.</param>
public sealed record Sample(string Slug, MindMap Map, IReadOnlyList<CheckedSource> Sources)
{
    private sealed record Facts(string? Slug, string Title, string? Description, string? Subject, string? Topic, string? Level, string? Board,
        string? Specification, string? Author, string? Licence, string? Date, string? Language);

    private sealed record SourceList(IReadOnlyList<SourceEntry> Sources, IReadOnlyList<LineEntry> Lines);

    private sealed record SourceEntry(string Id, string Title, string? Address, string? Page, string? Supports);

    private sealed record LineEntry(int Line, IReadOnlyList<string> Sources);

    /// <summary>Whether there is a description beside an outline, which makes it a sample.</summary>
    public static bool IsSample(string outlinePath) => Path.GetExtension(outlinePath) == ".txt" && File.Exists(Path.ChangeExtension(outlinePath, ".json"));

    /// <summary>Reads a sample by the path of its outline.</summary>
    /// <exception cref="InvalidDataException">One of the files is not as it should be.</exception>
    public static Sample Read(string outlinePath)
    {
        var bytes = File.ReadAllBytes(outlinePath);
        var reading = OutlineText.Read(bytes, MapLimits.Upload, JoinRepeats.All);
        if (reading.Refusal is { } refusal) throw new InvalidDataException($"{outlinePath}: {refusal.Message}");
        var said = Parse<Facts>(Path.ChangeExtension(outlinePath, ".json"));
        // The path of texts makes the ids, so the same sample is the same map on every machine.
        var map = reading.Map.As(reading.Map.Id, new MapInfo
        {
            Title = said.Title, Description = said.Description, Author = said.Author, Licence = said.Licence, Subject = said.Subject, Topic = said.Topic,
            Level = said.Level, Board = said.Board, Specification = said.Specification, Date = said.Date, Language = said.Language,
        });
        return new Sample(said.Slug ?? Storage.Slug.Of(said.Title), map, ReadSources(Path.ChangeExtension(outlinePath, ".sources.json"), bytes, map));
    }

    private static List<CheckedSource> ReadSources(string path, byte[] outline, MindMap map)
    {
        if (!File.Exists(path)) return [];
        var list = Parse<SourceList>(path);
        var nodes = NodesByLine(outline, map);
        return [.. list.Sources.Select(s => new CheckedSource(s.Title, s.Address, s.Page, s.Supports,
            [.. list.Lines.Where(l => l.Sources.Contains(s.Id)).Select(l => nodes[l.Line])]))];
    }

    /// <summary>The outline prints a sample's lines in the order of the file; blank lines count there but print nothing.</summary>
    private static Dictionary<int, Guid> NodesByLine(byte[] outline, MindMap map)
    {
        var lines = Encoding.UTF8.GetString(outline).Split('\n');
        var numbers = Enumerable.Range(1, lines.Length).Where(n => lines[n - 1].Trim().Length > 0);
        return numbers.Zip(Outline.Of(map)).ToDictionary(p => p.First, p => p.Second.Node.Id);
    }

    private static T Parse<T>(string path)
    {
        using var stream = File.OpenRead(path);
        return JsonSerializer.Deserialize<T>(stream, JsonSerializerOptions.Web) ?? throw new InvalidDataException($"{path} is empty.");
    }
}

/// <summary>The maps that ship, put into a library once for each change of their files.</summary>
public static class Samples
{
    /// <summary>Publishes every sample of a folder that is not in the library as it is. One transaction.</summary>
    /// <returns>How many were added or changed.</returns>
    public static int Seed(Library library, string folder)
    {
        if (!Directory.Exists(folder)) return 0;
        var outlines = Directory.GetFiles(folder, "*.txt").Where(Sample.IsSample).Order(StringComparer.Ordinal).ToArray();
        var seal = Seal(folder);
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        if (connection.Scalar<string>("SELECT seal FROM seed WHERE name = 'samples'") == seal) return 0;
        var changed = outlines.Select(Sample.Read)
            .Count(s => library.Publishing.Publish(connection, s.Map, s.Sources, s.Slug).Outcome is PublishOutcome.Added or PublishOutcome.Updated);
        connection.Execute("INSERT INTO seed (name, seal) VALUES ('samples', @seal) ON CONFLICT (name) DO UPDATE SET seal = @seal", ("@seal", seal));
        transaction.Commit();
        return changed;
    }

    /// <summary>A hash over the names and contents of the files, so that a start reads no map that it knows.</summary>
    private static string Seal(string folder)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.GetFiles(folder).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(Path.GetFileName(file)));
            hash.AppendData(File.ReadAllBytes(file));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
