using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>Draws the branches: bundled and in order at the centre, fanned out from one point below.</summary>
internal static class Branches
{
    private const int Px = NodeLook.Px;

    /// <summary>Short straight pieces between the pills of a trunk; the first pill touches the centre.</summary>
    public static void AddTrunk(ReadOnlySpan<int> hub, MapBox[] boxes, GrowingArray<Branch> branches)
    {
        for (var n = 2; n < hub.Length; n++) branches.Add(Trunk(hub[n], boxes[hub[n - 1]], boxes[hub[n]]));
    }

    /// <summary>A piece between two pills.</summary>
    public static Branch Trunk(int child, MapBox from, MapBox to)
    {
        var (start, end) = (OuterPort(from, Side.Down, 0), InnerPort(to, Side.Down));
        return Curve(child, start, start, end, (start.Y + end.Y) / 2, Side.Down, 4 * Px, 4 * Px);
    }

    /// <summary>The branches below the main ones.</summary>
    public static void AddInner(ShownTree tree, ReadOnlySpan<int> members, int mainCount, MapBox[] boxes, Side[] sides, NodeRooms rooms, GrowingArray<Branch> branches)
    {
        foreach (var child in members[mainCount..])
        {
            var parent = tree.Parents[child];
            branches.Add(Inner(child, boxes[parent], boxes[child], sides[child], rooms.Outer(parent), tree.Levels[child]));
        }
    }

    /// <summary>A branch below the main ones.</summary>
    public static Branch Inner(int child, MapBox from, MapBox to, Side side, int room, int level)
    {
        var look = NodeLook.At(level);
        var (stem, start, end) = (OuterPort(from, side, 0), OuterPort(from, side, room), InnerPort(to, side));
        return Curve(child, stem, start, end, Middle(start, end, side), side, look.BranchFrom, look.BranchTo);
    }

    /// <summary>The main branches of one side.</summary>
    public static void AddMain(ShownTree tree, ReadOnlySpan<int> mains, MapBox hub, MapBox edge, MapBox[] boxes, Side side, GrowingArray<Branch> branches)
    {
        if (mains.IsEmpty) return;
        var targets = new long[mains.Length];
        for (var i = 0; i < mains.Length; i++) targets[i] = side == Side.Down ? boxes[mains[i]].MiddleX : boxes[mains[i]].MiddleY;
        var fan = new MainFan(hub, edge, side, mains.Length, i => targets[i]);
        for (var i = 0; i < mains.Length; i++) branches.Add(fan.BranchTo(i, mains[i], boxes[mains[i]], NodeLook.For(tree.Kinds[mains[i]])));
    }

    /// <summary>A main branch.</summary>
    /// <param name="child">The node it leads to.</param>
    /// <param name="start">Where it leaves the centre.</param>
    /// <param name="to">The node's box.</param>
    /// <param name="side">Which way it grows.</param>
    /// <param name="rank">How soon it turns, 1/1000.</param>
    /// <param name="width">Its width at the centre.</param>
    /// <param name="look">The node's look.</param>
    public static Branch Main(int child, MapPoint start, MapBox to, Side side, int rank, int width, NodeLook look)
    {
        var end = InnerPort(to, side);
        var turn = Turn(rank, side == Side.Down ? start.Y : start.X, side == Side.Down ? end.Y : end.X);
        return Curve(child, start, start, end, turn, side, width, Math.Min(width, look.BranchTo));
    }

    /// <summary>Where a main branch turns: the further up or down it goes, the nearer to the centre.</summary>
    private static long Turn(int rank, long start, long end) => start + (end - start) * (220 + 520 * rank / 1000) / 1000;

    private static Branch Curve(int child, MapPoint stem, MapPoint start, MapPoint end, long turn, Side side, int from, int to) => side == Side.Down
        ? new Branch(child, stem, start, new MapPoint(start.X, turn), new MapPoint(end.X, turn), end, from, to)
        : new Branch(child, stem, start, new MapPoint(turn, start.Y), new MapPoint(turn, end.Y), end, from, to);

    private static long Middle(MapPoint start, MapPoint end, Side side) => side == Side.Down ? (start.Y + end.Y) / 2 : (start.X + end.X) / 2;

    /// <summary>The middle of the edge away from the parent, or a point outside it.</summary>
    public static MapPoint OuterPort(MapBox box, Side side, long room) => side switch
    {
        Side.Right => new MapPoint(box.Right + room, box.MiddleY),
        Side.Left => new MapPoint(box.X - room, box.MiddleY),
        _ => new MapPoint(box.MiddleX, box.Bottom + room),
    };

    /// <summary>The middle of the edge towards the parent.</summary>
    public static MapPoint InnerPort(MapBox box, Side side) => side switch
    {
        Side.Right => new MapPoint(box.X, box.MiddleY),
        Side.Left => new MapPoint(box.Right, box.MiddleY),
        _ => new MapPoint(box.MiddleX, box.Y),
    };
}
