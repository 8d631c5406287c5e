using Ramify.Layout;
using SkiaSharp;

namespace Ramify.Print;

/// <summary>Paints the images of nodes, each fitted into its box.</summary>
internal sealed class ImagePainter(SKCanvas canvas, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> images, PaintStyle style)
{
    private const float Px = 64;

    /// <summary>An image; where nobody has it, its empty frame.</summary>
    public void Paint(string hash, MapBox box)
    {
        var room = SKRect.Create(box.X / Px, box.Y / Px, box.Width / Px, box.Height / Px);
        using var image = images.TryGetValue(hash, out var bytes) ? SKImage.FromEncodedData(bytes.Span) : null;
        if (image is null)
        {
            using var frame = new SKPaint { Color = style.Quiet, IsStroke = true, StrokeWidth = 1, IsAntialias = true };
            canvas.DrawRoundRect(room, 4, 4, frame);
            return;
        }
        canvas.DrawImage(image, room.AspectFit(new SKSize(image.Width, image.Height)), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
    }
}
