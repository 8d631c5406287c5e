using System.Diagnostics;

namespace Ramify.Bench;

/// <summary>One way to do a job.</summary>
/// <param name="Name">As the table prints it.</param>
/// <param name="Time">Does the job so many times and returns the seconds it took.</param>
/// <param name="MaxRounds">Fewer rounds for a competitor that takes minutes.</param>
internal sealed record Competitor(string Name, Func<int, double> Time, int MaxRounds = int.MaxValue)
{
    public static Competitor Of(string name, Action job) => new(name, times =>
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++) job();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    });
}

/// <summary>Measures competitors side by side: batches in turn, so that a busy moment of the machine hits them all, then medians.</summary>
internal static class Rivalry
{
    /// <summary>Median seconds of one job for each competitor.</summary>
    /// <param name="batchSeconds">How long a batch should take at least; a job that takes longer is a batch by itself.</param>
    public static double[] Medians(IReadOnlyList<Competitor> competitors, int rounds, double batchSeconds = 0.02, double warmUpSeconds = 0.3)
    {
        var batches = competitors.Select(c => BatchSize(c, batchSeconds, c.MaxRounds > 1 ? warmUpSeconds : 0)).ToArray();
        var times = competitors.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds; round++)
            for (var c = 0; c < competitors.Count; c++)
                if (round < competitors[c].MaxRounds)
                    times[c].Add(competitors[c].Time(batches[c]) / batches[c]);
        return [.. times.Select(Median)];
    }

    public static double Median(List<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    /// <summary>Jobs to a batch; finding out warms the competitor up.</summary>
    private static int BatchSize(Competitor competitor, double batchSeconds, double warmUpSeconds)
    {
        if (warmUpSeconds == 0) return 1;
        var start = Stopwatch.GetTimestamp();
        var size = 1;
        while (true)
        {
            var seconds = competitor.Time(size);
            if (seconds < batchSeconds / 2) size *= 2;
            else if (Stopwatch.GetElapsedTime(start).TotalSeconds >= warmUpSeconds)
                return Math.Max(1, (int)(size * batchSeconds / seconds));
        }
    }
}
