namespace Ramify.Layout;

/// <summary>What all nodes of one side have in common.</summary>
/// <param name="Mains">How many main branches it has.</param>
/// <param name="LeadScale">Hundredths of the styles' room to the parent.</param>
/// <param name="Gap">Hundredths of the styles' room between siblings.</param>
internal readonly record struct SideMeasures(int Mains, int LeadScale, int Gap)
{
    /// <summary>Those of the side on which a record lies. O(depth).</summary>
    public static SideMeasures Of(MapRecords records, int record)
    {
        for (int parent; (parent = records.Tree.LinksOf(record).Parent) >= 0;) record = parent;
        return OfSide(records, record);
    }

    public static SideMeasures OfSide(MapRecords records, int side)
    {
        var root = records.Tops[side];
        return new SideMeasures(records.Tree.LinksOf(side).Children, root.Kept.LeadScale, side == root.Left ? root.Kept.LeftGap : root.Kept.RightGap);
    }

    public (int Lead, int Gap) Distances(int level, bool isDown) => SideTree.Distances(level, Mains, LeadScale, Gap, isDown);
}

/// <summary>
/// Turns places of one side, across and along from its invisible root, into the drawing's x and y, and back. Cheap to
/// make; good until the next edit.
/// </summary>
internal readonly struct SideView
{
    private readonly MapRecords records;
    private readonly long middle, start;

    public SideView(MapRecords records, int side)
    {
        this.records = records;
        Top = side;
        Root = records.Tops[side];
        Side = records.IsDown ? Side.Down : side == Root.Left ? Side.Left : Side.Right;
        ref readonly var top = ref records.Tree[side];
        var breadth = (long)top.High - top.Low;
        middle = (records.IsDown ? Root.At.X : Root.At.Y) - (top.Low + breadth / 2);
        start = Side switch
        {
            Side.Right => Root.At.X + Root.HubBox.Right,
            Side.Left => Root.At.X + Root.HubBox.X,
            _ => Root.At.Y + Root.HubBox.Bottom,
        };
    }

    /// <summary>The invisible record over the side's branches.</summary>
    public int Top { get; }

    public PlacedRoot Root { get; }

    public Side Side { get; }

    /// <summary>The box of a node whose record begins here.</summary>
    public MapBox BoxOf(int record, long across, long along)
    {
        ref readonly var node = ref records[record];
        ref readonly var box = ref records.Tree[record];
        return Area(across + node.Before, along, box.Breadth - node.Before, box.Length - node.Outer);
    }

    /// <summary>An area in the drawing.</summary>
    public MapBox Area(long across, long along, long breadth, long length) => Side switch
    {
        Side.Right => new MapBox(start + along, middle + across, length, breadth),
        Side.Left => new MapBox(start - along - length, middle + across, length, breadth),
        _ => new MapBox(middle + across, start + along, breadth, length),
    };

    /// <summary>An area of the drawing as seen from the side.</summary>
    public (long Across, long Along, long AcrossEnd, long AlongEnd) From(MapBox area) => Side switch
    {
        Side.Right => (area.Y - middle, area.X - start, area.Bottom - middle, area.Right - start),
        Side.Left => (area.Y - middle, start - area.Right, area.Bottom - middle, start - area.X),
        _ => (area.X - middle, area.Y - start, area.Right - middle, area.Bottom - start),
    };
}
