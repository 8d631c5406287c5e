namespace Ramify.Layout;

/// <summary>
/// The children of a node that has very many, in chunks: a change looks at its own chunk and at the heads of the others.
/// </summary>
/// <remarks>
/// <para>Data layout. A chunk is a stretch of the linked siblings, up to <see cref="Most"/> long; it splits in two past that,
/// so an insert moves nothing. Chunks have numbers for life (siblings know theirs) and an order of their own.</para>
/// <para>Where all siblings are leaves, their row is a sum: each stands its gap after the one before, since none can reach
/// past its neighbour. Then a leaf keeps its place within its chunk only (in the note that a leaf's thread leaves free), the
/// chunk its start, and only the first and the last child, where contours begin, have their offset in the record. The
/// contours' threads join those leaves that reach further than all on their way. Otherwise the row is laid out whole, and
/// the chunks serve to find what lies in a window.</para>
/// </remarks>
internal sealed unsafe class WideRow
{
    /// <summary>Rows up to this long are laid out whole: in a few microseconds.</summary>
    public const int Least = 192;

    private const int Most = 64;

    /// <summary>A stretch of siblings.</summary>
    public struct Chunk
    {
        public int First;
        public int Count;
        public int Place;

        /// <summary>Near edge of the first box, from the row's start; of leaves only.</summary>
        public int Start;

        /// <summary>Least and greatest edge across of all subtrees, from the row's start.</summary>
        public int Low, High;

        /// <summary>The most that one of its subtrees measures across.</summary>
        public int Broadest;

        /// <summary>Far end along of what reaches furthest, from the parent's far end.</summary>
        public long End;

        public bool IsDirty;
    }

    private readonly List<Chunk> chunks = [];
    private readonly List<int> order = [];
    private int inner;
    private bool isOfLeaves;

    /// <summary>From the parent's near edge to the row's start.</summary>
    public int Shift { get; private set; }

    public WideRow(int first, TidyNode[] nodes, TreeLinks[] links)
    {
        order.Add(0);
        chunks.Add(new Chunk { First = first, IsDirty = true });
        ref var chunk = ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(chunks)[0];
        for (var at = first; at >= 0; at = links[at].Next)
        {
            links[at].Chunk = 0;
            if (nodes[at].ChildCount > 0) inner++;
            chunk.Count++;
        }
        if (chunk.Count > Most) Split(0, links);
        Number();
    }

    private WideRow(WideRow from) => (chunks, order, inner, isOfLeaves, Shift) = ([.. from.chunks], [.. from.order], from.inner, from.isOfLeaves, from.Shift);

    /// <summary>Whether no child shows children of its own.</summary>
    public bool HasLeavesOnly => inner == 0;

    /// <summary>How many chunks there are.</summary>
    public int ChunkCount => order.Count;

    /// <summary>A chunk by its place.</summary>
    public ref readonly Chunk ChunkAt(int place) => ref At(order[place]);

    /// <summary>From which chunk to before which one some may reach into a stretch across, counted from the row's start. Leaves lie in order; the subtrees of others may reach over one another.</summary>
    public (int From, int To) Between(long low, long high) => isOfLeaves ? (FirstAbove(low), Math.Min(ChunkCount, FirstAbove(high - 1) + 1)) : (0, ChunkCount);

