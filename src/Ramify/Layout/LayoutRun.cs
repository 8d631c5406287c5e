using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>One run of the layout: its steps in order, and what they hand on.</summary>
internal sealed class LayoutRun
{
    /// <summary>More room between all boxes, tried in turn until every curve and label has its place; 1/64 px.</summary>
    private int[] WiderGaps => kept is not null || Tree.Count > Options.SearchLimit ? [] : [8 * NodeLook.Px, 26 * NodeLook.Px];

    private readonly Dictionary<int, NodeSizes> sizesByFactor = [];
    private readonly KeptInputs? kept;
    private readonly int[]? cuts;

    /// <param name="map">The map.</param>
    /// <param name="options">How.</param>
    /// <param name="kept">What earlier edits kept; null to search for the best.</param>
    /// <param name="cuts">For a search that leaves branches on their sides: how many of each root's go right.</param>
    public LayoutRun(MindMap map, LayoutOptions options, KeptInputs? kept = null, int[]? cuts = null)
    {
        (Map, Options, this.kept, this.cuts) = (map, options, kept, cuts);
        Tree = new ShownTree(map, options.Fold);
        Ends = new CurveEnds(map, Tree, kept?.IsChip);
        Sizes = new NodeSizes(Tree, options);
        Rooms = new NodeRooms(Tree, Ends) { Widened = kept?.Widened ?? 0 };
        Boxes = new MapBox[Tree.Count];
        Sides = new Side[Tree.Count];
        Roots = new RootLayout[Tree.RootCount];
        Factors = new int[Tree.GroupCount];
        Array.Fill(Factors, 100);
    }

    public MindMap Map { get; }
    public LayoutOptions Options { get; }
    public ShownTree Tree { get; }
    public CurveEnds Ends { get; }
    public NodeSizes Sizes { get; }
    public NodeRooms Rooms { get; private set; }
    public RootLayout[] Roots { get; }

    /// <summary>Wrap factor of each group, 1/100.</summary>
    public int[] Factors { get; }
    public MapBox[] Boxes { get; }
    public Side[] Sides { get; }
    public Branch[] Branches { get; private set; } = [];
    public Curve[] Curves { get; private set; } = [];
    public Chip[] Chips { get; private set; } = [];

    /// <summary>Lines that found no way. Without inputs kept they have become chips.</summary>
    public List<CurveEnd> Missing { get; private set; } = [];

    /// <summary>How wide a row of roots may be.</summary>
    public long RowWidth { get; private set; }

    /// <summary>Whether the boxes lie where they are drawn.</summary>
    public bool IsPlaced { get; private set; }

    public MapLayout Finish()
    {
        Arrange(keepLines: true);
        Place();
        RouteCurves();
        var (width, height) = Canvas.MoveToOrigin(Tree, Rooms, Boxes, Sides, Branches, Curves, Chips);
        IsPlaced = Tree.Count > 0;
        return new MapLayout(this, width, height);
    }

    /// <summary>Measures the texts and chooses wrap and cut; places nothing yet.</summary>
    /// <param name="keepLines">Whether somebody will ask for the lines.</param>
    private void Arrange(bool keepLines)
    {
        if (kept is not null) KeepFactors(kept);
        var isLarge = Tree.Count > Options.SearchLimit;
        if (isLarge && kept is null)
        {
            Sizes.MeasureAll(_ => 100, keepLines);
            sizesByFactor[100] = Sizes;
        }
        for (var r = 0; r < Roots.Length; r++) Roots[r] = new RootLayout(Tree, r, Options, Rooms, SizesAt, Factors, kept?.OfRoot(Tree.Nodes[r]), cuts?[r]);
        if (!isLarge || kept is not null) Sizes.MeasureAll(i => Factors[Tree.Groups[i]], keepLines);
    }

    /// <summary>As far as a layout that edits go on from needs it: nothing is placed, no curve routed.</summary>
    public LayoutRun Decide()
    {
        Arrange(keepLines: false);
        foreach (var root in Roots) root.Decide(Sizes);
        return this;
    }

    private void KeepFactors(KeptInputs inputs)
    {
        for (var i = 0; i < Tree.Count; i++)
            if (Tree.Levels[i] is 1 or 2) Factors[Tree.Groups[i]] = inputs.FactorOf(Tree.Nodes[i]);
    }

    /// <summary>The ring and the fold mark of a node, as it lies now.</summary>
    public MapPoint? RingOf(int i) => !Tree.Nodes[i].IsShared ? null
        : LayoutMarks.Ring(Boxes[i], Sides[i], Boxes[i].Y + NodeLook.For(Tree.Kinds[i]).PadY + Sizes.LineHeight(NodeLook.For(Tree.Kinds[i])) / 2,
            Tree.ChildCounts[i] > 0 || Tree.Hidden?[i] > 0);

    public MapPoint? FoldMarkOf(int i) => Tree.Hidden?[i] > 0 ? LayoutMarks.FoldMark(Boxes[i], Sides[i], Rooms.Outer(i)) : null;

    /// <summary>
    /// Routes the curves. Where one finds no way, a small map is spread out a little; in a large one it becomes a chip.
    /// </summary>
    private void RouteCurves()
    {
        Curves = CurveRouter.Route(this, Ends.Curves, out var missing);
        foreach (var gap in WiderGaps)
        {
            if (missing.Count == 0) break;
            Rooms.Widened = gap;
            Place();
            Curves = CurveRouter.Route(this, Ends.Curves, out missing);
        }
        Missing = missing;
        if (missing.Count > 0 && kept is null)
        {
            foreach (var end in missing) Ends.MakeChip(end);
            Rooms = new NodeRooms(Tree, Ends);
            foreach (var root in Roots) root.Rooms = Rooms;
            Place();
            Curves = CurveRouter.Route(this, Ends.Curves, out _);
        }
        Chips = Chip.PlaceAll(this, Ends.Chips);
    }

    private void Place()
    {
        foreach (var root in Roots) root.Place(Sizes, Boxes, Sides);
        RowWidth = RootShelves.Arrange(Tree, Rooms, Boxes, Options.Fit, kept?.RowWidth ?? 0);
        Branches = AllBranches();
    }

    private NodeSizes SizesAt(int factor)
    {
        if (sizesByFactor.TryGetValue(factor, out var sizes)) return sizes;
        sizes = new NodeSizes(Tree, Options);
        sizes.MeasureAll(_ => factor, keepLines: false);
        return sizesByFactor[factor] = sizes;
    }

    private Branch[] AllBranches()
    {
        var branches = new GrowingArray<Branch>(Tree.Count);
        foreach (var root in Roots)
        {
            var centre = Boxes[root.Hub[0]];
            var hub = centre;
            foreach (var pill in root.Hub) hub = hub.Union(Boxes[pill]);
            Layout.Branches.AddTrunk(root.Hub, Boxes, branches);
            foreach (var side in new[] { root.RightSide, root.LeftSide })
            {
                if (side.MainCount == 0) continue;
                var way = Sides[side.Members[0]];
                var edge = way == Side.Down ? Boxes[root.Hub[^1]] : centre;
                Layout.Branches.AddMain(Tree, side.Members[..side.MainCount], hub, edge, Boxes, way, branches);
                Layout.Branches.AddInner(Tree, side.Members, side.MainCount, Boxes, Sides, Rooms, branches);
            }
        }
        return branches.ToArray();
    }
}
