using System.Buffers;
using System.Text;
using Ramify.Maps;

namespace Ramify.Render;

/// <summary>
/// A part of a large map's outline, small enough for a page: some entries under one node, opened level by level while there is
/// room. What stays closed leads to a page of its own, so every node is reached by links.
/// </summary>
public sealed class OutlinePart
{
    /// <summary>Most entries under the head on one page.</summary>
    public const int Entries = 200;

    /// <summary>About as many lines are on a page.</summary>
    public const int Lines = 400;

    private readonly HashSet<Node> open = [];
    private readonly Node top;

    private OutlinePart(MindMap map, Node? head, int from)
    {
        (Head, top, From) = (head, head ?? map.Top, from);
        OpenWhatFits();
    }

    /// <summary>The part under a node, or of the roots, from an entry on.</summary>
    public static OutlinePart Of(MindMap map, Node? head = null, int from = 0) => new(map, head, Math.Clamp(from, 0, int.MaxValue - Entries));

    /// <summary>The node whose entries these are; null for the roots.</summary>
    public Node? Head { get; }

    /// <summary>The first entry's place, from 0.</summary>
    public int From { get; }

    /// <summary>The place behind the last entry shown.</summary>
    public int To => Math.Min(From + Entries, Count);

    /// <summary>How many entries there are under the head.</summary>
    public int Count => top.Children.Length;

    /// <summary>Writes the lines as a nested list, UTF-8.</summary>
    /// <param name="address">What the address of a node's own page begins with; its id follows.</param>
    /// <param name="output">Where the bytes go.</param>
    /// <param name="imageAddress">Where the image of a hash is; images are left out where null.</param>
    public void Write(string address, IBufferWriter<byte> output, Func<string, string?>? imageAddress = null)
    {
        var writer = new Utf8Writer(output);
        var path = new Stack<(Node Parent, int Next)>([(top, From)]);
        writer.Raw("<ul class=\"outline part\">\n"u8);
        while (path.TryPop(out var at))
        {
            if (at.Next >= (at.Parent == top ? To : at.Parent.Children.Length))
            {
                writer.Raw(at.Parent == top ? "</ul>\n"u8 : "</ul></li>\n"u8);
                continue;
            }
            var entry = at.Parent.Children[at.Next];
            path.Push((at.Parent, at.Next + 1));
            WriteLine(ref writer, entry, address, imageAddress);
            if (entry.IsAlsoUnder || !open.Contains(entry.Node)) writer.Raw("</li>\n"u8);
            else
            {
                writer.Raw("\n<ul>\n"u8);
                path.Push((entry.Node, 0));
            }
        }
        writer.Finish();
    }

    /// <summary>Writes the list and returns it as text.</summary>
    public string Write(string address, Func<string, string?>? imageAddress = null)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(address, buffer, imageAddress);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private void OpenWhatFits()
    {
        var shown = Math.Max(0, To - From);
        var pending = new Queue<Node>();
        Enqueue(top.Children[Math.Min(From, Count)..To]);
        while (pending.TryDequeue(out var node))
        {
            if (shown + node.Children.Length > Lines) continue;
            shown += node.Children.Length;
            open.Add(node);
            Enqueue(node.Children);
        }

        void Enqueue(ReadOnlySpan<Child> entries)
        {
            foreach (var entry in entries)
                if (!entry.IsAlsoUnder && entry.Node.Children.Length > 0) pending.Enqueue(entry.Node);
        }
    }

    private void WriteLine(ref Utf8Writer writer, Child entry, string address, Func<string, string?>? imageAddress)
    {
        var node = entry.Node;
        writer.Raw("<li"u8);
        if (!entry.IsAlsoUnder)
        {
            writer.Raw(" id=\"o-"u8);
            writer.Id(node.Id);
            writer.Raw("\""u8);
        }
        writer.Raw(" data-node=\""u8);
        writer.Id(node.Id);
        writer.Raw("\">"u8);
        OutlineHtmlWriter.WriteText(ref writer, node);
        if (entry.IsAlsoUnder) WriteLink(ref writer, node, address, "also under "u8, node.Parent?.Text ?? "", ""u8);
        else if (node.Children.Length > 0 && !open.Contains(node)) WriteLink(ref writer, node, address, ""u8, "", "open: "u8);
        if (entry.IsAlsoUnder) return;
        OutlineHtmlWriter.WriteImage(ref writer, node, imageAddress);
        OutlineHtmlWriter.WriteNote(ref writer, node);
    }

    private static void WriteLink(ref Utf8Writer writer, Node node, string address, ReadOnlySpan<byte> before, string name, ReadOnlySpan<byte> count)
    {
        writer.Raw(" <a class=\"also\" href=\""u8);
        writer.Text(address);
        writer.Id(node.Id);
        writer.Raw("\">"u8);
        writer.Raw(before);
        if (count.IsEmpty)
        {
            writer.Raw("<bdi>"u8);
            writer.Text(name);
            writer.Raw("</bdi>"u8);
        }
        else
        {
            writer.Raw(count);
            writer.Number(node.Children.Length);
            writer.Raw(" below"u8);
        }
        writer.Raw("</a>"u8);
    }
}
