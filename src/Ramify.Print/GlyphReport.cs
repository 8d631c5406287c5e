using System.Text;

namespace Ramify.Print;

/// <summary>A character that no font had, and which is drawn as the font's mark for that.</summary>
/// <param name="Character">The character.</param>
/// <param name="Count">How often it was met.</param>
public sealed record MissingGlyph(string Character, int Count)
{
    /// <summary>Its code point as people look it up: "U+4E2D".</summary>
    public string CodePoint => $"U+{Rune.GetRuneAt(Character, 0).Value:X4}";
}

/// <summary>Counts the characters that could not be drawn, or not as their script wants it.</summary>
internal sealed class GlyphReport
{
    private readonly Dictionary<Rune, int> missing = [];
    private readonly SortedSet<string> unshaped = new(StringComparer.Ordinal);

    public void AddMissing(Rune rune) => missing[rune] = missing.GetValueOrDefault(rune) + 1;

    /// <summary>Notes a character that is drawn.</summary>
    public void Add(Rune rune)
    {
        if (ShapedScript(rune.Value) is { } script) unshaped.Add(script);
    }

    /// <summary>Scripts whose letters change their form beside one another, which is not done here.</summary>
    public IReadOnlyList<string> Unshaped => [.. unshaped];

    private static string? ShapedScript(int c) => c switch
    {
        >= 0x0600 and <= 0x06FF or >= 0x0750 and <= 0x077F or >= 0x08A0 and <= 0x08FF => "Arabic",
        >= 0x0700 and <= 0x074F => "Syriac",
        >= 0x0900 and <= 0x0DFF => "the scripts of India",
        >= 0x0F00 and <= 0x109F or >= 0x1780 and <= 0x17FF => "Tibetan, Myanmar or Khmer",
        _ => null,
    };

    /// <summary>In the order of their code points.</summary>
    public IReadOnlyList<MissingGlyph> Missing => [.. missing.OrderBy(m => m.Key.Value).Select(m => new MissingGlyph(m.Key.ToString(), m.Value))];
}
