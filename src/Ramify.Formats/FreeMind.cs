using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>
/// Reads .mm: FreeMind 0.7 to 1.0, Freeplane, Docear and what others write in their manner. Freeplane's clones
/// (TREE_ID) are shared nodes; the empty nodes by which it draws a summary are left out, and what hung below stays.
/// </summary>
internal static class FreeMind
{
    public const string Id = "mm";

    /// <summary>Prefix of this format's attributes among <see cref="NodeDetails.Unknown"/>.</summary>
    public const string KeptName = "mm.";
    public const string KeptField = "mm.attribute.";

    public static MapReading Read(ReadOnlyMemory<byte> bytes, string? fileName, MapLimits limits) =>
        Intake.Run(Id, limits, fileName, bytes.Length, intake =>
        {
            using var xml = new XmlOpener(intake, bytes.Span);
            new FreeMindReader(intake, xml).Read();
        });
}

/// <summary>One reading of a .mm file.</summary>
internal sealed class FreeMindReader(Intake intake, XmlOpener xml)
{
    /// <summary>Most attributes kept of one node.</summary>
    private const int MostFields = 500;

    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdefABCDEF");
    private readonly Sheet sheet = new(intake);
    private readonly Stack<Open> open = new();
    private readonly Dictionary<string, Topic> byId = new(StringComparer.Ordinal);
    private readonly List<(Topic From, string To, int Line, string? Label, Link Like)> arrows = [];
    private bool isForest, hasTitle;
    private Topic? first;

    /// <summary>A node element whose end has not come.</summary>
    /// <param name="Topic">Its topic.</param>
    /// <param name="Depth">Depth of the element.</param>
    /// <param name="IsClone">Whether it only repeats a topic: what it holds is known.</param>
    private sealed record Open(Topic Topic, int Depth, bool IsClone)
    {
        public bool IsSummary, IsGroupStart, HasText;
    }

    public void Read()
    {
        while (xml.Read())
        {
            if (xml.Type == System.Xml.XmlNodeType.EndElement && open.TryPeek(out var top) && top.Depth == xml.Depth) Close();
            else if (xml.Type == System.Xml.XmlNodeType.Element) Element();
        }
        foreach (var (from, to, line, label, like) in arrows) Connect(from, to, line, label, like);
        if (isForest) sheet.Roots.Clear();
        if (isForest && first?.Children is { } roots) sheet.Roots.AddRange(roots);
        if (!hasTitle) sheet.Info = sheet.Info with { Title = first is { } root && !isForest ? FirstLine(root.Text) : "" };
        sheet.Finish();
    }

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();

    private void Element()
    {
        switch (xml.Name)
        {
            case "map": Map(); break;
            case "node": Node(); break;
            case "richcontent" when open.Count > 0: Rich(open.Peek()); break;
            case "hook" when open.Count > 0: Hook(open.Peek()); break;
            case "arrowlink" when open.Count > 0: Arrow(open.Peek().Topic); break;
            case "icon" when open.Count > 0 && !open.Peek().IsClone: open.Peek().Topic.Icon(xml.Attribute("BUILTIN")); break;
            case "attribute" when open.Count > 0: Field(open.Peek()); break;
            case "font" when open.Count > 0: Font(open.Peek().Topic); break;
            case "cloud" or "edge" or "linktarget" or "attribute_layout" or "attribute_registry" or "parsererror": xml.Skip(); break;
            case "pdf_annotation" when open.Count > 0: intake.Count("not_kept", xml.Line, "annotations of PDF files were left out."); xml.Skip(); break;
        }
    }

    private void Map()
    {
        foreach (var (name, value) in xml.Attributes())
        {
            if (!name.StartsWith(FreeMindWriter.OwnPrefix, StringComparison.Ordinal)) continue;
            var own = name[FreeMindWriter.OwnPrefix.Length..];
            if (own == "title") (sheet.Info, hasTitle) = (sheet.Info with { Title = value }, true);
            else if (own == "forest") isForest = true;
            else if (own == "tags") sheet.Info = sheet.Info with { Tags = [.. value.Split('\n')] };
            else sheet.Info = OwnFields.Take(sheet.Info, own, value);
        }
    }

