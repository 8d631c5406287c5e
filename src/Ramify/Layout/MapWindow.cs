using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>How a node of a window is drawn.</summary>
public enum Detail : byte
{
    /// <summary>With its text, which is large enough to read.</summary>
    Text,
    /// <summary>As the name of a large branch: a plate whose text is scaled up until it can be read.</summary>
    Heading,
}

/// <summary>A node that a window shows with its text. Lengths in 1/64 px.</summary>
/// <param name="Node">The node.</param>
/// <param name="Box">Its box.</param>
/// <param name="Side">Which way it lies.</param>
/// <param name="Kind">What it looks like.</param>
/// <param name="Colour">Place in the palette, 1 to 8; 0 for centre and trunk.</param>
/// <param name="Level">1 for a main branch, counting up outwards; 0 and below for centre and trunk.</param>
/// <param name="Depth">Steps from the root along the spine.</param>
/// <param name="Position">Its place among its siblings, from 1.</param>
/// <param name="SetSize">How many siblings there are, itself among them.</param>
/// <param name="Children">How many children of it are shown.</param>
/// <param name="Hidden">How many nodes it hides.</param>
/// <param name="BranchNumber">Number of its main branch; 0 for centre and trunk.</param>
/// <param name="Parent">Index in <see cref="MapWindow.Nodes"/> of the nearest ancestor there; -1 for none.</param>
public readonly record struct DrawnNode(
    Node Node, MapBox Box, Side Side, NodeKind Kind, byte Colour, int Level, int Depth, int Position, int SetSize, int Children, int Hidden, int BranchNumber, int Parent)
{
    /// <summary>How it is drawn.</summary>
    public Detail Detail { get; init; }

    /// <summary>How many times larger than usual the text of a <see cref="Detail.Heading"/> is, about the middle of its box; else 1.</summary>
    public double TextScale { get; init; } = 1;

    /// <summary>The image that it showed when it was drawn, by its hash; null for none. The node itself goes on changing.</summary>
    public string? Image { get; } = Node?.Details.Image;

    /// <summary>Wrap factor, 1/100.</summary>
    internal int Factor { get; init; }

    /// <summary>Room on the side away from the parent.</summary>
    internal int Outer { get; init; }
}

/// <summary>What is too small to read: a box, or several that lie close together.</summary>
/// <param name="Box">Its area.</param>
/// <param name="Colour">Place in the palette.</param>
/// <param name="Head">Its node, or the first of those that it stands for.</param>
/// <param name="Nodes">How many nodes it stands for, at least.</param>
public readonly record struct DrawnBar(MapBox Box, byte Colour, Node Head, int Nodes);

/// <summary>A curve that starts or ends at a node of the window.</summary>
/// <param name="From">Id of the node where it starts.</param>
/// <param name="To">Id of the node where the arrow is.</param>
/// <param name="Link">The link; null for an also-under link.</param>
/// <param name="Line">Where it runs, its nodes as -1; null where a chip stands for it.</param>
/// <param name="Plate">The chip's box beside its start.</param>
/// <param name="BranchNumber">Number of the main branch it leads to: what the chip says.</param>
/// <param name="Colour">That branch's place in the palette.</param>
public readonly record struct DrawnCurve(Guid From, Guid To, Link? Link, Curve? Line, MapBox Plate, int BranchNumber, byte Colour);

/// <summary>A subtree, as far as a window shows it, that moved by the same way: all below the head but what has a record of its own.</summary>
public readonly record struct MovedSubtree(Guid Head, long X, long Y);

/// <summary>What became different between two windows.</summary>
/// <param name="Gone">Ids of the nodes that are drawn no more.</param>
/// <param name="Come">Indices of those that were not drawn before.</param>
/// <param name="Changed">Indices of those that look otherwise, their place apart.</param>
/// <param name="Moved">What moved, parents before children.</param>
public sealed record WindowChange(IReadOnlyList<Guid> Gone, IReadOnlyList<int> Come, IReadOnlyList<int> Changed, IReadOnlyList<MovedSubtree> Moved);

