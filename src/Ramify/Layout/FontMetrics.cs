using System.Globalization;
using System.Text;

namespace Ramify.Layout;

/// <summary>
/// Widths of text in the shipped font, so that server, command line and browser agree without measuring: with kerning
/// and ligatures off a text is as wide as the sum of its advances.
/// </summary>
/// <remarks>
/// Lengths are in 1/1000 em. Characters that the font lacks get a width by their script, on the generous side, since
/// the reader's own fonts draw them.
/// </remarks>
public static class FontMetrics
{
    /// <summary>The font's family name.</summary>
    public const string Family = "Atkinson Hyperlegible Next";

    /// <summary>Units an em, the measure of all widths here.</summary>
    public const int UnitsPerEm = FontTable.UnitsPerEm;

    /// <summary>Height above the baseline, in units.</summary>
    public const int Ascent = FontTable.Ascent;

    /// <summary>Depth below the baseline, in units.</summary>
    public const int Descent = FontTable.Descent;

    private static readonly ushort[] Regular = Dense(FontTable.Dense400), SemiBold = Dense(FontTable.Dense600), Bold = Dense(FontTable.Dense700);

    /// <summary>The width of a text on one line, in units; runs of white space count as they are.</summary>
    public static int Width(ReadOnlySpan<char> text, FontWeight weight)
    {
        var dense = DenseTable(weight);
        var sum = 0;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c < dense.Length) sum += dense[c];
            else if (Rune.DecodeFromUtf16(text[i..], out var rune, out var used) == System.Buffers.OperationStatus.Done)
            {
                sum += Advance(rune, weight);
                i += used - 1;
            }
        }
        return sum;
    }

    /// <summary>The width of one character, in units; 0 for what draws nothing of its own width.</summary>
    public static int Advance(Rune rune, FontWeight weight)
    {
        if (rune.Value < FontTable.DenseEnd) return DenseTable(weight)[rune.Value];
        if (rune.IsBmp)
        {
            var at = FontTable.SparseChars.BinarySearch((ushort)rune.Value);
            if (at >= 0 && !IsMark(rune)) return FontTable.SparseAdvances[at * 3 + Column(weight)];
        }
        return FallbackAdvance(rune);
    }

    /// <summary>The table of the first characters, which texts in Latin script live in.</summary>
    internal static ReadOnlySpan<ushort> DenseTable(FontWeight weight) => weight switch
    {
        FontWeight.Regular => Regular,
        FontWeight.SemiBold => SemiBold,
        _ => Bold,
    };

    /// <summary>Whether a line may break before or after the character without a space: Han, kana.</summary>
    internal static bool IsIdeographic(int c) =>
        c is >= 0x2E80 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0xFF00 and <= 0xFF60 or >= 0x20000 and <= 0x3FFFF;

    private static int Column(FontWeight weight) => weight switch { FontWeight.Regular => 0, FontWeight.SemiBold => 1, _ => 2 };

    private static ushort[] Dense(ReadOnlySpan<ushort> table)
    {
        var widths = table.ToArray();
        for (var c = 0x21; c < widths.Length; c++)
            if (widths[c] == 0) widths[c] = (ushort)FallbackAdvance(new Rune(c));
        widths['\t'] = widths['\n'] = widths['\r'] = widths[' '];
        return widths;
    }

    private static int FallbackAdvance(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
        UnicodeCategory.UppercaseLetter => 740,
        _ => ScriptAdvance(rune.Value),
    };

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format;

    /// <summary>Typical widths of common fonts for a script, rounded up.</summary>
    private static int ScriptAdvance(int c) => c switch
    {
        < 0x0370 => 600,
        < 0x0400 => 620, // Greek
        < 0x0530 => 660, // Cyrillic
        < 0x0600 => 700, // Armenian, Hebrew
        < 0x0780 => 640, // Arabic, Syriac
        < 0x0E00 => 780, // the scripts of India
        < 0x0F00 => 660, // Thai, Lao
        < 0x1100 => 760, // Tibetan, Myanmar, Georgian
        < 0x1200 => 1000, // Hangul letters
        < 0x1E00 => 800, // Ethiopic, Cherokee, Khmer, Mongolian
        < 0x2000 => 640, // Latin and Greek additions
        < 0x2190 => 800, // punctuation, currency, letter-like
        < 0x2600 => 1000, // arrows, operators, shapes
        < 0x2E80 => 1300, // symbols that are drawn as emoji, dingbats
        < 0xA000 => 1000, // Han, kana
        < 0xAC00 => 800,
        < 0xD7B0 => 1000, // Hangul
        < 0xF900 => 1000,
        < 0xFB00 => 1000,
        < 0xFE30 => 640, // Arabic forms
        < 0xFF61 => 1000, // full-width forms
        < 0x10000 => 560, // half-width forms
        < 0x1F000 => 900,
        < 0x20000 => 1300, // emoji
        _ => 1000,
    };
}

/// <summary>The weights of the shipped font.</summary>
public enum FontWeight : short
{
    /// <summary>400.</summary>
    Regular = 400,
    /// <summary>600.</summary>
    SemiBold = 600,
    /// <summary>700.</summary>
    Bold = 700,
}
