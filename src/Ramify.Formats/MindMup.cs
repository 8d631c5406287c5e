using System.Globalization;
using System.Text.Json;
using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>
/// Reads MindMup's .mup: children by decimal rank, positive ones first, negative ones (the left side) after them, both by
/// distance from zero, as MindMup itself orders them.
/// </summary>
internal static class MindMup
{
    public const string Id = "mup";

    public static MapReading Read(ReadOnlyMemory<byte> bytes, string? fileName, MapLimits limits) =>
        Intake.Run(Id, limits, fileName, bytes.Length, intake =>
        {
            using var document = JsonOpener.Open(intake, bytes);
            Read(intake, document.RootElement);
        });

    private static void Read(Intake intake, JsonElement json)
    {
        var sheet = new Sheet(intake);
        var byId = new Dictionary<string, Topic>(StringComparer.Ordinal);
        var waiting = new Queue<(JsonElement Element, Topic? Parent)>();
        // Since version 3 the file is a frame around one or several roots, which may have the title of the map.
        if (json.Text("id") == "root" && (json.Text("title") is null || json.Text("formatVersion") is not (null or "1" or "2")))
            foreach (var root in Ranked(json)) waiting.Enqueue((root, null));
        else waiting.Enqueue((json, null));
        while (waiting.TryDequeue(out var next))
        {
            var topic = Topic(intake, next.Element, byId);
            if (next.Parent is null) sheet.Roots.Add(topic);
            else next.Parent.Add(topic);
            foreach (var child in Ranked(next.Element)) waiting.Enqueue((child, topic));
        }
        foreach (var link in json.Items("links"))
            if (byId.TryGetValue(link.Text("ideaIdFrom") ?? "", out var from) && byId.TryGetValue(link.Text("ideaIdTo") ?? "", out var to))
                sheet.Connect(from, to, link.Get("attr")?.Text("label"));
            else intake.Count("dangling_link", 0, "links lead to ideas that are not in the file, and were left out.");
        sheet.Info = new MapInfo { Title = json.Text("title") ?? MapWalk.FirstLine(sheet.Roots.FirstOrDefault()?.Text ?? "") };
        sheet.Finish();
    }

    private static Topic Topic(Intake intake, JsonElement json, Dictionary<string, Topic> byId)
    {
        var topic = intake.Topic(json.Text("title") ?? "", 0);
        if (json.Text("id") is { } id) byId.TryAdd(id, topic);
        if (json.Get("attr") is not { } attributes) return topic;
        topic.Folded = attributes.Text("collapsed") == "true";
        topic.AddNote(attributes.Get("note")?.Text("text") ?? attributes.Text("note"));
        if (attributes.Get("attachment")?.Text("content") is { Length: > 0 } attached) topic.AddNote(HtmlText.Of(attached, intake.Limits).ToString());
        if (attributes.Get("icon") is not null) intake.Count("image_outside", 0, "images were left out.");
        if (attributes.Text("progress") is { } progress) topic.Tag(progress);
        return topic;
    }

    private static IEnumerable<JsonElement> Ranked(JsonElement json)
    {
        if (json.Get("ideas") is not { ValueKind: JsonValueKind.Object } ideas) return [];
        return ideas.EnumerateObject()
            .Where(i => i.Value.ValueKind == JsonValueKind.Object)
            .Select(i => (Rank: double.TryParse(i.Name, NumberStyles.Float, CultureInfo.InvariantCulture, out var rank) ? rank : 0, Idea: i.Value))
            .OrderBy(i => i.Rank > 0 ? 0 : 1).ThenBy(i => Math.Abs(i.Rank))
            .Select(i => i.Idea);
    }
}
