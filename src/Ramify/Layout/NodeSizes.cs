using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>The size of every box at one wrap factor, and the room that a node needs around its box. 1/64 px.</summary>
internal sealed class NodeSizes
{
    /// <summary>Diameter of the disc with a main branch's number.</summary>
    public const int Disc = 21 * NodeLook.Px;
    /// <summary>Between the disc and the text.</summary>
    public const int DiscGap = 8 * NodeLook.Px;
    /// <summary>Radius of the ring with the number of parents.</summary>
    public const int Ring = 9 * NodeLook.Px;
    /// <summary>Between a box and the middle of its ring.</summary>
    public const int RingOut = 12 * NodeLook.Px;
    /// <summary>Radius of the disc with the number of hidden nodes.</summary>
    public const int FoldMark = 13 * NodeLook.Px;
    /// <summary>Between a box and its fold mark.</summary>
    public const int FoldStem = 8 * NodeLook.Px;

    /// <summary>Room of an image across: the same for each, so that nobody need look into one to lay a map out.</summary>
    public const int ImageWidth = 120 * NodeLook.Px;
    /// <summary>Room of an image down.</summary>
    public const int ImageHeight = 80 * NodeLook.Px;
    /// <summary>Between an image and the text below it.</summary>
    public const int ImageGap = 6 * NodeLook.Px;

    /// <summary>Narrowest text, so that an empty node can be hit.</summary>
    private const int LeastText = 12 * NodeLook.Px;

    private readonly ShownTree tree;
    private readonly TextSpacing spacing;

    private readonly int hubFactor;

    public NodeSizes(ShownTree tree, LayoutOptions options)
    {
        this.tree = tree;
        spacing = options.Spacing;
        hubFactor = HubFactor(options);
        Widths = new int[tree.Count];
        Heights = new int[tree.Count];
    }

    public int[] Widths { get; }
    public int[] Heights { get; }

    /// <summary>The lines of the last <see cref="MeasureAll"/> that was asked to keep them.</summary>
    public TextLine[] Lines { get; private set; } = [];

    /// <summary>Where each node's lines begin, and one past the last.</summary>
    public int[] LineStarts { get; private set; } = [];

    /// <summary>Measures every node, each at its own wrap factor in 1/100.</summary>
    public void MeasureAll(Func<int, int> factorOf, bool keepLines)
    {
        var starts = keepLines ? new int[tree.Count + 1] : [];
        var threads = Cores.For(tree.Count);
        var lines = new GrowingArray<TextLine>[threads];
        Cores.Run(threads, n => lines[n] = MeasureShare(factorOf, starts, Share(n, threads), Share(n + 1, threads)));
        if (keepLines) Join(lines, starts);
    }

    private int Share(int number, int of) => (int)((long)tree.Count * number / of);

    /// <summary>Measures some nodes; returns their lines, and where each node's begin among them, if there is room for that.</summary>
    private GrowingArray<TextLine> MeasureShare(Func<int, int> factorOf, int[] starts, int from, int to)
    {
        var wrap = new Wrap(spacing);
        var lines = new GrowingArray<TextLine>(starts.Length > 0 ? 2 * (to - from) : 16);
        for (var i = from; i < to; i++)
        {
            if (starts.Length == 0) lines.CutTo(0);
            else starts[i] = lines.Count;
            Measure(i, factorOf(i), wrap, lines);
        }
        return lines;
    }

    private void Join(GrowingArray<TextLine>[] shares, int[] starts)
    {
        var total = 0;
        foreach (var share in shares) total += share.Count;
        var joined = new TextLine[total];
        var at = 0;
        for (var n = 0; n < shares.Length; n++)
        {
            if (at > 0)
                for (var i = Share(n, shares.Length); i < Share(n + 1, shares.Length); i++) starts[i] += at;
            shares[n].CopyTo(joined, at);
            at += shares[n].Count;
        }
        starts[tree.Count] = at;
        (Lines, LineStarts) = (joined, starts);
    }

    private void Measure(int i, int factor, Wrap wrap, GrowingArray<TextLine> lines)
    {
        var (kind, level) = (tree.Kinds[i], tree.Levels[i]);
        (Widths[i], Heights[i]) = Measure(tree.Nodes[i], kind, level, tree.Branches[i], level <= 0 ? hubFactor : factor, spacing, wrap, lines);
    }

