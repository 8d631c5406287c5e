namespace Ramify.Layout;

/// <summary>How far the corners of a curve can be rounded without coming near a box.</summary>
internal static class CornerRadii
{
    private const int Px = NodeLook.Px;

    /// <summary>Room for the arrow head at the end.</summary>
    private const int Tip = 9 * Px;

    private static readonly int[] Tried = [36 * Px, 28 * Px, 22 * Px, 16 * Px, 12 * Px, 9 * Px, 6 * Px];

    public static int[] Of(MapPoint[] points, List<MapBox> obstacles)
    {
        var radii = new int[points.Length];
        for (var i = 1; i < points.Length - 1; i++)
        {
            var before = Length(points[i - 1], points[i]) - radii[i - 1];
            var after = Length(points[i], points[i + 1]);
            // The next corner gets its half of the stretch between.
            var room = Math.Min(i == 1 ? before : Math.Max(before / 2, before - radii[i - 1]), i == points.Length - 2 ? after - Tip : after / 2);
            radii[i] = (int)Math.Max(0, Math.Min(room, Largest(points[i - 1], points[i], points[i + 1], obstacles)));
        }
        return radii;
    }

    /// <summary>What a rounded corner may cover inside the corner.</summary>
    public static MapBox CutOf(Curve curve, int corner)
    {
        var (before, at, after, radius) = (curve.Points[corner - 1], curve.Points[corner], curve.Points[corner + 1], curve.Radii[corner]);
        var (x, y) = (Along(at, before, radius), Along(at, after, radius));
        return new MapBox(Math.Min(at.X, Math.Min(x.X, y.X)), Math.Min(at.Y, Math.Min(x.Y, y.Y)), Math.Max(Math.Abs(x.X - at.X), Math.Abs(y.X - at.X)), Math.Max(Math.Abs(x.Y - at.Y), Math.Abs(y.Y - at.Y)));
    }

    /// <summary>A point so far on the way from one to another.</summary>
    public static MapPoint Along(MapPoint from, MapPoint to, long by) => new(from.X + Math.Sign(to.X - from.X) * by, from.Y + Math.Sign(to.Y - from.Y) * by);

    private static int Largest(MapPoint before, MapPoint corner, MapPoint after, List<MapBox> obstacles)
    {
        var (dx, dy) = (Math.Sign(before.X - corner.X) + Math.Sign(after.X - corner.X), Math.Sign(before.Y - corner.Y) + Math.Sign(after.Y - corner.Y));
        foreach (var radius in Tried)
        {
            // The curve runs a quarter of the radius inside the corner, and further off within a tenth of it of the lines.
            if (IsFree(Cut(corner, dx * radius / 2, dy * radius / 2), obstacles)
                && IsFree(Cut(corner, dx * radius, dy * radius / 10), obstacles)
                && IsFree(Cut(corner, dx * radius / 10, dy * radius), obstacles)) return radius;
        }
        return 4 * Px;
    }

    private static MapBox Cut(MapPoint corner, int width, int height) =>
        new MapBox(Math.Min(corner.X, corner.X + width), Math.Min(corner.Y, corner.Y + height), Math.Abs(width), Math.Abs(height)).Inflate(2 * Px);

    private static bool IsFree(MapBox cut, List<MapBox> obstacles) => obstacles.TrueForAll(box => !box.Overlaps(cut));

    private static long Length(MapPoint a, MapPoint b) => Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y);
}
