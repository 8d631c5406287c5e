using System.Collections.Immutable;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Formats;

/// <summary>All file formats, and which of them a file is in.</summary>
public static class MapFormats
{
    private const int SniffedBytes = 4096;

    /// <summary>Indented text; also what a file is taken for whose content is no other format's.</summary>
    public static MapFormat Text { get; } = new(
        "text", "Indented text", [".txt"], Sniff: null, OutlineText.Read, OutlineText.Write, OutlineText.Losses);

    /// <summary>Ramify's own file.</summary>
    public static MapFormat Ramify { get; } = new(
        "ramify", "Ramify", [".ramify.json", ".json"], MapJson.Sniff, (bytes, limits, _) => MapJson.Read(bytes, limits), MapJson.Write, _ => []);

    /// <summary>Markdown with headings and lists.</summary>
    public static MapFormat Markdown { get; } = new(
        "markdown", "Markdown", [".md", ".markdown"], Sniff: null, Read: null, MarkdownText.Write, MarkdownText.Losses);

    /// <summary>Every format in the order in which content is tried.</summary>
    public static ImmutableArray<MapFormat> All { get; } = [Ramify, Markdown, Text];

    /// <summary>The format of a name or of a file name ending without the dot ("txt"); null for an unknown one.</summary>
    public static MapFormat? Named(string name) => All.FirstOrDefault(f =>
        f.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || f.Extensions.Contains("." + name, StringComparer.OrdinalIgnoreCase));

    /// <summary>The format that a file name asks for; null where its ending is unknown.</summary>
    public static MapFormat? OfFile(string path) =>
        All.FirstOrDefault(f => f.Extensions.Any(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase)));

    /// <summary>Reads a file by its content, whatever it is called.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="limits">What is refused.</param>
    /// <param name="join">Which repeated texts become one node.</param>
    /// <param name="format">The format, where the caller says it.</param>
    public static MapReading Read(ReadOnlySpan<byte> bytes, MapLimits limits, JoinRepeats join = JoinRepeats.Auto, MapFormat? format = null)
    {
        var start = bytes[..Math.Min(bytes.Length, SniffedBytes)];
        format ??= Sniff(start);
        if (format.Read is null)
            return MapReading.Refused(format.Name, "not_read", $"{format.Title} can be written but not read. Give {Readable}.");
        if (format == Text && ForeignContent.Of(start) is { } foreign)
            return MapReading.Refused(format.Name, "type_mismatch", $"This is {foreign}, not a map. Give {Readable}.");
        return format.Read(bytes, limits, join);
    }

    private static string Readable => string.Join(" or ", All.Where(f => f.Read is not null).Select(f => $"{f.Title} ({f.Extensions[0]})"));

    private static MapFormat Sniff(ReadOnlySpan<byte> start)
    {
        foreach (var format in All)
            if (format.Sniff?.Invoke(start) == true) return format;
        return Text;
    }
}
