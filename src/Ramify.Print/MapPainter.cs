using Ramify.Layout;
using Ramify.Maps;
using Ramify.Render;
using SkiaSharp;

namespace Ramify.Print;

/// <summary>
/// Paints a laid-out map as the SVG writer writes it, from the same layout: branches, curves, nodes, marks, in this order.
/// The canvas counts in px of the drawing.
/// </summary>
internal sealed class MapPainter(SKCanvas canvas, PaintStyle style, TextPainter text, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> images)
{
    private const float Px = 64;
    /// <summary>Width of a line in ink-saving prints.</summary>
    private const float ThinLine = 1.1f;
    /// <summary>A branch that is as wide at its start is drawn a little stronger there.</summary>
    private const int MainBranch = 5 * 64;

    private readonly ShapePainter shapes = new(canvas);
    private readonly ImagePainter pictures = new(canvas, images, style);

    /// <summary>Paints a map.</summary>
    /// <param name="layout">Where everything is.</param>
    /// <param name="showing">How much of each text is shown; all of it where null.</param>
    /// <param name="pageOf">The page where a folded node goes on, painted in place of how many nodes it hides; null to paint that.</param>
    /// <param name="hidesFoldMarks">Whether folded nodes look as if they had no more below them.</param>
    public void Paint(MapLayout layout, Showing[]? showing = null, Func<Node, int>? pageOf = null, bool hidesFoldMarks = false)
    {
        foreach (ref readonly var branch in layout.Branches) PaintBranch(branch, layout.Colours[branch.Child]);
        var curves = new CurvePainter(style, text, shapes);
        curves.PaintCurves(layout);
        foreach (var i in layout.ReadingOrder)
        {
            PaintBody(layout, i, showing?[i] ?? Showing.Text);
            if (layout.ImageBoxOf(i) is { } box && showing?[i] != Showing.Blank) pictures.Paint(layout.Nodes[i].Details.Image!, box);
            PaintText(layout, i, showing?[i] ?? Showing.Text);
        }
        new MarkPainter(canvas, style, text, shapes).PaintMarks(layout, pageOf, hidesFoldMarks);
        curves.PaintChips(layout);
    }

    private void PaintBranch(in Branch branch, int colour)
    {
        if (style.SavesInk) PaintMiddle(branch, colour);
        else
        {
            using var outline = PathData.Of((ref Utf8Writer writer, Branch shape) => BranchOutline.Write(ref writer, shape), branch);
            shapes.Fill(outline, style.Line(colour));
        }
    }

    /// <summary>Saving ink, a branch is one line of its pattern.</summary>
    private void PaintMiddle(in Branch branch, int colour)
    {
        using var path = new SKPathBuilder();
        path.MoveTo(PointOf(branch.Stem));
        path.LineTo(PointOf(branch.Start));
        path.CubicTo(PointOf(branch.StartControl), PointOf(branch.EndControl), PointOf(branch.End));
        using var line = path.Detach();
        using var pattern = style.Pattern(colour);
        shapes.Stroke(line, style.Line(colour), branch.FromWidth >= MainBranch ? 1.7f : ThinLine, pattern);
    }

