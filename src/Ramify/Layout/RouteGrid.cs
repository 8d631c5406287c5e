namespace Ramify.Layout;

/// <summary>
/// Lines along the edges of the boxes in a window, and the cheapest way over them. A step from crossing to crossing
/// costs its length, more where it runs close to a box or crosses a branch or a curve; it is closed where it would
/// enter a box or run along another curve.
/// </summary>
internal sealed class RouteGrid
{
    private const int Px = NodeLook.Px;

    /// <summary>Nearest that a curve's middle comes to a box.</summary>
    private const int Clear = 5 * Px / 2;

    /// <summary>Nearest that it comes without cost.</summary>
    private const int Easy = 8 * Px;

    /// <summary>Least distance between two curves that run side by side.</summary>
    private const int Lane = 5 * Px;

    private const int Closed = 1 << 28;
    private const int Bend = 24, CrossBranch = 55, CrossCurve = 50;

    private readonly long[] xs, ys;
    private readonly int[] level, upright;
    private readonly List<CurvePort> starts, goals;

    public RouteGrid(MapBox window, List<MapBox> obstacles, List<Branch> branches, List<Curve> curves, List<CurvePort> starts, List<CurvePort> goals)
    {
        (this.starts, this.goals) = (starts, goals);
        (xs, ys) = Lines(window, obstacles, curves, starts, goals);
        level = new int[xs.Length * ys.Length];
        upright = new int[xs.Length * ys.Length];
        Measure();
        foreach (var box in obstacles) CloseBox(box);
        foreach (var branch in branches) CrossBranchAt(branch);
        foreach (var curve in curves) AvoidCurve(curve);
    }

    /// <summary>The cheapest way from a start to a goal, corners only; null if there is none.</summary>
    public MapPoint[]? Search()
    {
        var (nx, ny) = (xs.Length, ys.Length);
        var best = new int[nx * ny * 4];
        var from = new int[nx * ny * 4];
        Array.Fill(best, int.MaxValue);
        var goalCosts = new Dictionary<int, (int Cost, CurvePort Port)>();
        foreach (var goal in goals)
            if (StateOf(goal) is var state && state >= 0 && (!goalCosts.TryGetValue(state, out var known) || known.Cost > goal.Cost)) goalCosts[state] = (goal.Cost, goal);
        var startPorts = new Dictionary<int, CurvePort>();
        var queue = new PriorityQueue<int, (int, int)>();
        foreach (var start in starts)
        {
            var state = StateOf(start);
            if (state < 0 || best[state] <= start.Cost) continue;
            (best[state], from[state], startPorts[state]) = (start.Cost, -1, start);
            queue.Enqueue(state, (start.Cost + Estimate(state), state));
        }
        var reached = -1;
        var reachedCost = int.MaxValue;
        while (queue.TryDequeue(out var at, out var priority) && priority.Item1 < reachedCost)
        {
            if (goalCosts.TryGetValue(at, out var goal) && best[at] + goal.Cost < reachedCost) (reached, reachedCost) = (at, best[at] + goal.Cost);
            var (vertex, heading) = (at >> 2, at & 3);
            for (var turn = -1; turn <= 1; turn++)
            {
                var way = (heading + turn + 4) & 3;
                var (next, step) = Step(vertex, way);
                if (next < 0 || step >= Closed) continue;
                var cost = best[at] + step + (turn == 0 ? 0 : Bend);
                var state = next << 2 | way;
                if (cost >= best[state]) continue;
                (best[state], from[state]) = (cost, at);
                startPorts.Remove(state);
                queue.Enqueue(state, (cost + Estimate(state), state));
            }
        }
        return reached < 0 ? null : Corners(reached, goalCosts[reached].Port, from, startPorts);
    }

    private MapPoint[] Corners(int reached, CurvePort goal, int[] from, Dictionary<int, CurvePort> startPorts)
    {
        var points = new List<MapPoint> { goal.Edge };
        var last = reached;
        for (var at = reached; at >= 0; at = from[at])
        {
            // Each state knows by which direction it was reached; a corner lies where that changes.
            points.Add(PointAt(at >> 2));
            last = at;
        }
        points.Add(startPorts[last].Edge);
        points.Reverse();
        return WithoutStraights(points);
    }

