using System.Text.Json;
using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>
/// Reads JSON Canvas (jsoncanvas.org 1.0): an edge makes the node at its arrow a child; several edges make a shared node; an
/// edge that would close a circle becomes a link. Where cards lie, and in which group, says nothing about parents.
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
    private readonly List<Topic> topics = [];
    private readonly Dictionary<string, Topic> byId = new(StringComparer.Ordinal);
    private readonly HashSet<Topic> hasParent = [];
    private readonly HashSet<(Topic Parent, Topic Child)> edges = [];

    private int groups;

    public void Read(JsonElement json)
    {
        foreach (var node in json.Items("nodes")) Take(node);
        foreach (var edge in json.Items("edges")) Edge(edge);
        if (groups > 0) intake.Tell("groups", 0, $"{groups} groups became nodes; what lies in them on the canvas was not put below them.");
        foreach (var topic in topics)
            if (!hasParent.Contains(topic)) sheet.Roots.Add(topic);
        if (json.Get(Canvas.Own) is { ValueKind: JsonValueKind.Object } own)
            foreach (var field in own.EnumerateObject()) Info(field);
        else sheet.Info = sheet.Info with { Title = intake.FileTitle };
        sheet.Finish();
    }

    private void Info(JsonProperty field)
    {
        if (field.Name == "roots")
        {
            sheet.Roots.Clear();
            sheet.Roots.AddRange(field.Value.EnumerateArray().Select(id => byId.GetValueOrDefault(id.Text() ?? "")).OfType<Topic>());
            var said = sheet.Roots.ToHashSet();
            foreach (var topic in topics)
                if (!hasParent.Contains(topic) && !said.Contains(topic)) sheet.Roots.Add(topic);
            return;
        }
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
        if (type == "group") groups++;
        topics.Add(topic);
        if (json.Text("id") is { } name) byId.TryAdd(name, topic);
    }

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
            sheet.Connect(from, to, own.Text("label"), like);
        }
        else if (from == to || IsBelow(from, to)) sheet.Connect(from, to, label);
        else
        {
            Hang(from, to);
            if (json.Get(Canvas.Own)?.Text("primary") is not null) to.PrimaryParent = from;
            if (!string.IsNullOrEmpty(label)) to.Keep(Canvas.KeptName + "edge", label);
        }
    }

    private void Hang(Topic parent, Topic child)
    {
        if (!edges.Add((parent, child))) return;
        parent.Add(child);
        hasParent.Add(child);
    }

    /// <summary>Whether a topic lies below another by the edges so far. Most have nothing below them yet.</summary>
    private bool IsBelow(Topic topic, Topic top)
    {
        if (!hasParent.Contains(topic) || top.Children is null) return false;
        var seen = new HashSet<Topic>();
        var pending = new Stack<Topic>();
        pending.Push(top);
        while (pending.TryPop(out var at))
        {
            if (at == topic) return true;
            if ((steps += 1 + (at.Children?.Count ?? 0)) > MostSteps) throw new RefusedException("too_tangled", "The edges of this canvas are too tangled to find what is below what; divide it into several.");
            foreach (var child in at.Children ?? [])
                if (seen.Add(child)) pending.Push(child);
        }
        return false;
    }

    // Steps of the searches for circles in one file, all together: less than a second.
    private const int MostSteps = 5_000_000;
    private int steps;
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
