using Ramify.Layout;
using Ramify.Maps;
using Ramify.Render;
using SkiaSharp;

namespace Ramify.Print.Tests;

public sealed class MapPngTests
{
    [Fact]
    public void A_picture_is_as_large_as_its_target_and_not_blank()
    {
        using var picture = Drawn(MapLayout.Of(Fixture.Railways), new PictureOptions { Density = 1 });
        Assert.Equal((1600, 1000), (picture.Width, picture.Height));
        Assert.InRange(Painted(picture, SKColors.White), 0.1, 0.6);
    }

    [Fact]
    public void Without_a_height_the_picture_is_as_large_as_the_drawing()
    {
        var layout = MapLayout.Of(Fixture.Read("A\n  B\n  C"), new LayoutOptions { Fit = FitTarget.Phone });
        using var picture = Drawn(layout, new PictureOptions { Density = 2 });
        Assert.Equal((int)Math.Round(layout.Width / 32.0), picture.Width);
    }

    [Fact]
    public void A_dark_picture_is_dark()
    {
        using var picture = Drawn(MapLayout.Of(Fixture.Railways), new PictureOptions { Theme = Theme.Dark, Density = 1 });
        Assert.Equal(SKColor.Parse(Theme.Dark.Paper), picture.GetPixel(2, 2));
    }

    [Fact]
    public void A_picture_never_passes_its_limit_of_pixels()
    {
        var layout = MapLayout.Of(Fixture.Read("A\n  B\n  C"), new LayoutOptions { Fit = new FitTarget(100_000, 90_000) });
        using var picture = Drawn(layout, new PictureOptions { Density = 4 });
        Assert.InRange((long)picture.Width * picture.Height, MapPng.MostPixels / 2, MapPng.MostPixels * 1.01);
    }

    [Fact]
    public void The_boxes_are_where_the_layout_has_them()
    {
        var layout = MapLayout.Of(Fixture.Railways);
        using var picture = Drawn(layout, new PictureOptions { Density = 1 });
        var scale = Math.Min(1600 / (layout.Width / 64.0), 1000 / (layout.Height / 64.0));
        var (left, top) = ((1600 - layout.Width / 64.0 * scale) / 2, (1000 - layout.Height / 64.0 * scale) / 2);
        for (var i = 0; i < layout.Count; i++)
        {
            if (layout.Kinds[i] is not (NodeKind.Centre or NodeKind.MainHeading)) continue;
            var box = layout.Boxes[i];
            var pixel = picture.GetPixel((int)(left + (box.X + 5 * 64) / 64.0 * scale), (int)(top + box.MiddleY / 64.0 * scale));
            Assert.Equal(SKColor.Parse(i == 0 ? Theme.Light.Ink : Theme.Light.Palette[layout.Colours[i] - 1].Line), pixel);
        }
    }

    [Fact]
    public void A_card_is_1200_by_630_and_not_blank()
    {
        foreach (var map in new[] { Fixture.Railways, Fixture.Course(2000), Fixture.Read("One"), new MapBuilder { Info = new MapInfo { Title = "Empty" } }.Build() })
        {
            using var stream = new MemoryStream();
            MapCard.Write(map, PrintFonts.Shipped, Ramify.Maps.ImageBytes.None, stream);
            using var picture = SKBitmap.Decode(stream.ToArray());
            Assert.Equal((1200, 630), (picture.Width, picture.Height));
            Assert.True(Painted(picture, SKColors.White) > 0.002);
            Assert.True(stream.Length < 300_000);
        }
    }

    [Fact]
    public void A_card_of_very_many_branches_shows_the_first_of_them()
    {
        var builder = new MapBuilder { Info = new MapInfo { Title = "Many" } };
        var root = builder.Add(null, "Many");
        for (var i = 0; i < 300; i++) builder.Add(root, $"Branch {i}");
        using var stream = new MemoryStream();
        MapCard.Write(builder.Build(), PrintFonts.Shipped, ImageBytes.None, stream);
        using var picture = SKBitmap.Decode(stream.ToArray());
        // Filled boxes, not 300 threads.
        Assert.Contains(SKColor.Parse(Theme.Light.Palette[0].Line), picture.Pixels);
        Assert.InRange(Painted(picture, SKColors.White), 0.1, 0.5);
    }

    private static SKBitmap Drawn(MapLayout layout, PictureOptions options)
    {
        using var stream = new MemoryStream();
        MapPng.Write(layout, options, stream);
        return SKBitmap.Decode(stream.ToArray());
    }

    private static double Painted(SKBitmap picture, SKColor paper) => picture.Pixels.Count(pixel => pixel != paper) / (double)picture.Pixels.Length;
}
