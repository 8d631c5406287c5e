using System.Globalization;
using System.Net;
using System.Text;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Formats;

/// <summary>
/// Reads and writes Mermaid's mindmap. It has one root, a text a node and nothing else: a shared node is repeated, several
/// roots get one above them; both are told before.
/// </summary>
internal static class Mermaid
{
    public const string Id = "mermaid";

    private static readonly System.Buffers.SearchValues<char> Brackets = System.Buffers.SearchValues.Create("[](){}");

    // Longest first: "((" begins with "(".
    private static readonly (string Open, string Close)[] Shapes =
        [("((", "))"), ("{{", "}}"), ("))", "(("), ("[", "]"), ("(", ")"), (")", "(")];

    public static MapReading Read(ReadOnlyMemory<byte> bytes, string? fileName, MapLimits limits) =>
        Intake.Run(Id, limits, fileName, bytes.Length, intake =>
        {
            var text = XmlDecoding.Text(intake, bytes.Span);
            var sheet = new Sheet(intake);
            sheet.Roots.AddRange(Topics(intake, text, 1));
            if (sheet.Roots.Count == 0) throw new RefusedException("empty", "There is nothing below the word mindmap; write the root on the next line.");
            sheet.Info = new MapInfo { Title = MapWalk.FirstLine(sheet.Roots[0].Text) };
            sheet.Finish();
        });

    /// <summary>Whether a text is a mindmap: its first word behind front matter, comments and directives.</summary>
    public static bool Is(string text) => Begin(Lines(text)) >= 0;

    /// <summary>The roots of a mindmap; the first line is the given one of the file.</summary>
    public static List<Topic> Topics(Intake intake, string text, int firstLine)
    {
        var lines = Lines(text);
        var roots = new List<Topic>();
        var open = new Stack<(int Indent, Topic Topic)>();
        Topic? last = null;
        for (var i = Begin(lines) + 1; i > 0 && i < lines.Count; i++)
        {
            var line = lines[i];
            var trimmed = line.Trim();
            var comment = trimmed.IndexOf("%%", StringComparison.Ordinal);
            if (trimmed.Length == 0 || comment == 0) continue;
            if (trimmed.StartsWith("::icon(", StringComparison.Ordinal)) last?.Icon(trimmed[7..].TrimEnd(')'));
            else if (!trimmed.StartsWith(":::", StringComparison.Ordinal))
            {
                var indent = Indent(line);
                // A quoted text may run over several lines.
                var start = i;
                if (IsUnclosed(trimmed)) trimmed = Quoted(intake, lines, ref i, firstLine);
                last = intake.Topic("", firstLine + start);
                last.Text = Label(intake, last, trimmed);
                while (open.TryPeek(out var top) && top.Indent >= indent) open.Pop();
                if (open.TryPeek(out var parent)) parent.Topic.Add(last);
                else roots.Add(last);
                open.Push((indent, last));
            }
        }
        return roots;
    }

    /// <summary>Writes a map.</summary>
    public static byte[] Write(MindMap map)
    {
        var text = new StringBuilder("mindmap\n");
        var extra = map.Roots.Length == 1 ? 1 : 2;
        var number = 0;
        if (extra == 2) Line(0, map.Info.Title);
        foreach (var line in Outline.Of(map)) Line(line.Depth + extra - 1, line.Node.Text);
        return Encoding.UTF8.GetBytes(text.ToString());

        void Line(int depth, string label) =>
            text.Append(' ', 2 * (depth + 1)).Append(CultureInfo.InvariantCulture, $"n{++number}[\"").Append(Escaped(CleanText.Of(label))).Append("\"]\n");
    }

    /// <summary>What the file lacks.</summary>
    public static IReadOnlyList<Loss> Losses(MindMap map)
    {
        var losses = new LossList();
        MapLosses.AddInfo(losses, map.Info);
        if (map.Roots.Length == 1 && map.Info.Title != MapWalk.FirstLine(map.Roots[0].Node.Text)) losses.Add("titles that are not the root's", map.Info.Title);
        if (map.Roots.Length != 1)
            foreach (var root in map.Roots) losses.Add("roots beside one another", Named(root.Node));
        foreach (var node in map.Nodes)
        {
            MapLosses.AddDetails(losses, node.Details);
            if (node.IsShared) losses.Add("shared nodes (repeated)", Named(node));
            if (node.Text.Length == 0) losses.Add("empty texts", "(no text)");
        }
        foreach (var link in map.Links) losses.Add("links", $"{link.From.Text} {link.Kind} {link.To.Text}");
        return losses.Losses;
    }

