using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>
/// The laid-out tree of a map that takes edits and folds, and answers windows. It holds no absolute places, so an edit
/// lays out its chain of ancestors only; the result is bit for bit that of a layout of the whole with the same inputs: wrap
/// factors, sides and scales, which edits leave as they are and <see cref="Refit"/> searches anew.
/// </summary>
/// <remarks>
/// Lengths are 1/64 px, y downwards. The first root's centre never moves by itself, so <see cref="Bounds"/> may come to begin
/// below 0. Reading is safe from several threads while nobody edits; edits are one thread's at a time.
/// </remarks>
public sealed class EditableLayout
{
    private MapRecords records;

    private EditableLayout(MapRecords records) => this.records = records;

    /// <summary>
    /// Lays a map out. Branches that <see cref="LayoutOptions.Fold"/> hides are not measured until they are opened. Up to
    /// <see cref="LayoutOptions.SearchLimit"/> shown nodes it is the same as <see cref="MapLayout.Of"/>.
    /// </summary>
    public static EditableLayout Of(MindMap map, LayoutOptions? options = null)
    {
        var run = new LayoutRun(map, options ?? LayoutOptions.Default);
        if (run.Tree.Count <= run.Options.SearchLimit) return Of(run.Finish());
        var layout = new EditableLayout(new MapRecords(run.Decide()));
        layout.MoveToOrigin();
        return layout;
    }

    /// <summary>Goes on from a finished picture: every box where it is there.</summary>
    public static EditableLayout Of(MapLayout picture) => new(new MapRecords(picture.Run));

    /// <summary>The map.</summary>
    public MindMap Map => records.Map;

    /// <summary>How it is laid out; of the folds, how it began.</summary>
    public LayoutOptions Options => records.Options;

    /// <summary>How many nodes are shown.</summary>
    public int Count => records.Count;

    /// <summary>How many nodes have places, those under folded ones too: what its memory goes by.</summary>
    public int PlacedCount => records.Tree.End;

    /// <summary>Counts the edits and folds that changed anything.</summary>
    public long Version { get; private set; }

    /// <summary>The area of the whole drawing, its margin included.</summary>
    public MapBox Bounds
    {
        get
        {
            MapBox? bounds = null;
            foreach (var root in records.Roots)
            {
                var area = root.HubBox.Moved(root.At);
                foreach (var side in new[] { root.Right, root.Left })
                {
                    ref readonly var top = ref records.Tree[side];
                    if (top.ChildCount > 0) area = area.Union(new SideView(records, side).Area(top.Low, 0, (long)top.High - top.Low, top.Depth));
                }
                bounds = bounds?.Union(area) ?? area;
            }
            return bounds is { } drawn ? drawn.Inflate(TwoSided.Margin) : default;
        }
    }

    internal MapRecords Records => records;

    /// <summary>Where a node's box is; null where it is hidden or unknown. O(depth).</summary>
    public MapBox? BoxOf(Guid node) => records.Find(node) is var record && records.IsShown(record) ? records.BoxOf(record) : null;

    /// <summary>Whether a node is in sight: nothing above it is folded.</summary>
    public bool IsShown(Guid node) => records.IsShown(records.Find(node));

    /// <summary>Whether a shown node hides its children.</summary>
    public bool IsFolded(Guid node) => records.Find(node) is >= 0 and var record && records[record].IsFolded;

    /// <summary>A layout of its own with the same places, for one reader's folds. Copies memory: about a millisecond for ten thousand shown nodes.</summary>
    public EditableLayout Copy() => new(records.Copy()) { Version = Version };

    /// <summary>Follows a change that <see cref="MapState.Apply(LoggedChange)"/> has applied to the map.</summary>
    /// <param name="change">The change.</param>
    /// <param name="result">What became of it.</param>
    /// <returns>Whether anything drawn may have changed.</returns>
    public bool Apply(MapChange change, ChangeResult result)
    {
        if (!result.IsApplied) return false;
        // What an erase emptied, only the log knows.
        if (change is MapChange.Erase) return Reset(FoldAsItIs(), keepCurves: true);
        return Update(NodesOf(change, result));
    }

