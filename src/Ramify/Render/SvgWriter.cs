using System.Buffers;
using System.Text;
using Ramify.Layout;
using Ramify.Maps;

namespace Ramify.Render;

/// <summary>
/// Writes a laid-out map as SVG, UTF-8, straight to a buffer. Nothing of the map but escaped text and safe links gets
/// in; the elements are svg, title, desc, style, g, a, text, tspan, image, path, rect and circle.
/// </summary>
/// <remarks>
/// To readers it is a tree of the nodes in reading order, one flat <c>treeitem</c> each; everything else is hidden from
/// them. A node's element has the id <c>m-</c> (<see cref="SvgOptions.IdPrefix"/>) and in a page <c>data-node</c>, both with the
/// node's id in hexadecimal digits. What only a page's scripts and styles use, a file goes without.
/// </remarks>
public static class SvgWriter
{
    /// <summary>Writes the picture.</summary>
    public static void Write(MapLayout layout, SvgOptions options, IBufferWriter<byte> output)
    {
        var (branches, nodes) = (PartsOf(layout.Branches.Length), PartsOf(layout.ReadingOrder.Length));
        var parts = new OrderedParts(branches + nodes, (part, to) =>
        {
            var writer = new Utf8Writer(to);
            if (part == 0) WriteHead(ref writer, layout, options);
            if (part < branches) WriteBranches(ref writer, layout, part * PartSize);
            else WriteNodes(ref writer, layout, (part - branches) * PartSize, options);
            writer.Finish();
        }, output);
        parts.Write(Cores.For(layout.Count));
    }

    // Branches or nodes: some hundred kilobytes.
    private const int PartSize = 2048;

    private static int PartsOf(int count) => Math.Max(1, (count + PartSize - 1) / PartSize);

