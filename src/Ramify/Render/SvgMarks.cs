using Ramify.Layout;

namespace Ramify.Render;

/// <summary>What stands beside the nodes: numbers, rings, fold marks, curves and their labels. Hidden from readers' tools, who hear it in the names.</summary>
internal static class SvgMarks
{
    private const int Px = 64;

    /// <summary>The numbers of main branches, the parents of shared nodes, the counts of what is folded.</summary>
    public static void WriteMarks(ref Utf8Writer writer, MapLayout layout, SvgOptions options)
    {
        writer.Raw("<g class=\"marks\" aria-hidden=\"true\">"u8);
        var isPlain = layout.Map.AlsoUnderCount == 0;
        for (var i = 0; i < layout.Count; i++)
        {
            if (layout.Levels[i] == 1) WriteNumber(ref writer, layout, i);
            if (!isPlain && layout.RingOf(i) is { } ring) WriteRing(ref writer, layout, i, ring);
            if (layout.FoldMarkOf(i) is { } fold) WriteFoldMark(ref writer, layout, i, fold, options);
        }
        foreach (var chip in layout.Chips) WriteChip(ref writer, layout, chip, options);
        writer.Raw("</g>\n"u8);
    }

    /// <summary>Curves lie under the nodes.</summary>
    public static void WriteCurves(ref Utf8Writer writer, MapLayout layout)
    {
        if (layout.Curves.IsEmpty) return;
        writer.Raw("<g class=\"curves\" aria-hidden=\"true\">"u8);
        foreach (var curve in layout.Curves) WriteCurve(ref writer, layout, curve);
        writer.Raw("</g>\n"u8);
    }

    private static void WriteCurve(ref Utf8Writer writer, MapLayout layout, Curve curve)
    {
        var isLink = curve.Link is not null;
        Open(ref writer, isLink ? "link"u8 : "also"u8, isLink ? 0 : layout.Colours[curve.To]);
        writer.Raw("<path class=\"curve\" d=\""u8);
        CurveOutline.WriteLine(ref writer, curve);
        writer.Raw("\"/><path class=\"tip\" d=\""u8);
        CurveOutline.WriteTip(ref writer, curve);
        writer.Raw("\"/>"u8);
        if (curve.Label.Count > 0) WritePlate(ref writer, curve);
        writer.Raw("</g>"u8);
    }

    /// <summary>An arrow and the number of the branch where the other end is; in a page it leads there.</summary>
    private static void WriteChip(ref Utf8Writer writer, MapLayout layout, Chip chip, SvgOptions options)
    {
        if (!options.IsFile)
        {
            writer.Raw("<a href=\"#"u8);
            writer.Text(options.IdPrefix);
            writer.Id(layout.Nodes[chip.To].Id);
            writer.Raw("\" tabindex=\"-1\">"u8);
        }
        Open(ref writer, "mark chip"u8, layout.Colours[chip.To]);
        SvgWriter.Rect(ref writer, ""u8, chip.Plate, 10 * Px);
        writer.Raw("<text x=\""u8);
        writer.Px(chip.Plate.MiddleX);
        writer.Raw("\" y=\""u8);
        writer.Px(chip.Plate.MiddleY + MapStyle.MarkSize * 335 / 1000);
        writer.Raw("\">\u2192 "u8);
        writer.Number(layout.BranchNumbers[chip.To]);
        writer.Raw(options.IsFile ? "</text></g>"u8 : "</text></g></a>"u8);
    }

    private static void WritePlate(ref Utf8Writer writer, Curve curve)
    {
        writer.Raw("<g class=\"plate\">"u8);
        SvgWriter.Rect(ref writer, ""u8, curve.Plate, 5 * Px);
        writer.Raw("<text>"u8);
        var y = curve.Plate.MiddleY - curve.Label.Count * LabelPlate.LineHeight / 2 + LabelPlate.LineHeight / 2 + MapStyle.MarkSize * 335 / 1000;
        for (var n = 0; n < curve.Label.Count; n++, y += LabelPlate.LineHeight)
        {
            writer.Raw("<tspan x=\""u8);
            writer.Px(curve.Plate.MiddleX);
            writer.Raw("\" y=\""u8);
            writer.Px(y);
            writer.Raw("\">"u8);
            writer.Text(curve.Label[n]);
            writer.Raw(n + 1 < curve.Label.Count ? " </tspan>"u8 : "</tspan>"u8);
        }
        writer.Raw("</text></g>"u8);
    }

