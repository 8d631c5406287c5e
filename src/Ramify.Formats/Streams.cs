using System.Runtime.InteropServices;

namespace Ramify.Formats;

/// <summary>Memory as a stream, without a copy where it is an array.</summary>
internal static class Streams
{
    public static MemoryStream Over(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var array) ? new MemoryStream(array.Array!, array.Offset, array.Count, writable: false) : new MemoryStream(bytes.ToArray(), writable: false);
}
