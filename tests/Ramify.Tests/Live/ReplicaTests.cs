using Ramify.Live;
using Ramify.Maps;
using Ramify.Tests.Maps;

namespace Ramify.Tests.Live;

/// <summary>The rules of a replica, one by one; the convergence test holds them together.</summary>
public sealed class ReplicaTests
{
    private static readonly Guid Tab = new(5, 5, 5, new byte[8]), OtherTab = new(6, 6, 6, new byte[8]);
    private readonly SmallMap map = new("a\n  b\nc");
    private readonly Room room;
    private readonly Replica ann, bob;
    private readonly List<RoomChange> log = [];

    public ReplicaTests()
    {
        var start = map.State.Snapshot();
        room = new Room(start, [], _ => 0, (_, _) => null);
        (ann, bob) = (new Replica(start, SmallMap.Ann, Tab), new Replica(start, SmallMap.Bob, OtherTab));
    }

    [Fact]
    public void L4_others_changes_go_below_ones_own_and_the_map_stays_the_same_object()
    {
        var shown = ann.Map;
        ann.Do(new MapChange.SetText(map["a"], "Ann's"));
        bob.Do(new MapChange.SetText(map["a"], "Bob's"));
        bob.Do(new MapChange.SetText(map["b"], "Bob's too"));
        Send(bob, SmallMap.Bob);
        var update = ann.Receive(log);
        Assert.Equal(("Ann's", "Bob's too"), (ann.Map.Find(map["a"])!.Text, ann.Map.Find(map["b"])!.Text));
        Assert.Subset(update.Touched.ToHashSet(), new HashSet<Guid> { map["a"], map["b"] });
        Assert.Equal(ChangeCodes.Overwritten, Assert.Single(update.Conflicts).Code);
        Assert.Same(shown, ann.Map);
        Send(ann, SmallMap.Ann);
        Assert.Empty(ann.Pending);
        bob.Receive(log);
        Assert.Equal(ann.State.Hash(), bob.State.Hash());
    }

    [Fact]
    public void L7_what_takes_back_a_change_that_is_not_confirmed_waits_for_that()
    {
        ann.Do(new MapChange.SetText(map["a"], "Ann's"));
        ann.Undo();
        Assert.Equal("a", ann.Map.Find(map["a"])!.Text);
        var send = Assert.Single(ann.ToSend());
        Assert.IsType<MapChange.SetText>(send.Change);
        bob.Do(new MapChange.SetText(map["c"], "Bob's"));
        Send(bob, SmallMap.Bob);
        Send(ann, SmallMap.Ann);
        // Bob's came first, so Ann's is the second of the log.
        var undo = Assert.IsType<MapChange.Undo>(Assert.Single(ann.ToSend()).Change);
        Assert.Equal(2, undo.Of);
        Send(ann, SmallMap.Ann);
        Assert.Equal("a", room.State.Map.Find(map["a"])!.Text);
        ann.Redo();
        Send(ann, SmallMap.Ann);
        Assert.Equal("Ann's", room.State.Map.Find(map["a"])!.Text);
    }

    [Fact]
    public void L8_a_gap_is_not_applied_and_old_changes_are_passed_over()
    {
        bob.Do(new MapChange.SetText(map["a"], "1"));
        Send(bob, SmallMap.Bob);
        bob.Do(new MapChange.SetText(map["a"], "2"));
        Send(bob, SmallMap.Bob);
        ann.Receive([log[1]]);
        Assert.True(ann.IsBehind);
        Assert.Equal((0L, "a"), (ann.Sequence, ann.Map.Find(map["a"])!.Text));
        ann.Receive(log);
        Assert.False(ann.IsBehind);
        ann.Receive([log[0]]);
        Assert.Equal((2L, "2"), (ann.Sequence, ann.Map.Find(map["a"])!.Text));
    }

