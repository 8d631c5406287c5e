namespace Ramify.Layout;

/// <summary>
/// The main branches that grow to one side of a centre, as a tidy tree: the invisible root is the centre's edge.
/// "Along" runs away from the centre, "across" along its edge. 1/64 px.
/// </summary>
internal sealed class SideTree
{
    /// <summary>With more main branches than this, one more or less changes nothing in the room before them.</summary>
    public const int MostThatShareRoom = 18;

    private readonly ShownTree tree;
    private readonly int[] members;
    private readonly TidyNode[] nodes;
    private readonly bool isDown;

    /// <param name="tree">The map.</param>
    /// <param name="first">The first of the main branches that grow here.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="isDown">Whether along is downwards.</param>
    public SideTree(ShownTree tree, int first, int count, bool isDown)
    {
        (this.tree, this.isDown) = (tree, isDown);
        var size = CountMembers(first, count);
        members = new int[size];
        nodes = new TidyNode[size + 1];
        nodes[0].FirstChild = 1;
        nodes[0].ChildCount = count;
        MainCount = count;
        for (var i = 0; i < count; i++) members[i] = first + i;
        for (int i = 0, next = count; i < size; i++)
        {
            var (child, children) = (tree.FirstChildren[members[i]], tree.ChildCounts[members[i]]);
            nodes[i + 1].FirstChild = next + 1;
            nodes[i + 1].ChildCount = children;
            for (var c = 0; c < children; c++) members[next++] = child + c;
        }
    }

    /// <summary>The nodes that grow here, breadth first.</summary>
    public ReadOnlySpan<int> Members => members;

    /// <summary>How many of them are main branches: the first ones.</summary>
    public int MainCount { get; }

    /// <summary>Size away from the centre, leads included.</summary>
    public long Depth => MainCount == 0 ? 0 : nodes[0].Depth;

    /// <summary>Size along the centre's edge.</summary>
    public long Breadth => MainCount == 0 ? 0 : (long)nodes[0].High - nodes[0].Low;

    /// <summary>Lays the side out.</summary>
    /// <param name="sizesOf">Boxes, by group.</param>
    /// <param name="rooms">Room around them.</param>
    /// <param name="leadScale">Leads are this many hundredths of the styles'.</param>
    /// <param name="gapScale">So are gaps.</param>
    public void Layout(Func<int, NodeSizes> sizesOf, NodeRooms rooms, int leadScale, int gapScale)
    {
        if (MainCount == 0) return;
        var group = tree.Groups[members[0]];
        var sizes = sizesOf(group);
        for (var i = 0; i < members.Length; i++)
        {
            var m = members[i];
            if (tree.Groups[m] != group) sizes = sizesOf(group = tree.Groups[m]);
            ref var node = ref nodes[i + 1];
            var (length, breadth) = isDown ? (sizes.Heights[m], sizes.Widths[m]) : (sizes.Widths[m], sizes.Heights[m]);
            node.Length = length + rooms.Outer(m);
            node.Breadth = breadth + rooms.Before(m);
            (node.Lead, node.Gap) = Distances(tree.Levels[m], MainCount, leadScale, gapScale, isDown);
        }
        TidyTree.Layout(nodes);
    }

    /// <summary>Where each member's box begins, room taken off; across is measured from the middle of the side.</summary>
    public void Place(NodeRooms rooms, long[] along, long[] across)
    {
        if (MainCount == 0) return;
        var (nearEdges, ends) = (new int[nodes.Length], new long[nodes.Length]);
        TidyTree.Place(nodes, nearEdges, ends);
        var middle = nodes[0].Low + Breadth / 2;
        for (var i = 0; i < members.Length; i++)
        {
            along[members[i]] = ends[i + 1];
            across[members[i]] = nearEdges[i + 1] - middle + rooms.Before(members[i]);
        }
    }

    /// <summary>Room to the parent, and least room to the sibling before.</summary>
    public static (int Lead, int Gap) Distances(int level, int mainCount, int leadScale, int gapScale, bool isDown)
    {
        var look = NodeLook.At(level);
        var lead = level == 1 ? MainLead(mainCount) : look.Lead;
        return ((int)((long)lead * leadScale / 100), (int)((long)look.Gap * gapScale / 100) + (isDown ? 6 * NodeLook.Px : 0));
    }

    /// <summary>Room between the centre and its main branches: wider where many thick branches run side by side.</summary>
    private static int MainLead(int count) => (70 + 6 * Math.Clamp(count - 4, 0, MostThatShareRoom - 6)) * NodeLook.Px;

    private int CountMembers(int first, int count)
    {
        // Breadth first, the descendants of neighbours are neighbours on every level.
        var total = 0;
        while (count > 0)
        {
            total += count;
            var (next, nextCount) = (0, 0);
            for (var i = first; i < first + count; i++)
            {
                if (tree.ChildCounts[i] == 0) continue;
                if (nextCount == 0) next = tree.FirstChildren[i];
                nextCount += tree.ChildCounts[i];
            }
            (first, count) = (next, nextCount);
        }
        return total;
    }
}
