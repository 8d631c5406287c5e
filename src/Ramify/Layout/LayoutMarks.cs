namespace Ramify.Layout;

/// <summary>Where the small round marks beside a box stand.</summary>
internal static class LayoutMarks
{
    private const int Px = NodeLook.Px;

    /// <summary>
    /// Beside the first line, on the side away from the parent; where branches leave from the middle of that side,
    /// high enough to clear them.
    /// </summary>
    public static MapPoint Ring(MapBox box, Side side, long firstLine, bool hasBranches)
    {
        var y = hasBranches ? Math.Min(firstLine, box.MiddleY - NodeSizes.Ring - 5 * Px) : firstLine;
        return side switch
        {
            Side.Left => new MapPoint(box.X - NodeSizes.RingOut, y),
            Side.Down => new MapPoint(box.Right - NodeSizes.Ring, box.Bottom + NodeSizes.RingOut),
            _ => new MapPoint(box.Right + NodeSizes.RingOut, y),
        };
    }

    /// <summary>At the end of a short stem, in the room that was kept for it.</summary>
    public static MapPoint FoldMark(MapBox box, Side side, int room)
    {
        var at = room - NodeSizes.FoldMark - 2 * Px;
        return Branches.OuterPort(box, side, at);
    }
}
