using System.Buffers;
using System.Text;
using System.Text.Json;
using Ramify.Maps;

namespace Ramify.Text;

/// <summary>
/// Ramify's own file, <c>.ramify.json</c>: all of one map, ids and order keys included, and every member that this
/// version does not know.
/// </summary>
/// <remarks>
/// Members of the map and of nodes that are not known are their <c>Unknown</c> attributes; any other unknown member is
/// kept in <see cref="MapInfo.Unknown"/> under its path, which begins with a slash. A value is kept as raw JSON, but a
/// string as itself unless it reads as JSON.
/// </remarks>
public static class MapJson
{
    /// <summary>The version that is written, and the newest that is read.</summary>
    public const int Version = 1;

    internal const string Format = "ramify";
    internal const int MaxDepth = 64;

    /// <summary>Whether a file's beginning is that of our own format.</summary>
    public static bool Sniff(ReadOnlySpan<byte> start)
    {
        var json = WithoutMark(start).TrimStart(" \t\r\n"u8);
        return json.StartsWith("{"u8) && NamesVersion(json);
    }

    /// <summary>Whether a member "ramify" has a number: a canvas that we wrote has an object of that name.</summary>
    private static bool NamesVersion(ReadOnlySpan<byte> json)
    {
        for (var at = json.IndexOf("\"ramify\""u8); at >= 0; at = json.IndexOf("\"ramify\""u8))
        {
            json = json[(at + "\"ramify\""u8.Length)..].TrimStart(" \t\r\n"u8);
            if (json.StartsWith(":"u8) && json[1..].TrimStart(" \t\r\n"u8) is [>= (byte)'0' and <= (byte)'9', ..]) return true;
        }
        return false;
    }

    /// <summary>Reads a file. Never throws on bad input.</summary>
    /// <param name="bytes">The file, UTF-8.</param>
    /// <param name="limits">What is refused.</param>
    /// <returns>
    /// The map and what was left out, or a refusal that names path and line: too_large, not_json, too_deep, wrong_kind,
    /// newer_version, duplicate_id, unknown_node, cycle, text_too_long, too_many_nodes, too_many_links.
    /// </returns>
    public static MapReading Read(ReadOnlySpan<byte> bytes, MapLimits limits)
    {
        if (bytes.Length > limits.InputBytes && (bytes.Length > limits.OwnFileBytes || bytes.Length - MapJsonReader.LengthOfImages(bytes) > limits.InputBytes))
            return MapReading.Refused(Format, "too_large", $"The input is larger than {limits.InputBytes >> 20} MB. Split it into several maps.");
        bytes = WithoutMark(bytes);
        var reader = new MapJsonReader(bytes, limits);
        try
        {
            var map = reader.Read();
            return new MapReading(Format, [map], reader.Problems, null) { Images = reader.Images };
        }
        catch (MapJsonRefusal refusal)
        {
            var line = bytes[..(int)refusal.Place].Count((byte)'\n') + 1;
            return MapReading.Refused(Format, refusal.Code, $"{refusal.Message} (line {line}).", line);
        }
        catch (JsonException error)
        {
            var line = (int)(error.LineNumber ?? 0) + 1;
            return reader.Depth >= MaxDepth - 1
                ? MapReading.Refused(Format, "too_deep", $"Line {line} nests more than {MaxDepth} levels of JSON. Such a file is not from Ramify.", line)
                : MapReading.Refused(Format, "not_json", $"Line {line} is not well-formed JSON. Export the file again.", line);
        }
        catch (InvalidOperationException)
        {
            var line = bytes[..(int)reader.Place].Count((byte)'\n') + 1;
            return MapReading.Refused(Format, "not_json", $"Line {line} holds a string that is not valid Unicode. Export the file again.", line);
        }
    }

    /// <summary>Writes a map: the same map gives the same bytes. One line a node.</summary>
    /// <param name="map">The map.</param>
    /// <param name="to">Where the bytes go.</param>
    public static void Write(MindMap map, IBufferWriter<byte> to) => Write(map, ImageBytes.None, to);

    /// <summary>Writes a map with the images that its nodes show, as base64 under their hashes.</summary>
    /// <param name="map">The map.</param>
    /// <param name="images">The images that there are; what no node shows is left out.</param>
    /// <param name="to">Where the bytes go.</param>
    public static void Write(MindMap map, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> images, IBufferWriter<byte> to)
    {
        using var writer = new MapJsonWriter(to);
        writer.Write(map, images);
    }

    /// <summary>The file as a string.</summary>
    public static string Write(MindMap map)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(map, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static ReadOnlySpan<byte> WithoutMark(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;
}
