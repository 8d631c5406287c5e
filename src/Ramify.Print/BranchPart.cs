using Ramify.Maps;

namespace Ramify.Print;

/// <summary>A node with some of its children: what a page starts from.</summary>
/// <param name="Node">The node.</param>
/// <param name="From">First of its children by the spine, counted from 0.</param>
/// <param name="Count">How many of them.</param>
internal readonly record struct BranchPart(Node Node, int From, int Count)
{
    /// <summary>A node with all of its children.</summary>
    public static BranchPart Whole(Node node) => new(node, 0, SpineChildren(node).Count());

    public IEnumerable<Node> Children => SpineChildren(Node).Skip(From).Take(Count);

    public (BranchPart Head, BranchPart Tail) SplitAt(int count) => (this with { Count = count }, this with { From = From + count, Count = Count - count });

    public static IEnumerable<Node> SpineChildren(Node node)
    {
        for (var i = 0; i < node.Children.Length; i++)
            if (!node.Children[i].IsAlsoUnder) yield return node.Children[i].Node;
    }

    public static bool HasChildren(Node node)
    {
        foreach (var child in node.Children)
            if (!child.IsAlsoUnder) return true;
        return false;
    }
}