    /// <summary>The first chunk that ends above a place.</summary>
    private int FirstAbove(long place)
    {
        var (from, to) = (0, ChunkCount);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (ChunkAt(middle).High > place) to = middle;
            else from = middle + 1;
        }
        return from;
    }

    public WideRow Copy() => new(this);

    /// <summary>Takes note of a new sibling, which is linked already.</summary>
    public void Insert(int record, TidyNode[] nodes, TreeLinks[] links)
    {
        var (previous, next) = (links[record].Previous, links[record].Next);
        var number = links[record].Chunk = links[previous >= 0 ? previous : next].Chunk;
        ref var chunk = ref At(number);
        if (previous < 0) chunk.First = record;
        chunk.Count++;
        chunk.IsDirty = true;
        if (nodes[record].ChildCount > 0) inner++;
        if (chunk.Count > Most) Split(number, links);
        Number();
    }

    /// <summary>Takes note that a sibling leaves, while it is still linked.</summary>
    public void Remove(int record, TidyNode[] nodes, TreeLinks[] links)
    {
        var number = links[record].Chunk;
        ref var chunk = ref At(number);
        if (chunk.First == record) chunk.First = links[record].Next;
        chunk.IsDirty = true;
        if (nodes[record].ChildCount > 0) inner--;
        if (--chunk.Count == 0) order.Remove(number);
        Number();
    }

    public void Touch(int record, TreeLinks[] links) => At(links[record].Chunk).IsDirty = true;

    /// <summary>A child began or ceased to show children.</summary>
    public void CountInner(int by) => inner += by;

    public int PlaceOf(int record, TreeLinks[] links)
    {
        ref readonly var chunk = ref At(links[record].Chunk);
        var place = chunk.Place;
        for (var at = chunk.First; at != record; at = links[at].Next) place++;
        return place;
    }

    public int ChildAt(int place, TreeLinks[] links)
    {
        var (low, high) = (0, order.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (At(order[middle]).Place <= place) low = middle;
            else high = middle - 1;
        }
        ref readonly var chunk = ref At(order[low]);
        var at = chunk.First;
        for (var left = place - chunk.Place; left > 0; left--) at = links[at].Next;
        return at;
    }

    public int OffsetOf(int record, TidyNode[] nodes, TreeLinks[] links) =>
        isOfLeaves ? Shift + At(links[record].Chunk).Start + nodes[record].FourthNote : nodes[record].Offset;

    /// <summary>Lays out a row of leaves.</summary>
    public void LayOutLeaves(TidyNode* nodes, int record, TreeLinks* links)
    {
        var parent = nodes + record;
        var (at, room, reach) = (0L, (long)parent->Breadth, 0L);
        for (var n = 0; n < order.Count; n++)
        {
            ref var chunk = ref At(order[n]);
            if (chunk.IsDirty || !isOfLeaves) Measure(ref chunk, nodes, links);
            if (n > 0) at += nodes[chunk.First].Gap;
            var end = at + chunk.High - chunk.Low;
            if (end + room > int.MaxValue) throw new OverflowException("The tree is too wide to lay out in these units.");
            chunk.Start = (int)at;
            (chunk.Low, chunk.High) = (chunk.Start, (int)end);
            at = end;
            reach = Math.Max(reach, chunk.End);
        }
        isOfLeaves = true;
        Shift = (int)-((at - parent->Breadth) >> 1);
        (parent->Low, parent->High, parent->Depth) = (Math.Min(0, Shift), Math.Max(parent->Breadth, (int)at + Shift), parent->Length + reach);
        var (first, last) = (parent->FirstChild, links[record].LastChild);
        (nodes[first].Offset, nodes[last].Offset) = (Shift, Offset(last, nodes, links));
        parent->NearEnd = ThreadNear(first, reach, nodes, links);
        parent->FarEnd = ThreadFar(last, reach, nodes, links);
        parent->NearEndAt = Offset(parent->NearEnd, nodes, links);
        parent->FarEndAt = Offset(parent->FarEnd, nodes, links);
    }

    /// <summary>Takes over a row that was laid out whole.</summary>
    public void TakeOver(TidyNode* nodes, int record, TreeLinks* links)
    {
        (isOfLeaves, Shift) = (false, 0);
        for (var n = 0; n < order.Count; n++)
        {
            ref var chunk = ref At(order[n]);
            (chunk.Low, chunk.High, chunk.Broadest, chunk.End) = (int.MaxValue, int.MinValue, 0, 0);
            for (var (child, left) = (chunk.First, chunk.Count); left > 0; child = links[child].Next, left--)
            {
                ref var node = ref nodes[child];
                chunk.Low = Math.Min(chunk.Low, node.Offset + node.Low);
                chunk.High = Math.Max(chunk.High, node.Offset + node.High);
                chunk.Broadest = Math.Max(chunk.Broadest, node.High - node.Low);
                chunk.End = Math.Max(chunk.End, node.Lead + node.Depth);
            }
        }
    }

    /// <summary>Places the leaves of a chunk from its start.</summary>
    private static void Measure(ref Chunk chunk, TidyNode* nodes, TreeLinks* links)
    {
        var (at, end, broadest) = (0L, 0L, 0);
        for (var (child, left) = (chunk.First, chunk.Count); left > 0; child = links[child].Next, left--)
        {
            var node = nodes + child;
            if (child != chunk.First) at += node->Gap;
            node->FourthNote = (int)at;
            at += node->Breadth;
            end = Math.Max(end, (long)node->Lead + node->Length);
            broadest = Math.Max(broadest, node->Breadth);
        }
        (chunk.Low, chunk.High, chunk.End, chunk.Broadest, chunk.IsDirty) = (0, (int)Math.Min(int.MaxValue, at), end, broadest, false);
    }

    /// <summary>Joins the leaves that reach further than all before them; returns the last of them.</summary>
    private int ThreadNear(int first, long reach, TidyNode* nodes, TreeLinks* links)
    {
        var (at, end) = (first, End(first, nodes));
        while (end < reach)
        {
            var next = FindLonger(links[at].Next, end, nodes, links);
            TidyTree.SetThread(nodes + at, next, Offset(next, nodes, links) - Offset(at, nodes, links), (int)(End(next, nodes) - end));
            (at, end) = (next, End(next, nodes));
        }
        return at;
    }

    private int FindLonger(int at, long end, TidyNode* nodes, TreeLinks* links)
    {
        while (End(at, nodes) <= end)
        {
            ref readonly var chunk = ref At(links[at].Chunk);
            if (at == chunk.First && chunk.End <= end) at = After(links[at].Chunk);
            else at = links[at].Next;
        }
        return at;
    }

    /// <summary>The same from the other side.</summary>
    private int ThreadFar(int last, long reach, TidyNode* nodes, TreeLinks* links)
    {
        var (at, end) = (last, End(last, nodes));
        while (end < reach)
        {
            var next = FindLongerBefore(links[at].Previous, end, nodes, links);
            TidyTree.SetThread(nodes + at, next, Offset(next, nodes, links) - Offset(at, nodes, links), (int)(End(next, nodes) - end));
            (at, end) = (next, End(next, nodes));
        }
        return at;
    }

    private int FindLongerBefore(int at, long end, TidyNode* nodes, TreeLinks* links)
    {
        while (End(at, nodes) <= end)
        {
            ref readonly var chunk = ref At(links[at].Chunk);
            at = chunk.End <= end ? links[chunk.First].Previous : links[at].Previous;
        }
        return at;
    }

    private int After(int number)
    {
        ref readonly var chunk = ref At(number);
        var low = chunk.Place;
        var (from, to) = (0, order.Count - 1);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (At(order[middle]).Place > low) to = middle;
            else from = middle + 1;
        }
        return At(order[from]).First;
    }

    private static long End(int record, TidyNode* nodes) => (long)nodes[record].Lead + nodes[record].Length;

    private int Offset(int record, TidyNode* nodes, TreeLinks* links) => Shift + At(links[record].Chunk).Start + nodes[record].FourthNote;

    /// <summary>Cuts a chunk that has grown too long into pieces of about half the length.</summary>
    private void Split(int number, TreeLinks[] links)
    {
        var (at, first, left) = (order.IndexOf(number), At(number).First, At(number).Count);
        for (var pieces = (left + Most / 2 - 1) / (Most / 2); pieces > 0; pieces--)
        {
            var size = (left + pieces - 1) / pieces;
            At(number) = new Chunk { First = first, Count = size, IsDirty = true };
            for (var n = size; n > 0; n--, first = links[first].Next) links[first].Chunk = number;
            left -= size;
            if (left == 0) return;
            number = chunks.Count;
            chunks.Add(default);
            order.Insert(++at, number);
        }
    }

    private void Number()
    {
        var place = 0;
        foreach (var number in order)
        {
            ref var chunk = ref At(number);
            chunk.Place = place;
            place += chunk.Count;
        }
    }

    private ref Chunk At(int number) => ref System.Runtime.InteropServices.CollectionsMarshal.AsSpan(chunks)[number];
}
