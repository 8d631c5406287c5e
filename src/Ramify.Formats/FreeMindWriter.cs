using System.Text;
using System.Xml;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Formats;

/// <summary>
/// Writes .mm for FreeMind and Freeplane. A shared node is written once; where it stands again is a clone (TREE_ID), which
/// Freeplane shows as the same node and FreeMind as one with the same text. What .mm has no attribute for stands in
/// attributes of our own, which those programs ignore.
/// </summary>
internal sealed class FreeMindWriter
{
    public const string OwnPrefix = "RAMIFY_";

    /// <summary>Most nodes written below clones; Freeplane shows what stands there, we need only the clone itself.</summary>
    private const int MostRepeats = 20_000;

    private static readonly HashSet<string> Written = ["TEXT", "ID", "FOLDED", "LINK", "TAGS", "TREE_ID", "CONTENT_ID"];

    private readonly MindMap map;
    private readonly ILookup<Node, Link> links;
    private readonly XmlWriter xml;
    private int clones;

    private FreeMindWriter(MindMap map, XmlWriter xml)
    {
        (this.map, this.xml) = (map, xml);
        links = map.Links.OrderBy(l => l.Id).ToLookup(l => l.From);
    }

    // FreeMind reads a file without declaration in the machine's own encoding: other characters than ASCII as references.
    private static readonly XmlWriterSettings Settings = new()
    {
        Encoding = Encoding.ASCII, OmitXmlDeclaration = true, Indent = true, IndentChars = "", NewLineChars = "\n",
        NewLineHandling = NewLineHandling.Entitize, CheckCharacters = false,
    };

    /// <summary>The bytes of the file.</summary>
    public static byte[] Write(MindMap map)
    {
        using var stream = new MemoryStream();
        using (var xml = XmlWriter.Create(stream, Settings)) new FreeMindWriter(map, xml).Write();
        return stream.ToArray();
    }

    /// <summary>What the file lacks.</summary>
    public static IReadOnlyList<Loss> Losses(MindMap map) => Kept.Losses(map, FreeMind.KeptName);

    private void Write()
    {
        xml.WriteStartElement("map");
        xml.WriteAttributeString("version", "1.0.1");
        var isForest = map.Roots.Length != 1;
        if (MapWalk.HasOwnTitle(map)) Own("title", map.Info.Title);
        foreach (var (name, value) in OwnFields.Of(map.Info))
            if (name != "tag") Own(name, value);
        if (!map.Info.Tags.IsEmpty) Own("tags", string.Join('\n', map.Info.Tags));
        if (isForest)
        {
            Own("forest", "true");
            xml.WriteStartElement("node");
            xml.WriteAttributeString("TEXT", Clean(map.Info.Title));
        }
        foreach (var step in MapWalk.Of(map))
        {
            if (step.IsEnd) xml.WriteEndElement();
            else if (step.IsFirst) Start(step.Node);
            else Clone(step);
        }
        xml.WriteEndDocument();
    }

    private void Start(Node node)
    {
        var details = node.Details;
        xml.WriteStartElement("node");
        // A text that begins like markup would be read as markup.
        var looksRich = node.Text.AsSpan().TrimStart().StartsWith("<html", StringComparison.OrdinalIgnoreCase);
        if (!looksRich) xml.WriteAttributeString("TEXT", Clean(node.Text));
        xml.WriteAttributeString("ID", StableId.Name(node.Id));
        if (details.Folded) xml.WriteAttributeString("FOLDED", "true");
        if (details.Link is { } link) xml.WriteAttributeString("LINK", link);
        var tags = details.Tags.Where(t => !t.StartsWith(Topic.IconMark, StringComparison.Ordinal)).ToList();
        if (tags.Count > 0) xml.WriteAttributeString("TAGS", Clean(string.Join('\n', tags)));
        foreach (var (name, value) in OwnFields.Of(node)) Own(name, value);
        Unknown(details);
        if (looksRich) Plain("NODE", node.Text);
        if (details.Note is { Length: > 0 } note) Note(note);
        foreach (var tag in details.Tags)
            if (tag.StartsWith(Topic.IconMark, StringComparison.Ordinal)) Element("icon", "BUILTIN", tag[Topic.IconMark.Length..]);
        if (details.Style.Emphasis == NodeEmphasis.Bold) Element("font", "BOLD", "true");
        foreach (var arrow in links[node]) Arrow(arrow);
    }

