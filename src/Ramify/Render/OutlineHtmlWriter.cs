using System.Buffers;
using System.Text;
using Ramify.Maps;

namespace Ramify.Render;

/// <summary>
/// Writes a map's outline as a nested HTML list, UTF-8, straight to a buffer. A node is expanded where it is first
/// visited; later visits print the line alone, marked "also under" and linked to its first place.
/// </summary>
/// <remarks>
/// A line's element has the id <c>o-</c> and the node's id in hexadecimal digits, on later visits followed by
/// <c>-2</c>, <c>-3</c> ...; <c>data-node</c> pairs it with the picture. Nothing of the map gets in but escaped text
/// and safe links.
/// </remarks>
public static class OutlineHtmlWriter
{
    /// <summary>Writes the list.</summary>
    /// <param name="map">The map.</param>
    /// <param name="output">Where the bytes go.</param>
    /// <param name="foldBranches">Whether each main branch with children folds away under its heading (details, closed), for small screens.</param>
    /// <param name="imageAddress">Where the image of a hash is; images are left out where null.</param>
    public static void Write(MindMap map, IBufferWriter<byte> output, bool foldBranches = false, Func<string, string?>? imageAddress = null)
    {
        var writer = new Utf8Writer(output);
        var run = new Run(map, foldBranches, imageAddress);
        var depth = -1;
        foreach (var line in Outline.Of(map))
        {
            // Open one list on the way down, close as many as it went up.
            if (line.Depth > depth) writer.Raw(depth < 0 ? "<ul class=\"outline\">\n"u8 : "\n<ul>\n"u8);
            else
            {
                writer.Raw("</li>\n"u8);
                for (var up = depth; up > line.Depth; up--) run.CloseList(ref writer, up);
            }
            depth = line.Depth;
            run.WriteLine(ref writer, line);
        }
        if (depth >= 0) writer.Raw("</li>\n"u8);
        for (var up = depth; up > 0; up--) run.CloseList(ref writer, up);
        if (depth >= 0) writer.Raw("</ul>\n"u8);
        writer.Finish();
    }

    /// <summary>Writes the list and returns it as text.</summary>
    public static string Write(MindMap map, bool foldBranches = false)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(map, buffer, foldBranches);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private sealed class Run(MindMap map, bool foldBranches, Func<string, string?>? imageAddress)
    {
        // Main branches do not nest: at most one is open.
        private int foldedDepth = -1;
        private readonly BranchNumbers numbers = new(map);
        private readonly Dictionary<Node, (int Count, Node? FirstParent)> visits = [];

        public void WriteLine(ref Utf8Writer writer, OutlineLine line)
        {
            var node = line.Node;
            var visit = node.IsShared ? CountVisit(line) : 1;
            writer.Raw("<li id=\"o-"u8);
            WriteId(ref writer, node, visit);
            writer.Raw("\" data-node=\""u8);
            writer.Id(node.Id);
            writer.Raw("\""u8);
            var number = line.IsFirstVisit ? numbers.Of(node) : 0;
            if (number > 0)
            {
                writer.Raw(" class=\"main c"u8);
                writer.Number(BranchNumbers.Colour(node, number));
                writer.Raw("\""u8);
            }
            writer.Raw(">"u8);
            var folds = foldBranches && number > 0 && node.Children.Length > 0;
            if (folds) writer.Raw("<details><summary>"u8);
            if (number > 0)
            {
                writer.Raw("<span class=\"number\" aria-hidden=\"true\">"u8);
                writer.Number(number);
                writer.Raw("</span> "u8);
            }
            WriteText(ref writer, node);
            if (node.IsShared) WriteOtherPlace(ref writer, line, visit);
            if (folds)
            {
                writer.Raw("</summary>"u8);
                foldedDepth = line.Depth;
            }
            if (!line.IsFirstVisit) return;
            WriteImage(ref writer, node, imageAddress);
            WriteNote(ref writer, node);
        }

        /// <summary>Ends the list of the lines at a depth, and the line that it hangs from.</summary>
        public void CloseList(ref Utf8Writer writer, int depth)
        {
            writer.Raw("</ul>"u8);
            if (foldedDepth == depth - 1)
            {
                writer.Raw("</details>"u8);
                foldedDepth = -1;
            }
            writer.Raw("</li>\n"u8);
        }

        private int CountVisit(OutlineLine line)
        {
            var (count, firstParent) = visits.GetValueOrDefault(line.Node, (0, ParentOf(line)));
            visits[line.Node] = (++count, firstParent);
            return count;
        }

        /// <summary>On the first visit the next place, on later ones the first, where the node is expanded.</summary>
        private void WriteOtherPlace(ref Utf8Writer writer, OutlineLine line, int visit)
        {
            var isLater = visit > 1;
            var parent = isLater ? visits[line.Node].FirstParent : OtherParent(line);
            writer.Raw(isLater ? " <a class=\"also\" href=\"#o-"u8 : " <a class=\"also shared\" href=\"#o-"u8);
            WriteId(ref writer, line.Node, isLater ? 1 : 2);
            writer.Raw("\">also under <bdi>"u8);
            writer.Text(parent?.Text ?? "");
            writer.Raw("</bdi></a>"u8);
        }

        private static Node? ParentOf(OutlineLine line) => line.Entry.Link?.Parent ?? line.Node.Parent;

        private static Node? OtherParent(OutlineLine line)
        {
            if (line.Entry.IsAlsoUnder && line.Node.Parent is { } primary) return primary;
            foreach (var also in line.Node.AlsoUnder)
                if (also.Parent != ParentOf(line)) return also.Parent;
            return line.Node.Parent;
        }

        private static void WriteId(ref Utf8Writer writer, Node node, int visit)
        {
            writer.Id(node.Id);
            if (visit == 1) return;
            writer.Raw("-"u8);
            writer.Number(visit);
        }
    }

    internal static void WriteText(ref Utf8Writer writer, Node node)
    {
        var link = SafeLink.Normalise(node.Details.Link);
        if (link is not null)
        {
            writer.Raw("<a href=\""u8);
            writer.Text(link);
            writer.Raw("\" rel=\"noopener noreferrer ugc\">"u8);
        }
        writer.Raw("<bdi class=\"text\">"u8);
        writer.Text(node.Text);
        writer.Raw("</bdi>"u8);
        if (link is not null) writer.Raw("</a>"u8);
    }

    /// <summary>The line above names it; loaded where it comes into sight, in room that is kept for it.</summary>
    internal static void WriteImage(ref Utf8Writer writer, Node node, Func<string, string?>? imageAddress)
    {
        if (node.Details.Image is not { } hash || imageAddress?.Invoke(hash) is not { } address) return;
        writer.Raw("<img class=\"image\" alt=\"\" loading=\"lazy\" width=\"240\" height=\"160\" src=\""u8);
        writer.Text(address);
        writer.Raw("\">"u8);
    }

    internal static void WriteNote(ref Utf8Writer writer, Node node)
    {
        if (string.IsNullOrEmpty(node.Details.Note)) return;
        writer.Raw("<p class=\"note\" dir=\"auto\">"u8);
        writer.Text(node.Details.Note);
        writer.Raw("</p>"u8);
    }
}
