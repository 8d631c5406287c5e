using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Ramify.Maps;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Text;

namespace Ramify.Web.Tests;

/// <summary>The program itself on a free port of the loopback, with a library of its own that holds the samples.</summary>
public sealed class RunningSite : IAsyncLifetime
{
    public const string Stalin = "/history/russia-1917-1991/stalin-in-power-1922-53";
    private readonly string folder = Directory.CreateTempSubdirectory("ramify-site-").FullName;
    private WebApplication site = null!;

    public string Root { get; private set; } = "";

    /// <summary>Further arguments of the program.</summary>
    internal string[] Arguments { get; init; } = [];

    internal IServiceProvider Services => site.Services;

    internal Library Library => site.Services.GetRequiredService<Library>();

    public async ValueTask InitializeAsync()
    {
        site = Site.Build(["--data", folder, "--urls", "http://127.0.0.1:0", .. Arguments]);
        await site.StartAsync();
        Root = site.Urls.Single().Replace("127.0.0.1", "localhost", StringComparison.Ordinal);
    }

    /// <summary>A client that follows nothing and keeps no cookies unless asked to.</summary>
    public HttpClient Client(bool cookies = false) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies }) { BaseAddress = new Uri(Root) };

    public StoredMap Publish(string title, string outline = "Root\n  One\n  Two", string topic = "russia-1917-1991", string subject = "history", MapInfo? info = null)
    {
        var read = OutlineText.Read(outline, MapLimits.Upload).Map;
        var map = read.As(Guid.CreateVersion7(), (info ?? new MapInfo()) with { Title = title, Subject = subject, Topic = topic });
        return Library.Shelves.Find(Library.Publishing.Publish(map).Id)!;
    }

    public static MindMap Read(string outline) => OutlineText.Read(outline, MapLimits.Upload).Map;

    public void Comment(Guid map, string author, string text, DateTimeOffset? at = null)
    {
        var when = at ?? DateTimeOffset.UtcNow;
        using var context = Library.Context();
        context.Add(new Comment { Id = Guid.CreateVersion7(when), Map = map, Author = author, Text = text, At = when });
        context.SaveChanges();
    }

    public async ValueTask DisposeAsync()
    {
        await site.StopAsync();
        await site.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
