using Microsoft.Data.Sqlite;
using Ramify.Maps;
using Ramify.Storage.Model;
using Ramify.Text;

namespace Ramify.Storage;

/// <summary>A person keeps as much as one may; the message says what to do.</summary>
public sealed class QuotaException(string message) : Exception(message);

/// <summary>The maps of a person: private until shared, every text they had kept, a bin before they are gone.</summary>
public sealed class OwnMaps
{
    /// <summary>A map in the bin is deleted after so long.</summary>
    public static readonly TimeSpan BinTime = TimeSpan.FromDays(30);
    private readonly Library library;

    internal OwnMaps(Library library) => this.library = library;

    /// <summary>Keeps a map as a new private one.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="author">The owner's display name.</param>
    /// <param name="map">What was pasted; it gets an id of its own.</param>
    /// <param name="images">The images that it shows.</param>
    public Guid Add(Guid owner, string author, MindMap map, IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? images = null)
    {
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        var id = Add(connection, owner, author, map, images);
        transaction.Commit();
        return id;
    }

    /// <summary>A map of this person that is not in the bin; null where there is none, or it is somebody else's.</summary>
    public StoredMap? Find(Guid owner, Guid id)
    {
        using var connection = library.Connect();
        return MapRows.One(connection, "id = @id AND owner = @owner AND visibility <> 'Binned'", ("@id", id), ("@owner", owner));
    }

    /// <summary>A person's maps, the last changed first; those in the bin apart.</summary>
    public IReadOnlyList<StoredMap> Of(Guid owner, bool binned = false)
    {
        using var connection = library.Connect();
        return connection.Rows(MapRows.Read, $"""
            SELECT {MapRows.Columns} FROM map WHERE owner = @owner AND (visibility = 'Binned') = @binned ORDER BY changed_at DESC, id
            """, ("@owner", owner), ("@binned", binned ? 1 : 0));
    }

    /// <summary>Drafts that this browser made and nobody has taken along.</summary>
    public IReadOnlyList<StoredMap> DraftsOf(string? secret)
    {
        if (secret is null) return [];
        using var connection = library.Connect();
        return connection.Rows(MapRows.Read, $"SELECT {MapRows.Columns} FROM map WHERE owner_hash = @hash AND visibility = 'Draft' ORDER BY changed_at DESC", ("@hash", Secret.Hash(secret)));
    }

    /// <summary>Makes a browser's draft a private map of a person; its former address is gone for everybody else.</summary>
    /// <returns>Whether the draft was there and this browser's.</returns>
    public bool Take(Guid owner, string author, Guid draft, string secret)
    {
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        if (MapRows.One(connection, "id = @id AND visibility = 'Draft'", ("@id", draft)) is not { } row || !row.IsOwnedBy(secret)) return false;
        KeepWithin(connection, owner);
        (row.Owner, row.Visibility, row.DraftToken, row.OwnerHash) = (owner, Visibility.Private, null, null);
        Put(connection, row, Open(connection, row), info => info with { Author = author });
        transaction.Commit();
        library.Rooms.Replaced(draft);
        return true;
    }

    /// <summary>Puts another text in the place of a map's; the former is kept as a version.</summary>
    public void Replace(StoredMap row, MindMap read, IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? images = null)
    {
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        KeepWithin(connection, row.Owner!.Value, 0);
        var former = Open(connection, row);
        KeepVersion(connection, row, MapDocuments.Pack(former), library.Clock.GetUtcNow());
        // A text says little of title and nothing of subject; those stay.
        Put(connection, row, read, _ => former.Info);
        MapImages.Put(connection, row.Id, read, images);
        transaction.Commit();
        library.Rooms.Replaced(row.Id);
    }

    /// <summary>
    /// Takes over what somebody did to the text of a map or a draft, node by node: what the text does not say stays, and so does what others
    /// did since it was written. The former text of a person's map is kept as a version.
    /// </summary>
    /// <param name="row">The map.</param>
    /// <param name="by">Who edited the text.</param>
    /// <param name="before">The text as it was given out; null where that is not known, which says that it was what the map says now.</param>
    /// <param name="after">The text as it came back.</param>
    public void Merge(StoredMap row, Visitor by, MindMap? before, MindMap after)
    {
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        if (row.Owner is { } owner) KeepWithin(connection, owner, 0);
        var former = Open(connection, row);
        var changes = OutlineMerge.Changes(former, before ?? OutlineText.Read(OutlineText.Write(former), MapLimits.Upload).Map, after, Guid.CreateVersion7);
        if (changes.Count == 0) return;
        if (row.Owner is not null) KeepVersion(connection, row, MapDocuments.Pack(former), library.Clock.GetUtcNow());
        Apply(connection, row, by, changes);
        transaction.Commit();
        library.Rooms.Follow(row.Id);
    }

