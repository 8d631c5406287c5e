using CsCheck;
using Ramify.Maps;

namespace Ramify.Tests.Maps;

/// <summary>Undo (C23, C24) and one person's history of it.</summary>
public sealed class MapHistoryTests
{
    private readonly MapHistory history = new();

    [Fact]
    public void C23_undo_leaves_the_value_of_another_who_wrote_later()
    {
        var map = new SmallMap("a");
        Do(map, new MapChange.SetText(map["a"], "Ann's"));
        map.Bob_(new MapChange.SetText(map["a"], "Bob's"));
        Assert.Equal(ChangeCodes.Overwritten, Assert.Single(Undo(map)).Code);
        Assert.Equal("Bob's", map.Node("a").Text);
        Assert.False(history.CanUndo || history.CanRedo);
    }

    [Fact]
    public void C23_undo_does_not_reach_through_ones_own_later_write_to_anothers()
    {
        var map = new SmallMap("a");
        Do(map, new MapChange.SetText(map["a"], "Ann 1"));
        map.Bob_(new MapChange.SetText(map["a"], "Bob"));
        Do(map, new MapChange.SetText(map["a"], "Ann 2"));
        Assert.True(Assert.Single(Undo(map)).IsApplied);
        Assert.Equal("Bob", map.Node("a").Text);
        Assert.Equal(ChangeCodes.Overwritten, Assert.Single(Undo(map)).Code);
        Assert.Equal("Bob", map.Node("a").Text);
        Assert.True(Assert.Single(Redo(map)).IsApplied);
        Assert.Equal("Ann 2", map.Node("a").Text);
    }

    [Fact]
    public void C23_undo_works_part_by_part()
    {
        var map = new SmallMap("a\n  s\nb\n  s +\nc");
        Do(map, new MapChange.Move(map["s"], map["b"], "a5"));
        map.Bob_(new MapChange.Move(map["s"], map["c"], "a0"));
        var undone = Assert.Single(Undo(map));
        Assert.Equal((ChangeStatus.Applied, ChangeCodes.Overwritten), (undone.Status, undone.Code));
        Assert.Equal("a\nb\n  s +\nc\n  s", map.ToString());
    }

    [Fact]
    public void C24_undo_of_an_insert_takes_nothing_that_another_put_into_it()
    {
        foreach (var change in new Func<SmallMap, MapChange>[]
        {
            map => new MapChange.SetText(map["new"], "Bob's"),
            map => new MapChange.Insert(map["child"], map["new"], OrderKey.First, "child"),
            map => new MapChange.Move(map["b"], map["new"], OrderKey.First),
            map => new MapChange.AddUnder(map.FreshId(), map["new"], map["b"], OrderKey.First),
            map => new MapChange.AddUnder(map.FreshId(), map["b"], map["new"], OrderKey.First),
            map => new MapChange.Link(map.FreshId(), map["new"], map["b"], LinkFields.None),
        })
        {
            var map = new SmallMap("a\nb");
            var insert = map.Ann_(new MapChange.Insert(map["new"], map["a"], OrderKey.First, "new"));
            Assert.True(map.Bob_(change(map)).IsApplied);
            var before = MapHash.Of(map.Map);
            Assert.Equal(ChangeCodes.Overwritten, map.Undo(SmallMap.Ann, 1, insert).Code);
            Assert.Equal(before, MapHash.Of(map.Map));
        }
    }

    [Fact]
    public void C24_undo_of_a_restore_deletes_again_though_others_wrote_before_it()
    {
        var map = new SmallMap("a\n  b");
        map.Bob_(new MapChange.SetText(map["b"], "Bob's"));
        Do(map, new MapChange.Delete(map["b"]));
        Undo(map);
        Assert.Equal("a\n  Bob's", map.ToString());
        Redo(map);
        Assert.Equal("a", map.ToString());
    }

    [Fact]
    public void A_step_of_several_changes_is_undone_and_redone_as_one()
    {
        var map = new SmallMap("a");
        Do(map, new MapChange.SetText(map["a"], "typed"));
        Do(map, new MapChange.Insert(map["x"], map["a"], "a1", "x"));
        Do(map, new MapChange.Insert(map["y"], map["x"], "a1", "y"), joinsLast: true);
        Assert.Equal(2, Undo(map).Count);
        Assert.Equal("typed", map.ToString());
        Undo(map);
        Assert.Equal("a", map.ToString());
        Assert.False(history.CanUndo);
        Redo(map);
        Redo(map);
        Assert.Equal("typed\n  x\n    y", map.ToString());
        Undo(map);
        Assert.Equal("typed", map.ToString());
    }

    [Fact]
    public void A_new_change_ends_what_could_be_redone()
    {
        var map = new SmallMap("a");
        Do(map, new MapChange.SetText(map["a"], "one"));
        Undo(map);
        Do(map, new MapChange.SetText(map["a"], "two"));
        Assert.False(history.CanRedo);
        Assert.Empty(history.Redo());
    }

    [Fact]
    public void Undoing_all_steps_of_one_person_alone_gives_the_first_map_and_redoing_all_the_last() => Play.Script.Sample(script =>
    {
        var alone = script with { Steps = [.. script.Steps.Select(step => step with { Person = 0, Move = Ordinary(step.Move) })] };
        var history = new MapHistory();
        var play = Play.Of(alone, (_, played) => history.Record(played.Entry, played.Result));
        var last = MapHash.Of(play.State.Map);
        Apply(play.State, history, history.Undo);
        Assert.Equal(MapHash.Of(play.Start.ToState().Map), MapHash.Of(play.State.Map));
        Apply(play.State, history, history.Redo);
        Assert.Equal(last, MapHash.Of(play.State.Map));

        static void Apply(MapState state, MapHistory history, Func<System.Collections.Immutable.ImmutableArray<MapChange>> next)
        {
            while (next() is { IsEmpty: false } changes)
                foreach (var change in changes) Record(state, history, change);
        }

        static void Record(MapState state, MapHistory history, MapChange change)
        {
            var entry = new LoggedChange(state.Sequence + 1, SmallMap.Ann, change);
            history.Record(entry, state.Apply(entry));
        }

        // Undo is what is under test; rekeys and erasures are not undone.
        static Move Ordinary(Move move) => move is Move.Rekey or Move.Erase || move.ToString().StartsWith("Undo", StringComparison.Ordinal)
            || move is Move.RedoLast or Move.Restore ? Move.Insert : move;
    }, iter: 300);

    private void Do(SmallMap map, MapChange change, bool joinsLast = false)
    {
        var entry = new LoggedChange(map.State.Sequence + 1, SmallMap.Ann, change);
        history.Record(entry, map.State.Apply(entry), joinsLast);
    }

    private List<ChangeResult> Undo(SmallMap map) => Send(map, history.Undo());

    private List<ChangeResult> Redo(SmallMap map) => Send(map, history.Redo());

    private List<ChangeResult> Send(SmallMap map, IEnumerable<MapChange> changes) => changes.Select(change =>
    {
        var entry = new LoggedChange(map.State.Sequence + 1, SmallMap.Ann, change);
        var result = map.State.Apply(entry);
        history.Record(entry, result);
        return result;
    }).ToList();
}
