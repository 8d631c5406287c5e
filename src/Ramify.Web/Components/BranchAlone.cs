using Ramify.Maps;

namespace Ramify.Web.Components;

/// <summary>A branch as a map of its own: the same nodes by their ids, and what connects them with one another.</summary>
internal static class BranchAlone
{
    public static MindMap Of(MindMap map, Node head)
    {
        var builder = new MapBuilder { Info = map.Info };
        var copies = CopySpine(builder, head);
        foreach (var (node, copy) in copies)
            foreach (var also in node.AlsoUnder)
                if (copies.TryGetValue(also.Parent, out var parent)) builder.AddUnder(parent, copy);
        foreach (var link in map.Links)
            if (copies.TryGetValue(link.From, out var from) && copies.TryGetValue(link.To, out var to)) builder.Connect(link with { From = from, To = to });
        return builder.Build(map.Id);
    }

    private static Dictionary<Node, Node> CopySpine(MapBuilder builder, Node head)
    {
        var copies = new Dictionary<Node, Node>();
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
        return copies;
    }
}
