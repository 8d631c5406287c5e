namespace Ramify.Layout;

/// <summary>
/// Where the roots of a map stand: one in the middle, several in rows. The first root's centre stays where it is,
/// whatever grows.
/// </summary>
/// <remarks>
/// Rows go by how far a root's boxes reach with the room around each on all sides, which the outlines of the tree do not
/// say. So in a map of several roots each record has that too: least and greatest edge across and along, from its own.
/// </remarks>
internal sealed class PlacedShelves
{
    private Reach[] reaches = [];

    private record struct Reach(int Low, int High, long Near, long Far);

    /// <summary>How wide a row may be; 0 while there is one root.</summary>
    public long RowWidth { get; private set; }

    public PlacedShelves Copy() => new() { reaches = [.. reaches], RowWidth = RowWidth };

    /// <summary>Begins with roots that stand already.</summary>
    public void Begin(MapRecords records, long rowWidth, MapPoint first)
    {
        RowWidth = rowWidth;
        if (records.Roots.Count > 0) records.Roots[0].At = first;
        if (records.Roots.Count > 1) MeasureAll(records);
        Arrange(records);
    }

    /// <summary>Takes note of a record that was laid out; nothing to do in a map of one root.</summary>
    public void Measure(MapRecords records, int record)
    {
        if (reaches.Length == 0) return;
        if (record >= reaches.Length) Array.Resize(ref reaches, 2 * record + 2);
        var tree = records.Tree;
        ref readonly var box = ref tree[record];
        ref readonly var node = ref records[record];
        var reach = node.Node is null
            ? new Reach(int.MaxValue, int.MinValue, long.MaxValue, long.MinValue)
            : new Reach(node.Before - node.Outer, box.Breadth + node.Outer, -node.Outer, box.Length);
        for (var (child, left) = (box.FirstChild, box.ChildCount); left > 0; child = tree.LinksOf(child).Next, left--)
        {
            ref readonly var below = ref reaches[child];
            var (at, start) = (tree.OffsetOf(child), (long)box.Length + tree[child].Lead);
            reach.Low = Math.Min(reach.Low, at + below.Low);
            reach.High = Math.Max(reach.High, at + below.High);
            reach.Near = Math.Min(reach.Near, start + below.Near);
            reach.Far = Math.Max(reach.Far, start + below.Far);
        }
        reaches[record] = reach;
    }

    /// <summary>Sets the roots in their rows; the first one's centre stays.</summary>
    public void Arrange(MapRecords records)
    {
        var roots = records.Roots;
        if (roots.Count < 2)
        {
            (RowWidth, reaches) = (0, []);
            return;
        }
        if (reaches.Length == 0) MeasureAll(records);
        var extents = new MapBox[roots.Count];
        for (var r = 0; r < extents.Length; r++) extents[r] = ExtentOf(records, roots[r]);
        if (RowWidth == 0) RowWidth = RootShelves.RowWidth(extents, records.Options.Fit);
        foreach (var extent in extents) RowWidth = Math.Max(RowWidth, extent.Width);
        var moves = RootShelves.Shelve(extents, RowWidth);
        var (x, y) = (roots[0].At.X - moves[0].X, roots[0].At.Y - moves[0].Y);
        for (var r = 0; r < moves.Length; r++) roots[r].At = new MapPoint(moves[r].X + x, moves[r].Y + y);
    }

    private void MeasureAll(MapRecords records)
    {
        reaches = new Reach[records.Tree.End];
        var order = new List<int>();
        foreach (var root in records.Roots) order.AddRange([root.Right, root.Left]);
        for (var n = 0; n < order.Count; n++)
            for (var (child, left) = (records.Tree[order[n]].FirstChild, records.Tree.LinksOf(order[n]).Children); left > 0; child = records.Tree.LinksOf(child).Next, left--)
                order.Add(child);
        for (var n = order.Count - 1; n >= 0; n--) Measure(records, order[n]);
    }

    /// <summary>The area of a root, its centre's middle at 0, 0.</summary>
    private MapBox ExtentOf(MapRecords records, PlacedRoot root)
    {
        var extent = root.HubBox;
        foreach (var side in new[] { root.Right, root.Left })
        {
            if (records.Tree.LinksOf(side).Children == 0) continue;
            var reach = reaches[side];
            var area = new SideView(records, side).Area(reach.Low, reach.Near, (long)reach.High - reach.Low, reach.Far - reach.Near);
            extent = extent.Union(area.Moved(new MapPoint(-root.At.X, -root.At.Y)));
        }
        return extent;
    }
}
