using System.IO.Compression;
using System.Text.Json;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Formats;

/// <summary>The format that a file's content says, or why it is none that is read.</summary>
/// <param name="Format">The format's name; of a refused file the name of what it is.</param>
/// <param name="Refusal">Why it is not read; null where it is.</param>
internal sealed record Sniffed(string Format, Refusal? Refusal)
{
    public static Sniffed No(string format, string code, string message, int? line = null) => new(format, new Refusal(code, message, line));
}

/// <summary>Tells formats by content: magic bytes, names in a zip, the root element of XML, the members of JSON, first words.</summary>
internal static class ContentSniffer
{
    private const int HeadBytes = 1 << 20;

    /// <summary>What a file is. Its name decides between Markdown, table and plain text, which look alike.</summary>
    public static Sniffed Of(ReadOnlySpan<byte> bytes, string? fileName)
    {
        var extension = Path.GetExtension(fileName ?? "").ToLowerInvariant();
        if (ZipOpener.IsZip(bytes)) return OfZip(bytes);
        if (ForeignContent.Of(bytes) is { } foreign)
            return Sniffed.No("unknown", "type_mismatch", $"This is {foreign}, not a map. Give {MapFormats.Readable}.");
        var chars = XmlDecoding.Decode(bytes[..Math.Min(bytes.Length, HeadBytes)], out var length, out _);
        var head = chars.AsSpan(0, length).Trim("\uFEFF \t\r\n\0").ToString();
        if (head.StartsWith('<')) return OfMarkup(head, extension);
        if (head.StartsWith('{') || head.StartsWith('[')) return OfJson(bytes, head, extension);
        return OfText(head, extension);
    }

    private static Sniffed OfZip(ReadOnlySpan<byte> bytes)
    {
        try
        {
            using var zip = new ZipArchive(Streams.Over(bytes.ToArray()));
            var names = zip.Entries.Select(e => e.FullName.Replace('\\', '/')).ToHashSet(StringComparer.OrdinalIgnoreCase);
            if (names.Contains("content.json") || names.Contains("content.xml") && !names.Contains("mimetype")) return new(XMind.Id, null);
            if (names.Contains(SimpleMind.Entry)) return new(SimpleMind.Id, null);
            if (names.Contains(MindManager.Entry)) return new(MindManager.Id, null);
            if (names.Contains("mapdata.xml")) return NotYet("itmz");
            if (names.Contains("collection.anki2") || names.Contains("collection.anki21") || names.Contains("collection.anki21b")) return NotYet("apkg");
            if (names.Contains("map.xml") || names.Any(n => n.StartsWith("flags/", StringComparison.Ordinal))) return NotYet("vym");
            return Sniffed.No("zip", "type_mismatch", $"This is a zip archive without a map in it. Give {MapFormats.Readable}.");
        }
        catch (Exception e) when (e is InvalidDataException or IOException or ArgumentException or NotSupportedException)
        {
            return Sniffed.No("zip", "malformed", "The zip archive is damaged; export the map again from the program it comes from.");
        }
    }

