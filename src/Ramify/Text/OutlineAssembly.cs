using Ramify.Maps;

namespace Ramify.Text;

/// <summary>Makes a map of the items of an outline.</summary>
internal static class OutlineAssembly
{
    /// <summary>Builds the map, or says that it would hold too many nodes.</summary>
    /// <param name="reader">What was read.</param>
    /// <param name="same">For each item the item that is its node; see <see cref="Repeats"/>.</param>
    /// <param name="limits">What is refused.</param>
    /// <param name="problems">Gets what was left out.</param>
    /// <param name="map">The map.</param>
    public static Refusal? Build(OutlineReader reader, int[] same, MapLimits limits, List<MapProblem> problems, out MindMap map)
    {
        var items = reader.Items;
        var builder = new MapBuilder();
        var nodes = new Node[items.Length];
        var ids = PathIds.Of(items, same);
        map = null!;
        for (var i = 0; i < items.Length; i++)
        {
            ref readonly var item = ref items[i];
            if (same[i] == Repeats.Dropped) continue;
            if (builder.NodeCount == limits.Nodes && same[i] == i) return OutlineReader.TooManyNodes(limits, item.Line);
            var parent = item.Parent < 0 ? null : nodes[item.Parent];
            if (same[i] == i) nodes[i] = builder.Add(parent, item.Text, ids[i]);
            else builder.AddUnder(parent, nodes[i] = nodes[same[i]]);
        }
        if (reader.Links.Count > 0) Connect(builder, reader, nodes, problems);
        builder.Info = reader.Facts.Frame.Info(OnlyRoot(items));
        ReportFooter(reader.Facts, problems);
        map = builder.Build();
        return null;
    }

    private static void Connect(MapBuilder builder, OutlineReader reader, Node[] nodes, List<MapProblem> problems)
    {
        var named = new Dictionary<string, Node>();
        for (var i = 0; i < nodes.Length; i++)
            if (reader.Items[i].Name is { } name && nodes[i] is { } node) named.TryAdd(name, node);
        foreach (var link in reader.Links)
        {
            if (!named.TryGetValue(link.From, out var from) || !named.TryGetValue(link.To, out var to))
                problems.Add(new(link.Line, "unknown_name", $"Line {link.Line} links a name that no node has: left out."));
            else
                builder.Connect(from, to, link.Kind, link.Label, link.Sign, link.Strength);
        }
    }

    private static void ReportFooter(OutlineFacts facts, List<MapProblem> problems)
    {
        if (facts.Frame.FooterStart < int.MaxValue)
            problems.Add(new(facts.Frame.FooterStart, "footer",
                $"From line {facts.Frame.FooterStart} on stands the footer of a page, not the outline: left out."));
    }

    /// <summary>The first line of the only root's text, which serves as title where the file gives none.</summary>
    private static string OnlyRoot(ReadOnlySpan<OutlineItem> items) =>
        items[0].End < items.Length ? "" : items[0].Text.Split('\n')[0];
}
