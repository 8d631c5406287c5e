using Microsoft.Data.Sqlite;
using Ramify.Live;
using Ramify.Maps;
using Ramify.Storage.Model;

namespace Ramify.Storage.Tests;

/// <summary>What rooms store, and how that meets everything else that is kept of a map.</summary>
public sealed class RoomHostTests : IDisposable
{
    private readonly TempLibrary temp = new();
    private readonly Guid tab = Guid.CreateVersion7();
    private readonly Visitor owner;
    private readonly Guid map;
    private long n;

    public RoomHostTests()
    {
        owner = new Visitor(Join("Ann"), null);
        map = temp.Library.OwnMaps.Add(owner.Person!.Value, "Ann", TempLibrary.Map("A map"));
    }

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task D18_what_was_answered_is_there_after_a_restart_and_a_resend_gets_the_same_answer()
    {
        var sent = Envelope(new MapChange.SetText(Root(), "Ann's"));
        var answer = Assert.Single(await temp.Library.Rooms.Take(map, owner, [sent]));
        Assert.Equal((ChangeStatus.Applied, 1L), (answer.Status, answer.Sequence));
        var restarted = Library.Open(temp.Folder);
        Assert.Equal("Ann's", restarted.Shelves.Open(restarted.OwnMaps.Find(owner.Person!.Value, map)!).Roots[0].Node.Text);
        Assert.Equal(answer, Assert.Single(await restarted.Rooms.Take(map, owner, [sent])));
        Assert.Equal(1, temp.Ask("SELECT count(*) FROM map_change"));
    }

    [Fact]
    public async Task I11_nothing_is_stored_for_somebody_who_may_not_edit_at_that_moment()
    {
        var stranger = new Visitor(Join("Bob"), null);
        await Refused(stranger);
        var token = Invite();
        Assert.Equal(map, temp.Library.Editors.Join(token, stranger.Person!.Value));
        await temp.Library.Rooms.Take(map, stranger, [Envelope(new MapChange.SetText(Root(), "Bob's"))]);
        temp.Library.Editors.Remove(map, stranger.Person!.Value);
        await Refused(stranger);
        // The owner's room goes on; what was refused left no gap.
        await temp.Library.Rooms.Take(map, owner, [Envelope(new MapChange.SetText(Root(), "Ann's"))]);
        Assert.Equal(2, temp.Ask("SELECT max(seq) FROM map_change"));
        temp.Library.OwnMaps.Bin(Row());
        await Refused(owner);
        Assert.Equal(2, temp.Ask("SELECT count(*) FROM map_change"));
    }

    [Fact]
    public async Task I5_two_processes_at_one_map_fence_each_other_and_the_log_stays_dense()
    {
        var (first, second) = (temp.Library, Library.Open(temp.Folder));
        var root = Root();
        async Task Edit(Library library, Guid client)
        {
            for (var i = 1; i <= 40; i++)
                while (true)
                    try
                    {
                        Assert.Equal(ChangeStatus.Applied, Assert.Single(await library.Rooms.Take(map, owner, [new Envelope(map, client, i, 0, new MapChange.SetText(root, $"{client} {i}"))])).Status);
                        break;
                    }
                    catch (StoreException busy) when (busy.Fault == StoreFault.Unknown) { }
        }
        await Task.WhenAll(Edit(first, Guid.CreateVersion7()), Edit(second, Guid.CreateVersion7()));
        Assert.Equal(80, temp.Ask("SELECT count(*) FROM map_change"));
        Assert.Equal(80, temp.Ask("SELECT max(seq) FROM map_change"));
        first.Rooms.Tick();
        second.Rooms.Tick();
        Assert.Equal(await Hash(first), await Hash(second));
    }

