using System.Buffers;
using Ramify.Layout;
using Ramify.Maps;
using Ramify.Render;

namespace Ramify.Web.Components;

/// <summary>A map laid out as a reader has folded it.</summary>
internal sealed record ShownMap(MapLayout Layout)
{
    private const int MostShown = 1_500;

    public static ShownMap Of(MindMap map, WindowAsk ask)
    {
        if (ask.Branch is { } id && map.Find(id) is { } head) map = BranchAlone.Of(map, head);
        var options = Pictures.OptionsFor(map, ask.IsNarrow) with { Spacing = ask.IsSpaced ? TextSpacing.Wide : TextSpacing.Normal };
        if (ask.Level is { } level) options = options with { Fold = Fold.ToLevel(level) };
        var layout = MapLayout.Of(map, options with { Fold = FoldOf(map, options, ask) });
        // More than a browser draws well: then as much as it does, whole levels from the centre outwards.
        return new ShownMap(layout.Count <= MostShown ? layout : MapLayout.Of(map, options with { Fold = Fold.ToBudget(MostShown) }));
    }

    /// <summary>What opens folded stays so, and what lies below what was opened, unless the reader has opened it.</summary>
    private static Fold FoldOf(MindMap map, LayoutOptions options, WindowAsk ask)
    {
        if (ask.Open.Count == 0 && ask.Shut.Count == 0 && ask.Show is null) return options.Fold;
        var open = ask.Open.ToHashSet();
        if (ask.Branch is { } branch) open.Add(branch);
        for (var above = ask.Show is { } shown ? map.Find(shown)?.Parent : null; above is not null; above = above.Parent) open.Add(above.Id);
        var first = MapLayout.Of(map, options);
        var opensWith = new HashSet<Node>();
        for (var i = 0; i < first.Count; i++)
            if (first.HiddenBelow(i) == 0) opensWith.Add(first.Nodes[i]);
        return Fold.Where(node => !open.Contains(node.Id) && (ask.Shut.Contains(node.Id) || !opensWith.Contains(node)));
    }

    /// <summary>Writes the part that is asked for; a picture of few nodes is written whole.</summary>
    public void Write(WindowAsk ask, IBufferWriter<byte> to) => SvgWriter.Write(Layout, SvgOptions.InPage with { IdPrefix = ask.IsNarrow ? "s-" : "m-" }, to);
}
