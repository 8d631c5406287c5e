using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>One run of the layout: its steps in order, and what they hand on.</summary>
internal sealed class LayoutRun
{
    private readonly Dictionary<int, NodeSizes> sizesByFactor = [];
    private readonly CurveEnds ends;

    public LayoutRun(MindMap map, LayoutOptions options)
    {
        (Map, Options) = (map, options);
        Tree = new ShownTree(map, options.Fold);
        ends = new CurveEnds(map, Tree);
        Sizes = new NodeSizes(Tree, options.Spacing);
        Rooms = new NodeRooms(Tree, Sizes, ends);
        Boxes = new MapBox[Tree.Count];
        Sides = new Side[Tree.Count];
        Roots = new RootLayout[Tree.RootCount];
    }

    public MindMap Map { get; }
    public LayoutOptions Options { get; }
    public ShownTree Tree { get; }
    public NodeSizes Sizes { get; }
    public NodeRooms Rooms { get; }
    public RootLayout[] Roots { get; }
    public MapBox[] Boxes { get; }
    public Side[] Sides { get; }
    public Branch[] Branches { get; private set; } = [];
    public Curve[] Curves { get; private set; } = [];

    public MapLayout Finish()
    {
        var isLarge = Tree.Count > Options.SearchLimit;
        if (isLarge)
        {
            Sizes.MeasureAll(_ => 100, keepLines: true);
            sizesByFactor[100] = Sizes;
        }
        for (var r = 0; r < Roots.Length; r++) Roots[r] = new RootLayout(Tree, r, Options, Rooms, SizesAt);
        if (!isLarge) Sizes.MeasureAll(i => Roots[Tree.Roots[i]].FactorOf(i), keepLines: true);
        foreach (var root in Roots) root.Place(Sizes, Boxes, Sides);
        RootShelves.Arrange(Tree, Rooms, Boxes, Options.Fit);
        Branches = AllBranches();
        Curves = CurveRouter.Route(this, ends);
        var (width, height) = Canvas.MoveToOrigin(Tree, Rooms, Boxes, Sides, Branches, Curves);
        return new MapLayout(this, width, height);
    }

    private NodeSizes SizesAt(int factor)
    {
        if (sizesByFactor.TryGetValue(factor, out var sizes)) return sizes;
        sizes = new NodeSizes(Tree, Options.Spacing);
        sizes.MeasureAll(_ => factor, keepLines: false);
        return sizesByFactor[factor] = sizes;
    }

    private Branch[] AllBranches()
    {
        var branches = new List<Branch>(Tree.Count);
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
        return [.. branches];
    }
}
