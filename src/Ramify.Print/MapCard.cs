using System.Globalization;
using Ramify.Layout;
using Ramify.Maps;
using Ramify.Render;
using SkiaSharp;

namespace Ramify.Print;

/// <summary>
/// The picture of 1200x630 that other sites show beside a link to a map (Open Graph): the title, and as many levels of
/// the map as can be read where the picture is shown at half its size.
/// </summary>
public static class MapCard
{
    /// <summary>Pixels across.</summary>
    public const int Width = 1200;

    /// <summary>Pixels down.</summary>
    public const int Height = 630;

    private const int Head = 96, Margin = 26, Side = 48;
    private const float AboutSize = 24;
    private static readonly float[] TitleSizes = [42, 36, 31];

    /// <summary>Smallest text, px: 8 to 9 where the picture is shown at half its size.</summary>
    private const double Readable = 17;

    private const int DeepestLevel = 3;

    /// <summary>Writes the picture as PNG.</summary>
    public static DrawReport Write(MindMap map, PrintFonts fonts, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> images, Stream to) => MapPng.Draw(Width, Height, Theme.Light, to, (canvas, report) =>
    {
        var text = new TextPainter(canvas, fonts, report);
        var (layout, leftOut) = AsFarAsReadable(map);
        PaintHead(canvas, text, map, leftOut);
        if (layout.Count == 0) return;
        var scale = ScaleOf(layout);
        canvas.Translate((float)((Width - layout.Width / 64.0 * scale) / 2), (float)(Head + (Height - Head - Margin - layout.Height / 64.0 * scale) / 2));
        canvas.Scale((float)scale);
        new MapPainter(canvas, new PaintStyle(Theme.Light, SavesInk: false), text, images).Paint(layout, hidesFoldMarks: true);
    });

    private static FitTarget Area => new(Width - 2 * Margin, Height - Head - Margin);

    /// <summary>The deepest level whose text can be read; of very many main branches the first, and how many are left out.</summary>
    private static (MapLayout Layout, int LeftOut) AsFarAsReadable(MindMap map)
    {
        for (var level = DeepestLevel; level > 1; level--)
            if (LaidOut(map, level) is var deep && SmallestText(deep) >= Readable) return (deep, 0);
        var mains = LaidOut(map, 1);
        if (SmallestText(mains) >= Readable || map.Roots.Length != 1) return (mains, 0);
        return WithFirstBranches(map, mains);
    }

    private static (MapLayout Layout, int LeftOut) WithFirstBranches(MindMap map, MapLayout mains)
    {
        var first = mains.Levels.IndexOf(1);
        if (first < 0) return (mains, 0);
        var part = BranchPart.Whole(mains.Nodes[mains.Parents[first]]);
        var count = Math.Min(part.Count, 12);
        while (true)
        {
            var layout = LaidOut(BranchMap.Of(map, [part.SplitAt(count).Head], _ => false).Map, 1);
            if (count <= 3 || SmallestText(layout) >= Readable) return (layout, part.Count - count);
            count--;
        }
    }

    private static MapLayout LaidOut(MindMap map, int level) => MapLayout.Of(map, new LayoutOptions { Fit = Area, Fold = Fold.ToLevel(level) });

    private static double ScaleOf(MapLayout layout) => Area.ScaleFor(layout.Width / 64.0, layout.Height / 64.0);

    /// <summary>Of the branches; the trunk only says where they belong.</summary>
    private static double SmallestText(MapLayout layout)
    {
        var smallest = int.MaxValue;
        for (var i = 0; i < layout.Count; i++)
            if (layout.Levels[i] > 0) smallest = Math.Min(smallest, layout.TextSizeOf(i));
        return smallest / 64.0 * ScaleOf(layout);
    }

    private static void PaintHead(SKCanvas canvas, TextPainter text, MindMap map, int leftOut)
    {
        var about = text.Line(About(map, leftOut), FontWeight.Regular, AboutSize);
        var style = new PaintStyle(Theme.Light, SavesInk: false);
        text.Draw(about, Width - Side - about.Width, 66, AboutSize, style.Quiet);
        var room = Width - 2 * Side - about.Width - 24;
        var size = TitleSizes.FirstOrDefault(size => text.Line(MapPdf.TitleOf(map), FontWeight.Bold, size).Width <= room, TitleSizes[^1]);
        var title = text.Line(MapPdf.TitleOf(map), FontWeight.Bold, size);
        text.Draw(text.Shortened(title, FontWeight.Bold, size, room), Side, 68, size, style.Ink);
    }

    private static string About(MindMap map, int leftOut) => leftOut > 0
        ? string.Create(CultureInfo.InvariantCulture, $"and {leftOut} more branches")
        : string.Create(CultureInfo.InvariantCulture, $"{map.NodeCount} {(map.NodeCount == 1 ? "idea" : "ideas")}");
}
