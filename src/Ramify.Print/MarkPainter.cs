using System.Globalization;
using Ramify.Layout;
using Ramify.Maps;
using Ramify.Render;
using SkiaSharp;

namespace Ramify.Print;

/// <summary>Paints what stands beside the nodes: numbers, rings, fold marks.</summary>
internal sealed class MarkPainter(SKCanvas canvas, PaintStyle style, TextPainter text, ShapePainter shapes)
{
    private const float Px = 64;
    private static readonly float Size = MapStyle.MarkSize / Px;

    public void PaintMarks(MapLayout layout, Func<Node, int>? pageOf, bool hidesFoldMarks)
    {
        for (var i = 0; i < layout.Count; i++)
        {
            if (layout.Levels[i] == 1) PaintNumber(layout, i);
            if (layout.RingOf(i) is { } ring) PaintRing(layout, i, ring);
            if (!hidesFoldMarks && layout.FoldMarkOf(i) is { } fold) PaintFoldMark(layout, i, fold, pageOf);
        }
    }


    private void PaintNumber(MapLayout layout, int i)
    {
        var (box, number, colour) = (layout.Boxes[i], layout.BranchNumbers[i], layout.Colours[i]);
        var isHole = layout.Kinds[i] == NodeKind.MainHeading;
        var disc = new MapBox(box.X + 11 * 64, box.MiddleY - NodeSizes.Disc / 2, MapLayout.NumberWidth(number), NodeSizes.Disc);
        var isLight = isHole || style.SavesInk;
        shapes.Box(disc, NodeSizes.Disc / Px / 2, isLight ? SKColor.Parse(style.Theme.OnFill) : style.Line(colour), style.SavesInk ? style.Line(colour) : null, 1.2f);
        Digits(number, new MapPoint(disc.MiddleX, disc.MiddleY), isLight ? style.Line(colour) : style.OnFill);
    }

    private void PaintRing(MapLayout layout, int i, MapPoint middle)
    {
        var colour = style.Line(layout.Colours[i]);
        shapes.Disc(middle.X / Px, middle.Y / Px, NodeSizes.Ring / Px - 1, style.Paper, colour, 1.8f);
        Digits(layout.Nodes[i].ParentCount, middle, colour);
    }

    private void PaintFoldMark(MapLayout layout, int i, MapPoint middle, Func<Node, int>? pageOf)
    {
        var stem = Branches.OuterPort(layout.Boxes[i], layout.Sides[i], 0);
        var colour = style.Line(layout.Colours[i]);
        shapes.Line(stem.X / Px, stem.Y / Px, middle.X / Px, middle.Y / Px, colour, 2.4f);
        if (pageOf is null)
        {
            shapes.Disc(middle.X / Px, middle.Y / Px, NodeSizes.FoldMark / Px, style.Fill(layout.Colours[i]), colour, 1);
            Digits(layout.HiddenBelow(i), middle, style.OnFill);
        }
        else PaintPage(middle, pageOf(layout.Nodes[i]), colour);
    }

    /// <summary>A small sheet with the number of the page where the branch goes on, linked to it.</summary>
    private void PaintPage(MapPoint middle, int page, SKColor colour)
    {
        var (x, y, half, corner) = (middle.X / Px, middle.Y / Px, NodeSizes.FoldMark / Px - 1, 6f);
        using var builder = new SKPathBuilder();
        builder.AddPoly([new(x - half, y - half), new(x + half - corner, y - half), new(x + half, y - half + corner), new(x + half, y + half), new(x - half, y + half)], true);
        using var sheet = builder.Detach();
        shapes.Fill(sheet, style.Paper);
        shapes.Stroke(sheet, colour, 1.4f);
        Digits(page, middle, colour, page < 100 ? Size : Size * 0.8f);
        canvas.DrawLinkDestinationAnnotation(new SKRect(x - half, y - half, x + half, y + half), PageName(page))?.Dispose();
    }

    /// <summary>The name of a page inside the file.</summary>
    public static string PageName(int page) => string.Create(CultureInfo.InvariantCulture, $"page-{page}");

    private void Digits(int number, MapPoint middle, SKColor colour) => Digits(number, middle, colour, Size);

    private void Digits(int number, MapPoint middle, SKColor colour, float size) => text.DrawCentred(
        number.ToString(CultureInfo.InvariantCulture), FontWeight.Bold, size, middle.X / Px, middle.Y / Px + size * TextPainter.HalfCapital / 1000, colour);
}
