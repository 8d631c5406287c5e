using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>A step of the walk by which formats with nested elements are written.</summary>
/// <param name="Node">The node.</param>
/// <param name="Parent">Under which it stands here; null for a root.</param>
/// <param name="Entry">The entry by which it stands here.</param>
/// <param name="Depth">0 for a root.</param>
/// <param name="IsFirst">Whether its children follow; later visits of a shared node stand alone.</param>
/// <param name="IsEnd">Whether everything below it has been.</param>
internal readonly record struct WalkStep(Node Node, Node? Parent, Child Entry, int Depth, bool IsFirst, bool IsEnd)
{
    /// <summary>Whether this is a later visit by the spine: the parent here is the primary one.</summary>
    public bool IsLatePrimary => !IsFirst && !Entry.IsAlsoUnder;
}

/// <summary>A map depth first, each node with a step before and a step behind its children. Iterative.</summary>
internal static class MapWalk
{
    public static IEnumerable<WalkStep> Of(MindMap map)
    {
        var open = new Stack<WalkStep>();
        foreach (var line in Outline.Of(map))
        {
            while (open.TryPeek(out var top) && top.Depth >= line.Depth) yield return open.Pop() with { IsEnd = true };
            var step = new WalkStep(line.Node, open.TryPeek(out var parent) ? parent.Node : null, line.Entry, line.Depth, line.IsFirstVisit, false);
            yield return step;
            open.Push(step);
        }
        while (open.TryPop(out var top)) yield return top with { IsEnd = true };
    }

    /// <summary>The first root's text, or the map's title where that differs; for formats with one field for both.</summary>
    public static bool HasOwnTitle(MindMap map) => map.Roots.Length != 1 || FirstLine(map.Roots[0].Node.Text) != map.Info.Title;

    /// <summary>What stands for a title where a file has none.</summary>
    public static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