    private static MapPoint[] WithoutStraights(List<MapPoint> points)
    {
        var corners = new List<MapPoint> { points[0] };
        for (var i = 1; i < points.Count - 1; i++)
        {
            var (a, b, c) = (corners[^1], points[i], points[i + 1]);
            if (a == b || (a.X == b.X && b.X == c.X) || (a.Y == b.Y && b.Y == c.Y)) continue;
            corners.Add(b);
        }
        if (corners[^1] != points[^1]) corners.Add(points[^1]);
        return [.. corners];
    }

    private MapPoint PointAt(int vertex) => new(xs[vertex % xs.Length], ys[vertex / xs.Length]);

    private int StateOf(CurvePort port)
    {
        var (i, j) = (Array.BinarySearch(xs, port.Outside.X), Array.BinarySearch(ys, port.Outside.Y));
        return i < 0 || j < 0 || IsInside(i, j) ? -1 : (j * xs.Length + i) << 2 | port.Heading;
    }

    /// <summary>A crossing inside a box has no open step.</summary>
    private bool IsInside(int i, int j)
    {
        for (var way = 0; way < 4; way++)
            if (Step(j * xs.Length + i, way) is { Next: >= 0, Cost: < Closed }) return false;
        return true;
    }

    private (int Next, int Cost) Step(int vertex, int way)
    {
        var (i, nx) = (vertex % xs.Length, xs.Length);
        return way switch
        {
            0 => i + 1 < nx ? (vertex + 1, level[vertex]) : (-1, 0),
            2 => i > 0 ? (vertex - 1, level[vertex - 1]) : (-1, 0),
            1 => vertex + nx < nx * ys.Length ? (vertex + nx, upright[vertex]) : (-1, 0),
            _ => vertex >= nx ? (vertex - nx, upright[vertex - nx]) : (-1, 0),
        };
    }

    private int Estimate(int state)
    {
        var point = PointAt(state >> 2);
        var least = long.MaxValue;
        foreach (var goal in goals)
            least = Math.Min(least, Math.Abs(goal.Outside.X - point.X) + Math.Abs(goal.Outside.Y - point.Y));
        return (int)(least / Px);
    }

    private static (long[] Xs, long[] Ys) Lines(MapBox window, List<MapBox> obstacles, List<Curve> curves, List<CurvePort> starts, List<CurvePort> goals)
    {
        var (xs, ys) = (new SortedSet<long>(), new SortedSet<long>());
        foreach (var box in obstacles)
            foreach (var off in new[] { 3 * Px, 9 * Px, 16 * Px })
            {
                xs.Add(box.X - off);
                xs.Add(box.Right + off);
                ys.Add(box.Y - off);
                ys.Add(box.Bottom + off);
            }
        foreach (var point in curves.SelectMany(curve => curve.Points).Where(point => window.Contains(point)))
            foreach (var off in new[] { -Lane - Px, Lane + Px })
            {
                xs.Add(point.X + off);
                ys.Add(point.Y + off);
            }
        // Beyond the window lie obstacles that this grid does not know.
        xs = xs.GetViewBetween(window.X, window.Right);
        ys = ys.GetViewBetween(window.Y, window.Bottom);
        var kept = new HashSet<long>();
        foreach (var port in starts.Concat(goals))
        {
            xs.Add(port.Outside.X);
            ys.Add(port.Outside.Y);
            kept.Add(port.Outside.X);
            kept.Add(port.Outside.Y);
        }
        var least = obstacles.Count < 80 ? Px : 3 * Px;
        return (Thin(xs, kept, least), Thin(ys, kept, least));
    }

