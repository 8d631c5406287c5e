namespace Ramify.Layout;

/// <summary>Room kept free around the boxes for rings, fold marks, the ends of curves and their labels. 1/64 px.</summary>
internal sealed class NodeRooms
{
    private readonly int[]? outer;
    private readonly int[]? before;
    private int widened;

    public NodeRooms(ShownTree tree, NodeSizes sizes, CurveEnds ends)
    {
        if (tree.Hidden is null && ends.IsEmpty) return;
        outer = new int[tree.Count];
        before = new int[tree.Count];
        for (var i = 0; i < tree.Count; i++)
        {
            if (tree.Levels[i] <= 0) continue;
            var chips = ends.ChipsAt(i);
            outer[i] = sizes.OuterRoom(i, ends.Has(i)) + chips * Chip.Step;
            // Above the stem from which the branches fan out.
            if (chips > 0 && (tree.ChildCounts[i] > 0 || tree.Hidden?[i] > 0)) before[i] = Chip.Height;
            else if (tree.Nodes[i].IsShared && tree.ChildCounts[i] > 0) before[i] = NodeSizes.Ring;
        }
    }

    /// <summary>On the side away from the parent.</summary>
    public int Outer(int i) => outer is null ? 0 : outer[i];

    /// <summary>Above, or on the left where the map grows down.</summary>
    public int Before(int i) => before is null ? 0 : before[i] + widened;

    /// <summary>Keeps this much more room before every box than its mark needs.</summary>
    public void Widen(int gap) => widened = gap;
}
