namespace Ramify.Layout;

/// <summary>Room kept free around the boxes for rings, fold marks, the ends of curves and their labels. 1/64 px.</summary>
internal sealed class NodeRooms
{
    private readonly int[]? outer;
    private readonly int[]? before;
    private readonly int[]? after;

    public NodeRooms(ShownTree tree, NodeSizes sizes, CurveEnds ends)
    {
        if (tree.Hidden is null && ends.IsEmpty) return;
        outer = new int[tree.Count];
        before = new int[tree.Count];
        after = new int[tree.Count];
        for (var i = 0; i < tree.Count; i++)
            if (tree.Levels[i] > 0) outer[i] = sizes.OuterRoom(i, ends.Has(i));
    }

    /// <summary>On the side away from the parent.</summary>
    public int Outer(int i) => outer is null ? 0 : outer[i];

    /// <summary>Above, or on the left where the map grows down.</summary>
    public int Before(int i) => before is null ? 0 : before[i];

    /// <summary>Below, or on the right where the map grows down.</summary>
    public int After(int i) => after is null ? 0 : after[i];

    /// <summary>Asks for more room below a node.</summary>
    public void AddAfter(int i, int room) => after![i] += room;

    /// <summary>Asks for more room above a node.</summary>
    public void AddBefore(int i, int room) => before![i] += room;
}
