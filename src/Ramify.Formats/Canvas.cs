using System.Text.Json;
using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>
/// Reads JSON Canvas (jsoncanvas.org 1.0): an edge makes the node at its arrow a child; several edges make a shared node; an
/// edge that would close a circle becomes a link. A node without an edge to it lies below the smallest group around it.
/// </summary>
internal static class Canvas
{
    public const string Id = "canvas";

    /// <summary>Prefix of this format's attributes among <see cref="NodeDetails.Unknown"/>.</summary>
    public const string KeptName = "canvas.";

    /// <summary>The member of a node, an edge or the file in which we keep what the format has no field for.</summary>
    public const string Own = "ramify";

    public static MapReading Read(ReadOnlyMemory<byte> bytes, string? fileName, MapLimits limits) =>
        Intake.Run(Id, limits, fileName, bytes.Length, intake =>
        {
            using var document = JsonOpener.Open(intake, bytes);
            new CanvasReader(intake).Read(document.RootElement);
        });
}

/// <summary>One reading of a canvas.</summary>
internal sealed class CanvasReader(Intake intake)
{
    private readonly Sheet sheet = new(intake);
    private readonly List<Card> cards = [];
    private readonly Dictionary<string, Card> byId = new(StringComparer.Ordinal);
    private readonly Dictionary<Card, List<Card>> children = [];
    private readonly HashSet<Card> hasParent = [];

    private sealed record Card(Topic Topic, bool IsGroup, double X, double Y, double Width, double Height)
    {
        public bool Contains(Card other) => IsGroup && !ReferenceEquals(this, other)
            && other.X >= X && other.Y >= Y && other.X + other.Width <= X + Width && other.Y + other.Height <= Y + Height;
    }

    public void Read(JsonElement json)
    {
        foreach (var node in json.Items("nodes")) Take(node);
        foreach (var edge in json.Items("edges")) Edge(edge);
        Contain();
        foreach (var card in cards)
            if (!hasParent.Contains(card)) sheet.Roots.Add(card.Topic);
        if (json.Get(Canvas.Own) is { ValueKind: JsonValueKind.Object } own)
            foreach (var field in own.EnumerateObject()) Info(field);
        if (sheet.Info.Title.Length == 0) sheet.Info = sheet.Info with { Title = intake.FileTitle };
        sheet.Finish();
    }

    private void Info(JsonProperty field)
    {
        if (field.Name == "title") sheet.Info = sheet.Info with { Title = field.Value.Text() ?? "" };
        else if (field.Value.ValueKind == JsonValueKind.Array) sheet.Info = sheet.Info with { Tags = [.. field.Value.EnumerateArray().Select(t => t.Text() ?? "")] };
        else if (field.Value.Text() is { } value) sheet.Info = OwnFields.Take(sheet.Info, field.Name, value);
    }

    private void Take(JsonElement json)
    {
        var topic = intake.Topic("", 0);
        var type = json.Text("type");
        if (json.Text("id") is { } id) topic.Id = StableId.Of(id);
        switch (type)
        {
            case "group": topic.Text = json.Text("label") ?? ""; break;
            case "link":
                topic.Text = json.Text("url") ?? "";
                Links.Take(intake, topic, topic.Text);
                break;
            case "file": topic.Text = json.Text("file") ?? ""; break;
            default: CardText.Take(intake, topic, json.Text("text") ?? "", json.Get(Canvas.Own)); break;
        }
        if (json.Text("color") is { } colour) topic.Keep(Canvas.KeptName + "color", colour);
        var card = new Card(topic, type == "group", Number(json, "x"), Number(json, "y"), Number(json, "width"), Number(json, "height"));
        cards.Add(card);
        if (json.Text("id") is { } name) byId.TryAdd(name, card);
    }

