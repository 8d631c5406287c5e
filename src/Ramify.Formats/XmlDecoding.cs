using System.Text;
using System.Text.Unicode;

namespace Ramify.Formats;

/// <summary>Bytes of an XML file as characters, by byte order mark, declaration, or the shape of the first bytes.</summary>
internal static class XmlDecoding
{
    private const int LongestDeclaration = 256;

    /// <summary>The characters; bytes that mean nothing become U+FFFD.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="length">How many characters of the array are text.</param>
    /// <param name="invalid">How many sequences were replaced.</param>
    public static char[] Decode(ReadOnlySpan<byte> bytes, out int length, out int invalid)
    {
        var encoding = EncodingOf(bytes, out var mark);
        bytes = bytes[mark..];
        var chars = new char[encoding.GetMaxCharCount(0) + encoding.GetCharCount(bytes)];
        length = encoding.GetChars(bytes, chars);
        invalid = encoding is UTF8Encoding ? Replaced(chars.AsSpan(0, length), bytes) : 0;
        return chars;
    }

    /// <summary>The characters of a text file as a string.</summary>
    public static string Text(Intake intake, ReadOnlySpan<byte> bytes)
    {
        var encoding = EncodingOf(bytes, out var mark);
        bytes = bytes[mark..];
        var text = encoding.GetString(bytes);
        if (encoding is UTF8Encoding && !Utf8.IsValid(bytes)) intake.Tell("invalid_bytes", 0, $"{Replaced(text, bytes)} bytes are no UTF-8; each became U+FFFD.");
        return text;
    }

    private static Encoding EncodingOf(ReadOnlySpan<byte> bytes, out int mark)
    {
        mark = 3;
        if (bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF])) return Encoding.UTF8;
        mark = 4;
        if (bytes.StartsWith<byte>([0xFF, 0xFE, 0, 0])) return Encoding.UTF32;
        mark = 2;
        if (bytes.StartsWith<byte>([0xFF, 0xFE])) return Encoding.Unicode;
        if (bytes.StartsWith<byte>([0xFE, 0xFF])) return Encoding.BigEndianUnicode;
        mark = 0;
        if (bytes.StartsWith<byte>([(byte)'<', 0])) return Encoding.Unicode;
        if (bytes.StartsWith<byte>([0, (byte)'<'])) return Encoding.BigEndianUnicode;
        return Declared(bytes);
    }

    private static Encoding Declared(ReadOnlySpan<byte> bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, LongestDeclaration)]);
        var end = head.TrimStart().StartsWith("<?xml", StringComparison.Ordinal) ? head.IndexOf("?>", StringComparison.Ordinal) : -1;
        var at = end < 0 ? -1 : head.IndexOf("encoding", 0, end, StringComparison.Ordinal);
        if (at < 0) return Encoding.UTF8;
        var quoted = head[at..end].Split('"', '\'');
        return quoted.Length < 2 ? Encoding.UTF8 : Named(quoted[1].Trim(), bytes);
    }

    private static Encoding Named(string name, ReadOnlySpan<byte> bytes)
    {
        // A file that is read byte by byte here is not UTF-16, whatever it says.
        if (name.StartsWith("utf", StringComparison.OrdinalIgnoreCase) || name.Equals("us-ascii", StringComparison.OrdinalIgnoreCase)) return Encoding.UTF8;
        // What calls itself Latin-1 and has bytes 80 to 9F was written on Windows: its quotes and dashes.
        var isLatin1 = name.Equals("iso-8859-1", StringComparison.OrdinalIgnoreCase) || name.Equals("latin1", StringComparison.OrdinalIgnoreCase);
        if (isLatin1 && bytes.IndexOfAnyInRange((byte)0x80, (byte)0x9F) >= 0) name = "windows-1252";
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (ArgumentException)
        {
            return Encoding.UTF8;
        }
    }

    private static int Replaced(ReadOnlySpan<char> chars, ReadOnlySpan<byte> bytes)
    {
        var all = chars.Count('\uFFFD');
        return all == 0 ? 0 : Math.Max(0, all - bytes.Count<byte>([0xEF, 0xBF, 0xBD]));
    }
}
