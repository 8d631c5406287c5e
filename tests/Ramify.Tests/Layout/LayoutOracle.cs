using Ramify.Layout;

namespace Ramify.Tests.Layout;

/// <summary>Looks for what must not be in a picture, by brute force: every pair, every line sampled densely.</summary>
internal static class LayoutOracle
{
    private const double Px = 64;

    /// <summary>One sentence for each fault.</summary>
    public static List<string> Faults(MapLayout layout)
    {
        var faults = new List<string>();
        FindOverlaps(layout, faults);
        for (var b = 0; b < layout.Branches.Length; b++) FindCrossed(layout, layout.Branches[b], faults);
        for (var c = 0; c < layout.Curves.Length; c++)
        {
            FindCrossed(layout, layout.Curves[c], faults);
            FindPlateFaults(layout, layout.Curves[c], faults);
            for (var d = 0; d < c; d++)
                if (RunAlong(layout.Curves[c], layout.Curves[d])) faults.Add($"curves {c} and {d} run along one another");
        }
        FindOutside(layout, faults);
        return faults;
    }

    private static void FindOverlaps(MapLayout layout, List<string> faults)
    {
        for (var i = 0; i < layout.Count; i++)
            for (var j = 0; j < i; j++)
                if (layout.Boxes[i].Overlaps(layout.Boxes[j])) faults.Add($"'{layout.Nodes[i].Text}' overlaps '{layout.Nodes[j].Text}'");
    }

    private static void FindCrossed(MapLayout layout, Branch branch, List<string> faults)
    {
        var parent = layout.Parents[branch.Child];
        foreach (var (x, y) in PointsOf(branch))
            for (var n = 0; n < layout.Count; n++)
            {
                if (n == branch.Child || n == parent || !Contains(layout.Boxes[n], x, y, 0)) continue;
                // Main branches leave from the centre, whatever pill their parent is, and touch its edge.
                if (layout.Levels[n] <= 0 && !Contains(layout.Boxes[n], x, y, -8 * Px)) continue;
                faults.Add($"the branch to '{layout.Nodes[branch.Child].Text}' crosses '{layout.Nodes[n].Text}'");
                return;
            }
    }

    private static void FindCrossed(MapLayout layout, Curve curve, List<string> faults)
    {
        var points = PointsOf(curve).ToList();
        for (var n = 0; n < layout.Count; n++)
        {
            var isEnd = n == curve.From || n == curve.To;
            if (points.Any(p => Contains(layout.Boxes[n], p.X, p.Y, isEnd ? -Px : 0.5 * Px)))
                faults.Add($"the curve from '{layout.Nodes[curve.From].Text}' to '{layout.Nodes[curve.To].Text}' crosses '{layout.Nodes[n].Text}'");
        }
    }

    private static void FindPlateFaults(MapLayout layout, Curve curve, List<string> faults)
    {
        if (curve.Label.Count == 0) return;
        foreach (var box in layout.Boxes)
            if (box.Overlaps(curve.Plate)) faults.Add($"the label '{curve.Label[0]}' lies on a node");
        foreach (var branch in layout.Branches)
            if (PointsOf(branch).Any(p => Contains(curve.Plate, p.X, p.Y, 0))) faults.Add($"a branch crosses the label '{curve.Label[0]}'");
        foreach (var other in layout.Curves)
            if (other != curve && PointsOf(other).Any(p => Contains(curve.Plate, p.X, p.Y, 0))) faults.Add($"the curve from '{layout.Nodes[other.From].Text}' to '{layout.Nodes[other.To].Text}' crosses the label '{curve.Label[0]}': {curve.Plate}, {string.Join(' ', other.Points)}");
    }

