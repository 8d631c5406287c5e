using Ramify.Layout;

namespace Ramify.Tests.Layout;

/// <summary>The same algorithm written plainly: recursive, contours as lists that are copied, room shared out at once.</summary>
internal sealed class PlainTidyTree(TidyNode[] nodes)
{
    private readonly record struct Edge(long End, int At, int Owner);

    // Contours from the node's near edge; along is measured from its parent's far end.
    private readonly record struct Outline(List<Edge> Near, List<Edge> Far);

    private readonly int[] offsets = new int[nodes.Length];

    public static int[] Offsets(TidyNode[] nodes)
    {
        var tree = new PlainTidyTree(nodes);
        tree.Layout(0);
        return tree.offsets;
    }

    private Outline Layout(int index)
    {
        var node = nodes[index];
        var end = (long)node.Lead + node.Length;
        var outline = new Outline([new Edge(end, 0, 0)], [new Edge(end, node.Breadth, 0)]);
        if (node.ChildCount == 0) return outline;

        var children = Enumerable.Range(node.FirstChild, node.ChildCount).ToArray();
        var row = Row(children);
        var width = offsets[children[^1]] + nodes[children[^1]].Breadth;
        var shift = (int)Math.Floor((width - node.Breadth) / 2.0);
        foreach (var child in children) offsets[child] -= shift;
        outline.Near.AddRange(row.Near.Select(e => new Edge(e.End + end, e.At - shift, 0)));
        outline.Far.AddRange(row.Far.Select(e => new Edge(e.End + end, e.At - shift, 0)));
        return outline;
    }

    private Outline Row(int[] children)
    {
        var spread = new int[children.Length];
        var row = new Outline([], []);
        for (var i = 0; i < children.Length; i++)
        {
            var subtree = Layout(children[i]);
            var at = i == 0 ? 0 : Separate(row.Far, subtree.Near, nodes[children[i]].Gap, i, spread);
            offsets[children[i]] = at;
            row = new Outline(
                Join(row.Near, subtree.Near.Select(e => e with { At = e.At + at, Owner = i })),
                Join(subtree.Far.Select(e => e with { At = e.At + at, Owner = i }), row.Far));
        }
        for (var i = 0; i < children.Length; i++) offsets[children[i]] += spread[i];
        return row;
    }

    /// <summary>The first contour, then what of the second goes further.</summary>
    private static List<Edge> Join(IEnumerable<Edge> first, IEnumerable<Edge> second)
    {
        var joined = first.ToList();
        var depth = joined.Count == 0 ? long.MinValue : joined[^1].End;
        return [.. joined, .. second.Where(e => e.End > depth)];
    }

    private static int Separate(List<Edge> far, List<Edge> near, int gap, int index, int[] spread)
    {
        var at = 0;
        for (int f = 0, n = 0; f < far.Count && n < near.Count;)
        {
            var push = far[f].At + gap - (at + near[n].At);
            if (push > 0 || (f == 0 && n == 0))
            {
                at += push;
                ShareOut(spread, far[f].Owner, index, push);
            }
            var (farEnd, nearEnd) = (far[f].End, near[n].End);
            if (farEnd <= nearEnd) f++;
            if (nearEnd <= farEnd) n++;
        }
        return at;
    }

    private static void ShareOut(int[] spread, int from, int to, int push)
    {
        var (share, rest) = Math.DivRem(push, to - from);
        for (var k = 1; k < to - from; k++) spread[from + k] += share * k + Math.Max(0, k - (to - from - rest));
    }
}