    private void Clone(WalkStep step)
    {
        CloneStart(step.Node);
        if (step.IsLatePrimary) Own("primary", "true");
        var open = new Stack<(Node Node, int Next)>();
        open.Push((step.Node, 0));
        while (open.TryPop(out var at))
        {
            if (at.Next == at.Node.Children.Length || clones >= MostRepeats)
            {
                // The clone itself is closed by the walk.
                if (open.Count > 0) xml.WriteEndElement();
                continue;
            }
            var child = at.Node.Children[at.Next].Node;
            open.Push((at.Node, at.Next + 1));
            CloneStart(child);
            open.Push((child, 0));
        }
    }

    private void CloneStart(Node node)
    {
        clones++;
        xml.WriteStartElement("node");
        xml.WriteAttributeString("TEXT", Clean(node.Text));
        xml.WriteAttributeString("ID", $"ID_CLONE_{clones}");
        xml.WriteAttributeString("TREE_ID", StableId.Name(node.Id));
    }

    /// <summary>Attributes and fields that came from a .mm file; scripts and what is no colour never go back.</summary>
    private void Unknown(NodeDetails details)
    {
        foreach (var (key, value) in details.Unknown)
            if (key.StartsWith(FreeMind.KeptName, StringComparison.Ordinal) && !key.StartsWith(FreeMind.KeptField, StringComparison.Ordinal)
                && key[FreeMind.KeptName.Length..] is var name && Kept.IsName(name) && !Written.Contains(name) && !name.StartsWith(OwnPrefix, StringComparison.Ordinal))
                xml.WriteAttributeString(name, Clean(value));
        foreach (var (key, value) in details.Unknown)
            if (key.StartsWith(FreeMind.KeptField, StringComparison.Ordinal) && !key.AsSpan(FreeMind.KeptField.Length).StartsWith("script", StringComparison.OrdinalIgnoreCase))
            {
                xml.WriteStartElement("attribute");
                xml.WriteAttributeString("NAME", Clean(key[FreeMind.KeptField.Length..].Split('#')[0]));
                xml.WriteAttributeString("VALUE", Clean(value));
                xml.WriteEndElement();
            }
    }

    /// <summary>As paragraphs, which both programs show; where spaces would run together, as Freeplane's plain text.</summary>
    private void Note(string note)
    {
        if (!IsParagraphs(note))
        {
            Plain("NOTE", note);
            return;
        }
        xml.WriteStartElement("richcontent");
        xml.WriteAttributeString("TYPE", "NOTE");
        xml.WriteStartElement("html");
        xml.WriteElementString("head", "");
        xml.WriteStartElement("body");
        foreach (var line in note.Split('\n')) xml.WriteElementString("p", Clean(line));
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static bool IsParagraphs(string note) =>
        note[0] != '\n' && note[^1] != '\n' && !note.Contains('\t', StringComparison.Ordinal) && !note.Contains("  ", StringComparison.Ordinal)
        && note.Split('\n').All(line => line.Length == 0 || (line[0] != ' ' && line[^1] != ' '));

    private void Plain(string type, string text)
    {
        xml.WriteStartElement("richcontent");
        xml.WriteAttributeString("TYPE", type);
        xml.WriteAttributeString("CONTENT-TYPE", "plain/auto");
        xml.WriteElementString("text", Clean(text));
        xml.WriteEndElement();
    }

    private void Arrow(Link link)
    {
        xml.WriteStartElement("arrowlink");
        xml.WriteAttributeString("DESTINATION", StableId.Name(link.To.Id));
        xml.WriteAttributeString("STARTARROW", "NONE");
        xml.WriteAttributeString("ENDARROW", "DEFAULT");
        if (!string.IsNullOrEmpty(link.Label)) xml.WriteAttributeString("MIDDLE_LABEL", Clean(link.Label));
        foreach (var (name, value) in OwnFields.Of(link)) Own(name, value);
        xml.WriteEndElement();
    }

    private void Element(string element, string attribute, string value)
    {
        xml.WriteStartElement(element);
        xml.WriteAttributeString(attribute, Clean(value));
        xml.WriteEndElement();
    }

    private void Own(string name, string value) => xml.WriteAttributeString(OwnPrefix + name, Clean(value));

    private static string Clean(string text) => CleanText.Of(text);
}
