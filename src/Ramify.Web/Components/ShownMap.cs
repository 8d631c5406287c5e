using System.Buffers;
using System.Diagnostics.Metrics;
using Ramify.Layout;
using Ramify.Maps;
using Ramify.Render;

namespace Ramify.Web.Components;

/// <summary>A map laid out as a reader has folded it. It is never changed again, so any number of readers may look at once.</summary>
internal sealed class ShownMap
{
    /// <summary>Up to so many shown nodes a picture is written whole, with its curves routed; of a larger one what is seen.</summary>
    private const int WholeUpTo = 400;

    /// <summary>Largest screen that is drawn in full detail, in px, with what lies around it.</summary>
    private const double LargestScreen = 8192;

    private const int Px = 64;
    private static readonly Meter Meter = new(Telemetry.MeterName);
    private static readonly Counter<long> LaidOut = Meter.CreateCounter<long>("ramify.layouts", description: "Maps laid out for readers");
    private readonly EditableLayout layout;
    private readonly MapLayout? picture;

    private ShownMap(EditableLayout layout)
    {
        // First the picture: it may find that a curve has no way, which the layout then knows.
        picture = layout.Count <= WholeUpTo ? layout.Picture() : null;
        this.layout = layout;
    }

    /// <summary>How many nodes have places: what its memory goes by.</summary>
    public int Size => layout.PlacedCount;

    /// <summary>How many nodes are shown.</summary>
    public int Count => layout.Count;

    /// <summary>A map as it is laid out and folded at once.</summary>
    public static ShownMap Of(MindMap map, LayoutOptions options)
    {
        LaidOut.Add(1);
        return new(EditableLayout.Of(map, options));
    }

    /// <summary>With some branches opened and folded by hand, those nearer the centre first.</summary>
    public ShownMap Folded(IReadOnlySet<Guid> open, IReadOnlySet<Guid> shut)
    {
        var own = layout.Copy();
        foreach (var node in open.OrderBy(DepthOf)) own.Unfold(node);
        foreach (var node in shut) own.Fold(node);
        return new ShownMap(own);
    }

    /// <summary>Whether a node is in sight or nowhere.</summary>
    public bool Shows(Guid node) => layout.IsShown(node) || layout.Map.Find(node) is null;

    /// <summary>With a node in sight, whatever is folded.</summary>
    public ShownMap Showing(Guid node)
    {
        var own = layout.Copy();
        own.Reveal(node);
        return new ShownMap(own);
    }

    /// <summary>Writes what is asked for: a picture of few nodes whole.</summary>
    public void Write(WindowAsk ask, Func<string, string?>? images, IBufferWriter<byte> to)
    {
        var options = SvgOptions.InPage with { IdPrefix = ask.IsNarrow ? "s-" : "m-", ImageAddress = images };
        if (picture is not null) SvgWriter.Write(picture, options, to);
        else WindowWriter.Write(layout, WindowOf(ask), options, to);
    }

    private MapWindow WindowOf(WindowAsk ask)
    {
        var (area, scale) = (AreaOf(ask), ask.Scale);
        if (ask.IsFitted) scale *= Math.Min((double)ask.Size.Width / area.Width, (double)ask.Size.Height / area.Height);
        return layout.Window(area, Math.Min(scale, LargestScreen * Px / Math.Max(area.Width, area.Height)));
    }

    /// <summary>What is asked for; where nobody says, the surroundings of the node that is to be in the middle, or of the centre.</summary>
    private MapBox AreaOf(WindowAsk ask)
    {
        if (ask.IsFitted) return layout.Bounds;
        var at = ask.At is { } node ? layout.BoxOf(node) : null;
        if (at is null && ask.Area is { } area) return area;
        var (middle, size) = (at ?? layout.BoxOf(layout.Map.Roots[0].Node.Id) ?? default, ask.Size);
        return new MapBox(middle.MiddleX - size.Width / 2, middle.MiddleY - size.Height / 2, size.Width, size.Height);
    }

    private int DepthOf(Guid node)
    {
        var depth = 0;
        for (var above = layout.Map.Find(node)?.Parent; above is not null; above = above.Parent) depth++;
        return depth;
    }
}
