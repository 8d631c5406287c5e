namespace Ramify.Layout;

/// <summary>
/// The main branches of one side. They leave the centre's edge side by side in the order of their targets, and
/// those that go far turn near the centre, the others further out, like cables in a duct: so none crowds another.
/// </summary>
internal sealed class MainFan
{
    private const int Px = NodeLook.Px;

    /// <summary>Up to so many branches are looked at one by one; more share an edge so finely that those which go up come first.</summary>
    private const int Few = 1024;

    private readonly MapBox hub;
    private readonly Side side;
    private readonly int count;
    private readonly long low, high, share;
    private readonly Func<int, long> targetOf;
    private readonly int[]? ranks;
    private readonly int ups;

    /// <param name="hub">Box of centre and trunk.</param>
    /// <param name="edge">The box whose edge they leave.</param>
    /// <param name="side">Which way they grow.</param>
    /// <param name="count">How many there are; at least one.</param>
    /// <param name="targetOf">Where along the edge's direction the middle of each one's node is.</param>
    public MainFan(MapBox hub, MapBox edge, Side side, int count, Func<int, long> targetOf)
    {
        (this.hub, this.side, this.count, this.targetOf) = (hub, side, count, targetOf);
        (low, high) = side == Side.Down ? (edge.X, edge.Right) : (edge.Y, edge.Bottom);
        var inset = Math.Min(8 * Px, (high - low) / 8);
        (low, high) = (low + inset, high - inset);
        share = (high - low) / count;
        if (count <= Few) ranks = Ranks();
        else ups = FirstDown();
    }

    public Branch BranchTo(int place, int child, MapBox box, NodeLook look)
    {
        var width = (int)Math.Max(Px, Math.Min(look.BranchFrom, share * 7 / 10));
        var at = count == 1 ? Math.Clamp(targetOf(0), low, high) : low + share * place + share / 2;
        // Under the centre's box, so that no seam shows at its rounded corners.
        var start = side switch
        {
            Side.Right => new MapPoint(hub.Right, at),
            Side.Left => new MapPoint(hub.X, at),
            _ => new MapPoint(at, hub.Bottom),
        };
        return Branches.Main(child, start, box, side, RankOf(place), width, look);
    }

    /// <summary>For each branch its place among those that go the same way, the furthest first, as a share from 0 to 1; a lone one 1/2. In 1/1000.</summary>
    private int[] Ranks()
    {
        var goesUp = new bool[count];
        var upCount = 0;
        for (var i = 0; i < count; i++)
            if (goesUp[i] = GoesUp(i)) upCount++;
        var (downs, found) = (count - upCount, new int[count]);
        for (int i = 0, up = 0, down = downs; i < count; i++)
            found[i] = goesUp[i] ? Share(up++, upCount) : Share(--down, downs);
        return found;
    }

    private int RankOf(int place) => ranks is not null ? ranks[place]
        : place < ups ? Share(place, ups) : Share(count - 1 - place, count - ups);

    private static int Share(int rank, int same) => same == 1 ? 500 : (int)(1000L * rank / (same - 1));

    private bool GoesUp(int place) => targetOf(place) < low + share / 2 + share * place;

    private int FirstDown()
    {
        var (from, to) = (0, count);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (GoesUp(middle)) from = middle + 1;
            else to = middle;
        }
        return from;
    }
}
