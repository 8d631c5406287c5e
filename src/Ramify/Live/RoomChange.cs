using System.Buffers.Binary;
using Ramify.Maps;

namespace Ramify.Live;

/// <summary>A change on its way to the room of its map.</summary>
/// <param name="Map">The map it is for.</param>
/// <param name="Client">Who numbers it: one editor that is open.</param>
/// <param name="N">Its number, ascending from 1 for each client. Sent again under the same number, it is the same change.</param>
/// <param name="Base">The sequence that its author had seen.</param>
/// <param name="Change">What to do.</param>
public sealed record Envelope(Guid Map, Guid Client, long N, long Base, MapChange Change);

/// <summary>What the room says to a change.</summary>
/// <param name="Client">The client's.</param>
/// <param name="N">The change's number.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Sequence">Its place in the log; 0 where it was not applied.</param>
/// <param name="Code">Why not, or a remark on how: one of <see cref="ChangeCodes"/>.</param>
public sealed record Answer(Guid Client, long N, ChangeStatus Status, long Sequence, string? Code);

/// <summary>A change as the room ordered it: an entry of the log, and what everybody in the room is told.</summary>
/// <param name="Sequence">Its place in the log.</param>
/// <param name="Client">Who sent it; empty where it was the server itself, <see cref="FormOf"/> where it was a form of the site.</param>
/// <param name="N">Its number there; its sequence where it was the server itself or a form.</param>
/// <param name="Entry">The change with its author; null where its kind is not known to this version.</param>
public sealed record RoomChange(long Sequence, Guid Client, long N, LoggedChange? Entry)
{
    /// <summary>Whether a form of the site did it; its changes are one step.</summary>
    public bool IsByForm => Client != Guid.Empty && Client.ToByteArray(bigEndian: true).AsSpan(0, 8).IndexOfAnyExcept((byte)0) < 0;

    /// <summary>The client that stands for a form: no editor has such an id.</summary>
    /// <param name="first">The sequence of the first of its changes.</param>
    public static Guid FormOf(long first)
    {
        Span<byte> id = stackalloc byte[16];
        id.Clear();
        BinaryPrimitives.WriteInt64BigEndian(id[8..], first);
        return new Guid(id, bigEndian: true);
    }
}

/// <summary>Somebody in a room.</summary>
/// <param name="Client">The editor that is open.</param>
/// <param name="Name">The name shown.</param>
/// <param name="Node">The selected node; null where there is none.</param>
/// <param name="Colour">A colour of the branch palette by its number, 1 to 8.</param>
public sealed record Presence(Guid Client, string Name, Guid? Node, int Colour);
