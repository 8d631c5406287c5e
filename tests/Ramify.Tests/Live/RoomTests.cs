using Ramify.Live;
using Ramify.Maps;
using Ramify.Tests.Maps;

namespace Ramify.Tests.Live;

/// <summary>The rules of a room, one by one.</summary>
public sealed class RoomTests
{
    private static readonly Guid Tab = new(5, 5, 5, new byte[8]), OtherTab = new(6, 6, 6, new byte[8]);
    private readonly List<RoomChange> log = [];
    private readonly SmallMap map = new("a\n  b\nc");
    private readonly MapSnapshot start;
    private Room room;
    private long n;

    public RoomTests()
    {
        start = map.State.Snapshot();
        room = Open();
    }

    [Fact]
    public void L1_sequences_are_dense_and_what_is_not_applied_takes_none()
    {
        Assert.Equal(1, Take(new MapChange.SetText(map["a"], "A")).Answer.Sequence);
        var refused = Take(new MapChange.Move(map["a"], map["b"], OrderKey.First));
        Assert.Equal((ChangeStatus.Refused, 0L, ChangeCodes.Cycle), (refused.Answer.Status, refused.Answer.Sequence, refused.Answer.Code));
        Assert.Empty(refused.Entries);
        Assert.Equal(2, Take(new MapChange.SetText(map["b"], "B")).Answer.Sequence);
        Assert.Equal([1L, 2L], log.Select(entry => entry.Sequence));
    }

    [Fact]
    public void L2_a_change_sent_again_gets_the_same_answer_and_does_nothing()
    {
        var sent = Envelope(new MapChange.SetText(map["a"], "Ann's"));
        var first = Take(sent);
        Take(new MapChange.SetText(map["a"], "Bob's"), SmallMap.Bob, OtherTab);
        for (var i = 0; i < 1000; i++)
        {
            var again = room.Take(SmallMap.Ann, sent);
            Assert.Equal(first.Answer, again.Answer);
            Assert.Empty(again.Entries);
        }
        Assert.Equal("Bob's", room.State.Map.Find(map["a"])!.Text);
    }

    [Fact]
    public void L2_it_is_the_same_change_after_a_restart_too_and_after_a_snapshot()
    {
        var sent = new[] { Envelope(new MapChange.SetText(map["a"], "1")), Envelope(new MapChange.SetText(map["a"], "2")), Envelope(new MapChange.SetText(map["a"], "3")) };
        var answers = sent.Select(envelope => Take(envelope).Answer).ToList();
        Take(new MapChange.SetText(map["a"], "Bob's"), SmallMap.Bob, OtherTab);
        var snapshot = room.Snapshot();
        foreach (var restarted in new[] { Open(), Open(snapshot) })
        {
            room = restarted;
            // The middle one first: knowing one number of a client must not make the next one new.
            foreach (var i in (int[])[1, 2, 0]) Assert.Equal(answers[i], Take(sent[i]).Answer);
            Assert.Equal("Bob's", room.State.Map.Find(map["a"])!.Text);
            Assert.Equal(4, log.Count);
        }
    }

    [Fact]
    public void L3_a_number_that_comes_after_a_later_one_has_no_effect()
    {
        var late = Envelope(new MapChange.SetText(map["a"], "late"));
        Take(new MapChange.SetText(map["b"], "B"));
        Assert.Equal((ChangeStatus.NoEffect, ChangeCodes.Late), (Take(late).Answer.Status, Take(late).Answer.Code));
        room = Open();
        Assert.Equal(ChangeCodes.Late, Take(late).Answer.Code);
        Assert.Equal("a", room.State.Map.Find(map["a"])!.Text);
    }

    [Fact]
    public void L6_a_change_for_another_map_or_in_the_servers_name_is_refused()
    {
        var sent = Envelope(new MapChange.SetText(map["a"], "A"));
        Assert.Equal(ChangeCodes.NotAllowed, room.Take(SmallMap.Ann, sent with { Map = Tab }).Answer.Code);
        Assert.Equal(ChangeCodes.NotAllowed, room.Take(LoggedChange.Server, sent).Answer.Code);
        Assert.Equal(ChangeCodes.NotAllowed, room.Take(SmallMap.Ann, sent with { N = 0 }).Answer.Code);
        Assert.Equal(ChangeCodes.NotAllowed, room.Take(SmallMap.Ann, sent with { Client = Guid.Empty }).Answer.Code);
        Assert.Equal(ChangeCodes.NotAllowed, Take(new MapChange.Erase(1)).Answer.Code);
        Assert.Equal(ChangeCodes.NotAllowed, Take(new MapChange.Rekey(null, OrderKey.Sequence(2))).Answer.Code);
        Assert.Empty(log);
    }

