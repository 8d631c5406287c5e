using Ramify.Layout;
using Ramify.Maps;

namespace Ramify.Tests.Layout;

/// <summary>Edits and folds of a large map by lot: the same seed, the same edits.</summary>
internal sealed class RandomEdits(MapState state, int seed)
{
    private static readonly string[] Texts = ["", "Short", "A sentence that takes up two lines of a box", "One that is a good deal longer and takes up three lines at the least, whatever the level it stands on is"];
    private readonly Random dice = new(seed);
    private readonly List<Node> nodes = [.. state.Map.Nodes];
    private int fresh;

    /// <summary>Makes one change and lets the layout follow it.</summary>
    public void Next(EditableLayout layout)
    {
        if (dice.Next(4) == 0)
        {
            var head = Any().Id;
            if (!layout.Fold(head)) layout.Unfold(head, dice.Next(30));
            return;
        }
        var change = Change();
        layout.Apply(change, state.Apply(Guid.AllBitsSet, change));
        nodes.RemoveAll(node => !node.IsLive);
        if (change is MapChange.Insert insert) nodes.Add(state.Map.Find(insert.Node)!);
    }

    private MapChange Change()
    {
        var node = Any();
        return dice.Next(7) switch
        {
            0 or 1 => new MapChange.SetText(node.Id, Texts[dice.Next(Texts.Length)] + dice.Next(1000)),
            2 or 3 => new MapChange.Insert(new Guid(++fresh, 3, 3, new byte[8]), node.Id, Key(node), Texts[dice.Next(Texts.Length)]),
            // Beside an only sibling too: trunks come and go.
            4 => new MapChange.Insert(new Guid(++fresh, 3, 3, new byte[8]), node.Parent?.Id, Key(node.Parent ?? node), "Beside"),
            5 => new MapChange.Delete(node.Children.Length > 40 ? node.Children[dice.Next(node.Children.Length)].Node.Id : node.Id),
            _ => MoveOf(node, Any()),
        };
    }

    private MapChange.Move MoveOf(Node node, Node to) => new(node.Id, to.Id, Key(to));

    /// <summary>A key somewhere among those of a parent's entries.</summary>
    private string Key(Node parent)
    {
        if (parent.Children.IsEmpty) return OrderKey.First;
        var at = dice.Next(parent.Children.Length + 1);
        return at == parent.Children.Length ? OrderKey.After(parent.Children[^1].Key) : parent.Children[at].Key;
    }

    private Node Any() => nodes[dice.Next(nodes.Count)];
}
