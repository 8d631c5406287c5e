using System.Globalization;
using System.Xml;
using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>Reads OPML 1 and 2: outlines of outliners, lists of feeds, and what other mind map programs export.</summary>
internal static class Opml
{
    public const string Id = "opml";

    /// <summary>Prefix of this format's attributes among <see cref="NodeDetails.Unknown"/>.</summary>
    public const string KeptName = "opml.";

    public static MapReading Read(ReadOnlyMemory<byte> bytes, string? fileName, MapLimits limits) =>
        Intake.Run(Id, limits, fileName, bytes.Length, intake =>
        {
            using var xml = new XmlOpener(intake, bytes.Span);
            new OpmlReader(intake, xml).Read();
        });
}

/// <summary>One reading of an OPML file.</summary>
internal sealed class OpmlReader(Intake intake, XmlOpener xml)
{
    private readonly Sheet sheet = new(intake);
    private readonly Stack<(Topic? Topic, int Depth)> open = new();
    private readonly Dictionary<string, Topic> byId = new(StringComparer.Ordinal);
    private readonly List<(string? From, string? To, string? Label, Link Like)> links = [];
    private string? expanded;

    public void Read()
    {
        var inHead = false;
        while (xml.Read())
        {
            if (xml.Type == XmlNodeType.EndElement)
            {
                if (open.TryPeek(out var top) && top.Depth == xml.Depth) open.Pop();
                else if (xml.Name == "head") inHead = false;
            }
            else if (xml.Type != XmlNodeType.Element) continue;
            else if (xml.Name == "head") inHead = !xml.IsEmpty;
            else if (inHead) Head();
            else if (xml.Name == "outline") Outline();
        }
        foreach (var (from, to, label, like) in links)
            if (byId.TryGetValue(from ?? "", out var start) && byId.TryGetValue(to ?? "", out var end)) sheet.Connect(start, end, label, like);
        Fold();
        if (sheet.Roots.Count == 0 && sheet.Info.Title.Length == 0) throw new RefusedException("empty", "The OPML file holds no outline; export the map again.");
        sheet.Finish();
    }

    private void Head()
    {
        var name = xml.Name;
        if (name == "link" && xml.Attribute("from") is { } from)
        {
            var like = Sheet.Plain;
            foreach (var field in OwnFields.LinkNames) like = OwnFields.Take(like, field, xml.Attribute(field));
            links.Add((from, xml.Attribute("to"), xml.Attribute("label"), like));
            return;
        }
        var value = xml.Text();
        if (value.Length == 0) return;
        if (name == "title") sheet.Info = sheet.Info with { Title = value };
        else if (name == "ownerName") sheet.Info = sheet.Info with { Author = value };
        else if (name == "expansionState") expanded = value;
        else sheet.Info = OwnFields.Take(sheet.Info, name, value);
    }

    private void Outline()
    {
        var parent = open.TryPeek(out var top) ? top.Topic : null;
        var repeated = xml.Attribute("_also") is { } also ? byId.GetValueOrDefault(also) : null;
        var topic = repeated ?? intake.Topic("", xml.Line);
        if (repeated is null) Attributes(topic);
        else if (xml.Attribute("_primary") is not null) repeated.PrimaryParent = parent;
        if (parent is null) sheet.Roots.Add(topic);
        else parent.Add(topic);
        if (!xml.IsEmpty) open.Push((topic, xml.Depth));
    }

    private void Attributes(Topic topic)
    {
        string? title = null, url = null, html = null, feed = null;
        var hasText = false;
        foreach (var (name, value) in xml.Attributes())
        {
            switch (name)
            {
                case "text": (topic.Text, hasText) = (value, true); break;
                case "title": title = value; break;
                case "_note" or "note": topic.AddNote(value); break;
                case "url": url = value; break;
                case "htmlUrl": html = value; break;
                case "xmlUrl": feed = value; break;
                case "_id": byId[value] = topic; topic.Id = StableId.Of(value); break;
                case "_folded": topic.Folded = value == "true"; break;
                case "_tags": foreach (var tag in value.Split('\n')) topic.Tag(tag); break;
                case "_also" or "_primary": break;
                case "type" when value == "link": break;
                case ['_', .. var own] when OwnFields.Take(topic, own, value): break;
                default: if (value.Length <= intake.Limits.TextLength) topic.Keep(Opml.KeptName + name, value); break;
            }
        }
        if (!hasText) topic.Text = title ?? "";
        else if (title is { Length: > 0 } && title != topic.Text) topic.Keep(Opml.KeptName + "title", title);
        Links.Take(intake, topic, url ?? html ?? feed);
        if (feed is not null) topic.Keep(Opml.KeptName + "xmlUrl", feed);
    }

    /// <summary>
    /// The head may list the lines that are open, counted as they show, folded ones left out. Some programs write a path
    /// there; what is no list of numbers folds nothing.
    /// </summary>
    private void Fold()
    {
        if (expanded is null) return;
        var lines = new HashSet<int>();
        foreach (var number in expanded.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
            if (!int.TryParse(number, CultureInfo.InvariantCulture, out var line) || !lines.Add(line)) return;
        if (lines.Count == 0) return;
        var shown = new Stack<Topic>();
        for (var i = sheet.Roots.Count - 1; i >= 0; i--) shown.Push(sheet.Roots[i]);
        for (var line = 1; shown.TryPop(out var topic) && line <= intake.Limits.Nodes; line++)
        {
            if (topic.Children is not { } children) continue;
            topic.Folded |= !lines.Contains(line);
            if (topic.Folded) continue;
            for (var i = children.Count - 1; i >= 0; i--) shown.Push(children[i]);
        }
    }
}
