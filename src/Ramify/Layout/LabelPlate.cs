using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>Places the label or sign of a link on a plate on its line, clear of boxes, branches and other curves.</summary>
internal static class LabelPlate
{
    private const int Px = NodeLook.Px;
    private const int PadX = 6 * Px, PadY = 2 * Px;
    private const int Clear = 3 * Px;

    /// <summary>Least visible line on either side of a plate.</summary>
    private const int Rest = 8 * Px;

    private static readonly int[] Widths = [26, 16, 10];

    /// <summary>Sign and label; empty where the link says neither.</summary>
    public static string TextOf(Link? link)
    {
        if (link is null) return "";
        var sign = link.Sign switch { > 0 => "+", < 0 => "\u2212", _ => "" };
        return string.IsNullOrWhiteSpace(link.Label) ? sign : sign.Length == 0 ? link.Label : $"{sign} {link.Label}";
    }

    /// <summary>The curve with its plate; null where none fits.</summary>
    public static Curve? Place(Curve curve, string text, ObstacleBands obstacles, List<Curve> others)
    {
        foreach (var chars in Widths)
        {
            var (lines, size) = Measure(text, chars);
            if (FindPlace(curve, size, obstacles, others) is { } plate) return curve with { Plate = plate, Label = lines };
        }
        return null;
    }

    /// <summary>The curve with its plate on the middle of its middle stretch, whatever lies there.</summary>
    public static Curve OnMiddle(Curve curve, string text)
    {
        var (lines, size) = Measure(text, Widths[^1]);
        var n = (curve.Points.Length - 1) / 2;
        var (from, to) = (curve.Points[n], curve.Points[n + 1]);
        return curve with { Plate = size with { X = (from.X + to.X - size.Width) / 2, Y = (from.Y + to.Y - size.Height) / 2 }, Label = lines };
    }

    private static (string[] Lines, MapBox Size) Measure(string text, int chars)
    {
        var look = NodeLook.For(NodeKind.DeepBar);
        var lines = new GrowingArray<TextLine>();
        var width = new Wrap(TextSpacing.Normal).Break(text, FontWeight.SemiBold, chars * 540, lines);
        return ([.. lines.ToArray().Select(line => text.Substring(line.Start, line.Length))],
            new MapBox(0, 0, look.ToUnits(width) + 2 * PadX, lines.Count * LineHeight + 2 * PadY));
    }

    /// <summary>Height of a line on a plate.</summary>
    public const int LineHeight = 18 * Px;

    private static MapBox? FindPlace(Curve curve, MapBox size, ObstacleBands obstacles, List<Curve> others)
    {
        var middle = (curve.Points.Length - 2) / 2.0;
        // From the middle segment outwards, on each from its middle outwards.
        foreach (var s in Enumerable.Range(0, curve.Points.Length - 1).OrderBy(s => Math.Abs(s - middle)))
        {
            // Only the straight part: the line must meet the plate in its middle.
            var (a, b) = (CornerRadii.Along(curve.Points[s], curve.Points[s + 1], curve.Radii[s]), CornerRadii.Along(curve.Points[s + 1], curve.Points[s], curve.Radii[s + 1]));
            var room = Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y) - (a.Y == b.Y ? size.Width : size.Height) - 2 * Rest - (s == curve.Points.Length - 2 ? 2 * Rest : 0);
            for (long off = 0; off <= room / 2; off += 6 * Px)
                foreach (var sign in off == 0 ? [1] : new[] { 1, -1 })
                {
                    var (x, y) = ((a.X + b.X) / 2 + (a.Y == b.Y ? sign * off : 0), (a.Y + b.Y) / 2 + (a.X == b.X ? sign * off : 0));
                    var plate = new MapBox(x - size.Width / 2, y - size.Height / 2, size.Width, size.Height);
                    if (IsFree(plate.Inflate(Clear), curve, s, obstacles, others)) return plate;
                }
        }
        return null;
    }

    private static bool IsFree(MapBox plate, Curve curve, int segment, ObstacleBands obstacles, List<Curve> others)
    {
        if (obstacles.In(plate).Count > 0) return false;
        for (var p = 1; p < curve.Points.Length; p++)
            if (p - 1 != segment && Touches(plate, curve.Points[p - 1], curve.Points[p])) return false;
        foreach (var other in others)
            for (var p = 1; p < other.Points.Length; p++)
                if (Touches(plate, other.Points[p - 1], other.Points[p]) || (p + 1 < other.Points.Length && CornerRadii.CutOf(other, p).Overlaps(plate))) return false;
        foreach (var branch in obstacles.BranchesIn(plate.Inflate(8 * Px)))
            if (Touches(plate, branch)) return false;
        return true;
    }

    private static bool Touches(MapBox plate, MapPoint a, MapPoint b) =>
        new MapBox(Math.Min(a.X, b.X), Math.Min(a.Y, b.Y), Math.Abs(a.X - b.X) + 1, Math.Abs(a.Y - b.Y) + 1).Overlaps(plate);

    private static bool Touches(MapBox plate, in Branch branch)
    {
        var hull = new MapBox(Math.Min(branch.Stem.X, branch.End.X), Math.Min(branch.Stem.Y, branch.End.Y),
            Math.Abs(branch.End.X - branch.Stem.X), Math.Abs(branch.End.Y - branch.Stem.Y)).Inflate(branch.FromWidth);
        if (!hull.Overlaps(plate)) return false;
        if (Touches(plate.Inflate(branch.FromWidth / 2), branch.Stem, branch.Start)) return true;
        const int steps = 40;
        for (var s = 0; s <= steps; s++)
        {
            var at = branch.At((double)s / steps);
            if (plate.Inflate((long)at.Width / 2 + 2 * Px).Contains(new MapPoint((long)at.X, (long)at.Y))) return true;
        }
        return false;
    }
}
