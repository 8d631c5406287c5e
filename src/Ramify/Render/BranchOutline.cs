using Ramify.Layout;

namespace Ramify.Render;

/// <summary>The outline of a tapered branch: its width is set off along the normal, so it keeps it where it runs steeply.</summary>
internal static class BranchOutline
{
    private const double Flat = 0.75 * 64;

    /// <summary>Writes the path data: two edges of a few cubic pieces each, joined at the ends.</summary>
    public static void Write(ref Utf8Writer writer, in Branch branch)
    {
        // Thick branches show their bends; thin ones need one bend each way.
        var pieces = branch.FromWidth > 6 * 64 ? 6 : 2;
        if (Math.Abs(branch.End.Y - branch.Start.Y) < Flat || Math.Abs(branch.End.X - branch.Start.X) < Flat) pieces = 1;
        Span<(double X, double Y, double Dx, double Dy)> left = stackalloc (double, double, double, double)[7];
        Span<(double X, double Y, double Dx, double Dy)> right = stackalloc (double, double, double, double)[7];
        for (var i = 0; i <= pieces; i++)
        {
            var (x, y, dx, dy, width) = branch.At((double)i / pieces);
            var length = Math.Sqrt(dx * dx + dy * dy);
            if (length < 1) length = 1;
            var (nx, ny) = (-dy / length * width / 2, dx / length * width / 2);
            left[i] = (x + nx, y + ny, dx / pieces, dy / pieces);
            right[pieces - i] = (x - nx, y - ny, -dx / pieces, -dy / pieces);
        }
        var stem = branch.Stem != branch.Start;
        writer.Raw("M"u8);
        if (stem) Stem(ref writer, branch, left[0].X - branch.Start.X, left[0].Y - branch.Start.Y, "L"u8);
        Edge(ref writer, left[..(pieces + 1)]);
        writer.Raw("L"u8);
        Edge(ref writer, right[..(pieces + 1)]);
        if (stem)
        {
            writer.Raw("L"u8);
            Stem(ref writer, branch, right[pieces].X - branch.Start.X, right[pieces].Y - branch.Start.Y, ""u8);
        }
        writer.Raw("z"u8);
    }

    private static void Stem(ref Utf8Writer writer, in Branch branch, double dx, double dy, ReadOnlySpan<byte> then)
    {
        Point(ref writer, branch.Stem.X + dx, branch.Stem.Y + dy);
        writer.Raw(then);
    }

    /// <summary>One edge by its points and directions; a third of a direction is the way to a piece's control point.</summary>
    private static void Edge(ref Utf8Writer writer, scoped ReadOnlySpan<(double X, double Y, double Dx, double Dy)> edge)
    {
        Point(ref writer, edge[0].X, edge[0].Y);
        for (var i = 1; i < edge.Length; i++)
        {
            var (a, b) = (edge[i - 1], edge[i]);
            // The offset edge is longer or shorter than the middle; scale its directions to its own chord.
            var (chordX, chordY, midX, midY) = (b.X - a.X, b.Y - a.Y, (a.Dx + b.Dx) / 2, (a.Dy + b.Dy) / 2);
            var scale = Math.Sqrt((chordX * chordX + chordY * chordY) / Math.Max(1, midX * midX + midY * midY));
            if (edge.Length == 2) scale = 1;
            scale = Math.Clamp(scale, 0.4, 1.6) / 3;
            writer.Raw("C"u8);
            Point(ref writer, a.X + a.Dx * scale, a.Y + a.Dy * scale);
            writer.Raw(" "u8);
            Point(ref writer, b.X - b.Dx * scale, b.Y - b.Dy * scale);
            writer.Raw(" "u8);
            Point(ref writer, b.X, b.Y);
        }
    }

    private static void Point(ref Utf8Writer writer, double x, double y)
    {
        writer.Px((long)x);
        writer.Raw(" "u8);
        writer.Px((long)y);
    }
}
