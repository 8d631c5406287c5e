using Ramify.Layout;

namespace Ramify.Bench;

/// <summary>A tree of boxes, as a program would hold it that has not heard of the layout's records.</summary>
internal sealed class Box
{
    public int Breadth;
    public int Length;
    public Box[] Children = [];
}

/// <summary>The trees that all competitors lay out, in units of 1/64 px: boxes of one to four lines, six pixels apart.</summary>
internal static class Boxes
{
    public const int Gap = 6 * 64;
    public const int Lead = 32 * 64;

    /// <summary>
    /// A large mind map: a root with seven branches; of the other nodes a bit over half are leaves, the rest have one to
    /// twelve children, few more often than many. A million nodes are about 17 levels.
    /// </summary>
    public static Box Realistic(int count) => Grow(count, seed: 1, (random, isRoot) =>
        isRoot ? 7 : random.NextDouble() < 0.55 ? 0 : 1 + Math.Min(random.Next(12), random.Next(12)));

    public static Box Chain(int count) => Grow(count, seed: 2, (_, _) => 1);

    public static Box Star(int count) => Grow(count, seed: 3, (_, isRoot) => isRoot ? int.MaxValue : 0);

    /// <summary>Fills records in breadth-first order, siblings side by side.</summary>
    /// <param name="queue">As long as <paramref name="nodes"/>; its content is not read.</param>
    public static void Fill(Box root, TidyNode[] nodes, Box[] queue)
    {
        queue[0] = root;
        var end = 1;
        for (var i = 0; i < end; i++)
        {
            var box = queue[i];
            ref var node = ref nodes[i];
            node.FirstChild = end;
            node.ChildCount = box.Children.Length;
            node.Breadth = box.Breadth;
            node.Length = box.Length;
            node.Lead = Lead;
            node.Gap = Gap;
            box.Children.CopyTo(queue, end);
            end += box.Children.Length;
        }
    }

    private static Box Grow(int count, int seed, Func<Random, bool, int> childCount)
    {
        var random = new Random(seed);
        var boxes = new List<Box>(count) { NewBox(random) };
        for (var i = 0; i < boxes.Count; i++)
        {
            var children = Math.Min(childCount(random, i == 0), count - boxes.Count);
            // A tree that would end early goes on below its last node.
            if (children == 0 && i == boxes.Count - 1) children = Math.Min(1, count - boxes.Count);
            if (children == 0) continue;
            boxes[i].Children = new Box[children];
            for (var c = 0; c < children; c++) boxes.Add(boxes[i].Children[c] = NewBox(random));
        }
        return boxes[0];
    }

    private static Box NewBox(Random random) =>
        new() { Breadth = 64 * (6 + 17 * (1 + Math.Min(random.Next(4), random.Next(4)))), Length = 64 * random.Next(60, 285) };
}
