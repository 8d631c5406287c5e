using Ramify.Maps;

namespace Ramify.Browser.Edits;

/// <summary>Adding, moving and deleting nodes: what the rows of the key table do.</summary>
internal static class Structure
{
    public static Edit AddChild(MindMap map, Node parent) =>
        Insert(map, parent, parent.Children.Length, "Child");

    public static Edit AddAfter(MindMap map, Node node) => node.Parent is { } parent
        ? Insert(map, parent, Places.Of(map, node) + 1, "Node") : Insert(map, node, node.Children.Length, "Child");

    public static Edit AddBefore(MindMap map, Node node) => node.Parent is { } parent
        ? Insert(map, parent, Places.Of(map, node), "Node") : Insert(map, node, 0, "Child");

    /// <summary>A new node takes the place of another, which hangs under it then.</summary>
    public static Edit AddParent(MindMap map, Node node)
    {
        var made = Guid.CreateVersion7();
        var key = Places.KeyAt(Places.Beside(map, node), Places.Of(map, node));
        return new([new MapChange.Insert(made, node.Parent?.Id, key, ""), new MapChange.Move(node.Id, made, OrderKey.First)],
            made, $"Parent added over {Places.Name(node)}", Writes: true);
    }

    public static Edit Delete(MindMap map, IReadOnlyList<Node> nodes)
    {
        var heads = Heads(nodes);
        if (heads.Count(head => head.Parent is null) == map.Roots.Length) return Edit.None("The centre stays; change its text instead.");
        return new([.. heads.Select(head => new MapChange.Delete(head.Id))], Beyond(map, heads)?.Id,
            heads.Count == 1 ? $"Deleted {Places.Name(heads[0])}" : $"Deleted {heads.Count} branches");
    }

    /// <summary>What hangs under a node takes its place.</summary>
    public static Edit DeleteNode(MindMap map, Node node)
    {
        if (node.Parent is null && map.Roots.Length == 1 && node.Children.Length == 0) return Edit.None("The centre stays; change its text instead.");
        var place = Places.Of(map, node);
        var keys = Places.KeysAt(Places.Beside(map, node), place + 1, node.Children.Length);
        var changes = new List<MapChange>();
        for (var i = 0; i < node.Children.Length; i++)
        {
            var child = node.Children[i];
            if (!child.IsAlsoUnder) changes.Add(new MapChange.Move(child.Node.Id, node.Parent?.Id, keys[i]));
            else if (node.Parent is { } parent) changes.Add(new MapChange.AddUnder(Guid.CreateVersion7(), parent.Id, child.Node.Id, keys[i]));
        }
        var next = node.Children.Length > 0 ? node.Children[0].Node : Beyond(map, [node]);
        return new([.. changes, new MapChange.Delete(node.Id)], next?.Id, $"Deleted {Places.Name(node)}, what was under it stays");
    }

    /// <summary>One place up (-1) or down (+1) among its siblings.</summary>
    public static Edit Shift(MindMap map, Node node, int by)
    {
        var entries = Places.Beside(map, node);
        var place = Places.Of(map, node);
        if (place + by < 0 || place + by >= entries.Length) return Edit.None(by < 0 ? "It is the first already." : "It is the last already.");
        var key = Places.KeyAt(entries, by < 0 ? place - 1 : place + 2);
        return new([new MapChange.Move(node.Id, node.Parent?.Id, key)], node.Id, $"Moved, {place + by + 1} of {entries.Length}");
    }

    /// <summary>Beside its parent, behind it.</summary>
    public static Edit Promote(MindMap map, Node node)
    {
        if (node.Parent is not { Parent: { } above } parent) return Edit.None("It is a main branch already.");
        return new([new MapChange.Move(node.Id, above.Id, Places.KeyAt(above.Children, Places.Of(map, parent) + 1))], node.Id, $"Moved under {Places.Name(above)}");
    }

    /// <summary>Under the sibling before it.</summary>
    public static Edit Demote(MindMap map, Node node)
    {
        var entries = Places.Beside(map, node);
        var place = Places.Of(map, node);
        if (place <= 0) return Edit.None("There is nothing before it that it could go under.");
        var under = entries[place - 1].Node;
        return new([new MapChange.Move(node.Id, under.Id, Places.KeyAt(under.Children, under.Children.Length))], node.Id, $"Moved under {Places.Name(under)}");
    }

