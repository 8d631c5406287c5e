using System.Text;
using SkiaSharp;

namespace Ramify.Print;

/// <summary>A line of which only the first letter of each word is left, with a rule to write the rest on.</summary>
internal static class FirstLetters
{
    public static void Paint(ShapePainter shapes, TextPainter text, GlyphLine line, float x, float baseline, float size, SKColor ink)
    {
        var glyphs = line.Glyphs;
        for (var i = 0; i < glyphs.Count;)
        {
            var end = i;
            while (end < glyphs.Count && IsOfWord(glyphs[end].Rune)) end++;
            if (end == i)
            {
                if (glyphs[i].Rune.Value != ' ') PaintRange(i, i + 1);
                i++;
                continue;
            }
            var first = i + 1;
            while (first < end && glyphs[first].Width <= 0) first++;
            PaintRange(i, first);
            if (first < end) shapes.Line(x + glyphs[first].X + size * 0.04f, baseline + size * 0.08f, x + glyphs[end - 1].X + glyphs[end - 1].Width - size * 0.04f, baseline + size * 0.08f, ink, size * 0.055f);
            i = end;
        }

        void PaintRange(int from, int to) => text.Draw(line.Part(from, to), x, baseline, size, ink);
    }

    private static bool IsOfWord(Rune rune) => Rune.IsLetterOrDigit(rune) || rune.Value is '\'' or 0x2019 || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark;
}
