using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>
/// The shown nodes of a map as records of a <see cref="LinkedTree"/>, with what measuring them takes. Nodes come, go and
/// change one by one; <see cref="Flush"/> then lays out what hangs on them.
/// </summary>
/// <remarks>
/// Data layout. A node's record has one number in the tree and here; nodes that were never shown have none. What is
/// measured is not kept: lines are wrapped again when a window draws them, which is some hundred nodes at most.
/// Ids are looked up by edits only, so the index is made with the first of them.
/// </remarks>
internal sealed class MapRecords
{
    private readonly Wrap wrap;
    private readonly GrowingArray<TextLine> lines = new();
    private readonly PriorityQueue<int, int> dirty = new();
    private readonly HashSet<int> queued = [];
    private NodeRecord[] records;
    private Dictionary<Guid, int>? numbers;

    /// <summary>Takes over a layout whose texts are measured.</summary>
    /// <param name="run">The layout.</param>
    /// <param name="options">How it was laid out, but for its folds; the run's own where null.</param>
    public MapRecords(LayoutRun run, LayoutOptions? options = null)
    {
        (Map, Options) = (run.Map, options ?? run.Options);
        wrap = new Wrap(Options.Spacing);
        Tree = new LinkedTree(run.Tree.Count + 2 * run.Tree.RootCount);
        records = new NodeRecord[run.Tree.Count + 2 * run.Tree.RootCount];
        Widened = run.Rooms.Widened;
        Generations = CurveEnds.GenerationsOf(run.Tree.Count);
        Curves = new CurveBook(Map);
        new RecordLoading(this, run).Load();
    }

    private MapRecords(MapRecords from)
    {
        (Map, Options, Widened, Generations) = (from.Map, from.Options, from.Widened, from.Generations);
        wrap = new Wrap(Options.Spacing);
        (Tree, records, Curves) = (from.Tree.Copy(), (NodeRecord[])from.records.Clone(), from.Curves.Copy());
        Shelves = from.Shelves.Copy();
        foreach (var root in from.Roots) AddRoot(root.Copy());
    }

    public MindMap Map { get; }
    public LayoutOptions Options { get; }
    public LinkedTree Tree { get; }
    public CurveBook Curves { get; }

    /// <summary>The roots in order.</summary>
    public List<PlacedRoot> Roots { get; } = [];

    /// <summary>Where the roots stand.</summary>
    public PlacedShelves Shelves { get; init; } = new();

    /// <summary>Roots by the records of their hubs and sides.</summary>
    public Dictionary<int, PlacedRoot> Tops { get; } = [];

    /// <summary>Ids of the nodes that got a record since somebody looked.</summary>
    public List<Guid> Come { get; } = [];

    /// <summary>Extra room before every box.</summary>
    public int Widened { get; }

    /// <summary>Within how many generations a new curve is a line.</summary>
    public int Generations { get; }

    public bool IsDown => Options.Shape == MapShape.Down;

    /// <summary>How many nodes are shown.</summary>
    public int Count => Roots.Sum(CountOf);

    public ref NodeRecord this[int record] => ref records[record];

    /// <summary>How many of them belong to a root.</summary>
    public int CountOf(PlacedRoot root) => root.Hub.Length + records[root.Right].Shown + records[root.Left].Shown;

    /// <summary>How many nodes there are, hidden ones included.</summary>
    public int CountAll()
    {
        var count = 0;
        foreach (var root in Roots)
        {
            count += records[root.Right].Nodes + records[root.Left].Nodes;
            foreach (var pill in root.Hub) count += records[pill].Nodes;
        }
        return count;
    }

    public MapRecords Copy() => new(this);

    /// <summary>The number of a node's record; -1 where it has none.</summary>
    public int Find(Guid id) => Numbers.TryGetValue(id, out var record) ? record : -1;

    public bool IsHub(int record) => Tree.LinksOf(record).Parent < 0;

    /// <summary>The record of the primary parent; -1 for a root.</summary>
    public int ParentOf(int record)
    {
        var parent = Tree.LinksOf(record).Parent;
        if (parent >= 0) return records[parent].Node is null ? Tops[parent].LastOfHub : parent;
        var hub = Tops[record].Hub;
        return Array.IndexOf(hub, record) is > 0 and var at ? hub[at - 1] : -1;
    }

    /// <summary>Whether a node is in sight: it has a record, and nothing above it is folded.</summary>
    public bool IsShown(int record)
    {
        if (record < 0) return false;
        for (int parent; (parent = Tree.LinksOf(record).Parent) >= 0; record = parent)
            if (!Tree.IsOpen(parent)) return false;
        return true;
    }

    /// <summary>Number of a main branch, from 1.</summary>
    public int NumberOf(int main)
    {
        var side = Tree.LinksOf(main).Parent;
        var root = Tops[side];
        return 1 + Tree.PlaceInRow(main) + (side == root.Left ? Tree.LinksOf(root.Right).Children : 0);
    }

