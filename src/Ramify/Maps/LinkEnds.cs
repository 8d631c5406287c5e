namespace Ramify.Maps;

/// <summary>The links of a map by the nodes where they start and end.</summary>
internal sealed class LinkEnds
{
    private readonly Dictionary<Guid, HashSet<Link>> byNode = [];

    public LinkEnds(IEnumerable<Link> links)
    {
        foreach (var link in links) Add(link);
    }

    public IReadOnlyCollection<Link> Of(Guid node) => byNode.TryGetValue(node, out var links) ? links : [];

    public void Add(Link link)
    {
        AddAt(link.From.Id, link);
        AddAt(link.To.Id, link);
    }

    public void Remove(Link link)
    {
        RemoveAt(link.From.Id, link);
        RemoveAt(link.To.Id, link);
    }

    private void AddAt(Guid node, Link link)
    {
        if (!byNode.TryGetValue(node, out var links)) byNode[node] = links = [];
        links.Add(link);
    }

    private void RemoveAt(Guid node, Link link)
    {
        if (byNode.TryGetValue(node, out var links) && links.Remove(link) && links.Count == 0) byNode.Remove(node);
    }
}
