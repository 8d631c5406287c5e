using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>
/// Brings the records in line with a map in which some nodes have changed: it looks at those nodes and their places, not
/// at what was done, so every kind of change and any number of them go the same way.
/// </summary>
/// <remarks>
/// It takes on what edits do nearly always: nodes change, and branches come, go or move in one piece. Where a branch falls
/// into pieces or roots change it says so, and the caller lays the whole map out.
/// In steps, each over all nodes named: records of deleted nodes go; records that hang elsewhere than the map says are
/// taken off; then all without a place get theirs. So no record is ever hung below itself, in whatever order the nodes come.
/// </remarks>
internal sealed class RecordUpdate(MapRecords records)
{
    private readonly RecordBuilding building = new(records);
    private readonly HashSet<Guid> homeless = [];
    private readonly HashSet<int> changed = [];
    private readonly HashSet<Guid> curveEnds = [];
    private readonly HashSet<int> sides = [];
    private readonly HashSet<Guid> moved = [];

    private MindMap Map => records.Map;

    private LinkedTree Tree => records.Tree;

    private bool HasCurves => records.Curves.Count > 0 || Map.AlsoUnderCount > 0 || Map.Links.Count > 0;

    /// <summary>Updates; the caller lays out what is queued.</summary>
    /// <returns>False where only a layout of the whole can follow; it begins from the records as they are.</returns>
    public bool Run(IReadOnlyCollection<Guid> ids)
    {
        if (!AreRootsAsTheyWere() || !ArePiecesWhole(ids)) return false;
        records.Come.Clear();
        foreach (var id in ids)
            if (records.Find(id) is >= 0 and var record) Renew(id, record);
        while (TakeOff(ids)) { }
        foreach (var id in ids)
            if (Map.Find(id) is not null && records.Find(id) < 0) homeless.Add(id);
        foreach (var id in homeless.ToList())
            while (homeless.Contains(id)) Settle(id);
        // What left a place that was never shown is still counted there, and the map knows no longer where.
        if (records.CountAll() != Map.NodeCount) return false;
        foreach (var id in ids) UpdateNode(id);
        foreach (var record in changed) UpdateParent(record);
        foreach (var side in sides) UpdateSide(side);
        UpdateCurves(ids);
        return true;
    }

    private bool AreRootsAsTheyWere()
    {
        if (Map.Roots.Length != records.Roots.Count) return false;
        for (var r = 0; r < records.Roots.Count; r++)
            if (!IsAsItWas(records.Roots[r], Map.Roots[r].Node)) return false;
        return true;
    }

    private bool IsAsItWas(PlacedRoot root, Node node)
    {
        if (root.Node.Id != node.Id || records[root.Hub[0]].Level != -ShownTree.TrunkLength(node)) return false;
        var n = 0;
        foreach (var pill in RecordBuilding.HubOf(node, at => IsFoldedHub(root, at)))
            if (n == root.Hub.Length || records[root.Hub[n++]].Node!.Id != pill.Id) return false;
        return n == root.Hub.Length;
    }

    private bool IsFoldedHub(PlacedRoot root, Node node) => records[root.LastOfHub].IsFolded && records[root.LastOfHub].Node!.Id == node.Id;

    private bool ArePiecesWhole(IReadOnlyCollection<Guid> ids)
    {
        var seen = new HashSet<Node>();
        foreach (var id in ids)
        {
            var (node, record) = (Map.Find(id), records.Find(id));
            var isWhole = (node, record) switch
            {
                (null, < 0) => true,
                (null, _) => IsGoneWhole(record),
                (_, < 0) => IsNewWhole(node, seen),
                _ when records.IsHub(record) => records[record].WasSavedFolded == node.Details.Folded,
                _ => IsMovedWhole(node, record),
            };
            if (!isWhole) return false;
        }
        return true;
    }

