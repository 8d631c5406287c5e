using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>
/// Where everything of a map is drawn: boxes, wrapped lines, branches, curves. Flat arrays by node index, breadth first,
/// a parent before its children, siblings side by side. All lengths are 1/64 px in whole numbers, the same on every
/// machine; the drawing spans 0, 0 to <see cref="Width"/>, <see cref="Height"/>.
/// </summary>
public sealed class MapLayout
{
    private readonly LayoutRun run;
    private readonly ShownTree tree;
    private readonly NodeSizes sizes;
    private readonly NodeRooms rooms;
    private readonly MapBox[] boxes;
    private readonly Side[] sides;
    private readonly Branch[] branches;
    private readonly Curve[] curves;
    private readonly Lazy<LayoutMeasures> measures;
    private int[]? readingOrder;

    internal MapLayout(LayoutRun run, long width, long height)
    {
        this.run = run;
        (Map, Options, tree, sizes, rooms) = (run.Map, run.Options, run.Tree, run.Sizes, run.Rooms);
        (boxes, sides, branches, curves, Width, Height) = (run.Boxes, run.Sides, run.Branches, run.Curves, width, height);
        measures = new Lazy<LayoutMeasures>(() => LayoutMeasures.Of(this));
    }

    /// <summary>Lays out a map. O(nodes) above <see cref="LayoutOptions.SearchLimit"/>, with a bounded search below.</summary>
    public static MapLayout Of(MindMap map, LayoutOptions? options = null) => new LayoutRun(map, options ?? LayoutOptions.Default).Finish();

    /// <summary>The map.</summary>
    public MindMap Map { get; }

    /// <summary>How it was laid out.</summary>
    public LayoutOptions Options { get; }

    /// <summary>How many nodes are shown.</summary>
    public int Count => tree.Count;

    /// <summary>Width of the drawing, its margin included.</summary>
    public long Width { get; }

    /// <summary>Height of the drawing, its margin included.</summary>
    public long Height { get; }

    /// <summary>The shown nodes.</summary>
    public ReadOnlySpan<Node> Nodes => tree.Nodes.AsSpan(0, Count);

    /// <summary>Index of each node's primary parent; -1 for a root.</summary>
    public ReadOnlySpan<int> Parents => tree.Parents.AsSpan(0, Count);

    /// <summary>Index of each node's first shown child; meaningless where it has none.</summary>
    public ReadOnlySpan<int> FirstChildren => tree.FirstChildren.AsSpan(0, Count);

    /// <summary>How many children of each node are shown.</summary>
    public ReadOnlySpan<int> ChildCounts => tree.ChildCounts.AsSpan(0, Count);

    /// <summary>1 for a main branch, counting up outwards; 0 and below for centre and trunk.</summary>
    public ReadOnlySpan<int> Levels => tree.Levels.AsSpan(0, Count);

    /// <summary>Steps from the root along the spine.</summary>
    public ReadOnlySpan<int> Depths => tree.Depths.AsSpan(0, Count);

    /// <summary>Number of the main branch, from 1 in reading order; 0 for centre and trunk.</summary>
    public ReadOnlySpan<int> BranchNumbers => tree.Branches.AsSpan(0, Count);

    /// <summary>Place of each node's colour in the palette, 1 to 8; 0 for centre and trunk.</summary>
    public ReadOnlySpan<byte> Colours => tree.Colours.AsSpan(0, Count);

    /// <summary>What each node looks like.</summary>
    public ReadOnlySpan<NodeKind> Kinds => tree.Kinds.AsSpan(0, Count);

    /// <summary>The boxes. No two of them overlap.</summary>
    public ReadOnlySpan<MapBox> Boxes => boxes;

    /// <summary>Which way each node lies.</summary>
    public ReadOnlySpan<Side> Sides => sides;

    /// <summary>The branches: one for each node below the trunk.</summary>
    public ReadOnlySpan<Branch> Branches => branches;

    /// <summary>Curves from further parents to shared nodes, and links.</summary>
    public ReadOnlySpan<Curve> Curves => curves;

    /// <summary>What stands for curves to far places.</summary>
    public ReadOnlySpan<Chip> Chips => run.Chips;

    /// <summary>Sizes, text at fit and what overlaps; computed when first asked.</summary>
    public LayoutMeasures Measures => measures.Value;

    /// <summary>The nodes in reading order: depth first along the spine.</summary>
    public ReadOnlySpan<int> ReadingOrder => readingOrder ??= tree.ReadingOrder();

    /// <summary>How many nodes a folded node hides; 0 for others.</summary>
    public int HiddenBelow(int node) => tree.Hidden is { } hidden ? hidden[node] : 0;

    /// <summary>The wrap factor of a node, 1/100.</summary>
    public int FactorOf(int node) => run.Factors[tree.Groups[node]];

    /// <summary>The wrapped lines of a node's text.</summary>
    public ReadOnlySpan<TextLine> LinesOf(int node) => sizes.Lines.AsSpan(sizes.LineStarts[node]..sizes.LineStarts[node + 1]);

    /// <summary>Font size of a node's text.</summary>
    public int TextSizeOf(int node) => NodeLook.For(tree.Kinds[node]).Size;

    /// <summary>Weight of a node's text.</summary>
    public FontWeight WeightOf(int node) => NodeSizes.WeightOf(tree.Nodes[node], NodeLook.For(tree.Kinds[node]));

    /// <summary>Distance between the lines of a node.</summary>
    public int LineHeightOf(int node) => sizes.LineHeight(NodeLook.For(tree.Kinds[node]));

    /// <summary>The box of a node's text: as wide as its widest line, between the paddings.</summary>
    public MapBox TextBoxOf(int node) =>
        NodeSizes.TextBox(boxes[node], sides[node], Kinds[node], sizes.DiscRoom(node), NodeSizes.ImageRoom(Nodes[node]), LinesOf(node), LineHeightOf(node));

    /// <summary>The box that a node's image is fitted into; null where it shows none.</summary>
    public MapBox? ImageBoxOf(int node) => Nodes[node].Details.Image is null ? null
        : NodeSizes.ImageBox(boxes[node], sides[node], Kinds[node], sizes.DiscRoom(node), TextBoxOf(node));

    /// <summary>Middle of the ring that says how many parents a node has; null for most nodes.</summary>
    public MapPoint? RingOf(int node) => run.RingOf(node);

    /// <summary>Middle of the disc that says how many nodes are hidden below a node; null for most nodes.</summary>
    public MapPoint? FoldMarkOf(int node) => run.FoldMarkOf(node);

    /// <summary>Diameter of the disc, or width of the pill, with a main branch's number.</summary>
    public static int NumberWidth(int number) => NodeSizes.DiscWidth(number);

    /// <summary>How it came about.</summary>
    internal LayoutRun Run => run;

    /// <summary>Room kept for marks on the side of a node away from its parent.</summary>
    internal int OuterRoomOf(int node) => rooms.Outer(node);
}
