using System.Collections.Concurrent;
using Ramify.Live;
using Ramify.Maps;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>
/// The maps that are open for editing, each by one room in this process. Another process may hold the same map: the log's key is the fence
/// between them, and each takes over what the other stored.
/// </summary>
public sealed class RoomHost
{
    /// <summary>Whoever missed more than this loads the map anew.</summary>
    public const int MostMissed = 500;

    // A page shows edits after a pause; nobody waits for it, so that typing does not write a document a word.
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1.5);
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SittingTime = TimeSpan.FromMinutes(10);
    private const int Attempts = 4;

    private readonly Library library;
    private readonly ConcurrentDictionary<Guid, Lazy<LiveRoom?>> rooms = new();
    private readonly ConcurrentDictionary<Guid, long> versionAt = new();
    private LibraryWatch? watch;

    internal RoomHost(Library library) => (this.library, Log) = (library, new ChangeLog(library));

    internal ChangeLog Log { get; }

    /// <summary>What somebody may do with a map.</summary>
    /// <param name="map">The map.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="link">The secret of a link or of a draft's address, where that is the way in.</param>
    public RoomAccess AccessOf(Guid map, Visitor by, string? link)
    {
        using var connection = library.Connect();
        return Editors.Of(connection, map, by, link);
    }

    /// <summary>The map if somebody may edit it; else null.</summary>
    public StoredMap? FindEditable(Guid map, Visitor by)
    {
        using var connection = library.Connect();
        return Editors.MayEdit(connection, map, by) ? MapRows.One(connection, "id = @id", ("@id", map)) : null;
    }

    /// <summary>Takes changes. They are on the disk when the answers come.</summary>
    /// <exception cref="StoreException">They were not stored, or nobody knows; sent again they are the same changes.</exception>
    public async Task<IReadOnlyList<Answer>> Take(Guid map, Visitor by, IReadOnlyList<Envelope> changes)
    {
        if (Log.IsFull) throw new StoreException(StoreFault.Busy);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                if (Open(map) is not { } room) throw new StoreException(StoreFault.NotAllowed);
                if (room.Take(by, changes) is { } answers) return await answers;
            }
            // Memory was thrown away with the room; the log knows what was stored.
            catch (StoreException failure) when (failure.Fault == StoreFault.Unknown && attempt < Attempts)
            {
            }
            if (attempt == Attempts) throw new StoreException(StoreFault.Unknown);
        }
    }

    /// <summary>Begins to listen; null where there is no such map. Dispose it when done.</summary>
    /// <param name="map">The map.</param>
    /// <param name="after">The last sequence that the reader has.</param>
    /// <param name="mayRead">Asked again and again while it listens.</param>
    public RoomReader? Listen(Guid map, long after, Func<bool> mayRead)
    {
        for (var attempt = 1; attempt <= Attempts; attempt++)
            if (Open(map) is not { } room) return null;
            else if (room.Listen(after, mayRead) is { } reader) return reader;
        return null;
    }

    /// <summary>The log after a sequence, at most <see cref="MostMissed"/> changes of it.</summary>
    public IReadOnlyList<RoomChange> After(Guid map, long sequence)
    {
        using var connection = library.Connect();
        return ChangeLog.After(connection, map, sequence, MostMissed);
    }

    /// <summary>The stored state of a map as bytes of <see cref="MapSnapshot.Write"/>; null where there is no such map. Made once for each sequence.</summary>
    public async Task<(long Sequence, byte[] Bytes)?> Snapshot(Guid map)
    {
        while (Open(map) is { } room)
        {
            if (room.SnapshotBytes() is { } snapshot) return snapshot;
            // Something is on its way to the disk; where that fails, the next room has what is there.
            await room.Stored.ContinueWith(_ => { }, TaskScheduler.Default);
        }
        return null;
    }

    /// <summary>Somebody is there, at a node. Nothing of it is stored.</summary>
    public void Meet(Guid map, Guid client, string name, Guid? node) => Open(map)?.Meet(client, name, node);

    /// <summary>Somebody has left.</summary>
    public void Part(Guid map, Guid client) => Find(map)?.Part(client);

    /// <summary>Who may come to a map has changed: whoever may no longer is sent away at once.</summary>
    internal void Recheck(Guid map) => Find(map)?.Recheck();

    /// <summary>The log has something new from a form of the site: whoever has the map open is told at once.</summary>
    internal void Follow(Guid map)
    {
        if (Find(map) is not { } room) return;
        using var connection = library.Connect();
        room.Follow(connection);
        // The form wrote document and row.
        room.HasSettled(room.Published);
    }

    /// <summary>The map was replaced by another document, or is gone: whoever has it open loads it anew.</summary>
    internal void Replaced(Guid map)
    {
        if (rooms.TryRemove(map, out var room)) room.Value?.Lose();
    }

    /// <summary>Tells rooms who is in them, and takes over what other processes stored. For several times a second.</summary>
    public void Tick()
    {
        var hasNews = watch is null;
        hasNews |= (watch ??= library.Watch()).HasChanged();
        foreach (var room in Rooms())
        {
            room.TellPeople();
            if (!hasNews) continue;
            using var connection = library.Connect();
            room.Follow(connection);
        }
    }

    /// <summary>Sends away who may look on no longer, writes documents of maps that rest, and closes rooms that nobody uses. For every second or two.</summary>
    public async Task Settle()
    {
        var now = library.Clock.GetUtcNow();
        foreach (var room in Rooms())
        {
            room.Recheck();
            if (room.WantsSnapshot || now - room.LastChange > Pause) await Settle(room);
            if (!room.IsListenedTo && now - room.LastUsed > IdleTime && room.Settled == room.Published) Replaced(room.Map);
        }
    }

    /// <summary>Writes the documents of all open maps: before the program ends.</summary>
    public async Task SettleAll()
    {
        foreach (var room in Rooms()) await Settle(room);
    }

    private IEnumerable<LiveRoom> Rooms() => rooms.Values.Where(room => room.IsValueCreated).Select(room => room.Value).OfType<LiveRoom>();

    private LiveRoom? Find(Guid map) => rooms.TryGetValue(map, out var room) ? room.Value : null;

    private LiveRoom? Open(Guid map)
    {
        while (true)
        {
            var opening = rooms.GetOrAdd(map, id => new Lazy<LiveRoom?>(() => Read(id)));
            try
            {
                if (opening.Value is { IsLost: false } room) return room;
                rooms.TryRemove(new(map, opening));
                if (opening.Value is null) return null;
            }
            catch
            {
                rooms.TryRemove(new(map, opening));
                throw;
            }
        }
    }

    private LiveRoom? Read(Guid map)
    {
        using var connection = library.Connect();
        return MapDocuments.Snapshot(connection, map) is { } snapshot ? new LiveRoom(library, map, snapshot, ChangeLog.KnownAfter(connection, map, snapshot.Sequence)) : null;
    }

    private async Task Settle(LiveRoom room)
    {
        if (room.TakeSnapshot() is not var (snapshot, info, count, stored)) return;
        try
        {
            await stored;
        }
        catch (StoreException)
        {
            return;
        }
        KeepDocument(room.Map, snapshot, info, count);
        room.HasSettled(snapshot.Sequence);
    }

    /// <summary>A snapshot becomes the map's document, and its row says what the map now says; once a sitting, and each 500 changes, what was is kept as a version.</summary>
    private void KeepDocument(Guid map, MapSnapshot snapshot, MapInfo info, int count)
    {
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        if (MapRows.One(connection, "id = @id", ("@id", map)) is not { } row) return;
        var isNewSitting = library.Clock.GetUtcNow() - row.ChangedAt > SittingTime;
        if (row.Owner is not null && (isNewSitting || snapshot.Sequence - versionAt.GetOrAdd(map, snapshot.Sequence) >= Room.SnapshotEvery))
        {
            OwnMaps.KeepVersion(connection, row, MapDocuments.Find(connection, map)!, library.Clock.GetUtcNow());
            versionAt[map] = snapshot.Sequence;
        }
        library.OwnMaps.PutRow(connection, row, info, count);
        MapDocuments.Put(connection, map, snapshot);
        transaction.Commit();
    }
}