    /// <summary>Whether all below a deleted node's record went with it.</summary>
    private bool IsGoneWhole(int record)
    {
        var pending = new Stack<int>([record]);
        while (pending.TryPop(out var at))
        {
            // What hangs also elsewhere may have lived on.
            if (Map.Find(records[at].Node!.Id) is not null || (records[at].IsUnbuilt && HasCurves)) return false;
            var left = Tree.LinksOf(at).Children;
            for (var child = Tree[at].FirstChild; left > 0; child = Tree.LinksOf(child).Next, left--) pending.Push(child);
        }
        return true;
    }

    /// <summary>Whether nothing below a node without a record has one.</summary>
    private bool IsNewWhole(Node node, HashSet<Node> seen)
    {
        if (HasCurves && node.Children.Length > 0) return false;
        var pending = new Stack<Node>([node]);
        while (pending.TryPop(out var at))
        {
            if (!seen.Add(at)) continue;
            foreach (var child in at.Children)
            {
                if (child.IsAlsoUnder) continue;
                if (records.Find(child.Node.Id) >= 0) return false;
                pending.Push(child.Node);
            }
        }
        return true;
    }

    /// <summary>Whether a node is where it was or where it went is known; with curves, both must be in sight.</summary>
    private bool IsMovedWhole(Node node, int record)
    {
        if (node.Parent is null) return false;
        var parent = records.Find(node.Parent.Id);
        if (parent < 0) return false;
        return records.ParentOf(record) == parent || !HasCurves
            || (records.IsShown(record) && records.IsShown(parent) && !records[parent].IsFolded && !records[record].IsFolded);
    }

    /// <summary>A live node's record gets the node as it is now; a deleted one's goes with all below it.</summary>
    private void Renew(Guid id, int record)
    {
        if (Map.Find(id) is { } node)
        {
            (records[record].Node, records[record].Chosen) = (node, MapRecords.ChosenColour(node));
            return;
        }
        if (HasCurves) curveEnds.UnionWith(Below(record).SelectMany(at => EndsAt(records[at].Node!.Id)));
        Detach(record);
        records.Drop(record);
    }

    private List<int> Below(int top)
    {
        var order = new List<int> { top };
        for (var n = 0; n < order.Count; n++)
        {
            var left = Tree.LinksOf(order[n]).Children;
            for (var child = Tree[order[n]].FirstChild; left > 0; child = Tree.LinksOf(child).Next, left--) order.Add(child);
        }
        return order;
    }

    private IEnumerable<Guid> EndsAt(Guid id) => records.Curves.At(id).SelectMany(curve => new[] { curve.From, curve.To });

    private bool TakeOff(IReadOnlyCollection<Guid> ids)
    {
        var any = false;
        foreach (var id in ids) any |= TakeOff(id);
        return any;
    }

    /// <summary>Takes a record off where the map has its node elsewhere; true where it did.</summary>
    private bool TakeOff(Guid id)
    {
        var record = records.Find(id);
        if (record < 0 || records.IsHub(record) || Map.Find(id) is not { } node) return false;
        var parent = records.ParentOf(record);
        if (node.Parent?.Id == records[parent].Node!.Id && IsInOrder(record, node)) return false;
        Detach(record);
        homeless.Add(id);
        return true;
    }

    private bool IsInOrder(int record, Node node)
    {
        var (before, after) = Neighbours(record);
        return node.Parent!.SpineNeighbour(node, -1)?.Id == before && node.Parent.SpineNeighbour(node, 1)?.Id == after;
    }

    /// <summary>Ids of the siblings beside a record; main branches go on from right to left.</summary>
    private (Guid? Before, Guid? After) Neighbours(int record)
    {
        ref readonly var link = ref Tree.LinksOf(record);
        var (before, after) = (link.Previous, link.Next);
        if (records.Tops.TryGetValue(link.Parent, out var root))
        {
            if (before < 0 && link.Parent == root.Left) before = Tree.LinksOf(root.Right).LastChild;
            if (after < 0 && link.Parent == root.Right && Tree.LinksOf(root.Left).Children > 0) after = Tree[root.Left].FirstChild;
        }
        return (before < 0 ? null : records[before].Node!.Id, after < 0 ? null : records[after].Node!.Id);
    }

