using System.Text.Encodings.Web;
using System.Text.Json;
using Ramify.Layout;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Formats;

/// <summary>
/// Writes JSON Canvas: a text card a node, an edge a parent and child, further edges for further parents and links. Cards
/// lie where the picture of the map has its boxes.
/// </summary>
internal static class CanvasWriter
{
    /// <summary>Canvas pixels for one of the picture: programs write cards in 16 px and keep a wide padding.</summary>
    private const int Larger = 2;

    private const int Px = 64;

    /// <summary>The bytes of the file.</summary>
    public static byte[] Write(MindMap map)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            var places = Places(map);
            json.WriteStartArray("nodes");
            foreach (var step in MapWalk.Of(map))
                if (step is { IsFirst: true, IsEnd: false }) Card(json, step.Node, places[step.Node]);
            json.WriteEndArray();
            json.WriteStartArray("edges");
            Edges(json, map, places);
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

    private static Dictionary<Node, MapBox> Places(MindMap map)
    {
        // Nobody looks at it at one glance, so it is not fitted to a screen.
        var layout = MapLayout.Of(map, LayoutOptions.Default with { Fold = Fold.Nothing, SearchLimit = 0 });
        var places = new Dictionary<Node, MapBox>(layout.Count);
        for (var i = 0; i < layout.Count; i++) places.Add(layout.Nodes[i], layout.Boxes[i]);
        return places;
    }

    private static void Card(Utf8JsonWriter json, Node node, MapBox box)
    {
        var details = node.Details;
        json.WriteStartObject();
        json.WriteString("id", node.Id.ToString("N"));
        json.WriteString("type", "text");
        json.WriteString("text", Clean(CardText.Of(node.Text, details.Note)));
        json.WriteNumber("x", OnCanvas(box.X));
        json.WriteNumber("y", OnCanvas(box.Y));
        json.WriteNumber("width", OnCanvas(box.Width));
        json.WriteNumber("height", OnCanvas(box.Height));
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

    private static void Edges(Utf8JsonWriter json, MindMap map, Dictionary<Node, MapBox> places)
    {
        var edge = 0;
        foreach (var step in MapWalk.Of(map))
        {
            if (step.IsEnd || step.Parent is null) continue;
            Start(json, $"e{++edge}", step.Parent, step.Node, places);
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
            Start(json, $"e{++edge}", link.From, link.To, places);
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

    private static long OnCanvas(long units) => units * Larger / Px;

    private static void Start(Utf8JsonWriter json, string id, Node from, Node to, Dictionary<Node, MapBox> places)
    {
        var isToTheRight = places[from].MiddleX <= places[to].MiddleX;
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("fromNode", from.Id.ToString("N"));
        json.WriteString("fromSide", isToTheRight ? "right" : "left");
        json.WriteString("toNode", to.Id.ToString("N"));
        json.WriteString("toSide", isToTheRight ? "left" : "right");
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
