using System.Text;
using System.Xml;
using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>
/// Reads SimpleMind's .smmx: a flat list of topics with the ids of their parents; -1 is no parent, and several such topics
/// are several centres. Callouts go into the note of their topic.
/// </summary>
internal static class SimpleMind
{
    public const string Id = "smmx";
    public const string Entry = "document/mindmap.xml";

    public static MapReading Read(ReadOnlyMemory<byte> bytes, string? fileName, MapLimits limits) =>
        Intake.Run(Id, limits, fileName, bytes.Length, intake =>
        {
            using var zip = ZipOpener.IsZip(bytes.Span) ? new ZipOpener(intake, bytes) : null;
            var document = zip is null ? bytes : zip.Read(Entry) ?? throw new RefusedException("type_mismatch", "This zip holds no SimpleMind map (no document/mindmap.xml); save the map again in SimpleMind.");
            using var xml = new XmlOpener(intake, document.Span);
            new SimpleMindReader(intake, xml, zip).Read();
        });

    /// <summary>A text without its marks: \N is a line break, \\ a backslash; \* and kin switch bold and such on and off.</summary>
    public static string Plain(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length) plain.Append(text[i]);
            else if (text[++i] is 'N' or 'n') plain.Append('\n');
            else if (text[i] is not ('*' or '/' or '_' or '-')) plain.Append(text[i] == '\\' ? "" : "\\").Append(text[i]);
        }
        return plain.ToString();
    }
}

/// <summary>One reading of a SimpleMind document.</summary>
internal sealed class SimpleMindReader(Intake intake, XmlOpener xml, ZipOpener? zip)
{
    private readonly Sheet sheet = new(intake);
    private readonly Dictionary<string, Topic> byId = new(StringComparer.Ordinal);
    private readonly List<(Topic Topic, string Parent)> topics = [];
    private readonly List<(string? From, string? To, string? Label)> relations = [];
    private Topic? topic;
    private string? topicId;
    private int topicDepth;

    public void Read()
    {
        while (xml.Read())
        {
            if (xml.Type == XmlNodeType.EndElement && topic is not null && xml.Depth == topicDepth) topic = null;
            else if (xml.Type == XmlNodeType.Element) Element();
        }
        foreach (var (child, parent) in topics)
            if (byId.TryGetValue(parent, out var above) && !IsBelow(above, child)) above.Add(child);
            else sheet.Roots.Add(child);
        foreach (var (from, to, label) in relations)
            if (byId.TryGetValue(from ?? "", out var start) && byId.TryGetValue(to ?? "", out var end)) sheet.Connect(start, end, label);
            else intake.Count("dangling_link", 0, "relations lead to topics that are not in the file, and were left out.");
        if (topics.Count == 0) throw new RefusedException("empty", "The file holds no topics; save the map again in SimpleMind.");
        sheet.Finish();
    }

    // The parents named so far; a topic that names one below itself becomes a centre.
    private readonly Dictionary<Topic, Topic> parents = [];

    private bool IsBelow(Topic above, Topic child)
    {
        var steps = 0;
        for (var at = above; at is not null; at = parents.GetValueOrDefault(at))
            if (at == child || ++steps > intake.Limits.Depth) return at == child || TooDeep(child);
        parents[child] = above;
        return false;
    }

    private bool TooDeep(Topic child) => throw new RefusedException("too_deep", $"The map is more than {intake.Limits.Depth} levels deep; flatten it in SimpleMind.", child.Line);

    private void Element()
    {
        switch (xml.Name)
        {
            case "topic": Topic(); break;
            case "relation": Relation(); break;
            case "title" when topic is null: sheet.Info = sheet.Info with { Title = xml.Attribute("text") ?? "" }; break;
            case "note" when topic is not null: topic.AddNote(SimpleMind.Plain(xml.Text().Trim())); break;
            case "image" when topic is { Image: null } && xml.Attribute("name") is { Length: > 0 } name: Image(topic, name); break;
            case "link" when topic is not null && xml.Depth == topicDepth + 1: Link(topic); break;
            case "parent-relation" or "layout" or "style": xml.Skip(); break;
        }
    }

    private void Topic()
    {
        topic = intake.Topic(SimpleMind.Plain(xml.Attribute("text") ?? ""), xml.Line);
        topicDepth = xml.Depth;
        topicId = xml.Attribute("id");
        if (topicId is { } id && !byId.TryAdd(id, topic)) intake.Count("repeated", xml.Line, "topics have the id of another.");
        topics.Add((topic, xml.Attribute("parent") ?? "-1"));
        topic.Folded = string.Equals(xml.Attribute("collapsed"), "true", StringComparison.OrdinalIgnoreCase);
        topic.Icon(xml.Attribute("icon"));
        if (xml.Attribute("checkbox") == "true") topic.Tag(xml.Attribute("checked") == "true" || xml.Attribute("progress") == "100" ? Tasks.Done : Tasks.Open);
        if (xml.IsEmpty) topic = null;
    }

    private void Image(Topic topic, string name)
    {
        var entry = (string[])["images/" + name + ".png", "images/" + name + ".jpg", "images/" + name];
        topic.Image = Images.Take(intake, zip, entry.FirstOrDefault(e => zip?.Has(e) == true) ?? entry[0]);
    }

    private void Link(Topic topic)
    {
        if (xml.Attribute("urllink") is { } address) Links.Take(intake, topic, address);
        else if (xml.Attribute("element") is { } element) relations.Add((topicId, element, null));
        else intake.Count("link_as_text", xml.Line, "links lead to what is no web address and were left out.");
    }

    private void Relation()
    {
        var (from, to) = (xml.Attribute("source"), xml.Attribute("target"));
        string? label = null;
        if (!xml.IsEmpty)
        {
            var depth = xml.Depth;
            while (xml.Read() && !(xml.Type == XmlNodeType.EndElement && xml.Depth == depth))
                if (xml.Type == XmlNodeType.Element && xml.Name == "note") label = SimpleMind.Plain(xml.Text().Trim());
        }
        relations.Add((from, to, label));
    }
}
