using System.Text;
using System.Xml;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Formats;

/// <summary>
/// Writes OPML 2. A shared node's later lines carry its text and name it (_also); links stand in the head under our own
/// name space; other programs show the outline and pass over the rest.
/// </summary>
internal static class OpmlWriter
{
    private const string Space = "urn:ramify:opml";

    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = new UTF8Encoding(false), Indent = true, NewLineChars = "\n", NewLineHandling = NewLineHandling.Entitize, CheckCharacters = false,
    };

    private static readonly HashSet<string> Written = ["text", "_note", "note", "url", "htmlUrl", "_id", "_also", "_primary", "_folded", "_tags", "_date", "_style", "_image"];

    /// <summary>The bytes of the file.</summary>
    public static byte[] Write(MindMap map)
    {
        var named = map.Links.SelectMany(l => (Node[])[l.From, l.To]).ToHashSet();
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, Settings))
        {
            xml.WriteStartElement("opml");
            xml.WriteAttributeString("version", "2.0");
            xml.WriteAttributeString("xmlns", "ramify", null, Space);
            Head(xml, map);
            xml.WriteStartElement("body");
            foreach (var step in MapWalk.Of(map))
            {
                if (step.IsEnd) xml.WriteEndElement();
                else Start(xml, step, named);
            }
            xml.WriteEndDocument();
        }
        return stream.ToArray();
    }

    /// <summary>What the file lacks.</summary>
    public static IReadOnlyList<Loss> Losses(MindMap map) => Kept.Losses(map, Opml.KeptName);

    private static void Head(XmlWriter xml, MindMap map)
    {
        xml.WriteStartElement("head");
        xml.WriteElementString("title", Clean(map.Info.Title));
        foreach (var (name, value) in OwnFields.Of(map.Info))
        {
            if (name == "author") xml.WriteElementString("ownerName", Clean(value));
            else if (name == "description") xml.WriteElementString(name, Clean(value));
            else xml.WriteElementString(name, Space, Clean(value));
        }
        foreach (var link in map.Links.OrderBy(l => l.Id))
        {
            xml.WriteStartElement("link", Space);
            xml.WriteAttributeString("from", StableId.Name(link.From.Id));
            xml.WriteAttributeString("to", StableId.Name(link.To.Id));
            if (!string.IsNullOrEmpty(link.Label)) xml.WriteAttributeString("label", Clean(link.Label));
            foreach (var (name, value) in OwnFields.Of(link)) xml.WriteAttributeString(name, Clean(value));
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    private static void Start(XmlWriter xml, WalkStep step, HashSet<Node> named)
    {
        var (node, details) = (step.Node, step.Node.Details);
        xml.WriteStartElement("outline");
        xml.WriteAttributeString("text", Clean(node.Text));
        if (!step.IsFirst)
        {
            xml.WriteAttributeString("_also", StableId.Name(node.Id));
            if (step.IsLatePrimary) xml.WriteAttributeString("_primary", "true");
            return;
        }
        if (node.IsShared || named.Contains(node) || StableId.Of(StableId.Name(node.Id)) is not null) xml.WriteAttributeString("_id", StableId.Name(node.Id));
        if (ReferenceEquals(details, NodeDetails.None)) return;
        if (details.Note is { Length: > 0 } note) xml.WriteAttributeString("_note", Clean(note));
        if (details.Link is { } link)
        {
            // A feed says its type itself.
            var isFeed = details.Unknown.ContainsKey(Opml.KeptName + "type");
            if (!isFeed) xml.WriteAttributeString("type", "link");
            xml.WriteAttributeString(isFeed ? "htmlUrl" : "url", link);
        }
        if (details.Folded) xml.WriteAttributeString("_folded", "true");
        if (!details.Tags.IsEmpty) xml.WriteAttributeString("_tags", Clean(string.Join('\n', details.Tags)));
        foreach (var (name, value) in OwnFields.Of(node)) xml.WriteAttributeString("_" + name, Clean(value));
        foreach (var (key, value) in details.Unknown)
            if (key.StartsWith(Opml.KeptName, StringComparison.Ordinal) && key[Opml.KeptName.Length..] is var name && Kept.IsName(name) && !Written.Contains(name))
                xml.WriteAttributeString(name, Clean(value));
    }

    private static string Clean(string text) => CleanText.Of(text);
}
