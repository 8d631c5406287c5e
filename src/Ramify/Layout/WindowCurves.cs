namespace Ramify.Layout;

/// <summary>
/// The curves at the nodes of a window: plain ways round the outside of both ends. In a window of a large map they lie
/// under everything else; only a whole picture routes its curves between the boxes.
/// </summary>
internal static class WindowCurves
{
    private const int Px = NodeLook.Px;
    private const int Off = 14 * Px;

    public static void Add(MapRecords records, WindowParts parts)
    {
        if (records.Curves.Count == 0) return;
        var met = new HashSet<Guid>();
        foreach (var node in parts.Nodes)
        {
            if (node.Detail != Detail.Text || !records.Curves.HasAny(node.Node.Id)) continue;
            var chips = 0;
            foreach (var curve in records.Curves.At(node.Node.Id))
            {
                if (!curve.IsShown) continue;
                if (curve.IsChip != true)
                {
                    if (met.Add(curve.Id)) parts.Curves.Add(LineOf(records, curve));
                }
                else if (curve.From == node.Node.Id) parts.Curves.Add(ChipOf(records, curve, node, ++chips));
            }
        }
    }

    public static MapPoint RingOf(in DrawnNode node, TextSpacing spacing) => RingOf(node.Box, node.Side, node.Kind, node.Children > 0 || node.Hidden > 0, spacing);

    private static MapPoint RingOf(MapBox box, Side side, NodeKind kind, bool hasBranches, TextSpacing spacing)
    {
        var look = NodeLook.For(kind);
        return LayoutMarks.Ring(box, side, box.Y + look.PadY + NodeSizes.LineHeight(look, spacing) / 2, hasBranches);
    }

    private static DrawnCurve ChipOf(MapRecords records, CurveEntry curve, in DrawnNode node, int nth)
    {
        var to = records.Find(curve.To);
        var plate = Chip.PlateAt(node.Box, node.Side, node.Outer, node.Children > 0 || node.Hidden > 0, nth);
        return new DrawnCurve(curve.From, curve.To, curve.Link, null, plate, NumberOf(records, to), records.ColourOf(to));
    }

    private static DrawnCurve LineOf(MapRecords records, CurveEntry curve)
    {
        var (from, to) = (records.Find(curve.From), records.Find(curve.To));
        var points = Way(StartOf(records, from), EndOf(records, to, curve.Link is null), records.SideOf(from), records.SideOf(to));
        var line = new Curve(-1, -1, curve.Link, points) { Radii = CornerRadii.Of(points, []) };
        if (LabelPlate.TextOf(curve.Link) is { Length: > 0 } text) line = LabelPlate.OnMiddle(line, text);
        return new DrawnCurve(curve.From, curve.To, curve.Link, line, default, NumberOf(records, to), records.ColourOf(to));
    }

    private static int NumberOf(MapRecords records, int record) => records.MainOf(record) is >= 0 and var main ? records.NumberOf(main) : 0;

    /// <summary>Beside the stem from which the node's own branches fan out.</summary>
    private static MapPoint StartOf(MapRecords records, int record)
    {
        var (box, side) = (records.BoxOf(record), records.SideOf(record));
        return side == Side.Down ? new MapPoint(box.X + box.Width * 3 / 4, box.Bottom)
            : new MapPoint(side == Side.Left ? box.X : box.Right, box.Y + box.Height * 3 / 4);
    }

    private static MapPoint EndOf(MapRecords records, int record, bool atRing)
    {
        var (box, side) = (records.BoxOf(record), records.SideOf(record));
        if (!atRing) return side == Side.Down ? new MapPoint(box.X + box.Width / 4, box.Bottom)
            : new MapPoint(side == Side.Left ? box.X : box.Right, box.Y + box.Height / 4);
        ref readonly var node = ref records[record];
        var ring = RingOf(box, side, node.Kind, records.Tree.IsOpen(record) || node.IsFolded, records.Options.Spacing);
        return side switch
        {
            Side.Left => ring with { X = ring.X - NodeSizes.Ring - Px },
            Side.Down => ring with { Y = ring.Y + NodeSizes.Ring + Px },
            _ => ring with { X = ring.X + NodeSizes.Ring + Px },
        };
    }

    private static MapPoint[] Way(MapPoint start, MapPoint goal, Side startSide, Side goalSide)
    {
        if (startSide == Side.Down || goalSide == Side.Down)
        {
            var below = Math.Max(start.Y, goal.Y) + Off;
            return [start, start with { Y = below }, goal with { Y = below }, goal];
        }
        var (startOut, goalOut) = (start.X + (startSide == Side.Left ? -Off : Off), goal.X + (goalSide == Side.Left ? -Off : Off));
        if ((startSide == Side.Left) == (goalSide == Side.Left))
        {
            var beside = startSide == Side.Left ? Math.Min(startOut, goalOut) : Math.Max(startOut, goalOut);
            return [start, start with { X = beside }, goal with { X = beside }, goal];
        }
        var middle = (start.Y + goal.Y) / 2;
        return [start, start with { X = startOut }, new MapPoint(startOut, middle), new MapPoint(goalOut, middle), goal with { X = goalOut }, goal];
    }
}
