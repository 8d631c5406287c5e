using System.Buffers;
using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;

namespace Ramify.Maps;

/// <summary>
/// A <see cref="MapSnapshot"/> as bytes. Layout: "RMS" and a version; then its members in order. Numbers are LEB128; a text is its length in
/// UTF-8 bytes plus one (0 for null) and the bytes; an id is its number in the order of first use, 0 where it is new and 16 bytes follow:
/// most ids are used several times (a node, its children's parent, its writer). Lists have their count before them.
/// </summary>
internal sealed class SnapshotWriter(IBufferWriter<byte> to)
{
    private readonly Dictionary<Guid, int> ids = [];

    public void Write(MapSnapshot map)
    {
        to.Write(SnapshotReader.Magic);
        Put(map.Sequence);
        Put(map.Id);
        Put(map.Info);
        PutAll(map.Nodes, Put);
        PutAll(map.Unders, under => { Put(under.Id); Put(under.Parent); Put(under.Node); Put(under.Key); });
        PutAll(map.Links, link => { Put(link.Id); Put(link.From); Put(link.To); Put(link.Fields); });
        PutAll(map.Tombstones, tombstone => { Put(tombstone.Node); Put(tombstone.Deletion); });
        PutAll(map.Deletions, Put);
        PutAll(map.Stamps, Put);
        PutAll(map.Images, Put);
    }

    private void Put(MapInfo info)
    {
        foreach (var text in (ReadOnlySpan<string?>)[info.Title, info.Description, info.Author, info.Licence, info.Subject, info.Topic,
            info.Level, info.Board, info.Specification, info.Language, info.Date]) Put(text);
        PutAll(info.Tags, Put);
        Put(info.Unknown);
    }

    private void Put(MapSnapshot.NodeData node)
    {
        Put(node.Id);
        Put(node.Parent ?? Guid.Empty);
        Put(node.Key);
        Put(node.Text);
        var details = node.Details;
        Put(details.Equals(NodeDetails.None) ? 0 : 1);
        if (details.Equals(NodeDetails.None)) return;
        Put(details.Note);
        Put(details.Link);
        Put(details.Date);
        PutAll(details.Tags, Put);
        Put(details.Folded ? 1 : 0);
        Put(details.Style.Colour);
        Put((int)details.Style.Shape);
        Put((int)details.Style.Emphasis);
        Put(details.Image);
        Put(details.Unknown);
    }

    private void Put(LinkFields fields)
    {
        Put(fields.Kind);
        Put(fields.Label);
        Put(fields.Sign + 1);
        Put(fields.Strength is null ? 0 : 1);
        if (fields.Strength is { } strength) BinaryPrimitives.WriteDoubleLittleEndian(Room(sizeof(double)), strength);
        Put(fields.Verb);
        Put(fields.Source);
        Put(fields.Evidence);
    }

    private void Put(MapSnapshot.DeletionData deletion)
    {
        Put(deletion.Sequence);
        Put(deletion.Top);
        PutAll(deletion.Nodes, Put);
        PutAll(deletion.Promotions, p => { Put(p.Node); Put(p.Parent ?? Guid.Empty); Put(p.Key); Put(p.Used); });
        PutAll(deletion.Unders, Put);
        PutAll(deletion.Links, link => { Put(link.Id); Put(link.From); Put(link.To); Put(link.Fields); Put(link.By.Sequence); Put(link.By.Person); });
    }

    private void Put(TakenUnder under)
    {
        Put(under.Id);
        Put(under.Parent);
        Put(under.Node);
        Put(under.Key);
        Put(under.By.Sequence);
        Put(under.By.Person);
    }

    private void Put((StampKey Key, Stamp Stamp) entry)
    {
        Put(entry.Key.Id);
        Put(entry.Key.Under);
        Put((int)entry.Key.Register);
        Put(entry.Stamp.Sequence);
        Put(entry.Stamp.Person);
        Put(entry.Stamp.Others);
    }

    private void Put(ImmutableSortedDictionary<string, string> attributes)
    {
        Put(attributes.Count);
        foreach (var (name, value) in attributes)
        {
            Put(name);
            Put(value);
        }
    }

