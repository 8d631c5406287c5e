using Ramify.Layout;
using SkiaSharp;

namespace Ramify.Print;

/// <summary>Boxes, pills, discs and lines. Boxes come in 1/64 px, all else in px.</summary>
internal sealed class ShapePainter(SKCanvas canvas)
{
    private const float Px = 64;

    public void Box(MapBox box, float radius, SKColor fill, SKColor? stroke, float width, float[]? dashes = null)
    {
        using var shape = new SKRoundRect(RectOf(box), radius);
        using var pattern = dashes is null ? null : SKPathEffect.CreateDash(dashes, 0);
        FillAndStroke(shape, fill, stroke, width, pattern);
    }

    /// <summary>A trunk's pill; the first one hangs on the centre, its upper corners square.</summary>
    public void Pill(MapBox box, bool hangs, SKColor fill, SKColor stroke, float width)
    {
        const float radius = 12;
        SKPoint round = new(radius, radius), square = default;
        using var shape = new SKRoundRect();
        shape.SetRectRadii(RectOf(box), hangs ? [square, square, round, round] : [round, round, round, round]);
        FillAndStroke(shape, fill, stroke, width);
    }

    public void Disc(float x, float y, float radius, SKColor fill, SKColor? stroke = null, float width = 0)
    {
        using var paint = Filled(fill);
        canvas.DrawCircle(x, y, radius, paint);
        if (stroke is not { } colour) return;
        using var line = Stroked(colour, width);
        canvas.DrawCircle(x, y, radius, line);
    }

    public void Fill(SKPath path, SKColor colour)
    {
        using var paint = Filled(colour);
        canvas.DrawPath(path, paint);
    }

    public void Stroke(SKPath path, SKColor colour, float width, SKPathEffect? pattern = null, SKStrokeCap cap = SKStrokeCap.Butt)
    {
        using var paint = Stroked(colour, width);
        (paint.PathEffect, paint.StrokeCap) = (pattern, cap);
        canvas.DrawPath(path, paint);
    }

    public void Line(float x1, float y1, float x2, float y2, SKColor colour, float width)
    {
        using var paint = Stroked(colour, width);
        canvas.DrawLine(x1, y1, x2, y2, paint);
    }

    public static SKRect RectOf(MapBox box) => new(box.X / Px, box.Y / Px, box.Right / Px, box.Bottom / Px);

    private void FillAndStroke(SKRoundRect shape, SKColor fill, SKColor? stroke, float width, SKPathEffect? pattern = null)
    {
        using var paint = Filled(fill);
        canvas.DrawRoundRect(shape, paint);
        if (stroke is not { } colour) return;
        using var line = Stroked(colour, width);
        line.PathEffect = pattern;
        canvas.DrawRoundRect(shape, line);
    }

    private static SKPaint Filled(SKColor colour) => new() { Color = colour, IsAntialias = true };

    private static SKPaint Stroked(SKColor colour, float width) =>
        new() { Color = colour, IsAntialias = true, IsStroke = true, StrokeWidth = width, StrokeCap = SKStrokeCap.Butt };
}
