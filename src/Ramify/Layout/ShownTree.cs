using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>
/// The spine of a map as far as it is shown, in flat arrays: breadth first, siblings side by side, a parent before its
/// children.
/// </summary>
internal sealed class ShownTree
{
    private const int LongestTrunk = 6;
    private const int LongestHeading = 32;

    /// <summary>How many branch colours there are.</summary>
    public const int PaletteSize = 8;

    /// <summary>How many nodes are shown.</summary>
    public int Count { get; private set; }
    public Node[] Nodes { get; }
    public int[] Parents { get; }
    public int[] FirstChildren { get; }
    public int[] ChildCounts { get; }

    /// <summary>1 = a main branch; 0 and below = centre and trunk.</summary>
    public int[] Levels { get; }

    /// <summary>Steps from the root along the spine: 0 for a root.</summary>
    public int[] Depths { get; }

    /// <summary>Number of the main branch among those of its root, from 1; 0 for centre and trunk.</summary>
    public int[] Branches { get; }

    /// <summary>Place in the palette, from 1: the main branch's at every depth unless the writer chose another; 0 for centre and trunk.</summary>
    public byte[] Colours { get; }

    /// <summary>
    /// Nodes that are wrapped alike: a main branch's head is one group, each of its children with all below it another.
    /// </summary>
    public int[] Groups { get; }

    /// <summary>How many groups there are; group 0 is centre and trunk.</summary>
    public int GroupCount { get; private set; } = 1;

    /// <summary>Which root a node lies under.</summary>
    public int[] Roots { get; }
    public NodeKind[] Kinds { get; }

    /// <summary>Nodes hidden below a folded one; null where nothing is folded.</summary>
    public int[]? Hidden { get; private set; }

    /// <summary>How many roots there are: the first nodes.</summary>
    public int RootCount { get; }

    public ShownTree(MindMap map, Fold fold)
    {
        var capacity = map.NodeCount;
        Nodes = new Node[capacity];
        Parents = new int[capacity];
        FirstChildren = new int[capacity];
        ChildCounts = new int[capacity];
        Levels = new int[capacity];
        Depths = new int[capacity];
        Branches = new int[capacity];
        Colours = new byte[capacity];
        Groups = new int[capacity];
        Roots = new int[capacity];
        Kinds = new NodeKind[capacity];
        RootCount = map.Roots.Length;
        foreach (var root in map.Roots) AddRoot(root.Node);
        for (var i = 0; i < Count; i++) AddChildren(i, fold);
    }

    private void AddRoot(Node node)
    {
        Nodes[Count] = node;
        Parents[Count] = -1;
        Roots[Count] = Count;
        Levels[Count] = -TrunkLength(node);
        Kinds[Count] = RootKind(RootCount, SpineChildren(node) > 0);
        Count++;
    }

    /// <summary>Loose ideas beside a map are pills.</summary>
    public static NodeKind RootKind(int roots, bool hasChildren) => roots > 1 && !hasChildren ? NodeKind.Trunk : NodeKind.Centre;

    /// <summary>How many only children follow one another below a root before the first level of two or more.</summary>
    public static int TrunkLength(Node root)
    {
        var at = root;
        for (var length = 0; length <= LongestTrunk; length++)
        {
            var (count, only) = FirstSpineChildren(at);
            if (count != 1) return count > 1 ? length : 0;
            at = only!;
        }
        return 0;
    }

    private void AddChildren(int parent, Fold fold)
    {
        var node = Nodes[parent];
        FirstChildren[parent] = Count;
        var count = SpineChildren(node);
        if (count == 0) return;
        if (fold.Hides(node, Levels[parent], Count, count))
        {
            (Hidden ??= new int[Nodes.Length])[parent] = CountBelow(node);
            return;
        }
        ChildCounts[parent] = count;
        foreach (var child in node.Children)
            if (!child.IsAlsoUnder) Add(child.Node, parent);
    }

    private void Add(Node node, int parent)
    {
        var i = Count++;
        Nodes[i] = node;
        Parents[i] = parent;
        Roots[i] = Roots[parent];
        Depths[i] = Depths[parent] + 1;
        var level = Levels[parent] + 1;
        Levels[i] = level;
        Branches[i] = level switch { <= 0 => 0, 1 => i - FirstChildren[parent] + 1, _ => Branches[parent] };
        Groups[i] = level switch { <= 0 => 0, <= 2 => GroupCount++, _ => Groups[parent] };
        Colours[i] = ColourOf(node, i, level);
        Kinds[i] = KindOf(node, level, SpineChildren(node) > 0);
    }

    private byte ColourOf(Node node, int i, int level)
    {
        if (level <= 0) return 0;
        var chosen = node.Details.Style.Colour;
        if (chosen is > 0 and <= PaletteSize) return chosen;
        return level == 1 ? (byte)((Branches[i] - 1) % PaletteSize + 1) : Colours[Parents[i]];
    }

    /// <summary>What a node looks like at a level, with children (shown or hidden) or without.</summary>
    public static NodeKind KindOf(Node node, int level, bool hasChildren)
    {
        var byLevel = level switch
        {
            <= 0 => NodeKind.Trunk,
            1 => hasChildren || node.Text.Length <= LongestHeading ? NodeKind.MainHeading : NodeKind.MainLeaf,
            2 => hasChildren ? NodeKind.BoxHeading : NodeKind.Box,
            3 => NodeKind.Bar,
            _ => NodeKind.DeepBar,
        };
        if (level <= 1) return byLevel;
        return node.Details.Style.Shape switch
        {
            NodeShape.Plain => NodeKind.Bar,
            NodeShape.Box => hasChildren ? NodeKind.BoxHeading : NodeKind.Box,
            NodeShape.Filled => NodeKind.MainHeading,
            _ => byLevel,
        };
    }

    /// <summary>The nodes in reading order: depth first along the spine.</summary>
    public int[] ReadingOrder()
    {
        // Preorder by subtree sizes: a node's place is its parent's, plus one, plus its earlier siblings' subtrees.
        var sizes = new int[Count];
        for (var i = Count - 1; i >= 0; i--)
        {
            sizes[i]++;
            if (Parents[i] >= 0) sizes[Parents[i]] += sizes[i];
        }
        var order = new int[Count];
        var places = new int[Count];
        var next = 0;
        for (var i = 0; i < Count; i++)
        {
            if (Parents[i] < 0) (places[i], next) = (next, next + sizes[i]);
            order[places[i]] = i;
            var at = places[i] + 1;
            for (var c = FirstChildren[i]; c < FirstChildren[i] + ChildCounts[i]; c++) (places[c], at) = (at, at + sizes[c]);
        }
        return order;
    }

    private static int SpineChildren(Node node)
    {
        var count = 0;
        foreach (var child in node.Children)
            if (!child.IsAlsoUnder) count++;
        return count;
    }

    /// <summary>The first child along the spine, and how many there are: 0, 1 or 2 for more.</summary>
    public static (int Count, Node? First) FirstSpineChildren(Node node)
    {
        Node? first = null;
        foreach (var child in node.Children)
        {
            if (child.IsAlsoUnder) continue;
            if (first is not null) return (2, first);
            first = child.Node;
        }
        return (first is null ? 0 : 1, first);
    }

    /// <summary>How many nodes lie below one along the spine.</summary>
    public static int CountBelow(Node node)
    {
        var count = -1;
        var pending = new Stack<Node>();
        pending.Push(node);
        while (pending.TryPop(out var at))
        {
            count++;
            foreach (var child in at.Children)
                if (!child.IsAlsoUnder) pending.Push(child.Node);
        }
        return count;
    }
}