    [Fact]
    public async Task L17_an_image_becomes_known_to_a_map_only_once_its_bytes_are_stored_with_it()
    {
        byte[] image = [0x89, (byte)'P', (byte)'N', (byte)'G', 1, 2, 3];
        var hash = ImageBytes.HashOf(image);
        var shows = new MapChange.SetField(Root(), NodeField.Image, new NodeDetails { Image = hash });
        async Task<IEnumerable<string?>> Codes() => (await temp.Library.Rooms.Take(map, owner, [Envelope(new MapChange.AttachImage(hash)), Envelope(shows)])).Select(a => a.Code);
        Assert.Equal([ChangeCodes.Unknown, ChangeCodes.Unknown], await Codes());
        // Stored with another map it is not this one's.
        temp.Library.MapImages.Add(temp.Library.OwnMaps.Add(owner.Person!.Value, "Ann", TempLibrary.Map("Another")), owner, image);
        Assert.Equal([ChangeCodes.Unknown, ChangeCodes.Unknown], await Codes());
        Assert.Equal(0, temp.Ask($"SELECT count(*) FROM map_change WHERE map = '{map}'"));
        Assert.Equal(hash, temp.Library.MapImages.Add(map, owner, image));
        Assert.Equal([ChangeCodes.Known, null], await Codes());
        Assert.Empty(Verification.Of(temp.Folder).Damages);
    }

