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
    private const float TitleSize = 42, AboutSize = 24;

    /// <summary>Smallest text of a level below the main branches, and of the main branches, px.</summary>
    private const double ReadableBelow = 17, ReadableMain = 20;

    private const int DeepestLevel = 3;

    /// <summary>Writes the picture as PNG.</summary>
    public static DrawReport Write(MindMap map, PrintFonts fonts, Stream to) => MapPng.Draw(Width, Height, Theme.Light, to, (canvas, report) =>
    {
        var text = new TextPainter(canvas, fonts, report);
        var (layout, leftOut) = Readable(map);
        PaintHead(canvas, text, map, leftOut);
        if (layout.Count == 0) return;
        var scale = ScaleOf(layout);
        canvas.Translate((float)((Width - layout.Width / 64.0 * scale) / 2), (float)(Head + (Height - Head - Margin - layout.Height / 64.0 * scale) / 2));
        canvas.Scale((float)scale);
        new MapPainter(canvas, new PaintStyle(Theme.Light, SavesInk: false), text).Paint(layout, hidesFoldMarks: true);
    });

    private static FitTarget Area => new(Width - 2 * Margin, Height - Head - Margin);

    /// <summary>The deepest level whose text can be read; of very many main branches the first, and how many are left out.</summary>
    private static (MapLayout Layout, int LeftOut) Readable(MindMap map)
    {
        for (var level = DeepestLevel; level > 1; level--)
            if (LaidOut(map, level) is var deep && SmallestText(deep) >= ReadableBelow) return (deep, 0);
        var mains = LaidOut(map, 1);
        if (SmallestText(mains) >= ReadableMain || map.Roots.Length != 1) return (mains, 0);
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
            if (count <= 3 || SmallestText(layout) >= ReadableMain) return (layout, part.Count - count);
            count--;
        }
    }

    private static MapLayout LaidOut(MindMap map, int level) => MapLayout.Of(map, new LayoutOptions { Fit = Area, Fold = Fold.ToLevel(level) });

    private static double ScaleOf(MapLayout layout) => Area.ScaleFor(layout.Width / 64.0, layout.Height / 64.0);

    private static double SmallestText(MapLayout layout) => new PrintPage(layout, null).SmallestText * ScaleOf(layout);

    private static void PaintHead(SKCanvas canvas, TextPainter text, MindMap map, int leftOut)
    {
        var about = text.Line(About(map, leftOut), FontWeight.Regular, AboutSize);
        var style = new PaintStyle(Theme.Light, SavesInk: false);
        text.Draw(about, Width - Side - about.Width, 66, AboutSize, style.Quiet);
        var room = Width - 2 * Side - about.Width - 24;
        var title = text.Line(TitleOf(map), FontWeight.Bold, TitleSize);
        text.Draw(text.Shortened(title, FontWeight.Bold, TitleSize, room), Side, 68, TitleSize, style.Ink);
    }

    private static string TitleOf(MindMap map) => map.Info.Title.Length > 0 || map.Roots.Length == 0 ? map.Info.Title : map.Roots[0].Node.Text;

    private static string About(MindMap map, int leftOut) => leftOut > 0
        ? string.Create(CultureInfo.InvariantCulture, $"and {leftOut} more branches")
        : string.Create(CultureInfo.InvariantCulture, $"mind map · {map.NodeCount} {(map.NodeCount == 1 ? "idea" : "ideas")}");
}
