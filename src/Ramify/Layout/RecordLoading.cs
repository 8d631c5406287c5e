namespace Ramify.Layout;

/// <summary>Makes the records of a layout that was run as a whole: record numbers are the run's indices, then the sides.</summary>
internal sealed class RecordLoading(MapRecords records, LayoutRun run)
{
    private readonly ShownTree tree = run.Tree;

    public void Load()
    {
        // A large map is measured at the styles' own wrap, whatever a small root in it had found.
        var isLarge = tree.Count > run.Options.SearchLimit;
        for (var i = 0; i < tree.Count; i++)
        {
            var hidden = tree.Hidden?[i] ?? 0;
            records.Add(new NodeRecord
            {
                Node = tree.Nodes[i], Level = tree.Levels[i], Kind = tree.Kinds[i], Nodes = 1 + hidden, Shown = 1,
                Outer = run.Rooms.Outer(i), Before = run.Rooms.Before(i), Factor = (byte)(isLarge ? 100 : run.Factors[tree.Groups[i]]),
                IsFolded = hidden > 0, IsUnbuilt = hidden > 0, WasSavedFolded = tree.Nodes[i].Details.Folded,
                Chosen = MapRecords.ChosenColour(tree.Nodes[i]),
            });
        }
        foreach (var root in run.Roots) LoadRoot(root);
        TakeCurves();
        records.Shelves.Begin(records, run.RowWidth, run.IsPlaced ? new MapPoint(run.Boxes[0].MiddleX, run.Boxes[0].MiddleY) : default);
    }

    private void LoadRoot(RootLayout root)
    {
        var (right, left) = (records.Add(default), records.Add(default));
        var placed = new PlacedRoot(tree.Nodes[root.Hub[0]], root.Hub.ToArray(), right, left, root.Kept);
        records.AddRoot(placed);
        for (var n = 0; n < placed.Hub.Length; n++) placed.HubBoxes[n] = new MapBox(0, 0, run.Sizes.Widths[placed.Hub[n]], run.Sizes.Heights[placed.Hub[n]]);
        placed.HubBox = RootLayout.PlaceHub(placed.HubBoxes);
        LoadSide(right, root.RightSide);
        LoadSide(left, root.LeftSide);
    }

    private void LoadSide(int top, SideTree side)
    {
        var members = side.Members;
        var links = records.Tree;
        for (var n = 0; n < members.Length; n++)
        {
            var parent = n < side.MainCount ? top : tree.Parents[members[n]];
            links.Insert(members[n], parent, links.LinksOf(parent).LastChild);
        }
        var measures = SideMeasures.OfSide(records, top);
        for (var n = members.Length - 1; n >= 0; n--)
        {
            var member = members[n];
            records.SetBox(member, run.Sizes.Widths[member], run.Sizes.Heights[member], measures);
            links.LayOut(member);
            var parent = links.LinksOf(member).Parent;
            records[parent].Nodes += records[member].Nodes;
            records[parent].Shown += records[member].Shown;
        }
        links.LayOut(top);
    }

    /// <summary>Lines and chips as the run decided.</summary>
    private void TakeCurves()
    {
        foreach (var end in run.Ends.Curves) Take(end, isChip: false);
        foreach (var end in run.Ends.Chips) Take(end, isChip: true);
    }

    private void Take(CurveEnd end, bool isChip)
    {
        var (from, to) = (tree.Nodes[end.From].Id, tree.Nodes[end.To].Id);
        foreach (var curve in records.Curves.At(to))
        {
            if (curve.From != from || curve.Link?.Id != end.Link?.Id) continue;
            records.Curves.Replace(curve with { IsShown = true, IsChip = isChip });
            return;
        }
    }
}
