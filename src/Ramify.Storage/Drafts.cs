using Ramify.Maps;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>
/// Maps pasted without an account: at an unguessable address, in no list, editable by the browser that made them.
/// </summary>
public sealed class Drafts
{
    private readonly Library library;

    internal Drafts(Library library) => this.library = library;

    /// <summary>Keeps a map as a new draft.</summary>
    /// <param name="map">What was pasted; it gets an id of its own, since two people may paste the same.</param>
    /// <param name="owner">The secret of the browser that may edit it; only its hash is kept.</param>
    /// <param name="images">The images that it shows.</param>
    /// <returns>The secret part of the draft's address.</returns>
    public string Save(MindMap map, string owner, IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? images = null)
    {
        var now = library.Clock.GetUtcNow();
        var row = new StoredMap
        {
            Id = Guid.CreateVersion7(now), Title = "", CreatedAt = now, Visibility = Visibility.Draft,
            DraftToken = Secret.New(), OwnerHash = Secret.Hash(owner),
        };
        Put(row, map, images);
        return row.DraftToken;
    }

    /// <summary>The draft at an address, or null.</summary>
    public StoredMap? Find(string token)
    {
        using var connection = library.Connect();
        return MapRows.One(connection, "draft_token = @token AND visibility = 'Draft'", ("@token", token));
    }

    /// <summary>Puts another text in the place of a draft's.</summary>
    public void Replace(StoredMap draft, MindMap map, IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? images = null) => Put(draft, map, images);

    /// <summary>Takes a draft away, its nodes with it.</summary>
    public void Delete(StoredMap draft)
    {
        using var connection = library.Connect();
        connection.Execute("DELETE FROM map WHERE id = @id AND visibility = 'Draft'", ("@id", draft.Id));
        library.Rooms.Replaced(draft.Id);
    }

    private void Put(StoredMap row, MindMap map, IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? images)
    {
        MapRows.Describe(row, map.Info, map.NodeCount);
        row.ChangedAt = library.Clock.GetUtcNow();
        row.Version++;
        var packed = MapDocuments.Pack(map.As(row.Id, map.Info));
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        MapRows.Put(connection, row);
        MapDocuments.Put(connection, row.Id, packed, row.ChangedAt);
        MapImages.Put(connection, row.Id, map, images);
        transaction.Commit();
        library.Rooms.Replaced(row.Id);
    }
}