    /// <summary>Leaves out lines so close to the one before that a way along either looks the same.</summary>
    private static long[] Thin(SortedSet<long> lines, HashSet<long> kept, long least)
    {
        var thin = new List<long>(lines.Count);
        foreach (var line in lines)
            if (thin.Count == 0 || kept.Contains(line) || line - thin[^1] >= least) thin.Add(line);
        return [.. thin];
    }

    private void Measure()
    {
        for (var j = 0; j < ys.Length; j++)
            for (var i = 0; i < xs.Length; i++)
            {
                if (i + 1 < xs.Length) level[j * xs.Length + i] = (int)((xs[i + 1] - xs[i] + Px - 1) / Px);
                if (j + 1 < ys.Length) upright[j * xs.Length + i] = (int)((ys[j + 1] - ys[j] + Px - 1) / Px);
            }
    }

    private void CloseBox(MapBox box)
    {
        Mark(box.Inflate(Clear), (_, _) => Closed);
        Mark(box.Inflate(Easy), (length, _) => length / 2 + 1);
    }

    /// <summary>Adds a cost to every step that enters a rectangle.</summary>
    private void Mark(MapBox box, Func<int, bool, int> cost)
    {
        // Steps between lines i and i + 1 that share more than an end with the rectangle.
        var (firstX, lastX) = (FirstAfter(xs, box.X) - 1, FirstAt(xs, box.Right));
        var (firstY, lastY) = (FirstAfter(ys, box.Y) - 1, FirstAt(ys, box.Bottom));
        for (var j = Math.Max(0, firstY + 1); j < lastY; j++)
            for (var i = Math.Max(0, firstX); i < lastX && i + 1 < xs.Length; i++)
                Add(ref level[j * xs.Length + i], cost((int)((xs[i + 1] - xs[i]) / Px), true));
        for (var i = Math.Max(0, firstX + 1); i < lastX; i++)
            for (var j = Math.Max(0, firstY); j < lastY && j + 1 < ys.Length; j++)
                Add(ref upright[j * xs.Length + i], cost((int)((ys[j + 1] - ys[j]) / Px), false));
    }

    private static void Add(ref int cost, int more) => cost = Math.Min(Closed, cost + more);

    /// <summary>Index of the first line past a place.</summary>
    private static int FirstAfter(long[] lines, long at) => Array.BinarySearch(lines, at) is var i && i >= 0 ? i + 1 : ~i;

    /// <summary>Index of the first line at or past a place.</summary>
    private static int FirstAt(long[] lines, long at) => Array.BinarySearch(lines, at) is var i && i >= 0 ? i : ~i;

    /// <summary>A step over a branch costs once; one along it costs again and again.</summary>
    private void CrossBranchAt(in Branch branch)
    {
        const int steps = 20;
        var cost = CrossBranch + branch.FromWidth / Px * 4;
        var last = branch.Stem;
        for (var s = 0; s <= steps; s++)
        {
            var at = branch.At((double)s / steps);
            var point = new MapPoint((long)at.X, (long)at.Y);
            var (low, high) = (new MapPoint(Math.Min(last.X, point.X), Math.Min(last.Y, point.Y)), new MapPoint(Math.Max(last.X, point.X), Math.Max(last.Y, point.Y)));
            var reach = (long)at.Width / 2 + 2 * Px;
            var piece = new MapBox(low.X - (high.X - low.X < Px ? reach : 0), low.Y - (high.Y - low.Y < Px ? reach : 0),
                Math.Max(high.X - low.X, 2 * reach), Math.Max(high.Y - low.Y, 2 * reach));
            Mark(piece, (_, _) => cost / 2);
            last = point;
        }
    }

    private void AvoidCurve(Curve curve)
    {
        for (var p = 1; p < curve.Points.Length; p++)
        {
            var (a, b) = (curve.Points[p - 1], curve.Points[p]);
            var isLevel = a.Y == b.Y;
            var box = new MapBox(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Abs(a.X - b.X), Math.Abs(a.Y - b.Y)).Inflate(Lane);
            Mark(box, (_, stepIsLevel) => stepIsLevel == isLevel ? Closed : CrossCurve / 2);
        }
    }
}
