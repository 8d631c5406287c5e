using System.Collections.Concurrent;
using System.Diagnostics;
using Ramify.LiveTesting;
using Ramify.Maps;

namespace Ramify.Bench;

/// <summary>Thirty people in one map of the running site, ten edits a second together for a minute: how long until everybody has an edit, and whether all maps are equal.</summary>
internal static class RoomBench
{
    private const int People = 30;
    private const int EditsPerSecond = 10;
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(60);

    public static void Run(Report report, string site)
    {
        var data = Directory.CreateTempSubdirectory("ramify-bench-").FullName;
        var address = ServeBench.FreeAddress();
        using var server = Process.Start(ServeBench.Quiet(site, ["--urls", address, "--data", data]))!;
        try
        {
            ServeBench.WaitFor(address + "/subjects");
            var (waits, equal, edits) = Meet(address).GetAwaiter().GetResult();
            waits.Sort();
            var p99 = waits[(int)(waits.Count * 0.99)];
            report.Add(new Row($"{People} people, {edits} edits: p99 until one has another's", $"{p99:0} ms", "150 ms", "", 150 / p99, 1));
            report.Add(new Row("the same, p50", $"{waits[waits.Count / 2]:0} ms"));
            report.Add(new Row("the same, maps equal by hash at the end", $"{equal} of {People}", "", "", equal / (double)People, 1));
        }
        finally
        {
            server.Kill();
            server.WaitForExit();
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<(List<double> Waits, int Equal, int Edits)> Meet(string address)
    {
        var people = await Gather(address);
        var (sent, waits) = (new ConcurrentDictionary<Guid, long>(), new ConcurrentBag<double>());
        foreach (var person in people)
            person.Heard = change =>
            {
                if (change.Client != person.Client && change.Entry!.Change is MapChange.Insert insert && sent.TryGetValue(insert.Node, out var at))
                    waits.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            };
        using var stop = new CancellationTokenSource();
        var listening = people.ConvertAll(person => Hear(person, stop.Token));
        await Task.Delay(500);
        var (dice, clock, edits) = (new Random(7), Stopwatch.StartNew(), 0);
        var sending = new List<Task>();
        for (; clock.Elapsed < Time; edits++)
        {
            var person = people[dice.Next(People)];
            var node = Guid.CreateVersion7();
            var nodes = person.With(replica => replica.Map.Nodes.Select(n => n.Id).ToList());
            sent[node] = Stopwatch.GetTimestamp();
            person.Do(new MapChange.Insert(node, nodes[dice.Next(nodes.Count)], OrderKey.First, $"edit {edits}"));
            if (edits % 3 == 0) person.Do(new MapChange.SetText(nodes[dice.Next(nodes.Count)], $"text {edits}"));
            sending.Add(person.Send());
            var next = TimeSpan.FromSeconds((edits + 1.0) / EditsPerSecond) - clock.Elapsed;
            if (next > TimeSpan.Zero) await Task.Delay(next);
        }
        await Task.WhenAll(sending);
        await Task.Delay(1000);
        foreach (var person in people) await person.Send();
        await Task.Delay(1000);
        var hashes = people.ConvertAll(person => person.With(replica => replica.State.Hash()));
        await stop.CancelAsync();
        await Task.WhenAll(listening);
        return ([.. waits], hashes.Count(hash => hash == hashes[0]), edits);
    }

    /// <summary>Thirty accounts: one has a map and gives the others the link to join by.</summary>
    private static async Task<List<LiveClient>> Gather(string address)
    {
        var browsers = new List<HttpClient>();
        for (var i = 0; i < People; i++)
        {
            browsers.Add(LiveClient.Browser(address));
            await LiveClient.Post(browsers[i], "/account/new", ("name", $"Person {i + 10}"), ("age", "Teen"), ("password", "three plain words"));
        }
        var map = Guid.Parse((await LiveClient.Post(browsers[0], "/draft", ("text", "Our map\n  One\n  Two"))).Split('/')[^1]);
        await LiveClient.Post(browsers[0], $"/account/maps/{map}/editors", ("link", "open"));
        var page = await browsers[0].GetStringAsync(new Uri($"/account/maps/{map}/editors", UriKind.Relative));
        var token = page[(page.IndexOf("/joint/", StringComparison.Ordinal) + 7)..][..22];
        foreach (var browser in browsers.Skip(1)) await LiveClient.Post(browser, $"/joint/{token}");
        var people = new List<LiveClient>();
        foreach (var browser in browsers) people.Add(await LiveClient.Enter(browser, map));
        return people;
    }

    private static async Task Hear(LiveClient person, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var _ in person.Listen(stop)) { }
            }
            catch (Exception ended) when (ended is OperationCanceledException or HttpRequestException or IOException)
            {
            }
        }
    }
}
