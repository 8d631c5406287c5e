using System.Buffers;
using System.Globalization;
using System.Text;
using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>One line of a wrapped text.</summary>
/// <param name="Start">Where its first character stands in the text.</param>
/// <param name="Length">UTF-16 units without the white space at its end.</param>
/// <param name="Width">Its width in 1/1000 em.</param>
public readonly record struct TextLine(int Start, int Length, int Width);

/// <summary>Extra room between letters, words and lines, as a reader may ask for (WCAG 1.4.12).</summary>
/// <param name="Letter">Added to every character, 1/1000 em.</param>
/// <param name="Word">Added to every space, 1/1000 em.</param>
/// <param name="Line">Factor of the line height, 1/1000; 1000 leaves it.</param>
public readonly record struct TextSpacing(int Letter, int Word, int Line)
{
    /// <summary>As the styles have it.</summary>
    public static TextSpacing Normal { get; } = new(0, 0, 1000);

    /// <summary>The spacing that WCAG 1.4.12 names: 0.12 em, 0.16 em, lines 1.5 em apart.</summary>
    public static TextSpacing Wide { get; } = new(120, 160, 1220);
}

/// <summary>
/// Breaks a text into balanced lines: as few as fit the limit, then the narrowest box with that many, and no last line
/// of one word where another break has as many lines.
/// </summary>
/// <remarks>
/// Works on chunks: the stretches between places where a line may break. A line's width is the sum of its chunks and
/// of the spaces inside. The narrowest box is found by trying widths: each try is one greedy pass over the chunks.
/// An instance keeps its buffer for the next text and is used by one thread.
/// </remarks>
internal sealed class Wrap(TextSpacing spacing)
{
    private const int LongWord = 14;

    /// <summary>More than the squared room of all lines of a text.</summary>
    private const long LineCost = 1L << 44;

    /// <summary>Texts of more chunks are broken greedily.</summary>
    private const int MostEven = 400;

    private Chunk[] chunks = new Chunk[64];
    private int[] ends = new int[64];
    private readonly long[] costs = new long[MostEven + 1];
    private int count;

    private record struct Chunk(int Start, int End, int Width, int Space);

    /// <summary>Wraps a text and appends its lines; at least one, even for an empty text.</summary>
    /// <param name="text">The text as written; a newline always breaks.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="limit">Widest line, in 1/1000 em.</param>
    /// <param name="lines">Where the lines go.</param>
    /// <returns>The width of the widest line, in 1/1000 em.</returns>
    public int Break(string text, FontWeight weight, int limit, GrowingArray<TextLine> lines)
    {
        var widest = 0;
        for (var start = 0; ;)
        {
            var end = text.AsSpan(start).IndexOf('\n') is var at && at < 0 ? text.Length : start + at;
            Measure(text, start, end, FontMetrics.DenseTable(weight), weight, limit);
            widest = Math.Max(widest, BreakParagraph(start, limit, lines));
            if (end == text.Length) return widest;
            start = end + 1;
        }
    }

    /// <summary>Cuts a paragraph into chunks and measures them.</summary>
    private void Measure(string text, int start, int end, ReadOnlySpan<ushort> dense, FontWeight weight, int limit)
    {
        count = 0;
        var i = start;
        while (i < end && IsSpace(text[i])) i++;
        while (i < end)
        {
            var (from, width, isPlain) = (i, 0, true);
            for (; i < end && !IsSpace(text[i]); i++)
            {
                var c = text[i];
                if (c < 0x300)
                {
                    width += dense[c] + spacing.Letter;
                    continue;
                }
                isPlain = false;
                Rune.DecodeFromUtf16(text.AsSpan(i, end - i), out var rune, out var used);
                width += AdvanceOf(rune, weight);
                i += used - 1;
            }
            if (isPlain && width <= limit && i - from < LongWord) Add(new Chunk(from, i, width, 0));
            else Split(text, from, i, weight, limit);
            var space = i;
            while (i < end && IsSpace(text[i])) i++;
            // A run of white space is drawn as one space.
            if (i > space) chunks[count - 1].Space = dense[' '] + spacing.Letter + spacing.Word;
        }
    }

    /// <summary>Cuts one word where it may break inside: after hyphens and slashes, beside ideographs, and at the limit.</summary>
    private void Split(string text, int start, int end, FontWeight weight, int limit)
    {
        var (from, width, previous) = (start, 0, 0);
        for (var i = start; i < end;)
        {
            Rune.DecodeFromUtf16(text.AsSpan(i, end - i), out var rune, out var used);
            var advance = AdvanceOf(rune, weight);
            if (i > from && advance > 0 && (width + advance > limit && previous != 0x200D
                || BreaksBetween(previous, rune, end - start)))
            {
                Add(new Chunk(from, i, width, 0));
                (from, width) = (i, 0);
            }
            width += advance;
            previous = rune.Value;
            i += used;
        }
        Add(new Chunk(from, end, width, 0));
    }

    private static bool BreaksBetween(int left, Rune right, int wordLength)
    {
        if (left is '-' or '/' or 0x2010 or 0x2013 or 0x2014) return wordLength >= LongWord && Rune.IsLetterOrDigit(right);
        return (FontMetrics.IsIdeographic(left) || FontMetrics.IsIdeographic(right.Value)) && !ClingsToTheLeft(right) && !OpensBracket(left);
    }

