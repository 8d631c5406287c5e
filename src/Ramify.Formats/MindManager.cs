using System.Globalization;
using System.Xml;
using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>
/// Reads MindManager's .mmap: Document.xml in a zip, or the bare XML that other tools write under that name. Floating topics
/// of the central one are further roots, those of others are callouts: nodes below their topic.
/// </summary>
internal static class MindManager
{
    public const string Id = "mmap";
    public const string Entry = "Document.xml";

    public static MapReading Read(ReadOnlyMemory<byte> bytes, string? fileName, MapLimits limits) =>
        Intake.Run(Id, limits, fileName, bytes.Length, intake =>
        {
            using var zip = ZipOpener.IsZip(bytes.Span) ? new ZipOpener(intake, bytes) : null;
            var document = zip is null ? bytes : zip.Read(Entry) ?? throw new RefusedException("type_mismatch", "This zip holds no MindManager map (no Document.xml); save the map again in MindManager.");
            using var xml = new XmlOpener(intake, document.Span);
            new MindManagerReader(intake, xml, zip).Read();
        });
}

/// <summary>One reading of a MindManager document.</summary>
internal sealed class MindManagerReader(Intake intake, XmlOpener xml, ZipOpener? zip)
{
    private const string Urn = "urn:mindjet:";
    private const string Archived = "mmarch://";
    private readonly Sheet sheet = new(intake);
    private readonly Stack<(Topic Topic, int Depth)> open = new();
    private readonly Dictionary<string, Topic> byId = new(StringComparer.Ordinal);
    private readonly List<(string? From, string? To, string? Label)> relationships = [];
    private int floating;
    private bool inImage;

    public void Read()
    {
        while (xml.Read())
        {
            if (xml.Type == XmlNodeType.EndElement) End();
            else if (xml.Type == XmlNodeType.Element) Element();
        }
        foreach (var (from, to, label) in relationships)
            if (byId.TryGetValue(from ?? "", out var start) && byId.TryGetValue(to ?? "", out var end)) sheet.Connect(start, end, label);
            else intake.Count("dangling_link", 0, "relationships lead to what is no topic of the map, and were left out.");
        if (sheet.Roots is not [var root, ..]) throw new RefusedException("empty", "The file holds no topics; save the map again in MindManager.");
        sheet.Info = sheet.Info with { Title = MapWalk.FirstLine(root.Text) };
        sheet.Finish();
    }

    private void End()
    {
        if (open.TryPeek(out var top) && top.Depth == xml.Depth) open.Pop();
        else if (xml.Name == "FloatingTopics") floating--;
        else if (xml.Name == "OneImage") inImage = false;
    }

    private void Element()
    {
        var topic = open.TryPeek(out var top) ? top.Topic : null;
        switch (xml.Name)
        {
            case "Topic": Topic(topic); break;
            case "FloatingTopics" when !xml.IsEmpty: floating++; break;
            case "Relationship": Relationship(); break;
            case "Text" when topic is not null && xml.Depth == top.Depth + 1: topic.Text = xml.Attribute("PlainText") ?? ""; break;
            case "Collapsed" when topic is not null: topic.Folded |= xml.Attribute("Collapsed") == "true"; break;
            case "NotesXhtmlData" when topic is not null: Notes(topic); break;
            case "Hyperlink" when topic is not null: Links.Take(intake, topic, xml.Attribute("Url")); break;
            case "TextLabel" when topic is not null: topic.Tag(xml.Attribute("TextLabelName")); break;
            case "Icon" when topic is not null && xml.Attribute("IconType") is { } icon: topic.Icon(Short(icon)); break;
            case "Task" when topic is not null: Task(topic); break;
            case "OneImage" when topic is not null && !xml.IsEmpty: inImage = true; break;
            case "Uri" when inImage && topic is not null: Image(topic); break;
            case "StyleGroup" or "Custom" or "OneBoundary": xml.Skip(); break;
        }
    }

    private void Topic(Topic? parent)
    {
        var topic = intake.Topic("", xml.Line);
        if (xml.Attribute("OId") is { } id) byId.TryAdd(id, topic);
        var floats = floating > 0 && open.Count == 1;
        if (parent is null || floats) sheet.Roots.Add(topic);
        else parent.Add(topic);
        if (!xml.IsEmpty) open.Push((topic, xml.Depth));
    }

    private void Notes(Topic topic)
    {
        var preview = xml.Attribute("PreviewPlainText");
        var note = xml.Rich().ToString();
        topic.AddNote(note.Length > 0 ? note : preview);
    }

    private void Task(Topic topic)
    {
        if (xml.Attribute("TaskPriority") is { } priority) topic.Icon(Short(priority));
        if (int.TryParse(xml.Attribute("TaskPercentage"), CultureInfo.InvariantCulture, out var percent)) topic.Tag(percent >= 100 ? Tasks.Done : Tasks.Open);
    }

    private void Image(Topic topic)
    {
        var uri = xml.Text().Trim();
        if (uri.StartsWith(Archived, StringComparison.Ordinal)) topic.Image ??= Images.Take(intake, zip, uri[Archived.Length..]);
    }

    private void Relationship()
    {
        if (xml.IsEmpty) return;
        var depth = xml.Depth;
        string? from = null, to = null, label = null;
        while (xml.Read() && !(xml.Type == XmlNodeType.EndElement && xml.Depth == depth))
        {
            if (xml.Type != XmlNodeType.Element) continue;
            if (xml.Name == "ObjectReference" && from is null) from = xml.Attribute("OIdRef");
            else if (xml.Name == "ObjectReference") to ??= xml.Attribute("OIdRef");
            else if (xml.Name == "Text") label ??= xml.Attribute("PlainText");
        }
        relationships.Add((from, to, label));
    }

    private static string Short(string urn) => urn.StartsWith(Urn, StringComparison.Ordinal) ? urn[Urn.Length..] : urn;
}
