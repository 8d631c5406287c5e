namespace Ramify.Layout;

/// <summary>One root with all that hangs from it: centre, trunk and the sides. The centre's middle is 0, 0. 1/64 px.</summary>
internal sealed class RootLayout
{
    private const int TrunkGap = 10 * NodeLook.Px;
    private readonly ShownTree tree;
    private readonly LayoutOptions options;
    private readonly KeptRoot? kept;
    private readonly List<int> hub = [];
    private readonly int firstMain, mainCount;
    private readonly SideTree right, left;

    public RootLayout(ShownTree tree, int root, LayoutOptions options, NodeRooms rooms, Func<int, NodeSizes> sizesAt, int[] factors, KeptRoot? kept = null, int? cut = null)
    {
        (this.tree, this.options, this.kept, Rooms) = (tree, options, kept, rooms);
        var last = root;
        for (var i = root; i >= 0; i = tree.ChildCounts[i] > 0 && tree.Levels[i] < 0 ? tree.FirstChildren[i] : -1) hub.Add(last = i);
        (firstMain, mainCount) = (tree.FirstChildren[last], tree.ChildCounts[last]);
        Size = SizeBelow(last);
        if (kept is null) HubBox = MeasureHub(sizesAt(100), out _);
        Arrangement = kept is not null ? new Arrangement(CutOf(kept), kept.LeadScale)
            : new TwoSided(tree, options, rooms, sizesAt, factors, firstMain, mainCount, Size, HubBox, cut).Choose();
        var isDown = options.Shape == MapShape.Down;
        right = new SideTree(tree, firstMain, Arrangement.Cut, isDown);
        left = new SideTree(tree, firstMain + Arrangement.Cut, mainCount - Arrangement.Cut, isDown);
    }

    /// <summary>Room around the boxes, as of the next <see cref="Place"/>.</summary>
    public NodeRooms Rooms { get; set; }

    /// <summary>The chosen wrap and cut.</summary>
    public Arrangement Arrangement { get; }

    /// <summary>Centre and trunk together.</summary>
    public MapBox HubBox { get; private set; }

    /// <summary>Nodes below centre and trunk.</summary>
    public int Size { get; }

    /// <summary>What an edit keeps, as of the last <see cref="Place"/>.</summary>
    public KeptRoot Kept { get; private set; } = KeptRoot.New;

    public SideTree RightSide => right;

    public SideTree LeftSide => left;

    public ReadOnlySpan<int> Hub => System.Runtime.InteropServices.CollectionsMarshal.AsSpan(hub);

    /// <summary>Finds out <see cref="Kept"/> without placing anything.</summary>
    public void Decide(NodeSizes sizes)
    {
        if (Size > options.SearchLimit) Kept = KeptRoot.New with { Cut = Arrangement.Cut, LeadScale = Arrangement.LeadScale };
        else Spread(sizes);
    }

    /// <summary>Places every box of the root.</summary>
    public void Place(NodeSizes sizes, MapBox[] boxes, Side[] sides)
    {
        Spread(sizes);
        HubBox = MeasureHub(sizes, out var hubBoxes);
        for (var i = 0; i < hub.Count; i++) boxes[hub[i]] = hubBoxes[i];
        var (along, across) = (new long[tree.Count], new long[tree.Count]);
        right.Place(Rooms, along, across);
        left.Place(Rooms, along, across);
        foreach (var i in right.Members)
        {
            sides[i] = options.Shape == MapShape.Down ? Side.Down : Side.Right;
            boxes[i] = options.Shape == MapShape.Down
                ? new MapBox(across[i], HubBox.Bottom + along[i], sizes.Widths[i], sizes.Heights[i])
                : new MapBox(HubBox.Right + along[i], across[i], sizes.Widths[i], sizes.Heights[i]);
        }
        foreach (var i in left.Members)
        {
            sides[i] = Side.Left;
            boxes[i] = new MapBox(HubBox.X - along[i] - sizes.Widths[i], across[i], sizes.Widths[i], sizes.Heights[i]);
        }
    }