/// <summary>What is seen of an area of a map at a scale. It stays as it is whatever becomes of the layout.</summary>
public sealed class MapWindow
{
    private readonly LayoutOptions options;
    private readonly DrawnNode[] nodes;
    private readonly DrawnBar[] bars;
    private readonly Branch[] branches;
    private readonly byte[] branchColours;
    private readonly DrawnCurve[] curves;
    private readonly TextLine[]?[] lines;

    internal MapWindow(WindowParts parts, MapBox area, double scale, long version, LayoutOptions options)
    {
        (Area, Scale, Version, this.options) = (area, scale, version, options);
        (nodes, bars, branches, branchColours, curves) = ([.. parts.Nodes], [.. parts.Bars], [.. parts.Branches], [.. parts.BranchColours], [.. parts.Curves]);
        lines = new TextLine[nodes.Length][];
    }

    private MapWindow(MapWindow other, MapPoint by)
    {
        (Area, Scale, Version, options, branchColours, lines) = (other.Area.Moved(by), other.Scale, other.Version, other.options, other.branchColours, other.lines);
        nodes = Array.ConvertAll(other.nodes, node => node with { Box = node.Box.Moved(by) });
        bars = Array.ConvertAll(other.bars, bar => bar with { Box = bar.Box.Moved(by) });
        branches = Array.ConvertAll(other.branches, branch => branch.Moved(by));
        curves = Array.ConvertAll(other.curves, curve => curve with { Line = curve.Line?.Moved(by), Plate = curve.Plate.Moved(by) });
    }

    /// <summary>The area that was asked for.</summary>
    public MapBox Area { get; }

    /// <summary>Screen pixels a pixel of the drawing.</summary>
    public double Scale { get; }

    /// <summary>The layout's version.</summary>
    public long Version { get; }

    /// <summary>The nodes that can be read, in reading order.</summary>
    public ReadOnlySpan<DrawnNode> Nodes => nodes;

    /// <summary>The others.</summary>
    public ReadOnlySpan<DrawnBar> Bars => bars;

    /// <summary>The branches that cross the area. Their <see cref="Branch.Child"/> is their place here.</summary>
    public ReadOnlySpan<Branch> Branches => branches;

    /// <summary>Each branch's place in the palette.</summary>
    public ReadOnlySpan<byte> BranchColours => branchColours;

    /// <summary>Curves at the nodes.</summary>
    public ReadOnlySpan<DrawnCurve> Curves => curves;

    /// <summary>How much there is to draw.</summary>
    public int Count => nodes.Length + bars.Length + branches.Length + curves.Length;

    /// <summary>The same with its places counted from another point than 0, 0.</summary>
    public MapWindow From(MapPoint origin) => origin == default ? this : new MapWindow(this, new MapPoint(-origin.X, -origin.Y));

    /// <summary>The wrapped lines of a node's text; wrapped when first asked.</summary>
    public ReadOnlySpan<TextLine> LinesOf(int node) => lines[node] ??= Wrapped(nodes[node]);

    /// <summary>Font size of a node's text.</summary>
    public int TextSizeOf(int node) => NodeLook.For(nodes[node].Kind).Size;

    /// <summary>Weight of a node's text.</summary>
    public FontWeight WeightOf(int node) => NodeSizes.WeightOf(nodes[node].Node, NodeLook.For(nodes[node].Kind));

    /// <summary>Distance between the lines of a node.</summary>
    public int LineHeightOf(int node) => NodeSizes.LineHeight(NodeLook.For(nodes[node].Kind), options.Spacing);

