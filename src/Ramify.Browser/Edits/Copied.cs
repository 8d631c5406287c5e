using System.Net;
using System.Text;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Browser.Edits;

/// <summary>Branches on their way to the clipboard: as our own file, as a nested list, and as plain text.</summary>
internal static class Copied
{
    public static MindMap Of(MindMap map, IReadOnlyList<Node> nodes)
    {
        var builder = new MapBuilder();
        var copies = new Dictionary<Node, Node>();
        foreach (var head in Structure.Heads(nodes)) CopySpine(builder, head, copies);
        foreach (var (node, copy) in copies)
            foreach (var link in node.AlsoUnder)
                if (copies.TryGetValue(link.Parent, out var parent)) builder.AddUnder(parent, copy);
        foreach (var link in map.Links)
            if (copies.TryGetValue(link.From, out var from) && copies.TryGetValue(link.To, out var to)) builder.Connect(link with { From = from, To = to });
        return builder.Build(Guid.CreateVersion7());
    }

    public static string AsText(MindMap copied) => OutlineText.Write(copied);

    public static string AsFile(MindMap copied) => MapJson.Write(copied);

    public static string AsList(MindMap copied)
    {
        var html = new StringBuilder();
        var depth = -1;
        foreach (var line in Outline.Of(copied))
        {
            if (line.Depth > depth) html.Append("<ul>");
            else html.Append("</li>");
            for (; depth > line.Depth; depth--) html.Append("</ul></li>");
            depth = line.Depth;
            html.Append("<li>").Append(WebUtility.HtmlEncode(line.Node.Text));
        }
        for (; depth >= 0; depth--) html.Append("</li></ul>");
        return html.ToString();
    }

    private static void CopySpine(MapBuilder builder, Node head, Dictionary<Node, Node> copies)
    {
        var pending = new Stack<(Node Node, Node? Parent)>([(head, null)]);
        while (pending.TryPop(out var at))
        {
            var copy = copies[at.Node] = builder.Add(at.Parent, at.Node.Text, at.Node.Id);
            MapBuilder.Describe(copy, at.Node.Details);
            if (at.Parent is not null && at.Node.IsShared) builder.SetPrimary(copy, at.Parent);
            var children = at.Node.Children;
            for (var i = children.Length - 1; i >= 0; i--)
                if (!children[i].IsAlsoUnder) pending.Push((children[i].Node, copy));
        }
    }
}
