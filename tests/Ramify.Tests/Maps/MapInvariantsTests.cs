using CsCheck;
using Ramify.Maps;

namespace Ramify.Tests.Maps;

/// <summary>The invariants of docs/spec/changes.md over random histories by three people.</summary>
public sealed class MapInvariantsTests
{
    /// <summary>How many random histories each property sees; more by the environment, for a longer search.</summary>
    private static readonly int Histories = int.Parse(Environment.GetEnvironmentVariable("HISTORIES") ?? "400");

    private static void EachStep(Action<Play, Played> check) =>
        Play.Script.Sample(script => { Play.Of(script, check); }, iter: Histories, print: Print);

    private static void EachPlay(Action<Play> check) =>
        Play.Script.Sample(script => check(Play.Of(script)), iter: Histories, print: Print);

    private static string Print((MindMap Map, Step[] Steps) script) =>
        string.Join('\n', Outline.Of(script.Map).Select(line => new string(' ', line.Depth) + line.Node.Id.ToString()[..4]))
        + "\n" + string.Join('\n', Play.Of(script).Log.Select(done => $"{done.Entry} -> {done.Result.Code}"));

    [Fact]
    public void I1_every_live_node_reaches_a_root() => EachStep((play, _) =>
    {
        var map = play.State.Map;
        var roots = map.Roots.ToArray().Select(root => root.Node).ToHashSet();
        var live = play.EverSeen.Select(map.Find).OfType<Node>().ToList();
        Assert.Equal(live.Count, map.NodeCount);
        Assert.Equal(live.ToHashSet(), map.Nodes.ToHashSet());
        foreach (var node in live)
        {
            Assert.True(node.IsLive);
            var at = node;
            for (var steps = 0; at.Parent is { } parent; at = parent, steps++) Assert.True(steps < live.Count, "the spine has a cycle");
            Assert.Contains(at, roots);
        }
    });

    [Fact]
    public void I2_spine_and_also_under_have_no_cycle() => EachStep((play, _) =>
    {
        // Take away nodes without parents until none is left.
        var nodes = play.State.Map.Nodes.ToHashSet();
        var parents = nodes.ToDictionary(node => node, node => node.ParentCount);
        var free = new Stack<Node>(nodes.Where(node => parents[node] == 0));
        while (free.TryPop(out var node))
        {
            nodes.Remove(node);
            foreach (var child in node.Children)
                if (--parents[child.Node] == 0) free.Push(child.Node);
        }
        Assert.Empty(nodes);
    });

    [Fact]
    public void I3_no_link_has_a_dead_end() => EachStep((play, _) =>
    {
        var map = play.State.Map;
        foreach (var link in map.Links)
        {
            Assert.Same(map.Find(link.From.Id), link.From);
            Assert.Same(map.Find(link.To.Id), link.To);
            Assert.Same(link, map.FindLink(link.Id));
        }
        var unders = map.Nodes.SelectMany(node => node.AlsoUnder).ToList();
        Assert.Equal(unders.Count, map.AlsoUnderCount);
        foreach (var link in unders)
        {
            Assert.Same(map.Find(link.Parent.Id), link.Parent);
            Assert.Contains(link.Parent.Children.ToArray(), child => child.Link == link && child.Node == link.Node);
            Assert.Same(link, map.FindAlsoUnder(link.Id));
        }
    });

    [Fact]
    public void I4_siblings_are_totally_ordered_by_key_and_id() => EachStep((play, _) =>
    {
        foreach (var parent in play.State.Map.Nodes.Append(play.State.Map.Top))
        {
            var entries = parent.Children.ToArray();
            for (var i = 1; i < entries.Length; i++)
            {
                var byKey = string.CompareOrdinal(entries[i - 1].Key, entries[i].Key);
                Assert.True(byKey < 0 || (byKey == 0 && entries[i - 1].Node.Id.CompareTo(entries[i].Node.Id) < 0));
            }
            Assert.Equal(entries.Length, entries.Select(entry => entry.Node).Distinct().Count());
            Assert.All(entries, entry => Assert.True(entry.IsAlsoUnder ? entry.Link!.Parent == parent : entry.Node.spine == parent));
        }
    });

    [Fact]
    public void I6_the_state_is_the_fold_of_its_log_and_of_a_snapshot_with_the_tail() => EachPlay(play =>
    {
        var log = play.Log.Select(done => done.Entry).ToList();
        var whole = MapState.Fold(play.Start, log);
        Assert.Equal(play.State.Hash(), whole.Hash());
        var middle = MapState.Fold(play.Start, log.Take(log.Count / 2)).Snapshot();
        Assert.Equal(play.State.Hash(), MapState.Fold(middle, log.Skip(log.Count / 2)).Hash());
        Assert.Equal(play.State.Hash(), play.State.Snapshot().ToState().Hash());
    });