    /// <summary>What a drag or "Move to" does: nodes go before, into or after another.</summary>
    public static Edit MoveTo(MindMap map, IReadOnlyList<Node> nodes, Node target, string zone)
    {
        var heads = Heads(nodes);
        var into = zone == "into" || target.Parent is null;
        var parent = into ? target : target.Parent!;
        if (heads.Exists(head => MindMap.IsReachable(head, parent))) return Edit.None("A branch cannot go under itself.");
        var entries = parent.Children;
        var place = into ? entries.Length : Places.Of(map, target) + (zone == "after" ? 1 : 0);
        var keys = Places.KeysAt(entries, place, heads.Count);
        return new([.. heads.Select((head, i) => new MapChange.Move(head.Id, parent.Id, keys[i]))], heads[0].Id, $"Moved under {Places.Name(parent)}");
    }

    /// <summary>A node gets a further parent.</summary>
    public static Edit AddUnder(Node node, Node parent) =>
        MindMap.IsReachable(node, parent) ? Edit.None("A branch cannot go under itself.")
        : node.Parent == parent || node.AlsoUnder.Any(link => link.Parent == parent) ? Edit.None("It is under that one already.")
        : new([new MapChange.AddUnder(Guid.CreateVersion7(), parent.Id, node.Id, Places.KeyAt(parent.Children, parent.Children.Length))],
            node.Id, $"Also under {Places.Name(parent)} now");

    /// <summary>An arrow from one node to another.</summary>
    public static Edit Connect(Node from, Node to) => from == to ? Edit.None("A link needs two nodes.")
        : new([new MapChange.Link(Guid.CreateVersion7(), from.Id, to.Id, LinkFields.None)], from.Id, $"Linked to {Places.Name(to)}");

    /// <summary>The rule of pasted outlines, for what is typed: equal sentences of this length are one idea (docs/spec/outline.md).</summary>
    private const int JoinsFrom = 20;

    /// <summary>A new node whose text stands in the map already becomes a second place of that one; null where there is none.</summary>
    public static Edit? Join(MindMap map, Node made)
    {
        var text = made.Text.Trim();
        if (text.Length < JoinsFrom || made.Children.Length > 0 || made.Parent is not { } parent) return null;
        var other = map.Nodes.FirstOrDefault(node => node != made && node.Text.Trim() == text);
        if (other is null || other.Parent == parent || other.AlsoUnder.Any(link => link.Parent == parent) || MindMap.IsReachable(other, parent)) return null;
        return new([new MapChange.AddUnder(Guid.CreateVersion7(), parent.Id, other.Id, made.Key), new MapChange.Delete(made.Id)], parent.Id,
            $"The same as under {Places.Name(other.Parent)}: drawn once, under both. Undo keeps them apart.");
    }

    /// <summary>Nodes without those that lie below another of them, in the order of the outline.</summary>
    public static List<Node> Heads(IReadOnlyList<Node> nodes)
    {
        var chosen = nodes.ToHashSet();
        return [.. nodes.Where(node =>
        {
            for (var above = node.Parent; above is not null; above = above.Parent)
                if (chosen.Contains(above)) return false;
            return true;
        }).Distinct()];
    }

    private static Edit Insert(MindMap map, Node parent, int place, string what)
    {
        var made = Guid.CreateVersion7();
        return new([new MapChange.Insert(made, parent.Id, Places.KeyAt(parent.Children, place), "")], made,
            $"{what} added under {Places.Name(parent)}, {place + 1} of {parent.Children.Length + 1}", Writes: true);
    }

    /// <summary>What is selected once some branches are gone: the next sibling, else the one before, else the parent.</summary>
    private static Node? Beyond(MindMap map, List<Node> gone)
    {
        var entries = Places.Beside(map, gone[^1]);
        var place = Places.Of(map, gone[^1]);
        for (var i = place + 1; i < entries.Length; i++) if (!gone.Contains(entries[i].Node)) return entries[i].Node;
        for (var i = place - 1; i >= 0; i--) if (!gone.Contains(entries[i].Node)) return entries[i].Node;
        return gone[^1].Parent;
    }
}
