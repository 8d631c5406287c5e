namespace Ramify.Layout;

/// <summary>What curves must go round, and the branches they may cross, found by bands of equal height.</summary>
internal sealed class ObstacleBands
{
    private const long Height = 300 * NodeLook.Px;
    private readonly LayoutRun run;
    private readonly List<MapBox> boxes;
    private readonly Dictionary<long, List<int>> boxBands = [], branchBands = [];

    public ObstacleBands(LayoutRun run)
    {
        this.run = run;
        boxes = new List<MapBox>(run.Boxes.Length);
        foreach (var box in run.Boxes) Add(box);
        for (var i = 0; i < run.Tree.Count; i++)
        {
            if (run.RingOf(i) is { } ring) Add(new MapBox(ring.X, ring.Y, 0, 0).Inflate(NodeSizes.Ring));
            if (run.FoldMarkOf(i) is { } mark) Add(new MapBox(mark.X, mark.Y, 0, 0).Inflate(NodeSizes.FoldMark));
        }
        for (var b = 0; b < run.Branches.Length; b++) Put(branchBands, b, HullOf(run.Branches[b]));
    }

    public void Add(MapBox box)
    {
        Put(boxBands, boxes.Count, box);
        boxes.Add(box);
    }

    /// <summary>The obstacles that share an area with a window, in the order in which they were added.</summary>
    public List<MapBox> In(MapBox window)
    {
        var found = Find(boxBands, window);
        var near = new List<MapBox>(found.Count);
        foreach (var i in found)
            if (boxes[i].Overlaps(window)) near.Add(boxes[i]);
        return near;
    }

    /// <summary>The obstacles around a line.</summary>
    public List<MapBox> Around(MapPoint[] points)
    {
        var hull = new MapBox(points[0].X, points[0].Y, 0, 0);
        foreach (var point in points) hull = hull.Union(new MapBox(point.X, point.Y, 0, 0));
        return In(hull.Inflate(60 * NodeLook.Px));
    }

    /// <summary>The branches that may cross a window.</summary>
    public List<Branch> BranchesIn(MapBox window)
    {
        var near = new List<Branch>();
        foreach (var b in Find(branchBands, window))
            if (HullOf(run.Branches[b]).Overlaps(window)) near.Add(run.Branches[b]);
        return near;
    }

    private static MapBox HullOf(in Branch branch) =>
        new MapBox(branch.Stem.X, branch.Stem.Y, 0, 0).Union(new MapBox(branch.End.X, branch.End.Y, 0, 0)).Union(new MapBox(branch.Start.X, branch.Start.Y, 0, 0)).Inflate(branch.FromWidth);

    private static void Put(Dictionary<long, List<int>> bands, int item, MapBox box)
    {
        for (var band = Band(box.Y); band <= Band(box.Bottom); band++)
        {
            if (!bands.TryGetValue(band, out var list)) bands[band] = list = [];
            list.Add(item);
        }
    }

    private static SortedSet<int> Find(Dictionary<long, List<int>> bands, MapBox window)
    {
        var found = new SortedSet<int>();
        for (var band = Band(window.Y); band <= Band(window.Bottom); band++)
            if (bands.TryGetValue(band, out var list)) found.UnionWith(list);
        return found;
    }

    private static long Band(long y) => y >= 0 ? y / Height : (y - Height + 1) / Height;
}
