using Ramify.Layout;
using Ramify.Maps;

namespace Ramify.Render;

/// <summary>The wrapped text of a node and where it stands.</summary>
internal readonly ref struct NodeText(ReadOnlySpan<TextLine> lines, MapBox box, int size, int lineHeight, MapBox? image)
{
    /// <summary>The box of the picture above it; null where there is none.</summary>
    public MapBox? Image { get; } = image;
    public ReadOnlySpan<TextLine> Lines { get; } = lines;
    public MapBox Box { get; } = box;
    public int Size { get; } = size;
    public int LineHeight { get; } = lineHeight;
}

/// <summary>One node as a flat treeitem: the same whether all of a map is drawn or a window of it.</summary>
internal static class SvgNodes
{
    /// <summary>Writes a node of a whole picture: the one above it in the order and the levels is its parent.</summary>
    public static void Write(ref Utf8Writer writer, in DrawnNode node, in NodeText text, bool isFirst, SvgOptions options)
    {
        Open(ref writer, node, isFirst, options);
        writer.Raw("\">"u8);
        WriteInside(ref writer, node, text, options);
        writer.Raw("</g>\n"u8);
    }

    /// <summary>Writes a node of a window, which leaves nodes out: so it names its parent, which need not be there.</summary>
    public static void WritePart(ref Utf8Writer writer, in DrawnNode node, in NodeText text, bool isFirst, SvgOptions options)
    {
        Open(ref writer, node, isFirst, options);
        writer.Raw("\" data-parent=\""u8);
        if (node.Node.Parent is { } parent) writer.Id(parent.Id);
        if (node.Detail == Detail.Heading) WriteEnlarging(ref writer, node);
        writer.Raw("\">"u8);
        WriteInside(ref writer, node, text, options);
        writer.Raw("</g>\n"u8);
    }

    private static void Open(ref Utf8Writer writer, in DrawnNode node, bool isFirst, SvgOptions options)
    {
        writer.Raw("<g role=\"treeitem\" id=\""u8);
        writer.Text(options.IdPrefix);
        writer.Id(node.Node.Id);
        if (!options.IsFile)
        {
            writer.Raw("\" data-node=\""u8);
            writer.Id(node.Node.Id);
        }
        writer.Raw("\" class=\""u8);
        writer.Raw(MapStyle.ClassOf(node.Kind));
        if (node.Colour > 0)
        {
            writer.Raw(" c"u8);
            writer.Number(node.Colour);
        }
        if (node.Detail == Detail.Heading) writer.Raw(" name"u8);
        WritePlaceInTree(ref writer, node);
        if (!options.IsFile) writer.Raw(isFirst ? "\" tabindex=\"0"u8 : "\" tabindex=\"-1"u8);
        WriteName(ref writer, node);
    }

    private static void WriteInside(ref Utf8Writer writer, in DrawnNode node, in NodeText text, SvgOptions options)
    {
        WriteBody(ref writer, node, options);
        if (!options.IsFile) Rect(ref writer, "focus"u8, node.Box.Inflate(2 * 64), 8 * 64);
        if (text.Image is { } image) WriteImage(ref writer, node.Image!, image, options);
        WriteText(ref writer, node, text);
    }

    /// <summary>An image, which the text below it names; where nobody has it, its empty frame.</summary>
    private static void WriteImage(ref Utf8Writer writer, string hash, MapBox box, SvgOptions options)
    {
        if (options.ImageAddress?.Invoke(hash) is not { } address)
        {
            writer.Raw("<g class=\"plate\" aria-hidden=\"true\">"u8);
            Rect(ref writer, "frame"u8, box, 4 * 64);
            writer.Raw("</g>"u8);
            return;
        }
        writer.Raw("<image aria-hidden=\"true\" preserveAspectRatio=\"xMidYMid meet"u8);
        Place(ref writer, box);
        writer.Raw("\" href=\""u8);
        writer.Text(address);
        writer.Raw("\"/>"u8);
    }

    /// <summary>The name of a branch that is too small to read: larger about the middle of its box, by as much as data-larger says.</summary>
    private static void WriteEnlarging(ref Utf8Writer writer, in DrawnNode node)
    {
        writer.Raw("\" data-larger=\""u8);
        writer.Thousandths((long)(node.TextScale * 1000));
        WriteTransform(ref writer, node);
    }

