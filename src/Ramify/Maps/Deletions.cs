namespace Ramify.Maps;

/// <summary>A deleted node: nobody sees it, but a restore finds it and an insert below it finds its live ancestor.</summary>
/// <param name="Node">The node with its payload, outside of the map.</param>
/// <param name="Parent">Its last primary parent; null for a root.</param>
/// <param name="Key">Its last order key.</param>
/// <param name="Deletion">The sequence of the delete that took it.</param>
internal sealed record Tombstone(Node Node, Guid? Parent, string Key, long Deletion);

/// <summary>An also-under link that a delete took, and that delete.</summary>
internal sealed record TakenUnder(Guid Id, Guid Parent, Guid Node, string Key, Writer By);

/// <summary>A node that a delete left alive, with the place it had and the also-under link that its new place used up.</summary>
internal sealed record Promotion(Guid Node, Guid? Parent, string Key, TakenUnder Used);

/// <summary>A link that a delete took, and that delete.</summary>
internal sealed record TakenLink(Guid Id, Guid From, Guid To, LinkFields Fields, Writer By);

/// <summary>What one delete took, for its restore.</summary>
/// <param name="Top">The node that was deleted.</param>
internal sealed record Deletion(Guid Top)
{
    /// <summary>The tombstones, parents before children.</summary>
    public List<Guid> Nodes { get; init; } = [];

    public List<Promotion> Promotions { get; init; } = [];

    public List<TakenUnder> Unders { get; init; } = [];

    public List<TakenLink> Links { get; init; } = [];
}

/// <summary>The deleted part of a map: deletes and restores.</summary>
internal sealed class Deletions(MindMap map, Stamps stamps, MapLimits limits)
{
    private readonly Dictionary<Guid, Tombstone> tombstones = [];
    private readonly Dictionary<long, Deletion> deletions = [];

    public IReadOnlyDictionary<Guid, Tombstone> Tombstones => tombstones;

    public IReadOnlyDictionary<long, Deletion> All => deletions;

    public void Put(Tombstone tombstone) => tombstones.Add(tombstone.Node.Id, tombstone);

    public void Put(long sequence, Deletion deletion) => deletions.Add(sequence, deletion);

    /// <summary>The node where it lives, else the nearest live ancestor; null where the id was never seen.</summary>
    public Node? NearestLive(Guid? id)
    {
        while (id is { } at)
        {
            if (map.Find(at) is { } live) return live;
            if (!tombstones.TryGetValue(at, out var tombstone)) return null;
            id = tombstone.Parent;
        }
        return map.Top;
    }

    /// <summary>Deletes a node's spine subtree but for what has a surviving parent.</summary>
    public ChangeResult Delete(Node top, Writer by)
    {
        var subtree = Subtree(top);
        var doomed = Doomed(subtree);
        var deletion = new Deletion(top.Id);
        foreach (var node in subtree)
            if (!doomed.Contains(node) && (node == top || doomed.Contains(node.spine!))) Promote(node, doomed, deletion, by);
        foreach (var node in subtree)
            if (doomed.Contains(node)) Bury(node, deletion, by);
        if (doomed.Count > 0) TakeLinks(deletion, by);
        map.Journal?.Entry(deletions, by.Sequence);
        deletions.Add(by.Sequence, deletion);
        var result = ChangeResult.Applied(new MapChange.Restore(by.Sequence));
        return top.IsLive ? result with { Code = ChangeCodes.Kept } : result;
    }

    /// <summary>Whether a delete would take or move anything that another person wrote after a sequence.</summary>
    public bool OthersWroteBelow(Node top, Guid person, long after)
    {
        var subtree = Subtree(top);
        var doomed = Doomed(subtree);
        foreach (var node in subtree)
        {
            var dies = doomed.Contains(node);
            if (dies ? stamps.OthersWroteNode(node.Id, person, after) : LosesPlace(node)) return true;
            if (!dies) continue;
            foreach (var child in node.Children)
                if (child.Link is { } link && stamps.OthersWroteUnder(link.Parent.Id, link.Node.Id, person, after)) return true;
        }
        return map.Links.Any(link =>
            (doomed.Contains(link.From) || doomed.Contains(link.To)) && stamps.OthersWroteLink(link.Id, person, after));

        bool LosesPlace(Node node) => (node == top || doomed.Contains(node.spine!))
            && (stamps.OthersWrote(StampKey.Of(node.Id, Register.Place), person, after)
                || stamps.OthersWroteUnder(Heir(node, doomed).Parent.Id, node.Id, person, after));
    }