    /// <summary>Follows any changes of the map that touched these nodes: their text, details, place, children or links.</summary>
    /// <param name="nodes">Their ids; those of deleted nodes too, and of parents that lost hidden ones.</param>
    /// <returns>Whether anything drawn may have changed.</returns>
    public bool Update(IEnumerable<Guid> nodes)
    {
        var ids = nodes as IReadOnlyCollection<Guid> ?? [.. nodes];
        if (ids.Count == 0) return false;
        if (!new RecordUpdate(records).Run(ids)) return Reset(FoldAsItIs(), keepCurves: true);
        records.Flush();
        Version++;
        return true;
    }

    /// <summary>The nodes that a change names, and its inverse: what <see cref="Update"/> needs to hear of.</summary>
    public static IReadOnlyCollection<Guid> NodesOf(MapChange change, ChangeResult result)
    {
        var nodes = new HashSet<Guid>();
        AddNodes(change, nodes);
        foreach (var inverse in result.Inverse) AddNodes(inverse, nodes);
        return nodes;
    }

    /// <summary>Hides what is below a node; false where it is hidden or nothing.</summary>
    public bool Fold(Guid node) => SetFolded(node, fold: true, 0);

    /// <summary>Shows what is below a node: what was never open, level by level while no more than about so many nodes are.</summary>
    public bool Unfold(Guid node, int most = 40) => SetFolded(node, fold: false, most);

    /// <summary>Opens whatever hides a node; false where it is unknown or in sight already.</summary>
    public bool Reveal(Guid node)
    {
        var path = new Stack<Node>();
        for (var at = Map.Find(node)?.Parent; at is not null; at = at.Parent) path.Push(at);
        var any = false;
        foreach (var above in path) any |= SetFolded(above.Id, fold: false, 0);
        return any;
    }

    /// <summary>Folds all but about so many nodes: large branches and those near the focus are opened first.</summary>
    public bool FoldToBudget(int labels = 80, Guid? focus = null) => Reset(Layout.Fold.ToReadable(Map, labels, focus));

    /// <summary>Folds branches from a level on; 1 shows the main branches only.</summary>
    public bool FoldToLevel(int level) => Reset(Layout.Fold.ToLevel(level));

    /// <summary>Opens everything.</summary>
    public bool UnfoldAll() => Reset(Layout.Fold.Nothing);

    /// <summary>
    /// Searches wrap and sides anew, as for a new picture. Branches change sides only where that makes the map fit its
    /// target more than 10 % larger.
    /// </summary>
    /// <returns>Whether branches changed sides.</returns>
    public bool Refit()
    {
        var (free, cuts) = (new LayoutRun(Map, Options with { Fold = FoldAsItIs() }), Cuts());
        var best = Searched(free);
        var moves = !cuts.SequenceEqual(best.Roots.Select(root => root.Arrangement.Cut));
        if (moves)
        {
            var still = Searched(new LayoutRun(Map, Options with { Fold = FoldAsItIs() }, cuts: cuts));
            moves = ScaleOf(best) > 1.1 * ScaleOf(still);
            if (!moves) best = still;
        }
        Replace(best, best.RowWidth);
        return moves;
    }

    /// <summary>
    /// The picture of what is shown now, with every box in its place and the curves routed, for maps small enough to be
    /// drawn whole. Its own 0, 0 is the corner of the drawing. A curve that finds no way becomes a chip, which moves what is
    /// beside it.
    /// </summary>
    public MapLayout Picture()
    {
        for (; ; )
        {
            var run = new LayoutRun(Map, Options with { Fold = FoldAsItIs() }, records.Inputs(withChips: true));
            var picture = run.Finish();
            if (run.Missing.Count == 0) return picture;
            foreach (var end in run.Missing) new RecordCurves(records).MakeChip(run.Tree.Nodes[end.From].Id, run.Tree.Nodes[end.To].Id, end.Link?.Id);
            records.Flush();
            Version++;
        }
    }