    private void PutAll<T>(ImmutableArray<T> items, Action<T> put)
    {
        Put(items.Length);
        foreach (var item in items) put(item);
    }

    private void Put(Guid id)
    {
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(ids, id, out var known);
        if (!known) number = ids.Count;
        Put(known ? number : 0);
        if (!known) id.TryWriteBytes(Room(16), bigEndian: true, out _);
    }

    private void Put(string? text)
    {
        Put(text is null ? 0 : Encoding.UTF8.GetByteCount(text) + 1L);
        if (text is not null) Encoding.UTF8.GetBytes(text, to);
    }

    private void Put(long number)
    {
        var left = (ulong)number;
        var bytes = to.GetSpan(10);
        var count = 0;
        for (; left >= 0x80; left >>= 7) bytes[count++] = (byte)(left | 0x80);
        bytes[count++] = (byte)left;
        to.Advance(count);
    }

    private Span<byte> Room(int size)
    {
        var room = to.GetSpan(size)[..size];
        to.Advance(size);
        return room;
    }
}

/// <summary>Reads what <see cref="SnapshotWriter"/> wrote. Whatever else it meets makes it fail, never throw.</summary>
internal ref struct SnapshotReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> bytes = bytes;
    private readonly List<Guid> ids = [];
    private readonly string?[] keys = new string?[256];
    private int at;
    private bool failed;

    private delegate T Take<out T>(ref SnapshotReader from);

    /// <summary>The first bytes; the last of them is the version.</summary>
    public static ReadOnlySpan<byte> Magic => "RMS\u0001"u8;

    public MapSnapshot? Read()
    {
        if (!bytes.StartsWith(Magic)) return null;
        at = Magic.Length;
        var map = new MapSnapshot
        {
            Sequence = Number(), Id = Id(), Info = Info(),
            Nodes = All((ref from) => from.Node()),
            Unders = All((ref from) => new MapSnapshot.UnderData(from.Id(), from.Id(), from.Id(), from.Key())),
            Links = All((ref from) => new MapSnapshot.LinkData(from.Id(), from.Id(), from.Id(), from.Fields())),
            Tombstones = All((ref from) => new MapSnapshot.TombstoneData(from.Node(), from.Number())),
            Deletions = All((ref from) => from.Deletion()),
            Stamps = All((ref from) => from.Entry()),
            Images = All((ref from) => from.Text() ?? from.Fail("")),
        };
        return failed || at != bytes.Length || !IsWhole(map) ? null : map;
    }

    /// <summary>Whether every end that a map is tied together by is there.</summary>
    private static bool IsWhole(MapSnapshot map)
    {
        var nodes = new HashSet<Guid>(map.Nodes.Length);
        foreach (var node in map.Nodes)
            if ((node.Parent is { } parent && !nodes.Contains(parent)) || !nodes.Add(node.Id)) return false;
        return map.Unders.All(under => nodes.Contains(under.Parent) && nodes.Contains(under.Node))
            && map.Links.All(link => nodes.Contains(link.From) && nodes.Contains(link.To))
            && map.Tombstones.All(tombstone => nodes.Add(tombstone.Node.Id))
            && map.Deletions.DistinctBy(deletion => deletion.Sequence).Count() == map.Deletions.Length;
    }

    private MapInfo Info() => new()
    {
        Title = Text() ?? Fail(""), Description = Text(), Author = Text(), Licence = Text(), Subject = Text(), Topic = Text(),
        Level = Text(), Board = Text(), Specification = Text(), Language = Text(), Date = Text(), Tags = Tags(), Unknown = Attributes(),
    };

    private MapSnapshot.NodeData Node()
    {
        var (id, parent, key, text) = (Id(), Id(), Key(), Text() ?? Fail(""));
        return new(id, text, Number() == 0 ? NodeDetails.None : Details(), parent == Guid.Empty ? null : parent, key);
    }

    private NodeDetails Details() => new()
    {
        Note = Text(), Link = Text(), Date = Text(), Tags = Tags(), Folded = Number() != 0,
        Style = new NodeStyle((byte)Number(), (NodeShape)Number(), (NodeEmphasis)Number()), Image = Text(), Unknown = Attributes(),
    };

    private LinkFields Fields() => new()
    {
        Kind = Text() ?? Fail(""), Label = Text(), Sign = (sbyte)(Number() - 1), Strength = Number() == 0 ? null : Double(),
        Verb = Text(), Source = Text(), Evidence = Text(),
    };

    private MapSnapshot.DeletionData Deletion() => new(
        Number(), Id(), All((ref from) => from.Id()), All((ref from) => from.Promotion()), All((ref from) => from.Under()),
        All((ref from) => new TakenLink(from.Id(), from.Id(), from.Id(), from.Fields(), from.By())));

    private Promotion Promotion()
    {
        var (node, parent) = (Id(), Id());
        return new(node, parent == Guid.Empty ? null : parent, Key(), Under());
    }

    private TakenUnder Under() => new(Id(), Id(), Id(), Key(), By());

    private Writer By() => new(Number(), Id());

    private (StampKey, Stamp) Entry() => (new(Id(), Id(), (Register)Number()), new(Number(), Id(), Number()));

    private ImmutableArray<string> Tags() => All((ref from) => from.Text() ?? from.Fail(""));

    private ImmutableSortedDictionary<string, string> Attributes()
    {
        var count = Count();
        if (count == 0) return ImmutableSortedDictionary<string, string>.Empty;
        var attributes = ImmutableSortedDictionary.CreateBuilder<string, string>();
        for (var i = 0; i < count && !failed; i++) attributes[Text() ?? Fail("")] = Text() ?? Fail("");
        return attributes.ToImmutable();
    }

    private ImmutableArray<T> All<T>(Take<T> take)
    {
        var count = Count();
        if (count == 0) return [];
        var items = ImmutableArray.CreateBuilder<T>(count);
        while (items.Count < count && !failed) items.Add(take(ref this));
        return items.Count == count ? items.MoveToImmutable() : [];
    }

    /// <summary>A count of things that take a byte each at least: no more than there are bytes.</summary>
    private int Count() => Number() is >= 0 and var count && count <= bytes.Length - at ? (int)count : Fail(0);

    private Guid Id()
    {
        var number = Number();
        if (number != 0) return number > 0 && number <= ids.Count ? ids[(int)number - 1] : Fail(Guid.Empty);
        if (bytes.Length - at < 16) return Fail(Guid.Empty);
        var id = new Guid(bytes.Slice(at, 16), bigEndian: true);
        at += 16;
        ids.Add(id);
        return id;
    }

    /// <summary>An order key. Most are among few: read once, then shared.</summary>
    private string Key()
    {
        var from = at;
        var length = (int)Math.Min(Number(), 100);
        if (failed || length <= 1 || length - 1 > bytes.Length - at) return Fail(OrderKey.First);
        var text = bytes.Slice(at, length - 1);
        var slot = (text[^1] * 31 + length) & 0xFF;
        if (keys[slot] is { } shared && Ascii.Equals(text, shared))
        {
            at += length - 1;
            return shared;
        }
        at = from;
        return keys[slot] = Text()!;
    }

    private string? Text()
    {
        var length = Number();
        if (length == 0) return null;
        if (length < 0 || length - 1 > bytes.Length - at) return Fail<string?>(null);
        var text = Encoding.UTF8.GetString(bytes.Slice(at, (int)length - 1));
        at += (int)length - 1;
        return text;
    }

    private double Double()
    {
        if (bytes.Length - at < sizeof(double)) return Fail(0.0);
        at += sizeof(double);
        return BinaryPrimitives.ReadDoubleLittleEndian(bytes[(at - sizeof(double))..]);
    }

    private long Number()
    {
        var number = 0UL;
        for (var shift = 0; shift < 64 && at < bytes.Length && !failed; shift += 7)
        {
            var part = bytes[at++];
            number |= (ulong)(part & 0x7F) << shift;
            if (part < 0x80) return (long)number;
        }
        return Fail(0L);
    }

    private T Fail<T>(T value)
    {
        failed = true;
        return value;
    }
}
