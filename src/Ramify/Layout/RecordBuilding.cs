using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>Makes records of nodes that have none yet: a branch that is opened for the first time, a new one, a root.</summary>
internal sealed class RecordBuilding(MapRecords records)
{
    /// <summary>A record of a node, not linked or measured yet, its children without records.</summary>
    public int New(Node node, int level, int factor)
    {
        var hasChildren = ShownTree.FirstSpineChildren(node).Count > 0;
        return records.Add(new NodeRecord
        {
            Node = node, Level = level, Factor = (byte)factor, Nodes = 1, Shown = 1,
            IsFolded = hasChildren, IsUnbuilt = hasChildren, WasSavedFolded = node.Details.Folded,
        });
    }

    /// <summary>
    /// Makes the records below one, breadth first, measures and lays them out. It is linked; what lies above is queued.
    /// </summary>
    /// <param name="top">A record whose children have no records.</param>
    /// <param name="opens">Whether to open a node's children too, asked with how many are shown below the top so far.</param>
    public void Build(int top, Func<Node, int, bool> opens)
    {
        var (nodes, shown) = (records[top].Nodes, records[top].Shown);
        Grow(top, opens, factorOf: null);
        records.AddCounts(records.Tree.LinksOf(top).Parent, records[top].Nodes - nodes, records[top].Shown - shown);
        records.Measure(top);
        records.Queue(top);
    }

    /// <summary>Makes a root's records.</summary>
    /// <param name="node">The root.</param>
    /// <param name="kept">What its layout keeps; its main branches go half to each side.</param>
    /// <param name="factorOf">Wrap factors of the nodes that head a group.</param>
    /// <param name="isFolded">Which nodes are folded.</param>
    public PlacedRoot BuildRoot(Node node, KeptRoot kept, Func<Node, int> factorOf, Func<Node, bool> isFolded)
    {
        var hub = HubOf(node, isFolded).ToArray();
        foreach (var pill in hub) DropElsewhere(pill.Id);
        var level = -ShownTree.TrunkLength(node);
        var root = new PlacedRoot(node, [.. hub.Select((pill, n) => New(pill, level + n, 100))], records.Add(default), records.Add(default), kept);
        records.Register(root);
        foreach (var pill in root.Hub) records[pill].IsUnbuilt = records[pill].IsFolded = false;
        if (isFolded(hub[^1]) && ShownTree.FirstSpineChildren(hub[^1]).Count > 0)
        {
            records[root.LastOfHub].IsFolded = true;
            records[root.LastOfHub].Nodes = 1 + ShownTree.CountBelow(hub[^1]);
        }
        else AddMains(root, hub[^1], factorOf, isFolded);
        records.MeasureHub(root);
        records.Queue(root.Right);
        records.Queue(root.Left);
        return root;
    }

    /// <summary>The centre and the nodes of its trunk that are shown.</summary>
    public static IEnumerable<Node> HubOf(Node root, Func<Node, bool> isFolded)
    {
        yield return root;
        for (var (at, left) = (root, ShownTree.TrunkLength(root)); left > 0 && !isFolded(at); left--)
            yield return at = ShownTree.FirstSpineChildren(at).First!;
    }

    private void AddMains(PlacedRoot root, Node last, Func<Node, int> factorOf, Func<Node, bool> isFolded)
    {
        var mains = new List<int>();
        var cut = records.Options.Shape == MapShape.TwoSided ? (CountChildren(last) + 1) / 2 : int.MaxValue;
        foreach (var child in last.Children)
        {
            if (child.IsAlsoUnder) continue;
            var side = mains.Count < cut ? root.Right : root.Left;
            DropElsewhere(child.Node.Id);
            mains.Add(New(child.Node, 1, factorOf(child.Node)));
            records.Tree.Insert(mains[^1], side, records.Tree.LinksOf(side).LastChild);
        }
        for (var n = 0; n < mains.Count; n++)
        {
            if (records[mains[n]].IsUnbuilt && !isFolded(records[mains[n]].Node!)) Grow(mains[n], (node, _) => !isFolded(node), factorOf);
            Finish(mains[n], number: n + 1);
            records.AddCounts(records.Tree.LinksOf(mains[n]).Parent, records[mains[n]].Nodes, records[mains[n]].Shown);
        }
    }

    private static int CountChildren(Node node)
    {
        var count = 0;
        foreach (var child in node.Children)
            if (!child.IsAlsoUnder) count++;
        return count;
    }

    private void Grow(int top, Func<Node, int, bool> opens, Func<Node, int>? factorOf)
    {
        var made = new List<int>(16) { top };
        AddChildren(top, made, factorOf);
        for (var n = 1; n < made.Count; n++)
            if (records[made[n]].IsUnbuilt && opens(records[made[n]].Node!, made.Count - 1)) AddChildren(made[n], made, factorOf);
        for (var n = made.Count - 1; n > 0; n--) Finish(made[n], number: 0);
        Count(top);
    }

    private void AddChildren(int parent, List<int> made, Func<Node, int>? factorOf)
    {
        var level = records[parent].Level + 1;
        foreach (var child in records[parent].Node!.Children)
        {
            if (child.IsAlsoUnder) continue;
            DropElsewhere(child.Node.Id);
            var factor = level == 2 && factorOf is not null ? factorOf(child.Node) : records[parent].Factor;
            made.Add(New(child.Node, level, factor));
            records.Tree.Insert(made[^1], parent, records.Tree.LinksOf(parent).LastChild);
        }
        records[parent].IsUnbuilt = records[parent].IsFolded = false;
        records.Tree.Open(parent, true);
    }

    /// <summary>A node that comes from another place is made anew, since its look and its wrap go by the place.</summary>
    private void DropElsewhere(Guid id)
    {
        var record = records.Find(id);
        if (record < 0) return;
        if (records.Tree.LinksOf(record).Parent >= 0) records.Detach(record);
        records.Drop(record);
    }

    private void Finish(int record, int number)
    {
        Count(record);
        records.Measure(record, number);
        records.Tree.LayOut(record);
        records.Shelves.Measure(records, record);
    }

    /// <summary>Counts the nodes of a record whose children are counted.</summary>
    private void Count(int record)
    {
        if (records[record].IsUnbuilt)
        {
            records[record].Nodes = 1 + ShownTree.CountBelow(records[record].Node!);
            return;
        }
        var (nodes, shown) = (1, 1);
        var left = records.Tree.LinksOf(record).Children;
        for (var child = records.Tree[record].FirstChild; left > 0; child = records.Tree.LinksOf(child).Next, left--)
            (nodes, shown) = (nodes + records[child].Nodes, shown + records[child].Shown);
        (records[record].Nodes, records[record].Shown) = (nodes, records[record].IsFolded ? 1 : shown);
    }
}