    /// <summary>Writes the picture and returns it as text.</summary>
    public static string Write(MapLayout layout, SvgOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(layout, options, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void WriteHead(ref Utf8Writer writer, MapLayout layout, SvgOptions options)
    {
        var label = options.Label ?? LabelOf(layout.Map);
        writer.Raw("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"map\" viewBox=\"0 0 "u8);
        writer.Px(layout.Width);
        writer.Raw(" "u8);
        writer.Px(layout.Height);
        writer.Raw("\" width=\""u8);
        WriteSize(ref writer, layout, options);
        writer.Raw("\" role=\"tree\" aria-label=\""u8);
        writer.Text(label);
        WriteSpacing(ref writer, layout.Options.Spacing);
        writer.Raw("\">"u8);
        if (!options.IsFile) return;
        writer.Raw("<title>"u8);
        writer.Text(label);
        writer.Raw("</title>"u8);
        if (layout.Map.Info.Description is { Length: > 0 } description)
        {
            writer.Raw("<desc>"u8);
            writer.Text(description);
            writer.Raw("</desc>"u8);
        }
        writer.Raw("<style>"u8);
        writer.Raw(FileStyle(options.Theme, UsesExtendedLatin(layout)));
        writer.Raw("</style><rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n"u8);
    }

    /// <summary>A file is as large as its target; in a page the picture has its own size and the page scales it.</summary>
    private static void WriteSize(ref Utf8Writer writer, MapLayout layout, SvgOptions options)
    {
        var fit = layout.Options.Fit;
        if (!options.IsFile || fit.Height == 0)
        {
            writer.Px(layout.Width);
            writer.Raw("\" height=\""u8);
            writer.Px(layout.Height);
            return;
        }
        writer.Number(fit.Width);
        writer.Text(fit.Unit == "pt" ? "pt" : "");
        writer.Raw("\" height=\""u8);
        writer.Number(fit.Height);
        writer.Text(fit.Unit == "pt" ? "pt" : "");
    }

    internal static void WriteSpacing(ref Utf8Writer writer, TextSpacing spacing)
    {
        if (spacing.Letter == 0 && spacing.Word == 0) return;
        writer.Raw("\" letter-spacing=\""u8);
        WriteEm(ref writer, spacing.Letter);
        writer.Raw("\" word-spacing=\""u8);
        WriteEm(ref writer, spacing.Word);
    }

    private static void WriteEm(ref Utf8Writer writer, int thousandths)
    {
        writer.Raw("."u8);
        if (thousandths < 100) writer.Raw("0"u8);
        if (thousandths < 10) writer.Raw("0"u8);
        writer.Number(Math.Clamp(thousandths, 0, 999));
        writer.Raw("em"u8);
    }

    internal static string LabelOf(MindMap map) =>
        map.Info.Title.Length > 0 ? map.Info.Title : map.Roots.Length > 0 ? map.Roots[0].Node.Text : "Empty map";

    private static readonly Lazy<byte[]>[] Styles = [StyleOf(Theme.Light, false), StyleOf(Theme.Light, true), StyleOf(Theme.Dark, false), StyleOf(Theme.Dark, true)];

    private static Lazy<byte[]> StyleOf(Theme theme, bool extended) => new(() => Encoding.UTF8.GetBytes(MapStyle.File(theme, extended)));

    private static byte[] FileStyle(Theme theme, bool extended) => theme == Theme.Light || theme == Theme.Dark
        ? Styles[(theme == Theme.Dark ? 2 : 0) + (extended ? 1 : 0)].Value
        : Encoding.UTF8.GetBytes(MapStyle.File(theme, extended));

    private static bool UsesExtendedLatin(MapLayout layout)
    {
        foreach (var node in layout.Nodes)
            if (!Ascii.IsValid(node.Text) && (node.Text.AsSpan().ContainsAnyInRange('\u0100', '\u02FF') || node.Text.AsSpan().ContainsAnyInRange('\u1D00', '\u1EFF'))) return true;
        return false;
    }

    /// <summary>A part of the branches: those of one colour that follow one another are one group.</summary>
    private static void WriteBranches(ref Utf8Writer writer, MapLayout layout, int from)
    {
        if (from == 0) writer.Raw("<g class=\"edges\" aria-hidden=\"true\">"u8);
        var last = from == 0 ? -1 : layout.Colours[layout.Branches[from - 1].Child];
        var to = Math.Min(from + PartSize, layout.Branches.Length);
        foreach (ref readonly var branch in layout.Branches[from..to])
        {
            var colour = layout.Colours[branch.Child];
            if (colour != last)
            {
                writer.Raw(last < 0 ? "<g class=\"c"u8 : "</g>\n<g class=\"c"u8);
                writer.Number(colour);
                writer.Raw("\">"u8);
                last = colour;
            }
            writer.Raw("<path d=\""u8);
            BranchOutline.Write(ref writer, branch);
            writer.Raw("\"/>"u8);
        }
        if (to == layout.Branches.Length) writer.Raw(last < 0 ? "</g>\n"u8 : "</g></g>\n"u8);
    }

    /// <summary>A part of the nodes; curves lie under the first, marks over the last.</summary>
    private static void WriteNodes(ref Utf8Writer writer, MapLayout layout, int from, SvgOptions options)
    {
        if (from == 0) SvgMarks.WriteCurves(ref writer, layout);
        var order = layout.ReadingOrder;
        var to = Math.Min(from + PartSize, order.Length);
        for (var i = from; i < to; i++) WriteNode(ref writer, layout, order[i], isFirst: i == 0, options);
        if (to < order.Length) return;
        SvgMarks.WriteMarks(ref writer, layout, options);
        writer.Raw("</svg>\n"u8);
    }

    private static void WriteNode(ref Utf8Writer writer, MapLayout layout, int i, bool isFirst, SvgOptions options)
    {
        var parent = layout.Parents[i];
        var (position, siblings) = parent < 0 ? (i + 1, layout.Map.Roots.Length) : (i - layout.FirstChildren[parent] + 1, layout.ChildCounts[parent]);
        var node = new DrawnNode(
            layout.Nodes[i], layout.Boxes[i], layout.Sides[i], layout.Kinds[i], layout.Colours[i], layout.Levels[i], layout.Depths[i],
            position, siblings, layout.ChildCounts[i], layout.HiddenBelow(i), layout.BranchNumbers[i], -1);
        var text = new NodeText(layout.LinesOf(i), layout.TextBoxOf(i), layout.TextSizeOf(i), layout.LineHeightOf(i), layout.ImageBoxOf(i));
        SvgNodes.Write(ref writer, node, text, isFirst, options);
    }
}
