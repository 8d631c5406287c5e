using System.Globalization;
using System.Text;
using Ramify.Layout;
using SkiaSharp;

namespace Ramify.Print;

/// <summary>
/// One line of text as glyphs with their places: character by character, by the advances that the layout used, without
/// kerning or ligatures. White space is drawn as one space, as in SVG.
/// </summary>
/// <remarks>Lengths are in px of the drawing. Glyphs stand in the order in which they are drawn, from left to right.</remarks>
internal sealed class GlyphLine
{
    private readonly List<Glyph> glyphs = [];

    /// <summary>One character of the line.</summary>
    /// <param name="Rune">The character.</param>
    /// <param name="Face">Its font.</param>
    /// <param name="X">Where it starts, from the start of the line.</param>
    /// <param name="Width">How far it goes on.</param>
    public readonly record struct Glyph(Rune Rune, SKTypeface Face, float X, float Width);

    private GlyphLine() { }

    public IReadOnlyList<Glyph> Glyphs => glyphs;

    public float Width { get; private set; }

    public static GlyphLine Of(ReadOnlySpan<char> text, FontWeight weight, float size, TextSpacing spacing, PrintFonts fonts, GlyphReport report, bool runsLeft)
    {
        var line = new GlyphLine();
        var afterSpace = true;
        foreach (var rune in text.EnumerateRunes())
        {
            var isSpace = rune.Value is ' ' or '\t' or '\r' or '\n';
            if ((isSpace && afterSpace) || (!isSpace && DrawsNothing(rune))) continue;
            afterSpace = isSpace;
            line.Add(isSpace ? new Rune(' ') : rune, weight, size, spacing, fonts, report);
        }
        if (afterSpace && line.glyphs.Count > 0) line.RemoveLast();
        VisualOrder.Arrange(line.glyphs, runsLeft);
        return line;
    }

    /// <summary>Some of its glyphs, where they stand.</summary>
    public GlyphLine Part(int from, int to)
    {
        var part = new GlyphLine { Width = glyphs[to - 1].X + glyphs[to - 1].Width };
        part.glyphs.AddRange(glyphs[from..to]);
        return part;
    }

    private void Add(Rune rune, FontWeight weight, float size, TextSpacing spacing, PrintFonts fonts, GlyphReport report)
    {
        var found = fonts.FaceFor(rune, weight);
        if (found is null) report.AddMissing(rune);
        else report.Add(rune);
        var width = found is (var other, false) ? WidthIn(other, rune, size) : FontMetrics.Advance(rune, weight) * size / FontMetrics.UnitsPerEm;
        if (width > 0) width += (spacing.Letter + (rune.Value == ' ' ? spacing.Word : 0)) * size / 1000;
        glyphs.Add(new Glyph(rune, found?.Face ?? PrintFonts.Last(weight), Width, width));
        Width += width;
    }

    private void RemoveLast()
    {
        Width -= glyphs[^1].Width;
        glyphs.RemoveAt(glyphs.Count - 1);
    }

    private static float WidthIn(SKTypeface face, Rune rune, float size)
    {
        using var font = TextPainter.FontOf(face, size);
        return font.MeasureText(rune.ToString());
    }

    private static bool DrawsNothing(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Surrogate
        || rune.Value is >= 0xFE00 and <= 0xFE0F or 0xFFFE or 0xFFFF;
}
