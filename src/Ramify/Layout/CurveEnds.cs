using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>What is drawn across the tree: from a further parent to a shared node, or along a link.</summary>
/// <param name="From">Index of the shown node where it starts.</param>
/// <param name="To">Index of the shown node where it ends.</param>
/// <param name="Link">The link; null for an also-under link.</param>
internal readonly record struct CurveEnd(int From, int To, Link? Link);

/// <summary>
/// Every curve of a map whose two ends are shown, in an order that is the same on every machine. In a large map a curve
/// to a far place would be a line without visible ends: there a chip beside the start names the branch it leads to.
/// </summary>
internal sealed class CurveEnds
{
    /// <summary>Up to this many shown nodes every curve is drawn as a line.</summary>
    private const int DrawnAll = 250;

    /// <summary>Up to this many, lines are drawn within four generations; above, within two.</summary>
    private const int DrawnWide = 2000;

    /// <summary>Under a node with more children than this, lines would be long.</summary>
    public const int WidestLine = 60;

    private readonly HashSet<int> ends = [];
    private readonly Dictionary<int, int> chipCounts = [];
    private readonly ShownTree tree;

    /// <param name="map">The map.</param>
    /// <param name="tree">What is shown of it.</param>
    /// <param name="isChip">Whether an also-under link or a link is a chip, by its id; where it says null the distance decides.</param>
    public CurveEnds(MindMap map, ShownTree tree, Func<Guid, bool?>? isChip = null)
    {
        this.tree = tree;
        if (map.AlsoUnderCount == 0 && map.Links.Count == 0) return;
        var wanted = Wanted(map);
        for (var i = 0; i < tree.Count; i++)
            foreach (var also in tree.Nodes[i].AlsoUnder)
                if (wanted.TryGetValue(also.Parent, out var parent)) Add(new CurveEnd(parent, i, null), isChip?.Invoke(also.Id));
        foreach (var link in map.Links.OrderBy(l => l.Id))
            if (wanted.TryGetValue(link.From, out var from) && wanted.TryGetValue(link.To, out var to) && from != to)
                Add(new CurveEnd(from, to, link), isChip?.Invoke(link.Id));
    }

    /// <summary>Drawn as lines.</summary>
    public List<CurveEnd> Curves { get; } = [];

    /// <summary>Drawn as chips.</summary>
    public List<CurveEnd> Chips { get; } = [];

    public bool IsEmpty => Curves.Count == 0 && Chips.Count == 0;

    /// <summary>Whether a line starts or ends at a node.</summary>
    public bool Has(int node) => ends.Contains(node);

    /// <summary>How many chips stand beside a node.</summary>
    public int ChipsAt(int node) => chipCounts.GetValueOrDefault(node);

    /// <summary>Gives up the line for a chip.</summary>
    public void MakeChip(CurveEnd curve)
    {
        if (!Curves.Remove(curve)) return;
        // No room is kept where no line ends any more.
        foreach (var end in (int[])[curve.From, curve.To])
            if (!Curves.Exists(other => other.From == end || other.To == end)) ends.Remove(end);
        AddChip(curve);
    }

    private void Add(CurveEnd curve, bool? isChip)
    {
        if (isChip ?? !IsNear(curve))
        {
            AddChip(curve);
            return;
        }
        Curves.Add(curve);
        ends.Add(curve.From);
        ends.Add(curve.To);
    }

    private void AddChip(CurveEnd curve)
    {
        Chips.Add(curve);
        chipCounts[curve.From] = ChipsAt(curve.From) + 1;
    }

    /// <summary>How far up the ends of a line may have an ancestor in common, by the number of nodes shown.</summary>
    public static int GenerationsOf(int shown) => shown <= DrawnAll ? int.MaxValue : shown <= DrawnWide ? 4 : 2;

    /// <summary>Whether the ends have an ancestor in common within a few generations.</summary>
    private bool IsNear(CurveEnd curve)
    {
        var generations = GenerationsOf(tree.Count);
        if (generations == int.MaxValue) return true;
        var (a, b) = (curve.From, curve.To);
        while (a != b && a >= 0 && b >= 0)
        {
            // Breadth first, the deeper of two has the higher index.
            if (a > b) a = tree.Parents[a];
            else b = tree.Parents[b];
        }
        return a >= 0 && a == b && Math.Max(tree.Depths[curve.From], tree.Depths[curve.To]) - tree.Depths[a] <= generations
            && tree.ChildCounts[a] <= WidestLine;
    }

    private Dictionary<Node, int> Wanted(MindMap map)
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