    [Fact]
    public async Task Many_callers_at_once_are_all_stored_in_order()
    {
        var root = Root();
        async Task Call()
        {
            var client = Guid.CreateVersion7();
            for (var i = 1; i <= 10; i++) await temp.Library.Rooms.Take(map, owner, [new Envelope(map, client, i, 0, new MapChange.SetText(root, $"{i}"))]);
        }
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Call()));
        Assert.Equal(640, temp.Ask("SELECT max(seq) FROM map_change"));
        Assert.Equal(640, temp.Ask("SELECT count(*) FROM map_change"));
        Assert.Equal(await Hash(temp.Library), await Hash(Library.Open(temp.Folder)));
    }

    [Fact]
    public async Task A_document_that_is_replaced_ends_the_room_and_editors_are_told_to_load_it_anew()
    {
        await temp.Library.Rooms.Take(map, owner, [Envelope(new MapChange.SetText(Root(), "before"))]);
        temp.Library.OwnMaps.Replace(Row(), TempLibrary.Map("x", outline: "Another\n  text"));
        using var reader = temp.Library.Rooms.Listen(map, 1, () => true)!;
        Assert.Equal("reload", Assert.Single(reader.Missed).Kind);
        Assert.Equal("Another", temp.Library.Shelves.Open(Row()).Roots[0].Node.Text);
        var answer = Assert.Single(await temp.Library.Rooms.Take(map, owner, [Envelope(new MapChange.SetText(Root(), "after"))]));
        Assert.Equal(3, answer.Sequence);
        Assert.Equal("after", temp.Library.Shelves.Open(Row()).Roots[0].Node.Text);
        Assert.Equal("before", temp.Library.OwnMaps.Version(map, 1)!.Roots[0].Node.Text);
    }

    [Fact]
    public async Task What_a_form_changes_reaches_open_editors_as_a_change_beside_what_is_not_settled_yet()
    {
        using var reader = temp.Library.Rooms.Listen(map, -1, () => true)!;
        var child = Guid.CreateVersion7();
        await temp.Library.Rooms.Take(map, owner, [Envelope(new MapChange.Insert(child, Root(), "b00", "typed just now"))]);
        Assert.True(temp.Library.OwnMaps.Change(Row(), new MapChange.SetText(Root(), "corrected"), owner.Person!.Value).IsApplied);
        Assert.Null(temp.Library.OwnMaps.Describe(Row(), temp.Library.Shelves.Open(Row()).Info with { Title = "By form", Tags = ["one", "two"] }));
        await temp.Library.Rooms.Take(map, owner, [Envelope(new MapChange.SetText(child, "and on"))]);
        var heard = new List<RoomMessage>();
        while (reader.News.TryRead(out var message)) heard.Add(message);
        Assert.Equal([1L, 2, 3, 4, 5], heard.Where(m => m.Kind == "change").Select(m => m.Sequence!.Value));
        Assert.DoesNotContain(heard, m => m.Kind == "reload");
        Assert.Contains("corrected", heard.Single(m => m.Sequence == 2).Data, StringComparison.Ordinal);
        var now = temp.Library.Shelves.Open(Row());
        Assert.Equal(("corrected", "and on", "By form", "two"), (now.Roots[0].Node.Text, now.Find(child)!.Text, now.Info.Title, now.Info.Tags[1]));
        Assert.Equal("typed just now", temp.Library.OwnMaps.Version(map, 1)!.Find(child)!.Text);
        Assert.Equal(await Hash(temp.Library), await Hash(Library.Open(temp.Folder)));
        Assert.Empty(Verification.Of(temp.Folder).Damages);
    }

    [Fact]
    public async Task A_change_by_a_form_meets_a_room_of_another_process_at_the_log()
    {
        var other = Library.Open(temp.Folder);
        using var reader = other.Rooms.Listen(map, -1, () => true)!;
        temp.Library.OwnMaps.Change(Row(), new MapChange.SetText(Root(), "from here"), owner.Person!.Value);
        other.Rooms.Tick();
        Assert.True(reader.News.TryRead(out var told) | reader.News.TryRead(out var next));
        Assert.Contains((RoomMessage[])[told!, next!], m => m?.Data.Contains("from here", StringComparison.Ordinal) == true);
        Assert.Equal(2, Assert.Single(await other.Rooms.Take(map, owner, [Envelope(new MapChange.SetText(Root(), "from there"))])).Sequence);
    }

    [Fact]
    public async Task After_a_pause_the_document_and_the_row_say_what_the_map_says()
    {
        var before = Row();
        await temp.Library.Rooms.Take(map, owner,
        [
            Envelope(new MapChange.Insert(Guid.CreateVersion7(), Root(), "b00", "new")),
            Envelope(new MapChange.SetMapField(MapField.Title, new MapInfo { Title = "Another title" })),
            Envelope(new MapChange.SetMapField(MapField.Licence, new MapInfo { Licence = "CC0" })),
        ]);
        Assert.Equal(before.Version, Row().Version);
        await temp.Library.Rooms.SettleAll();
        var after = Row();
        Assert.Equal(("Another title", before.NodeCount + 1, before.Licence), (after.Title, after.NodeCount, after.Licence));
        Assert.True(after.Version > before.Version);
        Assert.Equal(2, temp.Ask("SELECT seq FROM map_doc WHERE seq > 0"));
        Assert.Equal(await Hash(temp.Library), await Hash(Library.Open(temp.Folder)));
    }

    [Fact]
    public async Task Every_five_hundred_changes_a_snapshot_and_a_version_are_kept()
    {
        for (var i = 0; i < 1100; i += 100)
        {
            await temp.Library.Rooms.Take(map, owner, [.. Enumerable.Range(i, 100).Select(k => Envelope(new MapChange.SetText(Root(), $"{k}")))]);
            await temp.Library.Rooms.Settle();
        }
        Assert.True(temp.Ask("SELECT seq FROM map_doc WHERE seq > 0") >= 1000);
        Assert.NotEmpty(temp.Library.OwnMaps.Versions(map));
        Assert.Equal("1099", temp.Library.Shelves.Open(Row()).Roots[0].Node.Text);
    }

    [Fact]
    public async Task D10_a_reader_that_does_not_read_is_dropped_and_catches_up_when_it_comes_back()
    {
        var slow = temp.Library.Rooms.Listen(map, 0, () => true)!;
        using var quick = temp.Library.Rooms.Listen(map, 0, () => true)!;
        var heard = 0;
        for (var i = 0; i < 3 * RoomReader.Capacity; i++)
        {
            await temp.Library.Rooms.Take(map, owner, [Envelope(new MapChange.SetText(Root(), $"{i}"))]);
            while (quick.News.TryRead(out _)) heard++;
        }
        Assert.Equal(3 * RoomReader.Capacity, heard);
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.True(slow.Ended.IsCancellationRequested);
        var got = 0;
        while (slow.News.TryRead(out _)) got++;
        Assert.Equal(RoomReader.Capacity, got);
        slow.Dispose();
        using var back = temp.Library.Rooms.Listen(map, got, () => true)!;
        Assert.Equal(2 * RoomReader.Capacity, back.Missed.Count);
    }

    [Fact]
    public async Task D13_whoever_may_look_on_no_longer_hears_nothing_that_happens_later()
    {
        temp.Library.OwnMaps.Show(Row(), Visibility.Link);
        var link = Row().LinkToken;
        var stranger = new Visitor(null, null);
        Assert.Equal(RoomAccess.View, temp.Library.Rooms.AccessOf(map, stranger, link));
        using var reader = temp.Library.Rooms.Listen(map, 0, () => temp.Library.Rooms.AccessOf(map, stranger, link) != RoomAccess.None)!;
        await temp.Library.Rooms.Take(map, owner, [Envelope(new MapChange.SetText(Root(), "seen"))]);
        temp.Library.OwnMaps.Show(Row(), Visibility.Private);
        await temp.Library.Rooms.Take(map, owner, [Envelope(new MapChange.SetText(Root(), "secret"))]);
        Assert.True(reader.News.TryRead(out var last) && last.Data.Contains("seen", StringComparison.Ordinal));
        Assert.False(reader.News.TryRead(out _));
        Assert.False(await reader.News.WaitToReadAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_draft_is_edited_by_the_browser_that_made_it_and_nobody_else()
    {
        var secret = Secret.New();
        var draft = temp.Library.Drafts.Find(temp.Library.Drafts.Save(TempLibrary.Map("Notes"), secret))!;
        var root = temp.Library.Shelves.Open(draft).Roots[0].Node.Id;
        var sent = new Envelope(draft.Id, tab, 1, 0, new MapChange.SetText(root, "mine"));
        Assert.Equal(StoreFault.NotAllowed, (await Assert.ThrowsAsync<StoreException>(() => temp.Library.Rooms.Take(draft.Id, Visitor.Of(owner.Person, Secret.New()), [sent]))).Fault);
        Assert.Equal(ChangeStatus.Applied, Assert.Single(await temp.Library.Rooms.Take(draft.Id, Visitor.Of(null, secret), [sent])).Status);
        Assert.Equal(RoomAccess.View, temp.Library.Rooms.AccessOf(draft.Id, new Visitor(null, null), draft.DraftToken));
        Assert.Equal(RoomAccess.None, temp.Library.Rooms.AccessOf(draft.Id, new Visitor(null, null), null));
    }

    [Fact]
    public async Task Who_leaves_takes_the_log_of_their_maps_along()
    {
        await temp.Library.Rooms.Take(map, owner, [Envelope(new MapChange.SetText(Root(), "Zanzibar marker"))]);
        temp.Library.PersonalData.Delete(owner.Person!.Value);
        Assert.Equal(0, temp.Ask("SELECT count(*) FROM map_change"));
        Assert.Equal(StoreFault.NotAllowed, (await Assert.ThrowsAsync<StoreException>(() => temp.Library.Rooms.Take(map, owner, [Envelope(new MapChange.SetText(Guid.NewGuid(), "x"))]))).Fault);
        SqliteConnection.ClearAllPools();
        Assert.DoesNotContain("Zanzibar marker", string.Concat(Directory.GetFiles(temp.Folder, "ramify.db*").Select(file => System.Text.Encoding.UTF8.GetString(File.ReadAllBytes(file)))), StringComparison.Ordinal);
    }

    private async Task Refused(Visitor by) =>
        Assert.Equal(StoreFault.NotAllowed, (await Assert.ThrowsAsync<StoreException>(() => temp.Library.Rooms.Take(map, by, [Envelope(new MapChange.SetText(Root(), "no"))]))).Fault);

    private async Task<string> Hash(Library library) => MapSnapshot.Read((await library.Rooms.Snapshot(map))!.Value.Bytes)!.ToState().Hash();

    private StoredMap Row()
    {
        using var context = temp.Library.Context();
        return context.Maps.Single(m => m.Id == map);
    }

    private Guid Root() => temp.Library.Shelves.Open(Row()).Roots[0].Node.Id;

    private string Invite()
    {
        temp.Library.Editors.Invite(map, isOpen: true);
        return temp.Library.Editors.LinkOf(map)!;
    }

    private Envelope Envelope(MapChange change) => new(map, tab, ++n, 0, change);

    private Guid Join(string name)
    {
        var person = new Person { Id = Guid.CreateVersion7(), UserName = name, NormalizedUserName = name.ToUpperInvariant(), CreatedAt = DateTimeOffset.UtcNow };
        using var context = temp.Library.Context();
        context.Add(person);
        context.SaveChanges();
        return person.Id;
    }
}
