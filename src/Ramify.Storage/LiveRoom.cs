using System.Collections.Immutable;
using System.Text;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using Ramify.Live;
using Ramify.Maps;

namespace Ramify.Storage;

/// <summary>Something that everybody in a room is told; made once for all of them.</summary>
/// <param name="Kind">"change", "presence" or "reload".</param>
/// <param name="Sequence">Of a change, its place in the log; null for others.</param>
/// <param name="Data">JSON.</param>
public sealed record RoomMessage(string Kind, long? Sequence, string Data)
{
    internal static RoomMessage Of(RoomChange change) => new("change", change.Sequence, Encoding.UTF8.GetString(LiveJson.Write(change)));
}

/// <summary>Somebody who is told what happens in a room. One that does not keep up is dropped; it comes back and asks for what it missed.</summary>
public sealed class RoomReader : IDisposable
{
    /// <summary>So much may wait for a reader.</summary>
    public const int Capacity = 64;

    private readonly LiveRoom room;
    private readonly Channel<RoomMessage> waiting = Channel.CreateBounded<RoomMessage>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    private readonly CancellationTokenSource ended = new();

    internal RoomReader(LiveRoom room, Func<bool> mayRead) => (this.room, MayRead) = (room, mayRead);

    /// <summary>What was missed, in order; before what <see cref="News"/> has.</summary>
    public IReadOnlyList<RoomMessage> Missed { get; internal set; } = [];

    /// <summary>What happens, as it happens. It ends where the reader was too slow, or may look on no longer.</summary>
    public ChannelReader<RoomMessage> News => waiting.Reader;

    internal Func<bool> MayRead { get; }

    internal bool Tell(RoomMessage message) => waiting.Writer.TryWrite(message);

    /// <summary>Cancelled where it ends, whether or not anybody still reads.</summary>
    public CancellationToken Ended => ended.Token;

    internal void End()
    {
        waiting.Writer.TryComplete();
        try
        {
            ended.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Its reader left in the same moment.
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        room.Leave(this);
        ended.Dispose();
    }
}

/// <summary>
/// One map that is open: the room, who listens, who is there. The lock is held for the time of a change in memory, never for a write to
/// the disk; what was taken goes to the log in the order of the lock, and is told when it is stored.
/// </summary>
internal sealed class LiveRoom
{
    private static readonly RoomMessage Reload = new("reload", null, "{}");
    private readonly Lock gate = new();
    private readonly Library library;
    private readonly Room room;
    private readonly List<RoomReader> readers = [];
    private readonly Presences presences = new();
    private Task lastStored = Task.CompletedTask;
    private bool hasPeopleNews;
    private byte[]? snapshotBytes;
    private long snapshotSequence = -1;

    public LiveRoom(Library library, Guid map, MapSnapshot snapshot, IEnumerable<RoomChange> tail)
    {
        (this.library, Map) = (library, map);
        room = new Room(snapshot, tail, client => Ask(connection => ChangeLog.NewestOf(connection, map, client)), (client, n) => Ask(connection => ChangeLog.Recall(connection, map, client, n)));
        Settled = snapshot.Sequence;
        Published = room.State.Sequence;
        LastUsed = library.Clock.GetUtcNow();
    }

    public Guid Map { get; }

    /// <summary>Whether memory is ahead of the disk in a way that nobody knows: nothing more is taken here.</summary>
    public bool IsLost { get; private set; }

    /// <summary>The last change that is stored and was told.</summary>
    public long Published { get; private set; }

    /// <summary>The sequence of the document in map_doc.</summary>
    public long Settled { get; private set; }

    public DateTimeOffset LastUsed { get; private set; }

    /// <summary>When somebody last changed something; null where nobody has since the room opened.</summary>
    public DateTimeOffset? LastChange { get; private set; }

    public bool IsListenedTo
    {
        get
        {
            lock (gate) return readers.Count > 0;
        }
    }

    /// <summary>Takes changes of an editor, and waits until they are stored.</summary>
    /// <returns>The answers; null where the room was lost: ask the next one.</returns>
    public Task<IReadOnlyList<Answer>>? Take(Visitor by, IReadOnlyList<Envelope> changes)
    {
        lock (gate)
        {
            if (IsLost) return null;
            var writer = by.WriterIn(Map);
            var taken = changes.Select(change => FaultOf(change.Change) is not { } fault ? room.Take(writer, change)
                : new Taken(new Answer(change.Client, change.N, ChangeStatus.Refused, 0, fault), [])).ToList();
            Store(by, [.. taken.SelectMany(t => t.Entries)]);
            return AfterStored(lastStored, [.. taken.Select(t => t.Answer)]);
        }
    }

    /// <summary>Everybody is told what is stored. Called in the order of storing.</summary>
    public void Publish(ChangeLog.Append append)
    {
        lock (gate)
        {
            foreach (var entry in append.Entries) Tell(RoomMessage.Of(entry));
            Published = append.Entries[^1].Sequence;
            LastChange = library.Clock.GetUtcNow();
        }
        append.Stored.TrySetResult();
    }

    /// <summary>What was taken could not be stored: memory is thrown away, and those who wait are told to send again.</summary>
    public void Lose(ChangeLog.Append append, Exception? why)
    {
        Lose();
        append.Stored.TrySetException(why as StoreException ?? new StoreException(StoreFault.Unknown, why));
    }

    /// <summary>Ends the room. Its readers come back to the next one.</summary>
    public void Lose()
    {
        lock (gate)
        {
            IsLost = true;
            foreach (var reader in readers) ThreadPool.UnsafeQueueUserWorkItem(ended => ended.End(), reader, preferLocal: false);
            readers.Clear();
        }
    }

