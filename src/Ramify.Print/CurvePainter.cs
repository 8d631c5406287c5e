using System.Globalization;
using Ramify.Layout;
using Ramify.Render;
using SkiaSharp;

namespace Ramify.Print;

/// <summary>Paints what runs across the tree: curves to shared nodes, links with their labels, and chips for far ends.</summary>
internal sealed class CurvePainter(PaintStyle style, TextPainter text, ShapePainter shapes)
{
    private const float Px = 64;
    private static readonly float Size = MapStyle.MarkSize / Px;
    private static readonly float[] Dashes = [5, 4], ChipDashes = [4, 3];

    /// <summary>Curves lie under the nodes.</summary>
    public void PaintCurves(MapLayout layout)
    {
        foreach (var curve in layout.Curves) PaintCurve(layout, curve);
    }

    public void PaintChips(MapLayout layout)
    {
        foreach (var chip in layout.Chips) PaintChip(layout, chip);
    }

    private void PaintCurve(MapLayout layout, Curve curve)
    {
        var isLink = curve.Link is not null;
        var colour = isLink || style.SavesInk ? style.Quiet : style.Line(layout.Colours[curve.To]);
        using var line = PathData.Of(CurveOutline.WriteLine, curve);
        using var tip = PathData.Of(CurveOutline.WriteTip, curve);
        using var dashes = isLink ? null : SKPathEffect.CreateDash(Dashes, 0);
        shapes.Stroke(line, colour, (isLink ? 2 : 1.8f) * (style.SavesInk ? 0.6f : 1), dashes, SKStrokeCap.Round);
        shapes.Fill(tip, colour);
        if (curve.Label.Count > 0) PaintPlate(curve);
    }

    private void PaintPlate(Curve curve)
    {
        shapes.Box(curve.Plate, 5, style.Paper, style.Quiet, 1);
        var baseline = curve.Plate.MiddleY - curve.Label.Count * LabelPlate.LineHeight / 2 + LabelPlate.LineHeight / 2 + MapStyle.MarkSize * TextPainter.HalfCapital / 1000;
        for (var n = 0; n < curve.Label.Count; n++, baseline += LabelPlate.LineHeight)
            text.DrawCentred(curve.Label[n], FontWeight.SemiBold, Size, curve.Plate.MiddleX / Px, baseline / Px, style.Ink);
    }

    /// <summary>An arrow and the number of the branch where the other end is. The font has no arrow: it is drawn.</summary>
    private void PaintChip(MapLayout layout, Chip chip)
    {
        var colour = style.Line(layout.Colours[chip.To]);
        shapes.Box(chip.Plate, 10, style.Paper, colour, 1.8f, ChipDashes);
        var number = text.Line(layout.BranchNumbers[chip.To].ToString(CultureInfo.InvariantCulture), FontWeight.Bold, Size);
        var (middle, arrow) = (chip.Plate.MiddleY / Px, Size * 0.8f);
        var x = chip.Plate.MiddleX / Px - (arrow + 3 + number.Width) / 2;
        shapes.Line(x, middle, x + arrow, middle, colour, 1.5f);
        shapes.Line(x + arrow - 3.5f, middle - 3.5f, x + arrow, middle, colour, 1.5f);
        shapes.Line(x + arrow - 3.5f, middle + 3.5f, x + arrow, middle, colour, 1.5f);
        text.Draw(number, x + arrow + 3, middle + Size * TextPainter.HalfCapital / 1000, Size, colour);
    }
}
