namespace Ramify.Maps;

/// <summary>
/// A map goes back to what it was, change by change, for those who have it open. Nodes and links keep their identities: what was deleted
/// since is restored where it can be. Each step leaves the next one a map in which it can be made.
/// </summary>
internal sealed class MapReturn(MapState state, Guid person, MindMap then)
{
    private readonly List<LoggedChange> made = [];

    private MindMap Map => state.Map;

    /// <summary>Makes the changes; those that were applied, in order.</summary>
    public List<LoggedChange> Run()
    {
        Restore();
        foreach (var node in TopDown()) if (Map.Find(node.Id) is null) Do(new MapChange.Insert(node.Id, node.Parent?.Id, node.Key, node.Text));
        foreach (var link in UndersOf(Map).Where(link => !Has(then.Find(link.Node.Id), link)).ToList()) Do(new MapChange.Unlink(link.Id));
        if (!TryPlace())
        {
            // An also-under link made a cycle on the way. Without them a node goes under one that is in its place already, so there is none.
            foreach (var link in UndersOf(Map).ToList()) Do(new MapChange.Unlink(link.Id));
            TryPlace();
        }
        foreach (var link in UndersOf(then)) PutUnder(link);
        foreach (var node in Map.Nodes.Where(node => then.Find(node.Id) is null && (node.Parent is null || then.Find(node.Parent.Id) is not null)).ToList()) Do(new MapChange.Delete(node.Id));
        foreach (var node in then.Nodes) if (Map.Find(node.Id) is { } now) Write(now, node);
        PutLinks();
        return made;
    }

    /// <summary>What deletes took, the newest delete first, as undo would.</summary>
    private void Restore()
    {
        var deletions = then.Nodes.Where(node => Map.Find(node.Id) is null && state.Deletions.Tombstones.ContainsKey(node.Id)).Select(node => state.Deletions.Tombstones[node.Id].Deletion);
        foreach (var deletion in deletions.Distinct().OrderDescending().ToList()) Do(new MapChange.Restore(deletion));
    }

    /// <summary>Puts every node under its parent, those above first; false where one could not go there.</summary>
    private bool TryPlace()
    {
        var all = true;
        foreach (var node in TopDown())
            if (Map.Find(node.Id) is { } now && (now.Parent?.Id != node.Parent?.Id || now.Key != node.Key)) all &= Do(new MapChange.Move(node.Id, node.Parent?.Id, node.Key));
        return all;
    }

    private void PutUnder(AlsoUnder link)
    {
        if (Map.FindAlsoUnder(link.Id) is not { } now) Do(new MapChange.AddUnder(link.Id, link.Parent.Id, link.Node.Id, link.Key));
        else if (now.Key != link.Key) Do(new MapChange.SetLinkField(link.Id, LinkField.Key, new LinkFields { Key = link.Key }));
    }

    private void Write(Node now, Node node)
    {
        if (now.Text != node.Text) Do(new MapChange.SetText(node.Id, node.Text));
        if (node.Details.Image is { } image && image != now.Details.Image) Do(new MapChange.AttachImage(image));
        foreach (var field in Enum.GetValues<NodeField>())
            if (now.Details.With(field, node.Details) != now.Details) Do(new MapChange.SetField(node.Id, field, NodeDetails.None.With(field, node.Details)));
    }

    private void PutLinks()
    {
        foreach (var link in Map.Links.Where(link => then.FindLink(link.Id) is not { } was || was.From.Id != link.From.Id || was.To.Id != link.To.Id).ToList()) Do(new MapChange.Unlink(link.Id));
        foreach (var link in then.Links)
            if (Map.FindLink(link.Id) is not { } now) Do(new MapChange.Link(link.Id, link.From.Id, link.To.Id, LinkFields.Of(link)));
            else Write(LinkFields.Of(now), LinkFields.Of(link), link.Id);
    }

    private void Write(LinkFields now, LinkFields then, Guid link)
    {
        foreach (var field in Enum.GetValues<LinkField>())
            if (now.With(field, then) != now) Do(new MapChange.SetLinkField(link, field, LinkFields.None.With(field, then)));
    }

    private bool Do(MapChange change)
    {
        if (!state.Apply(person, change).IsApplied) return false;
        made.Add(new LoggedChange(state.Sequence, person, change));
        return true;
    }

    /// <summary>The nodes that were, each behind its parent.</summary>
    private IEnumerable<Node> TopDown()
    {
        var next = new Queue<Node>();
        foreach (var root in then.Roots) next.Enqueue(root.Node);
        while (next.TryDequeue(out var node))
        {
            yield return node;
            foreach (var child in node.Children)
                if (!child.IsAlsoUnder) next.Enqueue(child.Node);
        }
    }

    private static IEnumerable<AlsoUnder> UndersOf(MindMap map) => map.Nodes.SelectMany(node => node.AlsoUnder);

    private static bool Has(Node? node, AlsoUnder link) => node is not null && node.AlsoUnder.Any(other => other.Id == link.Id && other.Parent.Id == link.Parent.Id);
}