    [Fact]
    public void I6_holds_for_a_log_from_which_erased_payloads_were_taken() => EachPlay(play =>
    {
        var erased = play.Log.Select(done => done.Entry.Change).OfType<MapChange.Erase>().Select(erase => erase.Sequence).ToHashSet();
        var log = play.Log.Select(done => erased.Contains(done.Entry.Sequence) ? done.Entry.WithoutPayload() : done.Entry);
        Assert.Equal(play.State.Hash(), MapState.Fold(play.Start, log).Hash());
    });

    [Fact]
    public void C1_what_is_not_applied_leaves_no_trace() => EachStep((play, played) =>
    {
        if (!played.Result.IsApplied) Assert.Equal(played.Before.ToState().Hash(), play.State.Hash());
        else Assert.Equal(played.Entry.Sequence, play.State.Sequence);
    });

    [Fact]
    public void I9_undo_never_overwrites_what_another_wrote_later() => Play.Script.Sample(script =>
    {
        var written = new List<(string Register, long Sequence, Guid Person)>();
        Play.Of(script, (_, played) =>
        {
            var changed = played.Was.ChangesTo(played.Is).ToList();
            if (played.Entry.Change is MapChange.Undo undo)
                foreach (var name in changed)
                    Assert.DoesNotContain(written, w => w.Sequence > undo.Of && w.Person != played.Entry.Person && Clashes(w.Register, name, played));
            // New keys in the same order are nobody's writing.
            if (played.Entry.Change is not MapChange.Rekey)
                written.AddRange(changed.Select(name => (name, played.Entry.Sequence, played.Entry.Person)));
        });

        // What goes takes with it all that is about it.
        static bool Clashes(string written, string name, Played played) =>
            Visible.IsThing(name) && !played.Is.Registers.ContainsKey(name) ? Visible.IsOf(written, name) : written == name;
    }, iter: Histories, print: Print);

    [Fact]
    public void I10_a_delete_takes_what_no_surviving_parent_holds_and_nothing_else() => EachStep((play, played) =>
    {
        if (!played.Result.IsApplied || played.Entry.Change is not MapChange.Delete delete) return;
        // A delete cuts the node off its primary parent; what still hangs from a root by any edge lives.
        var edges = played.Was.Edges.ToHashSet();
        var place = played.Was.Registers[Visible.NameOf(delete.Node) + ":place"]!.Split(' ')[0];
        edges.Remove((place.Length == 0 ? Guid.Empty : Guid.Parse(place), delete.Node));
        var children = edges.ToLookup(edge => edge.Parent, edge => edge.Node);
        var live = new HashSet<Guid>();
        var pending = new Stack<Guid>(children[Guid.Empty]);
        while (pending.TryPop(out var node))
            if (live.Add(node))
                foreach (var child in children[node]) pending.Push(child);
        Assert.Equal(live.Order(), played.Is.Nodes.Order());
        // Survivors keep all the parents that survive, and get no others.
        Assert.Equal(edges.Where(edge => live.Contains(edge.Node) && (edge.Parent == Guid.Empty || live.Contains(edge.Parent))).Order(), played.Is.Edges.Order());
    });

    [Fact]
    public void A_change_and_its_inverse_leave_the_map_as_it_was_and_a_redo_brings_it_back() => EachStep((play, played) =>
    {
        if (!played.Result.IsApplied || played.Result.Inverse.IsEmpty) return;
        var state = play.State.Snapshot().ToState();
        var undone = state.Apply(played.Entry.Person, new MapChange.Undo(played.Entry.Sequence, played.Result.Inverse));
        var restored = played.Result.Inverse.Any(part => part is MapChange.Delete) && played.Entry.Change is not MapChange.Insert;
        if (restored && BringsAnothersLink(played)) return;
        Assert.True(undone.IsApplied, $"{played.Entry.Change}: {undone.Code}");
        if (restored) Assert.Equal(played.Was.Edges.Order(), Visible.Of(state.Map).Edges.Order());
        else Assert.Equal(MapHash.Of(played.Before.ToState().Map), MapHash.Of(state.Map));

        var redone = state.Apply(played.Entry.Person, new MapChange.Undo(state.Sequence, undone.Inverse));
        Assert.True(redone.IsApplied, $"{played.Entry.Change}: {redone.Code}");
        Assert.Equal(MapHash.Of(play.State.Map), MapHash.Of(state.Map));
    });

    /// <summary>
    /// Whether a restore also brings back a further parent that an earlier restore had to leave: that parent keeps the
    /// node alive from then on (I10), so the inverse does not delete it.
    /// </summary>
    private static bool BringsAnothersLink(Played played)
    {
        var parts = played.Entry.Change is MapChange.Undo undo ? undo.Inverse.AsEnumerable() : [played.Entry.Change];
        var sequences = parts.OfType<MapChange.Restore>().Select(restore => restore.Deletion).ToHashSet();
        return played.Before.Deletions.Any(d => sequences.Contains(d.Sequence) && d.Unders.Any(under => under.By.Sequence != d.Sequence));
    }
}
