using Ramify.Layout;
using Ramify.Maps;
using Ramify.Render;

namespace Ramify.Browser;

/// <summary>What is asked of the picture: how it is laid out and folded.</summary>
/// <param name="IsNarrow">For a phone held upright.</param>
/// <param name="IsSpaced">With spaced-out text.</param>
/// <param name="Level">Folded from this level on; 0 as the map opened.</param>
/// <param name="Open">Opened by hand.</param>
/// <param name="Shut">Folded by hand.</param>
/// <param name="Show">A node that is shown whatever is folded.</param>
/// <param name="Branch">The branch that is shown alone.</param>
public sealed record Ask(bool IsNarrow, bool IsSpaced, int Level, HashSet<Guid> Open, HashSet<Guid> Shut, Guid? Show, Guid? Branch);

/// <summary>The map as it is seen while it is edited: the page's picture, written by the same code in the browser.</summary>
internal sealed class Picture(MindMap map)
{
    private const int WholeUpTo = 150, FoldedTo = 80;

    // As the page's own: the picture must not jump when the editor takes it over.
    private static readonly LayoutOptions Wide = new() { Fit = new FitTarget(1400, 690) };
    private static readonly LayoutOptions Narrow = new() { Fit = FitTarget.Phone, Shape = MapShape.Right };
    private readonly Dictionary<bool, HashSet<Guid>> opensFolded = [];

    /// <summary>The picture that was written last.</summary>
    public MapLayout? Layout { get; private set; }

    public string Write(Ask ask)
    {
        var seen = ask.Branch is { } branch && map.Find(branch) is { } head ? Edits.Copied.Of(map, [head]) : map;
        var options = ask.IsNarrow ? Narrow : Wide;
        if (ask.IsSpaced) options = options with { Spacing = TextSpacing.Wide };
        Layout = MapLayout.Of(seen, options with { Fold = FoldOf(ask) });
        return SvgWriter.Write(Layout, SvgOptions.InPage with { IdPrefix = ask.IsNarrow ? "s-" : "m-", Label = map.Info.Title });
    }

    /// <summary>On which side of the centre a node was drawn last.</summary>
    public bool IsLeft(Node node)
    {
        if (Layout is null) return false;
        var at = Layout.Nodes.IndexOf(node);
        return at >= 0 && Layout.Sides[at] == Side.Left;
    }

    /// <summary>What is new is open; what opened folded stays so until it is opened.</summary>
    private Fold FoldOf(Ask ask)
    {
        var open = ask.Open;
        if (ask.Branch is { } branch) open.Add(branch);
        for (var above = ask.Show is { } shown ? map.Find(shown)?.Parent : null; above is not null; above = above.Parent) open.Add(above.Id);
        var folded = ask.Level > 0 ? FoldedBy(Fold.ToLevel(ask.Level)) : OpensFolded(ask.IsNarrow);
        return Fold.Where(node => ask.Shut.Contains(node.Id) || (folded.Contains(node.Id) && !open.Contains(node.Id)));
    }

    private HashSet<Guid> OpensFolded(bool isNarrow)
    {
        if (!opensFolded.TryGetValue(isNarrow, out var folded))
            opensFolded[isNarrow] = folded = FoldedBy(isNarrow ? Fold.ToMainBranches : map.NodeCount <= WholeUpTo ? Fold.Nothing : Fold.ToBudget(FoldedTo));
        return folded;
    }

    private HashSet<Guid> FoldedBy(Fold fold)
    {
        if (fold == Fold.Nothing) return [];
        var layout = MapLayout.Of(map, Wide with { Fold = fold, SearchLimit = 0 });
        var shown = new HashSet<Node>();
        var folded = new HashSet<Guid>();
        for (var i = 0; i < layout.Count; i++)
        {
            shown.Add(layout.Nodes[i]);
            if (layout.HiddenBelow(i) > 0) folded.Add(layout.Nodes[i].Id);
        }
        folded.UnionWith(map.Nodes.Where(node => node.Children.Length > 0 && !shown.Contains(node)).Select(node => node.Id));
        return folded;
    }
}
