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
/// <param name="Part">Which part of a large map.</param>
public sealed record Ask(bool IsNarrow, bool IsSpaced, int Level, HashSet<Guid> Open, HashSet<Guid> Shut, Guid? Show, Guid? Branch, Part Part);

/// <summary>What is seen of a map.</summary>
/// <param name="Area">The rectangle.</param>
/// <param name="Scale">Px of the screen for one of the map.</param>
/// <param name="At">A node to be in the middle.</param>
/// <param name="IsFitted">The whole map, as large as it fits the rectangle.</param>
public sealed record Part(MapBox Area, double Scale, Guid? At, bool IsFitted);

/// <summary>
/// The map as it is seen while it is edited: the page's picture, written by the same code in the browser. An edit keeps wrap and sides,
/// so that nothing jumps, and costs no search; the next visit has the best picture again.
/// </summary>
internal sealed class Picture(MindMap map)
{
    private const int WholeUpTo = 150, FoldedTo = 80;

    // As for readers: of a picture with more nodes only what is seen is written.
    private const int WrittenWholeUpTo = 400;

    // As the page's own: the picture must not jump when the editor takes it over.
    private static readonly LayoutOptions Wide = new() { Fit = new FitTarget(1400, 690) };
    private static readonly LayoutOptions Narrow = new() { Fit = FitTarget.Phone, Shape = MapShape.Right };
    private readonly Dictionary<bool, View> views = [];
    private MapLayout? alone;
    private EditableLayout? last;

    /// <summary>One of the two pictures of the page, and what it was asked for.</summary>
    private sealed record View(EditableLayout Layout, Ask Asked)
    {
        /// <summary>How many nodes were shown when wrap and sides were last searched.</summary>
        public int FittedTo { get; set; } = Layout.Count;

        /// <summary>Nodes that were changed since the layout last followed.</summary>
        public HashSet<Guid> Touched { get; } = [];
    }

    /// <summary>Something was done to some nodes; the layout follows when it is looked at, since changes of others may come by hundreds.</summary>
    public void Update(IReadOnlyCollection<Guid> nodes)
    {
        foreach (var view in views.Values) view.Touched.UnionWith(nodes);
    }

    public string Write(Ask ask)
    {
        alone = ask.Branch is { } branch && map.Find(branch) is { } head ? MapLayout.Of(Edits.Copied.Of(map, [head]), OptionsFor(ask, Fold.Nothing)) : null;
        var options = SvgOptions.InPage with { IdPrefix = ask.IsNarrow ? "s-" : "m-", Label = map.Info.Title, ImageAddress = hash => $"/m/{map.Id}/images/{hash}" };
        if (alone is not null) return SvgWriter.Write(alone, options);
        last = ViewFor(ask).Layout;
        return last.Count <= WrittenWholeUpTo ? SvgWriter.Write(last.Picture(), options) : WindowWriter.Write(last, WindowOf(last, ask.Part), options);
    }

    private static MapWindow WindowOf(EditableLayout layout, Part part)
    {
        if (part.IsFitted) return layout.Window(layout.Bounds, part.Scale * Math.Min((double)part.Area.Width / layout.Bounds.Width, (double)part.Area.Height / layout.Bounds.Height));
        if (part.At is not { } node || layout.BoxOf(node) is not { } box) return layout.Window(part.Area, part.Scale);
        return layout.Window(new MapBox(box.MiddleX - part.Area.Width / 2, box.MiddleY - part.Area.Height / 2, part.Area.Width, part.Area.Height), part.Scale);
    }

    /// <summary>On which side of the centre a node was drawn last.</summary>
    public bool IsLeft(Node node) => alone is not null ? alone.Nodes.IndexOf(node) is >= 0 and var at && alone.Sides[at] == Side.Left
        : node.Parent is { } parent && last?.BoxOf(node.Id) is { } box && last.BoxOf(parent.Id) is { } above && box.MiddleX < above.MiddleX;

    private View ViewFor(Ask ask)
    {
        if (!views.TryGetValue(ask.IsNarrow, out var view) || view.Asked.Level != ask.Level || view.Asked.IsSpaced != ask.IsSpaced)
            view = new View(EditableLayout.Of(map, OptionsFor(ask, OpensWith(ask))), ask with { Open = [], Shut = [], Show = null });
        view.Layout.Update(view.Touched);
        view.Touched.Clear();
        FoldAsAsked(view, ask);
        if (IsOutgrown(view))
        {
            view.Layout.Refit();
            view.FittedTo = view.Layout.Count;
        }
        return views[ask.IsNarrow] = view with { Asked = ask };
    }

    /// <summary>A map that has only begun finds its shape with each node, a larger one when it has doubled; in between nothing moves by itself.</summary>
    private static bool IsOutgrown(View view) => view.Layout.Count is var count && count != view.FittedTo && (count <= 24 || count >= 2 * view.FittedTo);

    private static void FoldAsAsked(View view, Ask ask)
    {
        foreach (var node in ask.Open.Concat(view.Asked.Shut).Where(node => !ask.Shut.Contains(node) && !view.Asked.Open.Contains(node))) view.Layout.Unfold(node);
        foreach (var node in ask.Shut.Concat(view.Asked.Open).Where(node => !ask.Open.Contains(node) && !view.Asked.Shut.Contains(node))) view.Layout.Fold(node);
        if (ask.Show is { } shown && !view.Layout.IsShown(shown)) view.Layout.Reveal(shown);
    }

    private Fold OpensWith(Ask ask) => ask.Level > 0 ? Fold.ToLevel(ask.Level)
        : ask.IsNarrow ? Fold.ToMainBranches : map.NodeCount <= WholeUpTo ? Fold.Nothing : Fold.ToBudget(FoldedTo);

    private static LayoutOptions OptionsFor(Ask ask, Fold fold) => (ask.IsNarrow ? Narrow : Wide) with
    {
        Fold = fold, Spacing = ask.IsSpaced ? TextSpacing.Wide : TextSpacing.Normal,
    };
}
