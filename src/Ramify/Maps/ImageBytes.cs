using System.Security.Cryptography;

namespace Ramify.Maps;

/// <summary>What the bytes of a raster image say of themselves. An image goes by the SHA-256 of its bytes, in lower-case hexadecimal digits.</summary>
public static class ImageBytes
{
    /// <summary>No images.</summary>
    public static IReadOnlyDictionary<string, ReadOnlyMemory<byte>> None { get; } = new Dictionary<string, ReadOnlyMemory<byte>>();

    /// <summary>The name that bytes go by.</summary>
    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    /// <summary>Whether a text can be such a name.</summary>
    public static bool IsHash(string? name) => name is { Length: 64 } && name.All(char.IsAsciiHexDigitLower);

    /// <summary>The media type by the first bytes; null for what is no PNG, JPEG, GIF or WebP.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G']) ? "image/png"
        : bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : bytes.StartsWith("GIF8"u8) ? "image/gif"
        : bytes.StartsWith("RIFF"u8) && bytes.Length > 12 && bytes[8..12].SequenceEqual("WEBP"u8) ? "image/webp"
        : null;

    /// <summary>The ending of a file that holds the image: "png", "jpeg".</summary>
    public static string EndingOf(ReadOnlySpan<byte> bytes) => TypeOf(bytes)?["image/".Length..] ?? "bin";

    /// <summary>Addresses that hold the images themselves, for a drawing that stands alone.</summary>
    public static Func<string, string?> Inside(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> images) => hash =>
        images.TryGetValue(hash, out var bytes) && TypeOf(bytes.Span) is { } type ? $"data:{type};base64,{Convert.ToBase64String(bytes.Span)}" : null;
}
