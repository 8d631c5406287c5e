using System.Globalization;
using System.Text;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Formats;

/// <summary>
/// Reads and writes tables as text (RFC 4180, separated by comma, semicolon or tab). A first row that names a column
/// "parent" makes each row a node, found by its "id" or its text; any other table is read as <see cref="Grid"/>.
/// </summary>
internal static class Csv
{
    public const string Id = "csv";
    private const string FormulaStarts = "=+-@\t\r";

    public static MapReading Read(ReadOnlyMemory<byte> bytes, string? fileName, MapLimits limits) =>
        Intake.Run(Id, limits, fileName, bytes.Length, intake =>
        {
            var chars = XmlDecoding.Text(intake, bytes.Span);
            var rows = Rows(chars.Trim('\uFEFF'), intake.Limits).ToList();
            var sheet = new Sheet(intake) { Info = new MapInfo { Title = intake.FileTitle } };
            if (rows.Count > 0 && Columns.Of(rows[0].Cells) is { } columns) new CsvTree(intake, sheet, columns).Read(rows.Skip(1));
            else Grid.Read(intake, sheet, rows);
            if (sheet.Roots.Count == 0) throw new RefusedException("empty", "The table has no filled cell.");
            sheet.Finish();
        });

    /// <summary>A row a node: id, parent, text, note, link, date, tags; further parents stand in a row of their own with the same id.</summary>
    public static byte[] Write(MindMap map)
    {
        var csv = new StringBuilder("\uFEFFid,parent,text,note,link,date,tags\r\n");
        var numbers = new Dictionary<Node, int>();
        foreach (var step in MapWalk.Of(map))
        {
            if (step.IsEnd) continue;
            if (!numbers.TryGetValue(step.Node, out var number)) numbers.Add(step.Node, number = numbers.Count + 1);
            var details = step.Node.Details;
            csv.Append(CultureInfo.InvariantCulture, $"{number},");
            if (step.Parent is { } parent) csv.Append(numbers[parent]);
            foreach (var cell in (ReadOnlySpan<string?>)[step.Node.Text, details.Note, details.Link, details.Date, string.Join("; ", details.Tags)])
            {
                csv.Append(',');
                Append(csv, CleanText.Of(cell ?? ""));
            }
            csv.Append("\r\n");
        }
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    /// <summary>What the file lacks.</summary>
    public static IReadOnlyList<Loss> Losses(MindMap map)
    {
        var losses = new LossList();
        losses.Add("titles", map.Info.Title);
        MapLosses.AddInfo(losses, map.Info);
        foreach (var node in map.Nodes) MapLosses.AddDetails(losses, node.Details with { Note = null, Link = null, Date = null, Tags = [] });
        foreach (var link in map.Links) losses.Add("links", $"{link.From.Text} {link.Kind} {link.To.Text}");
        return losses.Losses;
    }

    /// <summary>A cell that a spreadsheet would take for a formula gets an apostrophe before it.</summary>
    private static void Append(StringBuilder csv, string cell)
    {
        var isFormula = cell.Length > 0 && FormulaStarts.Contains(cell[0], StringComparison.Ordinal);
        if (!isFormula && cell.IndexOfAny([',', ';', '"', '\n', '\t']) < 0 && cell.Trim().Length == cell.Length) csv.Append(cell);
        else csv.Append('"').Append(isFormula ? "'" : "").Append(cell.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    /// <summary>A cell as it was before <see cref="Append"/> made it safe.</summary>
    private static string Unguarded(string cell) => cell is ['\'', var first, ..] && FormulaStarts.Contains(first, StringComparison.Ordinal) ? cell[1..] : cell;

    /// <summary>The rows of a table; quoted cells may hold separators, line breaks and doubled quotes.</summary>
    public static IEnumerable<(int Line, IReadOnlyList<string> Cells)> Rows(string text, MapLimits limits)
    {
        var separator = Separator(text);
        var cells = new List<string>();
        var cell = new StringBuilder();
        var (line, start) = (1, 1);
        for (var i = 0; i <= text.Length; i++)
        {
            var c = i < text.Length ? text[i] : '\n';
            if (c == '"' && cell.Length == 0 && i < text.Length)
            {
                for (i++; i < text.Length && !(text[i] == '"' && (i + 1 == text.Length || text[i + 1] != '"')); i++)
                {
                    if (text[i] == '"') i++;
                    if (text[i] == '\n') line++;
                    cell.Append(text[i]);
                    if (cell.Length > limits.TextLength) throw new RefusedException("text_too_long", $"A cell has more than {limits.TextLength:N0} characters; close its quote, or divide it into several.", start);
                }
                continue;
            }
            if (c == separator) Take();
            else if (c is '\n' or '\r')
            {
                Take();
                if (cells.Exists(t => t.Length > 0)) yield return (start, cells.ToArray());
                cells.Clear();
                if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
                start = ++line;
            }
            else cell.Append(c);
        }

        void Take()
        {
            if (cells.Count > limits.Depth) throw new RefusedException("too_deep", $"A row has more than {limits.Depth} cells; leave empty columns out.", start);
            cells.Add(Unguarded(cell.ToString().Trim(' ')));
            cell.Clear();
        }
    }

    private static char Separator(string text)
    {
        var end = text.IndexOfAny(['\n', '\r']);
        var first = end < 0 ? text : text[..end];
        var best = ',';
        foreach (var candidate in (ReadOnlySpan<char>)[';', '\t'])
            if (first.Count(c => c == candidate) > first.Count(c => c == best)) best = candidate;
        return best;
    }

    /// <summary>Where a table with a parent column has what.</summary>
    internal sealed record Columns(int Id, int Parent, int Text, int Note, int Link, int Date, int Tags)
    {
        public static Columns? Of(IReadOnlyList<string> header)
        {
            var text = Find(header, "text", "title", "name", "label", "topic");
            var parent = Find(header, "parent", "parent id", "parentid", "parent_id");
            if (parent < 0 || (text < 0 && Find(header, "id") < 0)) return null;
            return new Columns(Find(header, "id"), parent, text < 0 ? Find(header, "id") : text, Find(header, "note", "notes"), Find(header, "link", "url"), Find(header, "date"), Find(header, "tags"));
        }

        private static int Find(IReadOnlyList<string> header, params ReadOnlySpan<string> names)
        {
            for (var i = 0; i < header.Count; i++)
                foreach (var name in names)
                    if (header[i].Trim().Equals(name, StringComparison.OrdinalIgnoreCase)) return i;
            return -1;
        }
    }
}

/// <summary>A table with a parent column. Rows may stand in any order; a second row of an id is a further parent.</summary>
internal sealed class CsvTree(Intake intake, Sheet sheet, Csv.Columns columns)
{
    private readonly Dictionary<string, Topic> byId = new(StringComparer.Ordinal);
    private readonly List<(Topic Topic, string Parent)> places = [];

    public void Read(IEnumerable<(int Line, IReadOnlyList<string> Cells)> rows)
    {
        foreach (var (line, cells) in rows) Row(line, cells);
        var placed = new Dictionary<Topic, Topic?>();
        foreach (var (topic, parent) in places)
        {
            var above = parent.Length > 0 ? byId.GetValueOrDefault(parent) : null;
            if (parent.Length > 0 && above is null) intake.Count("no_parent", topic.Line, "rows name a parent that is not in the table, and became roots.");
            if (above is not null && !Closes(placed, topic, above))
            {
                above.Add(topic);
                placed.TryAdd(topic, above);
            }
            else if (placed.TryAdd(topic, null) || parent.Length == 0) sheet.Roots.Add(topic);
        }
    }

    private void Row(int line, IReadOnlyList<string> cells)
    {
        string Cell(int column) => column >= 0 && column < cells.Count ? cells[column] : "";
        var id = columns.Id >= 0 ? Cell(columns.Id) : Cell(columns.Text);
        if (columns.Id >= 0 && id.Length > 0 && byId.TryGetValue(id, out var known))
        {
            places.Add((known, Cell(columns.Parent)));
            return;
        }
        var topic = intake.Topic(Cell(columns.Text), line);
        topic.AddNote(Cell(columns.Note));
        Links.Take(intake, topic, Cell(columns.Link));
        if (Cell(columns.Date) is { Length: > 0 } date) topic.Date = date;
        foreach (var tag in Cell(columns.Tags).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) topic.Tag(tag);
        if (id.Length > 0) byId.TryAdd(id, topic);
        places.Add((topic, Cell(columns.Parent)));
    }

    /// <summary>Whether the first places lead from a parent back up to the topic.</summary>
    private bool Closes(Dictionary<Topic, Topic?> placed, Topic topic, Topic above)
    {
        var steps = 0;
        for (var at = above; at is not null && steps++ <= intake.Limits.Depth; at = placed.GetValueOrDefault(at))
            if (at == topic) return true;
        return false;
    }
}
