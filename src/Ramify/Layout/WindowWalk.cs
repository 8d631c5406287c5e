using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>
/// Finds what is seen of an area: a walk from the roots into those subtrees whose extents meet it. The laid-out tree is
/// its own index, and at the same time its own pyramid of detail.
/// </summary>
/// <remarks>
/// A subtree that would be lower than two screen pixels is part of a bar, and bars of neighbours that together stay below
/// that are one; so what a column holds is bounded by the screen's height, not by the map. Where an area is so large, or
/// the roots so many, that it would still be too much, the least height is doubled until it is not. Rows with very many
/// children are passed by chunks (<see cref="WideRow"/>).
/// </remarks>
internal sealed class WindowWalk
{
    private const int Px = NodeLook.Px;

    /// <summary>What a window may hold; curves at its nodes are not counted.</summary>
    private const int Most = 1900;

    /// <summary>Lowest subtree that is looked into, and smallest text that is drawn as text, in screen px.</summary>
    private const double LeastSubtree = 2, LeastText = 7;

    /// <summary>Branches to nodes outside the area that pass through it, of one parent on each side: more look the same.</summary>
    private const int PassingBranches = 48;

    private readonly MapRecords records;
    private readonly MapBox area;
    private readonly double scale;
    private readonly WindowParts parts = new();
    private readonly WindowHeadings headings;
    private readonly Stack<Visit> pending = new();
    private long least;
    private BarRun run;

    /// <summary>A record to be visited, with what the way down to it says.</summary>
    private readonly record struct Visit(int Record, long Across, long Along, int Depth, int Position, int SetSize, int Number, byte Colour, int DrawnParent);

    public WindowWalk(MapRecords records, MapBox area, double scale)
    {
        (this.records, this.area, this.scale) = (records, area, Math.Clamp(scale, 1e-6, 100));
        headings = new WindowHeadings(this.scale);
    }

    public MapWindow Walk(long version)
    {
        var height = (double)(records.IsDown ? area.Width : area.Height) / Px * scale;
        for (least = Math.Max(1, (long)(Math.Max(LeastSubtree, height / 340) * Px / scale)); !TryWalk(); least *= 2) { }
        WindowCurves.Add(records, parts);
        headings.Place(parts);
        return new MapWindow(parts, area, scale, version, records.Options);
    }

    private bool TryWalk()
    {
        parts.Clear();
        headings.Clear();
        for (var r = 0; r < records.Roots.Count; r++)
        {
            AddRoot(records.Roots[r], r);
            if (parts.Count > Most) return false;
        }
        Flush();
        return true;
    }

    private void AddRoot(PlacedRoot root, int place)
    {
        var hub = root.HubBox.Moved(root.At);
        var whole = hub;
        foreach (var side in new[] { root.Right, root.Left })
            if (records.Tree.IsOpen(side)) whole = whole.Union(ExtentOf(side));
        if (!whole.Overlaps(area)) return;
        if (records.Roots.Count > 1 && whole.Height < least)
        {
            AddToRun(new BarRun(whole, 0, root.Hub[0], records.CountOf(root)));
            return;
        }
        var drawn = AddHub(root, place);
        var depth = root.Hub.Length;
        AddSide(root, root.Right, depth, drawn);
        AddSide(root, root.Left, depth, drawn);
    }

    private MapBox ExtentOf(int side)
    {
        ref readonly var top = ref records.Tree[side];
        return new SideView(records, side).Area(top.Low, 0, (long)top.High - top.Low, top.Depth);
    }

    private int AddHub(PlacedRoot root, int place)
    {
        var drawn = -1;
        for (var n = 0; n < root.Hub.Length; n++)
        {
            ref readonly var node = ref records[root.Hub[n]];
            var box = root.HubBoxes[n].Moved(root.At);
            if (!box.Overlaps(area)) continue;
            var isLast = n == root.Hub.Length - 1;
            var children = isLast ? records.Tree.LinksOf(root.Right).Children + records.Tree.LinksOf(root.Left).Children : 1;
            drawn = AddNode(root.Hub[n], new DrawnNode(
                node.Node!, box, Side.Hub, node.Kind, 0, node.Level, n, n == 0 ? place + 1 : 1, n == 0 ? records.Roots.Count : 1, children,
                node.IsFolded ? node.Nodes - 1 : 0, 0, drawn), drawn);
            if (n < 2) continue;
            var (from, to) = (root.HubBoxes[n - 1].Moved(root.At), box);
            parts.Add(Branches.Trunk(root.Hub[n], from, to), 0);
        }
        return drawn;
    }

    private void AddSide(PlacedRoot root, int side, int depth, int drawnParent)
    {
        if (!records.Tree.IsOpen(side)) return;
        var view = new SideView(records, side);
        var offset = side == root.Left ? records.Tree.LinksOf(root.Right).Children : 0;
        var window = new SideWindow(view, view.From(area));
        var siblings = records.Tree.LinksOf(root.Right).Children + records.Tree.LinksOf(root.Left).Children;
        AddChildren(window, new Visit(side, 0, 0, depth - 1, offset, siblings, 0, 0, drawnParent), default);
        while (parts.Count <= Most && pending.TryPop(out var visit)) Add(window, visit);
        pending.Clear();
        Flush();
    }

