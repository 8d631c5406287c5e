using System.Buffers;
using System.Text;
using Ramify.Formats;
using Ramify.Layout;
using Ramify.Maps;
using Ramify.Render;
using Ramify.Text;

namespace Ramify.Web.Components;

/// <summary>A map as a file: the suffixes that every address of a map takes.</summary>
internal static class Exports
{
    private sealed record Kind(string ContentType, string Policy, Action<MindMap, IBufferWriter<byte>> Write);

    private static readonly Dictionary<string, Kind> Kinds = new(StringComparer.Ordinal)
    {
        [".txt"] = new("text/plain; charset=utf-8", Trust.FilePolicy, OutlineText.Write),
        [".md"] = new("text/markdown; charset=utf-8", Trust.FilePolicy, MarkdownText.Write),
        [".svg"] = new("image/svg+xml; charset=utf-8", Trust.PicturePolicy, (map, to) => SvgWriter.Write(MapLayout.Of(map), SvgOptions.AsFile, to)),
        [".json"] = new("application/json; charset=utf-8", Trust.FilePolicy, MapJson.Write),
    };

    /// <summary>Splits the last part of an address into its name and a known suffix: ("stalin", ".svg"), or (name, "").</summary>
    public static (string Name, string Suffix) Split(string last)
    {
        // Neither slugs nor tokens have dots.
        var dot = last.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && (Kinds.ContainsKey(last[dot..]) || Drawings.Knows(last[dot..])) ? (last[..dot], last[dot..]) : (last, "");
    }

    /// <summary>The file for a suffix that <see cref="Split"/> knows. Never shown as a page: a browser saves it.</summary>
    public static async Task<CachedBytes> Write(MindMap map, string suffix, string cacheControl, string name, string? address = null)
    {
        var fileName = FileName(name) + suffix;
        if (!Kinds.TryGetValue(suffix, out var kind)) return await Drawings.Write(map, suffix, cacheControl, fileName, address);
        var to = new ArrayBufferWriter<byte>(64 << 10);
        kind.Write(map, to);
        return new CachedBytes(to.WrittenSpan.ToArray(), kind.ContentType, kind.Policy, cacheControl) { Disposition = $"attachment; filename=\"{fileName}\"" };
    }

    // A header takes ASCII; slugs are mostly that already.
    private static string FileName(string name) =>
        string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-')).Trim('-') is { Length: > 0 } ascii ? ascii : "map";
}
