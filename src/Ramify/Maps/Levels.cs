using System.Runtime.InteropServices;

namespace Ramify.Maps;

/// <summary>
/// Longest ways through spine and also-under, in edges: what bounds the depth of any outline or drawing of a map.
/// Linear in what lies above or below; no recursion.
/// </summary>
internal static class Levels
{
    /// <summary>Whether a node with all below it can hang under a parent without going deeper than the limit.</summary>
    public static bool Fit(MindMap map, Node parent, Node node, MapLimits limits) =>
        map.NodeCount <= limits.Depth || Above(parent) + 1 + Below(node) <= limits.Depth;

    /// <summary>The longest way from a root down to a node: 0 for a root without further parents, -1 for the holder of the roots.</summary>
    public static int Above(Node node)
    {
        var level = -1;
        for (var at = node; !at.IsShared; at = at.spine!)
        {
            if (at.IsTop) return level;
            level++;
        }
        return AboveShared(node);
    }

    /// <summary>The longest way from a node down to a leaf: 0 for a leaf.</summary>
    public static int Below(Node node)
    {
        // Waves by topological order: a shared node waits until all ways to it that start here have come.
        var waiting = WaysInto(node);
        var deepest = 0;
        var ready = new Stack<(Node Node, int Level)>();
        ready.Push((node, 0));
        while (ready.TryPop(out var at))
        {
            deepest = Math.Max(deepest, at.Level);
            foreach (var child in at.Node.Children)
            {
                if (!child.Node.IsShared) { ready.Push((child.Node, at.Level + 1)); continue; }
                ref var wait = ref CollectionsMarshal.GetValueRefOrNullRef(waiting, child.Node);
                wait = (wait.Ways - 1, Math.Max(wait.Level, at.Level + 1));
                if (wait.Ways == 0) ready.Push((child.Node, wait.Level));
            }
        }
        return deepest;
    }

    /// <summary>For each shared node below one, by how many edges it is entered from there.</summary>
    private static Dictionary<Node, (int Ways, int Level)> WaysInto(Node top)
    {
        var ways = new Dictionary<Node, (int Ways, int Level)>();
        var pending = new Stack<Node>();
        pending.Push(top);
        while (pending.TryPop(out var at))
            foreach (var child in at.Children)
            {
                if (!child.Node.IsShared) { pending.Push(child.Node); continue; }
                ref var into = ref CollectionsMarshal.GetValueRefOrAddDefault(ways, child.Node, out var met);
                into.Ways++;
                if (!met) pending.Push(child.Node);
            }
        return ways;
    }

    private static int AboveShared(Node node)
    {
        var levels = new Dictionary<Node, int>();
        var pending = new Stack<Node>();
        pending.Push(node);
        while (pending.TryPeek(out var at))
        {
            if (at.IsTop) levels[at] = -1;
            if (levels.ContainsKey(at) || TryLevel(at, levels, pending)) pending.Pop();
        }
        return levels[node];
    }

    /// <summary>Sets a node's level once all its parents have theirs; else asks for those first.</summary>
    private static bool TryLevel(Node node, Dictionary<Node, int> levels, Stack<Node> pending)
    {
        var before = pending.Count;
        var level = LevelUnder(node.spine!, levels, pending);
        foreach (var link in node.AlsoUnder) level = Math.Max(level, LevelUnder(link.Parent, levels, pending));
        if (pending.Count > before) return false;
        levels[node] = level;
        return true;
    }

    private static int LevelUnder(Node parent, Dictionary<Node, int> levels, Stack<Node> pending)
    {
        if (levels.TryGetValue(parent, out var level)) return level + 1;
        pending.Push(parent);
        return 0;
    }
}