    /// <summary>Wraps a node's text, appends its lines, and says how large its box is.</summary>
    public static (int Width, int Height) Measure(
        Node node, NodeKind kind, int level, int number, int factor, TextSpacing spacing, Wrap wrap, GrowingArray<TextLine> lines)
    {
        var look = NodeLook.For(kind);
        var before = lines.Count;
        var width = wrap.Break(node.Text, WeightOf(node, look), look.Limit(factor), lines);
        return (Math.Max(node.Details.Image is null ? LeastText : ImageWidth, look.ToUnits(width)) + 2 * look.PadX + DiscRoom(level, number),
            Math.Max(ImageRoom(node) + (lines.Count - before) * LineHeight(look, spacing) + 2 * look.PadY, level == 1 ? Disc + 2 * look.PadY : 0));
    }

    /// <summary>Room that a node's image takes above its text.</summary>
    public static int ImageRoom(Node node) => node.Details.Image is null ? 0 : ImageHeight + ImageGap;

    /// <summary>Wrap factor of centre and trunk: narrow on a strip.</summary>
    public static int HubFactor(LayoutOptions options) => options.Fit.Height == 0 ? 62 : 100;

    /// <summary>Room that the number disc of a main branch takes beside its text.</summary>
    public int DiscRoom(int i) => DiscRoom(tree.Levels[i], tree.Branches[i]);

    public static int DiscRoom(int level, int number) => level == 1 ? DiscWidth(number) + DiscGap - 2 * NodeLook.Px : 0;

    /// <summary>A disc, or a pill for numbers of several digits.</summary>
    public static int DiscWidth(int number) => Disc + (number < 10 ? 0 : number < 100 ? 8 : 16) * NodeLook.Px;

    public int LineHeight(NodeLook look) => LineHeight(look, spacing);

    public static int LineHeight(NodeLook look, TextSpacing spacing) => (int)((long)look.Size * look.Line / 1000 * spacing.Line / 1000);

    public static FontWeight WeightOf(Node node, NodeLook look) => node.Details.Style.Emphasis switch
    {
        NodeEmphasis.Regular => FontWeight.Regular,
        NodeEmphasis.Bold => FontWeight.Bold,
        _ => look.Weight,
    };

    /// <summary>The box of a text in a node's box: as wide as its widest line, between the paddings, below the node's image.</summary>
    public static MapBox TextBox(MapBox box, Side side, NodeKind kind, int disc, int imageRoom, ReadOnlySpan<TextLine> lines, int lineHeight)
    {
        var look = NodeLook.For(kind);
        var widest = 0;
        foreach (var line in lines) widest = Math.Max(widest, line.Width);
        var (width, height) = (look.ToUnits(widest), lines.Length * lineHeight);
        var room = box.Width - 2 * look.PadX - disc;
        // Beside its bar the text stands towards it; in a box it stands in the middle of what is left.
        var x = side == Side.Left && kind >= NodeKind.Bar
            ? box.Right - look.PadX - width
            : box.X + look.PadX + disc + (kind >= NodeKind.Bar ? 0 : (room - width) / 2);
        return new MapBox(x, box.Y + (box.Height + imageRoom - height) / 2, width, height);
    }

    /// <summary>The box that a node's image is fitted into, above its text and standing as that does.</summary>
    public static MapBox ImageBox(MapBox box, Side side, NodeKind kind, int disc, MapBox text)
    {
        var look = NodeLook.For(kind);
        var room = box.Width - 2 * look.PadX - disc;
        var x = kind >= NodeKind.Bar ? side == Side.Left ? box.Right - look.PadX - ImageWidth : box.X + look.PadX + disc : box.X + look.PadX + disc + (room - ImageWidth) / 2;
        return new MapBox(x, text.Y - ImageGap - ImageHeight, ImageWidth, ImageHeight);
    }

    /// <summary>Room on the side away from the parent: for a ring, a fold mark, the ends of curves, chips.</summary>
    public static int OuterRoom(bool isShared, bool isFolded, bool hasCurve, int chips)
    {
        var room = hasCurve ? 14 * NodeLook.Px : 0;
        if (isShared) room = RingOut + Ring + 12 * NodeLook.Px;
        if (isFolded) room += FoldStem + 2 * FoldMark + 2 * NodeLook.Px;
        return room + chips * Chip.Step;
    }

    /// <summary>Room above a box, or left of it where the map grows down: over the stem from which the branches fan out.</summary>
    public static int RoomBefore(bool isShared, bool isFolded, bool hasChildren, int chips) =>
        chips > 0 && (hasChildren || isFolded) ? Chip.Height : isShared && hasChildren ? Ring : 0;
}
