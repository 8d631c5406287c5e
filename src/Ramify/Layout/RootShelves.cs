namespace Ramify.Layout;

/// <summary>Sets several roots in rows, in their order, so that the whole is about as wide for its height as its target.</summary>
internal static class RootShelves
{
    private const int Gap = 40 * NodeLook.Px;

    /// <param name="tree">The map.</param>
    /// <param name="rooms">Room around the boxes.</param>
    /// <param name="boxes">Each root's about its own middle; moved to where they lie.</param>
    /// <param name="fit">What the whole should look like.</param>
    /// <param name="rowWidth">How wide a row may be; 0 to choose.</param>
    /// <returns>How wide a row may be; 0 for one root.</returns>
    public static long Arrange(ShownTree tree, NodeRooms rooms, MapBox[] boxes, FitTarget fit, long rowWidth)
    {
        if (tree.RootCount < 2) return 0;
        var extents = ExtentsOf(tree, rooms, boxes);
        if (rowWidth == 0) rowWidth = RowWidth(extents, fit);
        var moves = Shelve(extents, rowWidth);
        for (var i = 0; i < tree.Count; i++)
        {
            var move = moves[tree.Roots[i]];
            boxes[i] = boxes[i] with { X = boxes[i].X + move.X, Y = boxes[i].Y + move.Y };
        }
        return rowWidth;
    }

    private static MapBox[] ExtentsOf(ShownTree tree, NodeRooms rooms, MapBox[] boxes)
    {
        var extents = new MapBox[tree.RootCount];
        Array.Copy(boxes, extents, extents.Length);
        for (var i = 0; i < tree.Count; i++)
        {
            ref var extent = ref extents[tree.Roots[i]];
            extent = extent.Union(boxes[i].Inflate(rooms.Outer(i)));
        }
        return extents;
    }

    /// <summary>At least the widest root; else what makes the rows as high as the target says.</summary>
    public static long RowWidth(MapBox[] extents, FitTarget fit)
    {
        var (widest, area) = (0L, 0.0);
        foreach (var extent in extents)
        {
            widest = Math.Max(widest, extent.Width);
            area += (double)(extent.Width + Gap) * (extent.Height + Gap);
        }
        return Math.Max(widest, fit.Height == 0 ? widest : (long)Math.Sqrt(area * fit.Width / fit.Height));
    }

    /// <summary>How far each root, which spans its extent about its middle, moves to its place.</summary>
    public static MapPoint[] Shelve(ReadOnlySpan<MapBox> extents, long rowWidth)
    {
        var moves = new MapPoint[extents.Length];
        long x = 0, y = 0, rowHeight = 0;
        for (var r = 0; r < extents.Length; r++)
        {
            if (x > 0 && x + extents[r].Width > rowWidth) (x, y, rowHeight) = (0, y + rowHeight + Gap, 0);
            moves[r] = new MapPoint(x - extents[r].X, y - extents[r].Y);
            x += extents[r].Width + Gap;
            rowHeight = Math.Max(rowHeight, extents[r].Height);
        }
        return moves;
    }
}