    private void Add(in SideWindow window, in Visit visit)
    {
        ref readonly var node = ref records[visit.Record];
        var box = window.View.BoxOf(visit.Record, visit.Across, visit.Along);
        var drawn = visit.DrawnParent;
        var isSeen = box.Inflate(node.Outer).Overlaps(area);
        if (isSeen && !IsText(node.Kind) && !headings.IsLarge(node.Level, records.Tree[visit.Record]))
            parts.Bars.Add(new DrawnBar(box, visit.Colour, node.Node!, 1));
        else if (isSeen)
            drawn = AddNode(visit.Record, new DrawnNode(
                node.Node!, box, window.View.Side, node.Kind, visit.Colour, node.Level, visit.Depth, visit.Position, visit.SetSize,
                records.Tree[visit.Record].ChildCount, node.IsFolded ? node.Nodes - 1 : 0, visit.Number, drawn), drawn);
        if (records.Tree.IsOpen(visit.Record)) AddChildren(window, visit with { DrawnParent = drawn }, box);
        Flush();
    }

    /// <summary>Adds a node with its text, or as a bar. Returns what is the drawn ancestor of those below it.</summary>
    private int AddNode(int record, DrawnNode drawn, int ancestor)
    {
        ref readonly var node = ref records[record];
        drawn = drawn with { Factor = node.Level <= 0 ? NodeSizes.HubFactor(records.Options) : node.Factor, Outer = node.Outer };
        if (IsText(node.Kind))
        {
            parts.Nodes.Add(drawn);
            return parts.Nodes.Count - 1;
        }
        parts.Bars.Add(new DrawnBar(drawn.Box, drawn.Colour, drawn.Node, 1));
        headings.Offer(drawn, node.Nodes, parts.Nodes.Count);
        return ancestor;
    }

    private bool IsText(NodeKind kind) => NodeLook.For(kind).Size * scale >= LeastText * Px;

    /// <summary>Goes on to the children: pushes those to be visited, the last first, and joins the small ones to bars.</summary>
    private void AddChildren(in SideWindow window, in Visit parent, MapBox box)
    {
        var tree = records.Tree;
        ref readonly var own = ref tree[parent.Record];
        var row = new RowWalk(this, window, parent, box, tree[own.FirstChild].Lead + own.Length + parent.Along);
        var first = pending.Count;
        if (tree.RowOf(parent.Record) is { } wide) row.AddChunks(wide);
        else
        {
            var child = own.FirstChild;
            for (var place = 0; place < own.ChildCount; place++, child = tree.LinksOf(child).Next) row.Add(child, parent.Across + tree[child].Offset, place);
        }
        Flush();
        Reverse(first);
    }

    private void Reverse(int first)
    {
        // Pushed in order: turned round, so that the first is visited first.
        var count = pending.Count - first;
        if (count < 2) return;
        var turned = new Visit[count];
        for (var n = 0; n < count; n++) turned[n] = pending.Pop();
        foreach (var visit in turned) pending.Push(visit);
    }

    private void AddToRun(in BarRun bar)
    {
        if (run.Count > 0 && run.Colour == bar.Colour && run.Box.Union(bar.Box) is var both && (records.IsDown ? both.Width : both.Height) <= least)
            run = run with { Box = both, Count = run.Count + bar.Count };
        else
        {
            Flush();
            run = bar;
        }
    }

    private void Flush()
    {
        if (run.Count > 0) parts.Bars.Add(new DrawnBar(run.Box, run.Colour, records[run.Head].Node!, run.Count));
        run = default;
    }

    private readonly record struct BarRun(MapBox Box, byte Colour, int Head, int Count);

    /// <summary>The area as one side sees it.</summary>
    private readonly struct SideWindow(SideView view, (long Across, long Along, long AcrossEnd, long AlongEnd) edges)
    {
        public readonly SideView View = view;
        public readonly long Low = edges.Across, High = edges.AcrossEnd, Near = edges.Along, Far = edges.AlongEnd;
    }

