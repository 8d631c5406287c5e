using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Components;
using Ramify.Layout;
using Ramify.Maps;
using Ramify.Render;

namespace Ramify.Web.Components;

/// <summary>A map as its page shows it: drawn for a wide screen, drawn for a phone, and as an outline. Written once, by Render.</summary>
/// <param name="Wide">The whole map, laid out for the stage of a wide screen.</param>
/// <param name="Narrow">Folded to its main branches, for a phone held upright.</param>
/// <param name="Outline">The outline.</param>
/// <param name="NodeCount">How many nodes the map has.</param>
/// <param name="DrawnCount">How many of them the wide picture shows.</param>
/// <param name="Language">BCP 47 tag of the texts.</param>
public sealed record Pictures(MarkupString Wide, MarkupString Narrow, MarkupString Outline, int NodeCount, int DrawnCount, string? Language)
{
    /// <summary>Up to here a picture shows every node; a larger map opens folded, or nothing in it could be read.</summary>
    private const int WholeUpTo = 150;
    private const int FoldedTo = 80;

    // The stage of a window of 1440x900 under the title and its tools.
    private static readonly LayoutOptions WideOptions = new() { Fit = new FitTarget(1400, 690) };
    private static readonly LayoutOptions NarrowOptions = new() { Fit = FitTarget.Phone, Shape = MapShape.Right, Fold = Fold.ToMainBranches };

    /// <summary>Above so many nodes a page holds only the beginning of the outline, which leads to the rest.</summary>
    private const int OutlineUpTo = 1500;

    /// <param name="map">The map.</param>
    /// <param name="address">The map's own, to which the parts of a large outline belong; null where it has none, and the outline is one.</param>
    /// <param name="images">Where the picture of a hash is; null where nobody knows.</param>
    public static Pictures Of(MindMap map, string? address = null, Func<string, string?>? images = null)
    {
        var (wide, narrow) = (ShownMap.Of(map, OptionsFor(map, isNarrow: false)), ShownMap.Of(map, OptionsFor(map, isNarrow: true)));
        return new Pictures(Svg(wide, WindowAsk.Opening, images), Svg(narrow, WindowAsk.Opening with { IsNarrow = true }, images), OutlineOf(map, address, images), map.NodeCount, wide.Count, map.Info.Language);
    }

    /// <summary>How a map is laid out when it opens.</summary>
    internal static LayoutOptions OptionsFor(MindMap map, bool isNarrow) =>
        isNarrow ? NarrowOptions : WideOptions with { Fold = map.NodeCount <= WholeUpTo ? Fold.Nothing : Fold.ToBudget(FoldedTo) };

    private static MarkupString Svg(ShownMap map, WindowAsk ask, Func<string, string?>? images)
    {
        var to = new ArrayBufferWriter<byte>(64 << 10);
        map.Write(ask, images, to);
        return Markup(to);
    }

    private static MarkupString OutlineOf(MindMap map, string? address, Func<string, string?>? images)
    {
        if (address is not null && map.NodeCount > OutlineUpTo) return new MarkupString(OutlinePart.Of(map).Write($"{address}/outline/", images));
        var to = new ArrayBufferWriter<byte>(16 << 10);
        OutlineHtmlWriter.Write(map, to, foldBranches: true, images);
        return Markup(to);
    }

    private static MarkupString Markup(ArrayBufferWriter<byte> written) => new(Encoding.UTF8.GetString(written.WrittenSpan));
}
