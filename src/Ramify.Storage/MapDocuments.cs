using System.Buffers;
using System.IO.Compression;
using Microsoft.Data.Sqlite;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Storage;

/// <summary>The nodes of a map: one Brotli-compressed snapshot of its own file format in map_doc, no row a node.</summary>
internal static class MapDocuments
{
    // Quality 5 of 11: about a tenth of the time of 9 for a twentieth more bytes on outlines.
    private const int Quality = 5;
    private const int WindowBits = 22;

    public static byte[] Pack(MindMap map)
    {
        var json = new ArrayBufferWriter<byte>();
        MapJson.Write(map, json);
        var packed = new byte[BrotliEncoder.GetMaxCompressedLength(json.WrittenCount)];
        if (!BrotliEncoder.TryCompress(json.WrittenSpan, packed, out var length, Quality, WindowBits))
            throw new InvalidOperationException("Brotli's own bound was too small.");
        return packed[..length];
    }

    public static MindMap Unpack(byte[] packed)
    {
        using var brotli = new BrotliStream(new MemoryStream(packed), CompressionMode.Decompress);
        var json = new MemoryStream(packed.Length * 4);
        brotli.CopyTo(json);
        // It was within the limits when it came in; what was kept must open.
        return MapJson.Read(json.GetBuffer().AsSpan(0, (int)json.Length), MapLimits.Trusted).Map;
    }

    public static byte[]? Find(SqliteConnection connection, Guid map) =>
        connection.Scalar<byte[]>("SELECT body FROM map_doc WHERE map = @map", ("@map", map));

    public static void Put(SqliteConnection connection, Guid map, byte[] packed) => connection.Execute(
        "INSERT INTO map_doc (map, seq, body) VALUES (@map, 0, @body) ON CONFLICT (map) DO UPDATE SET body = @body",
        ("@map", map), ("@body", packed));
}
