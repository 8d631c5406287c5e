using System.Text;

namespace Ramify.Maps;

/// <summary>Shapes of generated maps.</summary>
public enum GeneratedShape
{
    /// <summary>Two to nine children a node, as people write.</summary>
    Realistic,
    /// <summary>Each node the only child of the one before it.</summary>
    Chain,
    /// <summary>One root, all other nodes below it.</summary>
    Star,
    /// <summary>Each node below any earlier one, all equally likely.</summary>
    Random,
}

/// <summary>A line of a generated outline.</summary>
/// <param name="Depth">0 for the root.</param>
/// <param name="Text">A sentence of 20 to 140 characters, unlike every other of its outline.</param>
public readonly record struct GeneratedLine(int Depth, string Text);

/// <summary>Makes outlines of any size for measurements: the same arguments, the same lines, on every machine.</summary>
public static class MapGenerator
{
    private static readonly string[] Words =
    [
        "the", "of", "and", "in", "a", "to", "by", "after", "before", "under", "without", "against", "over", "harvest", "railway", "parliament",
        "treaty", "enzyme", "glacier", "market", "printing", "voters", "membrane", "wages", "empire", "rainfall", "energy", "factory", "reform",
        "oxygen", "village", "minister", "carbon", "river", "prices", "theory", "signal", "pressure", "city", "council", "muscle", "trade",
        "current", "school", "species", "border", "novel", "chorus", "planet", "voltage", "raised", "lowered", "split", "carried", "slowed", "weakened",
        "explained", "followed", "divided", "measured", "replaced", "spread", "because", "while",
    ];

    /// <summary>The lines of an outline, depth first. Streams: memory grows with depth, and for the random shape with nodes.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="nodes">How many nodes, from 1 up.</param>
    /// <param name="seed">Any number.</param>
    public static IEnumerable<GeneratedLine> Lines(GeneratedShape shape, int nodes, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(nodes, 1);
        var dice = new Dice(seed);
        var text = new StringBuilder();
        var ordinal = 0;
        foreach (var depth in Depths(shape, nodes, dice)) yield return new GeneratedLine(depth, Sentence(text, ++ordinal, dice));
    }

    /// <summary>The map of the same lines.</summary>
    public static MindMap Map(GeneratedShape shape, int nodes, ulong seed)
    {
        var builder = new MapBuilder();
        var above = new List<Node>();
        foreach (var (depth, text) in Lines(shape, nodes, seed))
        {
            above.RemoveRange(depth, above.Count - depth);
            above.Add(builder.Add(depth == 0 ? null : above[^1], text));
        }
        builder.Info = new MapInfo { Title = above[0].Text };
        return builder.Build();
    }

    private static IEnumerable<int> Depths(GeneratedShape shape, int nodes, Dice dice) => shape switch
    {
        GeneratedShape.Chain => Enumerable.Range(0, nodes),
        GeneratedShape.Star => Enumerable.Range(0, nodes).Select(i => Math.Min(i, 1)),
        GeneratedShape.Random => RandomDepths(nodes, dice),
        _ => RealisticDepths(nodes, dice),
    };

    /// <summary>A branch of n nodes is one node and two to nine branches that share the rest by lot.</summary>
    private static IEnumerable<int> RealisticDepths(int nodes, Dice dice)
    {
        var pending = new Stack<(int Depth, int Nodes)>([(0, nodes)]);
        var shares = new int[9];
        while (pending.TryPop(out var branch))
        {
            yield return branch.Depth;
            var rest = branch.Nodes - 1;
            if (rest == 0) continue;
            var count = Math.Min(rest, branch.Depth == 0 ? dice.Next(5, 10) : dice.Next(2, 7));
            Share(rest, shares.AsSpan(0, count), dice);
            for (var i = count - 1; i >= 0; i--) pending.Push((branch.Depth + 1, shares[i]));
        }
    }

    private static void Share(int total, Span<int> shares, Dice dice)
    {
        Span<long> weights = stackalloc long[shares.Length];
        long sum = 0;
        foreach (ref var weight in weights) sum += weight = dice.Next(1, 8);
        var (given, spare) = (0, total - shares.Length);
        for (var i = 0; i < shares.Length; i++) given += shares[i] = 1 + (int)(spare * weights[i] / sum);
        shares[dice.Next(0, shares.Length)] += total - given;
    }

    private static IEnumerable<int> RandomDepths(int nodes, Dice dice)
    {
        var (first, next) = (new int[nodes], new int[nodes]);
        Array.Fill(first, -1);
        for (var i = 1; i < nodes; i++)
        {
            var parent = dice.Next(0, i);
            (next[i], first[parent]) = (first[parent], i);
        }
        var pending = new Stack<(int Depth, int Node)>([(0, 0)]);
        while (pending.TryPop(out var at))
        {
            yield return at.Depth;
            for (var child = first[at.Node]; child > 0; child = next[child]) pending.Push((at.Depth + 1, child));
        }
    }

    /// <summary>Words to a length that is drawn; the ordinal stands among them, so that no two are alike.</summary>
    private static string Sentence(StringBuilder text, int ordinal, Dice dice)
    {
        var length = dice.Next(20, 127);
        text.Clear();
        Append(text, dice);
        text[0] = char.ToUpperInvariant(text[0]);
        text.Append(' ').Append(ordinal);
        while (text.Length < length) Append(text.Append(' '), dice);
        return text.ToString();
    }

    private static void Append(StringBuilder text, Dice dice) => text.Append(Words[dice.Next(0, Words.Length)]);

    /// <summary>SplitMix64 (Steele, Lea, Flood 2014): the same on every machine and in every version of .NET.</summary>
    private sealed class Dice(ulong seed)
    {
        private ulong state = seed;

        /// <summary>A number from <paramref name="least"/> up to but not including <paramref name="end"/>.</summary>
        public int Next(int least, int end)
        {
            var z = state += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return least + (int)(((z ^ (z >> 31)) >> 32) * (ulong)(end - least) >> 32);
        }
    }
}
