using Microsoft.Data.Sqlite;
using Ramify.Maps;

namespace Ramify.Storage;

/// <summary>
/// The images of maps, each under the hash that nodes name. They come cleaned: this store takes bytes as they are, and they go with their map.
/// </summary>
public sealed class MapImages
{
    private readonly Library library;

    internal MapImages(Library library) => this.library = library;

    /// <summary>An image of a map; null where it has none of that hash.</summary>
    public byte[]? Find(Guid map, string hash)
    {
        using var connection = library.Connect();
        return connection.Scalar<byte[]>("SELECT body FROM map_image WHERE map = @map AND sha256 = @hash", ("@map", map), ("@hash", hash));
    }

    /// <summary>Whether a map has an image.</summary>
    internal bool Has(Guid map, string hash)
    {
        using var connection = library.Connect();
        return connection.Scalar<long>("SELECT count(*) FROM map_image WHERE map = @map AND sha256 = @hash", ("@map", map), ("@hash", hash)) > 0;
    }

    /// <summary>All images of a map.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Of(Guid map)
    {
        using var connection = library.Connect();
        return connection.Rows(r => (Hash: r.GetString(0), Body: r.Blob(1)!), "SELECT sha256, body FROM map_image WHERE map = @map", ("@map", map))
            .ToDictionary(i => i.Hash, i => (ReadOnlyMemory<byte>)i.Body);
    }

    /// <summary>Adds an image to a map that somebody edits, and makes it known there, so that a node may show it.</summary>
    /// <returns>Its hash; null where somebody may not edit the map, or there is none.</returns>
    /// <exception cref="QuotaException">The map has as many as it may.</exception>
    public string? Add(Guid map, Visitor by, byte[] body)
    {
        var hash = ImageBytes.HashOf(body);
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        if (!Editors.MayEdit(connection, map, by) || MapRows.One(connection, "id = @id", ("@id", map)) is not { } row) return null;
        KeepWithin(connection, map, hash, body.Length);
        Put(connection, map, hash, body);
        library.OwnMaps.Apply(connection, row, by, [new MapChange.AttachImage(hash)]);
        transaction.Commit();
        library.Rooms.Follow(map);
        return hash;
    }

    /// <summary>Keeps the images that a map shows; those that it has stay.</summary>
    internal static void Put(SqliteConnection connection, Guid map, MindMap shown, IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? images)
    {
        if (images is null or { Count: 0 }) return;
        foreach (var hash in shown.Nodes.Select(n => n.Details.Image).OfType<string>().Distinct())
        {
            if (!images.TryGetValue(hash, out var body)) continue;
            KeepWithin(connection, map, hash, body.Length);
            Put(connection, map, hash, body.ToArray());
        }
    }

    /// <summary>Gives a copy of a map the images of what it was copied from.</summary>
    internal static void Copy(SqliteConnection connection, Guid from, Guid to) =>
        connection.Execute("INSERT INTO map_image (map, sha256, body) SELECT @to, sha256, body FROM map_image WHERE map = @from", ("@from", from), ("@to", to));

    private static void Put(SqliteConnection connection, Guid map, string hash, byte[] body) =>
        connection.Execute("INSERT INTO map_image (map, sha256, body) VALUES (@map, @hash, @body) ON CONFLICT DO NOTHING", ("@map", map), ("@hash", hash), ("@body", body));

    /// <summary>Holds a map to what it may have; the lengths are read from headers, no image is.</summary>
    private static void KeepWithin(SqliteConnection connection, Guid map, string hash, int more)
    {
        var (count, bytes) = connection.Rows(r => (r.GetInt64(0), r.GetInt64(1)),
            "SELECT count(*), coalesce(sum(length(body)), 0) FROM map_image WHERE map = @map AND sha256 <> @hash", ("@map", map), ("@hash", hash))[0];
        if (count >= MapLimits.ImagesOfMap) throw new QuotaException($"The map has {MapLimits.ImagesOfMap} images, which is as many as one map may have.");
        if (bytes + more > MapLimits.ImageBytesOfMap) throw new QuotaException($"The map's images take {MapLimits.ImageBytesOfMap >> 20} MB, which is as much as those of one map may.");
    }
}
