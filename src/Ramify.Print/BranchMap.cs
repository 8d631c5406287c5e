using Ramify.Maps;

namespace Ramify.Print;

/// <summary>
/// A map of some branches, for a page of its own: what lies above them as far as it says where one is, then the branches,
/// copied as deep as they are shown and cut where they go on elsewhere.
/// </summary>
internal sealed class BranchMap
{
    /// <summary>Longest way from the root that is shown in full; of a longer one its start and its end.</summary>
    private const int LongestPath = 5;

    private readonly MapBuilder builder = new();
    private readonly Dictionary<Node, Node> originals = [];
    private readonly Dictionary<Node, (Node Copy, int Depth)> copies = [];
    private readonly HashSet<Node> cut = [];
    private readonly HashSet<Node> opened = [];

    private BranchMap(MindMap map) => (Map, builder.Info) = (map, map.Info);

    public MindMap Map { get; private set; }

    /// <summary>How many nodes are shown.</summary>
    public int ShownCount => copies.Count;

    /// <summary>Whether a node's children are left out.</summary>
    public bool IsCut(Node node) => cut.Contains(node);

    /// <summary>The whole map's node that one of this map was copied from.</summary>
    public Node OriginalOf(Node node) => originals[node];

    /// <summary>The nodes whose children are left out, as the whole map has them, in reading order.</summary>
    public IEnumerable<Node> CutOriginals => Map.Nodes.Where(IsCut).Select(OriginalOf);

    /// <summary>The nodes whose children are shown, as the whole map has them; not those above the parts.</summary>
    public IReadOnlySet<Node> Opened => opened;

    /// <summary>Copies parts with what lies below.</summary>
    /// <param name="map">The whole map.</param>
    /// <param name="parts">What to start from, in reading order.</param>
    /// <param name="isOpen">Whether a node below a part shows its children.</param>
    public static BranchMap Of(MindMap map, IReadOnlyList<BranchPart> parts, Func<Node, bool> isOpen)
    {
        var branch = new BranchMap(map);
        branch.CopyPath(parts);
        foreach (var part in parts) branch.CopyBelow(part, isOpen);
        branch.AddConnections(map);
        branch.Map = branch.builder.Build(map.Id);
        return branch;
    }

    /// <summary>The parts and everything above them; the way that they share is shortened where it is long.</summary>
    private void CopyPath(IReadOnlyList<BranchPart> parts)
    {
        var paths = parts.Select(part => PathTo(part.Node)).ToList();
        var shared = 0;
        while (paths.All(path => shared < path.Count && path[shared] == paths[0][shared])) shared++;
        foreach (var path in paths)
        {
            var parent = default(Node);
            for (var depth = 0; depth < path.Count; depth++)
            {
                var isLeftOut = shared > LongestPath && depth > 0 && depth <= shared - LongestPath + 1;
                if (!isLeftOut) parent = CopyOnce(path[depth], parent, depth);
                else if (depth == 1) parent = CopyOnce(path[depth], parent, depth, "…");
            }
        }
    }

    private Node CopyOnce(Node node, Node? parent, int depth, string? text = null) =>
        copies.TryGetValue(node, out var known) ? known.Copy : Copy(node, parent, depth, text);

    private void CopyBelow(BranchPart part, Func<Node, bool> isOpen)
    {
        var pending = new Queue<(Node Node, IEnumerable<Node> Children)>();
        pending.Enqueue((part.Node, part.Children));
        while (pending.TryDequeue(out var at))
        {
            opened.Add(at.Node);
            var (parent, depth) = copies[at.Node];
            foreach (var child in at.Children)
            {
                var copy = Copy(child, parent, depth + 1);
                if (!BranchPart.HasChildren(child)) continue;
                if (isOpen(child)) pending.Enqueue((child, BranchPart.SpineChildren(child)));
                else Cut(child, copy);
            }
        }
    }

    private Node Copy(Node node, Node? parent, int depth, string? text = null)
    {
        var copy = builder.Add(parent, text ?? node.Text, node.Id);
        if (text is null) MapBuilder.Describe(copy, node.Details);
        copies[node] = (copy, depth);
        originals[copy] = node;
        return copy;
    }

    /// <summary>One empty node stands for all that is left out, so that the layout keeps room for a mark.</summary>
    private void Cut(Node node, Node copy)
    {
        cut.Add(copy);
        originals[builder.Add(copy, "")] = node;
    }

    private void AddConnections(MindMap map)
    {
        foreach (var (node, (copy, depth)) in copies)
            foreach (var also in node.AlsoUnder)
                // A shorter way would become the branch itself.
                if (depth > 0 && copies.TryGetValue(also.Parent, out var parent) && parent.Depth + 1 >= depth) builder.AddUnder(parent.Copy, copy);
        foreach (var link in map.Links.OrderBy(link => link.Id))
            if (copies.TryGetValue(link.From, out var from) && copies.TryGetValue(link.To, out var to)) builder.Connect(link with { From = from.Copy, To = to.Copy });
    }

    private static List<Node> PathTo(Node node)
    {
        var path = new List<Node>();
        for (var at = node; at is not null; at = at.Parent) path.Add(at);
        path.Reverse();
        return path;
    }
}
