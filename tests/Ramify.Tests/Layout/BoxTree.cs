using Ramify.Layout;

namespace Ramify.Tests.Layout;

/// <summary>Trees of boxes for the layout tests, as records in breadth-first order with their parents.</summary>
internal sealed class BoxTree
{
    public enum Shape { Random, Deep, Wide, Chain, Star, Comb, Mixed }

    public TidyNode[] Nodes { get; private init; } = [];

    public int[] Parents { get; private init; } = [];

    /// <summary>A tree of at most <paramref name="count"/> nodes; the same arguments make the same tree.</summary>
    public static BoxTree Make(Shape shape, int count, int seed, int maxSize = 60)
    {
        var random = new Random(seed);
        var nodes = new TidyNode[count];
        var parents = new int[count];
        parents[0] = -1;
        var made = 1;
        for (var i = 0; i < made; i++)
        {
            var children = Math.Min(ChildCount(shape, random, i, made), count - made);
            // A tree that would end early goes on below its last node.
            if (children == 0 && i == made - 1) children = Math.Min(1, count - made);
            nodes[i] = new TidyNode
            {
                FirstChild = made, ChildCount = children,
                Breadth = Size(random, maxSize), Length = 1 + Size(random, maxSize), Lead = Size(random, maxSize / 3),
                Gap = random.Next(maxSize / 4 + 1),
            };
            Array.Fill(parents, i, made, children);
            made += children;
        }
        return new BoxTree { Nodes = nodes, Parents = parents };
    }

    private static int ChildCount(Shape shape, Random random, int index, int made) => shape switch
    {
        Shape.Random => random.Next(5) * random.Next(2),
        Shape.Deep => random.Next(8) == 0 ? 3 : 1,
        Shape.Wide => random.Next(4) == 0 ? 12 : 0,
        Shape.Chain => 1,
        Shape.Star => index == 0 ? int.MaxValue : 0,
        Shape.Comb => index == made - 1 ? 1 + random.Next(4) : 0,
        _ => random.Next(10) switch { 0 => 15, < 4 => 1, < 6 => 2, _ => 0 },
    };

    // Few sizes, zero among them: ends that fall together are where contours go wrong.
    private static int Size(Random random, int max) => random.Next(3) switch
    {
        0 => max / 2 * random.Next(3),
        1 => random.Next(4),
        _ => random.Next(max + 1),
    };
}
