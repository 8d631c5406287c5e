using System.Buffers;
using System.Text;
using Ramify.Layout;
using Ramify.Maps;

namespace Ramify.Render;

/// <summary>
/// Writes a laid-out map as SVG, UTF-8, straight to a buffer. Nothing of the map but escaped text and safe links gets
/// in; the elements are svg, title, desc, style, g, a, text, tspan, path, rect and circle.
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

    private static void WriteSpacing(ref Utf8Writer writer, TextSpacing spacing)
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

    private static string LabelOf(MindMap map) =>
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
        var node = layout.Nodes[i];
        writer.Raw("<g role=\"treeitem\" id=\""u8);
        writer.Text(options.IdPrefix);
        writer.Id(node.Id);
        if (!options.IsFile)
        {
            writer.Raw("\" data-node=\""u8);
            writer.Id(node.Id);
        }
        writer.Raw("\" class=\""u8);
        writer.Raw(MapStyle.ClassOf(layout.Kinds[i]));
        if (layout.Colours[i] > 0)
        {
            writer.Raw(" c"u8);
            writer.Number(layout.Colours[i]);
        }
        WritePlaceInTree(ref writer, layout, i);
        if (!options.IsFile) writer.Raw(isFirst ? "\" tabindex=\"0"u8 : "\" tabindex=\"-1"u8);
        WriteName(ref writer, layout, i);
        writer.Raw("\">"u8);
        WriteBody(ref writer, layout, i, options);
        if (!options.IsFile) Rect(ref writer, "focus"u8, layout.Boxes[i].Inflate(2 * 64), 8 * 64);
        WriteText(ref writer, layout, i);
        writer.Raw("</g>\n"u8);
    }

    private static void WritePlaceInTree(ref Utf8Writer writer, MapLayout layout, int i)
    {
        var parent = layout.Parents[i];
        writer.Raw("\" aria-level=\""u8);
        writer.Number(layout.Depths[i] + 1);
        writer.Raw("\" aria-posinset=\""u8);
        writer.Number(parent < 0 ? i + 1 : i - layout.FirstChildren[parent] + 1);
        writer.Raw("\" aria-setsize=\""u8);
        writer.Number(parent < 0 ? layout.Map.Roots.Length : layout.ChildCounts[parent]);
        if (layout.ChildCounts[i] > 0) writer.Raw("\" aria-expanded=\"true"u8);
        else if (layout.HiddenBelow(i) > 0) writer.Raw("\" aria-expanded=\"false"u8);
    }

    /// <summary>Most nodes are named by their text; a label says what else the picture shows of a node.</summary>
    private static void WriteName(ref Utf8Writer writer, MapLayout layout, int i)
    {
        var node = layout.Nodes[i];
        var hidden = layout.HiddenBelow(i);
        if (!node.IsShared && hidden == 0 && !string.IsNullOrWhiteSpace(node.Text)) return;
        writer.Raw("\" aria-label=\""u8);
        writer.Text(string.IsNullOrWhiteSpace(node.Text) ? "(no text)" : node.Text);
        if (node.IsShared)
        {
            writer.Raw(", shared, "u8);
            writer.Number(node.ParentCount);
            writer.Raw(node.ParentCount == 1 ? " parent"u8 : " parents"u8);
        }
        if (hidden == 0) return;
        writer.Raw(", "u8);
        writer.Number(hidden);
        writer.Raw(" hidden"u8);
    }

    private static void WriteBody(ref Utf8Writer writer, MapLayout layout, int i, SvgOptions options)
    {
        var box = layout.Boxes[i];
        switch (layout.Kinds[i])
        {
            case NodeKind.Centre:
                Rect(ref writer, "body"u8, box, 16 * 64);
                break;
            case NodeKind.Trunk when layout.Parents[i] >= 0 && layout.Depths[i] == 1:
                HangingPill(ref writer, box.Inflate(-64));
                break;
            case NodeKind.Trunk:
                Pill(ref writer, box.Inflate(-64));
                break;
            case NodeKind.MainHeading:
                Rect(ref writer, "body"u8, box, 10 * 64);
                break;
            case NodeKind.MainLeaf:
                Rect(ref writer, "body"u8, box.Inflate(-77), 9 * 64);
                break;
            case NodeKind.BoxHeading or NodeKind.Box:
                Rect(ref writer, "body"u8, box.Inflate(-45), 7 * 64);
                break;
            default:
                if (!options.IsFile) Rect(ref writer, "hit"u8, box, 0);
                WriteTick(ref writer, box, layout.Sides[i]);
                break;
        }
    }

    /// <summary>The bar on the edge towards the parent.</summary>
    private static void WriteTick(ref Utf8Writer writer, MapBox box, Side side)
    {
        const int thick = 3 * 64;
        var tick = side switch
        {
            Side.Left => new MapBox(box.Right - thick, box.Y, thick, box.Height),
            Side.Down => new MapBox(box.X, box.Y, box.Width, thick),
            _ => new MapBox(box.X, box.Y, thick, box.Height),
        };
        Rect(ref writer, "tick"u8, tick, thick / 2);
    }

    internal static void Rect(ref Utf8Writer writer, ReadOnlySpan<byte> name, MapBox box, int radius)
    {
        writer.Raw("<rect class=\""u8);
        writer.Raw(name);
        writer.Raw("\" x=\""u8);
        writer.Px(box.X);
        writer.Raw("\" y=\""u8);
        writer.Px(box.Y);
        writer.Raw("\" width=\""u8);
        writer.Px(box.Width);
        writer.Raw("\" height=\""u8);
        writer.Px(box.Height);
        if (radius > 0)
        {
            writer.Raw("\" rx=\""u8);
            writer.Px(radius);
        }
        writer.Raw("\"/>"u8);
    }

    /// <summary>The first pill of a trunk grows out of the centre: its upper corners are square.</summary>
    private static void HangingPill(ref Utf8Writer writer, MapBox box)
    {
        const int radius = 12 * 64;
        writer.Raw("<path class=\"body\" d=\"M"u8);
        writer.Px(box.X);
        writer.Raw(" "u8);
        writer.Px(box.Y);
        writer.Raw("h"u8);
        writer.Px(box.Width);
        writer.Raw("v"u8);
        writer.Px(box.Height - radius);
        writer.Raw("a12 12 0 0 1-12 12h"u8);
        writer.Px(2 * radius - box.Width);
        writer.Raw("a12 12 0 0 1-12-12z\"/>"u8);
    }

    private static void Pill(ref Utf8Writer writer, MapBox box)
    {
        const int radius = 12 * 64;
        writer.Raw("<path class=\"body\" d=\"M"u8);
        writer.Px(box.X + radius);
        writer.Raw(" "u8);
        writer.Px(box.Y);
        writer.Raw("h"u8);
        writer.Px(box.Width - 2 * radius);
        writer.Raw("a12 12 0 0 1 12 12v"u8);
        writer.Px(Math.Max(0, box.Height - 2 * radius));
        writer.Raw("a12 12 0 0 1-12 12h"u8);
        writer.Px(2 * radius - box.Width);
        writer.Raw("a12 12 0 0 1-12-12v"u8);
        writer.Px(-Math.Max(0, box.Height - 2 * radius));
        writer.Raw("a12 12 0 0 1 12-12z\"/>"u8);
    }

    /// <summary>One text; its lines are tspans with the text's own white space between them, so the DOM holds it whole.</summary>
    private static void WriteText(ref Utf8Writer writer, MapLayout layout, int i)
    {
        var node = layout.Nodes[i];
        if (string.IsNullOrWhiteSpace(node.Text)) return;
        var link = SafeLink.Normalise(node.Details.Link);
        if (link is not null)
        {
            writer.Raw("<a href=\""u8);
            writer.Text(link);
            writer.Raw("\" rel=\"noopener noreferrer ugc\" tabindex=\"-1\">"u8);
        }
        WriteLines(ref writer, layout, i, node);
        if (link is not null) writer.Raw("</a>"u8);
    }

    private static void WriteLines(ref Utf8Writer writer, MapLayout layout, int i, Node node)
    {
        var lines = layout.LinesOf(i);
        var (box, size, height) = (layout.TextBoxOf(i), layout.TextSizeOf(i), layout.LineHeightOf(i));
        var isRightToLeft = TextDirection.IsRightToLeft(node.Text);
        writer.Raw(isRightToLeft ? "<text direction=\"rtl\""u8 : "<text"u8);
        if (node.Details.Style.Emphasis != NodeEmphasis.ByLevel)
            writer.Raw(node.Details.Style.Emphasis == NodeEmphasis.Bold ? " class=\"w7\""u8 : " class=\"w4\""u8);
        // Half the height of capitals below the middle of the line.
        var y = box.Y + height / 2 + size * 335 / 1000;
        for (var n = 0; n < lines.Length; n++, y += height)
        {
            var x = LineStart(layout, i, box, (int)(((long)lines[n].Width * size + 999) / 1000), isRightToLeft);
            writer.Raw(lines.Length == 1 ? " x=\""u8 : n == 0 ? "><tspan x=\""u8 : "<tspan x=\""u8);
            writer.Px(x);
            writer.Raw("\" y=\""u8);
            writer.Px(y);
            writer.Raw("\">"u8);
            var from = n == 0 ? 0 : lines[n].Start;
            var to = n + 1 < lines.Length ? lines[n + 1].Start : node.Text.Length;
            writer.Text(node.Text.AsSpan(from, to - from));
            if (lines.Length > 1) writer.Raw("</tspan>"u8);
        }
        writer.Raw("</text>"u8);
    }

    /// <summary>Lines start together; centred in centre and trunk, and on the left of the map against their bar.</summary>
    internal static long LineStart(MapLayout layout, int i, MapBox text, int width, bool isRightToLeft)
    {
        var room = text.Width - width;
        var before = layout.Kinds[i] switch
        {
            NodeKind.Centre or NodeKind.Trunk => room / 2,
            >= NodeKind.Bar when layout.Sides[i] == Side.Left => room,
            >= NodeKind.Bar => 0,
            _ => isRightToLeft ? room : 0,
        };
        return text.X + before + (isRightToLeft ? width : 0);
    }
}
