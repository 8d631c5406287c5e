using System.Buffers;
using System.Globalization;
using System.Text;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Formats;

/// <summary>
/// A map as Markdown: each root a heading, its main branches headings where all are short, everything below a nested
/// list. A shared node stands where the outline first visits it and is linked from its further parents.
/// </summary>
public static class MarkdownText
{
    /// <summary>Writes a map as UTF-8.</summary>
    public static void Write(MindMap map, IBufferWriter<byte> to) => new MarkdownWriter(map, to).Write();

    /// <summary>What of a map its Markdown cannot say.</summary>
    public static IReadOnlyList<Loss> Losses(MindMap map)
    {
        var losses = new LossList();
        MapLosses.AddInfo(losses, map.Info with { Description = null });
        foreach (var node in map.Nodes)
            if (!ReferenceEquals(node.Details, NodeDetails.None))
                MapLosses.AddDetails(losses, node.Details with { Note = null, Link = null });
        foreach (var node in MapLosses.ChosenPrimaries(map)) losses.Add("primary parents", node.Text.Length > 0 ? node.Text : "(no text)");
        foreach (var link in map.Links) losses.Add("links", $"{link.From.Text} {link.Kind} {link.To.Text}");
        return losses.Losses;
    }
}

internal sealed class MarkdownWriter(MindMap map, IBufferWriter<byte> to)
{
    private const int LongestHeading = 80;
    private readonly Dictionary<Node, int> anchors = [];
    private readonly StringBuilder line = new();
    private readonly Encoder encoder = Encoding.UTF8.GetEncoder();

    public void Write()
    {
        WriteFrontMatter();
        var lastWasList = false;
        var listFrom = 1;
        foreach (var (node, depth, entry, first) in Outline.Of(map))
        {
            if (depth == 0) listFrom = HasHeadings(node) ? 2 : 1;
            var isHeading = depth < listFrom;
            if (isHeading || !lastWasList) line.Append('\n');
            if (isHeading) line.Append('#', depth + 1).Append(' ');
            else line.Append(' ', 2 * (depth - listFrom)).Append("- ");
            WriteText(node, isHeading ? null : new string(' ', 2 * (depth - listFrom) + 2), first);
            if (first) WriteNote(node, isHeading ? "" : new string(' ', 2 * (depth - listFrom) + 2), isHeading);
            Flush();
            lastWasList = !isHeading;
        }
    }

    private void WriteFrontMatter()
    {
        var titleIsRoot = map.Roots.Length == 1 && map.Roots[0].Node.Text == map.Info.Title;
        // A document with several beginnings would get a root above them; this says that it is a forest.
        var isForest = map.Roots.Length != 1;
        if ((titleIsRoot || map.Info.Title.Length == 0) && map.Info.Description is null && !isForest) return;
        line.Append("---\n");
        if (isForest) line.Append(CultureInfo.InvariantCulture, $"roots: {map.Roots.Length}\n");
        if (!titleIsRoot) line.Append("title: ").Append(Quoted(map.Info.Title)).Append('\n');
        if (map.Info.Description is { } description) line.Append("description: ").Append(Quoted(description)).Append('\n');
        line.Append("---\n");
        Flush();
    }

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal)}\"";

    /// <summary>A long sentence makes no heading, and what follows a heading is below it: so all main branches or none.</summary>
    private static bool HasHeadings(Node root)
    {
        var anyBranch = false;
        foreach (var child in root.Children)
        {
            if (child.Node.Text.Length is 0 or > LongestHeading || child.Node.Text.Contains('\n', StringComparison.Ordinal)) return false;
            anyBranch |= child.Node.Children.Length > 0;
        }
        return anyBranch;
    }

    private void WriteText(Node node, string? continuation, bool first)
    {
        var start = line.Length;
        var address = first ? node.Details.Link : null;
        if (node.IsShared && first) line.Append("<a id=\"").Append(AnchorOf(node)).Append("\"></a>");
        var target = first ? address : "#" + AnchorOf(node);
        if (target is not null) line.Append('[');
        // An empty list item would not end the paragraph above it.
        if (node.Text.Length == 0 && line.Length == start && continuation is not null) line.Append("<!-- -->");
        // "[x](address)" would be a ticked box.
        if (target is not null && node.Text is "x" or "X") line.Append("&#").Append((int)node.Text[0]).Append(';');
        else MarkdownEscape.Append(line, node.Text, atLineStart: line.Length == start, continuation);
        if (target is not null) line.Append("](").Append(target.Replace(")", "%29", StringComparison.Ordinal)).Append(')');
        line.Append('\n');
    }

    private string AnchorOf(Node node)
    {
        if (!anchors.TryGetValue(node, out var number)) anchors.Add(node, number = anchors.Count + 1);
        return "shared-" + number.ToString(CultureInfo.InvariantCulture);
    }

    private void WriteNote(Node node, string indent, bool afterHeading)
    {
        if (node.Details.Note is not { Length: > 0 } note) return;
        if (afterHeading) line.Append('\n');
        // Quotes end at an empty line, and two of them are one: such notes keep their line ends as references.
        var isPlain = note[0] != '\n' && note[^1] != '\n' && !note.Contains("\n\n\n", StringComparison.Ordinal);
        foreach (var part in isPlain ? note.Split('\n') : [note])
        {
            line.Append(indent).Append("> ");
            MarkdownEscape.Append(line, part, atLineStart: true, continuation: null);
            line.Append('\n');
        }
    }

    private void Flush()
    {
        // The encoder remembers half a surrogate pair at the end of a chunk.
        foreach (var chunk in line.GetChunks()) encoder.Convert(chunk.Span, to, flush: false, out _, out _);
        line.Clear();
    }
}

/// <summary>Text that Markdown shows as it is.</summary>
internal static class MarkdownEscape
{
    private const string Everywhere = "\\`*_[]<>&|~";
    private const string AtLineStart = "#+-=";

    public static void Append(StringBuilder to, ReadOnlySpan<char> text, bool atLineStart, string? continuation)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            // At an edge of a line white space would be cut off, and a line end would be none.
            var isEdge = i == 0 || i == text.Length - 1 || text[i - 1] == '\n' || text[i + 1] == '\n';
            if (c == '\n' && (continuation is null || isEdge)) to.Append("&#10;");
            else if (c == '\n')
            {
                to.Append("\\\n").Append(continuation);
                atLineStart = true;
                continue;
            }
            else if (c is ' ' or '\t' && isEdge) to.Append(c == ' ' ? "&#32;" : "&#9;");
            else if (Everywhere.Contains(c, StringComparison.Ordinal) || (atLineStart && AtLineStart.Contains(c, StringComparison.Ordinal)) || IsClosing(text, i)) to.Append('\\').Append(c);
            else if (atLineStart && char.IsAsciiDigit(c)) i += AppendNumber(to, text[i..]) - 1;
            else to.Append(c);
            atLineStart = false;
        }
    }

    /// <summary>"## C #" would lose its last mark.</summary>
    private static bool IsClosing(ReadOnlySpan<char> text, int i) => text[i] == '#' && i > 0 && (text[i - 1] is ' ' or '\t' or '\n');

    /// <summary>"1928. A year" would begin a numbered list.</summary>
    private static int AppendNumber(StringBuilder to, ReadOnlySpan<char> text)
    {
        var digits = text.IndexOfAnyExceptInRange('0', '9');
        if (digits < 0) digits = text.Length;
        to.Append(text[..digits]);
        if (digits < text.Length && (text[digits] is '.' or ')')) to.Append('\\').Append(text[digits++]);
        return digits;
    }
}
