using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>Makes records of nodes that have none yet: a branch that is opened for the first time, a new one.</summary>
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
        Grow(top, opens);
        records.AddCounts(records.Tree.LinksOf(top).Parent, records[top].Nodes - nodes, records[top].Shown - shown);
        records.Measure(top);
        records.Queue(top);
    }

    /// <summary>The centre and the nodes of its trunk that are shown.</summary>
    public static IEnumerable<Node> HubOf(Node root, Func<Node, bool> isFolded)
    {
        yield return root;
        for (var (at, left) = (root, ShownTree.TrunkLength(root)); left > 0 && !isFolded(at); left--)
            yield return at = ShownTree.FirstSpineChildren(at).First!;
    }

    private void Grow(int top, Func<Node, int, bool> opens)
    {
        var made = new List<int>(16) { top };
        AddChildren(top, made);
        for (var n = 1; n < made.Count; n++)
            if (records[made[n]].IsUnbuilt && opens(records[made[n]].Node!, made.Count - 1)) AddChildren(made[n], made);
        for (var n = made.Count - 1; n > 0; n--) Finish(made[n]);
        Count(top);
    }

    private void AddChildren(int parent, List<int> made)
    {
        var level = records[parent].Level + 1;
        foreach (var child in records[parent].Node!.Children)
        {
            if (child.IsAlsoUnder) continue;
            made.Add(New(child.Node, level, records[parent].Factor));
            records.Tree.Insert(made[^1], parent, records.Tree.LinksOf(parent).LastChild);
        }
        records[parent].IsUnbuilt = records[parent].IsFolded = false;
        records.Tree.Open(parent, true);
    }

    private void Finish(int record)
    {
        Count(record);
        records.Measure(record);
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