    /// <summary>Brings back what a delete took: nodes, places, also-under links, links, each where nobody else has written it since.</summary>
    public ChangeResult Restore(long sequence, Writer by)
    {
        if (!deletions.TryGetValue(sequence, out var deletion)) return ChangeResult.NoEffect(ChangeCodes.NotDeleted);
        if (Fault(deletion) is { } code) return ChangeResult.Refused(code);
        foreach (var node in deletion.Nodes) Revive(node, by);
        var placed = deletion.Promotions.FindAll(promotion => TryDemote(promotion, by));
        if (deletion.Nodes.Count + placed.Count == 0) return ChangeResult.NoEffect(ChangeCodes.Overwritten);
        map.Journal?.Entry(deletions, sequence);
        deletions.Remove(sequence);
        foreach (var under in deletion.Unders.Concat(placed.Select(promotion => promotion.Used)))
            if (!TryLink(under, by)) PassOn(DeletionOf(under.Parent, under.Node)?.Unders, under);
        foreach (var link in deletion.Links)
            if (!TryLink(link, by)) PassOn(DeletionOf(link.From, link.To)?.Links, link);
        return ChangeResult.Applied(new MapChange.Delete(deletion.Top));
    }

    /// <summary>Empties the payload of links in the hands of deletions: <paramref name="change"/> tells what is left.</summary>
    public void RewriteLinks(Guid id, Func<LinkFields, LinkFields> change)
    {
        foreach (var deletion in deletions.Values)
            for (var i = 0; i < deletion.Links.Count; i++)
                if (deletion.Links[i].Id == id) Rewrite(deletion.Links, i);

        void Rewrite(List<TakenLink> links, int at)
        {
            map.Journal?.Item(links, at);
            links[at] = links[at] with { Fields = change(links[at].Fields) };
        }
    }

    private void PassOn<T>(List<T>? to, T taken)
    {
        if (to is null) return;
        map.Journal?.Longer(to);
        to.Add(taken);
    }

    /// <summary>A node and all below it along the spine, parents before children.</summary>
    private static List<Node> Subtree(Node top)
    {
        var subtree = new List<Node> { top };
        for (var i = 0; i < subtree.Count; i++)
            foreach (var child in subtree[i].Children)
                if (!child.IsAlsoUnder) subtree.Add(child.Node);
        return subtree;
    }

    /// <summary>Those of a subtree that no parent outside it keeps alive, directly or through other survivors.</summary>
    private static HashSet<Node> Doomed(List<Node> subtree)
    {
        var doomed = new HashSet<Node>(subtree);
        var saved = new Stack<Node>();
        foreach (var node in subtree)
            foreach (var link in node.AlsoUnder)
                if (!doomed.Contains(link.Parent)) saved.Push(node);
        while (saved.TryPop(out var node))
        {
            if (!doomed.Remove(node)) continue;
            foreach (var child in node.Children) saved.Push(child.Node);
        }
        return doomed;
    }

    private void Promote(Node node, HashSet<Node> doomed, Deletion deletion, Writer by)
    {
        var link = Heir(node, doomed);
        deletion.Promotions.Add(new Promotion(node.Id, node.Parent?.Id, node.Key, Taken(link, by)));
        map.Promote(link, leave: node.Id == deletion.Top);
        stamps.Write(StampKey.Of(node.Id, Register.Place), by);
    }

    /// <summary>The also-under link whose parent becomes the primary one: the oldest of those that survive.</summary>
    private static AlsoUnder Heir(Node node, HashSet<Node> doomed) =>
        node.AlsoUnder.Where(link => !doomed.Contains(link.Parent)).MinBy(link => link.Id)!;

    private void Bury(Node node, Deletion deletion, Writer by)
    {
        foreach (var child in node.Children)
            if (child.Link is { } link) deletion.Unders.Add(Taken(link, by));
        map.Journal?.Entry(tombstones, node.Id);
        tombstones.Add(node.Id, new Tombstone(node, node.Parent?.Id, node.Key, by.Sequence));
        deletion.Nodes.Add(node.Id);
        stamps.Write(StampKey.Of(node.Id, Register.Life), by);
        map.Bury(node);
    }

