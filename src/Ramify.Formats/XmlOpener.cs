using System.Buffers;
using System.Text;
using System.Xml;
using Ramify.Text;

namespace Ramify.Formats;

/// <summary>
/// The one way in for XML of any program: streamed, no resolver, the DTD ignored, no entity of its own ever known, depth
/// bounded; encodings by mark or declaration; stray control characters, ampersands and bytes mended and counted.
/// </summary>
internal sealed class XmlOpener : IDisposable
{
    // A node may take three elements (topic, children, topics), and its rich text some more.
    private const int ElementsPerLevel = 3;
    private const int DeepestMarkup = 100;
    private static readonly SearchValues<char> Controls = SearchValues.Create(
        [.. Enumerable.Range(0, 32).Select(i => (char)i).Where(c => c is not ('\t' or '\n' or '\r')), '\uFFFE', '\uFFFF']);

    private static readonly SearchValues<char> NotInNames = SearchValues.Create(" \t\r\n<>&\"'#");

    private readonly Intake intake;
    private readonly char[] text;
    private readonly int length;
    private readonly XmlReader reader;
    private readonly int deepest;
    private bool isOver;

    public XmlOpener(Intake intake, ReadOnlySpan<byte> bytes)
    {
        this.intake = intake;
        deepest = (int)Math.Min(int.MaxValue, (long)intake.Limits.Depth * ElementsPerLevel + DeepestMarkup);
        text = XmlDecoding.Decode(bytes, out length, out var invalid);
        if (invalid > 0) intake.Tell("invalid_bytes", 0, $"{invalid} bytes mean nothing in the encoding that the file says it has; each became U+FFFD.");
        var references = new XmlReferences(text, length);
        if (references.Mend() is { } mended)
        {
            intake.Tell("stray_ampersand", references.Line, $"{references.Count} ampersands begin no reference that XML knows and were read as they are meant; the first is on line {references.Line}.");
            (text, length) = (mended, mended.Length);
        }
        BlankControls();
        BlankDeclaration();
        reader = XmlReader.Create(new CharReader(text, length), Settings, Prefixes());
    }

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        CheckCharacters = false,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = true,
    };

    public XmlNodeType Type => reader.NodeType;

    /// <summary>Name of the element without its prefix.</summary>
    public string Name => reader.LocalName;

    public int Depth => reader.Depth;

    public bool IsEmpty => reader.IsEmptyElement;

    /// <summary>The text of a piece of text; long ones are parsed only now.</summary>
    public string Value
    {
        get
        {
            try
            {
                return reader.Value;
            }
            catch (XmlException e)
            {
                throw Refused(e);
            }
        }
    }

    public int Line => ((IXmlLineInfo)reader).LineNumber;

    public bool IsText => reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace;

    /// <summary>The value of an attribute by its name without prefix; null where the element has none.</summary>
    public string? Attribute(string name)
    {
        if (reader.GetAttribute(name) is { } value) return value;
        foreach (var (candidate, prefixed) in Attributes())
            if (candidate == name) return prefixed;
        return null;
    }

    /// <summary>The attributes of the element, names without prefix, declarations of namespaces left out.</summary>
    public IEnumerable<(string Name, string Value)> Attributes()
    {
        if (!reader.MoveToFirstAttribute()) yield break;
        try
        {
            do
            {
                if (reader.Prefix != "xmlns" && reader.Name != "xmlns") yield return (reader.LocalName, reader.Value);
            }
            while (reader.MoveToNextAttribute());
        }
        finally
        {
            // Whoever stops half way must find the element again.
            reader.MoveToElement();
        }
    }

    /// <summary>Moves to the next piece. False behind the root element: what follows it is no XML of ours.</summary>
    public bool Read()
    {
        if (isOver) return false;
        try
        {
            if (!reader.Read()) return false;
        }
        catch (XmlException e)
        {
            throw Refused(e);
        }
        if (reader.Depth > deepest)
            throw new RefusedException("too_deep", $"The map is more than {intake.Limits.Depth} levels deep; flatten it in the program it comes from.", Line);
        isOver = reader.Depth == 0 && (reader.NodeType == XmlNodeType.EndElement || (reader.NodeType == XmlNodeType.Element && reader.IsEmptyElement));
        return true;
    }

    /// <summary>Moves behind the element that was just met, whatever it holds.</summary>
    public void Skip()
    {
        if (reader.NodeType != XmlNodeType.Element || reader.IsEmptyElement) return;
        var depth = reader.Depth;
        while (Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth)) { }
    }

    /// <summary>The text of the element that was just met, markup left out.</summary>
    public string Text()
    {
        if (reader.IsEmptyElement) return "";
        var depth = reader.Depth;
        var builder = new StringBuilder();
        while (Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
            if (IsText) Append(builder, Value);
        return builder.ToString();
    }

    /// <summary>The rich text of the element that was just met, as plain text with line breaks.</summary>
    public RichText Rich()
    {
        var rich = new RichText();
        if (reader.IsEmptyElement) return rich;
        var depth = reader.Depth;
        while (Read() && !(reader.NodeType == XmlNodeType.EndElement && reader.Depth == depth))
        {
            if (IsText) rich.Text(Value);
            else if (reader.NodeType == XmlNodeType.EndElement) rich.Close(reader.LocalName);
            else if (reader.NodeType == XmlNodeType.Element)
            {
                rich.Open(reader.LocalName, reader.GetAttribute("href") ?? reader.GetAttribute("src") ?? Attribute("href"), reader.GetAttribute("alt"));
                if (reader.IsEmptyElement) rich.Close(reader.LocalName);
            }
            if (rich.Length > intake.Limits.TextLength)
                throw new RefusedException("text_too_long", $"A node has more than {intake.Limits.TextLength:N0} characters; divide it into several.", Line);
        }
        return rich;
    }

    public void Dispose() => reader.Dispose();

    private void Append(StringBuilder builder, string value)
    {
        builder.Append(value);
        if (builder.Length > intake.Limits.TextLength)
            throw new RefusedException("text_too_long", $"A node has more than {intake.Limits.TextLength:N0} characters; divide it into several.", Line);
    }

    /// <summary>Control characters that XML forbids become spaces; those behind the end, padding of some programs, too.</summary>
    private void BlankControls()
    {
        var blanked = 0;
        var rest = text.AsSpan(0, length);
        for (int at; (at = rest.IndexOfAny(Controls)) >= 0; blanked++)
        {
            rest[at] = ' ';
            rest = rest[(at + 1)..];
        }
        if (blanked > 0) intake.Tell("control_characters", 0, $"{blanked} control characters were left out.");
    }

    /// <summary>The declaration has said its encoding; the reader would stumble over version 1.1 or blanks before it.</summary>
    private void BlankDeclaration()
    {
        var start = text.AsSpan(0, length).TrimStart(" \t\r\n\uFEFF");
        var lead = length - start.Length;
        text.AsSpan(0, lead).Replace('\uFEFF', ' ');
        var end = start.StartsWith("<?xml ") ? start.IndexOf("?>") : -1;
        for (var i = lead; i < lead + end + (end < 0 ? 0 : 2); i++)
            if (text[i] is not ('\n' or '\r')) text[i] = ' ';
    }

    /// <summary>Prefixes that programs forget to declare when they cut pieces out of their own files.</summary>
    private static XmlParserContext Prefixes()
    {
        var names = new NameTable();
        var prefixes = new XmlNamespaceManager(names);
        foreach (var prefix in (ReadOnlySpan<string>)["ap", "cor", "pri", "xsi", "svg", "xhtml", "xlink", "fo", "xap", "ramify"])
            prefixes.AddNamespace(prefix, "urn:" + prefix);
        return new XmlParserContext(names, prefixes, null, XmlSpace.None);
    }

    private RefusedException Refused(XmlException e)
    {
        if (Entity(e) is { } name && text.AsSpan(0, length).IndexOf($"<!ENTITY") >= 0)
            return new("entity_forbidden", $"The file uses an entity of its own, &{name};, and those are never read; write its text in its place.", e.LineNumber);
        return new("malformed", $"The XML is damaged at line {e.LineNumber}, column {e.LinePosition}: {Reason(e)} Mend that place, or export the map again from the program it comes from.", e.LineNumber);
    }

    private static string Reason(XmlException e)
    {
        // The reader's own sentence ends in the place, which is said already.
        var message = e.Message;
        var place = message.IndexOf(" Line ", StringComparison.Ordinal);
        return place > 0 ? message[..place] : message;
    }

    /// <summary>The name of the entity that the reader stopped at; null where it stopped at something else.</summary>
    private string? Entity(XmlException e)
    {
        var line = 1;
        var at = 0;
        while (line < e.LineNumber && at < length)
            if (text[at++] == '\n') line++;
        at = Math.Clamp(at + e.LinePosition - 1, 0, length);
        // It may point at the ampersand, the name or what follows.
        var start = text.AsSpan(0, Math.Min(length, at + 1)).LastIndexOf('&');
        if (start < 0 || at - start > 256) return null;
        var name = text.AsSpan(start + 1, Math.Min(256, length - start - 1));
        var end = name.IndexOf(';');
        return end > 0 && name[..end].IndexOfAny(NotInNames) < 0 ? name[..end].ToString() : null;
    }

    /// <summary>Characters of an array as a reader; a string of them would double the memory.</summary>
    private sealed class CharReader(char[] text, int length) : TextReader
    {
        private int at;

        public override int Peek() => at < length ? text[at] : -1;

        public override int Read() => at < length ? text[at++] : -1;

        public override int Read(char[] buffer, int index, int count)
        {
            var n = Math.Min(count, length - at);
            text.AsSpan(at, n).CopyTo(buffer.AsSpan(index));
            at += n;
            return n;
        }
    }
}
