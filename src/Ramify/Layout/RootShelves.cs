namespace Ramify.Layout;

/// <summary>Sets several roots in rows, in their order, so that the whole is about as wide for its height as its target.</summary>
internal static class RootShelves
{
    private const int Gap = 40 * NodeLook.Px;

    public static void Arrange(ShownTree tree, NodeRooms rooms, MapBox[] boxes, FitTarget fit)
    {
        if (tree.RootCount < 2) return;
        var extents = ExtentsOf(tree, rooms, boxes);
        var (moveX, moveY) = Shelve(extents, RowWidth(extents, fit));
        for (var i = 0; i < tree.Count; i++)
            boxes[i] = boxes[i] with { X = boxes[i].X + moveX[tree.Roots[i]], Y = boxes[i].Y + moveY[tree.Roots[i]] };
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
    private static long RowWidth(MapBox[] extents, FitTarget fit)
    {
        var (widest, area) = (0L, 0.0);
        foreach (var extent in extents)
        {
            widest = Math.Max(widest, extent.Width);
            area += (double)(extent.Width + Gap) * (extent.Height + Gap);
        }
        return Math.Max(widest, fit.Height == 0 ? widest : (long)Math.Sqrt(area * fit.Width / fit.Height));
    }

    private static (long[] X, long[] Y) Shelve(MapBox[] extents, long rowWidth)
    {
        var (moveX, moveY) = (new long[extents.Length], new long[extents.Length]);
        long x = 0, y = 0, rowHeight = 0;
        for (var r = 0; r < extents.Length; r++)
        {
            if (x > 0 && x + extents[r].Width > rowWidth) (x, y, rowHeight) = (0, y + rowHeight + Gap, 0);
            (moveX[r], moveY[r]) = (x - extents[r].X, y - extents[r].Y);
            x += extents[r].Width + Gap;
            rowHeight = Math.Max(rowHeight, extents[r].Height);
        }
        return (moveX, moveY);
    }
}
