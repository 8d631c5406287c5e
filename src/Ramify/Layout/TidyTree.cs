using System.Runtime.CompilerServices;

namespace Ramify.Layout;

/// <summary>
/// The non-layered tidy tree: boxes of any size, each parent centred over its children, subtrees as close as their
/// outlines allow, siblings spread evenly, in time linear in the number of nodes.
/// </summary>
/// <remarks>
/// <para>A. van der Ploeg, "Drawing non-layered tidy trees in linear time", Software: Practice and Experience 44 (2014).</para>
/// <para>Data layout. One record of 64 bytes a node, a cache line, in breadth-first order: siblings lie together, and
/// each level is read from its start to its end. The walk along a contour reads a record once: box, offset and next node
/// lie in one line. Parents are laid out depth first, so that a subtree's records are still in the cache when those
/// above it walk its contours (measured at a million nodes: 28 ns a node, against 72 for the array read backwards;
/// below ten thousand both take 12). What is left is mostly branches that no processor can foretell.</para>
/// <para>No AggressiveOptimization: it keeps a method out of the ReadyToRun image. The first layout of a process then
/// takes 5.5 ms instead of 2 (60 nodes), and later ones are no faster.</para>
/// <para>Everything in a record is relative to its node. So a subtree moves by its head alone, and an edit can lay out
/// its chain of ancestors only. For that the walk stops where the nearer of two subtrees ends, not where a thread is
/// missing: a leaf may carry the thread of an earlier layout.</para>
/// <para>Whole numbers, one order of operations: the same input gives the same bits on every machine. Across, sums are
/// kept in 32 bits, and a tree that may be wider than int.MaxValue units is refused: it never is where breadths and gaps
/// sum up to less (at 1/64 px a million nodes of 33 px). Along they have 64 bits: a chain of a million nodes is longer.</para>
/// </remarks>
internal static unsafe class TidyTree
{
    /// <summary>Lays out a tree: fills <see cref="TidyNode.Offset"/>, Low, High and Depth of every record.</summary>
    /// <param name="nodes">The root first, parents before children, siblings side by side; breadth-first is fastest. May be empty.</param>
    /// <exception cref="ArgumentException">A node's children are not records after it, or are another's too.</exception>
    /// <exception cref="OverflowException">The children of some node, side by side, are wider than int.MaxValue units.</exception>
    public static void Layout(Span<TidyNode> nodes)
    {
        if (nodes.IsEmpty) return;
        fixed (TidyNode* first = nodes)
        {
            first->Offset = 0;
            LayoutSubtrees(first, nodes.Length);
        }
    }

    /// <summary>Absolute positions: the near edge across and the near end along of every box; the root's are 0 and 0.</summary>
    /// <param name="nodes">Records that <see cref="Layout"/> filled.</param>
    /// <param name="across">As long as <paramref name="nodes"/>.</param>
    /// <param name="along">As long as <paramref name="nodes"/>.</param>
    public static void Place(ReadOnlySpan<TidyNode> nodes, Span<int> across, Span<long> along)
    {
        if (nodes.IsEmpty) return;
        across[0] = 0;
        along[0] = 0;
        for (var i = 0; i < nodes.Length; i++)
        {
            ref readonly var parent = ref nodes[i];
            var (from, end) = (across[i], along[i] + parent.Length);
            for (var c = parent.FirstChild; c < parent.FirstChild + parent.ChildCount; c++)
            {
                across[c] = from + nodes[c].Offset;
                along[c] = end + nodes[c].Lead;
            }
        }
    }

    /// <summary>Children before their parent, by a walk that keeps the current node of each level above.</summary>
    [SkipLocalsInit]
    private static void LayoutSubtrees(TidyNode* nodes, int total)
    {
        SiblingSpread? spread = null;
        Span<Level> above = stackalloc Level[64];
        var depth = 0;
        // The next node of the current level, and how many of its siblings are to come, itself included.
        var (next, left) = (0, 1);
        var met = 1;
        while (true)
        {
            while (left > 0)
            {
                var node = nodes + next;
                if (node->ChildCount == 0)
                {
                    LayoutLeaf(node);
                    next++;
                    left--;
                    continue;
                }
                met += node->ChildCount;
                if (node->FirstChild <= next || node->ChildCount < 0 || node->FirstChild > total - node->ChildCount || met > total)
                    throw new ArgumentException($"The children of node {next} are not records after it, or are another's too.", nameof(nodes));
                if (depth == above.Length) above = Grow(above);
                above[depth++] = new Level(next, left);
                (next, left) = (node->FirstChild, node->ChildCount);
            }
            if (depth == 0) break;
            (next, left) = above[--depth];
            LayoutParent(nodes, next, default(SideBySide), ref spread);
            next++;
            left--;
        }
        spread?.Dispose();
    }

    private readonly record struct Level(int Next, int Left);

    private static Level[] Grow(ReadOnlySpan<Level> levels)
    {
        var grown = GC.AllocateUninitializedArray<Level>(levels.Length * 4);
        levels.CopyTo(grown);
        return grown;
    }

    /// <summary>Lays out a node without shown children.</summary>
    internal static void LayoutLeaf(TidyNode* node)
    {
        node->Low = 0;
        node->High = node->Breadth;
        node->Depth = node->Length;
    }