    /// <summary>The main branch above a record, or itself; -1 in centre and trunk. O(depth).</summary>
    public int MainOf(int record)
    {
        if (IsHub(record)) return -1;
        while (records[record].Level > 1) record = Tree.LinksOf(record).Parent;
        return record;
    }

    /// <summary>Place of a node's colour in the palette; 0 in centre and trunk. O(depth).</summary>
    public byte ColourOf(int record)
    {
        for (var at = record; at >= 0; at = Tree.LinksOf(at).Parent)
        {
            if (records[at].Level <= 0) return 0;
            if (records[at].Chosen is > 0 and var chosen) return chosen;
            if (records[at].Level == 1) return PaletteColour(NumberOf(at));
        }
        return 0;
    }

    /// <summary>The colour that the writer chose; 0 for none.</summary>
    public static byte ChosenColour(Node node) => node.Details.Style.Colour is > 0 and <= ShownTree.PaletteSize and var chosen ? chosen : (byte)0;

    public static byte PaletteColour(int number) => (byte)((number - 1) % ShownTree.PaletteSize + 1);

    /// <summary>Which way a record's branch grows.</summary>
    public Side SideOf(int record)
    {
        if (IsHub(record)) return Side.Hub;
        for (int parent; (parent = Tree.LinksOf(record).Parent) >= 0;) record = parent;
        return IsDown ? Side.Down : record == Tops[record].Left ? Side.Left : Side.Right;
    }

    /// <summary>The box of a shown node.</summary>
    public MapBox BoxOf(int record)
    {
        if (IsHub(record))
        {
            var hub = Tops[record];
            return hub.HubBoxes[Array.IndexOf(hub.Hub, record)].Moved(hub.At);
        }
        var (across, along, top) = Tree.PlaceOf(record);
        return new SideView(this, top).BoxOf(record, across, along);
    }

    public void AddRoot(PlacedRoot root)
    {
        Roots.Add(root);
        Register(root);
    }

    public void Register(PlacedRoot root)
    {
        foreach (var record in root.Hub) Tops[record] = root;
        Tops[root.Right] = Tops[root.Left] = root;
    }

    /// <summary>A new record, not linked yet.</summary>
    public int Add(in NodeRecord record)
    {
        var number = Tree.Add();
        if (number >= records.Length) Array.Resize(ref records, 2 * number + 2);
        records[number] = record;
        if (record.Node is not { } node || numbers is null) return number;
        numbers.Add(node.Id, number);
        Come.Add(node.Id);
        return number;
    }

    /// <summary>Gives back a record and all below it; it has no parent any more.</summary>
    public void Drop(int top)
    {
        var pending = new Stack<int>([top]);
        while (pending.TryPop(out var record))
        {
            var left = Tree.LinksOf(record).Children;
            for (var child = Tree[record].FirstChild; left > 0; child = Tree.LinksOf(child).Next, left--) pending.Push(child);
            if (records[record].Node is { } node) numbers?.Remove(node.Id);
            records[record] = default;
            queued.Remove(record);
            Tree.Remove(record);
        }
    }

    /// <summary>Links a record with all below it under a parent.</summary>
    public void Attach(int record, int parent, int after)
    {
        Tree.Insert(record, parent, after);
        AddCounts(parent, records[record].Nodes, records[record].Shown);
        Queue(record);
        Queue(parent);
    }

    /// <summary>Takes a record with all below it from its parent.</summary>
    public void Detach(int record)
    {
        var parent = Tree.LinksOf(record).Parent;
        AddCounts(parent, -records[record].Nodes, -records[record].Shown);
        Tree.Unlink(record);
        if (Tree.LinksOf(parent).Children == 0) records[parent].IsFolded = false;
        Queue(parent);
    }

    /// <summary>Adds to the counts of a record and those above it.</summary>
    public void AddCounts(int record, int nodes, int shown)
    {
        for (var at = record; at >= 0; at = Tree.LinksOf(at).Parent)
        {
            if (records[at].IsFolded) shown = 0;
            records[at].Nodes += nodes;
            records[at].Shown += shown;
        }
    }

    /// <summary>Measures a node below the hub again, and queues it where that changed something.</summary>
    public void Remeasure(int record)
    {
        if (Measure(record)) Queue(record);
    }

    /// <summary>Measures a node below the hub; false where its size is as it was.</summary>
    /// <param name="record">The node.</param>
    /// <param name="number">Of a main branch; 0 to count.</param>
    public bool Measure(int record, int number = 0)
    {
        ref var node = ref records[record];
        node.Chosen = ChosenColour(node.Node!);
        node.Kind = ShownTree.KindOf(node.Node!, node.Level, Tree.LinksOf(record).Children > 0 || node.IsUnbuilt);
        if (node.Level == 1 && number == 0) number = NumberOf(record);
        lines.CutTo(0);
        var (width, height) = NodeSizes.Measure(node.Node!, node.Kind, node.Level, number, node.Factor, Options.Spacing, wrap, lines);
        SetRooms(record);
        return SetBox(record, width, height, SideMeasures.Of(this, record));
    }

