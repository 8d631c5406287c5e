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

    private static int Largest(MapPoint before, MapPoint corner, MapPoint after, List<MapBox> obstacles)
    {
        var (dx, dy) = (Math.Sign(before.X - corner.X) + Math.Sign(after.X - corner.X), Math.Sign(before.Y - corner.Y) + Math.Sign(after.Y - corner.Y));
        foreach (var radius in Tried)
        {
            // The cut stays inside the square between the corner and half a radius from it.
            var reach = radius / 2;
            var cut = new MapBox(Math.Min(corner.X, corner.X + dx * reach), Math.Min(corner.Y, corner.Y + dy * reach), reach, reach).Inflate(2 * Px);
            var isFree = true;
            foreach (var box in obstacles) isFree &= !box.Overlaps(cut);
            if (isFree) return radius;
        }
        return 4 * Px;
    }

    private static long Length(MapPoint a, MapPoint b) => Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y);
}
