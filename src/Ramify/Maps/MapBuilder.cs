using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Ramify.Maps;

/// <summary>
/// How readers make a map: nodes and edges in the order of the file, then <see cref="Build"/>, which chooses each
/// node's primary parent and gives the order keys.
/// </summary>
/// <remarks>
/// Where the file gives no ids, they are made from the path of texts and an ordinal (UUIDv8 of SHA-256), so reading a
/// file twice gives the same nodes. Where it does not say which parent is primary, it is the one on the shortest path
/// from a root, then the first in the file.
/// </remarks>
public sealed class MapBuilder
{
    private readonly List<Node> nodes = [];
    private readonly GrowingArray<Edge> edges = new();
    private readonly List<Link> links = [];
    private readonly Dictionary<Guid, int> repeats = [];
    private Dictionary<Node, Node>? givenParents;
    private bool hasShared;

    [ThreadStatic]
    private static IncrementalHash? threadSha;

    private readonly record struct Edge(Node? Parent, Node Node);

    /// <summary>What the map will say about itself.</summary>
    public MapInfo Info { get; set; } = new();

    /// <summary>How many nodes were added.</summary>
    public int NodeCount => nodes.Count;

    /// <summary>Adds a node as the last child of a parent.</summary>
    /// <param name="parent">A node of this builder; null makes a root.</param>
    /// <param name="text">The text as written.</param>
    /// <param name="id">Its id if the file gives one.</param>
    public Node Add(Node? parent, string text, Guid? id = null)
    {
        var node = new Node(id ?? PathId(parent, text), text);
        nodes.Add(node);
        edges.Add(new Edge(parent, node));
        return node;
    }

    /// <summary>Adds an existing node as the last child of a further parent; null makes it a root as well. The caller knows that it makes no cycle.</summary>
    public void AddUnder(Node? parent, Node node)
    {
        edges.Add(new Edge(parent, node));
        hasShared = true;
    }

    /// <summary>Makes a node that was added under a parent a root as well: the parents it has are further ones then.</summary>
    public void AddRoot(Node node)
    {
        edges.Add(new Edge(null, node));
        hasShared = true;
    }

    /// <summary>Says which of a shared node's parents is the primary one; without it, it is the one on the shortest path.</summary>
    public void SetPrimary(Node node, Node parent) => (givenParents ??= [])[node] = parent;

    /// <summary>Gives a node of a map in the making its details.</summary>
    public static void Describe(Node node, NodeDetails details) => node.Details = details;

    /// <summary>Adds a link between two nodes of this builder; its id is made from its ends where none is given.</summary>
    public void Connect(Node from, Node to, string kind, string? label = null, sbyte sign = 0, double? strength = null) =>
        links.Add(new Link(LinkId(from, to, kind, label), from, to, kind) { Label = label, Sign = sign, Strength = strength });

    /// <summary>The id that a link added now would get.</summary>
    public Guid LinkId(Node from, Node to, string kind, string? label) =>
        HashId("link", from.Id, to.Id, $"{kind}\0{label}\0{links.Count}");

    /// <summary>Adds a link with all that the file says of it.</summary>
    public void Connect(Link link) => links.Add(link);

    /// <summary>The finished map. The builder is spent.</summary>
    /// <param name="id">Identity of the map; made from its content where null.</param>
    public MindMap Build(Guid? id = null)
    {
        var map = new MindMap(id ?? ContentId(), Info);
        var primary = hasShared ? ShortestParents() : null;
        // The keys of first, second ... entries: the same strings under every parent.
        var keys = new List<string> { OrderKey.First };
        foreach (var (parent, node) in edges.Span)
        {
            var above = parent ?? map.Top;
            var place = above.Children.Length;
            if (place == keys.Count) keys.Add(OrderKey.After(keys[^1]));
            var key = keys[place];
            if (primary is null || !primary.TryGetValue(node, out var chosen) || chosen == parent)
                map.Attach(node, above, key);
            else
                map.AttachAlsoUnder(new AlsoUnder(HashId("also", parent!.Id, node.Id, ""), parent, node, key));
        }
        foreach (var link in links) map.PutLink(link);
        return map;
    }