    [Fact]
    public void L9_a_change_of_an_unknown_kind_asks_for_a_reload_and_keeps_what_is_pending()
    {
        ann.Do(new MapChange.SetText(map["a"], "Ann's"));
        ann.Receive([new RoomChange(1, OtherTab, 1, null)]);
        Assert.True(ann.NeedsReload);
        var next = new Replica(map.State.Snapshot(), SmallMap.Ann, new Guid(7, 7, 7, new byte[8]));
        next.Adopt(ann.Pending);
        Assert.Equal("Ann's", next.Map.Find(map["a"])!.Text);
        Assert.Equal((Tab, 1L), (next.ToSend()[0].Client, next.ToSend()[0].N));
    }

    [Fact]
    public void L12_typing_is_one_change_until_it_is_sent()
    {
        foreach (var text in (string[])["T", "Ty", "Typ"]) ann.Do(new MapChange.SetText(map["a"], text));
        var sent = Assert.Single(ann.ToSend());
        ann.Do(new MapChange.SetText(map["a"], "Typed"));
        Assert.Equal([1L, 2L], ann.Pending.Select(change => change.N));
        Assert.Equal("Typ", ((MapChange.SetText)sent.Change).Text);
        Assert.Equal("Typ", ((MapChange.SetText)ann.ToSend()[0].Change).Text);
        ann.Undo();
        Assert.Equal("Typ", ann.Map.Find(map["a"])!.Text);
        ann.Undo();
        Assert.Equal("a", ann.Map.Find(map["a"])!.Text);
    }

    [Fact]
    public void L12_a_step_that_was_ended_stays_one_of_its_own_though_the_same_text_is_written_next()
    {
        ann.Do(new MapChange.SetText(map["a"], "one two"));
        ann.EndStep();
        ann.Do(new MapChange.SetText(map["a"], "1 two"));
        ann.EndStep();
        ann.Do(new MapChange.SetText(map["a"], "1 2"));
        foreach (var before in (string[])["1 two", "one two", "a"])
        {
            ann.Undo();
            Assert.Equal(before, ann.Map.Find(map["a"])!.Text);
        }
    }

    [Fact]
    public void L13_what_the_room_does_not_apply_is_shown_no_longer_and_its_author_is_told()
    {
        ann.Do(new MapChange.Move(map["a"], map["c"], OrderKey.First));
        bob.Do(new MapChange.Move(map["c"], map["b"], OrderKey.First));
        Send(bob, SmallMap.Bob);
        var answers = ann.ToSend().Select(envelope => room.Take(SmallMap.Ann, envelope).Answer).ToList();
        ann.Undo();
        Assert.Equal(2, ann.Pending.Count);
        var update = ann.Answered(answers);
        Assert.Equal(ChangeCodes.Cycle, Assert.Single(update.Conflicts).Code);
        Assert.Equal(2, update.Dropped.Count);
        Assert.Empty(ann.Pending);
        ann.Receive(log);
        Assert.Equal(room.State.Hash(), ann.State.Hash());
    }

    [Fact]
    public void L16_undo_and_redo_are_taken_up_by_the_next_replica_of_the_same_person()
    {
        ann.Do(new MapChange.SetText(map["a"], "first"));
        ann.Do(new MapChange.SetText(map["b"], "second"));
        ann.Do(new MapChange.Delete(map["c"]), joinsLast: true);
        ann.Do(new MapChange.SetField(map["a"], NodeField.Folded, new() { Folded = true }), isUndoable: false);
        Send(ann, SmallMap.Ann);
        bob.Receive(log);
        bob.Do(new MapChange.SetText(map["a"], "Bob's"));
        Send(bob, SmallMap.Bob);
        ann.Receive(log);
        ann.Undo();
        Send(ann, SmallMap.Ann);
        Assert.Equal(("b", true), (ann.Map.Find(map["b"])!.Text, ann.Map.Find(map["c"]) is not null));
        var kept = LiveJson.ReadSteps(LiveJson.Write(ann.Steps()))!;

        var next = new Replica(room.Snapshot(), SmallMap.Ann, new Guid(7, 7, 7, new byte[8]));
        next.Remember(kept);
        next.Redo();
        Send(next, SmallMap.Ann);
        Assert.Equal(("second", false), (room.State.Map.Find(map["b"])!.Text, room.State.Map.Find(map["c"]) is not null));
        next.Undo();
        // What Bob wrote since stands; the fold was no step.
        Assert.Equal(ChangeCodes.Overwritten, next.Undo().Code);
        Send(next, SmallMap.Ann);
        Assert.Equal(("Bob's", "b", true), (next.Map.Find(map["a"])!.Text, next.Map.Find(map["b"])!.Text, next.Map.Find(map["a"])!.Details.Folded));
        Assert.False(next.CanUndo);
    }

