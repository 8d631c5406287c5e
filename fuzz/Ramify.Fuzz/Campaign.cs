using System.Diagnostics;
using Trace = SharpFuzz.Common.Trace;

namespace Ramify.Fuzz;

/// <summary>
/// One reader, tried with inputs that are bred: what takes a way through the code that none took before is kept and
/// changed further. The instrumented code counts its branches in <see cref="Trace.SharedMem"/>.
/// </summary>
internal sealed class Campaign(string name, Action<byte[]> read, List<byte[]> seeds, Settings settings)
{
    private const int MapSize = 1 << 16;
    private const int MostBytes = 64 << 10;
    private static readonly TimeSpan TooLong = TimeSpan.FromSeconds(4);

    private readonly byte[] seen = new byte[MapSize];
    private readonly List<byte[]> kept = [];
    private readonly Mutation mutation = new(settings.Seed);
    private volatile byte[]? running;
    private int edges;

    public int Runs { get; private set; }

    public int Failures { get; private set; }

    public string Report => $"{name}: {Runs:N0} inputs, {edges:N0} branches, {kept.Count} kept, {Failures} failures";

    /// <summary>Breeds for a while; a reader that fails once is left after ten failures.</summary>
    public void Run(TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        byte[]? before = null;
        using var look = new Timer(_ =>
        {
            EndIfHung(before);
            before = running;
        }, null, TooLong * 10, TooLong * 10);
        foreach (var seed in seeds) Try(seed);
        if (kept.Count == 0) kept.AddRange(seeds);
        while (watch.Elapsed < time && Failures < 10) Try(mutation.Of(kept, MostBytes));
    }

    public bool FindsWithin(TimeSpan time)
    {
        var watch = Stopwatch.StartNew();
        while (watch.Elapsed < time && Failures == 0) Run(TimeSpan.FromMilliseconds(100));
        return Failures > 0;
    }

    private void Try(byte[] input)
    {
        Runs++;
        Clear();
        running = input;
        var start = Stopwatch.GetTimestamp();
        try
        {
            read(input);
            // A busy machine takes its time too: what was slow is tried again, and its own time taken.
            if (Stopwatch.GetElapsedTime(start) > TooLong && Cost(input) is var cost && cost > TooLong) Failed(input, $"took {cost.TotalSeconds:0.0} s");
            else if (IsNew()) kept.Add(input);
        }
        catch (Exception e)
        {
            Failed(input, e.ToString());
        }
        running = null;
    }

    private TimeSpan Cost(byte[] input)
    {
        var start = Environment.CpuUsage.TotalTime;
        read(input);
        return Environment.CpuUsage.TotalTime - start;
    }

    private static unsafe void Clear()
    {
        new Span<byte>(Trace.SharedMem, MapSize).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>Whether a branch was taken for the first time, or many more times than before (by powers of two).</summary>
    private unsafe bool IsNew()
    {
        var isNew = false;
        var words = new ReadOnlySpan<ulong>(Trace.SharedMem, MapSize / sizeof(ulong));
        for (var at = words.IndexOfAnyExcept(0ul); at >= 0; at = Next(words, at + 1))
            for (var i = at * sizeof(ulong); i < (at + 1) * sizeof(ulong); i++) isNew |= IsNew(i, Trace.SharedMem[i]);
        return isNew;
    }

    private static int Next(ReadOnlySpan<ulong> words, int from) => words[from..].IndexOfAnyExcept(0ul) is >= 0 and var next ? from + next : -1;

    private bool IsNew(int branch, byte count)
    {
        var bucket = (byte)(1 << System.Numerics.BitOperations.Log2(count));
        if (count == 0 || (seen[branch] & bucket) != 0) return false;
        if (seen[branch] == 0) edges++;
        seen[branch] |= bucket;
        return true;
    }

    private void Failed(byte[] input, string why)
    {
        Failures++;
        if (settings.Found is { } folder) Console.Error.WriteLine($"fuzz: {name}: {Save(input, folder)}: {why}");
    }

    /// <summary>Looked at from outside: what runs for ever is ended with the program.</summary>
    private void EndIfHung(byte[]? before)
    {
        if (before is null || before != running) return;
        Console.Error.WriteLine($"fuzz: {name}: {(settings.Found is { } folder ? Save(before, folder) : "")}: does not end");
        Environment.Exit(1);
    }

    private string Save(byte[] input, string folder)
    {
        Directory.CreateDirectory(folder);
        var file = Path.Combine(folder, $"{name}-{Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(input).AsSpan(0, 8))}");
        File.WriteAllBytes(file, input);
        return file;
    }
}
