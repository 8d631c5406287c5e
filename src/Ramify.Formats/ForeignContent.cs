namespace Ramify.Formats;

/// <summary>Knows by its first bytes a file that is surely no map in text form.</summary>
internal static class ForeignContent
{
    /// <summary>What the file is, with its article; null where it may be text.</summary>
    public static string? Of(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G'])) return "a PNG picture";
        if (start.StartsWith<byte>([0xFF, 0xD8, 0xFF])) return "a JPEG picture";
        if (start.StartsWith("GIF8"u8)) return "a GIF picture";
        if (start.StartsWith("%PDF-"u8)) return "a PDF document";
        if (start.StartsWith<byte>([0x1F, 0x8B])) return "a gzip archive";
        if (start.StartsWith<byte>([0x7F, (byte)'E', (byte)'L', (byte)'F']) || (start.StartsWith("MZ"u8) && start.Contains((byte)0))) return "a program";
        if (start.StartsWith("SQLite format 3\0"u8)) return "a database";
        return null;
    }
}
