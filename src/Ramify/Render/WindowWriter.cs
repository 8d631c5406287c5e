using System.Buffers;
using System.Text;
using Ramify.Layout;

namespace Ramify.Render;

/// <summary>
/// Writes what is seen of a map's part as SVG, with the elements and classes of <see cref="SvgWriter"/>. What is too small to
/// read is one path a colour, so that a page draws it without effort.
/// </summary>
/// <remarks>
/// Browsers count lengths of SVG in single precision, so places are counted from <c>data-origin</c>, a corner of a coarse grid
/// near the window: windows that have it in common have equal nodes in common. <c>data-extent</c> is the whole map in its own px.
/// </remarks>
public static class WindowWriter
{
    private const int Px = 64;

    /// <summary>Single precision holds a tenth of a px up to here and some screens further.</summary>
    private const long Grid = 65_536L * Px;

    /// <summary>Narrowest branch that shows its taper, in px of the screen; the others are lines.</summary>
    private const double LeastTaper = 2.2;

    /// <summary>Writes a window of a layout.</summary>
    public static void Write(EditableLayout layout, MapWindow window, SvgOptions options, IBufferWriter<byte> output)
    {
        var origin = new MapPoint(OnGrid(window.Area.X), OnGrid(window.Area.Y));
        var near = window.From(origin);
        var writer = new Utf8Writer(output);
        WriteHead(ref writer, layout, near, origin, options);
        WriteBranches(ref writer, near);
        WriteBars(ref writer, near);
        SvgMarks.WriteCurves(ref writer, near);
        for (var i = 0; i < near.Nodes.Length; i++) WriteNode(ref writer, near, i, options);
        SvgMarks.WriteMarks(ref writer, near, options);
        writer.Raw("</svg>\n"u8);
        writer.Finish();
    }

    /// <summary>Writes a window and returns it as text.</summary>
    public static string Write(EditableLayout layout, MapWindow window, SvgOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(layout, window, options, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static long OnGrid(long place) => (long)Math.Floor((double)place / Grid) * Grid;

    private static void WriteHead(ref Utf8Writer writer, EditableLayout layout, MapWindow window, MapPoint origin, SvgOptions options)
    {
        writer.Raw("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"map\" viewBox=\""u8);
        Numbers(ref writer, window.Area);
        writer.Raw("\" data-extent=\""u8);
        Numbers(ref writer, layout.Bounds);
        writer.Raw("\" data-origin=\""u8);
        writer.Number(origin.X / Px);
        writer.Raw(" "u8);
        writer.Number(origin.Y / Px);
        writer.Raw("\" role=\"tree\" aria-label=\""u8);
        writer.Text(options.Label ?? SvgWriter.LabelOf(layout.Map));
        SvgWriter.WriteSpacing(ref writer, layout.Options.Spacing);
        writer.Raw("\">"u8);
    }

    private static void Numbers(ref Utf8Writer writer, MapBox box)
    {
        writer.Px(box.X);
        writer.Raw(" "u8);
        writer.Px(box.Y);
        writer.Raw(" "u8);
        writer.Px(box.Width);
        writer.Raw(" "u8);
        writer.Px(box.Height);
    }

    /// <summary>Branches of one colour that follow one another are one group of two paths: the broad ones and the lines.</summary>
    private static void WriteBranches(ref Utf8Writer writer, MapWindow window)
    {
        writer.Raw("<g class=\"edges\" aria-hidden=\"true\">"u8);
        var branches = window.Branches;
        var colours = window.BranchColours;
        for (var from = 0; from < branches.Length;)
        {
            var to = from + 1;
            while (to < branches.Length && colours[to] == colours[from]) to++;
            WriteGroup(ref writer, branches[from..to], colours[from], window.Scale);
            from = to;
        }
        writer.Raw("</g>\n"u8);
    }

    private static void WriteGroup(ref Utf8Writer writer, ReadOnlySpan<Branch> branches, int colour, double scale)
    {
        writer.Raw("<g class=\"c"u8);
        writer.Number(colour);
        writer.Raw("\">"u8);
        WritePath(ref writer, branches, scale, isBroad: true);
        WritePath(ref writer, branches, scale, isBroad: false);
        writer.Raw("</g>\n"u8);
    }

    private static void WritePath(ref Utf8Writer writer, ReadOnlySpan<Branch> branches, double scale, bool isBroad)
    {
        var any = false;
        foreach (ref readonly var branch in branches)
        {
            if (branch.FromWidth * scale >= LeastTaper * Px != isBroad) continue;
            if (!any) writer.Raw(isBroad ? "<path d=\""u8 : "<path class=\"line\" d=\""u8);
            any = true;
            if (isBroad) BranchOutline.Write(ref writer, branch);
            else WriteLine(ref writer, branch);
        }
        if (any) writer.Raw("\"/>"u8);
    }

    private static void WriteLine(ref Utf8Writer writer, in Branch branch)
    {
        writer.Raw("M"u8);
        Point(ref writer, branch.Stem);
        if (branch.Stem != branch.Start)
        {
            writer.Raw("L"u8);
            Point(ref writer, branch.Start);
        }
        writer.Raw("C"u8);
        Point(ref writer, branch.StartControl);
        writer.Raw(" "u8);
        Point(ref writer, branch.EndControl);
        writer.Raw(" "u8);
        Point(ref writer, branch.End);
    }

    private static void WriteBars(ref Utf8Writer writer, MapWindow window)
    {
        if (window.Bars.IsEmpty) return;
        writer.Raw("<g class=\"bars\" aria-hidden=\"true\">"u8);
        for (byte colour = 0; colour <= Theme.Light.Palette.Length; colour++) WriteBars(ref writer, window.Bars, colour);
        writer.Raw("</g>\n"u8);
    }

    private static void WriteBars(ref Utf8Writer writer, ReadOnlySpan<DrawnBar> bars, byte colour)
    {
        var any = false;
        foreach (ref readonly var bar in bars)
        {
            if (bar.Colour != colour) continue;
            if (!any)
            {
                writer.Raw("<path class=\"c"u8);
                writer.Number(colour);
                writer.Raw("\" d=\""u8);
            }
            any = true;
            WriteBar(ref writer, bar.Box);
        }
        if (any) writer.Raw("\"/>"u8);
    }

    private static void WriteBar(ref Utf8Writer writer, MapBox box)
    {
        writer.Raw("M"u8);
        Point(ref writer, new MapPoint(box.X, box.Y));
        writer.Raw("h"u8);
        writer.Px(box.Width);
        writer.Raw("v"u8);
        writer.Px(box.Height);
        writer.Raw("h"u8);
        writer.Px(-box.Width);
        writer.Raw("z"u8);
    }

    private static void WriteNode(ref Utf8Writer writer, MapWindow window, int i, SvgOptions options)
    {
        ref readonly var node = ref window.Nodes[i];
        var text = new NodeText(window.LinesOf(i), window.TextBoxOf(i), window.TextSizeOf(i), window.LineHeightOf(i), window.ImageBoxOf(i));
        SvgNodes.WritePart(ref writer, node, text, isFirst: i == 0, options);
    }

    private static void Point(ref Utf8Writer writer, MapPoint point)
    {
        writer.Px(point.X);
        writer.Raw(" "u8);
        writer.Px(point.Y);
    }
}
