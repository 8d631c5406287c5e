using Ramify.Layout;

namespace Ramify.Render;

/// <summary>The line of a curve with its corners rounded, open under its label, and its arrow head.</summary>
internal static class CurveOutline
{
    private const int Px = 64;

    private const int TipLength = 9 * Px, TipHalf = 4 * Px;

    public static void WriteLine(ref Utf8Writer writer, Curve curve)
    {
        var points = curve.Points;
        writer.Raw("M"u8);
        Point(ref writer, points[0]);
        for (var i = 1; i < points.Length; i++)
        {
            var isLast = i == points.Length - 1;
            OpenUnderPlate(ref writer, points[i - 1], points[i], curve.Plate);
            if (isLast)
            {
                LineTo(ref writer, Towards(points[i], points[i - 1], TipLength - 2 * Px));
                break;
            }
            var radius = curve.Radii[i];
            LineTo(ref writer, Towards(points[i], points[i - 1], radius));
            writer.Raw("Q"u8);
            Point(ref writer, points[i]);
            writer.Raw(" "u8);
            Point(ref writer, Towards(points[i], points[i + 1], radius));
        }
    }

    public static void WriteTip(ref Utf8Writer writer, Curve curve)
    {
        var (tip, before) = (curve.Points[^1], curve.Points[^2]);
        var back = Towards(tip, before, TipLength);
        var (sideX, sideY) = tip.X == before.X ? (TipHalf, 0) : (0, TipHalf);
        writer.Raw("M"u8);
        Point(ref writer, tip);
        LineTo(ref writer, new MapPoint(back.X + sideX, back.Y + sideY));
        LineTo(ref writer, new MapPoint(back.X - sideX, back.Y - sideY));
        writer.Raw("z"u8);
    }

    /// <summary>Where the plate lies on this stretch, the line stops before it and goes on behind it.</summary>
    private static void OpenUnderPlate(ref Utf8Writer writer, MapPoint from, MapPoint to, MapBox plate)
    {
        if (plate.Width == 0) return;
        var middle = new MapPoint(plate.MiddleX, plate.MiddleY);
        var isLevel = from.Y == to.Y;
        var isOn = isLevel
            ? Math.Abs(middle.Y - from.Y) <= Px && middle.X > Math.Min(from.X, to.X) && middle.X < Math.Max(from.X, to.X)
            : Math.Abs(middle.X - from.X) <= Px && middle.Y > Math.Min(from.Y, to.Y) && middle.Y < Math.Max(from.Y, to.Y);
        if (!isOn) return;
        var half = isLevel ? plate.Width / 2 : plate.Height / 2;
        var at = isLevel ? new MapPoint(middle.X, from.Y) : new MapPoint(from.X, middle.Y);
        LineTo(ref writer, Towards(at, from, half));
        writer.Raw("M"u8);
        Point(ref writer, Towards(at, to, half));
    }

    private static long Length(MapPoint a, MapPoint b) => Math.Abs(a.X - b.X) + Math.Abs(a.Y - b.Y);

    private static MapPoint Towards(MapPoint from, MapPoint to, long by) =>
        new(from.X + Math.Sign(to.X - from.X) * by, from.Y + Math.Sign(to.Y - from.Y) * by);

    private static void LineTo(ref Utf8Writer writer, MapPoint point)
    {
        writer.Raw("L"u8);
        Point(ref writer, point);
    }

    private static void Point(ref Utf8Writer writer, MapPoint point)
    {
        writer.Px(point.X);
        writer.Raw(" "u8);
        writer.Px(point.Y);
    }
}
