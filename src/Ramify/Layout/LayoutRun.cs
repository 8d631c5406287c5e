using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>One run of the layout: its steps in order, and what they hand on.</summary>
internal sealed class LayoutRun
{
    /// <summary>More room between all boxes, tried in turn until every curve and label has its place; 1/64 px.</summary>
    private int[] WiderGaps => Tree.Count > Options.SearchLimit ? [] : [8 * NodeLook.Px, 26 * NodeLook.Px];

    private readonly Dictionary<int, NodeSizes> sizesByFactor = [];
    private readonly CurveEnds ends;

    public LayoutRun(MindMap map, LayoutOptions options)
    {
        (Map, Options) = (map, options);
        Tree = new ShownTree(map, options.Fold);
        ends = new CurveEnds(map, Tree);
        Sizes = new NodeSizes(Tree, options);
        Rooms = new NodeRooms(Tree, Sizes, ends);
        Boxes = new MapBox[Tree.Count];
        Sides = new Side[Tree.Count];
        Roots = new RootLayout[Tree.RootCount];
        Factors = new int[Tree.GroupCount];
        Array.Fill(Factors, 100);
    }

    public MindMap Map { get; }
    public LayoutOptions Options { get; }
    public ShownTree Tree { get; }
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

    public MapLayout Finish()
    {
        var isLarge = Tree.Count > Options.SearchLimit;
        if (isLarge)
        {
            Sizes.MeasureAll(_ => 100, keepLines: true);
            sizesByFactor[100] = Sizes;
        }
        for (var r = 0; r < Roots.Length; r++) Roots[r] = new RootLayout(Tree, r, Options, Rooms, SizesAt, Factors);
        if (!isLarge) Sizes.MeasureAll(i => Factors[Tree.Groups[i]], keepLines: true);
        Place();
        RouteCurves();
        var (width, height) = Canvas.MoveToOrigin(Tree, Rooms, Boxes, Sides, Branches, Curves, Chips);
        return new MapLayout(this, width, height);
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
        Curves = CurveRouter.Route(this, ends.Curves, out var missing);
        foreach (var gap in WiderGaps)
        {
            if (missing.Count == 0) break;
            Rooms.Widen(gap);
            Place();
            Curves = CurveRouter.Route(this, ends.Curves, out missing);
        }
        if (missing.Count > 0)
        {
            foreach (var end in missing) ends.MakeChip(end);
            Rooms = new NodeRooms(Tree, Sizes, ends);
            foreach (var root in Roots) root.Rooms = Rooms;
            Place();
            Curves = CurveRouter.Route(this, ends.Curves, out _);
        }
        Chips = Chip.PlaceAll(this, ends.Chips);
    }

    private void Place()
    {
        foreach (var root in Roots) root.Place(Sizes, Boxes, Sides);
        RootShelves.Arrange(Tree, Rooms, Boxes, Options.Fit);
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
