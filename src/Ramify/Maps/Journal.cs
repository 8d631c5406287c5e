namespace Ramify.Maps;

/// <summary>
/// How to take back, exactly and last first, what was written to a state since the journal was last emptied. An inverse change would
/// not do: it is a change of its own, with stamps and promotions of its own. Costs what was written, whatever the size of the map.
/// </summary>
internal sealed class Journal
{
    private readonly List<(Action TakeBack, Guid[] Nodes)> written = [];
    private HashSet<Guid> touched = [];
    private bool isTakingBack;

    /// <summary>How much was written: a place to roll back to.</summary>
    public int Mark => written.Count;

    /// <summary>Takes back everything written after a mark.</summary>
    public void RollBack(int mark = 0)
    {
        isTakingBack = true;
        while (written.Count > mark)
        {
            var (takeBack, nodes) = written[^1];
            takeBack();
            touched.UnionWith(nodes);
            written.RemoveAt(written.Count - 1);
        }
        isTakingBack = false;
    }

    /// <summary>Lets what was written stand.</summary>
    public void Keep() => written.Clear();

    /// <summary>The nodes written to since the last call, forwards or back, with their parents; the empty id for the holder of the roots.</summary>
    public IReadOnlyCollection<Guid> TakeTouched()
    {
        var taken = touched;
        touched = [];
        return taken;
    }

    public void Attach(MindMap map, Node node, Node parent)
    {
        var key = node.Key;
        Note(() => map.Unattach(node, key), node, parent);
    }

    public void Place(MindMap map, Node node, Node parent)
    {
        var (spine, key) = (node.spine!, node.Key);
        Note(() => map.Place(node, spine, key), node, spine, parent);
    }

    public void Bury(MindMap map, Node node)
    {
        var body = new MindMap.Buried(node);
        Note(() => map.Unbury(body), [node, body.Spine, .. body.Links.Select(held => held.Link.Node)]);
    }

    public void AttachAlsoUnder(MindMap map, AlsoUnder link) => Note(() => map.DetachAlsoUnder(link), link.Node, link.Parent);

    public void DetachAlsoUnder(MindMap map, AlsoUnder link)
    {
        var at = link.Node.furtherParents!.IndexOf(link);
        Note(() => map.AttachAlsoUnder(link, at), link.Node, link.Parent);
    }

    public void Promote(MindMap map, AlsoUnder link, bool leave)
    {
        var (node, at, spine, key) = (link.Node, link.Node.furtherParents!.IndexOf(link), link.Node.spine!, link.Node.Key);
        Note(() => map.Demote(link, at, spine, key, leave), node, spine, link.Parent);
    }

    public void Reorder(MindMap map, AlsoUnder link)
    {
        var key = link.Key;
        Note(() => map.Reorder(link, key), link.Node, link.Parent);
    }

    public void Rekey(MindMap map, Node parent)
    {
        var keys = new string[parent.Children.Length];
        var nodes = new Node[keys.Length + 1];
        for (var i = 0; i < keys.Length; i++) (keys[i], nodes[i]) = (parent.Children[i].Key, parent.Children[i].Node);
        nodes[^1] = parent;
        Note(() => map.Rekey(parent, keys), nodes);
    }

    public void Link(MindMap map, Guid id, Link? next)
    {
        var link = map.FindLink(id);
        Note(() => map.SetLink(id, link), (link ?? next)!.From, (link ?? next)!.To);
    }

    public void Text(Node node)
    {
        var text = node.Text;
        Note(() => node.Text = text, node);
    }

    public void Details(Node node)
    {
        var details = node.Details;
        Note(() => node.Details = details, node);
    }

    public void Info(MindMap map)
    {
        var info = map.Info;
        Note(() => map.Info = info);
    }

    /// <summary>An entry of a dictionary, before it is written or removed.</summary>
    public void Entry<TKey, TValue>(Dictionary<TKey, TValue> entries, TKey key) where TKey : notnull
    {
        if (entries.TryGetValue(key, out var former)) Note(() => entries[key] = former);
        else Note(() => entries.Remove(key));
    }

    /// <summary>A list, before one is added to its end.</summary>
    public void Longer<T>(List<T> list) => Note(() => list.RemoveAt(list.Count - 1));

    /// <summary>One of a list, before another takes its place.</summary>
    public void Item<T>(List<T> list, int at)
    {
        var former = list[at];
        Note(() => list[at] = former);
    }

    public void Image(HashSet<string> images, string image)
    {
        if (!images.Contains(image)) Note(() => images.Remove(image));
    }

    public void Sequence(MapState state)
    {
        var sequence = state.Sequence;
        Note(() => state.Sequence = sequence);
    }

    private void Note(Action takeBack, params ReadOnlySpan<Node> nodes)
    {
        if (isTakingBack) return;
        var ids = new Guid[nodes.Length];
        for (var i = 0; i < ids.Length; i++) touched.Add(ids[i] = nodes[i].Id);
        written.Add((takeBack, ids));
    }
}
