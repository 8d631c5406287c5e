using System.Text;
using Ramify.Layout;
using Ramify.Render;
using SkiaSharp;

namespace Ramify.Print;

/// <summary>Draws lines of text: the glyphs go where the layout has them, and a PDF keeps the characters for selecting.</summary>
internal sealed class TextPainter(SKCanvas canvas, PrintFonts fonts, GlyphReport report)
{
    /// <summary>Where the middle of capitals stands above the baseline, 1/1000 em.</summary>
    public const int HalfCapital = 335;

    public GlyphLine Line(ReadOnlySpan<char> text, FontWeight weight, float size, TextSpacing spacing, bool runsLeft) =>
        GlyphLine.Of(text, weight, size, spacing, fonts, report, runsLeft);

    public GlyphLine Line(string text, FontWeight weight, float size) => Line(text, weight, size, TextSpacing.Normal, TextDirection.IsRightToLeft(text));

    /// <summary>Draws a line whose start is at x, narrowed where it is wider than its room.</summary>
    public void Draw(GlyphLine line, float x, float baseline, float size, SKColor colour, float room = float.MaxValue)
    {
        var narrow = line.Width > room + 0.5f;
        if (narrow)
        {
            canvas.Save();
            canvas.Translate(x, 0);
            canvas.Scale(room / line.Width, 1);
            canvas.Translate(-x, 0);
        }
        for (var i = 0; i < line.Glyphs.Count;)
        {
            var end = i + 1;
            while (end < line.Glyphs.Count && line.Glyphs[end].Face == line.Glyphs[i].Face) end++;
            DrawRun(line, i, end, x, baseline, size, colour);
            i = end;
        }
        if (narrow) canvas.Restore();
    }

    /// <summary>Draws a line around a middle.</summary>
    public void DrawCentred(string text, FontWeight weight, float size, float middle, float baseline, SKColor colour)
    {
        var line = Line(text, weight, size);
        Draw(line, middle - line.Width / 2, baseline, size, colour);
    }

    /// <summary>As much of a line as there is room for, then an ellipsis.</summary>
    public GlyphLine Shortened(GlyphLine line, FontWeight weight, float size, float room)
    {
        if (line.Width <= room) return line;
        var fits = line.Glyphs.TakeWhile(glyph => glyph.X + glyph.Width <= room - size).Count();
        return Line(string.Concat(line.Glyphs.Take(fits).Select(glyph => glyph.Rune.ToString())).TrimEnd() + "…", weight, size);
    }

    public static SKFont FontOf(SKTypeface face, float size) => new(face, size)
    {
        Subpixel = true, Hinting = SKFontHinting.None, LinearMetrics = true, Edging = SKFontEdging.Antialias, BaselineSnap = false,
    };

    private void DrawRun(GlyphLine line, int from, int to, float x, float baseline, float size, SKColor colour)
    {
        var text = new StringBuilder();
        var clusters = new uint[to - from];
        for (int i = from, at = 0; i < to; at += line.Glyphs[i].Rune.Utf8SequenceLength, i++)
        {
            clusters[i - from] = (uint)at;
            text.Append(line.Glyphs[i].Rune);
        }
        using var font = FontOf(line.Glyphs[from].Face, size);
        using var builder = new SKTextBlobBuilder();
        var utf8 = Encoding.UTF8.GetBytes(text.ToString());
        var run = builder.AllocateHorizontalTextRun(font, to - from, baseline, utf8.Length, null);
        run.SetText(utf8);
        run.SetClusters(clusters);
        for (var i = from; i < to; i++)
        {
            run.Glyphs[i - from] = font.GetGlyph(line.Glyphs[i].Rune.Value);
            run.Positions[i - from] = x + line.Glyphs[i].X;
        }
        using var blob = builder.Build();
        using var paint = new SKPaint { Color = colour, IsAntialias = true };
        canvas.DrawText(blob, 0, 0, paint);
    }
}
