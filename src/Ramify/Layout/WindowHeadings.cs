namespace Ramify.Layout;

/// <summary>
/// The names of the large branches in a window whose text is too small to read: scaled up, the largest branches first,
/// each where it has room in its own branch and none of another lies.
/// </summary>
internal sealed class WindowHeadings(double scale)
{
    private const int Px = NodeLook.Px;

    /// <summary>Height of the text, and of the least branch that is named, in screen px.</summary>
    private const double TextHeight = 12, LeastBranch = 26;

    private const int Most = 40, MostOffered = 240, MostLines = 3;

    private readonly List<(DrawnNode Node, int Nodes, int Place)> offered = [];

    public void Clear() => offered.Clear();

    /// <summary>Takes note of a node that was drawn as a bar, and whose branch <see cref="IsLarge"/>.</summary>
    /// <param name="node">The node.</param>
    /// <param name="nodes">How many nodes its branch has.</param>
    /// <param name="place">How many nodes with text came before it.</param>
    public void Offer(in DrawnNode node, int nodes, int place)
    {
        var text = (node.Box.Height - 2 * NodeLook.For(node.Kind).PadY) * (TextHeight / (NodeLook.For(node.Kind).Size / (double)Px));
        if (text > MostLines * 1.4 * TextHeight * Px) return;
        offered.Add((node, nodes, place));
    }

    /// <summary>Whether a branch is large enough on the screen to be named.</summary>
    public bool IsLarge(int level, in TidyNode record) => level <= 0 || ((long)record.High - record.Low) * scale >= LeastBranch * Px;

    /// <summary>Adds the chosen ones to the nodes of the window, in their places.</summary>
    public void Place(WindowParts parts)
    {
        if (offered.Count == 0) return;
        var order = Enumerable.Range(0, offered.Count).OrderByDescending(n => (offered[n].Node.Level <= 0, offered[n].Nodes)).Take(MostOffered);
        var taken = new List<MapBox>();
        var chosen = new List<int>();
        foreach (var n in order)
        {
            var plate = PlateOf(offered[n].Node);
            if (taken.Exists(other => other.Overlaps(plate))) continue;
            taken.Add(plate);
            chosen.Add(n);
            if (chosen.Count == Most) break;
        }
        chosen.Sort();
        Merge(parts, chosen);
    }

    private void Merge(WindowParts parts, List<int> chosen)
    {
        var (merged, places) = (new List<DrawnNode>(parts.Nodes.Count + chosen.Count), new int[parts.Nodes.Count]);
        var next = 0;
        for (var i = 0; i <= parts.Nodes.Count; i++)
        {
            for (; next < chosen.Count && offered[chosen[next]].Place == i; next++)
                merged.Add(offered[chosen[next]].Node with { Detail = Detail.Heading, TextScale = ScaleOf(offered[chosen[next]].Node), Parent = -1 });
            if (i == parts.Nodes.Count) break;
            places[i] = merged.Count;
            var node = parts.Nodes[i];
            merged.Add(node with { Parent = node.Parent < 0 ? -1 : places[node.Parent] });
        }
        parts.Nodes.Clear();
        parts.Nodes.AddRange(merged);
    }

    private double ScaleOf(in DrawnNode node) => TextHeight * Px / (NodeLook.For(node.Kind).Size * scale);

    private MapBox PlateOf(in DrawnNode node)
    {
        var by = ScaleOf(node);
        var (width, height) = ((long)(node.Box.Width * by), (long)(node.Box.Height * by));
        return new MapBox(node.Box.MiddleX - width / 2, node.Box.MiddleY - height / 2, width, height);
    }
}
