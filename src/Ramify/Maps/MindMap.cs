namespace Ramify.Maps;

/// <summary>
/// A mind map: an ordered directed graph. Primary parents make the spine, a forest; also-under links add further
/// parents; spine and also-under together have no cycle. Links are everything else and may be cyclic.
/// </summary>
/// <remarks>Not safe for use by several threads while one of them changes it.</remarks>
public sealed class MindMap
{
    private readonly Dictionary<Guid, Link> links = [];
    private Dictionary<Guid, Node>? byId;

    /// <summary>An empty map.</summary>
    /// <param name="id">Identity of the map; a UUIDv7 from whoever made it.</param>
    /// <param name="info">What it says about itself.</param>
    public MindMap(Guid id, MapInfo info) => (Id, Info) = (id, info);

    /// <summary>Identity of the map.</summary>
    public Guid Id { get; }

    /// <summary>What the map says about itself.</summary>
    public MapInfo Info { get; internal set; }

    /// <summary>The roots in order. Several are allowed: loose ideas.</summary>
    public ReadOnlySpan<Child> Roots => Top.Children;

    /// <summary>How many nodes are live.</summary>
    public int NodeCount { get; private set; }

    /// <summary>How many also-under links there are.</summary>
    public int AlsoUnderCount { get; private set; }

    /// <summary>Parent-child edges, spine and also-under together.</summary>
    public int EdgeCount => NodeCount - Roots.Length + AlsoUnderCount;

    /// <summary>All links, in no order.</summary>
    public IReadOnlyCollection<Link> Links => links.Values;

    internal Node Top { get; } = new(Guid.Empty, "") { IsTop = true };

    /// <summary>The live node with this id, or null.</summary>
    public Node? Find(Guid id) => Index.GetValueOrDefault(id);

    /// <summary>The link with this id, or null.</summary>
    public Link? FindLink(Guid id) => links.GetValueOrDefault(id);

    /// <summary>All live nodes, each once, parents before children, along the spine.</summary>
    public IEnumerable<Node> Nodes
    {
        get
        {
            var stack = new Stack<Node>();
            stack.Push(Top);
            while (stack.TryPop(out var node))
            {
                if (!node.IsTop) yield return node;
                for (var i = node.Children.Length - 1; i >= 0; i--)
                    if (!node.Children[i].IsAlsoUnder) stack.Push(node.Children[i].Node);
            }
        }
    }

    /// <summary>Whether <paramref name="node"/> is <paramref name="ancestor"/> or lies below it through spine or also-under.</summary>
    public static bool IsReachable(Node ancestor, Node node)
    {
        // Upwards: a node has few parents but may have very many descendants.
        var pending = new Stack<Node>();
        HashSet<Node>? seen = null;
        pending.Push(node);
        while (pending.TryPop(out var at))
        {
            if (at == ancestor) return true;
            if (at.IsShared)
            {
                if (!(seen ??= []).Add(at)) continue;
                foreach (var link in at.furtherParents!) pending.Push(link.Parent);
            }
            if (at.Parent is { } parent) pending.Push(parent);
        }
        return false;
    }

    // Built on the first look-up: reading and drawing a large file need none.
    private Dictionary<Guid, Node> Index
    {
        get
        {
            if (byId is not null) return byId;
            byId = new Dictionary<Guid, Node>(NodeCount);
            foreach (var node in Nodes) byId.Add(node.Id, node);
            return byId;
        }
    }

    /// <summary>Puts a node that is not in the map under a parent; <see cref="Top"/> makes it a root.</summary>
    internal void Attach(Node node, Node parent, string key)
    {
        node.spine = parent;
        node.Key = key;
        parent.AddChild(new Child(node, null));
        NodeCount++;
        byId?.Add(node.Id, node);
    }

    /// <summary>Takes a node out of the map; what hangs below it keeps hanging there.</summary>
    internal void Detach(Node node)
    {
        node.spine!.RemoveChild(new Child(node, null));
        node.spine = null;
        NodeCount--;
        byId?.Remove(node.Id);
    }

    internal void AttachAlsoUnder(AlsoUnder link)
    {
        (link.Node.furtherParents ??= []).Add(link);
        link.Parent.AddChild(new Child(link.Node, link));
        AlsoUnderCount++;
    }

    internal void DetachAlsoUnder(AlsoUnder link)
    {
        link.Parent.RemoveChild(new Child(link.Node, link));
        link.Node.furtherParents!.Remove(link);
        AlsoUnderCount--;
    }

    internal void PutLink(Link link) => links[link.Id] = link;

    internal void RemoveLink(Guid id) => links.Remove(id);
}
