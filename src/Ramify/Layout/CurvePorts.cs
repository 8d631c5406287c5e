namespace Ramify.Layout;

/// <summary>A place where a curve may leave or reach a node.</summary>
/// <param name="Edge">The point at the node.</param>
/// <param name="Outside">A point straight off it, from where (to where) the way is searched.</param>
/// <param name="Heading">Direction of travel between the two: 0 right, 1 down, 2 left, 3 up.</param>
/// <param name="Cost">How unwelcome the place is, px.</param>
internal readonly record struct CurvePort(MapPoint Edge, MapPoint Outside, int Heading, int Cost);

/// <summary>Lists the ports of a node, best first.</summary>
internal static class CurvePorts
{
    private const int Px = NodeLook.Px;
    private const int Off = 3 * Px;

    /// <summary>Room for an arrow head before the node.</summary>
    private const int Arrow = 11 * Px;

    /// <summary>Between two curves that share an edge of a node.</summary>
    private const int Lane = 7 * Px;

    public static List<CurvePort> Starts(LayoutRun run, int node)
    {
        var ports = new List<CurvePort>();
        AddEdges(run, node, ports, Off, isGoal: false);
        return ports;
    }

    public static List<CurvePort> Goals(LayoutRun run, int node, bool isShared)
    {
        var ports = new List<CurvePort>();
        if (isShared && run.RingOf(node) is { } ring) AddRing(run, node, ring, ports);
        else AddEdges(run, node, ports, Arrow, isGoal: true);
        return ports;
    }

    private static void AddRing(LayoutRun run, int node, MapPoint ring, List<CurvePort> ports)
    {
        const int reach = NodeSizes.Ring + Px;
        var side = run.Sides[node];
        var outward = side switch { Side.Left => 2, Side.Down => 1, _ => 0 };
        foreach (var (heading, cost) in new[] { (outward, 0), (side == Side.Down ? 0 : 3, 110), (side == Side.Down ? 2 : 1, 110) })
            foreach (var lane in new[] { 0, -5 * Px, 5 * Px })
                ports.Add(Port(Shift(ring, heading, reach - (lane == 0 ? 0 : 2 * Px), lane), heading, Arrow, cost + (lane == 0 ? 0 : 10), isGoal: true));
    }

    private static void AddEdges(LayoutRun run, int node, List<CurvePort> ports, int off, bool isGoal)
    {
        var (box, side) = (run.Boxes[node], run.Sides[node]);
        var hasStem = run.Tree.ChildCounts[node] > 0 || run.FoldMarkOf(node) is not null;
        var outward = side switch { Side.Left => 2, Side.Down => 1, _ => 0 };
        if (side == Side.Hub) AddHub(box, ports, off, isGoal);
        else
        {
            var span = outward == 1 ? box.Width : box.Height;
            var middle = new MapPoint(box.MiddleX, box.MiddleY);
            var half = outward == 1 ? box.Height / 2 : box.Width / 2;
            for (var lane = 0; lane <= span / 2 - 4 * Px; lane += Lane)
            {
                if (lane == 0 && hasStem) continue;
                foreach (var sign in lane == 0 ? [1] : new[] { 1, -1 })
                    ports.Add(Port(Shift(middle, outward, half, sign * lane), outward, off, lane == 0 ? 0 : 30 + (int)(lane / Px), isGoal));
            }
            // Above and below, near the end away from the parent.
            foreach (var heading in outward == 1 ? new[] { 0, 2 } : [3, 1])
            {
                var reach = outward == 1 ? box.Width / 2 : box.Height / 2;
                var along = (outward == 1 ? box.Height : box.Width) / 2 - 18 * Px;
                foreach (var inset in new[] { 0L, 10 * Px, 20 * Px })
                    if (along - inset > -along)
                        ports.Add(Port(Off2(middle, heading, reach, outward, along - inset), heading, off, 130 + (int)(inset / Px), isGoal));
            }
        }
    }

    private static void AddHub(MapBox box, List<CurvePort> ports, int off, bool isGoal)
    {
        var middle = new MapPoint(box.MiddleX, box.MiddleY);
        foreach (var heading in new[] { 3, 1 })
            for (var lane = 0L; lane < box.Width / 2 - 16 * Px; lane += 2 * Lane)
                foreach (var sign in new[] { 1, -1 })
                    ports.Add(Port(Shift(middle, heading, box.Height / 2, sign * lane), heading, off, (int)(lane / Px) / 4, isGoal));
    }

    /// <summary>A goal is reached against the direction in which it lies off the node.</summary>
    private static CurvePort Port(MapPoint edge, int outward, int off, int cost, bool isGoal) =>
        new(edge, Shift(edge, outward, off, 0), isGoal ? (outward + 2) % 4 : outward, cost);

    /// <summary>A point so far ahead in a direction, and so far to the side of it.</summary>
    private static MapPoint Shift(MapPoint from, int heading, long ahead, long aside) => heading switch
    {
        0 => new MapPoint(from.X + ahead, from.Y + aside),
        1 => new MapPoint(from.X + aside, from.Y + ahead),
        2 => new MapPoint(from.X - ahead, from.Y + aside),
        _ => new MapPoint(from.X + aside, from.Y - ahead),
    };

    private static MapPoint Off2(MapPoint from, int heading, long ahead, int other, long along) =>
        Shift(Shift(from, heading, ahead, 0), other, along, 0);
}