    [Fact]
    public void L16_what_its_person_did_by_a_form_is_undone_as_one_step_and_what_others_did_is_not()
    {
        ann.Do(new MapChange.SetText(map["c"], "before"));
        Send(ann, SmallMap.Ann);
        // Two forms, one after the other, and one of another person.
        foreach (var (form, person, node) in new[] { (2, SmallMap.Ann, "c"), (3, SmallMap.Ann, "a"), (3, SmallMap.Ann, "b"), (5, SmallMap.Bob, "c") })
        {
            var entry = new LoggedChange(log.Count + 1, person, new MapChange.SetText(map[node], "by form"));
            log.Add(new RoomChange(entry.Sequence, RoomChange.FormOf(form), entry.Sequence, entry));
            room.Follow(log[^1]);
        }
        ann.Receive(log);
        ann.Undo();
        Send(ann, SmallMap.Ann);
        Assert.Equal(("a", "b", "by form"), (ann.Map.Find(map["a"])!.Text, ann.Map.Find(map["b"])!.Text, ann.Map.Find(map["c"])!.Text));
        ann.Redo();
        Send(ann, SmallMap.Ann);
        Assert.Equal(("by form", "by form"), (ann.Map.Find(map["a"])!.Text, room.State.Map.Find(map["b"])!.Text));
    }

    [Fact]
    public void L16_what_was_left_unsent_can_be_undone_once_it_is_confirmed()
    {
        ann.Do(new MapChange.SetText(map["a"], "left"));
        var next = new Replica(map.State.Snapshot(), SmallMap.Ann, new Guid(7, 7, 7, new byte[8]));
        next.Adopt(ann.Pending);
        Send(next, SmallMap.Ann);
        next.Undo();
        Assert.Equal("a", next.Map.Find(map["a"])!.Text);
    }

    [Fact]
    public void What_is_acknowledged_is_saved_before_its_event_comes()
    {
        ann.Do(new MapChange.SetText(map["a"], "Ann's"));
        Assert.False(ann.IsSaved);
        ann.Answered([.. ann.ToSend().Select(envelope => room.Take(SmallMap.Ann, envelope).Answer)]);
        Assert.True(ann.IsSaved);
        Assert.Equal(1, Assert.Single(ann.Pending).Sequence);
        Assert.Empty(ann.ToSend());
    }

    [Fact]
    public void A_change_of_others_costs_what_is_pending_not_what_the_map_holds()
    {
        var big = new MapBuilder();
        var root = big.Add(null, "root");
        for (var i = 0; i < 100_000; i++) big.Add(root, $"{i}");
        var start = new MapState(big.Build(), MapLimits.Trusted).Snapshot();
        var replica = new Replica(start, SmallMap.Ann, Tab, MapLimits.Trusted);
        replica.Do(new MapChange.SetText(root.Id, "pending"));
        var before = GC.GetAllocatedBytesForCurrentThread();
        replica.Receive([new RoomChange(1, OtherTab, 1, new LoggedChange(1, SmallMap.Bob, new MapChange.SetText(root.Id, "Bob's")))]);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000);
        Assert.Equal("pending", replica.Map.Find(root.Id)!.Text);
    }

    private void Send(Replica replica, Guid writer)
    {
        foreach (var envelope in replica.ToSend())
        {
            var taken = room.Take(writer, envelope);
            log.AddRange(taken.Entries);
            replica.Answered([taken.Answer]);
        }
        replica.Receive(log);
    }
}
