using System.Runtime.InteropServices;

namespace Ramify.Maps;

/// <summary>A change's author and place in the log, while it is applied.</summary>
internal readonly record struct Writer(long Sequence, Guid Person);

/// <summary>What of a thing is written as one: the last writer wins for each.</summary>
internal enum Register : byte
{
    /// <summary>A node or link with everything it came with.</summary>
    Created,
    /// <summary>Whether it is there: deleted, restored, linked, unlinked.</summary>
    Life,
    /// <summary>Parent and order key together.</summary>
    Place,
    Text,
    /// <summary>The first of the registers of <see cref="NodeField"/>, in its order.</summary>
    NodeFields,
    /// <summary>The first of the registers of <see cref="LinkField"/>, in its order.</summary>
    LinkFields = NodeFields + NodeField.Image + 1,
    /// <summary>The first of the registers of <see cref="MapField"/>, in its order.</summary>
    MapFields = LinkFields + LinkField.Key + 1,
}

/// <summary>The name of one register of a map.</summary>
/// <param name="Id">A node or a link; empty for the map itself; the parent for an also-under link.</param>
/// <param name="Under">The node of an also-under link, which is named by its ends since they can have one only.</param>
/// <param name="Register">Which register of it.</param>
internal readonly record struct StampKey(Guid Id, Guid Under, Register Register)
{
    public static StampKey Of(Guid id, Register register) => new(id, Guid.Empty, register);

    public static StampKey Of(Guid node, NodeField field) => new(node, Guid.Empty, Register.NodeFields + (byte)field);

    public static StampKey Of(Guid link, LinkField field) => new(link, Guid.Empty, Register.LinkFields + (byte)field);

    public static StampKey Of(MapField field) => new(Guid.Empty, Guid.Empty, Register.MapFields + (byte)field);

    public static StampKey LifeOf(Guid parent, Guid node) => new(parent, node, Register.Life);

    public static StampKey KeyOf(Guid parent, Guid node) => new(parent, node, Register.LinkFields + (byte)LinkField.Key);

    public static StampKey LifeOf(AlsoUnder link) => LifeOf(link.Parent.Id, link.Node.Id);

    public static StampKey KeyOf(AlsoUnder link) => KeyOf(link.Parent.Id, link.Node.Id);
}

/// <summary>Who wrote a register last, and when somebody else last did.</summary>
/// <param name="Sequence">The last write.</param>
/// <param name="Person">Its author.</param>
/// <param name="Others">The last write by another than <paramref name="Person"/>; 0 where there is none.</param>
internal readonly record struct Stamp(long Sequence, Guid Person, long Others);

/// <summary>
/// The last writers of a map's registers. Sparse: what nobody has written since the map was read costs nothing.
/// </summary>
internal sealed class Stamps
{
    private readonly Dictionary<StampKey, Stamp> stamps = [];

    public IReadOnlyDictionary<StampKey, Stamp> All => stamps;

    public Journal? Journal { get; set; }

    public void Write(StampKey key, Writer by)
    {
        Journal?.Entry(stamps, key);
        ref var stamp = ref CollectionsMarshal.GetValueRefOrAddDefault(stamps, key, out var known);
        var others = !known ? 0 : stamp.Person == by.Person ? stamp.Others : stamp.Sequence;
        stamp = new Stamp(by.Sequence, by.Person, others);
    }

    public void Put(StampKey key, Stamp stamp) => stamps[key] = stamp;

    /// <summary>The sequence of the last write; 0 for what stands as it was read.</summary>
    public long SequenceOf(StampKey key) => stamps.GetValueOrDefault(key).Sequence;

    /// <summary>Whether another than this person has written the register after a sequence.</summary>
    public bool OthersWrote(StampKey key, Guid person, long after) =>
        stamps.TryGetValue(key, out var stamp) && (stamp.Person == person ? stamp.Others : stamp.Sequence) > after;

    public bool OthersWrote(Guid id, Register first, Register last, Guid person, long after)
    {
        for (var register = first; register <= last; register++)
            if (OthersWrote(StampKey.Of(id, register), person, after)) return true;
        return false;
    }

    /// <summary>Whether another has written anything of a node after a sequence.</summary>
    public bool OthersWroteNode(Guid node, Guid person, long after) =>
        OthersWrote(node, Register.Created, Register.LinkFields - 1, person, after);

    /// <summary>Whether another has written anything of a link after a sequence.</summary>
    public bool OthersWroteLink(Guid link, Guid person, long after) =>
        OthersWrote(link, Register.Created, Register.MapFields - 1, person, after);

    /// <summary>Whether another has written anything of an also-under link after a sequence.</summary>
    public bool OthersWroteUnder(Guid parent, Guid node, Guid person, long after) =>
        OthersWrote(StampKey.LifeOf(parent, node), person, after) || OthersWrote(StampKey.KeyOf(parent, node), person, after);
}
