namespace Ramify.Layout;

/// <summary>Room kept free around the boxes for rings, fold marks, the ends of curves and their labels. 1/64 px.</summary>
internal sealed class NodeRooms
{
    private readonly int[]? outer;
    private readonly int[]? before;

    public NodeRooms(ShownTree tree, CurveEnds ends)
    {
        if (tree.Hidden is null && ends.IsEmpty) return;
        outer = new int[tree.Count];
        before = new int[tree.Count];
        for (var i = 0; i < tree.Count; i++)
        {
            if (tree.Levels[i] <= 0) continue;
            var (chips, isShared, isFolded) = (ends.ChipsAt(i), tree.Nodes[i].IsShared, tree.Hidden?[i] > 0);
            outer[i] = NodeSizes.OuterRoom(isShared, isFolded, ends.Has(i), chips);
            before[i] = NodeSizes.RoomBefore(isShared, isFolded, tree.ChildCounts[i] > 0, chips);
        }
    }

    /// <summary>On the side away from the parent.</summary>
    public int Outer(int i) => outer is null ? 0 : outer[i];

    /// <summary>Above, or on the left where the map grows down.</summary>
    public int Before(int i) => Widened + (before is null ? 0 : before[i]);

    /// <summary>This much more room is kept before every box than its mark needs.</summary>
    public int Widened { get; set; }
}
