using Ramify.Layout;
using Ramify.Maps;
using Ramify.Tests.Fixtures;
using SkiaSharp;

namespace Ramify.Print.Tests;

/// <summary>Images of nodes in PNG and PDF, looked for by their colours: red on the left, blue on the right.</summary>
public sealed class ImageTests
{
    private static readonly byte[] Image = MapImage.Clean(Rasters.Halves()).Bytes;
    private static readonly Dictionary<string, ReadOnlyMemory<byte>> Images = new() { [ImageBytes.HashOf(Image)] = Image };

    [Fact]
    public void In_a_PNG_an_image_is_where_its_box_is()
    {
        var layout = MapLayout.Of(Map(), new LayoutOptions { Fit = FitTarget.Phone });
        using var stream = new MemoryStream();
        MapPng.Write(layout, new PictureOptions { Density = 1, Images = Images }, stream);
        using var picture = SKBitmap.Decode(stream.ToArray());
        var scale = picture.Width / (layout.Width / 64.0);
        var box = layout.ImageBoxOf(layout.Nodes.ToArray().ToList().FindIndex(node => node.Details.Image is not null))!.Value;
        // Twice as wide as high, as large as it fits into the box and in the middle of it.
        var width = Math.Min(box.Width, 2 * box.Height) / 64.0 * scale;
        var (x, y) = (box.MiddleX / 64.0 * scale, box.MiddleY / 64.0 * scale);
        AssertIs(SKRectI.Create((int)(x - width / 2), (int)(y - width / 4), (int)(width / 2), (int)(width / 2)), Area(picture, IsRed));
        AssertIs(SKRectI.Create((int)x, (int)(y - width / 4), (int)(width / 2), (int)(width / 2)), Area(picture, IsBlue));
    }

    [Fact]
    public void In_a_PDF_an_image_stands_whole_over_the_words_of_its_node()
    {
        using var pdf = Pdf.Of(Map(), PrintOptions.Default with { Images = Images });
        pdf.Check();
        Assert.Equal(["60", "30"], Assert.Single(pdf.Images()).Split(' ', StringSplitOptions.RemoveEmptyEntries)[3..5]);
        using var seen = pdf.Seen();
        var (red, blue) = (Area(seen, IsRed), Area(seen, IsBlue));
        Assert.True(red is { Width: > 20, Left: > 0, Top: > 0 } && blue.Right < seen.Width && blue.Bottom < seen.Height, $"{red} {blue}");
        AssertIs(SKRectI.Create(red.Right, red.Top, red.Width, red.Height), blue);
        Assert.InRange(red.Width - red.Height, -2, 2);
        var (_, left, right) = pdf.Words().Single(word => word.Word == "Shown");
        Assert.True(left < blue.Right && right > red.Left, $"{red} {blue} {left} {right}");
    }

    [Fact]
    public void An_image_that_nobody_has_is_an_empty_frame()
    {
        using var pdf = Pdf.Of(Map());
        pdf.Check();
        Assert.Empty(pdf.Images());
        Assert.Contains("Shown", pdf.Text(), StringComparison.Ordinal);
    }

    private static MindMap Map()
    {
        var builder = new MapBuilder();
        var root = builder.Add(null, "Root");
        MapBuilder.Describe(builder.Add(root, "Shown"), new NodeDetails { Image = ImageBytes.HashOf(Image) });
        builder.Add(root, "Beside");
        return builder.Build();
    }

    private static bool IsRed(SKColor pixel) => pixel is { Red: > 240, Green: < 15, Blue: < 15 };

    private static bool IsBlue(SKColor pixel) => pixel is { Red: < 15, Green: < 15, Blue: > 240 };

    /// <summary>The rectangle of all pixels of a colour, which fill it.</summary>
    private static SKRectI Area(SKBitmap picture, Func<SKColor, bool> isColour)
    {
        var pixels = picture.Pixels;
        var found = Enumerable.Range(0, picture.Width * picture.Height).Where(i => isColour(pixels[i])).Select(i => (X: i % picture.Width, Y: i / picture.Width)).ToList();
        Assert.NotEmpty(found);
        var area = new SKRectI(found.Min(p => p.X), found.Min(p => p.Y), found.Max(p => p.X) + 1, found.Max(p => p.Y) + 1);
        Assert.True(found.Count > 0.95 * area.Width * area.Height, $"{found.Count} in {area}");
        return area;
    }

    private static void AssertIs(SKRectI expected, SKRectI area) => Assert.True(
        new[] { expected.Left - area.Left, expected.Top - area.Top, expected.Right - area.Right, expected.Bottom - area.Bottom }.All(off => Math.Abs(off) <= 5), $"{expected} and {area}");
}