    /// <summary>The box of a node's text: as wide as its widest line, between the paddings.</summary>
    public MapBox TextBoxOf(int node)
    {
        ref readonly var drawn = ref nodes[node];
        var disc = NodeSizes.DiscRoom(drawn.Level, drawn.BranchNumber);
        return NodeSizes.TextBox(drawn.Box, drawn.Side, drawn.Kind, disc, NodeSizes.ImageRoom(drawn.Node), LinesOf(node), LineHeightOf(node));
    }

    /// <summary>The box that a node's image is fitted into; null where it shows none.</summary>
    public MapBox? ImageBoxOf(int node)
    {
        ref readonly var drawn = ref nodes[node];
        return drawn.Image is null || drawn.Detail != Detail.Text ? null
            : NodeSizes.ImageBox(drawn.Box, drawn.Side, drawn.Kind, NodeSizes.DiscRoom(drawn.Level, drawn.BranchNumber), TextBoxOf(node));
    }

    /// <summary>Middle of the ring that says how many parents a node has; null for most nodes.</summary>
    public MapPoint? RingOf(int node) => nodes[node].Node.IsShared ? WindowCurves.RingOf(nodes[node], options.Spacing) : null;

    /// <summary>Middle of the disc that says how many nodes are hidden below a node; null for most nodes.</summary>
    public MapPoint? FoldMarkOf(int node) =>
        nodes[node].Hidden > 0 ? LayoutMarks.FoldMark(nodes[node].Box, nodes[node].Side, nodes[node].Outer) : null;

    /// <summary>What is different from an earlier window of the same layout: one record a moved subtree.</summary>
    public WindowChange Since(MapWindow earlier)
    {
        var before = new Dictionary<Guid, int>(earlier.nodes.Length);
        for (var i = 0; i < earlier.nodes.Length; i++) before.Add(earlier.nodes[i].Node.Id, i);
        var (come, changed, moved) = (new List<int>(), new List<int>(), new List<MovedSubtree>());
        var moves = new MapPoint[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            ref readonly var node = ref nodes[i];
            var inherited = node.Parent >= 0 ? moves[node.Parent] : default;
            if (!before.Remove(node.Node.Id, out var at))
            {
                moves[i] = inherited;
                come.Add(i);
                continue;
            }
            ref readonly var old = ref earlier.nodes[at];
            moves[i] = new MapPoint(node.Box.X - old.Box.X, node.Box.Y - old.Box.Y);
            if (moves[i] != inherited) moved.Add(new MovedSubtree(node.Node.Id, moves[i].X, moves[i].Y));
            if (!LooksLike(node, old) || !LinesOf(i).SequenceEqual(earlier.LinesOf(at))) changed.Add(i);
        }
        return new WindowChange([.. before.Keys], come, changed, moved);
    }

    private static bool LooksLike(DrawnNode node, DrawnNode old) =>
        node with { Box = old.Box, Parent = old.Parent, Node = old.Node } == old && (node.Box.Width, node.Box.Height) == (old.Box.Width, old.Box.Height);

    private TextLine[] Wrapped(in DrawnNode node)
    {
        var wrapped = new GrowingArray<TextLine>();
        var look = NodeLook.For(node.Kind);
        new Wrap(options.Spacing).Break(node.Node.Text, NodeSizes.WeightOf(node.Node, look), look.Limit(node.Factor), wrapped);
        return wrapped.ToArray();
    }
}

/// <summary>A window in the making.</summary>
internal sealed class WindowParts
{
    public List<DrawnNode> Nodes { get; } = [];
    public List<DrawnBar> Bars { get; } = [];
    public List<Branch> Branches { get; } = [];
    public List<byte> BranchColours { get; } = [];
    public List<DrawnCurve> Curves { get; } = [];

    public int Count => Nodes.Count + Bars.Count + Branches.Count;

    public void Add(Branch branch, byte colour)
    {
        Branches.Add(branch with { Child = Branches.Count });
        BranchColours.Add(colour);
    }

    public void Clear()
    {
        Nodes.Clear();
        Bars.Clear();
        Branches.Clear();
        BranchColours.Clear();
        Curves.Clear();
    }
}