    /// <summary>
    /// Makes a map again what a version of it was, by changes that whoever has it open sees in place and its owner can undo; the former text is
    /// kept as a version. A version that changes cannot bring back takes its place as a whole.
    /// </summary>
    public void BringBack(StoredMap row, Visitor by, MindMap version)
    {
        using (var connection = library.Connect())
        using (var transaction = connection.BeginTransaction())
        {
            KeepWithin(connection, row.Owner!.Value, 0);
            var former = MapDocuments.Pack(Open(connection, row));
            var state = MapDocuments.State(connection, row.Id);
            var changes = state.Return(by.WriterIn(row.Id), version);
            if (IsSame(state.Map, version.As(row.Id, state.Map.Info)))
            {
                if (changes.Count > 0) KeepVersion(connection, row, former, library.Clock.GetUtcNow());
                Keep(connection, row, state, changes);
                transaction.Commit();
                library.Rooms.Follow(row.Id);
                return;
            }
        }
        Replace(row, version);
    }

    /// <summary>Makes one change of a map, which whoever has it open is told like any other; the former text is kept as a version.</summary>
    /// <returns>What became of it.</returns>
    public ChangeResult Change(StoredMap row, MapChange change, Guid by)
    {
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        var former = MapDocuments.Pack(Open(connection, row));
        var result = Apply(connection, row, new Visitor(by, null), [change])[0];
        if (!result.IsApplied) return result;
        KeepVersion(connection, row, former, library.Clock.GetUtcNow());
        transaction.Commit();
        library.Rooms.Follow(row.Id);
        return result;
    }

    /// <summary>Changes what a map says about itself. A public one keeps answering at its former address.</summary>
    /// <returns>Why not, in one plain sentence; null where it is done.</returns>
    public string? Describe(StoredMap row, MapInfo info)
    {
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        if (row.Visibility == Visibility.Public && Unfit(connection, row, info) is { } unfit) return unfit;
        var now = Open(connection, row).Info;
        var done = Apply(connection, row, new Visitor(row.Owner, null), [.. Enum.GetValues<MapField>().Where(field => now.With(field, info) != now).Select(field => new MapChange.SetMapField(field, info))]);
        if (done.Any(result => result.Status == ChangeStatus.Refused)) return "That is longer than a map can say of itself.";
        transaction.Commit();
        library.Rooms.Follow(row.Id);
        return null;
    }

    /// <summary>Says who can come to a map.</summary>
    /// <param name="row">The map.</param>
    /// <param name="visibility">Private takes it out of the library and its classes and its link back; Link makes a new link; Public puts it into the library.</param>
    /// <param name="classes">For Class: the classes of its owner that see it.</param>
    /// <returns>Why not, in one plain sentence; null where it is done.</returns>
    public string? Show(StoredMap row, Visibility visibility, IReadOnlyCollection<Guid>? classes = null)
    {
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        if (row.HiddenBy is not null) return "It is hidden from everybody else until a moderator has looked at it.";
        var map = Open(connection, row);
        if (visibility == Visibility.Public && Unfit(connection, row, map.Info) is { } unfit) return unfit;
        if (visibility is Visibility.Class or Visibility.Private && library.Classes.Show(connection, row, visibility == Visibility.Class ? classes ?? [] : []) == 0 && visibility == Visibility.Class)
            return "Please choose the class that is to see it.";
        row.Visibility = visibility;
        // A new secret each time: asking for a link again is how the old one is taken back.
        row.LinkToken = visibility switch { Visibility.Link => Secret.New(), Visibility.Public => row.LinkToken, _ => null };
        PutRow(connection, row, map.Info, map.NodeCount);
        transaction.Commit();
        library.Rooms.Recheck(row.Id);
        return null;
    }

    /// <summary>Puts a map that was hidden back into the library; where its owner binned it meanwhile, or left it without a topic, it stays out.</summary>
    internal void Return(SqliteConnection connection, StoredMap row)
    {
        connection.Execute("UPDATE map SET hidden_by = NULL WHERE id = @id", ("@id", row.Id));
        var map = Open(connection, row);
        if (row.Visibility != Visibility.Private || (row.Owner is not null && Unfit(connection, row, map.Info) is not null)) return;
        row.Visibility = Visibility.Public;
        PutRow(connection, row, map.Info, map.NodeCount);
    }

