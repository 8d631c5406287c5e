using System.Runtime.InteropServices;

namespace Ramify.Layout;

/// <summary>How a record of a <see cref="LinkedTree"/> hangs together with others; -1 for nothing.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct TreeLinks
{
    public int Parent;
    public int LastChild;
    public int Next;
    public int Previous;

    /// <summary>How many children there are, shown or not; <see cref="TidyNode.ChildCount"/> counts the shown ones: all or none.</summary>
    public int Children;

    /// <summary>Place among the siblings; valid while the parent is laid out.</summary>
    public int Place;

    /// <summary>The chunk in the parent's <see cref="WideRow"/>, where it has one.</summary>
    public int Chunk;
}

/// <summary>
/// A tidy tree whose branches come and go: after an edit only the chain of ancestors is laid out again, and every place
/// is as if the whole tree had been.
/// </summary>
/// <remarks>
/// Data layout. A record keeps its number for life, so that callers may remember it: siblings are linked, not side by
/// side. The layout's own record is one cache line (<see cref="TidyNode"/>), its links lie in a second array that only
/// the way up and along a row reads. Freed records are chained through <see cref="TreeLinks.Next"/>. A tree built breadth
/// first has its siblings side by side anyway. All places are relative to the parent, so a subtree moves by its head
/// alone, and a folded one keeps its places: opening it costs no more than folding it.
/// </remarks>
internal sealed unsafe class LinkedTree
{
    private TidyNode[] nodes;
    private TreeLinks[] links;
    private readonly Dictionary<int, WideRow> wideRows = [];
    private SiblingSpread? spread;
    private int free = -1;

    public LinkedTree(int capacity)
    {
        nodes = GC.AllocateUninitializedArray<TidyNode>(Math.Max(16, capacity));
        links = GC.AllocateUninitializedArray<TreeLinks>(nodes.Length);
    }

    private LinkedTree(LinkedTree from)
    {
        (nodes, links) = ((TidyNode[])from.nodes.Clone(), (TreeLinks[])from.links.Clone());
        (End, free) = (from.End, from.free);
        foreach (var (parent, row) in from.wideRows) wideRows.Add(parent, row.Copy());
    }

    /// <summary>One past the greatest record number ever given.</summary>
    public int End { get; private set; }

    public ref TidyNode this[int record] => ref nodes[record];

    public ref readonly TreeLinks LinksOf(int record) => ref links[record];

    public LinkedTree Copy() => new(this);

    /// <summary>A new record without parent or children.</summary>
    public int Add()
    {
        var record = free;
        if (record >= 0) free = links[record].Next;
        else
        {
            record = End++;
            if (record == nodes.Length)
            {
                Array.Resize(ref nodes, record * 2);
                Array.Resize(ref links, record * 2);
            }
        }
        nodes[record] = default;
        links[record] = new TreeLinks { Parent = -1, LastChild = -1, Next = -1, Previous = -1, Chunk = -1 };
        return record;
    }

    /// <summary>Gives a record back; it has no parent, and its children are given back too or have left.</summary>
    public void Remove(int record)
    {
        wideRows.Remove(record);
        links[record].Next = free;
        free = record;
    }

    /// <summary>Hangs a record under a parent.</summary>
    /// <param name="record">It has no parent yet.</param>
    /// <param name="parent">Its parent.</param>
    /// <param name="after">The sibling before it; -1 to be the first.</param>
    public void Insert(int record, int parent, int after)
    {
        ref var link = ref links[record];
        link.Parent = parent;
        link.Previous = after;
        link.Next = after >= 0 ? links[after].Next : links[parent].Children > 0 ? nodes[parent].FirstChild : -1;
        if (after >= 0) links[after].Next = record;
        else nodes[parent].FirstChild = record;
        if (link.Next >= 0) links[link.Next].Previous = record;
        else links[parent].LastChild = record;
        links[parent].Children++;
        RowOf(parent)?.Insert(record, nodes, links);
        if (IsOpen(parent) || links[parent].Children == 1) SetShown(parent, links[parent].Children);
    }

