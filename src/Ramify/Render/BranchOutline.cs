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
        var pen = new Pen();
        var stem = branch.Stem != branch.Start;
        if (stem)
        {
            pen.Move(ref writer, branch.Stem.X + left[0].X - branch.Start.X, branch.Stem.Y + left[0].Y - branch.Start.Y);
            pen.Line(ref writer, left[0].X, left[0].Y);
        }
        else pen.Move(ref writer, left[0].X, left[0].Y);
        Edge(ref writer, ref pen, left[..(pieces + 1)]);
        pen.Line(ref writer, right[0].X, right[0].Y);
        Edge(ref writer, ref pen, right[..(pieces + 1)]);
        if (stem) pen.Line(ref writer, branch.Stem.X + right[pieces].X - branch.Start.X, branch.Stem.Y + right[pieces].Y - branch.Start.Y);
        writer.Raw("z"u8);
    }

    /// <summary>One edge by its points and directions; a third of a direction is the way to a piece's control point.</summary>
    private static void Edge(ref Utf8Writer writer, ref Pen pen, scoped ReadOnlySpan<(double X, double Y, double Dx, double Dy)> edge)
    {
        for (var i = 1; i < edge.Length; i++)
        {
            var (a, b) = (edge[i - 1], edge[i]);
            // The offset edge is longer or shorter than the middle; scale its directions to its own chord.
            var (chordX, chordY, midX, midY) = (b.X - a.X, b.Y - a.Y, (a.Dx + b.Dx) / 2, (a.Dy + b.Dy) / 2);
            var scale = Math.Sqrt((chordX * chordX + chordY * chordY) / Math.Max(1, midX * midX + midY * midY));
            if (edge.Length == 2) scale = 1;
            scale = Math.Clamp(scale, 0.4, 1.6) / 3;
            pen.Curve(ref writer, a.X + a.Dx * scale, a.Y + a.Dy * scale, b.X - b.Dx * scale, b.Y - b.Dy * scale, b.X, b.Y);
        }
    }

    /// <summary>Writes path data in steps from point to point, which are short numbers even far down a long map.</summary>
    private struct Pen
    {
        private long x, y;

        public void Move(ref Utf8Writer writer, double toX, double toY)
        {
            writer.Raw("M"u8);
            (x, y) = (0, 0);
            Step(ref writer, toX, toY);
            (x, y) = (Tenths(toX), Tenths(toY));
        }

        public void Line(ref Utf8Writer writer, double toX, double toY)
        {
            writer.Raw("l"u8);
            Step(ref writer, toX, toY);
            (x, y) = (Tenths(toX), Tenths(toY));
        }

        public void Curve(ref Utf8Writer writer, double firstX, double firstY, double secondX, double secondY, double toX, double toY)
        {
            writer.Raw("c"u8);
            Step(ref writer, firstX, firstY);
            writer.Raw(" "u8);
            Step(ref writer, secondX, secondY);
            writer.Raw(" "u8);
            Step(ref writer, toX, toY);
            (x, y) = (Tenths(toX), Tenths(toY));
        }

        private readonly void Step(ref Utf8Writer writer, double toX, double toY)
        {
            writer.Tenths(Tenths(toX) - x);
            writer.Raw(" "u8);
            writer.Tenths(Tenths(toY) - y);
        }

        private static long Tenths(double units) => Utf8Writer.ToTenths((long)units);
    }
}