    /// <summary>The map that a link opens, or null; links are taken back by being forgotten.</summary>
    public StoredMap? FindByLink(string token)
    {
        using var connection = library.Connect();
        return MapRows.One(connection, "link_token = @token AND visibility IN ('Link', 'Public')", ("@token", token));
    }

    /// <summary>Puts a map into the bin, where nobody comes to it, its owner only to take it out.</summary>
    public void Bin(StoredMap row)
    {
        using var connection = library.Connect();
        (row.Visibility, row.LinkToken, row.BinnedAt) = (Visibility.Binned, null, library.Clock.GetUtcNow());
        row.Version++;
        MapRows.Put(connection, row);
        library.Rooms.Recheck(row.Id);
    }

    /// <summary>Takes a map out of the bin; it is private then.</summary>
    /// <returns>Whether there was one.</returns>
    public bool TakeOut(Guid owner, Guid id)
    {
        using var connection = library.Connect();
        return connection.Execute("UPDATE map SET visibility = 'Private', binned_at = NULL, version = version + 1 WHERE id = @id AND owner = @owner AND visibility = 'Binned'",
            ("@id", id), ("@owner", owner)) > 0;
    }

    /// <summary>Deletes a map of the bin, with everything that hangs on it.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Delete(Guid owner, Guid id)
    {
        using var connection = library.Connect();
        var gone = connection.Execute("DELETE FROM map WHERE id = @id AND owner = @owner AND visibility = 'Binned'", ("@id", id), ("@owner", owner)) > 0;
        if (gone) Library.ForgetLog(connection);
        if (gone) library.Rooms.Replaced(id);
        return gone;
    }

    /// <summary>Deletes what has been in the bin for 30 days.</summary>
    /// <returns>How many maps.</returns>
    public int Purge()
    {
        using var connection = library.Connect();
        var gone = connection.Execute("DELETE FROM map WHERE visibility = 'Binned' AND binned_at < @old", ("@old", library.Clock.GetUtcNow() - BinTime));
        if (gone > 0) Library.ForgetLog(connection);
        return gone;
    }

    /// <summary>How many maps of other people were made from this one; they stay when it goes.</summary>
    public int AdaptedCount(Guid map)
    {
        using var connection = library.Connect();
        return (int)connection.Scalar<long>("SELECT count(*) FROM credit c JOIN map m ON m.id = c.map WHERE c.origin = @map AND m.owner IS NOT (SELECT owner FROM map WHERE id = @map)", ("@map", map));
    }

    /// <summary>The versions of a map that were replaced, the last first.</summary>
    public IReadOnlyList<MapVersion> Versions(Guid map)
    {
        using var connection = library.Connect();
        return connection.Rows(r => new MapVersion { Map = map, Number = r.GetInt32(0), At = r.At(1), NodeCount = r.GetInt32(2) },
            "SELECT number, at, node_count FROM map_version WHERE map = @map ORDER BY number DESC", ("@map", map));
    }

    /// <summary>A map as it was, or null where there is no such version.</summary>
    public MindMap? Version(Guid map, int number)
    {
        using var connection = library.Connect();
        return connection.Scalar<byte[]>("SELECT body FROM map_version WHERE map = @map AND number = @number", ("@map", map), ("@number", number)) is { } body
            ? MapDocuments.Unpack(body) : null;
    }

    /// <summary>
    /// Changes that a form asked for, as entries of the log: in one transaction with the row, which is its fence. Rooms take them over as they
    /// take over what another process stored.
    /// </summary>
    internal List<ChangeResult> Apply(SqliteConnection connection, StoredMap row, Visitor by, IReadOnlyList<MapChange> changes)
    {
        var state = MapDocuments.State(connection, row.Id);
        var writer = by.WriterIn(row.Id);
        var results = new List<ChangeResult>(changes.Count);
        var applied = new List<LoggedChange>();
        foreach (var change in changes)
        {
            results.Add(state.Apply(writer, change));
            if (results[^1].IsApplied) applied.Add(new LoggedChange(state.Sequence, writer, change));
        }
        Keep(connection, row, state, applied);
        return results;
    }

    private void Keep(SqliteConnection connection, StoredMap row, MapState state, IReadOnlyList<LoggedChange> applied)
    {
        if (applied.Count == 0) return;
        ChangeLog.Add(connection, row.Id, applied, library.Clock.GetUtcNow());
        PutRow(connection, row, state.Map.Info, state.Map.NodeCount);
        MapDocuments.Put(connection, row.Id, state.Snapshot());
    }