    private static Sniffed OfMarkup(string head, string extension)
    {
        var root = RootElement(head, out var attributes);
        switch (root)
        {
            case "map" when WiseMapping.Any(v => attributes.Contains($"version=\"{v}\"", StringComparison.Ordinal)): return NotYet("wisemapping");
            case "map": return new(FreeMind.Id, null);
            case "opml": return new(Opml.Id, null);
            case "xmap-content": return new(XMind.Id, null);
            case "simplemind-mindmaps": return new(SimpleMind.Id, null);
            case "ap:Map" or "Map": return new(MindManager.Id, null);
            case "vymmap": return NotYet("vym");
            case "minder": return NotYet("minder");
            case "iThoughts": return NotYet("itmz");
            case "svg": return Sniffed.No("svg", "type_mismatch", $"This is a picture (SVG), not a map. Give {MapFormats.Readable}.");
        }
        if (Html.Contains(root.ToLowerInvariant()) || head.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase)) return OfHtml(extension);
        return ByExtension(extension, head) ?? (root.Length > 0 && !head.StartsWith("<?xml", StringComparison.Ordinal) && extension is "" or ".txt" or ".md" or ".markdown"
            ? OfText(head, extension)
            : Sniffed.No("xml", "type_mismatch", $"This is XML of a kind that is no map (its root element is <{root}>). Give {MapFormats.Readable}."));
    }

    /// <summary>What WiseMapping calls its versions.</summary>
    private static readonly string[] WiseMapping = ["beta", "pela", "tango"];

    private static readonly HashSet<string> Html =
        ["html", "head", "body", "meta", "ul", "ol", "li", "h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "span", "table", "b", "article", "section", "main", "blockquote", "pre", "dl", "tr", "td", "a", "i", "u", "em", "strong", "font", "center", "br", "img", "nav", "header", "form", "!doctype"];

    // A page that calls itself a map of another program is not what somebody meant to give.
    private static Sniffed OfHtml(string extension) =>
        extension is "" or ".html" or ".htm" or ".xhtml" or ".txt" ? new(HtmlMap.Id, null)
        : extension is ".md" or ".markdown" ? new(MarkdownReader.Id, null)
        : Sniffed.No(HtmlMap.Id, "type_mismatch", $"This is an HTML page, though its name ends in {extension}. Export the map again, or give the page the ending .html.");

    private static string RootElement(string head, out string attributes)
    {
        attributes = "";
        for (var at = 0; at < head.Length && (at = head.IndexOf('<', at)) >= 0;)
        {
            var rest = head.AsSpan(at);
            if (rest.StartsWith("<!--")) at = After(head, at, "-->");
            else if (rest.StartsWith("<?")) at = After(head, at, "?>");
            else if (rest.StartsWith("<!DOCTYPE", StringComparison.OrdinalIgnoreCase)) at = AfterDoctype(head, at);
            else
            {
                var end = at + 1;
                while (end < head.Length && !char.IsWhiteSpace(head[end]) && head[end] is not ('>' or '/')) end++;
                var close = head.IndexOf('>', end);
                attributes = close < 0 ? "" : head[end..close];
                return head[(at + 1)..end];
            }
        }
        return "";
    }

    private static int After(string text, int at, string mark)
    {
        var end = text.IndexOf(mark, at, StringComparison.Ordinal);
        return end < 0 ? text.Length : end + mark.Length;
    }

    private static int AfterDoctype(string text, int at)
    {
        var bracket = text.IndexOf('[', at);
        var close = text.IndexOf('>', at);
        return bracket >= 0 && bracket < close ? After(text, bracket, "]>") : close < 0 ? text.Length : close + 1;
    }

    private static Sniffed OfJson(ReadOnlySpan<byte> bytes, string head, string extension)
    {
        if (MapJson.Sniff(bytes)) return new("ramify", null);
        var names = Members(bytes);
        if (names.Contains("rootTopic") || (head.StartsWith('[') && head.Contains("\"rootTopic\"", StringComparison.Ordinal))) return new(XMind.Id, null);
        if (names.Contains("ideas") || names.Contains("formatVersion")) return new(MindMup.Id, null);
        if (names.Contains("nodes") && !names.Contains("ramify") || names.Contains("edges") || extension == ".canvas") return new(Canvas.Id, null);
        if (names.Contains("root") && head.Contains("\"layout\"", StringComparison.Ordinal)) return NotYet("mymind");
        if (ByExtension(extension, head) is { } named) return named;
        return extension is "" or ".txt" or ".md" or ".markdown" ? OfText(head, extension)
            : Sniffed.No("json", "type_mismatch", $"This is JSON of a kind that is no map. Give {MapFormats.Readable}.");
    }

    /// <summary>Names of the members of a JSON object, as far as it is whole.</summary>
    private static HashSet<string> Members(ReadOnlySpan<byte> bytes)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 4096, AllowTrailingCommas = true });
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType != JsonTokenType.PropertyName || reader.CurrentDepth != 1) continue;
                names.Add(reader.GetString()!);
                if (names.Count > 1000) break;
                reader.Skip();
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // What was seen so far may say enough; the reader tells the line.
        }
        return names;
    }

    private static Sniffed OfText(string head, string extension)
    {
        if (Mermaid.Is(head)) return new(Mermaid.Id, null);
        if (head.StartsWith("Mind Map generated by", StringComparison.Ordinal) || head.Contains("\n> __version__=`", StringComparison.Ordinal)) return NotYet("sciareto");
        if (extension == ".org" || head.StartsWith("#+TITLE", StringComparison.OrdinalIgnoreCase)) return NotYet("org");
        if (extension is ".csv" or ".tsv") return new(Csv.Id, null);
        if (extension is ".md" or ".markdown" || (extension.Length == 0 && HasHeading(head))) return new(MarkdownReader.Id, null);
        if (extension is ".html" or ".htm") return new(HtmlMap.Id, null);
        return ByExtension(extension, head) ?? new("text", null);
    }

    private static bool HasHeading(string head)
    {
        foreach (var line in head.AsSpan().EnumerateLines())
        {
            var marks = line.IndexOfAnyExcept('#');
            if (marks is > 0 and <= 6 && line[marks] == ' ' && line[marks..].Trim().Length > 0) return true;
        }
        return false;
    }

    /// <summary>
    /// A name that promises XML, JSON or a zip over a content that is none: where it holds pieces of one, the reader says
    /// what is damaged; else it is something else under that name.
    /// </summary>
    private static Sniffed? ByExtension(string extension, string head)
    {
        if (!Promised.TryGetValue(extension, out var promised)) return null;
        if (promised.Pieces.Any(p => head.Contains(p, StringComparison.Ordinal))) return new(promised.Format, null);
        var also = extension == ".mm" ? " (source code of Objective-C++ has the same ending)" : "";
        return Sniffed.No(promised.Format, "type_mismatch", $"The name ends in {extension}, but this is no such map{also}. Export the map again, or name a text file .txt.", 1);
    }

    private static readonly Dictionary<string, (string Format, string[] Pieces)> Promised = new()
    {
        [".mm"] = (FreeMind.Id, ["<map", "<node"]),
        [".opml"] = (Opml.Id, ["<opml", "<outline"]),
        [".xmind"] = (XMind.Id, ["<xmap", "<topic", "\"rootTopic\""]),
        [".smmx"] = (SimpleMind.Id, ["<topic", "<simplemind"]),
        [".mmap"] = (MindManager.Id, ["ap:Topic", "ap:Map"]),
        [".mup"] = (MindMup.Id, ["\"ideas\"", "\"title\""]),
        [".canvas"] = (Canvas.Id, ["\"nodes\"", "\"edges\""]),
        [".json"] = ("ramify", ["\"ramify\""]),
        [".mmd"] = (Mermaid.Id, ["mindmap"]),
        [".mermaid"] = (Mermaid.Id, ["mindmap"]),
    };

    /// <summary>Formats that are known but not read yet, with the way round.</summary>
    private static readonly Dictionary<string, string> Later = new()
    {
        ["vym"] = "VYM maps are not read yet; export OPML from VYM.",
        ["minder"] = "Minder maps are not read yet; export OPML from Minder.",
        ["mymind"] = "My Mind maps are not read yet; save the map as FreeMind (.mm) in My Mind.",
        ["sciareto"] = "SciaReto and Mindolph maps are not read yet; export FreeMind (.mm) from there.",
        ["wisemapping"] = "WiseMapping maps are not read yet; export FreeMind (.mm) from WiseMapping.",
        ["itmz"] = "iThoughts maps are not read yet; export OPML from iThoughts.",
        ["org"] = "Org outlines are not read yet; export OPML or Markdown from Emacs.",
        ["apkg"] = "Anki packages are not read yet; export the notes as plain text from Anki.",
    };

    private static Sniffed NotYet(string format) => Sniffed.No(format, "format_not_read", Later[format]);
}