    private void Detach(int record)
    {
        var parent = Tree.LinksOf(record).Parent;
        if (parent < 0) return;
        records.Detach(record);
        Changed(parent);
    }

    private void Changed(int parent)
    {
        if (records[parent].Node is null) sides.Add(parent);
        else changed.Add(parent);
    }

    /// <summary>Gives a node its place, or first the topmost of its ancestors that wants one: then it is asked again.</summary>
    private void Settle(Guid id)
    {
        if (Map.Find(id) is not { Parent: not null } own)
        {
            homeless.Remove(id);
            return;
        }
        var node = own;
        for (var at = own.Parent; at.Parent is not null; at = at.Parent)
            if (homeless.Contains(at.Id) || records.Find(at.Id) < 0) node = at;
        homeless.Remove(node.Id);
        var (record, parent) = (records.Find(node.Id), records.Find(node.Parent!.Id));
        if (records[parent].IsUnbuilt || (records.IsHub(parent) && records[parent].IsFolded))
        {
            // Where nothing is shown, a node only counts.
            homeless.Remove(id);
            if (record >= 0) records.Drop(record);
            if (records.Find(id) is >= 0 and var hiddenOne) records.Drop(hiddenOne);
            Recount(parent);
        }
        else if (record < 0 || Tree.LinksOf(record).Parent < 0) Hang(node, record, parent);
        else homeless.Remove(id);
    }

    /// <summary>Counts what is hidden below a record that was never open.</summary>
    private void Recount(int record)
    {
        var nodes = 1 + ShownTree.CountBelow(records[record].Node!);
        records.AddCounts(record, nodes - records[record].Nodes, 0);
        if (nodes == 1) records[record].IsFolded = records[record].IsUnbuilt = false;
    }

    private void Hang(Node node, int record, int parent)
    {
        moved.Add(node.Id);
        var (under, before) = PlaceFor(node, parent);
        var level = records[parent].Level > 0 ? records[parent].Level + 1 : 1;
        var factor = FactorFor(level, under, before, parent);
        if (record < 0)
        {
            record = building.New(node, level, factor);
            var opens = records[record].IsUnbuilt;
            Attach(record, under, before);
            if (opens && !node.Details.Folded) building.Build(record, (below, _) => !below.Details.Folded);
            else if (opens) Recount(record);
            return;
        }
        var isAsItWas = records[record].Level == level && records[record].Factor == factor;
        (records[record].Level, records[record].Factor) = (level, (byte)factor);
        Attach(record, under, before);
        if (!isAsItWas || !SuitsItsSide(record)) Relevel(record);
    }

    /// <summary>Whether what lies below a record keeps the distances of the side where it now hangs: another root's may be wider.</summary>
    private bool SuitsItsSide(int record)
    {
        if (Tree.LinksOf(record).Children == 0) return true;
        ref readonly var first = ref Tree[Tree[record].FirstChild];
        return (first.Lead, first.Gap) == SideMeasures.Of(records, record).Distances(records[record].Level + 1, records.IsDown);
    }

    private void Attach(int record, int parent, int before)
    {
        records.Attach(record, parent, before);
        records.Remeasure(record);
        Changed(parent);
    }

    /// <summary>The record to hang a node under, and the sibling to hang it behind: the nearest before it that hangs there.</summary>
    private (int Under, int Before) PlaceFor(Node node, int parent)
    {
        var under = records[parent].Level > 0 ? -1 : 0;
        for (var at = node.Parent!.SpineNeighbour(node, -1); at is not null; at = node.Parent.SpineNeighbour(at, -1))
        {
            var record = records.Find(at.Id);
            if (record >= 0 && Tree.LinksOf(record).Parent is >= 0 and var side && records.ParentOf(record) == parent) return (side, record);
        }
        if (under < 0) return (parent, -1);
        // The first of the main branches: beside the second.
        var root = records.Tops[parent];
        return (Tree.LinksOf(root.Right).Children == 0 && Tree.LinksOf(root.Left).Children > 0 ? root.Left : root.Right, -1);
    }

