using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Ramify.Maps;

namespace Ramify.Text;

/// <summary>A node as it stands in our own file.</summary>
internal struct MapJsonNode()
{
    public Guid? Id;
    public Guid? Parent;
    public string? Key;
    public string Text = "";
    public NodeDetails Details = NodeDetails.None;
    public long Place;
}

/// <summary>An also-under link as it stands in our own file.</summary>
internal struct MapJsonAlso
{
    public Guid? Id, Parent, Node;
    public string? Key;
    public long Place;
}

/// <summary>A link as it stands in our own file.</summary>
internal struct MapJsonLink
{
    public Guid? Id, From, To;
    public string Kind;
    public string? Label, Verb, Source, Evidence;
    public sbyte Sign;
    public double? Strength;
    public long Place;
}

/// <summary>Ties what was read of our own file to a map, and holds it to the rules of the graph.</summary>
internal sealed class MapJsonGraph(MapLimits limits, List<MapProblem> problems)
{
    private readonly Dictionary<Guid, Node> nodes = [];
    private readonly List<MapJsonNode> spine = [];
    private readonly List<MapJsonAlso> also = [];
    private readonly List<MapJsonLink> links = [];

    private readonly record struct Entry(Node Node, Node? Parent, string Key, Guid? AlsoId);

    public void Add(MapJsonNode node, string path)
    {
        if (node.Id is not { } id) throw new MapJsonRefusal("wrong_kind", $"{path} has no id", node.Place);
        if (!nodes.TryAdd(id, new Node(id, node.Text) { Details = node.Details }))
            throw new MapJsonRefusal("duplicate_id", $"{path} has the id of an earlier node", node.Place);
        spine.Add(node);
    }

    public void Add(ref MapJsonAlso link, string path)
    {
        if (link.Parent is not { } parent || link.Node is not { } node)
            throw new MapJsonRefusal("wrong_kind", $"{path} needs a parent and a node", link.Place);
        link.Id ??= MapBuilder.HashId("also", parent, node, "");
        also.Add(link);
    }

    public void Add(ref MapJsonLink link, string path)
    {
        if (link.From is not { } from || link.To is not { } to)
            throw new MapJsonRefusal("wrong_kind", $"{path} needs from and to", link.Place);
        link.Id ??= MapBuilder.HashId("link", from, to, $"{link.Kind}\0{link.Label}\0{links.Count}");
        links.Add(link);
    }

    public MindMap Build(Guid? id, MapInfo info, ReadOnlySpan<byte> bytes)
    {
        var map = new MindMap(id ?? ContentId(bytes), info);
        var entries = Entries();
        foreach (var (node, parent, key, alsoId) in entries)
        {
            if (alsoId is { } link) map.AttachAlsoUnder(new AlsoUnder(link, parent!, node, key));
            else map.Attach(node, parent ?? map.Top, key);
        }
        CheckAcyclic();
        CheckDepth(map);
        foreach (var link in links) Tie(map, link);
        return map;
    }

    /// <summary>Spine and also-under entries in the order of the file; an entry without a key comes after those before it.</summary>
    private List<Entry> Entries()
    {
        var entries = new List<Entry>(spine.Count + also.Count);
        var last = new Dictionary<Guid, string>();
        var taken = new HashSet<(Guid Parent, Guid Node)>();
        var isInOrder = true;
        foreach (var node in spine)
        {
            var parent = node.Parent is { } p ? Find(p, node.Place) : null;
            if (parent is not null && also.Count > 0) taken.Add((parent.Id, node.Id!.Value));
            entries.Add(new Entry(nodes[node.Id!.Value], parent, KeyOf(node.Key, node.Parent ?? Guid.Empty), null));
        }
        foreach (var link in also)
        {
            if (!taken.Add((link.Parent!.Value, link.Node!.Value)))
                problems.Add(new(0, "repeated_entry", $"Also-under link {link.Id} repeats a parent of its node: left out."));
            else
                entries.Add(new Entry(Find(link.Node.Value, link.Place), Find(link.Parent.Value, link.Place), KeyOf(link.Key, link.Parent.Value), link.Id));
        }
        // Attaching in order makes each an append; any other order would cost the square of the siblings.
        if (!isInOrder) entries.Sort(InOrder);
        return entries;

        string KeyOf(string? key, Guid parent)
        {
            var greatest = last.GetValueOrDefault(parent);
            key ??= greatest is null ? OrderKey.First : OrderKey.After(greatest);
            isInOrder &= string.CompareOrdinal(greatest, key) < 0;
            if (string.CompareOrdinal(greatest, key) < 0) last[parent] = key;
            return key;
        }
    }

    private static int InOrder(Entry a, Entry b)
    {
        var byKey = string.CompareOrdinal(a.Key, b.Key);
        return byKey != 0 ? byKey : a.Node.Id.CompareTo(b.Node.Id);
    }

    private Node Find(Guid id, long place) =>
        nodes.TryGetValue(id, out var node) ? node : throw new MapJsonRefusal("unknown_node", $"No node has the id {id}", place);

    /// <summary>Takes away nodes whose parents are all taken away; what stays is on or below a cycle.</summary>
    private void CheckAcyclic()
    {
        var waiting = new Dictionary<Node, int>(nodes.Count);
        var ready = new Stack<Node>();
        foreach (var node in nodes.Values)
        {
            if (node.ParentCount == 0) ready.Push(node);
            else waiting.Add(node, node.ParentCount);
        }
        while (ready.TryPop(out var node))
            foreach (var entry in node.Children)
            {
                if (--CollectionsMarshal.GetValueRefOrNullRef(waiting, entry.Node) > 0) continue;
                waiting.Remove(entry.Node);
                ready.Push(entry.Node);
            }
        if (waiting.Count > 0)
            throw new MapJsonRefusal("cycle", "A node is below itself", spine.Find(n => waiting.ContainsKey(nodes[n.Id!.Value])).Place);
    }

    private void CheckDepth(MindMap map)
    {
        if (limits.Depth >= nodes.Count) return;
        var depths = new Dictionary<Node, int>(nodes.Count);
        foreach (var node in map.Nodes)
        {
            var depth = node.Parent is { } parent ? depths[parent] + 1 : 0;
            if (depth > limits.Depth) throw Deep(node);
            depths.Add(node, depth);
        }
    }

    private MapJsonRefusal Deep(Node node) =>
        new("too_deep", $"A node is deeper than {limits.Depth} levels. Divide the branch", spine.Find(n => n.Id == node.Id).Place);

    private void Tie(MindMap map, MapJsonLink link)
    {
        if (!nodes.TryGetValue(link.From!.Value, out var from) || !nodes.TryGetValue(link.To!.Value, out var to))
        {
            problems.Add(new(0, "unknown_node", $"Link {link.Id} has an end that is no node: left out."));
            return;
        }
        map.PutLink(new Link(link.Id!.Value, from, to, link.Kind)
        {
            Label = link.Label, Sign = link.Sign, Strength = link.Strength, Verb = link.Verb, Source = link.Source, Evidence = link.Evidence,
        });
    }

    private static Guid ContentId(ReadOnlySpan<byte> bytes)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(bytes, hash);
        return MapBuilder.HashId("map", new Guid(hash[..16]), new Guid(hash[16..]), "");
    }
}