    private void Node()
    {
        var known = xml.Attribute("TREE_ID") is { } repeated ? byId.GetValueOrDefault(repeated) : null;
        if (known is not null && xml.Attribute("ID") is { } alias) byId.TryAdd(alias, known);
        if (open.TryPeek(out var above) && (above.IsClone || known is not null))
        {
            // What a clone holds is what the node it repeats holds: only its own place is new.
            if (!above.IsClone) Repeat(known!, above.Topic);
            if (!xml.IsEmpty) open.Push(new Open(known ?? above.Topic, xml.Depth, true));
            return;
        }
        var parent = above?.Topic;
        var topic = intake.Topic("", xml.Line);
        var entry = new Open(topic, xml.Depth, false);
        foreach (var (name, value) in xml.Attributes()) Attribute(entry, name, value);
        first ??= topic;
        if (parent is null) sheet.Roots.Add(topic);
        else parent.Add(topic);
        open.Push(entry);
        if (xml.IsEmpty) Close();
    }

    private void Repeat(Topic known, Topic parent)
    {
        parent.Add(known);
        if (xml.Attribute(FreeMindWriter.OwnPrefix + "primary") is not null) known.PrimaryParent = parent;
    }

    private void Attribute(Open entry, string name, string value)
    {
        var topic = entry.Topic;
        switch (name)
        {
            case "TEXT": entry.HasText = true; topic.Text = PlainText(topic, value); break;
            case "ID": byId[value] = topic; topic.Id = StableId.Of(value); break;
            case "CONTENT_ID": if (!entry.HasText && byId.TryGetValue(value, out var same)) topic.Text = same.Text; break;
            case "FOLDED": topic.Folded = value == "true"; break;
            case "LINK": Link(topic, value); break;
            case "TAGS": foreach (var tag in value.Split('\n')) topic.Tag(tag); break;
            case "ENCRYPTED_CONTENT": intake.Count("encrypted", topic.Line, "encrypted nodes show only their own text; decrypt them in Freeplane to read what is below."); Keep(topic, name, value); break;
            case "CREATED" or "MODIFIED" or "HGAP" or "VGAP" or "VSHIFT" or "HGAP_QUANTITY" or "VGAP_QUANTITY" or "VSHIFT_QUANTITY" or "TEXT_SHORTENED" or "TREE_ID": break;
            case var own when own.StartsWith(FreeMindWriter.OwnPrefix, StringComparison.Ordinal): OwnFields.Take(topic, own[FreeMindWriter.OwnPrefix.Length..], value); break;
            default: Keep(topic, name, value); break;
        }
    }

    private void Keep(Topic topic, string name, string value)
    {
        // A colour goes back only as a colour; anything may hide in a text that another program takes for style.
        if (name.EndsWith("COLOR", StringComparison.Ordinal) && !IsColour(value)) intake.Count("style_refused", topic.Line, "colours that are none were left out.");
        else if (value.Length <= intake.Limits.TextLength) topic.Keep(FreeMind.KeptName + name, value);
    }

    private static bool IsColour(string value) => value.Length is 4 or 7 or 9 && value[0] == '#' && value.AsSpan(1).IndexOfAnyExcept(HexDigits) < 0;

    /// <summary>FreeMind before 0.9 wrote rich text into the attribute.</summary>
    private string PlainText(Topic topic, string value)
    {
        if (!value.AsSpan().TrimStart().StartsWith("<html", StringComparison.OrdinalIgnoreCase)) return value;
        var rich = HtmlText.Of(value, intake.Limits);
        if (rich.Link is { } link) Link(topic, link);
        Image(topic, rich);
        return rich.ToString();
    }

    /// <summary>An image lies beside the file and cannot be read; its name stays as a note, so that somebody can find it.</summary>
    private void Image(Topic topic, RichText rich)
    {
        if (rich.Image is not { } image) return;
        topic.AddNote(image);
        intake.Count("image_outside", topic.Line, "images lie outside of the file and were not read; their names are notes.");
    }

    private void Link(Topic topic, string value)
    {
        if (value.StartsWith('#')) arrows.Add((topic, value[1..], topic.Line, null, Sheet.Plain));
        else Links.Take(intake, topic, value);
    }

