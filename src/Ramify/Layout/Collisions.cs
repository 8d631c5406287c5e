namespace Ramify.Layout;

/// <summary>Counts what should never happen: boxes that overlap, lines through text. By bands, so that large maps stay linear.</summary>
internal static class Collisions
{
    /// <summary>Height of a band: about two boxes.</summary>
    private const int Band = 64 * NodeLook.Px;

    /// <summary>Samples on a branch.</summary>
    private const int Steps = 24;

    public static int Overlaps(MapLayout layout)
    {
        // Along the way in which siblings stand, few boxes are in the sweep at a time.
        var isDown = layout.Options.Shape == MapShape.Down;
        var boxes = layout.Boxes;
        var (order, starts) = (new int[boxes.Length], new long[boxes.Length]);
        for (var i = 0; i < order.Length; i++) (order[i], starts[i]) = (i, isDown ? boxes[i].X : boxes[i].Y);
        Array.Sort(starts, order);
        var (active, count) = (new List<int>(), 0);
        foreach (var i in order)
        {
            active.RemoveAll(Ended(layout, isDown, isDown ? boxes[i].X : boxes[i].Y));
            foreach (var j in active)
                if (boxes[i].Overlaps(boxes[j])) count++;
            active.Add(i);
        }
        return count;
    }

    /// <summary>Branches and curves that cross the text of a node other than the one they start from or lead to.</summary>
    public static int ThroughText(MapLayout layout)
    {
        var bands = TextBands(layout);
        var count = 0;
        foreach (var branch in layout.Branches)
            if (Crosses(layout, bands, branch)) count++;
        foreach (var curve in layout.Curves)
            if (Crosses(layout, bands, curve)) count++;
        return count;
    }

    private static Predicate<int> Ended(MapLayout layout, bool isDown, long at) =>
        i => (isDown ? layout.Boxes[i].Right : layout.Boxes[i].Bottom) <= at;

    private static Dictionary<long, List<(int Node, MapBox Text)>> TextBands(MapLayout layout)
    {
        var bands = new Dictionary<long, List<(int, MapBox)>>();
        for (var i = 0; i < layout.Count; i++)
        {
            var text = layout.TextBoxOf(i);
            for (var band = text.Y / Band; band <= text.Bottom / Band; band++)
            {
                if (!bands.TryGetValue(band, out var list)) bands[band] = list = [];
                list.Add((i, text));
            }
        }
        return bands;
    }

    private static bool Crosses(MapLayout layout, Dictionary<long, List<(int, MapBox)>> bands, in Branch branch)
    {
        for (var i = 0; i <= Steps; i++)
        {
            var at = branch.At((double)i / Steps);
            if (Hits(bands, (long)at.X, (long)at.Y, (long)(at.Width / 2), layout.Parents[branch.Child] < 0 ? -1 : layout.Parents[branch.Child])) return true;
        }
        return false;
    }

    private static bool Crosses(MapLayout layout, Dictionary<long, List<(int, MapBox)>> bands, Curve curve)
    {
        const int step = 4 * NodeLook.Px;
        for (var p = 1; p < curve.Points.Length; p++)
        {
            var (from, to) = (curve.Points[p - 1], curve.Points[p]);
            var steps = Math.Max(1, Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y)) / step);
            for (var s = 0; s <= steps; s++)
                if (Hits(bands, from.X + (to.X - from.X) * s / steps, from.Y + (to.Y - from.Y) * s / steps, NodeLook.Px, -1)) return true;
        }
        return false;
    }

    private static bool Hits(Dictionary<long, List<(int Node, MapBox Text)>> bands, long x, long y, long reach, int except)
    {
        if (!bands.TryGetValue(y / Band, out var list)) return false;
        foreach (var (node, text) in list)
            if (node != except && text.Inflate(reach).Contains(new MapPoint(x, y))) return true;
        return false;
    }
}