    /// <summary>The same for what belongs to it and stands elsewhere.</summary>
    public static void WriteTransform(ref Utf8Writer writer, in DrawnNode node)
    {
        var thousandths = (long)(node.TextScale * 1000);
        writer.Raw("\" transform=\"translate("u8);
        writer.Px(node.Box.MiddleX * (1000 - thousandths) / 1000);
        writer.Raw(" "u8);
        writer.Px(node.Box.MiddleY * (1000 - thousandths) / 1000);
        writer.Raw(") scale("u8);
        writer.Thousandths(thousandths);
        writer.Raw(")"u8);
    }

    private static void WritePlaceInTree(ref Utf8Writer writer, in DrawnNode node)
    {
        writer.Raw("\" aria-level=\""u8);
        writer.Number(node.Depth + 1);
        writer.Raw("\" aria-posinset=\""u8);
        writer.Number(node.Position);
        writer.Raw("\" aria-setsize=\""u8);
        writer.Number(node.SetSize);
        if (node.Children > 0) writer.Raw("\" aria-expanded=\"true"u8);
        else if (node.Hidden > 0) writer.Raw("\" aria-expanded=\"false"u8);
    }

    /// <summary>Most nodes are named by their text; a label says what else the picture shows of a node.</summary>
    private static void WriteName(ref Utf8Writer writer, in DrawnNode drawn)
    {
        var (node, hidden) = (drawn.Node, drawn.Hidden);
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

    private static void WriteBody(ref Utf8Writer writer, in DrawnNode node, SvgOptions options)
    {
        var box = node.Box;
        switch (node.Kind)
        {
            case NodeKind.Centre:
                Rect(ref writer, "body"u8, box, 16 * 64);
                break;
            case NodeKind.Trunk when node.Depth == 1:
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
                WriteTick(ref writer, box, node.Side);
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
        Place(ref writer, box);
        if (radius > 0)
        {
            writer.Raw("\" rx=\""u8);
            writer.Px(radius);
        }
        writer.Raw("\"/>"u8);
    }

    /// <summary>The attributes of a box, after one whose quotes are still open.</summary>
    private static void Place(ref Utf8Writer writer, MapBox box)
    {
        writer.Raw("\" x=\""u8);
        writer.Px(box.X);
        writer.Raw("\" y=\""u8);
        writer.Px(box.Y);
        writer.Raw("\" width=\""u8);
        writer.Px(box.Width);
        writer.Raw("\" height=\""u8);
        writer.Px(box.Height);
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
    private static void WriteText(ref Utf8Writer writer, in DrawnNode drawn, in NodeText text)
    {
        var node = drawn.Node;
        if (string.IsNullOrWhiteSpace(node.Text)) return;
        var link = SafeLink.Normalise(node.Details.Link);
        if (link is not null)
        {
            writer.Raw("<a href=\""u8);
            writer.Text(link);
            writer.Raw("\" rel=\"noopener noreferrer ugc\" tabindex=\"-1\">"u8);
        }
        WriteLines(ref writer, drawn, text);
        if (link is not null) writer.Raw("</a>"u8);
    }

    private static void WriteLines(ref Utf8Writer writer, in DrawnNode drawn, in NodeText text)
    {
        var (node, box, size, height) = (drawn.Node, text.Box, text.Size, text.LineHeight);
        var lines = text.Lines;
        var isRightToLeft = TextDirection.IsRightToLeft(node.Text);
        writer.Raw(isRightToLeft ? "<text direction=\"rtl\""u8 : "<text"u8);
        if (node.Details.Style.Emphasis != NodeEmphasis.ByLevel)
            writer.Raw(node.Details.Style.Emphasis == NodeEmphasis.Bold ? " class=\"w7\""u8 : " class=\"w4\""u8);
        // Half the height of capitals below the middle of the line.
        var y = box.Y + height / 2 + size * 335 / 1000;
        for (var n = 0; n < lines.Length; n++, y += height)
        {
            var x = LineStart(drawn.Kind, drawn.Side, box, (int)(((long)lines[n].Width * size + 999) / 1000), isRightToLeft);
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
    internal static long LineStart(NodeKind kind, Side side, MapBox text, int width, bool isRightToLeft)
    {
        var room = text.Width - width;
        var before = kind switch
        {
            NodeKind.Centre or NodeKind.Trunk => room / 2,
            >= NodeKind.Bar when side == Side.Left => room,
            >= NodeKind.Bar => 0,
            _ => isRightToLeft ? room : 0,
        };
        return text.X + before + (isRightToLeft ? width : 0);
    }
}
