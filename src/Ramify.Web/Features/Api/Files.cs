using Ramify.Maps;
using Ramify.Web.Components;

namespace Ramify.Web.Features.Api;

/// <summary>The files that a map can be had as: "md", "svg", "a3.pdf" in the place of {format}.</summary>
internal static class Files
{
    // What a program can choose from; prints take further wishes, in the order that Drawings says.
    private static readonly string[] Drawn = ["svg", "png", "card.png", "pdf", "a3.pdf", "letter.pdf", "blank.pdf"];

    /// <summary>The suffix for a format in an address; null where there is no such.</summary>
    public static string? SuffixOf(string format) => Exports.Split($"map.{format}").Suffix is { Length: > 0 } suffix ? suffix : null;

    /// <summary>Each with what it would lack of this map.</summary>
    public static PageAnswer<ExportAnswer> Of(MindMap map, string root)
    {
        var written = Exports.Suffixes.Select(s => (s.Format, Name: s.Suffix[1..]));
        return new([.. written.Select(w => new ExportAnswer(w.Name, root + w.Name, [.. w.Format.Losses(map).Select(l => new LossAnswer(l.What, l.Count, l.Example))])),
            .. Drawn.Select(d => new ExportAnswer(d, root + d, null))], null);
    }
}
