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

    /// <summary>Narrowest text, so that an empty node can be hit.</summary>
    private const int LeastText = 12 * NodeLook.Px;

    private readonly ShownTree tree;
    private readonly TextSpacing spacing;

    /// <summary>Wrap factor of centre and trunk: narrow on a strip.</summary>
    private readonly int hubFactor;

    public NodeSizes(ShownTree tree, LayoutOptions options)
    {
        this.tree = tree;
        spacing = options.Spacing;
        hubFactor = options.Fit.Height == 0 ? 62 : 100;
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
        var look = NodeLook.For(tree.Kinds[i]);
        var before = lines.Count;
        var width = wrap.Break(tree.Nodes[i].Text, WeightOf(tree.Nodes[i], look), look.Limit(tree.Levels[i] <= 0 ? hubFactor : factor), lines);
        Widths[i] = Math.Max(LeastText, look.ToUnits(width)) + 2 * look.PadX + DiscRoom(i);
        Heights[i] = Math.Max((lines.Count - before) * LineHeight(look) + 2 * look.PadY, tree.Levels[i] == 1 ? Disc + 2 * look.PadY : 0);
    }

    /// <summary>Room that the number disc of a main branch takes beside its text.</summary>
    public int DiscRoom(int i) => tree.Levels[i] == 1 ? DiscWidth(tree.Branches[i]) + DiscGap - 2 * NodeLook.Px : 0;

    /// <summary>A disc, or a pill for numbers of several digits.</summary>
    public static int DiscWidth(int number) => Disc + (number < 10 ? 0 : number < 100 ? 8 : 16) * NodeLook.Px;

    public int LineHeight(NodeLook look) => (int)((long)look.Size * look.Line / 1000 * spacing.Line / 1000);

    public static FontWeight WeightOf(Node node, NodeLook look) => node.Details.Style.Emphasis switch
    {
        NodeEmphasis.Regular => FontWeight.Regular,
        NodeEmphasis.Bold => FontWeight.Bold,
        _ => look.Weight,
    };

    /// <summary>Room on the side away from the parent: for a ring, a fold mark, the ends of curves.</summary>
    public int OuterRoom(int i, bool hasCurve)
    {
        var room = hasCurve ? 14 * NodeLook.Px : 0;
        if (tree.Nodes[i].IsShared) room = RingOut + Ring + 12 * NodeLook.Px;
        if (tree.Hidden is { } hidden && hidden[i] > 0) room += FoldStem + 2 * FoldMark + 2 * NodeLook.Px;
        return room;
    }
}
