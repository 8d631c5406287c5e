namespace Ramify.Maps;

/// <summary>One line of an outline.</summary>
/// <param name="Node">The node printed.</param>
/// <param name="Depth">0 for a root.</param>
/// <param name="Entry">The entry by which it stands here.</param>
/// <param name="IsFirstVisit">Whether its children follow; later visits print the line alone.</param>
public readonly record struct OutlineLine(Node Node, int Depth, Child Entry, bool IsFirstVisit);

/// <summary>
/// The outline of a map: depth first, children in order, a node expanded where it is first visited. Finite, since
/// spine and also-under together have no cycle. O(lines), no recursion.
/// </summary>
public static class Outline
{
    /// <summary>The lines of a map from its first root to its last.</summary>
    public static IEnumerable<OutlineLine> Of(MindMap map)
    {
        var stack = new Stack<(Node Parent, int Next)>();
        HashSet<Node>? visited = null;
        stack.Push((map.Top, 0));
        while (stack.TryPop(out var at))
        {
            if (at.Next == at.Parent.Children.Length) continue;
            var entry = at.Parent.Children[at.Next];
            stack.Push((at.Parent, at.Next + 1));
            // Only shared nodes can be met twice.
            var first = !entry.Node.IsShared || (visited ??= []).Add(entry.Node);
            yield return new OutlineLine(entry.Node, stack.Count - 1, entry, first);
            if (first && entry.Node.Children.Length > 0) stack.Push((entry.Node, 0));
        }
    }
}