    private static bool ClingsToTheLeft(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherPunctuation
        or UnicodeCategory.ClosePunctuation or UnicodeCategory.FinalQuotePunctuation or UnicodeCategory.ModifierLetter;

    private static bool OpensBracket(int c) =>
        Rune.IsValid(c) && Rune.GetUnicodeCategory(new Rune(c)) is UnicodeCategory.OpenPunctuation or UnicodeCategory.InitialQuotePunctuation;

    private int AdvanceOf(Rune rune, FontWeight weight) =>
        FontMetrics.Advance(rune, weight) is var advance && advance > 0 ? advance + spacing.Letter : 0;

    // Not the no-break space.
    private static bool IsSpace(char c) => c is ' ' or '\t' or '\r';

    private void Add(Chunk chunk)
    {
        if (count == chunks.Length)
        {
            Array.Resize(ref chunks, count * 2);
            Array.Resize(ref ends, count * 2);
        }
        chunks[count++] = chunk;
    }

    private int BreakParagraph(int start, int limit, GrowingArray<TextLine> lines)
    {
        if (count == 0)
        {
            lines.Add(new TextLine(start, 0, 0));
            return 0;
        }
        var lineCount = 1;
        for (var at = Reach(0, count, limit, out _); at < count; lineCount++) at = Reach(at, count, limit, out _);
        var width = lineCount == 1 ? limit : Narrowest(lineCount, limit);
        return Emit(lineCount, width, lines);
    }

    /// <summary>The end of the greedy line from a chunk; how much wider the limit must be to take one chunk more.</summary>
    private int Reach(int from, int to, int limit, out int needed)
    {
        var width = chunks[from].Width;
        needed = int.MaxValue;
        for (var i = from + 1; i < to; i++)
        {
            var wider = width + chunks[i - 1].Space + chunks[i].Width;
            if (wider > limit)
            {
                needed = wider;
                return i;
            }
            width = wider;
        }
        return to;
    }

    /// <summary>The least width with this many lines, the last of them with more than one chunk where that can be.</summary>
    private int Narrowest(int lineCount, int limit)
    {
        var (total, widest) = (0, 0);
        for (var i = 0; i < count; i++)
        {
            total += chunks[i].Width + (i + 1 < count ? chunks[i].Space : 0);
            widest = Math.Max(widest, chunks[i].Width);
        }
        // Spaces at the line ends are not drawn, so this bound leaves one out for each break.
        var start = Math.Max(widest, (total - (lineCount - 1) * 1000) / lineCount);
        return Search(lineCount, start, limit, keepTwo: count > lineCount) is { } width ? width : Search(lineCount, start, limit, keepTwo: false) ?? limit;
    }

    private int? Search(int lineCount, int width, int limit, bool keepTwo)
    {
        // From below, each time to the least width that changes a line; after some steps halve what is left.
        var high = limit;
        for (var step = 0; width <= high; step++)
        {
            if (Fits(lineCount, width, keepTwo, out var next)) return width;
            if (next > high) return null;
            if (step < 12) { width = next; continue; }
            if (!Fits(lineCount, high, keepTwo, out _)) return null;
            for (var low = next; low < high;)
            {
                var middle = low + (high - low) / 2;
                if (Fits(lineCount, middle, keepTwo, out _)) high = middle;
                else low = middle + 1;
            }
            return high;
        }
        return null;
    }

    private bool Fits(int lineCount, int width, bool keepTwo, out int next)
    {
        var (at, to) = (0, keepTwo ? count - 2 : count);
        next = int.MaxValue;
        for (var line = 1; line < lineCount && at < to; line++)
        {
            at = Reach(at, to, width, out var needed);
            next = Math.Min(next, needed);
        }
        if (at >= count) return true;
        var end = Reach(at, count, width, out var last);
        next = Math.Min(next, last);
        return end == count;
    }

    private int Emit(int lineCount, int width, GrowingArray<TextLine> lines)
    {
        if (lineCount > 2 && count <= MostEven) EvenOut(width, keepTwo: count > lineCount);
        else BreakGreedily(lineCount, width);
        var widest = 0;
        for (var at = 0; at < count; at = ends[at])
        {
            var end = ends[at];
            var sum = chunks[end - 1].Width;
            for (var i = at; i < end - 1; i++) sum += chunks[i].Width + chunks[i].Space;
            lines.Add(new TextLine(chunks[at].Start, chunks[end - 1].End - chunks[at].Start, sum));
            widest = Math.Max(widest, sum);
        }
        return widest;
    }

    private void BreakGreedily(int lineCount, int width)
    {
        var keepTwo = lineCount > 1 && count > lineCount && Fits(lineCount, width, keepTwo: true, out _);
        for (var (at, line) = (0, 1); at < count; line++)
        {
            var to = keepTwo && line < lineCount ? count - 2 : count;
            at = ends[at] = Reach(at, to, width, out _);
        }
    }

    /// <summary>
    /// Within the width found, the fewest lines and of those the most even: least sum of squared room at their ends, the
    /// last line's counting little. Backwards over the chunks, each with the lines that may start there.
    /// </summary>
    private void EvenOut(int width, bool keepTwo)
    {
        costs[count] = 0;
        for (var from = count - 1; from >= 0; from--)
        {
            costs[from] = long.MaxValue;
            var line = chunks[from].Width;
            for (var end = from + 1; ; end++)
            {
                long room = width - line;
                var cost = room * room;
                if (end == count) cost = cost / 8 + (keepTwo && from == count - 1 ? LineCost / 2 : 0);
                cost += LineCost + costs[end];
                if (cost < costs[from]) (costs[from], ends[from]) = (cost, end);
                if (end == count) break;
                line += chunks[end - 1].Space + chunks[end].Width;
                if (line > width) break;
            }
        }
    }
}