    private void Rich(Open entry)
    {
        var type = xml.Attribute("TYPE");
        var rich = xml.Rich();
        if (entry.IsClone) return;
        var text = rich.ToString();
        if (type is "NODE" or null)
        {
            if (!entry.HasText || entry.Topic.Text.Length == 0) entry.Topic.Text = text;
            entry.HasText = true;
        }
        else if (type == "DETAILS" && entry.Topic.Note is { } note)
        {
            entry.Topic.Note = text;
            entry.Topic.AddNote(note);
        }
        else if (text.Length > 0) entry.Topic.AddNote(text);
        if (rich.Link is { } link && entry.Topic.Link is null && SafeLink.Normalise(link) is { } safe) entry.Topic.Link = safe;
        Image(entry.Topic, rich);
    }

    private void Hook(Open entry)
    {
        var name = xml.Attribute("NAME") ?? "";
        if (name.Contains("script", StringComparison.OrdinalIgnoreCase)) Script(entry.Topic, name);
        else if (name == "SummaryNode") entry.IsSummary = true;
        else if (name == "FirstGroupNode") entry.IsGroupStart = true;
        else if (name == "ExternalObject" && !entry.IsClone) External(entry.Topic);
        else if (name.EndsWith("NodeNote.properties", StringComparison.Ordinal) && !entry.IsClone)
        {
            entry.Topic.AddNote(xml.Text().Trim());
            return;
        }
        xml.Skip();
    }

    /// <summary>Freeplane's own image of a node: a file beside the map.</summary>
    private void External(Topic topic)
    {
        var rich = new RichText();
        rich.Open("img", xml.Attribute("URI"), null);
        Image(topic, rich);
    }

    private void Arrow(Topic from)
    {
        if (open.Peek().IsClone || xml.Attribute("DESTINATION") is not { Length: > 0 } to) return;
        var like = Sheet.Plain;
        foreach (var name in OwnFields.LinkNames) like = OwnFields.Take(like, name, xml.Attribute(FreeMindWriter.OwnPrefix + name));
        var label = xml.Attribute("MIDDLE_LABEL") ?? xml.Attribute("TARGET_LABEL") ?? xml.Attribute("SOURCE_LABEL");
        arrows.Add((from, to, xml.Line, label, like));
    }

    private void Connect(Topic from, string to, int line, string? label, Link like)
    {
        if (byId.TryGetValue(to, out var target)) sheet.Connect(from, target, label, like);
        else intake.Count("dangling_link", line, "links lead to nodes that are not in the file, and were left out.");
    }

    private void Field(Open entry)
    {
        var topic = entry.Topic;
        if (entry.IsClone || xml.Attribute("NAME") is not { Length: > 0 } name) return;
        var value = xml.Attribute("VALUE") ?? "";
        if (name.StartsWith("script", StringComparison.OrdinalIgnoreCase)) Script(topic, name);
        else if (topic.Unknown?.Count >= MostFields) intake.Count("not_kept", xml.Line, "attributes of nodes that have hundreds of them were left out.");
        else if (name.Length <= 200 && value.Length <= intake.Limits.TextLength)
        {
            var key = FreeMind.KeptField + name;
            for (var n = 2; topic.Unknown?.ContainsKey(key) == true; n++) key = $"{FreeMind.KeptField}{name}#{n}";
            topic.Keep(key, value);
        }
    }

    private void Script(Topic topic, string name) =>
        intake.Tell("script", xml.Line, $"The script '{name}' of the node '{Shortened(topic.Text)}' was left out; scripts are never run and never written.");

    private void Font(Topic topic)
    {
        if (xml.Attribute("BOLD") == "true" && topic.Style.Emphasis == NodeEmphasis.ByLevel) topic.Style = topic.Style with { Emphasis = NodeEmphasis.Bold };
    }

    private static string Shortened(string text) => text.Length <= 40 ? text : text[..40] + "…";

    private void Close()
    {
        var entry = open.Pop();
        if (entry.IsClone || open.Count == 0 || !(entry.IsSummary || entry.IsGroupStart)) return;
        // As Freeplane decides what it hides: an empty node that only holds the bracket together. What sums the group up
        // stands below it, and here after the group.
        var topic = entry.Topic;
        if (topic.Text.Length > 0 || !(entry.IsGroupStart || topic.Children is not null)) return;
        var siblings = open.Peek().Topic.Children!;
        siblings.RemoveAt(siblings.Count - 1);
        if (topic.Children is not { } children) return;
        children[0].AddNote(topic.Note);
        if (entry.IsSummary) intake.Count("summary", topic.Line, "summaries of several nodes became nodes after them.");
        foreach (var child in children) child.Keep(FreeMind.KeptName + "summary", "true");
        siblings.AddRange(children);
    }
}
