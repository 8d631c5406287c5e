using Ramify.Layout;
using Ramify.Maps;
using Ramify.Render;
using SkiaSharp;

namespace Ramify.Print;

/// <summary>Draws maps as PNG.</summary>
public static class MapPng
{
    /// <summary>Most pixels of a picture: 24 million take 96 MB while it is drawn.</summary>
    public const int MostPixels = 24_000_000;

    private const int LongestSide = 16_000;

    /// <summary>A picture of 1600x1000 holds so many nodes well.</summary>
    private const int NodesOfScreen = 60;

    /// <summary>Writes the whole map, on a larger picture the more nodes it has, so that its text stays readable.</summary>
    public static DrawReport Write(MindMap map, PictureOptions options, Stream to)
    {
        var growth = Math.Min(8, Math.Sqrt(Math.Max(1, (double)map.NodeCount / NodesOfScreen)));
        var fit = new FitTarget((int)(FitTarget.Screen.Width * growth), (int)(FitTarget.Screen.Height * growth));
        return Write(MapLayout.Of(map, new LayoutOptions { Fit = fit }), options, to);
    }

    /// <summary>Writes a picture as large as the layout's target, or as the drawing where that has no height; a point of paper is a px here.</summary>
    public static DrawReport Write(MapLayout layout, PictureOptions options, Stream to)
    {
        var fit = layout.Options.Fit;
        var (width, height) = (layout.Width / 64.0, layout.Height / 64.0);
        var (targetWidth, targetHeight) = fit.Height == 0 ? (width, height) : (fit.Width, fit.Height);
        var density = Bounded(Math.Clamp(options.Density, 0.25, 4), targetWidth, targetHeight);
        var scale = Math.Min(targetWidth / width, targetHeight / height);
        return Draw(Math.Max(1, (int)Math.Round(targetWidth * density)), Math.Max(1, (int)Math.Round(targetHeight * density)), options.Theme, to, (canvas, report) =>
        {
            canvas.Scale((float)density);
            canvas.Translate((float)((targetWidth - width * scale) / 2), (float)((targetHeight - height * scale) / 2));
            canvas.Scale((float)scale);
            new MapPainter(canvas, new PaintStyle(options.Theme, options.InkSaving), new TextPainter(canvas, options.Fonts, report), options.Images).Paint(layout);
        });
    }

    internal static DrawReport Draw(int width, int height, Theme theme, Stream to, Action<SKCanvas, GlyphReport> paint)
    {
        var report = new GlyphReport();
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque));
        using (var canvas = new SKCanvas(bitmap))
        {
            canvas.Clear(SKColor.Parse(theme.Paper));
            paint(canvas, report);
        }
        using var pixels = bitmap.PeekPixels();
        using var data = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.Sub, 6));
        if (data is null) throw new InvalidOperationException("The picture could not be encoded.");
        data.SaveTo(to);
        return new DrawReport(1, report.Missing, report.Unshaped);
    }

    private static double Bounded(double density, double width, double height) =>
        Math.Min(Math.Min(density, LongestSide / Math.Max(width, height)), Math.Sqrt(MostPixels / (width * height)));
}