    /// <summary>Places a node's children, whose subtrees are laid out, side by side, and the node over their middle.</summary>
    /// <remarks>
    /// While it runs, offsets are from the first child's near edge and along is measured from the node's far end. The
    /// "row" is the union of the subtrees placed so far; its contours start at its first and last child.
    /// </remarks>
    internal static void LayoutParent<TSiblings>(TidyNode* nodes, int index, TSiblings siblings, ref SiblingSpread? spread) where TSiblings : struct, ISiblings
    {
        var parent = nodes + index;
        var (start, count) = (parent->FirstChild, parent->ChildCount);

        var child = nodes + start;
        child->Offset = 0;
        siblings.SetPlace(start, 0);
        var rowDepth = child->Lead + child->Depth;
        var (nearEnd, nearEndAt) = child->ChildCount == 0 ? (start, 0) : (child->NearEnd, child->NearEndAt);
        var (farEnd, farEndAt) = child->ChildCount == 0 ? (start, 0) : (child->FarEnd, child->FarEndAt);
        var spreads = false;

        for (var place = 1; place < count; place++)
        {
            // The two contours: the far one of the row, the near one of the child. At: near edge. End: far end.
            var left = child;
            var previous = (int)(left - nodes);
            var right = child = siblings.Next(nodes, child);
            var c = (int)(child - nodes);
            siblings.SetPlace(c, place);
            var leftEnd = (long)left->Lead + left->Length;
            var rightEnd = (long)right->Lead + right->Length;
            var leftAt = left->Offset;
            var childDepth = right->Lead + right->Depth;
            var common = Math.Min(rowDepth, childDepth);
            var gap = child->Gap;

            // The earlier sibling that the left contour is in.
            var owner = previous;
            var ownerDepth = left->Lead + left->Depth;
            var rightAt = leftAt + left->Breadth + gap;
            child->Offset = rightAt;
            child->Hiding = owner;

            while (true)
            {
                var end = Math.Min(leftEnd, rightEnd);
                if (end >= common) break;
                var (goLeft, goRight) = (leftEnd == end, rightEnd == end);
                if (goLeft) StepFar(nodes, siblings, ref left, ref leftAt, ref leftEnd);
                if (goRight) StepNear(nodes, ref right, ref rightAt, ref rightEnd);

                var push = leftAt + left->Breadth + gap - rightAt;
                if (push <= 0) continue;
                rightAt += push;
                child->Offset += push;
                if (leftEnd > ownerDepth)
                {
                    do
                    {
                        owner = nodes[owner].Hiding;
                        ownerDepth = nodes[owner].Lead + nodes[owner].Depth;
                    }
                    while (leftEnd > ownerDepth);
                    child->Hiding = owner;
                }
                if (owner == previous) continue;
                (spread ??= new SiblingSpread()).Add(ref spreads, count, siblings.PlaceOf(start, owner), place, push);
            }

            if (rowDepth < childDepth)
            {
                // The child reaches further: from the row's near end the near contour goes on in the child.
                if (rightEnd <= rowDepth) StepNear(nodes, ref right, ref rightAt, ref rightEnd);
                SetThread(nodes + nearEnd, (int)(right - nodes), rightAt - nearEndAt, (int)(rightEnd - rowDepth));
                (nearEnd, nearEndAt) = child->ChildCount == 0 ? (c, child->Offset) : (child->NearEnd, child->Offset + child->NearEndAt);
            }
            var (childEnd, childEndAt) = child->ChildCount == 0 ? (c, child->Offset) : (child->FarEnd, child->Offset + child->FarEndAt);
            if (rowDepth > childDepth)
            {
                // The row reaches further: from the child's far end the far contour goes on in the row.
                if (leftEnd <= childDepth) StepFar(nodes, siblings, ref left, ref leftAt, ref leftEnd);
                SetThread(nodes + childEnd, (int)(left - nodes), leftAt - childEndAt, (int)(leftEnd - childDepth));
            }
            else
            {
                (farEnd, farEndAt) = (childEnd, childEndAt);
                rowDepth = childDepth;
            }
        }
        if (spreads) spread!.Apply(nodes, start, count, siblings);

        // Over the middle of the first and the last child's outer edges.
        var shift = (child->Offset + child->Breadth - parent->Breadth) >> 1;
        var (low, high) = (0, parent->Breadth);
        long room = parent->Breadth;
        var last = child;
        for (var c = nodes + start; ; c = siblings.Next(nodes, c))
        {
            c->Offset -= shift;
            low = Math.Min(low, c->Offset + c->Low);
            high = Math.Max(high, c->Offset + c->High);
            room += (long)c->High - c->Low + c->Gap;
            if (c == last) break;
        }
        if (room > int.MaxValue) throw new OverflowException("The tree is too wide to lay out in these units.");
        (parent->Low, parent->High, parent->Depth) = (low, high, parent->Length + rowDepth);
        (parent->NearEnd, parent->NearEndAt) = (nearEnd, nearEndAt - shift);
        (parent->FarEnd, parent->FarEndAt) = (farEnd, farEndAt - shift);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StepNear(TidyNode* nodes, ref TidyNode* node, ref int at, ref long end)
    {
        if (node->ChildCount == 0)
        {
            at += node->ThreadAcross;
            end += node->ThreadAlong;
            node = nodes + node->Thread;
            return;
        }
        node = nodes + node->FirstChild;
        at += node->Offset;
        end += node->Lead + node->Length;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StepFar<TSiblings>(TidyNode* nodes, TSiblings siblings, ref TidyNode* node, ref int at, ref long end) where TSiblings : struct, ISiblings
    {
        if (node->ChildCount == 0)
        {
            StepNear(nodes, ref node, ref at, ref end);
            return;
        }
        node = siblings.Last(nodes, node);
        at += node->Offset;
        end += node->Lead + node->Length;
    }

    internal static void SetThread(TidyNode* leaf, int to, int across, int along)
    {
        leaf->Thread = to;
        leaf->ThreadAcross = across;
        leaf->ThreadAlong = along;
    }
}