    /// <summary>Uses the room that the target leaves: the gaps grow until the shape is the target's, the lower side first.</summary>
    private void Spread(NodeSizes sizes)
    {
        Kept = kept ?? KeptRoot.New with { Cut = Arrangement.Cut, LeadScale = Arrangement.LeadScale };
        right.Layout(_ => sizes, Rooms, Kept.LeadScale, Kept.RightGap);
        left.Layout(_ => sizes, Rooms, Kept.LeadScale, Kept.LeftGap);
        if (kept is not null || Size > options.SearchLimit || options.Fit.Height == 0 || options.Shape == MapShape.Down || mainCount == 0) return;
        var width = HubBox.Width + right.Depth + left.Depth + 2 * TwoSided.Margin;
        var height = Math.Max(HubBox.Height, Math.Max(right.Breadth, left.Breadth)) + 2 * TwoSided.Margin;
        var wanted = width * options.Fit.Height / options.Fit.Width;
        var leadScale = Arrangement.LeadScale;
        if (wanted < height)
        {
            // Too high: longer branches.
            wanted = height;
            var extra = height * options.Fit.Width / options.Fit.Height - width;
            leadScale = GreatestScale(leadScale, 180, scale =>
            {
                right.Layout(_ => sizes, Rooms, scale, 100);
                left.Layout(_ => sizes, Rooms, scale, 100);
                return HubBox.Width + right.Depth + left.Depth + 2 * TwoSided.Margin - width <= extra;
            });
        }
        var breadth = wanted - 2 * TwoSided.Margin;
        Kept = Kept with { LeadScale = leadScale, RightGap = Fill(right, sizes, leadScale, breadth), LeftGap = Fill(left, sizes, leadScale, breadth) };
    }

    private int Fill(SideTree side, NodeSizes sizes, int leadScale, long breadth)
    {
        var gapScale = GreatestScale(100, 300, scale =>
        {
            side.Layout(_ => sizes, Rooms, leadScale, scale);
            return side.Breadth <= breadth;
        });
        side.Layout(_ => sizes, Rooms, leadScale, gapScale);
        return gapScale;
    }

    /// <summary>The greatest scale up to a limit that fits; the least one does.</summary>
    private static int GreatestScale(int least, int limit, Func<int, bool> fits)
    {
        var (low, high) = (least, limit);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (fits(middle)) low = middle;
            else high = middle - 1;
        }
        return low;
    }

    private int CutOf(KeptRoot kept) => options.Shape == MapShape.TwoSided ? Math.Min(kept.Cut ?? (mainCount + 1) / 2, mainCount) : mainCount;

    private MapBox MeasureHub(NodeSizes sizes, out MapBox[] boxes)
    {
        boxes = new MapBox[hub.Count];
        for (var i = 0; i < boxes.Length; i++) boxes[i] = new MapBox(0, 0, sizes.Widths[hub[i]], sizes.Heights[hub[i]]);
        return PlaceHub(boxes);
    }

    /// <summary>Places the centre and its trunk, whose sizes are given, with the centre's middle at 0, 0; returns the box around them.</summary>
    public static MapBox PlaceHub(Span<MapBox> boxes)
    {
        var width = boxes[0].Width;
        foreach (var pill in boxes[1..]) width = Math.Max(width, pill.Width + TrunkGap);
        boxes[0] = new MapBox(-width / 2, -boxes[0].Height / 2, width, boxes[0].Height);
        var union = boxes[0];
        for (var n = 1; n < boxes.Length; n++)
        {
            // The first pill hangs on the centre's edge, the others on one another.
            var top = union.Bottom + (n == 1 ? 0 : TrunkGap);
            boxes[n] = boxes[n] with { X = -boxes[n].Width / 2, Y = top };
            union = union.Union(boxes[n]);
        }
        return union;
    }

    private int SizeBelow(int node)
    {
        var size = 0;
        for (var (first, count) = (tree.FirstChildren[node], tree.ChildCounts[node]); count > 0;)
        {
            size += count;
            var (next, nextCount) = (0, 0);
            for (var i = first; i < first + count; i++)
            {
                if (tree.ChildCounts[i] == 0) continue;
                if (nextCount == 0) next = tree.FirstChildren[i];
                nextCount += tree.ChildCounts[i];
            }
            (first, count) = (next, nextCount);
        }
        return size;
    }
}
