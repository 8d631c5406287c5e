using System.Buffers;
using System.Globalization;

namespace Ramify.Maps;

/// <summary>
/// What every text goes through before it enters a map: control characters go (tab and line feed stay), line separators
/// become line feeds, stray surrogates become U+FFFD, and a letter keeps at most eight combining or zero-width marks.
/// Direction marks stay as written: whatever shows a text isolates it.
/// </summary>
public static class CleanText
{
    /// <summary>The text, cleaned; the same string where nothing had to change. Line ends become line feeds.</summary>
    public static string Of(string text)
    {
        if (text.Contains('\r', StringComparison.Ordinal))
            text = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        if (FirstSuspect(text) == text.Length) return text;
        var chars = text.ToCharArray();
        var length = Clean(chars, out _);
        return new string(chars, 0, length);
    }

    /// <summary>Cleans in place and says how long the text is then. Carriage returns stay: they may end lines.</summary>
    internal static int Clean(Span<char> text, out CleanFindings findings)
    {
        findings = new CleanFindings();
        var from = FirstSuspect(text);
        int to = from, marks = 0;
        for (; from < text.Length; from++)
        {
            var c = text[from];
            if (c < '\u0300')
            {
                marks = 0;
                if (IsControl(c)) findings.Control(to);
                else text[to++] = c;
            }
            else if (char.IsSurrogate(c))
            {
                var isPair = char.IsHighSurrogate(c) && from + 1 < text.Length && char.IsLowSurrogate(text[from + 1]);
                if (!isPair)
                {
                    findings.Invalid(to);
                    text[to++] = '\uFFFD';
                }
                else if (Keeps(CharUnicodeInfo.GetUnicodeCategory(char.ConvertToUtf32(c, text[from + 1])), c, ref marks))
                {
                    text[to++] = c;
                    text[to++] = text[++from];
                }
                else
                {
                    findings.Mark(to);
                    from++;
                }
            }
            else if (c is '\u2028' or '\u2029') text[to++] = '\n';
            else if (c is '\uFEFF') findings.Control(to);
            else if (c is '\uFFFE' or '\uFFFF')
            {
                findings.Invalid(to);
                text[to++] = '\uFFFD';
            }
            else if (Keeps(CharUnicodeInfo.GetUnicodeCategory(c), c, ref marks)) text[to++] = c;
            else findings.Mark(to);
        }
        return to;
    }

    /// <summary>Where the slow look has to begin: most texts hold nothing but letters and punctuation.</summary>
    private static int FirstSuspect(ReadOnlySpan<char> text)
    {
        var at = 0;
        while (true)
        {
            var ascii = text[at..].IndexOfAnyExcept(PlainAscii);
            if (ascii < 0) return text.Length;
            var from = at += ascii;
            while (at < text.Length && text[at] > '\u007F' && IsPlain(text[at])) at++;
            if (at == from) return at;
        }
    }

    // Skipped many at a time: most of most texts.
    private static readonly SearchValues<char> PlainAscii =
        SearchValues.Create("\t\n\r !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~");

    private static bool IsPlain(char c) =>
        c < '\u0300' ? !IsControl(c) : c is >= '\u2010' and <= '\u2027' or >= '\u3040' and <= '\u3098' or >= '\u4E00' and <= '\u9FFF';

    private static bool IsControl(char c) => c < ' ' ? c is not ('\t' or '\n' or '\r') : c is >= '\u007F' and <= '\u009F';

    /// <summary>Whether a character stays: all but the ninth and further marks on one letter.</summary>
    private static bool Keeps(UnicodeCategory category, char c, ref int marks)
    {
        var isMark = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark
            || c is >= '\u200B' and <= '\u200D' or '\u2060';
        marks = isMark ? marks + 1 : 0;
        return marks <= MapLimits.CombiningRun;
    }
}

/// <summary>What cleaning found: how many of each, and where the first stands in the cleaned text.</summary>
internal struct CleanFindings
{
    public int Controls, FirstControl, InvalidUnits, FirstInvalid, Marks, FirstMark;

    public void Control(int at) => Count(ref Controls, ref FirstControl, at);

    public void Invalid(int at) => Count(ref InvalidUnits, ref FirstInvalid, at);

    public void Mark(int at) => Count(ref Marks, ref FirstMark, at);

    private static void Count(ref int count, ref int first, int at)
    {
        if (count++ == 0) first = at;
    }
}
