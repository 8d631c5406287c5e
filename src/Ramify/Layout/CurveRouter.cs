namespace Ramify.Layout;

/// <summary>
/// Finds a way for every curve through the room between the boxes: none crosses a box, a ring or a label, and no two
/// run along one another.
/// </summary>
/// <remarks>
/// Shortest ways first, each by A* on a grid of lines along the boxes' edges (<see cref="RouteGrid"/>). Bends, branches
/// and curves that are crossed, and running close to a box cost extra. The grid holds what lies around the two ends;
/// if there is no way, or no room for a label, the caller lays out again with wider gaps.
/// </remarks>
internal sealed class CurveRouter
{
    private const int Px = NodeLook.Px;

    /// <summary>Most boxes in one grid: its size grows with their square.</summary>
    private const int LargestGrid = 320;

    /// <summary>How far around the two ends the first grid reaches.</summary>
    private const int Around = 260 * Px;

    private readonly LayoutRun run;
    private readonly ObstacleBands obstacles;
    private readonly List<Curve> routed = [];
    private readonly HashSet<MapPoint> usedPorts = [];

    private CurveRouter(LayoutRun run)
    {
        this.run = run;
        obstacles = new ObstacleBands(run);
    }

    /// <summary>Routes all curves.</summary>
    /// <param name="run">Boxes and branches.</param>
    /// <param name="ends">What is to be drawn.</param>
    /// <param name="missing">Those that found no way or no place for their label.</param>
    public static Curve[] Route(LayoutRun run, List<CurveEnd> ends, out List<CurveEnd> missing)
    {
        missing = [];
        if (ends.Count == 0) return [];
        var router = new CurveRouter(run);
        foreach (var end in ends.OrderBy(router.Distance))
            if (!router.Add(end)) missing.Add(end);
        return [.. router.routed];
    }

    private long Distance(CurveEnd end)
    {
        var (a, b) = (run.Boxes[end.From], run.Boxes[end.To]);
        return Math.Abs(a.MiddleX - b.MiddleX) + Math.Abs(a.MiddleY - b.MiddleY);
    }

    private bool Add(CurveEnd end)
    {
        var points = FindWay(end);
        if (points is null) return false;
        var curve = new Curve(end.From, end.To, end.Link, points) { Radii = CornerRadii.Of(points, obstacles.Around(points)) };
        var isComplete = true;
        if (LabelPlate.TextOf(end.Link) is { Length: > 0 } text)
        {
            var plated = LabelPlate.Place(curve, text, obstacles, routed);
            isComplete = plated is not null;
            curve = plated ?? curve;
            if (plated is not null) obstacles.Add(plated.Plate);
        }
        routed.Add(curve);
        usedPorts.Add(points[0]);
        usedPorts.Add(points[^1]);
        return isComplete;
    }

    private MapPoint[]? FindWay(CurveEnd end)
    {
        var starts = Free(CurvePorts.Starts(run, end.From), end.From);
        var goals = Free(CurvePorts.Goals(run, end.To, isShared: end.Link is null), end.To);
        var both = run.Boxes[end.From].Union(run.Boxes[end.To]);
        foreach (var around in new[] { Around, 4 * Around })
        {
            var window = both.Inflate(around);
            var near = obstacles.In(window);
            if (near.Count > LargestGrid && around > Around) return null;
            var grid = new RouteGrid(window, near, obstacles.BranchesIn(window), routed, starts, goals);
            if (grid.Search() is { } way) return way;
        }
        return null;
    }

    /// <summary>The ports that no other curve uses and that nothing but the node itself stands before.</summary>
    private List<CurvePort> Free(List<CurvePort> ports, int node)
    {
        var own = run.Boxes[node];
        var ring = run.RingOf(node) is { } at ? new MapBox(at.X, at.Y, 0, 0).Inflate(NodeSizes.Ring) : own;
        return [.. ports.Where(port => !usedPorts.Contains(port.Edge)
            && obstacles.In(Between(port.Edge, port.Outside)).TrueForAll(box => box == own || box == ring))];
    }

    private static MapBox Between(MapPoint a, MapPoint b) =>
        new MapBox(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y)).Inflate(2 * Px);
}
