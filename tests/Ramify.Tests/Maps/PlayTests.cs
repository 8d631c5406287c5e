using CsCheck;
using Ramify.Maps;

namespace Ramify.Tests.Maps;

/// <summary>Holds that random histories meet the rare cases, so that the invariants are not green for want of trouble.</summary>
public sealed class PlayTests
{
    private readonly Dictionary<string, int> met = [];

    [Fact]
    public void Random_histories_meet_every_rare_case_many_times()
    {
        Play.Script.Sample(script => { Play.Of(script, (_, played) => Count(played)); }, iter: 1200, threads: 1);
        var counts = string.Join('\n', met.OrderBy(m => m.Value).Select(m => $"{m.Value,6} {m.Key}"));
        TestContext.Current.TestOutputHelper!.WriteLine(counts);
        string[] rare =
        [
            "delete: promotes", "delete: promotes two", "delete: promotes below a survivor's entry", "delete: kept", "delete: takes links",
            "delete: takes also-under", "restore: applied", "restore: lifted", "restore: reverts a promotion", "restore: leaves a moved promotion",
            "restore: brings links", "restore: brings another's link", "delete: inside it an earlier delete", "insert: lifted", "insert: known", "move: cycle",
            "move: uses up a link", "under: cycle", "under: exists", "undo: overwritten", "undo: of a delete", "undo: redo",
            "undo: of an insert refused for others' writes", "undo: of a text written over", "undo: in part", "erase: shows", "rekey", "write: dead",
        ];
        foreach (var name in rare) Assert.True(met.GetValueOrDefault(name) >= 1, $"too rare: {name}\n{counts}");
    }

    private void Count(Played played)
    {
        var (change, result, before) = (played.Entry.Change, played.Result, played.Before);
        var changed = played.Was.ChangesTo(played.Is).ToList();
        Met("write: dead", result.Code == ChangeCodes.Dead);
        Met("rekey", change is MapChange.Rekey && result.IsApplied && changed.Count > 0);
        Met("erase: shows", change is MapChange.Erase && changed.Count > 0);
        Met("insert: lifted", change is MapChange.Insert && result.Code == ChangeCodes.Lifted);
        Met("insert: known", change is MapChange.Insert && result.Code == ChangeCodes.Known);
        Met("move: cycle", change is MapChange.Move && result.Code == ChangeCodes.Cycle);
        Met("move: uses up a link", change is MapChange.Move && result.Inverse.Length == 2);
        Met("under: cycle", change is MapChange.AddUnder && result.Code == ChangeCodes.Cycle);
        Met("under: exists", change is MapChange.AddUnder && result.Code == ChangeCodes.Exists);
        if (change is MapChange.Delete && result.IsApplied) CountDelete(played, changed);
        if (change is MapChange.Restore restore) CountRestore(played, restore.Deletion, changed);
        if (change is MapChange.Undo undo) CountUndo(undo, result);
        if (change is MapChange.Undo { Inverse: [MapChange.Restore undone] }) CountRestore(played, undone.Deletion, changed);
    }

    private void CountDelete(Played played, List<string> changed)
    {
        var moved = changed.Count(name => name.EndsWith(":place", StringComparison.Ordinal));
        Met("delete: promotes", moved >= 1);
        Met("delete: promotes two", moved >= 2);
        Met("delete: kept", played.Result.Code == ChangeCodes.Kept);
        Met("delete: takes links", changed.Any(name => name.StartsWith("link", StringComparison.Ordinal)));
        Met("delete: takes also-under", changed.Count(name => name.StartsWith("under", StringComparison.Ordinal)) > moved);
        // An edge between survivors, one of which was promoted: what hangs below came along.
        var gone = played.Was.Nodes.Except(played.Is.Nodes).ToHashSet();
        Met("delete: promotes below a survivor's entry", gone.Count > 0 && moved > 0 && played.Was.Edges.Any(edge =>
            changed.Contains(Visible.NameOf(edge.Parent) + ":place") && !gone.Contains(edge.Node)));
        Met("delete: inside it an earlier delete", played.Before.Tombstones.Any(t => t.Node.Parent is { } parent && gone.Contains(parent)));
    }

    private void CountRestore(Played played, long sequence, List<string> changed)
    {
        var deletion = played.Before.Deletions.FirstOrDefault(d => d.Sequence == sequence);
        if (deletion is null || !played.Result.IsApplied) return;
        Met("restore: applied");
        Met("restore: lifted", played.Before.Tombstones.Any(t => t.Node.Id == deletion.Top
            && t.Node.Parent is { } parent && !played.Is.Nodes.Contains(parent)));
        Met("restore: reverts a promotion", changed.Any(name => name.EndsWith(":place", StringComparison.Ordinal)));
        Met("restore: leaves a moved promotion", deletion.Promotions.Any(p =>
            played.Is.Nodes.Contains(p.Node) && !changed.Contains(Visible.NameOf(p.Node) + ":place")));
        Met("restore: brings links", changed.Any(name => name.StartsWith("link", StringComparison.Ordinal)));
        Met("restore: brings another's link", deletion.Unders.Any(u => u.By.Sequence != sequence) || deletion.Links.Any(l => l.By.Sequence != sequence));
    }

    private void CountUndo(MapChange.Undo undo, ChangeResult result)
    {
        Met("undo: overwritten", result.Code == ChangeCodes.Overwritten);
        Met("undo: in part", result is { IsApplied: true, Code: ChangeCodes.Overwritten });
        Met("undo: of a delete", undo.Inverse[0] is MapChange.Restore && result.IsApplied);
        Met("undo: redo", result.IsApplied && undo.Inverse[0] is MapChange.Delete && result.Inverse[0] is MapChange.Restore);
        Met("undo: of an insert refused for others' writes", undo.Inverse[0] is MapChange.Delete && result.Code == ChangeCodes.Overwritten);
        Met("undo: of a text written over", undo.Inverse[0] is MapChange.SetText && result.Code == ChangeCodes.Overwritten);
    }

    private void Met(string name, bool met = true)
    {
        if (met) this.met[name] = this.met.GetValueOrDefault(name) + 1;
    }
}
