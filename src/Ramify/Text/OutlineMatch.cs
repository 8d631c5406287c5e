using Ramify.Maps;

namespace Ramify.Text;

/// <summary>
/// Which node of one map is which of another, where only texts and places are known: first equal texts under the same parent, then
/// equal texts anywhere, then what has the same child, then what stands in the same gap between two of them, with another text. O(nodes × depth) at worst.
/// </summary>
internal sealed class OutlineMatch
{
    private readonly Dictionary<Node, Node> pairs = [];
    private readonly HashSet<Node> taken = [];
    private readonly Queue<(Node? From, Node? To)> byText = new([(null, null)]);
    private readonly Queue<(Node? From, Node? To)> byPlace = new();
    private readonly MindMap from, to;

    private OutlineMatch(MindMap from, MindMap to) => (this.from, this.to) = (from, to);

    /// <summary>The node of the second map for each of the first that has one.</summary>
    public static IReadOnlyDictionary<Node, Node> Of(MindMap from, MindMap to) => new OutlineMatch(from, to).Run();

    private Dictionary<Node, Node> Run()
    {
        while (byText.Count > 0)
        {
            while (byText.TryDequeue(out var parents))
            {
                PairByText(EntriesOf(from, parents.From), EntriesOf(to, parents.To));
                byPlace.Enqueue(parents);
            }
            PairByText(from.Nodes, to.Nodes);
            if (byText.Count == 0) PairByChildren();
            if (byText.Count > 0) continue;
            while (byPlace.TryDequeue(out var parents)) PairByPlace(EntriesOf(from, parents.From), EntriesOf(to, parents.To));
        }
        return pairs;
    }

    private static List<Node> EntriesOf(MindMap map, Node? parent)
    {
        var entries = new List<Node>();
        foreach (var child in parent is null ? map.Roots : parent.Children) entries.Add(child.Node);
        return entries;
    }

    private void PairByText(IEnumerable<Node> some, IEnumerable<Node> others)
    {
        var waiting = new Dictionary<string, Queue<Node>>(StringComparer.Ordinal);
        foreach (var other in others.Where(other => !taken.Contains(other)))
        {
            if (!waiting.TryGetValue(other.Text, out var same)) waiting[other.Text] = same = new Queue<Node>();
            same.Enqueue(other);
        }
        foreach (var one in some)
            if (!pairs.ContainsKey(one) && waiting.TryGetValue(one.Text, out var same) && same.TryDequeue(out var other)) Pair(one, other);
    }

    private void PairByChildren()
    {
        foreach (var (one, other) in pairs.ToList())
            if (one.Parent is { } above && other.Parent is { } beyond && !pairs.ContainsKey(above) && !taken.Contains(beyond)) Pair(above, beyond);
    }

    /// <summary>Between two that are paired, the first without a pair is the first without one on the other side, and so on.</summary>
    private void PairByPlace(List<Node> some, List<Node> others)
    {
        var placeOf = new Dictionary<Node, int>();
        for (var i = 0; i < others.Count; i++) placeOf[others[i]] = i;
        var (gap, next) = (new List<Node>(), 0);
        foreach (var one in some)
        {
            if (!pairs.TryGetValue(one, out var pair)) gap.Add(one);
            else if (placeOf.TryGetValue(pair, out var place) && place >= next)
            {
                PairInOrder(gap, others[next..place]);
                next = place + 1;
            }
        }
        PairInOrder(gap, others[next..]);
    }

    private void PairInOrder(List<Node> gap, List<Node> others)
    {
        foreach (var (one, other) in gap.Zip(others.Where(other => !taken.Contains(other)).ToList())) Pair(one, other);
        gap.Clear();
    }

    private void Pair(Node one, Node other)
    {
        pairs[one] = other;
        taken.Add(other);
        byText.Enqueue((one, other));
    }
}
