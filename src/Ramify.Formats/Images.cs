using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>Images inside of zipped maps: rasters only, known by their first bytes, named by their hash.</summary>
internal static class Images
{
    /// <summary>Takes an image into the intake and gives its hash; null where there is none or it is no raster.</summary>
    public static string? Take(Intake intake, ZipOpener? zip, string? source)
    {
        if (zip is null || string.IsNullOrEmpty(source)) return null;
        var name = source[(source.IndexOf(':', StringComparison.Ordinal) + 1)..].TrimStart('/');
        if (zip.Read(name) is not { } bytes)
        {
            intake.Count("image_outside", 0, "images are not in the file and were not read.");
            return null;
        }
        if (ImageBytes.TypeOf(bytes) is null)
        {
            intake.Count("image_refused", 0, "images are no PNG, JPEG, GIF or WebP and were left out.");
            return null;
        }
        var hash = ImageBytes.HashOf(bytes);
        intake.Images.TryAdd(hash, bytes);
        return hash;
    }
}