    [Fact]
    public void L9_a_room_does_not_open_on_a_log_with_a_gap_or_an_unknown_kind()
    {
        Take(new MapChange.SetText(map["a"], "A"));
        Take(new MapChange.SetText(map["b"], "B"));
        Assert.Throws<ArgumentException>(() => new Room(start, [log[1]], _ => 0, (_, _) => null));
        Assert.Throws<ArgumentException>(() => new Room(start, [log[0] with { Entry = null }], _ => 0, (_, _) => null));
    }

    [Fact]
    public void L10_keys_that_grow_long_are_dealt_anew_in_the_same_order()
    {
        var (low, high) = (OrderKey.First, OrderKey.After(OrderKey.First));
        for (var i = 0; i < 400; i++)
        {
            // Always between the same two neighbours: as bad as it gets.
            var key = OrderKey.Between(low, high);
            Assert.True(Take(new MapChange.Insert(map.FreshId(), map["a"], key, $"{i}")).Answer.Status == ChangeStatus.Applied, $"{i}: {key}");
            var children = room.State.Map.Find(map["a"])!.Children;
            (low, high) = (children[0].Key, children[1].Key);
        }
        Assert.Equal(401, room.State.Map.Find(map["a"])!.Children.Length);
        Assert.Contains(log, entry => entry.Entry!.Change is MapChange.Rekey && entry.Client == Guid.Empty);
        Assert.Equal(Enumerable.Range(1, log.Count).Select(i => (long)i), log.Select(entry => entry.Sequence));
        Assert.Equal(room.State.Hash(), Open().State.Hash());
    }

    [Fact]
    public void A_snapshot_is_due_after_five_hundred_changes()
    {
        for (var i = 0; i < Room.SnapshotEvery; i++)
        {
            Assert.False(room.WantsSnapshot);
            Take(new MapChange.SetText(map["a"], $"{i}"));
        }
        Assert.True(room.WantsSnapshot);
        Assert.Equal(500, room.Snapshot().Sequence);
        Assert.False(room.WantsSnapshot);
    }

    [Fact]
    public void L15_texts_are_cleaned_before_they_are_ordered()
    {
        Take(new MapChange.SetText(map["a"], "a\u0000b\uD800\r\nc"));
        Assert.Equal("ab\uFFFD\nc", ((MapChange.SetText)log[0].Entry!.Change).Text);
        Assert.Equal("ab\uFFFD\nc", room.State.Map.Find(map["a"])!.Text);
    }

    [Fact]
    public void L11_two_people_who_write_in_a_long_note_at_once_both_keep_what_they_wrote()
    {
        var note = string.Concat(Enumerable.Range(1, 200).Select(i => $"word{i} "));
        Take(Note(note));
        Take(Note(note.Replace("word20 ", "word20 Ann's ")), SmallMap.Ann, seen: 1);
        Take(Note(note.Replace("word150 ", "Bob's ")), SmallMap.Bob, OtherTab, seen: 1);
        var merged = room.State.Map.Find(map["a"])!.Details.Note!;
        Assert.Equal(note.Replace("word20 ", "word20 Ann's ").Replace("word150 ", "Bob's "), merged);
        // Bob goes on from what he had sent, not having seen the merge.
        Take(Note(note.Replace("word150 ", "Bob's own ")), SmallMap.Bob, OtherTab, seen: 1);
        Assert.Equal(merged.Replace("Bob's ", "Bob's own "), room.State.Map.Find(map["a"])!.Details.Note!);
    }

    private static MapChange.SetField NoteOf(Guid node, string text) => new(node, NodeField.Note, new NodeDetails { Note = text });

    private MapChange.SetField Note(string text) => NoteOf(map["a"], text);

    private Envelope Envelope(MapChange change, Guid? client = null, long seen = 0) => new(room.State.Map.Id, client ?? Tab, ++n, seen, change);

    private Taken Take(MapChange change, Guid? writer = null, Guid? client = null, long seen = 0) => Take(Envelope(change, client, seen), writer);

    private Taken Take(Envelope envelope, Guid? writer = null)
    {
        var taken = room.Take(writer ?? SmallMap.Ann, envelope);
        log.AddRange(taken.Entries);
        return taken;
    }

    private Room Open(MapSnapshot? from = null) => new(from ?? start, log.Skip((int)(from ?? start).Sequence),
        client => log.Where(entry => entry.Client == client).Max(entry => (long?)entry.N) ?? 0,
        (client, number) => log.Find(entry => entry.Client == client && entry.N == number) is { } entry ? new Answer(client, number, ChangeStatus.Applied, entry.Sequence, null) : null);
}
