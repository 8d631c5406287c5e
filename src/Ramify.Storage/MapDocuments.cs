using System.Buffers;
using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Ramify.Live;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Storage;

/// <summary>
/// The nodes of a map: one Brotli-compressed document in map_doc, no row a node, and after it what the log in map_change has. A document
/// is our own file, or, once the map was edited live, a snapshot with its stamps and tombstones.
/// </summary>
internal static class MapDocuments
{
    // Quality 5 of 11: about a tenth of the time of 9 for a twentieth more bytes on outlines.
    private const int Quality = 5;
    private const int WindowBits = 22;

    public static byte[] Pack(MindMap map) => Pack(Json(map));

    /// <summary>A map as our own file.</summary>
    public static byte[] Json(MindMap map)
    {
        var json = new ArrayBufferWriter<byte>();
        MapJson.Write(map, json);
        return json.WrittenSpan.ToArray();
    }

    public static byte[] Pack(MapSnapshot snapshot) => Pack(snapshot.Write());

    /// <summary>A document alone, without the log after it.</summary>
    public static MindMap Unpack(byte[] packed) => Snapshot(packed, 0).ToState(MapLimits.Trusted).Map;

    /// <summary>A map as it is now, for reading: without changes that only a newer version knows; null where there is none.</summary>
    public static MindMap? Open(SqliteConnection connection, Guid map) => Find(connection, map, out var sequence) is { } packed
        ? Fold(packed, sequence, ChangeLog.After(connection, map, sequence).FindAll(change => change.Entry is not null), MapLimits.Trusted).Map : null;

    /// <summary>A map as it is now, with all that a change meets.</summary>
    /// <exception cref="InvalidOperationException">There is no such map.</exception>
    /// <exception cref="NewerChangeException">It has changes that only a newer version knows.</exception>
    public static MapState State(SqliteConnection connection, Guid map) => Find(connection, map, out var sequence) is { } packed
        ? Fold(packed, sequence, ChangeLog.KnownAfter(connection, map, sequence), limits: null) : throw new InvalidOperationException($"Map {map} has no document.");

    /// <summary>The last document of a map as a snapshot; the log after it is not in it.</summary>
    public static MapSnapshot? Snapshot(SqliteConnection connection, Guid map) => Find(connection, map, out var sequence) is { } packed ? Snapshot(packed, sequence) : null;

    public static byte[]? Find(SqliteConnection connection, Guid map) => Find(connection, map, out _);

    /// <summary>
    /// Puts a document in the place of all that was. What is edited live meanwhile must not go on from what was: the log gets an entry
    /// for it, which takes the sequence that a room would give next, and tells editors to load the map anew.
    /// </summary>
    public static void Put(SqliteConnection connection, Guid map, byte[] packed, DateTimeOffset now)
    {
        var sequence = Find(connection, map) is null ? 0 : ChangeLog.Replace(connection, map, now);
        connection.Execute("INSERT INTO map_doc (map, seq, body) VALUES (@map, @seq, @body) ON CONFLICT (map) DO UPDATE SET seq = @seq, body = @body",
            ("@map", map), ("@seq", sequence), ("@body", packed));
    }

    /// <summary>Puts a snapshot of the log in the place of an older one.</summary>
    public static void Put(SqliteConnection connection, Guid map, MapSnapshot snapshot) => connection.Execute(
        "UPDATE map_doc SET body = @body, seq = @seq WHERE map = @map AND seq < @seq", ("@map", map), ("@body", Pack(snapshot)), ("@seq", snapshot.Sequence));

    private static MapState Fold(byte[] packed, long sequence, List<RoomChange> log, MapLimits? limits) =>
        MapState.Fold(Snapshot(packed, sequence), log.Select(change => change.Entry!), limits);

    private static byte[]? Find(SqliteConnection connection, Guid map, out long sequence)
    {
        var (body, at) = connection.Rows(r => (Body: r.GetFieldValue<byte[]>(0), At: r.GetInt64(1)), "SELECT body, seq FROM map_doc WHERE map = @map", ("@map", map)).FirstOrDefault();
        sequence = at;
        return body;
    }

    private static MapSnapshot Snapshot(byte[] packed, long sequence)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        var document = new MemoryStream(packed.Length * 4);
        brotli.CopyTo(document);
        var bytes = document.GetBuffer().AsSpan(0, (int)document.Length);
        // It was within the limits when it came in; what was kept must open.
        return MapSnapshot.Read(bytes) ?? MapSnapshot.Of(MapJson.Read(bytes, MapLimits.Trusted).Map, sequence);
    }

    private static byte[] Pack(ReadOnlySpan<byte> document)
    {
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(document.Length)];
        if (!BrotliEncoder.TryCompress(document, packed, out var length, Quality, WindowBits))
            throw new InvalidOperationException("Brotli's own bound was too small.");
        return packed[..length];
    }
}
