using System.Diagnostics;
using Ramify.Live;
using Ramify.Maps;
using Ramify.Storage;
using Ramify.Text;

namespace Ramify.Bench;

/// <summary>Changes stored a second, each on the disk before it is answered (synchronous=FULL): 64 callers at once against one at a time, in turn.</summary>
internal static class LogBench
{
    private const int Callers = 64;
    private const int Rounds = 5;
    private static readonly TimeSpan RoundTime = TimeSpan.FromSeconds(2);

    public static void Run(Report report)
    {
        var data = Directory.CreateTempSubdirectory("ramify-bench-").FullName;
        var library = Library.Open(data);
        var secret = Secret.New();
        var maps = Enumerable.Range(0, Callers).Select(_ => Draft(library, secret)).ToArray();
        var by = Visitor.Of(null, secret);
        List<double> alone = [], together = [];
        var waits = new List<double>();
        Load(library, by, maps, RoundTime, []);
        for (var round = 0; round < Rounds; round++)
        {
            alone.Add(Load(library, by, maps[..1], RoundTime, []));
            together.Add(Load(library, by, maps, RoundTime, waits));
        }
        waits.Sort();
        var (one, many) = (Rivalry.Median(alone), Rivalry.Median(together));
        var p99 = waits[(int)(waits.Count * 0.99)];
        report.Add(new Row("changes stored, 64 callers", $"{many / 1000:0.0} k/s", "one at a time", $"{one / 1000:0.0} k/s", many / one, 4));
        report.Add(new Row("the same, p99 of the wait", $"{p99:0.0} ms", "10 ms", "", 10 / p99, 1));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(data, recursive: true);
    }

    private static (Guid Map, Guid Node) Draft(Library library, string secret)
    {
        var draft = library.Drafts.Find(library.Drafts.Save(OutlineText.Read("Root\n  One\n  Two", MapLimits.Upload).Map, secret))!;
        return (draft.Id, library.Shelves.Open(draft).Roots[0].Node.Id);
    }

    /// <summary>A caller a map; each waits for its answer before it sends again. Changes a second.</summary>
    private static double Load(Library library, Visitor by, (Guid Map, Guid Node)[] maps, TimeSpan time, List<double> waits)
    {
        var clock = Stopwatch.StartNew();
        var done = maps.Select(map => Task.Run(async () =>
        {
            var (client, own) = (Guid.CreateVersion7(), new List<double>());
            for (var n = 1L; clock.Elapsed < time; n++)
            {
                var start = Stopwatch.GetTimestamp();
                await library.Rooms.Take(map.Map, by, [new Envelope(map.Map, client, n, 0, new MapChange.SetText(map.Node, $"text {n}"))]);
                own.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
            return own;
        })).ToArray();
        Task.WaitAll(done);
        foreach (var own in done) waits.AddRange(own.Result);
        return done.Sum(own => own.Result.Count) / clock.Elapsed.TotalSeconds;
    }
}
