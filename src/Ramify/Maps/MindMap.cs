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
    private Dictionary<Guid, AlsoUnder>? unders;
    private LinkEnds? linksByEnd;

    /// <summary>An empty map.</summary>
    /// <param name="id">Identity of the map; a UUIDv7 from whoever made it.</param>
    /// <param name="info">What it says about itself.</param>
    public MindMap(Guid id, MapInfo info) => (Id, Info) = (id, info);

    /// <summary>Identity of the map.</summary>
    public Guid Id { get; }

    /// <summary>What the map says about itself.</summary>
    public MapInfo Info { get; internal set; }

    /// <summary>Where it is noted how to take back what is written; null where nobody will.</summary>
    internal Journal? Journal { get; set; }

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

    internal Node Top { get; private init; } = new(Guid.Empty, "") { IsTop = true };

    /// <summary>
    /// The same nodes as a map of another identity or description: a draft, a copy. The nodes move; this map is spent.
    /// </summary>
    public MindMap As(Guid id, MapInfo info)
    {
        var map = new MindMap(id, info) { Top = Top, NodeCount = NodeCount, AlsoUnderCount = AlsoUnderCount };
        foreach (var link in links.Values) map.PutLink(link);
        return map;
    }

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
        Journal?.Attach(this, node, parent);
        Hang(node, parent, key);
        NodeCount++;
        byId?.Add(node.Id, node);
    }

    /// <summary>Gives a node another place on the spine. What hangs below it moves with it.</summary>
    internal void Place(Node node, Node parent, string key)
    {
        Journal?.Place(this, node, parent);
        node.spine!.RemoveChild(new Child(node, null));
        Hang(node, parent, key);
    }

    /// <summary>Takes a node out of the map with all its entries; parents go before their children.</summary>
    internal void Bury(Node node)
    {
        Journal?.Bury(this, node);
        foreach (var child in node.Children)
            if (child.Link is { } link) Forget(link);
        node.ClearChildren();
        if (node.spine!.IsLive) node.spine.RemoveChild(new Child(node, null));
        node.spine = null;
        NodeCount--;
        byId?.Remove(node.Id);
    }

    internal AlsoUnder? FindAlsoUnder(Guid id)
    {
        if (unders is null)
        {
            unders = [];
            foreach (var node in Nodes)
                foreach (var link in node.AlsoUnder) unders.Add(link.Id, link);
        }
        return unders.GetValueOrDefault(id);
    }

    internal void AttachAlsoUnder(AlsoUnder link) => AttachAlsoUnder(link, link.Node.AlsoUnder.Count);

    /// <summary>Adds an also-under link as one of several of its node, whose order tells nothing but is kept.</summary>
    internal void AttachAlsoUnder(AlsoUnder link, int at)
    {
        Journal?.AttachAlsoUnder(this, link);
        link.Parent.AddChild(new Child(link.Node, link));
        Remember(link, at);
    }

    internal void DetachAlsoUnder(AlsoUnder link)
    {
        Journal?.DetachAlsoUnder(this, link);
        link.Parent.RemoveChild(new Child(link.Node, link));
        Forget(link);
    }

    /// <summary>Makes the parent of an also-under link the primary one, in the link's place; the link is used up.</summary>
    /// <param name="link">The link.</param>
    /// <param name="leave">Whether the old parent lives on and so must lose the entry.</param>
    internal void Promote(AlsoUnder link, bool leave)
    {
        Journal?.Promote(this, link, leave);
        var node = link.Node;
        if (leave) node.spine!.RemoveChild(new Child(node, null));
        link.Parent.UseUp(link);
        Forget(link);
        (node.spine, node.Key) = (link.Parent, link.Key);
    }

    /// <summary>Gives an also-under link another order among the entries of its parent.</summary>
    internal void Reorder(AlsoUnder link, string key)
    {
        Journal?.Reorder(this, link);
        link.Parent.RemoveChild(new Child(link.Node, link));
        link.Key = key;
        link.Parent.AddChild(new Child(link.Node, link));
    }

    /// <summary>Gives all entries of a parent new keys, which ascend in their present order.</summary>
    internal void Rekey(Node parent, ReadOnlySpan<string> keys)
    {
        Journal?.Rekey(this, parent);
        for (var i = 0; i < keys.Length; i++)
        {
            if (parent.Children[i].Link is { } link) link.Key = keys[i];
            else parent.Children[i].Node.Key = keys[i];
        }
    }

    /// <summary>What a buried node was.</summary>
    internal sealed class Buried(Node node)
    {
        public Node Node => node;
        public Node Spine { get; } = node.spine!;
        public bool WasEntry { get; } = node.spine!.IsLive;
        public Child[] Children { get; } = node.Children.ToArray();

        /// <summary>The also-under links by which it held children, with their places among those of the child.</summary>
        public List<(AlsoUnder Link, int At)> Links { get; } = Held(node);

        private static List<(AlsoUnder, int)> Held(Node node)
        {
            var links = new List<(AlsoUnder, int)>();
            foreach (var child in node.Children)
                if (child.Link is { } link) links.Add((link, link.Node.furtherParents!.IndexOf(link)));
            return links;
        }
    }

    /// <summary>Takes back <see cref="Bury"/>.</summary>
    internal void Unbury(Buried body)
    {
        var node = body.Node;
        node.spine = body.Spine;
        if (body.WasEntry) body.Spine.AddChild(new Child(node, null));
        node.SetChildren(body.Children);
        foreach (var (link, at) in body.Links) Remember(link, at);
        NodeCount++;
        byId?.Add(node.Id, node);
    }

    /// <summary>Takes back <see cref="Attach"/>.</summary>
    internal void Unattach(Node node, string key)
    {
        node.spine!.RemoveChild(new Child(node, null));
        (node.spine, node.Key) = (null, key);
        NodeCount--;
        byId?.Remove(node.Id);
    }

    /// <summary>Takes back <see cref="Promote"/>.</summary>
    internal void Demote(AlsoUnder link, int at, Node spine, string key, bool leave)
    {
        var node = link.Node;
        link.Parent.GiveBack(link);
        (node.spine, node.Key) = (spine, key);
        if (leave) spine.AddChild(new Child(node, null));
        Remember(link, at);
    }

    private static void Hang(Node node, Node parent, string key)
    {
        (node.spine, node.Key) = (parent, key);
        parent.AddChild(new Child(node, null));
    }

    private void Remember(AlsoUnder link, int at)
    {
        (link.Node.furtherParents ??= []).Insert(at, link);
        AlsoUnderCount++;
        unders?.Add(link.Id, link);
    }

    private void Forget(AlsoUnder link)
    {
        link.Node.furtherParents!.Remove(link);
        AlsoUnderCount--;
        unders?.Remove(link.Id);
    }

    internal bool HasLink(Guid id) => links.ContainsKey(id) || FindAlsoUnder(id) is not null;

    internal void PutLink(Link link) => SetLink(link.Id, link);

    internal void RemoveLink(Guid id) => SetLink(id, null);

    /// <summary>Puts a link in the place of that with its id; null takes it away.</summary>
    internal void SetLink(Guid id, Link? link)
    {
        Journal?.Link(this, id, link);
        if (linksByEnd is not null && links.TryGetValue(id, out var old)) linksByEnd.Remove(old);
        if (link is null) links.Remove(id);
        else links[id] = link;
        if (link is not null) linksByEnd?.Add(link);
    }

    /// <summary>The links that start or end at a node, in no order.</summary>
    internal IReadOnlyCollection<Link> LinksOf(Node node)
    {
        if (links.Count == 0) return [];
        linksByEnd ??= new LinkEnds(links.Values);
        return linksByEnd.Of(node.Id);
    }

    internal void SetText(Node node, string text)
    {
        Journal?.Text(node);
        node.Text = text;
    }

    internal void SetDetails(Node node, NodeDetails details)
    {
        Journal?.Details(node);
        node.Details = details;
    }

    internal void SetInfo(MapInfo info)
    {
        Journal?.Info(this);
        Info = info;
    }
}