    /// <summary>Branches are wrapped like their neighbours.</summary>
    private int FactorFor(int level, int under, int before, int parent)
    {
        if (level > 2) return records[parent].Factor;
        var beside = before >= 0 ? before : Tree.LinksOf(under).Children > 0 ? Tree[under].FirstChild : -1;
        return beside >= 0 ? records[beside].Factor : level == 2 ? records[parent].Factor : 100;
    }

    /// <summary>A branch that came from another level looks like its new one; its places are as they are, so all of it is laid out.</summary>
    private void Relevel(int top)
    {
        var order = Below(top);
        foreach (var at in order[1..])
            (records[at].Level, records[at].Factor) = (records[Tree.LinksOf(at).Parent].Level + 1, records[top].Factor);
        for (var n = order.Count - 1; n >= 0; n--)
        {
            records.Measure(order[n]);
            Tree.LayOut(order[n]);
            records.Shelves.Measure(records, order[n]);
        }
        records.Queue(top);
    }

    private void UpdateNode(Guid id)
    {
        var record = records.Find(id);
        if (record < 0) return;
        if (records.IsHub(record))
        {
            var root = records.Tops[record];
            records.MeasureHub(root);
            records.Queue(root.Right);
            return;
        }
        var node = records[record].Node!;
        if (records[record].WasSavedFolded != node.Details.Folded)
        {
            records[record].WasSavedFolded = node.Details.Folded;
            if (node.Details.Folded) new RecordFolds(records).Fold(record);
            else new RecordFolds(records).Unfold(record, int.MaxValue);
        }
        records.Remeasure(record);
        if (records[record].IsUnbuilt) Recount(record);
    }

    /// <summary>A node looks otherwise with its first child, and without its last.</summary>
    private void UpdateParent(int record)
    {
        if (records[record].Node is null || Tree.LinksOf(record).Parent < 0) return;
        records.Remeasure(record);
        records.Queue(record);
    }

    /// <summary>Main branches share a distance that goes by how many there are, and numbers that may gain a digit.</summary>
    private void UpdateSide(int side)
    {
        if (!records.Tops.TryGetValue(side, out var root)) return;
        records.MeasureHub(root);
        records.Queue(side);
        var mains = Tree.LinksOf(side).Children;
        var (lead, _) = SideMeasures.OfSide(records, side).Distances(1, records.IsDown);
        if (mains <= SideTree.MostThatShareRoom)
            for (var main = Tree[side].FirstChild; mains > 0; main = Tree.LinksOf(main).Next, mains--)
            {
                if (Tree[main].Lead == lead) continue;
                Tree[main].Lead = lead;
                records.Queue(main);
            }
        foreach (var number in new[] { 9, 10, 99, 100 })
            if (MainAt(root, number) is >= 0 and var main) records.Remeasure(main);
    }

    private int MainAt(PlacedRoot root, int number)
    {
        var right = Tree.LinksOf(root.Right).Children;
        if (number <= right) return Tree.ChildAt(root.Right, number - 1);
        return number - right <= Tree.LinksOf(root.Left).Children ? Tree.ChildAt(root.Left, number - right - 1) : -1;
    }

    private void UpdateCurves(IReadOnlyCollection<Guid> ids)
    {
        if (!HasCurves) return;
        foreach (var id in ids.Concat(moved)) records.Curves.Refresh(Map, id, curveEnds, isNew: false);
        foreach (var id in records.Come)
        {
            records.Curves.Refresh(Map, id, curveEnds, isNew: true);
            curveEnds.UnionWith(EndsAt(id));
        }
        foreach (var id in curveEnds.ToList())
            if (Map.Find(id) is null) records.Curves.Refresh(Map, id, curveEnds, isNew: false);
        var shown = new RecordCurves(records);
        foreach (var id in curveEnds) shown.Show(records.Curves.At(id).ToList());
        foreach (var id in curveEnds)
            if (records.Find(id) is >= 0 and var record && !records.IsHub(record)) records.Remeasure(record);
    }
}
