using Ramify.Layout;
using Ramify.Maps;

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
            if (layout.Levels[i] == 1) WriteNumber(ref writer, layout.Boxes[i], layout.Kinds[i], layout.Colours[i], layout.BranchNumbers[i]);
            if (!isPlain && layout.RingOf(i) is { } ring) WriteRing(ref writer, layout.Nodes[i], layout.Colours[i], ring);
            if (layout.FoldMarkOf(i) is { } fold)
                WriteFoldMark(ref writer, layout.Nodes[i], layout.HiddenBelow(i), layout.Colours[i], Branches.OuterPort(layout.Boxes[i], layout.Sides[i], 0), fold, options);
        }
        foreach (var chip in layout.Chips) WriteChip(ref writer, chip.Plate, layout.Nodes[chip.To].Id, layout.Colours[chip.To], layout.BranchNumbers[chip.To], options);
        writer.Raw("</g>\n"u8);
    }

    /// <summary>The marks of a window's nodes; the name of a branch has its number only.</summary>
    public static void WriteMarks(ref Utf8Writer writer, MapWindow window, SvgOptions options)
    {
        writer.Raw("<g class=\"marks\" aria-hidden=\"true\">"u8);
        for (var i = 0; i < window.Nodes.Length; i++)
        {
            ref readonly var node = ref window.Nodes[i];
            if (node.Detail == Detail.Heading)
            {
                if (node.Level == 1) WriteEnlargedNumber(ref writer, node);
                continue;
            }
            if (node.Level == 1) WriteNumber(ref writer, node);
            if (window.RingOf(i) is { } ring) WriteRing(ref writer, node.Node, node.Colour, ring);
            if (window.FoldMarkOf(i) is { } fold) WriteFoldMark(ref writer, node.Node, node.Hidden, node.Colour, Branches.OuterPort(node.Box, node.Side, 0), fold, options);
        }
        foreach (ref readonly var curve in window.Curves)
            if (curve.Line is null) WriteChip(ref writer, curve.Plate, curve.To, curve.Colour, curve.BranchNumber, options);
        writer.Raw("</g>\n"u8);
    }

    /// <summary>The curves of a window, under its nodes.</summary>
    public static void WriteCurves(ref Utf8Writer writer, MapWindow window)
    {
        if (window.Curves.IsEmpty) return;
        writer.Raw("<g class=\"curves\" aria-hidden=\"true\">"u8);
        foreach (ref readonly var curve in window.Curves)
            if (curve.Line is { } line) WriteCurve(ref writer, line, curve.Colour);
        writer.Raw("</g>\n"u8);
    }

    /// <summary>Curves lie under the nodes.</summary>
    public static void WriteCurves(ref Utf8Writer writer, MapLayout layout)
    {
        if (layout.Curves.IsEmpty) return;
        writer.Raw("<g class=\"curves\" aria-hidden=\"true\">"u8);
        foreach (var curve in layout.Curves) WriteCurve(ref writer, curve, layout.Colours[curve.To]);
        writer.Raw("</g>\n"u8);
    }

    private static void WriteCurve(ref Utf8Writer writer, Curve curve, int colour)
    {
        var isLink = curve.Link is not null;
        Open(ref writer, isLink ? "link"u8 : "also"u8, isLink ? 0 : colour);
        writer.Raw("<path class=\"curve\" d=\""u8);
        CurveOutline.WriteLine(ref writer, curve);
        writer.Raw("\"/><path class=\"tip\" d=\""u8);
        CurveOutline.WriteTip(ref writer, curve);
        writer.Raw("\"/>"u8);
        if (curve.Label.Count > 0) WritePlate(ref writer, curve);
        writer.Raw("</g>"u8);
    }

    /// <summary>An arrow and the number of the branch where the other end is; in a page it leads there.</summary>
    private static void WriteChip(ref Utf8Writer writer, MapBox plate, Guid to, int colour, int number, SvgOptions options)
    {
        if (!options.IsFile)
        {
            writer.Raw("<a href=\"#"u8);
            writer.Text(options.IdPrefix);
            writer.Id(to);
            writer.Raw("\" tabindex=\"-1\">"u8);
        }
        Open(ref writer, "mark chip"u8, colour);
        SvgNodes.Rect(ref writer, ""u8, plate, 10 * Px);
        writer.Raw("<text x=\""u8);
        writer.Px(plate.MiddleX);
        writer.Raw("\" y=\""u8);
        writer.Px(plate.MiddleY + MapStyle.MarkSize * 335 / 1000);
        writer.Raw("\">\u2192 "u8);
        writer.Number(number);
        writer.Raw(options.IsFile ? "</text></g>"u8 : "</text></g></a>"u8);
    }

    private static void WritePlate(ref Utf8Writer writer, Curve curve)
    {
        writer.Raw("<g class=\"plate\">"u8);
        SvgNodes.Rect(ref writer, ""u8, curve.Plate, 5 * Px);
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

    private static void WriteEnlargedNumber(ref Utf8Writer writer, in DrawnNode node)
    {
        writer.Raw("<g class=\"name"u8);
        SvgNodes.WriteTransform(ref writer, node);
        writer.Raw("\">"u8);
        WriteNumber(ref writer, node);
        writer.Raw("</g>"u8);
    }

    private static void WriteNumber(ref Utf8Writer writer, in DrawnNode node) => WriteNumber(ref writer, node.Box, node.Kind, node.Colour, node.BranchNumber);

    private static void WriteNumber(ref Utf8Writer writer, MapBox box, NodeKind kind, int colour, int number)
    {
        var width = MapLayout.NumberWidth(number);
        var isFilled = kind == NodeKind.MainHeading;
        var disc = new MapBox(box.X + 11 * Px, box.MiddleY - NodeSizes.Disc / 2, width, NodeSizes.Disc);
        Open(ref writer, "mark number"u8, colour);
        SvgNodes.Rect(ref writer, isFilled ? "hole"u8 : "fill"u8, disc, NodeSizes.Disc / 2);
        Digits(ref writer, new MapPoint(disc.MiddleX, disc.MiddleY), number, isFilled ? "own"u8 : "on"u8);
        writer.Raw("</g>"u8);
    }

    private static void WriteRing(ref Utf8Writer writer, Node node, int colour, MapPoint middle)
    {
        Open(ref writer, "mark ring"u8, colour);
        Circle(ref writer, ""u8, middle, NodeSizes.Ring - Px);
        Digits(ref writer, middle, node.ParentCount, ""u8);
        writer.Raw("</g>"u8);
    }

    private static void WriteFoldMark(ref Utf8Writer writer, Node node, int hidden, int colour, MapPoint stem, MapPoint middle, SvgOptions options)
    {
        writer.Raw("<g class=\"mark fold c"u8);
        writer.Number(colour);
        if (!options.IsFile)
        {
            writer.Raw("\" data-fold=\""u8);
            writer.Id(node.Id);
        }
        writer.Raw("\">"u8);
        writer.Raw("<path class=\"stem\" d=\"M"u8);
        Point(ref writer, stem);
        writer.Raw("L"u8);
        Point(ref writer, middle);
        writer.Raw("\"/>"u8);
        if (!options.IsFile) Dot(ref writer, middle);
        Circle(ref writer, "fill"u8, middle, NodeSizes.FoldMark);
        Digits(ref writer, middle, hidden, "on"u8);
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