    private static bool IsSame(MindMap one, MindMap other) => MapDocuments.Json(one).AsSpan().SequenceEqual(MapDocuments.Json(other));

    internal Guid Add(SqliteConnection connection, Guid owner, string author, MindMap map, IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? images = null)
    {
        KeepWithin(connection, owner);
        var now = library.Clock.GetUtcNow();
        var row = new StoredMap { Id = Guid.CreateVersion7(now), Title = "", CreatedAt = now, Owner = owner, Visibility = Visibility.Private };
        Put(connection, row, map, info => info with { Author = author });
        MapImages.Put(connection, row.Id, map, images);
        return row.Id;
    }

    /// <summary>Holds a person to what one may keep; the columns are read from their headers, no document is.</summary>
    private static void KeepWithin(SqliteConnection connection, Guid owner, int more = 1)
    {
        var (maps, bytes) = connection.Rows(r => (r.GetInt64(0), r.GetInt64(1)), """
            SELECT count(*), coalesce(sum((SELECT length(body) FROM map_doc WHERE map = m.id) + (SELECT coalesce(sum(length(body)), 0) FROM map_version WHERE map = m.id)
                + (SELECT coalesce(sum(length(body)), 0) FROM map_image WHERE map = m.id)), 0)
            FROM map m WHERE owner = @owner
            """, ("@owner", owner))[0];
        if (maps + more > MapLimits.MapsOfOne) throw new QuotaException($"You have {MapLimits.MapsOfOne} maps, which is as many as one may keep here. Empty the bin, or delete some.");
        if (bytes > MapLimits.BytesOfOne) throw new QuotaException($"Your maps and their former texts take {MapLimits.BytesOfOne >> 20} MB, which is as much as one may keep here. Delete some.");
    }

    private void Put(SqliteConnection connection, StoredMap row, MindMap read, Func<MapInfo, MapInfo> change)
    {
        var map = read.As(row.Id, change(read.Info));
        PutRow(connection, row, map.Info, map.NodeCount);
        MapDocuments.Put(connection, row.Id, MapDocuments.Pack(map), row.ChangedAt);
    }

    /// <summary>Takes what a map says about itself into its row; a public one has its address from its title.</summary>
    internal void PutRow(SqliteConnection connection, StoredMap row, MapInfo info, int nodeCount)
    {
        var former = (row.Subject, row.Topic, row.Slug);
        MapRows.Describe(row, info, nodeCount);
        var subject = library.Taxonomy.FindSubject(info.Subject);
        (row.Subject, row.Topic) = Taxonomy.FindTopic(subject, info.Topic) is { } topic ? (topic.Subject, topic.Slug) : (null, null);
        row.ChangedAt = library.Clock.GetUtcNow();
        row.Version++;
        if (row.Visibility == Visibility.Public) row.Slug = Publishing.FreeSlug(connection, row, Slug.Of(row.Title));
        // Under another topic a map that is not public has no address until it is published there.
        else if ((former.Subject, former.Topic) != (row.Subject, row.Topic)) row.Slug = "";
        MapRows.Put(connection, row);
        Publishing.KeepFormer(connection, former, row);
    }

    /// <summary>What keeps a map from being published, in one plain sentence.</summary>
    private string? Unfit(SqliteConnection connection, StoredMap row, MapInfo info)
    {
        if (Taxonomy.FindTopic(library.Taxonomy.FindSubject(info.Subject), info.Topic) is null) return "Please choose the topic first: the library is ordered by it.";
        if (Licence.Find(info.Licence) is not { } licence) return "Please choose a licence first: readers must know what they may do with it.";
        var origin = connection.Rows(r => r.Text(0), "SELECT licence FROM credit WHERE map = @map AND step = 1", ("@map", row.Id));
        return origin.Count == 0 || Licence.Find(origin[0])?.MayBecome(licence) == true ? null
            : $"It was adapted from a map under {origin[0]}, which does not allow {licence.Name} for what is made from it.";
    }

    internal static void KeepVersion(SqliteConnection connection, StoredMap row, byte[] document, DateTimeOffset now) => connection.Execute("""
        INSERT INTO map_version (map, number, at, node_count, body)
        VALUES (@map, (SELECT coalesce(max(number), 0) + 1 FROM map_version WHERE map = @map), @now, @count, @body)
        """, ("@map", row.Id), ("@now", now), ("@count", row.NodeCount), ("@body", document));

    private static MindMap Open(SqliteConnection connection, StoredMap row) => MapDocuments.Open(connection, row.Id)!;
}
