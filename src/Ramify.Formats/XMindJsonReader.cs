using System.Text;
using System.Text.Json;
using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>Reads one sheet of a content.json.</summary>
internal sealed class XMindJsonReader(Intake intake, ZipOpener? zip)
{
    private const string InnerLink = "xmind:#";
    private readonly Sheet sheet = new(intake);
    private readonly Dictionary<string, Topic> byId = new(StringComparer.Ordinal);
    private readonly List<(Topic Parent, Topic Entry, string Id, bool IsPrimary)> repeats = [];
    private readonly List<(Topic From, string To)> innerLinks = [];

    // Depth first in the order of the file: what is found below a topic waits in reverse.
    private readonly Stack<(JsonElement Element, Topic? Parent, string Type)> waiting = new();

    public void Read(JsonElement json, JsonElement root)
    {
        sheet.Info = new MapInfo { Title = json.Text("title") ?? "" };
        if (Own(json) is { ValueKind: JsonValueKind.Object } own)
            foreach (var field in own.EnumerateObject())
                if (field.Name == "tags") sheet.Info = sheet.Info with { Tags = [.. field.Value.EnumerateArray().Select(t => t.Text() ?? "")] };
                else if (field.Value.Text() is { } value) sheet.Info = OwnFields.Take(sheet.Info, field.Name, value);
        waiting.Push((root, null, "root"));
        while (waiting.TryPop(out var next)) Take(next.Element, next.Parent, next.Type);
        foreach (var (parent, entry, id, isPrimary) in repeats) Repeat(parent, entry, id, isPrimary);
        foreach (var (from, to) in innerLinks)
            if (byId.TryGetValue(to, out var target)) sheet.Connect(from, target, null);
            else intake.Count("dangling_link", 0, "links lead to topics that are not on their sheet, and were left out.");
        foreach (var relationship in json.Items("relationships")) Connect(relationship);
        if (Own(root)?.Text("empty") is not null) sheet.Roots.RemoveAt(0);
        sheet.Finish();
    }

    private void Take(JsonElement json, Topic? parent, string type)
    {
        if (json.ValueKind != JsonValueKind.Object) return;
        var own = Own(json);
        if (own?.Text("also") is { } also && parent is not null)
        {
            var entry = new Topic("", 0) { IsEntry = true };
            if (type == "detached") sheet.Roots.Add(entry);
            else parent.Add(entry);
            repeats.Add((parent, entry, also, own?.Text("primary") is not null));
            return;
        }
        var topic = intake.Topic(json.Text("title") ?? "", 0);
        if (parent is null || type == "detached") sheet.Roots.Add(topic);
        else parent.Add(topic);
        if (json.Text("id") is { } id)
        {
            byId.TryAdd(id, topic);
            topic.Id = StableId.Of(id);
        }
        if (type == "summary") topic.Keep(XMind.KeptName + "type", type);
        if (type == "callout") topic.Keep(XMind.KeptName + "type", type);
        Details(json, topic, own);
        Children(json, topic);
    }

    private void Details(JsonElement json, Topic topic, JsonElement? own)
    {
        topic.Folded = json.Text("branch") == "folded";
        topic.AddNote(Note(json));
        foreach (var label in json.Items("labels")) topic.Tag(label.Text());
        foreach (var marker in json.Items("markers")) topic.Icon(marker.Text("markerId"));
        if (json.Text("href") is { } href)
        {
            if (href.StartsWith(InnerLink, StringComparison.Ordinal)) innerLinks.Add((topic, href[InnerLink.Length..]));
            else if (href.StartsWith("xap:", StringComparison.Ordinal)) intake.Count("attachment", 0, "attached files were left out.");
            else Links.Take(intake, topic, href);
        }
        if (json.Get("image") is { } image) topic.Image = Images.Take(intake, zip, image.Text("src"));
        if (json.Text("structureClass") is { } structure) topic.Keep(XMind.KeptName + "structureClass", structure);
        foreach (var boundary in json.Items("boundaries"))
            if (boundary.Text("title") is { Length: > 0 } title) topic.AddNote(title);
        foreach (var extension in json.Items("extensions"))
            if (extension.Text("provider") == "org.xmind.ui.mathJax" && extension.Get("content")?.Text("content") is { Length: > 0 } latex)
                topic.Text = topic.Text.Length == 0 ? $"${latex}$" : $"{topic.Text} ${latex}$";
        if (own is not { } fields) return;
        foreach (var field in fields.EnumerateObject())
            if (field.Value.Text() is { } value) OwnFields.Take(topic, field.Name, value);
    }

    private void Children(JsonElement json, Topic topic)
    {
        if (json.Get("children") is not { } children) return;
        foreach (var type in (ReadOnlySpan<string>)["callout", "summary", "detached", "attached"])
        {
            if (children.Get(type) is not { ValueKind: JsonValueKind.Array } array) continue;
            if (type == "summary" && array.GetArrayLength() > 0) intake.Count("summary", 0, "topics with summaries; each summary became a node after what it sums up.");
            var first = waiting.Count;
            foreach (var child in array.EnumerateArray()) waiting.Push((child, topic, type));
            Reverse(first);
        }
    }

    private void Reverse(int first)
    {
        var items = new (JsonElement, Topic?, string)[waiting.Count - first];
        for (var i = 0; i < items.Length; i++) items[i] = waiting.Pop();
        foreach (var item in items) waiting.Push(item);
    }

    private void Repeat(Topic parent, Topic entry, string id, bool isPrimary)
    {
        entry.StandsFor = byId.GetValueOrDefault(id);
        if (entry.StandsFor is null) intake.Count("dangling_link", 0, "further places of topics that are not on their sheet were left out.");
        else if (isPrimary) entry.StandsFor.PrimaryParent = parent;
    }

    private void Connect(JsonElement json)
    {
        if (!byId.TryGetValue(json.Text("end1Id") ?? "", out var from) || !byId.TryGetValue(json.Text("end2Id") ?? "", out var to))
        {
            intake.Count("dangling_link", 0, "relationships lead to what is no topic of their sheet, and were left out.");
            return;
        }
        var like = Sheet.Plain;
        if (Own(json) is { } own)
            foreach (var name in OwnFields.LinkNames) like = OwnFields.Take(like, name, own.Text(name));
        // XMind writes its own word for a relationship that nobody named.
        var isNamed = json.Get("titleUnedited")?.ValueKind != JsonValueKind.True;
        sheet.Connect(from, to, isNamed ? json.Text("title") : null, like);
    }

    private string? Note(JsonElement json)
    {
        if (json.Get("notes") is not { } notes) return null;
        if (notes.Get("plain")?.Text("content") is { Length: > 0 } plain) return plain.TrimEnd('\n') is { Length: > 0 } trimmed && Own(json)?.Text("note") is null ? trimmed : plain;
        if (notes.Get("realHTML")?.Text("content") is { Length: > 0 } html) return HtmlText.Of(html, intake.Limits).ToString();
        var text = new StringBuilder();
        if (notes.Get("html")?.Get("content") is { } content)
            foreach (var paragraph in content.Items("paragraphs"))
            {
                if (text.Length > 0) text.Append('\n');
                foreach (var span in paragraph.Items("spans")) text.Append(span.Text("text"));
            }
        return text.ToString();
    }

    private static JsonElement? Own(JsonElement json)
    {
        foreach (var extension in json.Items("extensions"))
            if (extension.Text("provider") == XMind.OwnProvider && extension.Get("content") is { ValueKind: JsonValueKind.Object } content) return content;
        return null;
    }
}