    private static void WriteNumber(ref Utf8Writer writer, MapLayout layout, int i)
    {
        var box = layout.Boxes[i];
        var number = layout.BranchNumbers[i];
        var width = MapLayout.NumberWidth(number);
        var isFilled = layout.Kinds[i] == NodeKind.MainHeading;
        var disc = new MapBox(box.X + 11 * Px, box.MiddleY - NodeSizes.Disc / 2, width, NodeSizes.Disc);
        Open(ref writer, "mark number"u8, layout.Colours[i]);
        SvgWriter.Rect(ref writer, isFilled ? "hole"u8 : "fill"u8, disc, NodeSizes.Disc / 2);
        Digits(ref writer, new MapPoint(disc.MiddleX, disc.MiddleY), number, isFilled ? "own"u8 : "on"u8);
        writer.Raw("</g>"u8);
    }

    private static void WriteRing(ref Utf8Writer writer, MapLayout layout, int i, MapPoint middle)
    {
        Open(ref writer, "mark ring"u8, layout.Colours[i]);
        Circle(ref writer, ""u8, middle, NodeSizes.Ring - Px);
        Digits(ref writer, middle, layout.Nodes[i].ParentCount, ""u8);
        writer.Raw("</g>"u8);
    }

    private static void WriteFoldMark(ref Utf8Writer writer, MapLayout layout, int i, MapPoint middle, SvgOptions options)
    {
        var stem = Branches.OuterPort(layout.Boxes[i], layout.Sides[i], 0);
        writer.Raw("<g class=\"mark fold c"u8);
        writer.Number(layout.Colours[i]);
        if (!options.IsFile)
        {
            writer.Raw("\" data-fold=\""u8);
            writer.Id(layout.Nodes[i].Id);
        }
        writer.Raw("\">"u8);
        writer.Raw("<path class=\"stem\" d=\"M"u8);
        Point(ref writer, stem);
        writer.Raw("L"u8);
        Point(ref writer, middle);
        writer.Raw("\"/>"u8);
        if (!options.IsFile) Dot(ref writer, middle);
        var count = layout.HiddenBelow(i);
        Circle(ref writer, "fill"u8, middle, NodeSizes.FoldMark);
        Digits(ref writer, middle, count, "on"u8);
        writer.Raw("</g>"u8);
    }

    /// <summary>A stroke of no length, as thick on the screen at every zoom: what is aimed at does not shrink with the map.</summary>
    private static void Dot(ref Utf8Writer writer, MapPoint middle)
    {
        writer.Raw("<path class=\"stem dot\" d=\"M"u8);
        Point(ref writer, middle);
        writer.Raw("h0\"/>"u8);
    }

    private static void Open(ref Utf8Writer writer, ReadOnlySpan<byte> name, int colour)
    {
        writer.Raw("<g class=\""u8);
        writer.Raw(name);
        writer.Raw(" c"u8);
        writer.Number(colour);
        writer.Raw("\">"u8);
    }

    private static void Circle(ref Utf8Writer writer, ReadOnlySpan<byte> name, MapPoint middle, int radius)
    {
        writer.Raw("<circle"u8);
        if (!name.IsEmpty)
        {
            writer.Raw(" class=\""u8);
            writer.Raw(name);
            writer.Raw("\""u8);
        }
        writer.Raw(" cx=\""u8);
        writer.Px(middle.X);
        writer.Raw("\" cy=\""u8);
        writer.Px(middle.Y);
        writer.Raw("\" r=\""u8);
        writer.Px(radius);
        writer.Raw("\"/>"u8);
    }

    private static void Digits(ref Utf8Writer writer, MapPoint middle, int number, ReadOnlySpan<byte> name)
    {
        writer.Raw("<text x=\""u8);
        writer.Px(middle.X);
        writer.Raw("\" y=\""u8);
        writer.Px(middle.Y + MapStyle.MarkSize * 335 / 1000);
        if (!name.IsEmpty)
        {
            writer.Raw("\" class=\""u8);
            writer.Raw(name);
        }
        writer.Raw("\">"u8);
        writer.Number(number);
        writer.Raw("</text>"u8);
    }

    private static void Point(ref Utf8Writer writer, MapPoint point)
    {
        writer.Px(point.X);
        writer.Raw(" "u8);
        writer.Px(point.Y);
    }
}
