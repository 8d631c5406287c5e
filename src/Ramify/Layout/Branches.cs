using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>Draws the branches: bundled and in order at the centre, fanned out from one point below.</summary>
internal static class Branches
{
    private const int Px = NodeLook.Px;

    /// <summary>Short straight pieces between the pills of a trunk; the first pill touches the centre.</summary>
    public static void AddTrunk(ReadOnlySpan<int> hub, MapBox[] boxes, GrowingArray<Branch> branches)
    {
        for (var n = 2; n < hub.Length; n++)
        {
            var start = OuterPort(boxes[hub[n - 1]], Side.Down, 0);
            var end = InnerPort(boxes[hub[n]], Side.Down);
            branches.Add(Curve(hub[n], start, start, end, (start.Y + end.Y) / 2, Side.Down, 4 * Px, 4 * Px));
        }
    }

    /// <summary>The branches below the main ones.</summary>
    public static void AddInner(ShownTree tree, ReadOnlySpan<int> members, int mainCount, MapBox[] boxes, Side[] sides, NodeRooms rooms, GrowingArray<Branch> branches)
    {
        foreach (var child in members[mainCount..])
        {
            var parent = tree.Parents[child];
            var look = NodeLook.At(tree.Levels[child]);
            var (from, to, side) = (boxes[parent], boxes[child], sides[child]);
            var room = rooms.Outer(parent);
            var stem = OuterPort(from, side, 0);
            var start = OuterPort(from, side, room);
            var end = InnerPort(to, side);
            branches.Add(Curve(child, stem, start, end, Middle(start, end, side), side, look.BranchFrom, look.BranchTo));
        }
    }

    /// <summary>
    /// The main branches of one side. They leave the centre's edge side by side in the order of their targets, and
    /// those that go far turn near the centre, the others further out, like cables in a duct: so none crowds another.
    /// </summary>
    public static void AddMain(ShownTree tree, ReadOnlySpan<int> mains, MapBox hub, MapBox edge, MapBox[] boxes, Side side, GrowingArray<Branch> branches)
    {
        if (mains.IsEmpty) return;
        var isDown = side == Side.Down;
        var (low, high) = isDown ? (edge.X, edge.Right) : (edge.Y, edge.Bottom);
        var inset = Math.Min(8 * Px, (high - low) / 8);
        (low, high) = (low + inset, high - inset);
        var share = (high - low) / mains.Length;
        var targets = new long[mains.Length];
        for (var i = 0; i < mains.Length; i++) targets[i] = isDown ? boxes[mains[i]].MiddleX : boxes[mains[i]].MiddleY;
        var ranks = Ranks(targets, low + share / 2, share);
        for (var i = 0; i < mains.Length; i++)
        {
            var look = NodeLook.For(tree.Kinds[mains[i]]);
            var width = (int)Math.Max(Px, Math.Min(look.BranchFrom, share * 7 / 10));
            var at = mains.Length == 1 ? Math.Clamp(targets[0], low, high) : low + share * i + share / 2;
            var end = InnerPort(boxes[mains[i]], side);
            // Under the centre's box, so that no seam shows at its rounded corners.
            var start = side switch
            {
                Side.Right => new MapPoint(hub.Right, at),
                Side.Left => new MapPoint(hub.X, at),
                _ => new MapPoint(at, hub.Bottom),
            };
            var turn = Turn(ranks[i], isDown ? start.Y : start.X, isDown ? end.Y : end.X);
            branches.Add(Curve(mains[i], start, start, end, turn, side, width, Math.Min(width, look.BranchTo)));
        }
    }

    /// <summary>For each branch its place among those that go the same way, the furthest first, as a share from 0 to 1; a lone one 1/2. In 1/1000.</summary>
    private static int[] Ranks(long[] targets, long firstAt, long share)
    {
        var goesUp = new bool[targets.Length];
        var ups = 0;
        for (var i = 0; i < targets.Length; i++)
            if (goesUp[i] = targets[i] < firstAt + share * i) ups++;
        var (downs, ranks) = (targets.Length - ups, new int[targets.Length]);
        for (int i = 0, up = 0, down = downs; i < targets.Length; i++)
        {
            var (rank, same) = goesUp[i] ? (up++, ups) : (--down, downs);
            ranks[i] = same == 1 ? 500 : (int)(1000L * rank / (same - 1));
        }
        return ranks;
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
