using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>What is drawn across the tree: from a further parent to a shared node, or along a link.</summary>
/// <param name="From">Index of the shown node where it starts.</param>
/// <param name="To">Index of the shown node where it ends.</param>
/// <param name="Link">The link; null for an also-under link.</param>
internal readonly record struct CurveEnd(int From, int To, Link? Link);

/// <summary>Every curve of a map whose two ends are shown, in an order that is the same on every machine.</summary>
internal sealed class CurveEnds
{
    private readonly HashSet<int> ends = [];

    public CurveEnds(MindMap map, ShownTree tree)
    {
        if (map.AlsoUnderCount == 0 && map.Links.Count == 0) return;
        var wanted = Wanted(map, tree);
        for (var i = 0; i < tree.Count; i++)
            foreach (var also in tree.Nodes[i].AlsoUnder)
                if (wanted.TryGetValue(also.Parent, out var parent)) Add(new CurveEnd(parent, i, null));
        foreach (var link in map.Links.OrderBy(l => l.Id))
            if (wanted.TryGetValue(link.From, out var from) && wanted.TryGetValue(link.To, out var to) && from != to)
                Add(new CurveEnd(from, to, link));
    }

    public List<CurveEnd> Curves { get; } = [];

    public bool IsEmpty => Curves.Count == 0;

    /// <summary>Whether a curve starts or ends at a node.</summary>
    public bool Has(int node) => ends.Contains(node);

    private void Add(CurveEnd curve)
    {
        Curves.Add(curve);
        ends.Add(curve.From);
        ends.Add(curve.To);
    }

    private static Dictionary<Node, int> Wanted(MindMap map, ShownTree tree)
    {
        var wanted = new Dictionary<Node, int>();
        foreach (var link in map.Links) (wanted[link.From], wanted[link.To]) = (-1, -1);
        for (var i = 0; i < tree.Count; i++)
            foreach (var also in tree.Nodes[i].AlsoUnder) wanted[also.Parent] = -1;
        for (var i = 0; i < tree.Count; i++)
            if (wanted.ContainsKey(tree.Nodes[i])) wanted[tree.Nodes[i]] = i;
        foreach (var hidden in wanted.Where(pair => pair.Value < 0).Select(pair => pair.Key).ToList()) wanted.Remove(hidden);
        return wanted;
    }
}
