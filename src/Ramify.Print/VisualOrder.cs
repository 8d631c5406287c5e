using System.Text;
using static Ramify.Print.GlyphLine;

namespace Ramify.Print;

/// <summary>
/// Puts a line with Hebrew or Arabic in the order in which it is read: stretches of such letters run to the left, and
/// where the text begins with them, so does every line. Numbers inside keep running right.
/// </summary>
/// <remarks>The part of the Unicode bidirectional algorithm (UAX 9) that plain text without controls needs: levels 0 to 2.</remarks>
internal static class VisualOrder
{
    private const string Brackets = "()[]{}<>«»";
    private const int Neutral = -1;

    /// <param name="glyphs">The line in the order in which it is written.</param>
    /// <param name="runsLeft">Whether the text that the line belongs to runs from right to left.</param>
    public static void Arrange(List<Glyph> glyphs, bool runsLeft)
    {
        if (!runsLeft && !glyphs.Exists(glyph => RunsLeft(glyph.Rune))) return;
        var levels = LevelsOf(glyphs, runsLeft ? 1 : 0);
        for (var level = 2; level >= 1; level--) ReverseFrom(level, glyphs, levels);
        Place(glyphs, levels);
    }

    private static List<int> LevelsOf(List<Glyph> glyphs, int ground)
    {
        var right = ground * 2;
        var letter = ground;
        var levels = new List<int>(glyphs.Count);
        // To what stands between, a number after letters that run left is one of them.
        var acting = glyphs.ConvertAll(glyph =>
        {
            var isNumber = Rune.IsDigit(glyph.Rune);
            if (RunsLeft(glyph.Rune)) letter = 1;
            else if (Rune.IsLetter(glyph.Rune)) letter = right;
            else if (!isNumber) return Add(Neutral, Neutral);
            return isNumber && (letter == 1 || ground == 1) ? Add(2, 1) : Add(letter, letter);
        });
        for (var i = 0; i < levels.Count; i++)
        {
            if (levels[i] != Neutral) continue;
            // Between two of one way it goes theirs, else that of the line.
            var end = levels.FindIndex(i, level => level != Neutral) is var at && at < 0 ? levels.Count : at;
            var isInside = i > 0 && end < levels.Count && acting[i - 1] == acting[end];
            for (var level = isInside ? acting[end] : ground; i < end; i++) (levels[i], acting[i]) = (level, level);
            i--;
        }
        return levels;

        int Add(int level, int acts)
        {
            levels.Add(level);
            return acts;
        }
    }

    private static void ReverseFrom(int level, List<Glyph> glyphs, List<int> levels)
    {
        for (var i = 0; i < glyphs.Count; i++)
        {
            var end = i;
            while (end < glyphs.Count && levels[end] >= level) end++;
            glyphs.Reverse(i, end - i);
            levels.Reverse(i, end - i);
            i = end;
        }
    }

    private static void Place(List<Glyph> glyphs, List<int> levels)
    {
        var x = 0f;
        for (var i = 0; i < glyphs.Count; i++)
        {
            var bracket = glyphs[i].Rune.IsBmp ? Brackets.IndexOf((char)glyphs[i].Rune.Value, StringComparison.Ordinal) : -1;
            var rune = bracket >= 0 && levels[i] == 1 ? new Rune(Brackets[bracket ^ 1]) : glyphs[i].Rune;
            glyphs[i] = glyphs[i] with { Rune = rune, X = x };
            x += glyphs[i].Width;
        }
    }

    private static bool RunsLeft(Rune rune) =>
        rune.Value is >= 0x0590 and <= 0x08FF or >= 0xFB1D and <= 0xFDFF or >= 0xFE70 and <= 0xFEFF or >= 0x10800 and <= 0x10FFF or >= 0x1E800 and <= 0x1EFFF;
}