    private TakenUnder Taken(AlsoUnder link, Writer by)
    {
        stamps.Write(StampKey.LifeOf(link), by);
        return new TakenUnder(link.Id, link.Parent.Id, link.Node.Id, link.Key, by);
    }

    private void TakeLinks(Deletion deletion, Writer by)
    {
        // Sorted, since the map keeps its links in no order and replicas must agree.
        foreach (var link in map.Links.Where(link => !link.From.IsLive || !link.To.IsLive).OrderBy(link => link.Id).ToList())
        {
            deletion.Links.Add(new TakenLink(link.Id, link.From.Id, link.To.Id, LinkFields.Of(link), by));
            stamps.Write(StampKey.Of(link.Id, Register.Life), by);
            map.RemoveLink(link.Id);
        }
    }

    private string? Fault(Deletion deletion)
    {
        if (deletion.Nodes.Count == 0) return null;
        if (map.NodeCount + deletion.Nodes.Count > limits.Nodes) return ChangeCodes.TooManyNodes;
        var top = Levels.Above(NearestLive(tombstones[deletion.Top].Parent)!) + 1;
        var levels = new Dictionary<Guid, int> { [deletion.Top] = top };
        foreach (var node in deletion.Nodes.Skip(1))
            if ((levels[node] = levels[tombstones[node].Parent!.Value] + 1) > limits.Depth) return ChangeCodes.TooDeep;
        return top > limits.Depth ? ChangeCodes.TooDeep : null;
    }

    private void Revive(Guid id, Writer by)
    {
        map.Journal?.Entry(tombstones, id);
        tombstones.Remove(id, out var tombstone);
        map.Attach(tombstone!.Node, NearestLive(tombstone.Parent)!, tombstone.Key);
        stamps.Write(StampKey.Of(id, Register.Life), by);
    }

    /// <summary>Gives a promoted node its place back, if it is still where the delete had put it and nobody else has placed it since.</summary>
    private bool TryDemote(Promotion promotion, Writer by)
    {
        var parent = promotion.Parent is { } id ? map.Find(id) : map.Top;
        if (parent is null || map.Find(promotion.Node) is not { } node || node.Parent?.Id != promotion.Used.Parent) return false;
        var place = StampKey.Of(promotion.Node, Register.Place);
        if (WrittenSince(place, promotion.Used.By)) return false;
        if (node.LinkTo(parent) is not null || !Fits(parent, node)) return false;
        map.Place(node, parent, promotion.Key);
        stamps.Write(place, by);
        return true;
    }

    private bool TryLink(TakenUnder taken, Writer by)
    {
        if (map.Find(taken.Parent) is not { } parent || map.Find(taken.Node) is not { } node) return false;
        var link = new AlsoUnder(taken.Id, parent, node, taken.Key);
        if (WrittenSince(StampKey.LifeOf(link), taken.By) || map.HasLink(taken.Id)) return false;
        if (node.spine == parent || node.LinkTo(parent) is not null || map.AlsoUnderCount >= limits.Links || !Fits(parent, node)) return false;
        map.AttachAlsoUnder(link);
        stamps.Write(StampKey.LifeOf(link), by);
        return true;
    }

    private bool TryLink(TakenLink taken, Writer by)
    {
        if (map.Find(taken.From) is not { } from || map.Find(taken.To) is not { } to) return false;
        var life = StampKey.Of(taken.Id, Register.Life);
        if (WrittenSince(life, taken.By) || map.HasLink(taken.Id) || map.Links.Count >= limits.Links) return false;
        map.PutLink(taken.Fields.Between(taken.Id, from, to));
        stamps.Write(life, by);
        return true;
    }

    /// <summary>Whether another than the deleter has written a register since the delete did.</summary>
    private bool WrittenSince(StampKey register, Writer delete) => stamps.OthersWrote(register, delete.Person, delete.Sequence);

    private bool Fits(Node parent, Node node) => !MindMap.IsReachable(node, parent) && Levels.Fit(map, parent, node, limits);

    /// <summary>The delete that took an end of a link meanwhile: the link comes back with that one.</summary>
    private Deletion? DeletionOf(Guid a, Guid b) =>
        tombstones.TryGetValue(a, out var tombstone) || tombstones.TryGetValue(b, out tombstone) ? deletions[tombstone.Deletion] : null;
}
