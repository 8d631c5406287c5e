using System.Security.Cryptography;

namespace Ramify.Formats;

/// <summary>Pictures inside of zipped maps: rasters only, known by their first bytes, named by their hash.</summary>
internal static class Images
{
    /// <summary>Takes a picture into the intake and gives its hash; null where there is none or it is no raster.</summary>
    public static string? Take(Intake intake, ZipOpener? zip, string? source)
    {
        if (zip is null || string.IsNullOrEmpty(source)) return null;
        var name = source[(source.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart('/');
        if (zip.Read(name) is not { } bytes)
        {
            intake.Count("image_outside", 0, "pictures are not in the file and were not read.");
            return null;
        }
        if (!IsRaster(bytes))
        {
            intake.Count("image_refused", 0, "pictures are no PNG, JPEG, GIF or WebP and were left out.");
            return null;
        }
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes));
        intake.Images.TryAdd(hash, bytes);
        return hash;
    }

    private static bool IsRaster(ReadOnlySpan<byte> bytes) =>
        bytes.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G'])
        || bytes.StartsWith<byte>([0xFF, 0xD8, 0xFF])
        || bytes.StartsWith("GIF8"u8)
        || (bytes.StartsWith("RIFF"u8) && bytes.Length > 12 && bytes[8..12].SequenceEqual("WEBP"u8));
}
