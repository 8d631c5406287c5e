namespace Ramify.Layout;

/// <summary>Keeps account of which curves are shown, and so take room at their ends.</summary>
internal sealed class RecordCurves(MapRecords records)
{
    /// <summary>Looks at curves again after something was opened, hidden, or has moved.</summary>
    public void Show(IReadOnlyList<CurveEntry> curves)
    {
        foreach (var curve in curves)
        {
            var (from, to) = (records.Find(curve.From), records.Find(curve.To));
            var isShown = from != to && records.IsShown(from) && records.IsShown(to);
            if (isShown == curve.IsShown) continue;
            records.Curves.Replace(curve with { IsShown = isShown, IsChip = curve.IsChip ?? (isShown ? !IsNear(from, to) : null) });
            foreach (var end in new[] { from, to })
                if (end >= 0 && !records.IsHub(end)) records.Remeasure(end);
        }
    }

    /// <summary>Gives up a line for a chip.</summary>
    public void MakeChip(Guid from, Guid to, Guid? link)
    {
        if (records.Curves.At(from).FirstOrDefault(at => at.From == from && at.To == to && at.Link?.Id == link) is not { } curve) return;
        records.Curves.Replace(curve with { IsChip = true });
        foreach (var end in new[] { records.Find(from), records.Find(to) })
            if (end >= 0 && !records.IsHub(end)) records.Remeasure(end);
    }

    /// <summary>Whether a line joins two nodes, as <see cref="CurveEnds"/> has it; else a chip.</summary>
    private bool IsNear(int from, int to)
    {
        if (records.Generations == int.MaxValue) return true;
        var (a, b) = (from, to);
        while (a != b && a >= 0 && b >= 0)
        {
            if (records[a].Level >= records[b].Level) a = records.ParentOf(a);
            else b = records.ParentOf(b);
        }
        if (a < 0 || a != b) return false;
        var children = records.IsHub(a) && a == records.Tops[a].LastOfHub
            ? records.Tree.LinksOf(records.Tops[a].Right).Children + records.Tree.LinksOf(records.Tops[a].Left).Children
            : records.Tree.LinksOf(a).Children;
        return Math.Max(records[from].Level, records[to].Level) - records[a].Level <= records.Generations && children <= CurveEnds.WidestLine;
    }
}
