using System.Buffers;
using System.Text;
using Ramify.Formats;
using Ramify.Layout;
using Ramify.Maps;
using Ramify.Render;
using Ramify.Storage;
using Ramify.Storage.Model;

namespace Ramify.Web.Components;

/// <summary>A map as a file: the suffixes that every address of a map takes.</summary>
internal static class Exports
{
    private sealed record Kind(string ContentType, string Policy, MapWriter Write);

    private static readonly Dictionary<string, Kind> Kinds = Written().Append((".svg", new("image/svg+xml; charset=utf-8", Trust.PicturePolicy, WritePicture)))
        .ToDictionary(k => k.Item1, k => k.Item2, StringComparer.Ordinal);

    /// <summary>The suffixes of files that hold the map itself, in the order in which people are told of them.</summary>
    public static IEnumerable<(string Suffix, MapFormat Format)> Suffixes => MapFormats.All.Where(f => f.Write is not null)
        .SelectMany(f => f.Extensions.Where((e, i) => i == 0 || e == ".json").Select(e => (e, f)));

    private static IEnumerable<(string Suffix, Kind Kind)> Written() => Suffixes.Select(s => (s.Suffix, new Kind(ContentType(s.Suffix), Trust.FilePolicy, s.Format.Write!)));

    private static string ContentType(string suffix) => suffix switch
    {
        ".md" => "text/markdown; charset=utf-8",
        ".csv" => "text/csv; charset=utf-8",
        ".html" => "text/html; charset=utf-8",
        ".opml" => "text/x-opml; charset=utf-8",
        ".mm" => "application/x-freemind",
        ".xmind" => "application/vnd.xmind.workbook",
        ".json" or ".ramify.json" or ".canvas" => "application/json; charset=utf-8",
        _ => "text/plain; charset=utf-8",
    };

    private static void WritePicture(MindMap map, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> images, IBufferWriter<byte> to) =>
        SvgWriter.Write(MapLayout.Of(map), SvgOptions.AsFile with { ImageAddress = ImageBytes.Inside(images) }, to);

    /// <summary>Splits the last part of an address into its name and a known suffix: ("stalin", ".svg"), or (name, "").</summary>
    public static (string Name, string Suffix) Split(string last)
    {
        // Neither slugs nor tokens have dots.
        var dot = last.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && (Kinds.ContainsKey(last[dot..]) || Drawings.Knows(last[dot..]) || QrCode.Knows(last[dot..])) ? (last[..dot], last[dot..]) : (last, "");
    }

    /// <summary>The file for a suffix that <see cref="Split"/> knows. Never shown as a page: a browser saves it.</summary>
    public static async Task<CachedBytes> Write(Library library, StoredMap row, string suffix, string cacheControl, string name, string? address = null)
    {
        var fileName = FileName(name) + suffix;
        if (QrCode.Knows(suffix)) return QrCode.Write(address ?? throw NobodyElseComes(), suffix, cacheControl, fileName);
        var map = library.Shelves.Open(row);
        var images = map.Nodes.Any(n => n.Details.Image is not null) ? library.MapImages.Of(row.Id) : ImageBytes.None;
        if (!Kinds.TryGetValue(suffix, out var kind)) return await Drawings.Write(map, images, suffix, cacheControl, fileName, address);
        var to = new ArrayBufferWriter<byte>(64 << 10);
        kind.Write(map, images, to);
        return new CachedBytes(to.WrittenSpan.ToArray(), kind.ContentType, kind.Policy, cacheControl) { Disposition = $"attachment; filename=\"{fileName}\"" };
    }

    private static BadHttpRequestException NobodyElseComes() => new("There is no address to show others.", StatusCodes.Status404NotFound);

    // A header takes ASCII; slugs are mostly that already.
    private static string FileName(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')).Trim('-') is { Length: > 0 } ascii ? ascii : "map";
}
