using System.Net;
using System.Net.ServerSentEvents;
using System.Net.Sockets;
using System.Text;
using Ramify.Live;
using Ramify.LiveTesting;
using Ramify.Maps;
using Ramify.Storage.Model;

namespace Ramify.Web.Tests.Features;

/// <summary>Several people at one map, from outside: each with a browser of their own and the engine's replica.</summary>
public sealed class LiveTests(RunningSite site)
{
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(30);
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_one_writes_another_sees_and_the_file_has_it()
    {
        using var ann = await Owner("Live Ann");
        using var bob = await Fellow(ann, "Live Bob");
        var listening = Hear(bob, change => change.Entry!.Change is MapChange.SetText);
        ann.Do(new MapChange.SetText(Root(ann), "Seen by both"));
        Assert.True(await ann.Send(Stop));
        await listening;
        Assert.Equal("Seen by both", bob.Replica.Map.Roots[0].Node.Text);
        await ann.CatchUp();
        Assert.Equal(ann.Replica.State.Hash(), bob.Replica.State.Hash());
        using var owner = await Actor.Join(site, "Live Reader");
        Assert.Equal(HttpStatusCode.NotFound, (await owner.Get($"/account/maps/{ann.Map}.txt")).StatusCode);
        Assert.StartsWith("• Seen by both", await ann.Get($"/account/maps/{ann.Map}.txt"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task D01_the_same_change_sent_a_thousand_times_is_applied_once()
    {
        using var ann = await Owner("Again Ann");
        var change = new Envelope(ann.Map, ann.Client, 1, 0, new MapChange.SetText(Root(ann), "once"));
        var answers = new List<Answer>();
        foreach (var times in new[] { 1, 499, 500 })
        {
            using var answer = await ann.PostChanges(LiveJson.Write([.. Enumerable.Repeat(change, times)]), Stop);
            answers.AddRange(LiveJson.ReadAnswers(await answer.Content.ReadAsByteArrayAsync(Stop))!);
        }
        Assert.Equal(1000, answers.Count);
        Assert.Equal(1, Assert.Single(answers.Distinct()).Sequence);
        Assert.Single(site.Library.Rooms.After(ann.Map, 0));
    }

    [Fact]
    public async Task D03_two_moves_that_would_make_a_cycle_the_first_wins_and_both_are_equal()
    {
        using var ann = await Owner("Cycle Ann");
        using var bob = await Fellow(ann, "Cycle Bob");
        var (one, two) = (Child(ann, 0), Child(ann, 1));
        ann.Do(new MapChange.Move(one, two, OrderKey.First));
        bob.Do(new MapChange.Move(two, one, OrderKey.First));
        await ann.Send(Stop);
        var sent = bob.With(replica => replica.ToSend());
        using var answer = await bob.PostChanges(LiveJson.Write(sent), Stop);
        var refused = Assert.Single(LiveJson.ReadAnswers(await answer.Content.ReadAsByteArrayAsync(Stop))!);
        Assert.Equal((ChangeStatus.Refused, ChangeCodes.Cycle), (refused.Status, refused.Code));
        bob.With(replica => replica.Answered([refused]));
        await ann.CatchUp();
        await bob.CatchUp();
        Assert.Equal(ann.Replica.State.Hash(), bob.Replica.State.Hash());
    }

    [Fact]
    public async Task D05_an_edit_of_what_another_deleted_does_nothing_and_an_insert_goes_to_what_is_left()
    {
        using var ann = await Owner("Dead Ann");
        using var bob = await Fellow(ann, "Dead Bob");
        var (dead, added) = (Child(ann, 0), Guid.CreateVersion7());
        bob.Do(new MapChange.Insert(added, dead, OrderKey.First, "kept"));
        bob.Do(new MapChange.SetText(dead, "too late"));
        ann.Do(new MapChange.Delete(dead));
        await ann.Send(Stop);
        using var answer = await bob.PostChanges(LiveJson.Write(bob.With(replica => replica.ToSend())), Stop);
        var answers = LiveJson.ReadAnswers(await answer.Content.ReadAsByteArrayAsync(Stop))!;
        Assert.Equal([ChangeCodes.Lifted, ChangeCodes.Dead], answers.Select(a => a.Code));
        bob.With(replica => replica.Answered(answers));
        await bob.CatchUp();
        Assert.Equal(Root(bob), bob.Replica.Map.Find(added)!.Parent!.Id);
        Assert.Null(bob.Replica.Map.Find(dead));
    }

    [Fact]
    public async Task D08_changes_in_anothers_name_for_another_map_or_on_a_link_to_look_are_refused()
    {
        using var ann = await Owner("Forge Ann");
        using var own = await Owner("Forge Eve");
        var forged = new MapChange.SetText(Root(ann), "forged");
        using var elsewhere = await own.PostChanges(LiveJson.Write([new Envelope(ann.Map, own.Client, 1, 0, forged)]), Stop);
        Assert.Equal(ChangeCodes.NotAllowed, Assert.Single(LiveJson.ReadAnswers(await elsewhere.Content.ReadAsByteArrayAsync(Stop))!).Code);
        await LiveClient.Post(ann.Http, $"/account/maps/{ann.Map}/visibility", ("visibility", "Link"));
        var link = site.Library.Context().Maps.Single(m => m.Id == ann.Map).LinkToken;
        using var looker = await LiveClient.Enter(LiveClient.Browser(site.Root), ann.Map, $"?link={link}");
        await looker.Introduce();
        using var looked = await looker.PostChanges(LiveJson.Write([new Envelope(ann.Map, looker.Client, 1, 0, forged)]), Stop);
        Assert.Equal(HttpStatusCode.BadRequest, looked.StatusCode);
        // The writer is who is signed in, whatever a body says.
        Assert.Empty(site.Library.Rooms.After(ann.Map, 0));
    }

    [Fact]
    public async Task D09_too_large_too_many_and_too_often_are_refused_with_a_time_to_come_back()
    {
        using var ann = await Owner("Flood Ann");
        var root = Root(ann);
        using var large = await ann.PostChanges(LiveJson.Write([new Envelope(ann.Map, ann.Client, 1, 0, new MapChange.SetText(root, new string('x', 1 << 20)))]), Stop);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        using var many = await ann.PostChanges(LiveJson.Write([.. Enumerable.Range(1, 10_000).Select(n => new Envelope(ann.Map, ann.Client, n, 0, new MapChange.Delete(root)))]), Stop);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, many.StatusCode);
        var answers = await Task.WhenAll(Enumerable.Range(0, 400).Select(_ => ann.PostChanges(LiveJson.Write([new Envelope(ann.Map, ann.Client, 1, 0, new MapChange.SetText(root, "x"))]), Stop)));
        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter is not null);
        Assert.NotNull(many.Headers.RetryAfter);
        using var bob = await Owner("Flood Bob");
        bob.Do(new MapChange.SetText(Root(bob), "unhindered"));
        Assert.True(await bob.Send(Stop));
    }

    [Fact]
    public async Task D10_a_stream_that_nobody_reads_is_cut_off()
    {
        using var ann = await Owner("Stuck Ann");
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1024 };
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(site.Root).Port, Stop);
        await LiveClient.Post(ann.Http, $"/account/maps/{ann.Map}/visibility", ("visibility", "Link"));
        var link = site.Library.Context().Maps.Single(m => m.Id == ann.Map).LinkToken;
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /m/{ann.Map}/events?link={link}&after=0 HTTP/1.1\r\nHost: localhost\r\n\r\n"), Stop);
        // More than all buffers on the way hold, and than may wait for a reader.
        var by = Ramify.Storage.Visitor.Of(await Person("Stuck Ann"), null);
        for (var n = 1; n <= 400; n++)
            await site.Library.Rooms.Take(ann.Map, by, [new Envelope(ann.Map, ann.Client, n, 0, new MapChange.SetText(Root(ann), new string((char)('a' + n % 26), 19_000)))]);
        await Until(() => IsCutOff(socket));
    }

    [Fact]
    public async Task D13_a_stream_closes_within_five_seconds_where_its_reader_may_look_on_no_longer()
    {
        using var ann = await Owner("Revoke Ann");
        using var bob = await Fellow(ann, "Revoke Bob");
        var heard = new List<string>();
        var stream = Task.Run(async () =>
        {
            await foreach (var item in bob.Listen(Stop)) heard.Add(item.Data);
        }, Stop);
        ann.Do(new MapChange.SetText(Root(ann), "before"));
        await ann.Send(Stop);
        await Until(() => heard.Exists(data => data.Contains("before", StringComparison.Ordinal)));
        await LiveClient.Post(ann.Http, $"/account/maps/{ann.Map}/editors/{await Person("Revoke Bob")}/removal");
        ann.Do(new MapChange.SetText(Root(ann), "after"));
        await ann.Send(Stop);
        await stream.WaitAsync(TimeSpan.FromSeconds(5), Stop);
        Assert.DoesNotContain(heard, data => data.Contains("after", StringComparison.Ordinal));
        bob.Do(new MapChange.SetText(Root(bob), "no longer"));
        Assert.False(await bob.Send(Stop));
    }

    [Fact]
    public async Task Whoever_is_in_a_class_looks_on_at_what_it_is_shown_and_cannot_edit_it()
    {
        using var ann = await Owner("Shown Ann");
        var (owner, library) = (await Person("Shown Ann"), site.Library);
        var seat = library.Classes.Seat(owner, library.Classes.Make(owner, "Looking on"))!;
        using var bob = await SignUp("Shown Bob");
        var looks = await Person("Shown Bob");
        Assert.Null(library.Classes.Join(looks, seat.Class));
        Assert.Equal(HttpStatusCode.NotFound, (await bob.GetAsync(new Uri($"/m/{ann.Map}/room", UriKind.Relative), Stop)).StatusCode);
        Assert.Null(library.OwnMaps.Show(library.OwnMaps.Find(owner, ann.Map)!, Visibility.Class, [seat.Class.Id]));
        using var looker = await LiveClient.Enter(bob, ann.Map);
        using var refused = await looker.PostChanges(LiveJson.Write([new Envelope(ann.Map, looker.Client, 1, 0, new MapChange.SetText(Root(ann), "mine"))]), Stop);
        Assert.False(refused.IsSuccessStatusCode);
        var page = await looker.Get($"/classes/{seat.Class.Id}/maps/{ann.Map}");
        Assert.Contains($"data-live=\"/m/{ann.Map}/events\"", page, StringComparison.Ordinal);
        var stream = Task.Run(async () => { await foreach (var _ in looker.Listen(Stop)) { } }, Stop);
        ann.Do(new MapChange.SetText(Root(ann), "Seen in class"));
        await ann.Send(Stop);
        await Until(() => looker.With(replica => replica.Map.Roots[0].Node.Text == "Seen in class"));
        Assert.True(library.Classes.Leave(seat.Class, looks));
        await stream.WaitAsync(TimeSpan.FromSeconds(5), Stop);
    }

    [Fact]
    public async Task Who_loses_what_is_said_before_a_map_goes()
    {
        using var ann = await Owner("Losing Ann");
        using var bob = await Fellow(ann, "Losing Bob");
        var page = await ann.Get($"/account/maps/{ann.Map}/removal");
        Assert.Contains("Somebody edits it with you", page, StringComparison.Ordinal);
        Assert.Contains("<bdi>Losing Bob</bdi>", page, StringComparison.Ordinal);
        using var history = await ann.Http.GetAsync(new Uri($"/m/{ann.Map}/history", UriKind.Relative), Stop);
        Assert.Equal($"/account/maps/{ann.Map}/versions", history.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task D15_a_clock_that_is_years_off_changes_nothing()
    {
        using var ann = await Owner("Clock Ann");
        var (past, future) = (Guid.CreateVersion7(DateTimeOffset.UtcNow.AddYears(-10)), Guid.CreateVersion7(DateTimeOffset.UtcNow.AddYears(10)));
        ann.Do(new MapChange.Insert(future, Root(ann), OrderKey.First, "future"));
        ann.Do(new MapChange.Insert(past, Root(ann), OrderKey.First, "past"));
        await ann.Send(Stop);
        Assert.Equal([future, past], site.Library.Rooms.After(ann.Map, 0).Select(change => ((MapChange.Insert)change.Entry!.Change).Node));
    }

    [Fact]
    public async Task D16_an_editor_of_another_protocol_is_asked_to_load_itself_anew_and_keeps_what_is_pending()
    {
        using var ann = await Owner("Old Ann");
        ann.Do(new MapChange.SetText(Root(ann), "kept"));
        var old = Encoding.UTF8.GetString(LiveJson.Write(ann.With(replica => replica.ToSend()))).Replace("\"protocol\":1", "\"protocol\":2");
        using var answer = await ann.PostChanges(Encoding.UTF8.GetBytes(old), Stop);
        Assert.Equal(HttpStatusCode.UpgradeRequired, answer.StatusCode);
        Assert.Contains("\"protocol\":1", await answer.Content.ReadAsStringAsync(Stop), StringComparison.Ordinal);
        Assert.Empty(site.Library.Rooms.After(ann.Map, 0));
        // The queue as it was kept is read, and sent, by the next version.
        var kept = ann.Replica.Pending.Select(change => LiveJson.ReadPending(LiveJson.Write(change))!).ToList();
        using var next = await LiveClient.Enter(ann.Http, ann.Map);
        next.With(replica => replica.Adopt(kept));
        Assert.True(await next.Send(Stop));
        Assert.Equal("kept", site.Library.Rooms.After(ann.Map, 0)[0].Entry!.Change is MapChange.SetText text ? text.Text : "");
    }

    [Fact]
    public async Task Who_is_here_is_told_to_all_with_name_place_and_colour()
    {
        using var ann = await Owner("Here Ann");
        using var bob = await Fellow(ann, "Here Bob");
        Assert.Equal(HttpStatusCode.NoContent, await ann.Meet(Root(ann)));
        Assert.Equal(HttpStatusCode.NoContent, await bob.Meet(Child(bob, 0)));
        await foreach (var item in bob.Listen(Stop))
        {
            if (item.EventType != "presence") continue;
            var people = LiveJson.ReadPresence(Encoding.UTF8.GetBytes(item.Data))!;
            if (people.Count < 2) continue;
            Assert.Equal(["Here Ann", "Here Bob"], people.Select(person => person.Name).Order());
            Assert.Equal(2, people.Select(person => person.Colour).Distinct().Count());
            Assert.Equal(Root(ann), people.Single(person => person.Name == "Here Ann").Node);
            break;
        }
        Assert.Equal(HttpStatusCode.NoContent, await ann.Meet(null, isLeaving: true));
    }

    [Fact]
    public async Task A_draft_is_edited_live_by_its_browser_and_the_public_page_of_a_map_follows_after_a_pause()
    {
        using var browser = LiveClient.Browser(site.Root);
        var path = await LiveClient.Post(browser, "/draft", ("text", "A draft\n  One"));
        var id = site.Library.Drafts.Find(path.Split('/')[^1])!.Id;
        using (var editor = await LiveClient.Enter(browser, id))
        {
            editor.Do(new MapChange.SetText(Root(editor), "Edited"));
            Assert.True(await editor.Send(Stop));
            Assert.StartsWith("• Edited", await browser.GetStringAsync(new Uri(path + ".txt", UriKind.Relative), Stop), StringComparison.Ordinal);
        }
        using var ann = await Owner("Public Ann");
        await LiveClient.Post(ann.Http, $"/account/maps/{ann.Map}/details", ("title", "Followed"), ("topic", "history/russia-1917-1991"), ("licence", "CC BY 4.0"));
        await LiveClient.Post(ann.Http, $"/account/maps/{ann.Map}/visibility", ("visibility", "Public"));
        using var again = await LiveClient.Enter(ann.Http, ann.Map);
        var address = site.Library.Shelves.Find(ann.Map)!.Address!;
        Assert.DoesNotContain("Quite new", await again.Get(address), StringComparison.Ordinal);
        again.Do(new MapChange.Insert(Guid.CreateVersion7(), Root(again), "b00", "Quite new"));
        await again.Send(Stop);
        var until = DateTime.UtcNow + Moment;
        while (!(await again.Get(address)).Contains("Quite new", StringComparison.Ordinal)) Assert.True(DateTime.UtcNow < until, "the page does not follow");
    }

    [Fact]
    public async Task A_version_brought_back_is_seen_in_place_by_who_has_the_map_open_and_its_owner_undoes_it_in_one_step()
    {
        using var ann = await Owner("Version Ann");
        using var bob = await Fellow(ann, "Version Bob");
        var (one, two) = (Child(ann, 0), Child(ann, 1));
        await LiveClient.Post(ann.Http, $"/account/maps/{ann.Map}/text", ("text", "A map\n  One changed\n    Three"), ("before", "A map\n  One\n  Two"));
        var kinds = new List<string?>();
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var listening = new[] { ann, bob }.Select(person => Task.Run(async () =>
        {
            try { await foreach (var item in person.Listen(stop.Token)) lock (kinds) kinds.Add(item.EventType); }
            catch (OperationCanceledException) { }
        }, Stop)).ToList();
        string Text(LiveClient of) => of.With(replica => Ramify.Text.OutlineText.Write(replica.Map)).Trim();
        await Until(() => Text(ann) == "• A map\n  • One changed\n    • Three" && Text(bob) == Text(ann));

        await LiveClient.Post(ann.Http, $"/account/maps/{ann.Map}/versions/1");
        await Until(() => Text(bob) == "• A map\n  • One\n  • Two" && Text(ann) == Text(bob));
        Assert.Equal((one, two), (Child(bob, 0), Child(bob, 1)));
        lock (kinds) Assert.DoesNotContain("reload", kinds);

        ann.With(replica => replica.Undo());
        while (!ann.With(replica => replica.IsSaved)) await ann.Send(Stop);
        await Until(() => Text(bob) == "• A map\n  • One changed\n    • Three");
        Assert.StartsWith("• A map\n  • One changed", await ann.Get($"/account/maps/{ann.Map}.txt"), StringComparison.Ordinal);
        await stop.CancelAsync();
        await Task.WhenAll(listening);
    }

    [Fact]
    public async Task Thirty_people_in_one_map_end_with_equal_maps()
    {
        using var ann = await Owner("Thirty Ann");
        var people = new List<LiveClient> { ann };
        // One account: thirty editors open, as in a class that shares machines.
        for (var i = 1; i < 30; i++) people.Add(await LiveClient.Enter(ann.Http, ann.Map));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var listening = people.ConvertAll(person => Task.Run(async () =>
        {
            try { await foreach (var _ in person.Listen(stop.Token)) { } }
            catch (OperationCanceledException) { }
        }, Stop));
        for (var i = 0; i < 60; i++)
        {
            var person = people[i * 7 % 30];
            person.Do(new MapChange.Insert(Guid.CreateVersion7(), Root(person), OrderKey.First, $"{i}"));
            await person.Send(Stop);
        }
        await Until(() => people.TrueForAll(person => person.With(replica => replica.Sequence == 60 && replica.Pending.Count == 0)));
        Assert.Single(people.Select(person => person.With(replica => replica.State.Hash())).Distinct());
        await stop.CancelAsync();
        await Task.WhenAll(listening);
    }

    // Reading would make it a reader; a connection that is cut off takes nothing either.
    private static bool IsCutOff(Socket socket)
    {
        try
        {
            return socket.Send(" "u8) == 0;
        }
        catch (SocketException)
        {
            return true;
        }
    }

    private static async Task Until(Func<bool> condition)
    {
        var until = DateTime.UtcNow + TimeSpan.FromSeconds(60);
        while (!condition())
        {
            Assert.True(DateTime.UtcNow < until, "it does not come about");
            await Task.Delay(20, Stop);
        }
    }

    private static Task Hear(LiveClient client, Func<RoomChange, bool> until) => Task.Run(async () =>
    {
        var heard = false;
        client.Heard = change => heard |= until(change);
        await foreach (var _ in client.Listen(Stop))
            if (heard) return;
    }, Stop);

    private static Guid Root(LiveClient client) => client.With(replica => replica.Map.Roots[0].Node.Id);

    private static Guid Child(LiveClient client, int at) => client.With(replica => replica.Map.Roots[0].Node.Children[at].Node.Id);

    private async Task<Guid> Person(string name)
    {
        await using var context = site.Library.Context();
        return context.Set<Person>().Single(p => p.UserName == name).Id;
    }

    private async Task<LiveClient> Owner(string name)
    {
        var browser = await SignUp(name);
        var map = Guid.Parse((await LiveClient.Post(browser, "/draft", ("text", "A map\n  One\n  Two"))).Split('/')[^1]);
        return await LiveClient.Enter(browser, map);
    }

    private async Task<LiveClient> Fellow(LiveClient owner, string name)
    {
        await LiveClient.Post(owner.Http, $"/account/maps/{owner.Map}/editors", ("link", "open"));
        var browser = await SignUp(name);
        await LiveClient.Post(browser, $"/joint/{site.Library.Editors.LinkOf(owner.Map)}");
        return await LiveClient.Enter(browser, owner.Map);
    }

    private async Task<HttpClient> SignUp(string name)
    {
        var browser = LiveClient.Browser(site.Root);
        await LiveClient.Post(browser, "/account/new", ("name", name), ("age", "Teen"), ("password", Actor.Password));
        return browser;
    }
}
