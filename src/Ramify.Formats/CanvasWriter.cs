using System.Text.Encodings.Web;
using System.Text.Json;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Formats;

/// <summary>
/// Writes JSON Canvas: a text card a node, an edge a parent and child, further edges for further parents and links. Cards
/// stand in columns by level, children beside their parent, as tall as their text needs.
/// </summary>
internal static class CanvasWriter
{
    // Sizes in canvas pixels, near those of Obsidian's own cards.
    private const int CardWidth = 260, ColumnGap = 120, RowGap = 20, LineHeight = 24, CardPadding = 36, CharactersPerLine = 30;

    /// <summary>The bytes of the file.</summary>
    public static byte[] Write(MindMap map)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            json.WriteStartArray("nodes");
            foreach (var (node, (x, y)) in Places(map)) Card(json, node, x, y);
            json.WriteEndArray();
            json.WriteStartArray("edges");
            Edges(json, map);
            json.WriteEndArray();
            json.WriteStartObject(Canvas.Own);
            json.WriteString("title", Clean(map.Info.Title));
            Fields(json, OwnFields.Of(map.Info).Where(f => f.Name != "tag"));
            Tags(json, map.Info.Tags);
            Roots(json, map);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return stream.ToArray();
    }

    /// <summary>What the file lacks.</summary>
    public static IReadOnlyList<Loss> Losses(MindMap map) => Kept.Losses(map, Canvas.KeptName);

    /// <summary>Top left corners: leaves one below the other, a parent at the middle of its children. Nodes in order of first visit.</summary>
    private static List<(Node Node, (int X, int Y) At)> Places(MindMap map)
    {
        var order = new List<Node>();
        var places = new Dictionary<Node, (int X, int Y)>();
        var spans = new Stack<(int First, int Last)>();
        var next = 0;
        foreach (var step in MapWalk.Of(map))
        {
            if (!step.IsFirst) continue;
            if (!step.IsEnd)
            {
                order.Add(step.Node);
                spans.Push((-1, -1));
                continue;
            }
            var (first, last) = spans.Pop();
            var height = Height(step.Node);
            var y = first < 0 ? next : (first + last - height) / 2;
            next = Math.Max(next, y + height + RowGap);
            places[step.Node] = (step.Depth * (CardWidth + ColumnGap), y);
            if (spans.TryPop(out var above)) spans.Push((above.First < 0 ? y : above.First, y + height));
        }
        return [.. order.Select(n => (n, places[n]))];
    }

    private static int Height(Node node) => CardPadding + LineHeight * Math.Min(20, CardText.Of(node.Text, node.Details.Note).Split('\n').Sum(l => 1 + l.Length / CharactersPerLine));

    private static void Card(Utf8JsonWriter json, Node node, int x, int y)
    {
        var details = node.Details;
        json.WriteStartObject();
        json.WriteString("id", node.Id.ToString("N"));
        json.WriteString("type", "text");
        json.WriteString("text", Clean(CardText.Of(node.Text, details.Note)));
        json.WriteNumber("x", x);
        json.WriteNumber("y", y);
        json.WriteNumber("width", CardWidth);
        json.WriteNumber("height", Height(node));
        if (details.Unknown.TryGetValue(Canvas.KeptName + "color", out var colour)) json.WriteString("color", Clean(colour));
        json.WriteStartObject(Canvas.Own);
        json.WriteString("text", Clean(node.Text));
        if (details.Note is { } note) json.WriteString("note", Clean(note));
        if (details.Link is { } link) json.WriteString("link", link);
        if (details.Folded) json.WriteString("folded", "true");
        Fields(json, OwnFields.Of(node));
        Tags(json, details.Tags);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Edges(Utf8JsonWriter json, MindMap map)
    {
        var edge = 0;
        foreach (var step in MapWalk.Of(map))
        {
            if (step.IsEnd || step.Parent is null) continue;
            Start(json, $"e{++edge}", step.Parent, step.Node);
            if (step.Node.Details.Unknown.TryGetValue(Canvas.KeptName + "edge", out var label)) json.WriteString("label", Clean(label));
            if (step.IsLatePrimary)
            {
                json.WriteStartObject(Canvas.Own);
                json.WriteString("primary", "true");
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        foreach (var link in map.Links.OrderBy(l => l.Id))
        {
            Start(json, $"e{++edge}", link.From, link.To);
            json.WriteString("label", Clean(string.IsNullOrEmpty(link.Label) ? link.Kind : link.Label));
            json.WriteStartObject(Canvas.Own);
            json.WriteString("link", "true");
            if (!string.IsNullOrEmpty(link.Label)) json.WriteString("label", Clean(link.Label));
            Fields(json, OwnFields.Of(link));
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    /// <summary>Edges say which cards are roots, but for those that stand under another node as well.</summary>
    private static void Roots(Utf8JsonWriter json, MindMap map)
    {
        var isAny = false;
        foreach (var root in map.Roots) isAny |= root.Node.IsShared;
        if (!isAny) return;
        json.WriteStartArray("roots");
        foreach (var root in map.Roots) json.WriteStringValue(root.Node.Id.ToString("N"));
        json.WriteEndArray();
    }

    private static void Start(Utf8JsonWriter json, string id, Node from, Node to)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("fromNode", from.Id.ToString("N"));
        json.WriteString("fromSide", "right");
        json.WriteString("toNode", to.Id.ToString("N"));
        json.WriteString("toSide", "left");
    }

    private static void Fields(Utf8JsonWriter json, IEnumerable<(string Name, string Value)> fields)
    {
        foreach (var (name, value) in fields) json.WriteString(name, Clean(value));
    }

    private static void Tags(Utf8JsonWriter json, IReadOnlyCollection<string> tags)
    {
        if (tags.Count == 0) return;
        json.WriteStartArray("tags");
        foreach (var tag in tags) json.WriteStringValue(Clean(tag));
        json.WriteEndArray();
    }

    private static string Clean(string text) => CleanText.Of(text);
}
