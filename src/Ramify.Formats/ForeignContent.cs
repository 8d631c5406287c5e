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
        if (start.StartsWith("PK\u0003\u0004"u8)) return "a zip archive";
        if (start.StartsWith<byte>([0x1F, 0x8B])) return "a gzip archive";
        if (start.StartsWith<byte>([0x7F, (byte)'E', (byte)'L', (byte)'F']) || (start.StartsWith("MZ"u8) && start.Contains((byte)0))) return "a program";
        if (start.StartsWith("SQLite format 3\0"u8)) return "a database";
        return OfMarkup(start);
    }

    private static string? OfMarkup(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith<byte>([0xEF, 0xBB, 0xBF])) start = start[3..];
        start = start.TrimStart(" \t\r\n"u8);
        if (start.StartsWith("<?xml"u8) || start.StartsWith("<map "u8) || start.StartsWith("<opml"u8)) return "an XML file";
        if (start.StartsWith("<!DOCTYPE"u8) || start.StartsWith("<!doctype"u8) || start.StartsWith("<html"u8) || start.StartsWith("<svg"u8)) return "a markup file";
        return null;
    }
}