    /// <summary>Takes a record with all below it out of its row.</summary>
    public void Unlink(int record)
    {
        ref var link = ref links[record];
        var parent = link.Parent;
        RowOf(parent)?.Remove(record, nodes, links);
        if (link.Previous >= 0) links[link.Previous].Next = link.Next;
        else nodes[parent].FirstChild = link.Next;
        if (link.Next >= 0) links[link.Next].Previous = link.Previous;
        else links[parent].LastChild = link.Previous;
        var wasOpen = IsOpen(parent);
        links[parent].Children--;
        if (wasOpen) SetShown(parent, links[parent].Children);
        if (links[parent].Children <= WideRow.Least / 2) wideRows.Remove(parent);
        (link.Parent, link.Previous, link.Next, link.Chunk) = (-1, -1, -1, -1);
    }

    /// <summary>Shows or hides the children of a record.</summary>
    public void Open(int record, bool open) => SetShown(record, open ? links[record].Children : 0);

    /// <summary>Whether the children of a record are shown; false where there are none.</summary>
    public bool IsOpen(int record) => nodes[record].ChildCount > 0;

    /// <summary>Says that the box of a record has changed, ahead of laying out its row.</summary>
    public void Touch(int record)
    {
        if (links[record].Parent is >= 0 and var parent) RowOf(parent)?.Touch(record, links);
    }

    /// <summary>Lays out one record, whose children are laid out.</summary>
    public void LayOut(int record)
    {
        if (links[record].Children > WideRow.Least && IsOpen(record) && RowOf(record) is null)
            wideRows.Add(record, new WideRow(nodes[record].FirstChild, nodes, links));
        fixed (TidyNode* first = nodes)
        fixed (TreeLinks* link = links)
        {
            if (first[record].ChildCount == 0) TidyTree.LayoutLeaf(first + record);
            else if (RowOf(record) is not { } row) TidyTree.LayoutParent(first, record, new Linked(link), ref spread);
            else if (row.HasLeavesOnly) row.LayOutLeaves(first, record, link);
            else
            {
                TidyTree.LayoutParent(first, record, new Linked(link), ref spread);
                row.TakeOver(first, record, link);
            }
        }
    }

    /// <summary>A record's near edge across, from its parent's.</summary>
    public int OffsetOf(int record) =>
        links[record].Parent is >= 0 and var parent && RowOf(parent) is { } row ? row.OffsetOf(record, nodes, links) : nodes[record].Offset;

    /// <summary>A record's near edge across and near end along, from those of the topmost record above it.</summary>
    public (long Across, long Along, int Top) PlaceOf(int record)
    {
        var (across, along) = (0L, 0L);
        for (int parent; (parent = links[record].Parent) >= 0; record = parent)
        {
            across += OffsetOf(record);
            along += (long)nodes[record].Lead + nodes[parent].Length;
        }
        return (across, along, record);
    }

    /// <summary>A record's place among its siblings, from 0.</summary>
    public int PlaceInRow(int record)
    {
        if (RowOf(links[record].Parent) is { } row) return row.PlaceOf(record, links);
        var place = 0;
        for (var at = links[record].Previous; at >= 0; at = links[at].Previous) place++;
        return place;
    }

    /// <summary>The child at a place.</summary>
    public int ChildAt(int parent, int place)
    {
        if (RowOf(parent) is { } row) return row.ChildAt(place, links);
        var at = nodes[parent].FirstChild;
        for (; place > 0; place--) at = links[at].Next;
        return at;
    }

    /// <summary>The chunks of a row with very many children; null for others.</summary>
    public WideRow? RowOf(int parent) => wideRows.Count == 0 ? null : wideRows.GetValueOrDefault(parent);

    private void SetShown(int record, int count)
    {
        var wasOpen = IsOpen(record);
        nodes[record].ChildCount = count;
        if (wasOpen != IsOpen(record) && links[record].Parent is >= 0 and var parent) RowOf(parent)?.CountInner(wasOpen ? -1 : 1);
    }
}
