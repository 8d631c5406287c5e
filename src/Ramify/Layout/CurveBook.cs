using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>A link or an also-under link between two nodes of a map.</summary>
/// <param name="Id">Its id.</param>
/// <param name="From">Id of the node where it starts.</param>
/// <param name="To">Id of the node where it ends.</param>
/// <param name="Link">The link; null for an also-under link.</param>
internal sealed record CurveEntry(Guid Id, Guid From, Guid To, Link? Link)
{
    /// <summary>Whether both ends are shown, so that it takes room.</summary>
    public bool IsShown { get; init; }

    /// <summary>Whether a chip stands for it; decided when it is first shown, null before.</summary>
    public bool? IsChip { get; init; }
}

/// <summary>
/// The links of a map by the nodes where they start and end: the small index of what is drawn across the tree. A curve is
/// found by its ends, since one without an end in sight is not drawn.
/// </summary>
internal sealed class CurveBook
{
    private readonly Dictionary<Guid, CurveEntry> entries = [];
    private readonly Dictionary<Guid, SortedSet<(bool IsLink, Guid Id)>> byNode = [];

    public CurveBook(MindMap map)
    {
        if (map.AlsoUnderCount > 0)
            foreach (var node in map.Nodes)
                foreach (var link in node.AlsoUnder) Put(Of(link));
        foreach (var link in map.Links) Put(Of(link));
    }

    private CurveBook(CurveBook from)
    {
        entries = new(from.entries);
        foreach (var (node, ids) in from.byNode) byNode.Add(node, [.. ids]);
    }

    public int Count => entries.Count;

    /// <summary>Whether a curve is a chip; null while nobody has decided.</summary>
    public bool? IsChip(Guid id) => entries.TryGetValue(id, out var entry) ? entry.IsChip : null;

    public IEnumerable<CurveEntry> All => entries.Values;

    public CurveBook Copy() => new(this);

    /// <summary>The curves at a node, also-under links first, else by id.</summary>
    public IEnumerable<CurveEntry> At(Guid node) => byNode.TryGetValue(node, out var ids) ? ids.Select(at => entries[at.Id]) : [];

    public bool HasAny(Guid node) => entries.Count > 0 && byNode.ContainsKey(node);

    public void Put(CurveEntry entry)
    {
        if (entries.ContainsKey(entry.Id)) Remove(entry.Id);
        entries.Add(entry.Id, entry);
        AddAt(entry.From, entry);
        AddAt(entry.To, entry);
    }

    public void Replace(CurveEntry entry) => entries[entry.Id] = entry;

    public void Remove(Guid id)
    {
        if (!entries.Remove(id, out var entry)) return;
        RemoveAt(entry.From, entry);
        RemoveAt(entry.To, entry);
    }

    /// <summary>Brings the curves of one node in line with the map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="id">The node, live or deleted.</param>
    /// <param name="ends">Where the ids of all nodes go at which something changed.</param>
    /// <param name="isNew">Whether the node came just now: then those that it is a further parent of are looked at too.</param>
    public void Refresh(MindMap map, Guid id, HashSet<Guid> ends, bool isNew)
    {
        var node = map.Find(id);
        foreach (var entry in At(id).ToList())
        {
            if (node is not null && Stands(map, entry)) continue;
            ends.Add(entry.From);
            ends.Add(entry.To);
            Remove(entry.Id);
        }
        if (node is null) return;
        foreach (var link in node.AlsoUnder) Renew(Of(link), ends);
        foreach (var link in map.LinksOf(node)) Renew(Of(link), ends);
        if (!isNew) return;
        foreach (var child in node.Children)
            if (child.Link is { } link) Renew(Of(link), ends);
    }

    private void Renew(CurveEntry entry, HashSet<Guid> ends)
    {
        if (entries.TryGetValue(entry.Id, out var old) && old.From == entry.From && old.To == entry.To)
        {
            Replace(entry with { IsShown = old.IsShown, IsChip = old.IsChip });
            return;
        }
        if (old is not null)
        {
            ends.Add(old.From);
            ends.Add(old.To);
        }
        Put(entry);
        ends.Add(entry.From);
        ends.Add(entry.To);
    }

    private static bool Stands(MindMap map, CurveEntry entry) => entry.Link is null
        ? map.Find(entry.To) is { } node && node.AlsoUnder.Any(link => link.Id == entry.Id && link.Parent.Id == entry.From)
        : map.FindLink(entry.Id) is { } link && link.From.Id == entry.From && link.To.Id == entry.To;

    private static CurveEntry Of(AlsoUnder link) => new(link.Id, link.Parent.Id, link.Node.Id, null);

    private static CurveEntry Of(Link link) => new(link.Id, link.From.Id, link.To.Id, link);

    private void AddAt(Guid node, CurveEntry entry)
    {
        if (!byNode.TryGetValue(node, out var ids)) byNode[node] = ids = [];
        ids.Add((entry.Link is not null, entry.Id));
    }

    private void RemoveAt(Guid node, CurveEntry entry)
    {
        if (byNode.TryGetValue(node, out var ids) && ids.Remove((entry.Link is not null, entry.Id)) && ids.Count == 0) byNode.Remove(node);
    }
}
