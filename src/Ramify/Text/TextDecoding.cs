using System.Buffers;
using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Unicode;

namespace Ramify.Text;

/// <summary>Bytes of a text file as characters: a byte order mark obeyed, UTF-16 known without one, the rest UTF-8.</summary>
internal static class TextDecoding
{
    private const char Replacement = '\uFFFD';

    /// <summary>The characters; each invalid sequence is one U+FFFD.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="length">How many characters of the array hold text.</param>
    /// <param name="invalid">How many sequences were replaced.</param>
    /// <param name="firstInvalid">Where the first replacement stands; -1 without one.</param>
    public static char[] Decode(ReadOnlySpan<byte> bytes, out int length, out int invalid, out int firstInvalid)
    {
        (invalid, firstInvalid) = (0, -1);
        if (bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        else if (IsUtf16(bytes, out var bigEndian, out var mark)) return DecodeUtf16(bytes[mark..], bigEndian, out length);

        // A byte of UTF-8 makes at most one UTF-16 unit.
        var chars = GC.AllocateUninitializedArray<char>(bytes.Length);
        length = 0;
        while (true)
        {
            var status = Utf8.ToUtf16(bytes, chars.AsSpan(length), out var read, out var written, replaceInvalidSequences: false);
            length += written;
            if (status == OperationStatus.Done) return chars;
            bytes = bytes[read..];
            Rune.DecodeFromUtf8(bytes, out _, out var bad);
            bytes = bytes[bad..];
            if (invalid++ == 0) firstInvalid = length;
            chars[length++] = Replacement;
        }
    }

    private static bool IsUtf16(ReadOnlySpan<byte> bytes, out bool bigEndian, out int mark)
    {
        (bigEndian, mark) = (false, 2);
        if (bytes.Length < 2) return false;
        if (bytes is [0xFF, 0xFE, ..]) return true;
        if (bytes is [0xFE, 0xFF, ..]) return bigEndian = true;
        // Without a mark: Latin letters show as every other byte zero.
        mark = 0;
        if (bytes is [not 0, 0, not 0, 0, ..]) return true;
        return bigEndian = bytes is [0, not 0, 0, not 0, ..];
    }

    private static char[] DecodeUtf16(ReadOnlySpan<byte> bytes, bool bigEndian, out int length)
    {
        var units = MemoryMarshal.Cast<byte, ushort>(bytes);
        var chars = new char[length = units.Length];
        var target = MemoryMarshal.Cast<char, ushort>(chars.AsSpan());
        if (bigEndian == BitConverter.IsLittleEndian) BinaryPrimitives.ReverseEndianness(units, target);
        else units.CopyTo(target);
        return chars;
    }
}
