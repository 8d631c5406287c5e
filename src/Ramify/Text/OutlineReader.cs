using System.Text;
using Ramify.Maps;

namespace Ramify.Text;

/// <summary>
/// Reads the lines of an outline into items. Two passes over the text, both linear: the first learns what the lines
/// have in common (bullets, page frame, what a tab stands for), the second makes the items and stops at a limit.
/// </summary>
internal ref struct OutlineReader
{
    private readonly ReadOnlySpan<char> text;
    private readonly MapLimits limits;
    private readonly GrowingArray<OutlineItem> items = new();
    private readonly List<OutlineNotation.LinkLine> links = [];
    private readonly GrowingArray<Open> open = new();
    private readonly StringBuilder wrapped = new();
    private readonly OutlineFacts facts;
    private ReadOnlySpan<char> current;
    private bool hasCurrent, isWrapped;
    private int textColumn;

    /// <summary>An item that can still get children. The rank puts a line without bullet above bullets in its column.</summary>
    private readonly record struct Open(int Item, long Rank, bool HasBullet);

    public OutlineReader(ReadOnlySpan<char> text, MapLimits limits)
    {
        this.text = text;
        this.limits = limits;
        facts = OutlineFacts.Of(text);
    }

    /// <summary>What was read; valid after <see cref="Read"/>.</summary>
    public readonly Span<OutlineItem> Items => items.Span;

    public readonly IReadOnlyList<OutlineNotation.LinkLine> Links => links;

    public readonly OutlineFacts Facts => facts;

    /// <summary>Reads all lines; returns why it stopped, or null.</summary>
    public Refusal? Read()
    {
        var lines = new Lines(text);
        var afterBlank = true;
        while (lines.MoveNext())
        {
            if (lines.Number <= facts.Frame.HeaderEnd) continue;
            if (lines.Number >= facts.Frame.FooterStart) break;
            var indent = Indent.Of(lines.Current);
            var isBlank = indent.Length == lines.Current.Length;
            if (!isBlank && Take(lines.Current, indent, lines.Number, afterBlank) is { } refusal) return refusal;
            afterBlank = isBlank;
        }
        FinishText();
        CloseDownTo(0);
        return null;
    }

    private Refusal? Take(ReadOnlySpan<char> line, Indent indent, int number, bool afterBlank)
    {
        if (indent.Tabs > limits.Depth || indent.Spaces > WidestStep * (long)limits.Depth) return TooDeep(number);
        var content = line[indent.Length..];
        if (content[0] == '\\' && ContinuesBrokenLine(content)) return CheckLength(number);
        var bullet = Bullet.Length(content, out var kind);
        if (!facts.Bullets.Takes(kind)) bullet = 0;
        if (OutlineNotation.ReadLink(content[bullet..], number) is { } link)
        {
            links.Add(link);
            return links.Count > limits.Links
                ? new Refusal("too_many_links", $"The outline has more than {limits.Links} links. Split it into several maps.", number) : null;
        }
        var column = indent.Spaces + (long)indent.Tabs * facts.TabWidth;
        if (bullet == 0 && !afterBlank && IsContinuation(column)) return Append(content, number);
        return Begin(content, bullet, column, number);
    }

    // No outline steps by more than eight blanks a level; one that does is indented, not deep.
    private const int WidestStep = 8;

    /// <summary>A line that begins with a backslash goes on a line that ended with one: a line break within a text.</summary>
    private bool ContinuesBrokenLine(ReadOnlySpan<char> content)
    {
        if (!hasCurrent || !EndsWithBackslash) return false;
        StartWrapping();
        wrapped.Length--;
        wrapped.Append('\n').Append(content[1..]);
        return true;
    }

    private readonly bool EndsWithBackslash => isWrapped ? wrapped.Length > 0 && wrapped[^1] == '\\' : current is [.., '\\'];

    /// <summary>Whether a line without bullet is the wrapped rest of the item before it.</summary>
    private readonly bool IsContinuation(long column)
    {
        if (!facts.Bullets.Any || !hasCurrent || !open[open.Count - 1].HasBullet || column > textColumn) return false;
        // Where a line without bullet opened a level at this column, this one opens the next.
        foreach (var item in open.Span)
            if (!item.HasBullet && item.Rank == 2 * column) return false;
        return true;
    }

    private Refusal? Append(ReadOnlySpan<char> content, int number)
    {
        StartWrapping();
        if (wrapped.Length > 0 && wrapped[^1] is not (' ' or '\t')) wrapped.Append(' ');
        wrapped.Append(content);
        return CheckLength(number);
    }

    private void StartWrapping()
    {
        if (!isWrapped) wrapped.Clear().Append(current);
        isWrapped = true;
    }

    private Refusal? Begin(ReadOnlySpan<char> content, int bullet, long column, int number)
    {
        FinishText();
        var rank = 2 * column + (bullet > 0 && facts.Bullets.Any ? 1 : 0);
        var depth = open.Count;
        while (depth > 0 && open[depth - 1].Rank >= rank) depth--;
        CloseDownTo(depth);
        if (depth > limits.Depth) return TooDeep(number);
        if (items.Count >= (long)limits.Nodes + limits.Links) return TooManyNodes(limits, number);

        items.Add(new OutlineItem { Text = "", Line = number, Parent = depth == 0 ? -1 : open[depth - 1].Item });
        open.Add(new Open(items.Count - 1, rank, bullet > 0));
        current = content[bullet..];
        (hasCurrent, isWrapped) = (true, false);
        textColumn = (int)Math.Min(int.MaxValue, column + bullet + content[..bullet].Count('\t') * (facts.TabWidth - 1L));
        return CheckLength(number);
    }

    private readonly Refusal? CheckLength(int number) =>
        (isWrapped ? wrapped.Length : current.Length) <= limits.TextLength ? null
        : new Refusal("text_too_long", $"Line {number} makes one text of more than {limits.TextLength} characters. Split it into several nodes.", number);

    private readonly void FinishText()
    {
        if (!hasCurrent) return;
        ref var item = ref Items[^1];
        item.Text = OutlineNotation.Read(isWrapped ? wrapped.ToString() : current, out item.Name);
    }

    private readonly void CloseDownTo(int depth)
    {
        for (var i = depth; i < open.Count; i++) Items[open[i].Item].End = items.Count;
        open.CutTo(depth);
    }

    private readonly Refusal TooDeep(int number) =>
        new("too_deep", $"Line {number} is deeper than {limits.Depth} levels. Divide the branch.", number);

    internal static Refusal TooManyNodes(MapLimits limits, int number) =>
        new("too_many_nodes", $"The outline has more than {limits.Nodes} nodes at line {number}; a map holds {limits.Nodes}. Split it into several maps.", number);
}