    private static double Number(JsonElement json, string name) =>
        json.Get(name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDouble(out var number) ? number : 0;

    private void Edge(JsonElement json)
    {
        if (!byId.TryGetValue(json.Text("fromNode") ?? "", out var from) || !byId.TryGetValue(json.Text("toNode") ?? "", out var to))
        {
            intake.Count("dangling_link", 0, "edges lead to nodes that are not in the file, and were left out.");
            return;
        }
        if (json.Text("fromEnd") == "arrow" && json.Text("toEnd") == "none") (from, to) = (to, from);
        var label = json.Text("label");
        if (json.Get(Canvas.Own) is { } own && own.Text("link") is not null)
        {
            var like = Sheet.Plain;
            foreach (var name in OwnFields.LinkNames) like = OwnFields.Take(like, name, own.Text(name));
            sheet.Connect(from.Topic, to.Topic, own.Text("label"), like);
        }
        else if (from == to || IsBelow(from, to)) sheet.Connect(from.Topic, to.Topic, label);
        else
        {
            Hang(from, to);
            if (json.Get(Canvas.Own)?.Text("primary") is not null) to.Topic.PrimaryParent = from.Topic;
            if (!string.IsNullOrEmpty(label)) to.Topic.Keep(Canvas.KeptName + "edge", label);
        }
    }

    private void Hang(Card parent, Card child)
    {
        parent.Topic.Add(child.Topic);
        if (!children.TryGetValue(parent, out var list)) children.Add(parent, list = []);
        list.Add(child);
        hasParent.Add(child);
    }

    /// <summary>Whether a card lies below another by the edges so far. Most have nothing below them yet.</summary>
    private bool IsBelow(Card card, Card top)
    {
        if (!hasParent.Contains(card) || !children.ContainsKey(top)) return false;
        var seen = new HashSet<Card>();
        var pending = new Stack<Card>();
        pending.Push(top);
        while (pending.TryPop(out var at))
        {
            if (at == card) return true;
            if (++steps > MostSteps) throw new RefusedException("too_tangled", "The edges of this canvas are too tangled to find what is below what; divide it into several.");
            foreach (var child in children.GetValueOrDefault(at) ?? [])
                if (seen.Add(child)) pending.Push(child);
        }
        return false;
    }

    // Steps of the searches for circles in one file, all together: about a second.
    private const int MostSteps = 20_000_000;
    private int steps;

    private void Contain()
    {
        var groups = cards.Where(c => c.IsGroup).OrderBy(g => g.Width * g.Height).ToList();
        if ((long)groups.Count * cards.Count > MostSteps) return;
        foreach (var card in cards)
            if (!hasParent.Contains(card) && groups.Find(g => g.Contains(card) && !IsBelow(g, card)) is { } group) Hang(group, card);
    }
}

/// <summary>The text of a card: Markdown, of which the first paragraph is the node's text and the rest its note.</summary>
internal static class CardText
{
    /// <summary>What a card shows of a node.</summary>
    public static string Of(string text, string? note) => string.IsNullOrEmpty(note) ? text : $"{text}\n\n{note}";

    public static void Take(Intake intake, Topic topic, string shown, JsonElement? own)
    {
        var ownText = own?.Text("text");
        if (ownText is not null && Of(ownText, own?.Text("note")) == shown)
        {
            (topic.Text, topic.Note) = (ownText, own?.Text("note"));
        }
        else
        {
            var text = WithoutFrontMatter(shown.ReplaceLineEndings("\n")).Trim('\n', ' ');
            var end = text.IndexOf("\n\n", StringComparison.Ordinal);
            topic.Text = MarkdownInlines.Plain(intake, topic, end < 0 ? text : text[..end]);
            if (end >= 0) topic.AddNote(text[(end + 2)..].Trim('\n'));
        }
        if (own is not { ValueKind: JsonValueKind.Object } fields) return;
        foreach (var field in fields.EnumerateObject())
        {
            if (field.Name == "tags" && field.Value.ValueKind == JsonValueKind.Array)
                foreach (var tag in field.Value.EnumerateArray()) topic.Tag(tag.Text());
            else if (field.Name == "link") topic.Link = SafeLink.Normalise(field.Value.Text());
            else if (field.Name == "folded") topic.Folded = true;
            else if (field.Value.Text() is { } value) OwnFields.Take(topic, field.Name, value);
        }
    }

    private static string WithoutFrontMatter(string text)
    {
        if (!text.StartsWith("---\n", StringComparison.Ordinal)) return text;
        var end = text.IndexOf("\n---", 3, StringComparison.Ordinal);
        return end < 0 ? text : text[(end + 4)..];
    }
}