    /// <summary>Begins to listen after a sequence, from now on where it is below 0; null where the room was lost.</summary>
    public RoomReader? Listen(long after, Func<bool> mayRead)
    {
        var reader = new RoomReader(this, mayRead);
        long until;
        lock (gate)
        {
            if (IsLost) return null;
            readers.Add(reader);
            (until, hasPeopleNews, LastUsed) = (Published, true, library.Clock.GetUtcNow());
        }
        reader.Missed = after > until ? [Reload] : after == until || after < 0 ? [] : MissedAfter(after, until);
        return reader;
    }

    public void Leave(RoomReader reader)
    {
        lock (gate) readers.Remove(reader);
        reader.End();
    }

    public void Meet(Guid client, string name, Guid? node)
    {
        lock (gate) hasPeopleNews |= presences.Put(client, name, node, library.Clock.GetUtcNow());
    }

    public void Part(Guid client)
    {
        lock (gate) hasPeopleNews |= presences.Remove(client);
    }

    /// <summary>Tells who is there, where that changed: a few times a second at most, however busy they are.</summary>
    public void TellPeople()
    {
        lock (gate)
        {
            if (!presences.Expire(library.Clock.GetUtcNow()) && !hasPeopleNews) return;
            hasPeopleNews = false;
            Tell(new RoomMessage("presence", null, Encoding.UTF8.GetString(LiveJson.Write(presences.All))));
        }
    }

    /// <summary>Sends away whoever may look on no longer. Nothing that happens later reaches them.</summary>
    public void Recheck()
    {
        List<RoomReader> all;
        lock (gate) all = [.. readers];
        foreach (var reader in all.Where(reader => !reader.MayRead())) Leave(reader);
    }

    /// <summary>Takes over what another process, or a form of the site, stored.</summary>
    public void Follow(SqliteConnection connection)
    {
        lock (gate)
        {
            // What is on its way to the log here would be met twice; the fence decides about it.
            if (IsLost || room.State.Sequence != Published || ChangeLog.Last(connection, Map) == Published) return;
            foreach (var change in ChangeLog.After(connection, Map, Published))
            {
                if (change.Entry is null)
                {
                    Tell(Reload);
                    Lose();
                    return;
                }
                room.Follow(change);
                Tell(RoomMessage.Of(change));
                Published = change.Sequence;
            }
        }
    }

    /// <summary>The stored state as bytes, for an editor's start; null while something is on its way to the disk.</summary>
    public (long Sequence, byte[] Bytes)? SnapshotBytes()
    {
        lock (gate)
        {
            if (IsLost || room.State.Sequence != Published) return null;
            if (snapshotBytes is null || snapshotSequence != Published) (snapshotBytes, snapshotSequence) = (room.State.Snapshot().Write(), Published);
            LastUsed = library.Clock.GetUtcNow();
            return (Published, snapshotBytes);
        }
    }

    /// <summary>What is taken by now, and when it is stored.</summary>
    public (MapSnapshot Snapshot, MapInfo Info, int NodeCount, Task Stored)? TakeSnapshot()
    {
        lock (gate)
        {
            if (IsLost || room.State.Sequence == Settled) return null;
            return (room.Snapshot(), room.State.Map.Info, room.State.Map.NodeCount, lastStored);
        }
    }

    public void HasSettled(long sequence) => Settled = Math.Max(Settled, sequence);

    public bool WantsSnapshot
    {
        get
        {
            lock (gate) return room.WantsSnapshot;
        }
    }

    public Task Stored
    {
        get
        {
            lock (gate) return lastStored;
        }
    }

    /// <summary>
    /// Why a change is not taken here; null where it may be. Subject, licence and the like are checked by the form that sets them; an image is the
    /// map's once its bytes are, or nodes would show what is not there.
    /// </summary>
    private string? FaultOf(MapChange change) => change switch
    {
        MapChange.SetMapField c => c.Field is MapField.Title or MapField.Description or MapField.Language or MapField.Tags ? null : ChangeCodes.NotAllowed,
        MapChange.AttachImage c => library.MapImages.Has(Map, c.Hash) ? null : ChangeCodes.Unknown,
        MapChange.Undo { Inverse.IsDefaultOrEmpty: false } c => c.Inverse.Select(FaultOf).FirstOrDefault(fault => fault is not null),
        _ => null,
    };

    private static async Task<IReadOnlyList<Answer>> AfterStored(Task stored, ImmutableArray<Answer> answers)
    {
        await stored;
        return answers;
    }

    private void Store(Visitor by, List<RoomChange> entries)
    {
        LastUsed = library.Clock.GetUtcNow();
        if (entries.Count > 0) lastStored = library.Rooms.Log.Add(this, by, entries);
    }

    /// <summary>Tells every reader; whoever has no room for more is dropped.</summary>
    private void Tell(RoomMessage message) => readers.RemoveAll(reader =>
    {
        if (reader.Tell(message)) return false;
        // Not within the lock: whoever waits for the end may come back at once.
        ThreadPool.UnsafeQueueUserWorkItem(dropped => dropped.End(), reader, preferLocal: false);
        return true;
    });

    private List<RoomMessage> MissedAfter(long after, long until)
    {
        var missed = Ask(connection => ChangeLog.After(connection, Map, after, RoomHost.MostMissed + 1)).FindAll(change => change.Sequence <= until);
        return missed.Count > RoomHost.MostMissed || missed.Exists(change => change.Entry is null) || missed.FirstOrDefault()?.Sequence != after + 1
            ? [Reload] : missed.ConvertAll(RoomMessage.Of);
    }

    private T Ask<T>(Func<SqliteConnection, T> ask)
    {
        using var connection = library.Connect();
        return ask(connection);
    }
}
