using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>Chooses what a huge map opens with: as many nodes as can be read at once, the largest branches first.</summary>
internal sealed class FoldBudget
{
    // Breadth first, so that a node's children lie side by side and sums run backwards.
    private readonly List<Node> nodes = [];
    private readonly List<int> parents = [];
    private readonly int[] firstChildren, childCounts, sizes;
    private readonly HashSet<Node> opened = [];
    private readonly PriorityQueue<int, long> waiting = new();
    private readonly byte[] favours;
    private int shown;

    private FoldBudget(MindMap map, Guid? focus)
    {
        foreach (var root in map.Roots) Add(root.Node, -1);
        (firstChildren, childCounts) = (new int[map.NodeCount], new int[map.NodeCount]);
        for (var i = 0; i < nodes.Count; i++)
        {
            firstChildren[i] = nodes.Count;
            foreach (var child in nodes[i].Children)
                if (!child.IsAlsoUnder) Add(child.Node, i);
            childCounts[i] = nodes.Count - firstChildren[i];
        }
        sizes = new int[nodes.Count];
        for (var i = nodes.Count - 1; i >= 0; i--)
        {
            sizes[i]++;
            if (parents[i] >= 0) sizes[parents[i]] += sizes[i];
        }
        favours = new byte[nodes.Count];
        if (focus is { } id && map.Find(id) is { } node) Favour(nodes.IndexOf(node));
    }

    /// <summary>Which nodes are folded: those that were not opened.</summary>
    public static Func<Node, bool> Folded(MindMap map, int labels, Guid? focus)
    {
        var budget = new FoldBudget(map, focus);
        budget.Open(map.Roots.Length, labels);
        return node => !budget.opened.Contains(node);
    }

    private void Open(int roots, int labels)
    {
        for (var r = 0; r < roots; r++) OpenHub(r);
        while (waiting.TryDequeue(out var next, out _))
            if (shown + childCounts[next] <= labels || favours[next] == 2) OpenOne(next);
    }

    /// <summary>Centre, trunk and main branches are always shown.</summary>
    private void OpenHub(int root)
    {
        shown++;
        var at = root;
        for (var left = ShownTree.TrunkLength(nodes[root]); left > 0; left--, at = firstChildren[at])
        {
            opened.Add(nodes[at]);
            shown++;
        }
        OpenOne(at);
    }

    private void OpenOne(int node)
    {
        opened.Add(nodes[node]);
        shown += childCounts[node];
        for (var c = firstChildren[node]; c < firstChildren[node] + childCounts[node]; c++)
            if (childCounts[c] > 0) waiting.Enqueue(c, -sizes[c] - (long)favours[c] * int.MaxValue);
    }

    /// <summary>The way to the focus goes before all, then what lies below it.</summary>
    private void Favour(int focus)
    {
        for (var at = focus; at >= 0; at = parents[at]) favours[at] = 2;
        for (var i = focus + 1; i < nodes.Count; i++)
            if (parents[i] == focus || (parents[i] > focus && favours[parents[i]] == 1)) favours[i] = 1;
    }

    private void Add(Node node, int parent)
    {
        nodes.Add(node);
        parents.Add(parent);
    }
}
