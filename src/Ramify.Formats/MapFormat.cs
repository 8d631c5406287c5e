using System.Buffers;
using System.Collections.Immutable;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Formats;

/// <summary>Reads the bytes of a file. Never throws on bad input.</summary>
/// <param name="bytes">The whole file.</param>
/// <param name="limits">What is refused.</param>
/// <param name="join">Which repeated texts become one node, where the format has no ids.</param>
/// <param name="fileName">What the file is called, for formats that have no title of their own; null where nobody knows.</param>
public delegate MapReading MapReader(ReadOnlySpan<byte> bytes, MapLimits limits, JoinRepeats join, string? fileName);

/// <summary>Writes a map as a file.</summary>
/// <param name="map">The map.</param>
/// <param name="images">The images that its nodes name, as far as there are any; a format that has no place for them leaves them out.</param>
/// <param name="to">Where the bytes go.</param>
public delegate void MapWriter(MindMap map, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> images, IBufferWriter<byte> to);

/// <summary>One file format: what it is called, read and written, and what it cannot say.</summary>
/// <param name="Name">The name on the command line and in addresses: "text", "ramify", "markdown".</param>
/// <param name="Title">The name for people.</param>
/// <param name="Extensions">File name endings with the dot, the usual one first.</param>
/// <param name="Read">The reader; null for a format that is only written.</param>
/// <param name="Write">The writer; null for a format that is only read.</param>
/// <param name="Losses">What of a map a written file lacks.</param>
public sealed record MapFormat(
    string Name,
    string Title,
    ImmutableArray<string> Extensions,
    MapReader? Read,
    MapWriter? Write,
    Func<MindMap, IReadOnlyList<Loss>> Losses);
