using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Ramify.Live;
using Ramify.LiveTesting;
using Ramify.Maps;
using Ramify.Storage;

namespace Ramify.Bench;

/// <summary>
/// Kills the server, with SIGKILL and under load, again and again; then looks whether anything that was acknowledged is lost or there
/// twice. tests/kill/run starts it. What it finds is counted from the database itself, not asked of the program.
/// </summary>
internal static class KillRun
{
    private const int Workers = 6;

    /// <param name="site">The site's program.</param>
    /// <param name="kills">How many.</param>
    /// <param name="seed">Of the moments of killing.</param>
    /// <returns>Exit code: 0 where nothing was lost or doubled.</returns>
    public static async Task<int> Run(string site, int kills, int seed)
    {
        var data = Directory.CreateTempSubdirectory("ramify-kill-").FullName;
        var address = ServeBench.FreeAddress();
        var server = await Start(site, address, data);
        var (map, browser) = await Draft(address);
        var acknowledged = new ConcurrentQueue<(Guid Client, long N, long Sequence, Guid Node)>();
        using var stop = new CancellationTokenSource();
        var workers = Enumerable.Range(0, Workers).Select(_ => Task.Run(() => Work(browser, map, acknowledged, stop.Token))).ToArray();

        var moments = new Random(seed);
        var slowest = TimeSpan.Zero;
        for (var kill = 1; kill <= kills; kill++)
        {
            await Task.Delay(moments.Next(50, 700));
            server.Kill();
            await server.WaitForExitAsync();
            var clock = Stopwatch.StartNew();
            server = await Start(site, address, data);
            if (clock.Elapsed > slowest) slowest = clock.Elapsed;
            if (kill % 10 == 0) Console.WriteLine($"{kill} kills, {acknowledged.Count} changes acknowledged");
        }
        await Task.Delay(1000);
        await stop.CancelAsync();
        await Task.WhenAll(workers);
        server.Kill();
        await server.WaitForExitAsync();
        var faults = Look(data, map, [.. acknowledged]);
        Console.WriteLine($"{kills} kills, {acknowledged.Count} changes acknowledged, slowest restart {slowest.TotalSeconds:0.00} s");
        foreach (var fault in faults) Console.WriteLine($"FAULT {fault}");
        Console.WriteLine(faults.Count == 0 ? "0 lost, 0 doubled, integrity_check ok" : $"{faults.Count} faults");
        SqliteConnection.ClearAllPools();
        Directory.Delete(data, recursive: true);
        return faults.Count == 0 && !acknowledged.IsEmpty ? 0 : 1;
    }

    /// <summary>Inserts nodes one after the other; sends the same again until it is answered.</summary>
    private static async Task Work(HttpClient browser, Guid map, ConcurrentQueue<(Guid, long, long, Guid)> acknowledged, CancellationToken stop)
    {
        LiveClient? client = null;
        while (client is null && !stop.IsCancellationRequested)
        {
            try { client = await LiveClient.Enter(browser, map); }
            catch (HttpRequestException) { await Task.Delay(50, CancellationToken.None); }
        }
        for (var n = 1L; client is not null && !stop.IsCancellationRequested; n++)
        {
            var node = Guid.CreateVersion7();
            if (await client.Insist(new Envelope(map, client.Client, n, 0, new MapChange.Insert(node, null, OrderKey.First, $"{n}")), stop) is not { } said) break;
            if (said.Status != ChangeStatus.Applied) throw new InvalidOperationException($"{said}");
            acknowledged.Enqueue((client.Client, n, said.Sequence, node));
        }
    }

    private static List<string> Look(string data, Guid map, (Guid Client, long N, long Sequence, Guid Node)[] acknowledged)
    {
        var faults = new List<string>();
        var library = Library.Open(data);
        using var connection = new SqliteConnection($"Data Source={Path.Combine(data, "ramify.db")}");
        connection.Open();
        var integrity = Ask("PRAGMA integrity_check")[0].Client;
        if (integrity != "ok") faults.Add($"integrity_check: {integrity}");
        var log = Ask($"SELECT hex(client), n, seq FROM map_change WHERE map = x'{Convert.ToHexString(map.ToByteArray(bigEndian: true))}' ORDER BY seq");
        for (var i = 0; i < log.Count; i++)
            if (log[i].Seq != i + 1) faults.Add($"the log has {log[i].Seq} in place {i + 1}");
        foreach (var twice in log.GroupBy(entry => (entry.Client, entry.N)).Where(entry => entry.Count() > 1)) faults.Add($"{twice.Key} is there {twice.Count()} times");
        var places = log.DistinctBy(entry => (entry.Client, entry.N)).ToDictionary(entry => (entry.Client, entry.N), entry => entry.Seq);
        using var context = library.Context();
        var nodes = library.Shelves.Open(context.Maps.Single(m => m.Id == map)).Nodes.Select(node => node.Id).ToHashSet();
        foreach (var (client, n, sequence, node) in acknowledged)
        {
            var key = (Convert.ToHexString(client.ToByteArray(bigEndian: true)), n);
            if (!places.TryGetValue(key, out var at) || at != sequence) faults.Add($"{key} was acknowledged as {sequence} and is at {at}");
            if (!nodes.Contains(node)) faults.Add($"node {node} of {key} is not in the map");
        }
        return faults;

        List<(string Client, long N, long Seq)> Ask(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            using var reader = command.ExecuteReader();
            var rows = new List<(string, long, long)>();
            while (reader.Read()) rows.Add((reader.GetString(0), reader.FieldCount > 1 ? reader.GetInt64(1) : 0, reader.FieldCount > 1 ? reader.GetInt64(2) : 0));
            return rows;
        }
    }

    private static async Task<(Guid Map, HttpClient Browser)> Draft(string address)
    {
        var browser = LiveClient.Browser(address);
        await LiveClient.Post(browser, "/draft", ("text", "A map\n  One\n  Two"));
        // The page of one's own maps would name it; the draft's page names its editor.
        return (await DraftId(browser), browser);
    }

    private static async Task<Guid> DraftId(HttpClient browser)
    {
        var page = await browser.GetStringAsync(new Uri("/account/new", UriKind.Relative));
        var at = page.IndexOf("name=\"draft\" value=\"", StringComparison.Ordinal) + "name=\"draft\" value=\"".Length;
        return Guid.Parse(page.AsSpan(at, 36));
    }

    private static async Task<Process> Start(string site, string address, string data)
    {
        var server = Process.Start(ServeBench.Quiet(site, ["--urls", address, "--data", data]))!;
        server.BeginOutputReadLine();
        server.BeginErrorReadLine();
        using var http = new HttpClient { BaseAddress = new Uri(address) };
        for (var tries = 0; tries < 600; tries++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri("/subjects", UriKind.Relative));
                return server;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(25);
            }
        }
        throw new InvalidOperationException("The server does not start.");
    }
}
