using System.Collections.Concurrent;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Ramify.Live;
using Ramify.LiveTesting;
using Ramify.Maps;
using Ramify.Storage;
using Ramify.Text;

namespace Ramify.Web.Tests.Features.Running;

/// <summary>One run of the program takes a library over from another while people write, and gives it back.</summary>
public sealed class RollingDeployTests : IDisposable
{
    private const int Writers = 4, EachTime = 40;
    private readonly string folder = Directory.CreateTempSubdirectory("ramify-rolling-").FullName;
    private readonly ConcurrentQueue<(Guid Client, long N, long Sequence)> acknowledged = [];
    private Uri serving = new("http://localhost");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task E15_A_rolling_deploy_and_the_way_back_lose_no_acknowledged_edit_and_what_only_the_newer_version_knows_is_passed_over()
    {
        using var browser = Browser();
        using var old = await Serve();
        await LiveClient.Post(browser, "/account/new", ("name", "Rolling Ann"), ("age", "Teen"), ("password", Actor.Password));
        var page = await LiveClient.Post(browser, "/draft", ("text", "A map\n  One"));
        var map = Guid.Parse(page.Split('/')[^1]);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var writing = Enumerable.Range(0, Writers).Select(_ => Task.Run(() => Write(browser, map, end.Token), Stop)).ToArray();
        await Acknowledged(EachTime);

        // The next one is there before the last one goes; then the same the other way.
        using var newer = await Serve();
        await old.End();
        await Acknowledged(acknowledged.Count + EachTime);
        using var back = await Serve();
        await newer.End();
        await Acknowledged(acknowledged.Count + EachTime);
        await end.CancelAsync();
        await Task.WhenAll(writing);

        var nodes = await browser.GetStringAsync(page + ".txt", Stop);
        using var one = await LiveClient.Enter(browser, map);
        await back.End();
        Assert.Equal("ok", Ask("PRAGMA integrity_check"));
        var last = long.Parse(Ask("SELECT max(seq) FROM map_change"), CultureInfo.InvariantCulture);
        Assert.Equal($"{last} {last}", Ask("SELECT count(*) || ' ' || count(DISTINCT hex(client) || n) FROM map_change"));
        Assert.All(acknowledged, a =>
        {
            Assert.Equal($"{a.Sequence}", Ask($"SELECT seq FROM map_change WHERE client = x'{Hex(a.Client)}' AND n = {a.N}"));
            Assert.Contains($"• {Name(a.Client, a.N)}\n", nodes + "\n", StringComparison.Ordinal);
        });

        // The newer version wrote something of a kind of its own, and was killed: the older one shows the map without it and puts nothing on top.
        Ask($$"""
            INSERT INTO map_change (map, seq, at, body, client, n)
            SELECT id, {{last + 1}}, 0, CAST('{"seq":{{last + 1}},"by":"{{Guid.NewGuid()}}","client":"{{Guid.Empty}}","n":{{last + 1}},"change":{"kind":"of tomorrow"} }' AS BLOB), zeroblob(16), {{last + 1}} FROM map
            WHERE id = x'{{Hex(map)}}'
            """);
        using var older = await Serve();
        Assert.Equal(nodes, await browser.GetStringAsync(page + ".txt", Stop));
        Assert.Contains("A map", await browser.GetStringAsync(page, Stop), StringComparison.Ordinal);
        await one.Introduce();
        var change = new Envelope(map, one.Client, 1, last, new MapChange.Insert(Guid.CreateVersion7(), null, OrderKey.First, "Sent again"));
        using (var refused = await one.PostChanges(LiveJson.Write([change]), Stop))
            Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (refused.StatusCode, refused.Headers.RetryAfter is not null));

        // The newer one is back and has put its change into the document: what was sent is sent again, and taken.
        Settle(map, MapJson.Read(await browser.GetByteArrayAsync(page + ".ramify.json", Stop), MapLimits.Trusted).Map, last + 1);
        var said = await one.Insist(change, Stop);
        Assert.Equal((ChangeStatus.Applied, last + 2), (said?.Status, said?.Sequence));
        Assert.Contains("Sent again", await browser.GetStringAsync(page + ".txt", Stop), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private async Task<WebProcess> Serve()
    {
        var program = new WebProcess("--data", folder, "--urls", "http://127.0.0.1:0");
        serving = await program.Address();
        return program;
    }

    /// <summary>A browser for which the site has one address, whichever process answers there: what a proxy in front does.</summary>
    private HttpClient Browser() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        CookieContainer = new CookieContainer(),
        PooledConnectionLifetime = TimeSpan.FromMilliseconds(200),
        ConnectCallback = async (_, cancel) =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(serving.Host, serving.Port, cancel);
            return new NetworkStream(socket, ownsSocket: true);
        },
    }) { BaseAddress = new Uri("http://localhost") };

    private async Task Write(HttpClient browser, Guid map, CancellationToken stop)
    {
        var client = await LiveClient.Enter(browser, map);
        for (var n = 1L; await client.Insist(new Envelope(map, client.Client, n, 0, new MapChange.Insert(Guid.CreateVersion7(), null, OrderKey.First, Name(client.Client, n))), stop) is { } said; n++)
        {
            Assert.Equal(ChangeStatus.Applied, said.Status);
            acknowledged.Enqueue((client.Client, n, said.Sequence));
            await Task.Delay(10, CancellationToken.None);
        }
    }

    private async Task Acknowledged(int count)
    {
        for (var i = 0; acknowledged.Count < count; i++)
        {
            Assert.True(i < 1_000, $"{acknowledged.Count} of {count} edits were acknowledged");
            await Task.Delay(20, Stop);
        }
    }

    private void Settle(Guid map, MindMap document, long sequence)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest, leaveOpen: true)) brotli.Write(MapSnapshot.Of(document, sequence).Write());
        Ask($"UPDATE map_doc SET seq = {sequence}, body = x'{Convert.ToHexString(packed.ToArray())}' WHERE map = x'{Hex(map)}'");
    }

    private string Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, Library.FileName)};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) ?? "";
    }

    private static string Name(Guid client, long n) => $"{client:N} wrote {n}";

    private static string Hex(Guid id) => Convert.ToHexString(id.ToByteArray(bigEndian: true));
}
