using Ramify.Maps;
using SkiaSharp;

namespace Ramify.Print;

/// <summary>What an image became on its way in.</summary>
/// <param name="Bytes">The image as it is kept: PNG or JPEG; empty where it was refused.</param>
/// <param name="Refusal">Why it was not taken, and the remedy; null where it was.</param>
public sealed record CleanImage(byte[] Bytes, Refusal? Refusal)
{
    /// <summary>The name it goes by.</summary>
    public string Hash { get; } = Refusal is null ? ImageBytes.HashOf(Bytes) : "";

    internal static CleanImage Refused(string code, string message) => new([], new Refusal(code, message, null));
}

/// <summary>
/// Takes images in. Each is judged by its header before a pixel of it is looked at, then drawn anew, upright, on white and no larger than a map can
/// show: of where and with what it was taken, and of what else lay in the file, nothing is left (A27, A28, A29).
/// </summary>
public static class MapImage
{
    private const int JpegQuality = 88;

    /// <summary>Cleans one image.</summary>
    /// <param name="bytes">The file: PNG, JPEG, GIF or WebP. Never throws on a bad one.</param>
    public static CleanImage Clean(ReadOnlySpan<byte> bytes) => Clean(bytes, MapLimits.ImagePixels, out _);

    /// <summary>
    /// Cleans the images of a file that was read. What cannot be kept is told as a problem, its nodes go without; the maps are read all the same.
    /// </summary>
    public static MapReading Clean(MapReading reading)
    {
        if (reading.Refusal is not null) return reading;
        var (room, kept, hashes, problems) = (MapLimits.ImagePixelsOfFile, new Dictionary<string, ReadOnlyMemory<byte>>(), new Dictionary<string, string>(), new List<MapProblem>());
        foreach (var node in reading.Maps.SelectMany(map => map.Nodes))
        {
            if (node.Details.Image is not { } hash) continue;
            if (!hashes.ContainsKey(hash)) hashes[hash] = Take(reading.Images, hash);
            MapBuilder.Describe(node, node.Details with { Image = hashes[hash].Length > 0 ? hashes[hash] : null });
        }
        return hashes.Count == 0 ? reading : reading with { Images = kept, Problems = [.. reading.Problems, .. problems] };

        string Take(IReadOnlyDictionary<string, ReadOnlyMemory<byte>> images, string hash)
        {
            if (kept.Count == MapLimits.ImagesOfMap) return Leave(hash, "too_many_images", $"The file has more than the {MapLimits.ImagesOfMap} images that a map may have; the rest were left out.");
            if (!images.TryGetValue(hash, out var bytes)) return Leave(hash, "image_missing", "An image is not in the file; save the map with its images and open it again.");
            var clean = Clean(bytes.Span, Math.Min(room, MapLimits.ImagePixels), out var pixels);
            room -= pixels;
            if (clean.Refusal is { } refusal) return Leave(hash, refusal.Code, $"An image was left out. {refusal.Message}");
            kept[clean.Hash] = clean.Bytes;
            return clean.Hash;
        }

        string Leave(string hash, string code, string message)
        {
            if (!problems.Exists(p => p.Code == code)) problems.Add(new MapProblem(0, code, message));
            return "";
        }
    }

    private static CleanImage Clean(ReadOnlySpan<byte> bytes, long mostPixels, out long pixels)
    {
        pixels = 0;
        if (IsSvg(bytes)) return CleanImage.Refused("image_svg", "An SVG is a program as well as an image; export it as PNG and take that.");
        if (ImageBytes.TypeOf(bytes) is not { } type) return CleanImage.Refused("image_type", "It is no PNG, JPEG, GIF or WebP; save it as one of these.");
        if (bytes.Length > MapLimits.ImageBytesIn) return CleanImage.Refused("image_too_large", $"It takes more than {MapLimits.ImageBytesIn >> 20} MB; save it smaller.");
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data);
        if (codec is null) return Damaged();
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width > MapLimits.ImageSide || height > MapLimits.ImageSide || (long)width * height > mostPixels)
            return CleanImage.Refused("image_too_large", $"It has {width:N0} x {height:N0} pixels, more than are looked at; save it smaller.");
        if (codec.FrameCount > MapLimits.ImageFrames) return CleanImage.Refused("image_too_many_frames", $"It has {codec.FrameCount:N0} frames; save one of them as an image.");
        pixels = (long)width * height;
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul));
        if (codec.GetPixels(bitmap.Info, bitmap.GetPixels()) != SKCodecResult.Success) return Damaged();
        return new CleanImage(Encode(bitmap, codec.EncodedOrigin, type == "image/jpeg"), null);
    }

    private static CleanImage Damaged() => CleanImage.Refused("image_damaged", "It is damaged; save it again.");

    private static bool IsSvg(ReadOnlySpan<byte> bytes)
    {
        var text = bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes;
        return text.TrimStart(" \t\r\n"u8) is [(byte)'<', ..];
    }

    private static byte[] Encode(SKBitmap bitmap, SKEncodedOrigin origin, bool asJpeg)
    {
        var isTurned = origin >= SKEncodedOrigin.LeftTop;
        var (width, height) = isTurned ? (bitmap.Height, bitmap.Width) : (bitmap.Width, bitmap.Height);
        var scale = Math.Min(1f, (float)MapLimits.ImageSideKept / Math.Max(width, height));
        using var upright = new SKBitmap(new SKImageInfo(Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)), SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(upright))
        using (var image = SKImage.FromBitmap(bitmap))
        {
            // A drawing of black lines on nothing is to be seen on a dark page too.
            canvas.Clear(SKColors.White);
            canvas.Scale((float)upright.Width / width, (float)upright.Height / height);
            canvas.Concat(Turning(origin, width, height));
            canvas.DrawImage(image, 0, 0, scale < 1 ? new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear) : new SKSamplingOptions(SKFilterMode.Nearest));
        }
        using var pixels = upright.PeekPixels();
        using var encoded = asJpeg ? pixels.Encode(new SKJpegEncoderOptions(JpegQuality)) : pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, 6));
        return encoded?.ToArray() ?? throw new InvalidOperationException("The image could not be encoded.");
    }

    /// <summary>From how the pixels lie in the file to how the camera was held; width and height are those of the upright image.</summary>
    private static SKMatrix Turning(SKEncodedOrigin origin, int width, int height) => origin switch
    {
        SKEncodedOrigin.TopRight => new SKMatrix(-1, 0, width, 0, 1, 0, 0, 0, 1),
        SKEncodedOrigin.BottomRight => new SKMatrix(-1, 0, width, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.BottomLeft => new SKMatrix(1, 0, 0, 0, -1, height, 0, 0, 1),
        SKEncodedOrigin.LeftTop => new SKMatrix(0, 1, 0, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightTop => new SKMatrix(0, -1, width, 1, 0, 0, 0, 0, 1),
        SKEncodedOrigin.RightBottom => new SKMatrix(0, -1, width, -1, 0, height, 0, 0, 1),
        SKEncodedOrigin.LeftBottom => new SKMatrix(0, 1, 0, -1, 0, height, 0, 0, 1),
        _ => SKMatrix.Identity,
    };
}
