namespace Ramify.Layout;

/// <summary>Opens and folds branches: a folded one keeps its records and their places, so it costs its head only.</summary>
internal sealed class RecordFolds(MapRecords records)
{
    private LinkedTree Tree => records.Tree;

    /// <summary>Folds a node below the hub; false where there is nothing to fold.</summary>
    public bool Fold(int record)
    {
        if (!Tree.IsOpen(record)) return false;
        records[record].IsFolded = true;
        Tree.Open(record, false);
        SetShown(record, 1);
        return true;
    }

    /// <summary>Opens a node; what was never open is opened level by level while no more than so many nodes are shown.</summary>
    public bool Unfold(int record, int most)
    {
        if (!records[record].IsFolded) return false;
        if (records[record].IsUnbuilt)
        {
            new RecordBuilding(records).Build(record, (node, shown) => !node.Details.Folded && shown + node.Children.Length <= most);
            ShowCurves();
            return true;
        }
        records[record].IsFolded = false;
        Tree.Open(record, true);
        var shown = 1;
        var left = Tree.LinksOf(record).Children;
        for (var child = Tree[record].FirstChild; left > 0; child = Tree.LinksOf(child).Next, left--) shown += records[child].Shown;
        SetShown(record, shown);
        return true;
    }

    private void SetShown(int record, int shown)
    {
        records.AddCounts(Tree.LinksOf(record).Parent, 0, shown - records[record].Shown);
        records[record].Shown = shown;
        records.Measure(record);
        records.Queue(record);
        ShowCurves();
    }

    private void ShowCurves()
    {
        if (records.Curves.Count > 0) new RecordCurves(records).Show(records.Curves.All.ToList());
    }
}