    /// <summary>Sets a node's size; false where it had that already.</summary>
    public bool SetBox(int record, int width, int height, in SideMeasures side)
    {
        ref readonly var node = ref records[record];
        ref var box = ref Tree[record];
        var (length, breadth) = IsDown ? (height + node.Outer, width + node.Before) : (width + node.Outer, height + node.Before);
        var (lead, gap) = side.Distances(node.Level, IsDown);
        if ((length, breadth, lead, gap) == (box.Length, box.Breadth, box.Lead, box.Gap)) return false;
        (box.Length, box.Breadth, box.Lead, box.Gap) = (length, breadth, lead, gap);
        return true;
    }

    /// <summary>Measures centre and trunk again.</summary>
    public void MeasureHub(PlacedRoot root)
    {
        for (var n = 0; n < root.Hub.Length; n++)
        {
            ref var node = ref records[root.Hub[n]];
            node.Kind = n == 0 ? ShownTree.RootKind(Map.Roots.Length, ShownTree.FirstSpineChildren(node.Node!).Count > 0) : NodeKind.Trunk;
            lines.CutTo(0);
            var (width, height) = NodeSizes.Measure(node.Node!, node.Kind, node.Level, 0, NodeSizes.HubFactor(Options), Options.Spacing, wrap, lines);
            root.HubBoxes[n] = new MapBox(0, 0, width, height);
        }
        root.HubBox = RootLayout.PlaceHub(root.HubBoxes);
    }

    /// <summary>Asks for a record, and with it all above it, to be laid out.</summary>
    public void Queue(int record)
    {
        if (record < 0 || !queued.Add(record)) return;
        // Deepest first, so that each is laid out once, after all below it.
        dirty.Enqueue(record, -records[record].Level);
    }

    /// <summary>Lays out what is queued, with all above it.</summary>
    /// <returns>Whether anything was.</returns>
    public bool Flush()
    {
        var any = dirty.Count > 0;
        while (dirty.TryDequeue(out var record, out _))
        {
            if (!queued.Remove(record)) continue;
            Tree.LayOut(record);
            Shelves.Measure(this, record);
            var parent = Tree.LinksOf(record).Parent;
            if (parent < 0) continue;
            Tree.Touch(record);
            if (Tree.IsOpen(parent)) Queue(parent);
        }
        if (any) Shelves.Arrange(this);
        return any;
    }

    /// <summary>What edits keep, for a layout of the whole with the same inputs.</summary>
    public KeptInputs Inputs(bool withChips) => new(FactorOf, KeptOf, Widened, Shelves.RowWidth, withChips ? Curves.IsChip : null);

    private KeptRoot KeptOf(Node node)
    {
        if (Roots.Find(root => root.Node.Id == node.Id) is not { } placed) return KeptRoot.New;
        var (right, left) = (Tree.LinksOf(placed.Right).Children, Tree.LinksOf(placed.Left).Children);
        return records[placed.LastOfHub].IsFolded ? placed.Kept : placed.Kept with { Cut = right + left > 0 ? right : null };
    }

    /// <summary>The wrap factor of a node, or what it would get, 1/100.</summary>
    private int FactorOf(Node node)
    {
        for (var at = node; at is not null; at = at.Parent)
            if (Find(at.Id) is >= 0 and var record) return records[record].Level > 0 ? records[record].Factor : 100;
        return 100;
    }

    private void SetRooms(int record)
    {
        ref var node = ref records[record];
        var (hasCurve, chips) = CurvesAt(node.Node!.Id);
        node.Outer = NodeSizes.OuterRoom(node.Node.IsShared, node.IsFolded, hasCurve, chips);
        node.Before = Widened + NodeSizes.RoomBefore(node.Node.IsShared, node.IsFolded, Tree.IsOpen(record), chips);
    }

    /// <summary>Whether a line starts or ends at a node, and how many chips stand beside it.</summary>
    private (bool HasLine, int Chips) CurvesAt(Guid id)
    {
        if (!Curves.HasAny(id)) return default;
        var (hasLine, chips) = (false, 0);
        foreach (var curve in Curves.At(id))
        {
            if (!curve.IsShown) continue;
            if (curve.IsChip != true) hasLine = true;
            else if (curve.From == id) chips++;
        }
        return (hasLine, chips);
    }

    private Dictionary<Guid, int> Numbers
    {
        get
        {
            if (numbers is not null) return numbers;
            // Readers on several threads may each make one; they are equal.
            var made = new Dictionary<Guid, int>(Tree.End);
            for (var record = 0; record < Tree.End; record++)
                if (records[record].Node is { } node) made.Add(node.Id, record);
            return numbers = made;
        }
    }
}
