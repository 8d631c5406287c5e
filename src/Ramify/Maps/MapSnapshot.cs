using System.Buffers;
using System.Collections.Immutable;

namespace Ramify.Maps;

/// <summary>
/// A <see cref="MapState"/> at one sequence as immutable data: the map, its deleted part, and who wrote what last.
/// A snapshot and the log after it give the same state as the whole log.
/// </summary>
public sealed record MapSnapshot
{
    internal MapSnapshot() { }

    /// <summary>The sequence of the last change in it.</summary>
    public long Sequence { get; internal init; }

    /// <summary>The map's identity.</summary>
    public Guid Id { get; internal init; }

    internal MapInfo Info { get; init; } = MapInfo.None;

    /// <summary>The live nodes, parents before children.</summary>
    internal ImmutableArray<NodeData> Nodes { get; init; }

    /// <summary>The also-under links, those of one node in its own order of them.</summary>
    internal ImmutableArray<UnderData> Unders { get; init; }

    internal ImmutableArray<LinkData> Links { get; init; }

    internal ImmutableArray<TombstoneData> Tombstones { get; init; }

    internal ImmutableArray<DeletionData> Deletions { get; init; }

    internal ImmutableArray<(StampKey Key, Stamp Stamp)> Stamps { get; init; }

    internal ImmutableArray<string> Images { get; init; }

    /// <summary>A map as it was read, at a place of its log: nobody has written anything yet.</summary>
    public static MapSnapshot Of(MindMap map, long sequence) => new MapState(map).Snapshot() with { Sequence = sequence };

    internal static MapSnapshot Of(MapState state) => new()
    {
        Sequence = state.Sequence,
        Id = state.Map.Id,
        Info = state.Map.Info,
        Nodes = [.. state.Map.Nodes.Select(node => NodeData.Of(node, node.Parent?.Id, node.Key))],
        Unders = [.. state.Map.Nodes.SelectMany(node => node.AlsoUnder).Select(UnderData.Of)],
        Links = [.. state.Map.Links.Select(LinkData.Of)],
        Tombstones = [.. state.Deletions.Tombstones.Values.Select(TombstoneData.Of)],
        Deletions = [.. state.Deletions.All.Select(d => DeletionData.Of(d.Key, d.Value))],
        Stamps = [.. state.Stamps.All.Select(s => (s.Key, s.Value))],
        Images = [.. state.Images],
    };

    /// <summary>Reads what <see cref="Write()"/> wrote; null where the bytes are damaged, or of a newer version.</summary>
    public static MapSnapshot? Read(ReadOnlySpan<byte> bytes) => new SnapshotReader(bytes).Read();

    /// <summary>All of it as compact bytes, for storage and for a start in the browser. Compresses to about a third.</summary>
    public byte[] Write()
    {
        var bytes = new ArrayBufferWriter<byte>(64 + Nodes.Length * 64);
        new SnapshotWriter(bytes).Write(this);
        return bytes.WrittenSpan.ToArray();
    }

    /// <summary>The state that this is a snapshot of, with a map of its own.</summary>
    /// <param name="limits">What later changes may not exceed; those for uploads where null.</param>
    public MapState ToState(MapLimits? limits = null)
    {
        var state = new MapState(ToMap(), limits) { Sequence = Sequence };
        foreach (var tombstone in Tombstones) state.Deletions.Put(tombstone.ToTombstone());
        foreach (var deletion in Deletions) state.Deletions.Put(deletion.Sequence, deletion.ToDeletion());
        foreach (var (key, stamp) in Stamps) state.Stamps.Put(key, stamp);
        state.Images.UnionWith(Images);
        return state;
    }

    private MindMap ToMap()
    {
        var map = new MindMap(Id, Info);
        foreach (var node in Nodes) map.Attach(node.ToNode(), node.Parent is { } parent ? map.Find(parent)! : map.Top, node.Key);
        foreach (var under in Unders)
            map.AttachAlsoUnder(new AlsoUnder(under.Id, map.Find(under.Parent)!, map.Find(under.Node)!, under.Key));
        foreach (var link in Links) map.PutLink(link.Fields.Between(link.Id, map.Find(link.From)!, map.Find(link.To)!));
        return map;
    }

    internal sealed record NodeData(Guid Id, string Text, NodeDetails Details, Guid? Parent, string Key)
    {
        public static NodeData Of(Node node, Guid? parent, string key) => new(node.Id, node.Text, node.Details, parent, key);

        public Node ToNode() => new(Id, Text) { Details = Details };
    }

    internal sealed record UnderData(Guid Id, Guid Parent, Guid Node, string Key)
    {
        public static UnderData Of(AlsoUnder link) => new(link.Id, link.Parent.Id, link.Node.Id, link.Key);
    }

    internal sealed record LinkData(Guid Id, Guid From, Guid To, LinkFields Fields)
    {
        public static LinkData Of(Link link) => new(link.Id, link.From.Id, link.To.Id, LinkFields.Of(link));
    }

    internal sealed record TombstoneData(NodeData Node, long Deletion)
    {
        public static TombstoneData Of(Tombstone t) => new(NodeData.Of(t.Node, t.Parent, t.Key), t.Deletion);

        public Tombstone ToTombstone() => new(Node.ToNode(), Node.Parent, Node.Key, Deletion);
    }

    internal sealed record DeletionData(
        long Sequence, Guid Top, ImmutableArray<Guid> Nodes, ImmutableArray<Promotion> Promotions,
        ImmutableArray<TakenUnder> Unders, ImmutableArray<TakenLink> Links)
    {
        public static DeletionData Of(long sequence, Deletion d) =>
            new(sequence, d.Top, [.. d.Nodes], [.. d.Promotions], [.. d.Unders], [.. d.Links]);

        public Deletion ToDeletion() =>
            new(Top) { Nodes = [.. Nodes], Promotions = [.. Promotions], Unders = [.. Unders], Links = [.. Links] };
    }
}