    /// <summary>A walk along one row of children.</summary>
    private ref struct RowWalk
    {
        private readonly WindowWalk walk;
        private readonly SideWindow window;
        private readonly Visit parent;
        private readonly MapBox box;
        private readonly long along;
        private readonly bool seesBranches, isMain;
        private MainFan? fan;

        public RowWalk(WindowWalk walk, SideWindow window, Visit parent, MapBox box, long along)
        {
            (this.walk, this.window, this.parent, this.box, this.along) = (walk, window, parent, box, along);
            seesBranches = along >= window.Near && parent.Along <= window.Far;
            isMain = parent.Record == window.View.Top;
        }

        private readonly MapRecords Records => walk.records;

        private readonly LinkedTree Tree => walk.records.Tree;

        /// <summary>One child, by where it begins and its place in the row.</summary>
        public void Add(int child, long across, int place)
        {
            ref readonly var node = ref Tree[child];
            var (low, high) = (across + node.Low, across + node.High);
            var isSeen = high > window.Low && low < window.High && along < window.Far && along + node.Depth > window.Near;
            if (high - low < walk.least)
            {
                if (isSeen) walk.AddToRun(new BarRun(window.View.Area(low, along, high - low, node.Depth), ColourIn(place), child, Records[child].Shown));
                return;
            }
            if (!isSeen && !seesBranches) return;
            var colour = ColourOf(child, place);
            if (seesBranches) AddBranch(child, across, place, colour);
            if (!isSeen) return;
            walk.Flush();
            walk.pending.Push(new Visit(
                child, across, along, parent.Depth + 1, (isMain ? parent.Position : 0) + place + 1, isMain ? parent.SetSize : Tree.LinksOf(parent.Record).Children,
                isMain ? parent.Position + place + 1 : parent.Number, colour, parent.DrawnParent));
        }

        /// <summary>Very many children: chunks outside the area are passed, small ones become bars whole.</summary>
        public void AddChunks(WideRow wide)
        {
            var start = parent.Across + wide.Shift;
            var (from, to) = wide.Between(window.Low - start, window.High - start);
            var (before, after) = Passing(wide, start, from, to);
            for (var n = 0; n < from; n += before) PassBy(wide.ChunkAt(n), n, before);
            for (var n = from; n < to; n++)
            {
                ref readonly var chunk = ref wide.ChunkAt(n);
                var (low, high) = (start + chunk.Low, start + chunk.High);
                if (high <= window.Low || low >= window.High) PassBy(chunk, n, high <= window.Low ? before : after);
                else if (chunk.Broadest < walk.least && high - low < 4 * walk.least)
                    walk.AddToRun(new BarRun(window.View.Area(low, along, high - low, chunk.End), ColourIn(chunk.Place), chunk.First, chunk.Count));
                else
                {
                    var child = chunk.First;
                    for (var place = chunk.Place; place < chunk.Place + chunk.Count; place++, child = Tree.LinksOf(child).Next)
                        Add(child, parent.Across + Tree.OffsetOf(child), place);
                }
            }
            for (var n = (to + after - 1) / after * after; n < wide.ChunkCount; n += after) PassBy(wide.ChunkAt(n), n, after);
        }

        /// <summary>Of how many chunks outside the area, before it and after it, one branch stands for all.</summary>
        private readonly (int Before, int After) Passing(WideRow wide, long start, int from, int to)
        {
            var (before, after) = (from, wide.ChunkCount - to);
            for (var n = from; n < to; n++)
            {
                if (start + wide.ChunkAt(n).High <= window.Low) before++;
                else if (start + wide.ChunkAt(n).Low >= window.High) after++;
            }
            return (before / PassingBranches + 1, after / PassingBranches + 1);
        }

        private void PassBy(in WideRow.Chunk chunk, int n, int stride)
        {
            if (seesBranches && n % stride == 0 && chunk.Broadest >= walk.least) AddBranch(chunk.First, parent.Across + Tree.OffsetOf(chunk.First), chunk.Place, ColourOf(chunk.First, chunk.Place));
        }

        private void AddBranch(int child, long across, int place, byte colour)
        {
            var to = window.View.BoxOf(child, across, along);
            var branch = isMain
                ? (fan ??= NewFan()).BranchTo(place, child, to, NodeLook.For(Records[child].Kind))
                : Branches.Inner(child, box, to, window.View.Side, Records[parent.Record].Outer, Records[child].Level);
            var hull = new MapBox(branch.Stem.X, branch.Stem.Y, 0, 0).Union(new MapBox(branch.End.X, branch.End.Y, 0, 0)).Inflate(branch.FromWidth);
            if (hull.Overlaps(walk.area)) walk.parts.Add(branch, colour);
        }

        private readonly MainFan NewFan()
        {
            var (root, view, tree, records, side, along) = (window.View.Root, window.View, Tree, Records, parent.Record, this.along);
            var hub = root.HubBox.Moved(root.At);
            var edge = (view.Side == Side.Down ? root.HubBoxes[^1] : root.HubBoxes[0]).Moved(root.At);
            return new MainFan(hub, edge, view.Side, tree.LinksOf(side).Children, place =>
            {
                var main = tree.ChildAt(side, place);
                var to = view.BoxOf(main, tree.OffsetOf(main), along);
                return view.Side == Side.Down ? to.MiddleX : to.MiddleY;
            });
        }

        private readonly byte ColourOf(int child, int place) => Records[child].Chosen is > 0 and var chosen ? chosen : ColourIn(place);

        /// <summary>The colour of the row's child at a place that has chosen none. What is too small to be looked into is not asked: nodes lie far apart in memory.</summary>
        private readonly byte ColourIn(int place) => isMain ? MapRecords.PaletteColour(parent.Position + place + 1) : parent.Colour;
    }
}
