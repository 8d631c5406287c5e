using System.Globalization;
using System.Text;
using Ramify.Maps;

namespace Ramify.Text;

/// <summary>Finds nodes of one map by words in their text, case and accents ignored.</summary>
public static class TextSearch
{
    /// <summary>The nodes that hold the words as they stand, in reading order. O(length of all texts).</summary>
    /// <param name="map">The map.</param>
    /// <param name="words">What is looked for; of nothing there is nothing.</param>
    public static IEnumerable<Node> Find(MindMap map, string words)
    {
        var sought = Plain(words.AsSpan().Trim());
        if (sought.Length == 0) yield break;
        foreach (var node in map.Nodes)
            if (Plain(node.Text).Contains(sought, StringComparison.Ordinal)) yield return node;
    }

    /// <summary>A text without case and accents; any white space is one space.</summary>
    public static string Plain(ReadOnlySpan<char> text)
    {
        if (Ascii.IsValid(text) && !text.ContainsAny('\n', '\t', '\r')) return Lower(text);
        var plain = new StringBuilder(text.Length);
        foreach (var letter in text)
        {
            if (CharUnicodeInfo.GetUnicodeCategory(letter) is UnicodeCategory.NonSpacingMark) continue;
            plain.Append(letter is >= First and < (char)(First + 192) ? BaseLetters[letter - First] : char.IsWhiteSpace(letter) ? ' ' : char.ToLowerInvariant(letter));
        }
        return plain.ToString();
    }

    private const char First = '\u00C0';

    // The letters from U+00C0 on without their accents, in lower case: the program knows no culture's tables (InvariantGlobalization).
    private const string BaseLetters =
        "aaaaaaæceeeeiiiiðnooooo×ouuuuyþßaaaaaaæceeeeiiiiðnooooo÷ouuuuyþy"
        + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiĳĳjjkkĸllllllŀ"
        + "ŀllnnnnnnŉŋŋooooooœœrrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzſ";

    private static string Lower(ReadOnlySpan<char> text) => string.Create(text.Length, text, (to, from) => from.ToLowerInvariant(to));
}
