using System.Xml;
using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>Reads the content.xml of XMind 3 to 8 and of other programs that write it.</summary>
internal sealed class XMindXmlReader(Intake intake, XmlOpener xml, ZipOpener? zip)
{
    private const string InnerLink = "xmind:#";
    private readonly Dictionary<string, Topic> byId = new(StringComparer.Ordinal);
    private readonly List<(Topic From, string To)> innerLinks = [];
    private readonly List<Relationship> relationships = [];
    private readonly Stack<(Topic Topic, int Depth)> open = new();
    private readonly Stack<string> types = new();
    private Sheet? sheet;

    private sealed record Relationship(string? From, string? To)
    {
        public string? Title;
    }

    public void Read()
    {
        while (xml.Read())
        {
            if (xml.Type == XmlNodeType.EndElement) End();
            else if (xml.Type == XmlNodeType.Element) Element();
        }
    }

    private void Element()
    {
        var topic = open.TryPeek(out var top) ? top.Topic : null;
        switch (xml.Name)
        {
            case "sheet": Start(); break;
            case "topics": if (!xml.IsEmpty) types.Push(xml.Attribute("type") ?? "attached"); break;
            case "topic": Topic(topic); break;
            case "title" when topic is not null && top.Depth == xml.Depth - 1: topic.Text = xml.Text(); break;
            case "title" when topic is null && sheet is not null && relationships is [.., { Title: null } last]: last.Title = xml.Text(); break;
            case "title" when topic is null && sheet is not null: sheet.Info = sheet.Info with { Title = xml.Text() }; break;
            case "plain" when topic is not null: topic.Note ??= xml.Text().Trim('\n') is { Length: > 0 } note ? note : null; break;
            case "html" when topic is not null: Html(topic); break;
            case "label" when topic is not null: topic.Tag(xml.Text()); break;
            case "marker-ref" when topic is not null: topic.Icon(xml.Attribute("marker-id")); break;
            case "img" when topic is not null: topic.Image ??= Images.Take(intake, zip, xml.Attribute("src")); break;
            case "relationship": relationships.Add(new Relationship(xml.Attribute("end1"), xml.Attribute("end2")) { Title = xml.IsEmpty ? "" : null }); break;
            case "boundary" when topic is not null: Boundary(topic); break;
            case "extensions" or "legend" or "summaries" or "position" or "numbering": xml.Skip(); break;
        }
    }

    private void Start()
    {
        sheet = new Sheet(intake);
        byId.Clear();
        innerLinks.Clear();
        relationships.Clear();
        open.Clear();
        types.Clear();
    }

    private void Topic(Topic? parent)
    {
        if (sheet is null) Start();
        var type = types.TryPeek(out var listed) ? listed : "root";
        var topic = intake.Topic("", xml.Line);
        if (parent is null || type == "detached") sheet!.Roots.Add(topic);
        else parent.Add(topic);
        if (type is "summary" or "callout") topic.Keep(XMind.KeptName + "type", type);
        if (type == "summary") intake.Count("summary", xml.Line, "summaries of several topics became nodes after them.");
        if (xml.Attribute("id") is { } id)
        {
            byId.TryAdd(id, topic);
            topic.Id = StableId.Of(id);
        }
        topic.Folded = xml.Attribute("branch") == "folded";
        if (xml.Attribute("structure-class") is { } structure) topic.Keep(XMind.KeptName + "structureClass", structure);
        if (xml.Attribute("href") is { } href) Link(topic, href);
        if (!xml.IsEmpty) open.Push((topic, xml.Depth));
    }

    private void Link(Topic topic, string href)
    {
        if (href.StartsWith(InnerLink, StringComparison.Ordinal)) innerLinks.Add((topic, href[InnerLink.Length..]));
        else if (href.StartsWith("xap:", StringComparison.Ordinal)) intake.Count("attachment", xml.Line, "attached files were left out.");
        else Links.Take(intake, topic, href);
    }

    private void Html(Topic topic)
    {
        var rich = xml.Rich();
        if (topic.Note is null && rich.ToString() is { Length: > 0 } note) topic.Note = note;
    }

    private void Boundary(Topic topic)
    {
        if (xml.IsEmpty) return;
        var depth = xml.Depth;
        while (xml.Read() && !(xml.Type == XmlNodeType.EndElement && xml.Depth == depth))
            if (xml.Type == XmlNodeType.Element && xml.Name == "title") topic.AddNote(xml.Text());
    }

    private void End()
    {
        if (open.TryPeek(out var top) && top.Depth == xml.Depth) open.Pop();
        else if (xml.Name == "topics") types.TryPop(out _);
        else if (xml.Name == "relationship" && relationships is [.., { Title: null } last]) last.Title = "";
        else if (xml.Name == "sheet") Finish();
        else if (xml.Name == "xmap-content" && intake.Maps.Count == 0 && sheet is not null) Finish();
    }

    private void Finish()
    {
        if (sheet is not { Roots.Count: > 0 }) return;
        foreach (var (from, to) in innerLinks)
            if (byId.TryGetValue(to, out var target)) sheet.Connect(from, target, null);
            else intake.Count("dangling_link", from.Line, "links lead to topics that are not on their sheet, and were left out.");
        foreach (var relationship in relationships)
            if (byId.TryGetValue(relationship.From ?? "", out var from) && byId.TryGetValue(relationship.To ?? "", out var to)) sheet.Connect(from, to, relationship.Title);
            else intake.Count("dangling_link", 0, "relationships lead to what is no topic of their sheet, and were left out.");
        sheet.Finish();
        sheet = null;
    }
}