    /// <summary>For each shared node its parent on the shortest path from a root, of equals the first; else the one given.</summary>
    private Dictionary<Node, Node?> ShortestParents()
    {
        var ends = EdgesByNumber();
        var depth = Depths(ends);
        var best = new (int Depth, int Edges)[nodes.Count];
        var first = new Node?[nodes.Count];
        var primary = new Dictionary<Node, Node?>();
        for (var i = 0; i < ends.Length; i++)
        {
            var (parent, node) = ends[i];
            ref var least = ref best[node];
            var above = parent < 0 ? -1 : depth[parent];
            if (least.Edges++ == 0 || above < least.Depth) (least.Depth, first[node]) = (above, edges[i].Parent);
            if (least.Edges > 1) primary[edges[i].Node] = first[node];
        }
        foreach (var (node, parent) in givenParents ?? [])
            if (primary.TryGetValue(node, out var chosen) && chosen is not null) primary[node] = parent;
        return primary;
    }

    /// <summary>The edges with the numbers of their nodes in the order of adding; -1 for the parent of a root.</summary>
    private (int Parent, int Node)[] EdgesByNumber()
    {
        var number = new Dictionary<Node, int>(nodes.Count);
        foreach (var node in nodes) number.Add(node, number.Count);
        var ends = new (int Parent, int Node)[edges.Count];
        for (var i = 0; i < ends.Length; i++)
            ends[i] = (edges[i].Parent is { } parent ? number[parent] : -1, number[edges[i].Node]);
        return ends;
    }

    /// <summary>By node its distance from the nearest root, by breadth; the largest number where no root is above it.</summary>
    private int[] Depths((int Parent, int Node)[] ends)
    {
        // The children of node i are children[starts[i]..starts[i + 1]]: counted, then put in place.
        var starts = new int[nodes.Count + 2];
        foreach (var (parent, _) in ends) if (parent >= 0) starts[parent + 2]++;
        for (var i = 2; i < starts.Length; i++) starts[i] += starts[i - 1];
        var children = new int[ends.Length];
        foreach (var (parent, node) in ends) if (parent >= 0) children[starts[parent + 1]++] = node;

        var depth = new int[nodes.Count];
        Array.Fill(depth, int.MaxValue);
        var queue = new Queue<int>();
        foreach (var (parent, node) in ends)
            if (parent < 0) Reach(node, 0);
        while (queue.TryDequeue(out var at))
            foreach (var child in children.AsSpan(starts[at]..starts[at + 1])) Reach(child, depth[at] + 1);
        return depth;

        void Reach(int node, int distance)
        {
            if (depth[node] != int.MaxValue) return;
            depth[node] = distance;
            queue.Enqueue(node);
        }
    }

    private Guid PathId(Node? parent, string text)
    {
        var above = parent?.Id ?? Guid.Empty;
        var id = PathId(above, text);
        // The first of equal siblings has ordinal 0, so its id counts them all.
        ref var ordinal = ref CollectionsMarshal.GetValueRefOrAddDefault(repeats, id, out _);
        return ordinal++ == 0 ? id : PathId(above, text, ordinal - 1);
    }

    /// <summary>The id of a node without one: of its parent's id, its text, and how many equal siblings stand before it.</summary>
    internal static Guid PathId(Guid parent, string text, int ordinal = 0) =>
        HashId("node", parent, new Guid(ordinal, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), text);

    private Guid ContentId() => nodes.Count == 0
        ? HashId("map", Guid.Empty, Guid.Empty, Info.Title)
        : HashId("map", nodes[0].Id, nodes[^1].Id, $"{Info.Title}\0{nodes.Count}");

    /// <summary>A UUIDv8 (RFC 9562) of SHA-256 over a purpose, two ids and a text.</summary>
    internal static Guid HashId(string purpose, Guid a, Guid b, string text)
    {
        var size = purpose.Length + 32 + Encoding.UTF8.GetMaxByteCount(text.Length);
        var bytes = size <= 1024 ? stackalloc byte[1024] : new byte[size];
        var n = Encoding.ASCII.GetBytes(purpose, bytes);
        a.TryWriteBytes(bytes[n..], bigEndian: true, out _);
        b.TryWriteBytes(bytes[(n + 16)..], bigEndian: true, out _);
        n += 32 + Encoding.UTF8.GetBytes(text, bytes[(n + 32)..]);
        Span<byte> hash = stackalloc byte[32];
        // A context kept for the thread spares half the cost of a hash this short.
        var sha = threadSha ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        sha.AppendData(bytes[..n]);
        sha.GetHashAndReset(hash);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash[..16], bigEndian: true);
    }
}