    private void PaintBody(MapLayout layout, int i, Showing showing)
    {
        var (box, colour) = (layout.Boxes[i], layout.Colours[i]);
        var isBlank = showing == Showing.Blank;
        switch (layout.Kinds[i])
        {
            case NodeKind.Centre:
                shapes.Box(box, 16, style.Fill(0), style.SavesInk ? style.Ink : null, 2.4f);
                break;
            case NodeKind.Trunk:
                var isFirst = layout.Parents[i] >= 0 && layout.Depths[i] == 1;
                shapes.Pill(box.Inflate(-64), isFirst, style.Paper, style.Ink, style.SavesInk ? ThinLine : 2);
                break;
            case NodeKind.MainHeading when style.SavesInk || isBlank:
                shapes.Box(box.Inflate(-77), 10, style.Paper, style.Line(colour), 2);
                break;
            case NodeKind.MainHeading:
                shapes.Box(box, 10, style.Line(colour), null, 0);
                break;
            case NodeKind.MainLeaf:
                shapes.Box(box.Inflate(-77), 9, isBlank ? style.Paper : style.Tint(colour), style.Line(colour), style.SavesInk ? ThinLine : 2.4f);
                break;
            case NodeKind.BoxHeading or NodeKind.Box:
                shapes.Box(box.Inflate(-45), 7, isBlank ? style.Paper : style.Tint(colour), style.Line(colour), style.SavesInk ? 0.9f : 1.4f);
                break;
            default:
                if (isBlank) shapes.Box(box.Inflate(-32), 4, style.Paper, style.Quiet, 0.7f);
                PaintTick(box, layout.Sides[i], colour);
                break;
        }
    }

    /// <summary>The bar on the edge towards the parent.</summary>
    private void PaintTick(MapBox box, Side side, int colour)
    {
        long thick = style.SavesInk ? (long)(ThinLine * Px) : 3 * 64;
        var tick = side switch
        {
            Side.Left => new MapBox(box.Right - thick, box.Y, thick, box.Height),
            Side.Down => new MapBox(box.X, box.Y, box.Width, thick),
            _ => new MapBox(box.X, box.Y, thick, box.Height),
        };
        shapes.Box(tick, thick / Px / 2, style.Line(colour), null, 0);
    }

    private void PaintText(MapLayout layout, int i, Showing showing)
    {
        var node = layout.Nodes[i];
        if (showing == Showing.Blank || string.IsNullOrWhiteSpace(node.Text)) return;
        var (box, units, height) = (layout.TextBoxOf(i), layout.TextSizeOf(i), layout.LineHeightOf(i));
        var (size, runsLeft) = (units / Px, TextDirection.IsRightToLeft(node.Text));
        var link = showing == Showing.Text ? SafeLink.Normalise(node.Details.Link) : null;
        var baseline = box.Y + height / 2 + units * TextPainter.HalfCapital / 1000;
        foreach (var line in layout.LinesOf(i))
        {
            var room = (int)(((long)line.Width * units + 999) / 1000);
            var start = SvgNodes.LineStart(layout.Kinds[i], layout.Sides[i], box, room, runsLeft) - (runsLeft ? room : 0);
            var glyphs = text.Line(node.Text.AsSpan(line.Start, line.Length), layout.WeightOf(i), size, layout.Options.Spacing, runsLeft);
            var x = (start + (runsLeft ? Math.Max(0, room - glyphs.Width * Px) : 0)) / Px;
            PaintLine(glyphs, x, baseline / Px, size, room / Px, InkOf(layout, i, showing), showing, link);
            baseline += height;
        }
    }

    private SKColor InkOf(MapLayout layout, int i, Showing showing) =>
        layout.Kinds[i] is NodeKind.Centre or NodeKind.MainHeading && !(showing == Showing.FirstLetters && style.SavesInk) ? style.OnFill : style.Ink;

    private void PaintLine(GlyphLine line, float x, float baseline, float size, float room, SKColor ink, Showing showing, string? link)
    {
        if (showing == Showing.FirstLetters) FirstLetters.Paint(shapes, text, line, x, baseline, size, ink);
        else text.Draw(line, x, baseline, size, ink, room);
        if (link is null) return;
        var width = Math.Min(line.Width, room);
        shapes.Line(x, baseline + size * 0.12f, x + width, baseline + size * 0.12f, ink, size * 0.06f);
        canvas.DrawUrlAnnotation(new SKRect(x, baseline - size * 0.8f, x + width, baseline + size * 0.25f), link)?.Dispose();
    }

    private static SKPoint PointOf(MapPoint point) => new(point.X / Px, point.Y / Px);
}
