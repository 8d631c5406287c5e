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

/// <summary>Counts the characters that could not be drawn.</summary>
internal sealed class GlyphReport
{
    private readonly Dictionary<Rune, int> missing = [];

    public void AddMissing(Rune rune) => missing[rune] = missing.GetValueOrDefault(rune) + 1;

    /// <summary>In the order of their code points.</summary>
    public IReadOnlyList<MissingGlyph> Missing => [.. missing.OrderBy(m => m.Key.Value).Select(m => new MissingGlyph(m.Key.ToString(), m.Value))];
}