    /// <summary>What is seen of an area at a scale: at most some two thousand things, whatever the map's size.</summary>
    /// <param name="area">In the drawing's units.</param>
    /// <param name="scale">Screen pixels a pixel of the drawing; 1 is 100 %.</param>
    public MapWindow Window(MapBox area, double scale) => new WindowWalk(records, area, scale).Walk(Version);

    private static void AddNodes(MapChange change, HashSet<Guid> nodes)
    {
        switch (change)
        {
            case MapChange.Insert c: nodes.Add(c.Node); break;
            case MapChange.SetText c: nodes.Add(c.Node); break;
            case MapChange.SetField c: nodes.Add(c.Node); break;
            case MapChange.Move c: nodes.Add(c.Node); break;
            case MapChange.Delete c: nodes.Add(c.Node); break;
            case MapChange.Link c: nodes.UnionWith([c.From, c.To]); break;
            case MapChange.AddUnder c: nodes.UnionWith([c.Parent, c.Node]); break;
            case MapChange.Undo c:
                foreach (var part in c.Inverse) AddNodes(part, nodes);
                break;
        }
    }

    private bool SetFolded(Guid node, bool fold, int most)
    {
        var record = records.Find(node);
        if (record < 0) return false;
        if (records.IsHub(record)) return SetHubFolded(record, fold);
        var folds = new RecordFolds(records);
        if (!(fold ? folds.Fold(record) : folds.Unfold(record, most))) return false;
        records.Flush();
        Version++;
        return true;
    }

    /// <summary>Centre and trunk hide all or nothing of a root: its records are made anew.</summary>
    private bool SetHubFolded(int record, bool fold)
    {
        if (records[record].IsFolded == fold) return false;
        var node = records[record].Node;
        var others = FoldAsItIs();
        return Reset(Layout.Fold.Where(at => at == node ? fold : others.Hides(at)), keepCurves: true);
    }

    /// <summary>What is folded now; what the map says where it says otherwise since, and of nodes that were never shown.</summary>
    private Fold FoldAsItIs() => Layout.Fold.Where(node =>
        records.Find(node.Id) is >= 0 and var record && records[record].WasSavedFolded == node.Details.Folded ? records[record].IsFolded : node.Details.Folded);

    private bool Reset(Fold fold, bool keepCurves = false)
    {
        Replace(new LayoutRun(Map, Options with { Fold = fold }, records.Inputs(keepCurves)).Decide(), keepCurves ? records.Shelves.RowWidth : 0);
        return true;
    }

    /// <summary>Takes over another layout; the first root stays where it is.</summary>
    private void Replace(LayoutRun run, long rowWidth)
    {
        var first = records.Roots.Count > 0 ? records.Roots[0].At : default;
        records = new MapRecords(run, Options);
        records.Shelves.Begin(records, rowWidth, first);
        Version++;
    }

    private int[] Cuts() => [.. records.Roots.Select(root => records.Tree.LinksOf(root.Right).Children)];

    private static LayoutRun Searched(LayoutRun run)
    {
        if (run.Tree.Count > run.Options.SearchLimit) return run.Decide();
        run.Finish();
        return run;
    }

    private double ScaleOf(LayoutRun run)
    {
        var bounds = new EditableLayout(new MapRecords(run)).Bounds;
        return Options.Fit.ScaleFor((double)bounds.Width / NodeLook.Px, (double)bounds.Height / NodeLook.Px);
    }

    private void MoveToOrigin()
    {
        if (records.Roots.Count == 0) return;
        var (bounds, at) = (Bounds, records.Roots[0].At);
        records.Shelves.Begin(records, records.Shelves.RowWidth, new MapPoint(at.X - bounds.X, at.Y - bounds.Y));
    }
}
