using Ramify.Maps;

namespace Ramify.Text;

/// <summary>What of a map most formats cannot say, by its parts; a format's own list is made of these.</summary>
public static class MapLosses
{
    /// <summary>All that a map says of itself but its title.</summary>
    public static void AddInfo(LossList losses, MapInfo info)
    {
        losses.Add("descriptions", info.Description);
        losses.Add("authors", info.Author);
        losses.Add("licences", info.Licence);
        losses.Add("subjects", info.Subject);
        losses.Add("topics", info.Topic);
        losses.Add("levels of study", info.Level);
        losses.Add("exam boards", info.Board);
        losses.Add("specifications", info.Specification);
        losses.Add("languages", info.Language);
        losses.Add("dates of maps", info.Date);
        foreach (var tag in info.Tags) losses.Add("tags of maps", tag);
        foreach (var name in info.Unknown.Keys) losses.Add("unknown attributes", name);
    }

    /// <summary>All that a node has beside its text.</summary>
    public static void AddDetails(LossList losses, NodeDetails details)
    {
        if (ReferenceEquals(details, NodeDetails.None)) return;
        losses.Add("notes", details.Note);
        losses.Add("addresses", details.Link);
        losses.Add("dates", details.Date);
        foreach (var tag in details.Tags) losses.Add("tags", tag);
        if (details.Folded) losses.Add("folded branches", "folded");
        if (details.Style != default) losses.Add("styles", details.Style.ToString());
        losses.Add("images", details.Image);
        foreach (var name in details.Unknown.Keys) losses.Add("unknown attributes", name);
    }

    /// <summary>
    /// Shared nodes whose primary parent is not the one that a reader would take: on the shortest path, then the first line.
    /// </summary>
    public static IEnumerable<Node> ChosenPrimaries(MindMap map)
    {
        if (map.AlsoUnderCount == 0) yield break;
        var depths = Depths(map);
        var usual = new Dictionary<Node, (int Depth, bool IsAlsoUnder)>();
        foreach (var entry in Entries(map))
        {
            if (!entry.Child.Node.IsShared) continue;
            var depth = entry.Parent is null ? -1 : depths[entry.Parent];
            if (!usual.TryGetValue(entry.Child.Node, out var best) || depth < best.Depth)
                usual[entry.Child.Node] = (depth, entry.Child.IsAlsoUnder);
        }
        foreach (var (node, (_, isAlsoUnder)) in usual)
            if (isAlsoUnder) yield return node;
    }

    /// <summary>The words of a link's argument: verb, source, evidence.</summary>
    public static void AddArgument(LossList losses, Link link)
    {
        losses.Add("link verbs", link.Verb);
        losses.Add("link sources", link.Source);
        losses.Add("link evidence", link.Evidence);
    }

    private static IEnumerable<(Node? Parent, Child Child)> Entries(MindMap map)
    {
        var above = new List<Node>();
        foreach (var line in Outline.Of(map))
        {
            above.RemoveRange(line.Depth, above.Count - line.Depth);
            yield return (line.Depth == 0 ? null : above[^1], line.Entry);
            above.Add(line.Node);
        }
    }

    /// <summary>For each node the length of its shortest path from a root.</summary>
    private static Dictionary<Node, int> Depths(MindMap map)
    {
        var depths = new Dictionary<Node, int>(map.NodeCount);
        var queue = new Queue<Node>();
        foreach (var root in map.Roots)
            if (depths.TryAdd(root.Node, 0)) queue.Enqueue(root.Node);
        while (queue.TryDequeue(out var node))
            foreach (var child in node.Children)
                if (depths.TryAdd(child.Node, depths[node] + 1)) queue.Enqueue(child.Node);
        return depths;
    }
}
