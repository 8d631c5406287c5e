using System.Buffers;
using System.Collections.Immutable;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Formats;

/// <summary>All file formats, and which of them a file is in.</summary>
public static class MapFormats
{
    /// <summary>Indented text; also what a file is taken for whose content is no other format's.</summary>
    public static MapFormat Text { get; } = new(
        "text", "Indented text", [".txt"], (bytes, limits, join, _) => OutlineText.Read(bytes, limits, join), (map, _, to) => OutlineText.Write(map, to), OutlineText.Losses);

    /// <summary>Ramify's own file.</summary>
    public static MapFormat Ramify { get; } = new(
        "ramify", "Ramify", [".ramify.json", ".json"], (bytes, limits, _, _) => MapJson.Read(bytes, limits), MapJson.Write, _ => []);

    /// <summary>Markdown with headings and lists.</summary>
    public static MapFormat Markdown { get; } = new(
        MarkdownReader.Id, "Markdown", [".md", ".markdown"], Reader(MarkdownReader.Read), (map, _, to) => MarkdownText.Write(map, to), MarkdownText.Losses);

    /// <summary>Every format in the order in which people are told of them.</summary>
    public static ImmutableArray<MapFormat> All { get; } =
    [
        Ramify,
        Text,
        Markdown,
        new(Opml.Id, "OPML", [".opml"], Reader(Opml.Read), Writer(OpmlWriter.Write), OpmlWriter.Losses),
        new(FreeMind.Id, "FreeMind and Freeplane", [".mm"], Reader(FreeMind.Read), Writer(FreeMindWriter.Write), FreeMindWriter.Losses),
        new(XMind.Id, "XMind", [".xmind"], Reader(XMind.Read), (map, images, to) => to.Write(XMindWriter.Write(map, images)), XMindWriter.Losses),
        new(Canvas.Id, "JSON Canvas", [".canvas"], Reader(Canvas.Read), Writer(CanvasWriter.Write), CanvasWriter.Losses),
        new(Mermaid.Id, "Mermaid mindmap", [".mmd", ".mermaid"], Reader(Mermaid.Read), Writer(Mermaid.Write), Mermaid.Losses),
        new(Csv.Id, "Table", [".csv", ".tsv"], Reader(Csv.Read), Writer(Csv.Write), Csv.Losses),
        new(SimpleMind.Id, "SimpleMind", [".smmx"], Reader(SimpleMind.Read), null, _ => []),
        new(MindManager.Id, "MindManager", [".mmap"], Reader(MindManager.Read), null, _ => []),
        new(MindMup.Id, "MindMup", [".mup"], Reader(MindMup.Read), null, _ => []),
        new(HtmlMap.Id, "HTML", [".html", ".htm"], Reader(HtmlMap.Read), Writer(HtmlWriter.Write), HtmlWriter.Losses),
    ];

    /// <summary>The format of a name or of a file name ending without the dot ("txt"); null for an unknown one.</summary>
    public static MapFormat? Named(string name) => All.FirstOrDefault(f =>
        f.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || f.Extensions.Contains("." + name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The format that a file name asks for; null where its ending is unknown.</summary>
    public static MapFormat? OfFile(string path) =>
        All.FirstOrDefault(f => f.Extensions.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Reads a file by its content; what it is called decides only where the content does not.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="limits">What is refused.</param>
    /// <param name="join">Which repeated texts become one node.</param>
    /// <param name="format">The format, where the caller says it.</param>
    /// <param name="fileName">What the file is called; null where nobody knows.</param>
    public static MapReading Read(ReadOnlySpan<byte> bytes, MapLimits limits, JoinRepeats join = JoinRepeats.Auto, MapFormat? format = null, string? fileName = null)
    {
        if (format is null)
        {
            var known = ContentSniffer.Of(bytes, fileName);
            if (known.Refusal is { } refusal) return MapReading.Refused(known.Format, refusal.Code, refusal.Message, refusal.Line);
            format = Named(known.Format)!;
        }
        if (format.Read is null)
            return MapReading.Refused(format.Name, "not_read", $"{format.Title} can be written but not read. Give {Readable}.");
        return format.Read(bytes, limits, join, fileName);
    }

    /// <summary>The formats that are read, for a sentence.</summary>
    internal static string Readable => string.Join(", ", All.Where(f => f.Read is not null).Select(f => $"{f.Title} ({f.Extensions[0]})"));

    private static MapReader Reader(Func<ReadOnlyMemory<byte>, string?, MapLimits, MapReading> read) =>
        (bytes, limits, _, fileName) => read(bytes.Length > limits.InputBytes ? bytes[..(int)(limits.InputBytes + 1)].ToArray() : bytes.ToArray(), fileName, limits);

    private static MapWriter Writer(Func<MindMap, byte[]> write) => (map, _, to) => to.Write(write(map));
}