    private static void FindOutside(MapLayout layout, List<string> faults)
    {
        var canvas = new MapBox(0, 0, layout.Width, layout.Height);
        foreach (var box in layout.Boxes)
            if (box.X < canvas.X || box.Y < canvas.Y || box.Right > canvas.Right || box.Bottom > canvas.Bottom) faults.Add("a box lies outside the drawing");
        foreach (var curve in layout.Curves)
            if (curve.Points.Any(p => !canvas.Contains(p))) faults.Add("a curve leaves the drawing");
    }

    /// <summary>Whether two curves share a stretch, less than 2 px apart, of more than 4 px.</summary>
    private static bool RunAlong(Curve a, Curve b)
    {
        foreach (var (p, q) in Segments(a))
            foreach (var (r, s) in Segments(b))
            {
                var isLevel = p.Y == q.Y;
                if (isLevel != (r.Y == s.Y)) continue;
                var apart = isLevel ? Math.Abs(p.Y - r.Y) : Math.Abs(p.X - r.X);
                var (low1, high1, low2, high2) = isLevel ? Ends(p.X, q.X, r.X, s.X) : Ends(p.Y, q.Y, r.Y, s.Y);
                if (apart < 2 * Px && Math.Min(high1, high2) - Math.Max(low1, low2) > 4 * Px) return true;
            }
        return false;
    }

    private static (long, long, long, long) Ends(long a, long b, long c, long d) => (Math.Min(a, b), Math.Max(a, b), Math.Min(c, d), Math.Max(c, d));

    private static IEnumerable<(MapPoint, MapPoint)> Segments(Curve curve) => curve.Points.Zip(curve.Points.Skip(1));

    /// <summary>Both edges and the middle of a branch, 200 places each, its stem too.</summary>
    private static List<(double X, double Y)> PointsOf(Branch branch)
    {
        var points = new List<(double, double)>();
        for (var i = 0; i <= 200; i++)
        {
            var at = branch.At(i / 200.0);
            var length = Math.Max(1, Math.Sqrt(at.DirectionX * at.DirectionX + at.DirectionY * at.DirectionY));
            var (nx, ny) = (-at.DirectionY / length * at.Width / 2, at.DirectionX / length * at.Width / 2);
            points.AddRange([(at.X, at.Y), (at.X + nx, at.Y + ny), (at.X - nx, at.Y - ny)]);
            points.Add((branch.Stem.X + (branch.Start.X - branch.Stem.X) * i / 200.0, branch.Stem.Y + (branch.Start.Y - branch.Stem.Y) * i / 200.0));
        }
        return points;
    }

    /// <summary>A curve with its corners rounded as it is drawn, every pixel or so.</summary>
    private static IEnumerable<(double X, double Y)> PointsOf(Curve curve)
    {
        var points = curve.Points;
        var last = (X: (double)points[0].X, Y: (double)points[0].Y);
        for (var i = 1; i < points.Length; i++)
        {
            var corner = (X: (double)points[i].X, Y: (double)points[i].Y);
            var end = i == points.Length - 1 ? corner : Towards(points[i], points[i - 1], curve.Radii[i]);
            for (var t = 0; t <= 200; t++) yield return (last.X + (end.X - last.X) * t / 200, last.Y + (end.Y - last.Y) * t / 200);
            if (i == points.Length - 1) yield break;
            var next = Towards(points[i], points[i + 1], curve.Radii[i]);
            for (var t = 0.0; t <= 1; t += 0.05)
                yield return ((1 - t) * (1 - t) * end.X + 2 * t * (1 - t) * corner.X + t * t * next.X, (1 - t) * (1 - t) * end.Y + 2 * t * (1 - t) * corner.Y + t * t * next.Y);
            last = next;
        }
    }

    private static (double X, double Y) Towards(MapPoint from, MapPoint to, int by) => (from.X + Math.Sign(to.X - from.X) * by, from.Y + Math.Sign(to.Y - from.Y) * by);

    private static bool Contains(MapBox box, double x, double y, double more) =>
        x > box.X - more && x < box.Right + more && y > box.Y - more && y < box.Bottom + more;
}