    private static string Named(Node node) => node.Text.Length > 0 ? node.Text : "(no text)";

    private static List<string> Lines(string text) => [.. text.Split('\n').Select(l => l.TrimEnd('\r'))];

    /// <summary>The line with the word mindmap; -1 where something else comes first.</summary>
    private static int Begin(List<string> lines)
    {
        var inFrontMatter = false;
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].Trim('\uFEFF', ' ', '\t');
            if (line == "---") inFrontMatter = !inFrontMatter;
            else if (inFrontMatter || line.Length == 0 || line.StartsWith("%%", StringComparison.Ordinal)) continue;
            else return line == "mindmap" ? i : -1;
        }
        return -1;
    }

    /// <summary>Characters before the text, a tab being one: so Mermaid counts.</summary>
    private static int Indent(string line)
    {
        var indent = 0;
        while (indent < line.Length && (line[indent] is ' ' or '\t')) indent++;
        return indent;
    }

    private static bool IsUnclosed(string line)
    {
        var open = line.IndexOfAny(['[', '(', ')', '{']);
        if (open < 0 || !line.AsSpan(open).TrimStart("[(){").StartsWith("\"")) return false;
        return line.Count(c => c == '"') == 1;
    }

    /// <summary>A line with those after it, up to the quote that closes it.</summary>
    private static string Quoted(Intake intake, List<string> lines, ref int i, int firstLine)
    {
        var line = firstLine + i;
        var text = new StringBuilder(lines[i].Trim());
        while (i + 1 < lines.Count)
        {
            var more = lines[++i].Trim();
            text.Append('\n').Append(more);
            if (more.Contains('"', StringComparison.Ordinal)) break;
            if (text.Length > intake.Limits.TextLength)
                throw new RefusedException("text_too_long", $"A quoted text has more than {intake.Limits.TextLength:N0} characters; close its quote, or divide it into several.", line);
        }
        return text.ToString();
    }

    /// <summary>The text of a line: what stands between the brackets of a shape, or the line itself.</summary>
    private static string Label(Intake intake, Topic topic, string line)
    {
        foreach (var (open, close) in Shapes)
        {
            var start = line.IndexOf(open, StringComparison.Ordinal);
            if (start < 0 || start + open.Length > line.Length - close.Length || !line.EndsWith(close, StringComparison.Ordinal)) continue;
            if (line.AsSpan(0, start).IndexOfAny(Brackets) >= 0) continue;
            var label = line[(start + open.Length)..^close.Length];
            if (label.Length >= 2 && label[0] == '"' && label[^1] == '"') label = label[1..^1];
            if (label.Length < 2 || label[0] != '`' || label[^1] != '`') return Plain(label);
            return MarkdownInlines.Plain(intake, topic, Plain(label[1..^1]));
        }
        return Plain(line);
    }

    private static string Plain(string label)
    {
        foreach (var lineBreak in (ReadOnlySpan<string>)["<br/>", "<br />", "<br>"]) label = label.Replace(lineBreak, "\n", StringComparison.OrdinalIgnoreCase);
        return Decoded(label);
    }

    /// <summary>Mermaid's own references: #quot; #35;.</summary>
    private static string Decoded(string label)
    {
        var at = label.IndexOf('#', StringComparison.Ordinal);
        if (at < 0) return label;
        var text = new StringBuilder(label.Length).Append(label, 0, at);
        for (; at < label.Length; at++)
        {
            var end = label[at] == '#' ? label.IndexOf(';', at, Math.Min(12, label.Length - at)) : -1;
            if (end < 0)
            {
                text.Append(label[at]);
                continue;
            }
            var name = label[(at + 1)..end];
            var reference = name.Length > 0 && char.IsAsciiDigit(name[0]) ? $"&#{name};" : $"&{name};";
            var decoded = WebUtility.HtmlDecode(reference);
            text.Append(decoded == reference ? label.AsSpan(at, end - at + 1) : decoded);
            at = end;
        }
        return text.ToString();
    }

    // An empty label is no label to Mermaid's parser.
    private static string Escaped(string label) => label.Length == 0 ? " " : label
        .Replace("#", "#35;", StringComparison.Ordinal)
        .Replace("\"", "#quot;", StringComparison.Ordinal)
        .Replace("<", "#lt;", StringComparison.Ordinal)
        .Replace(">", "#gt;", StringComparison.Ordinal)
        .Replace("`", "#96;", StringComparison.Ordinal)
        .Replace("&", "#amp;", StringComparison.Ordinal)
        .Replace("\n", "<br/>", StringComparison.Ordinal);
}
