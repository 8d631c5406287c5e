using System.Diagnostics;

namespace Ramify.Maps;

/// <summary>One idea of a map. Made and changed by its <see cref="MindMap"/> only.</summary>
/// <remarks>A map may hold a million of these: what most nodes lack lies behind one reference.</remarks>
[DebuggerDisplay("{Text}")]
public sealed class Node
{
    private Child[]? children;
    private int childCount;
    internal Node? spine;
    internal List<AlsoUnder>? furtherParents;

    internal Node(Guid id, string text) => (Id, Text) = (id, text);

    /// <summary>Identity for life; a UUIDv7 from whoever made the node, or a UUIDv8 from its path in a file.</summary>
    public Guid Id { get; }

    /// <summary>The text as written, inline marks included. May be empty.</summary>
    public string Text { get; internal set; }

    /// <summary>What few nodes have: note, link, date, tags, style, image.</summary>
    public NodeDetails Details { get; internal set; } = NodeDetails.None;

    /// <summary>The primary parent, which together with <see cref="Key"/> makes the spine; null for a root.</summary>
    public Node? Parent => spine is { IsTop: false } ? spine : null;

    /// <summary>Order among the entries of the primary parent.</summary>
    public string Key { get; internal set; } = OrderKey.First;

    /// <summary>Entries under this node in outline order: spine children and also-under links merged by (key, id).</summary>
    public ReadOnlySpan<Child> Children => children.AsSpan(0, childCount);

    /// <summary>Links to further parents. Empty for most nodes.</summary>
    public IReadOnlyList<AlsoUnder> AlsoUnder => furtherParents ?? (IReadOnlyList<AlsoUnder>)[];

    /// <summary>Whether the node has several parents.</summary>
    public bool IsShared => furtherParents is { Count: > 0 };

    /// <summary>How many parents the node has, spine and also-under together.</summary>
    public int ParentCount => (Parent is null ? 0 : 1) + (furtherParents?.Count ?? 0);

    /// <summary>Whether the node is part of the map, not a tombstone of a delete.</summary>
    public bool IsLive => spine is not null || IsTop;

    /// <summary>The map's own holder of the roots: no node, never shown.</summary>
    internal bool IsTop { get; init; }

    internal void AddChild(Child child)
    {
        children ??= new Child[2];
        if (childCount == children.Length) Array.Resize(ref children, Math.Max(2, childCount * 2));
        var at = childCount;
        // Readers append in order; only edits insert in the middle.
        if (at > 0 && children[at - 1].CompareTo(child) > 0)
        {
            at = ~Array.BinarySearch(children, 0, childCount, child);
            Debug.Assert(at >= 0, "one entry for each child and parent");
            Array.Copy(children, at, children, at + 1, childCount - at);
        }
        children[at] = child;
        childCount++;
    }

    internal void RemoveChild(Child child)
    {
        var at = IndexOf(child);
        Array.Copy(children!, at + 1, children!, at, --childCount - at);
        children![childCount] = default;
    }

    internal void ClearChildren() => (children, childCount) = (null, 0);

    internal void SetChildren(Child[] entries) => (children, childCount) = (entries, entries.Length);

    /// <summary>Lets the entry of an also-under link stand for the node itself; their order is the same.</summary>
    internal void UseUp(AlsoUnder link) => children![IndexOf(new Child(link.Node, link))] = new Child(link.Node, null);

    /// <summary>Lets an entry stand for an also-under link again.</summary>
    internal void GiveBack(AlsoUnder link) => children![IndexOf(new Child(link.Node, null))] = new Child(link.Node, link);

    /// <summary>The spine child before (-1) or after (+1) another in order; null where there is none.</summary>
    internal Node? SpineNeighbour(Node child, int step)
    {
        for (var at = IndexOf(new Child(child, null)) + step; at >= 0 && at < childCount; at += step)
            if (!children![at].IsAlsoUnder) return children[at].Node;
        return null;
    }

    internal AlsoUnder? LinkTo(Node parent) => furtherParents?.Find(link => link.Parent == parent);

    private int IndexOf(Child child)
    {
        var at = Array.BinarySearch(children!, 0, childCount, child);
        Debug.Assert(at >= 0, "the entry is there");
        return at;
    }
}

/// <summary>An entry under a parent: the child itself, or an also-under link to it.</summary>
/// <param name="Node">The child.</param>
/// <param name="Link">The also-under link by which it is here; null where this parent is the primary one.</param>
public readonly record struct Child(Node Node, AlsoUnder? Link) : IComparable<Child>
{
    /// <summary>Whether the child is here by an also-under link.</summary>
    public bool IsAlsoUnder => Link is not null;

    /// <summary>Order among the entries of this parent.</summary>
    public string Key => Link?.Key ?? Node.Key;

    /// <summary>Siblings sort by (key, node id), spine and also-under entries together.</summary>
    public int CompareTo(Child other)
    {
        var byKey = string.CompareOrdinal(Key, other.Key);
        return byKey != 0 ? byKey : Node.Id.CompareTo(other.Node.Id);
    }
}

/// <summary>A further parent of a node.</summary>
[DebuggerDisplay("{Node.Text} also under {Parent.Text}")]
public sealed class AlsoUnder
{
    internal AlsoUnder(Guid id, Node parent, Node node, string key) => (Id, Parent, Node, Key) = (id, parent, node, key);

    /// <summary>Identity of the link.</summary>
    public Guid Id { get; }

    /// <summary>The further parent.</summary>
    public Node Parent { get; }

    /// <summary>The shared node.</summary>
    public Node Node { get; }

    /// <summary>Order among the entries of <see cref="Parent"/>.</summary>
    public string Key { get; internal set; }
}
