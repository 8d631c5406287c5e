using System.Net;
using Ramify.Maps;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Tests.Features.Comments;

namespace Ramify.Web.Tests.Features.Corrections;

public sealed class CorrectionTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task The_owner_sees_both_texts_accepts_in_one_tap_and_whoever_suggested_it_is_told()
    {
        using var ann = await Actor.Join(site, "Correct Ann");
        using var ben = await Actor.Join(site, "Correct Ben");
        var map = await ann.Publish(site, "To be corrected");
        var node = NodeOf(map, "Arms race at sea");
        Assert.Contains($"/m/{map.Id}/corrections/{node.Id}", await ben.Read($"/m/{map.Id}/corrections?find=arms"), StringComparison.Ordinal);
        using var sent = await Suggest(ben, map, node, "Naval race at sea", "The treaty calls it naval.");
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        Assert.Contains("waits for an answer", await ben.Read("/account/corrections"), StringComparison.Ordinal);

        Assert.Contains("A reader suggests a correction to", await ann.Read("/account/notices"), StringComparison.Ordinal);
        Assert.Contains("Corrections (1)", await ann.Read($"/account/maps/{map.Id}"), StringComparison.Ordinal);
        var page = await ann.Read($"/account/maps/{map.Id}/corrections");
        Assert.Matches("<del>Arms</del> race at sea(.|\n)*<ins>Naval</ins> race at sea(.|\n)*The treaty calls it naval.", page);
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Get($"/account/maps/{map.Id}/corrections")).StatusCode);

        using var open = site.Library.Rooms.Listen(map.Id, -1, () => true)!;
        await ann.Post(Action(page), ("answer", "accept"));
        // Whoever has the map open sees it as anybody's change.
        RoomMessage heard;
        do heard = await open.News.ReadAsync(TestContext.Current.CancellationToken);
        while (heard.Kind == "presence");
        Assert.Equal("change", heard.Kind);
        Assert.Contains("Naval race at sea", heard.Data, StringComparison.Ordinal);
        Assert.Equal("Naval race at sea", NodeOf(map, "Naval race at sea").Text);
        Assert.Equal(node.Id, NodeOf(map, "Naval race at sea").Id);
        Assert.Contains("Naval race at sea", await ben.Page(map), StringComparison.Ordinal);
        Assert.Contains("Arms race at sea", await ann.Read($"/account/maps/{map.Id}/versions/1"), StringComparison.Ordinal);
        Assert.Contains("Your correction was accepted", await ben.Read("/account/notices"), StringComparison.Ordinal);
        Assert.Contains("1 new", await Fresh(ann), StringComparison.Ordinal);

        // Twice is once.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ann.Post(Action(page), ("answer", "accept"))).StatusCode);
        Assert.Single(site.Library.OwnMaps.Versions(map.Id));

        async Task<string> Fresh(Actor who)
        {
            await Suggest(ben, map, NodeOf(map, "Naval race at sea"), "The race at sea", "Shorter.");
            return await who.Read("/account");
        }
    }

    [Fact]
    public async Task A_declined_correction_leaves_the_map_as_it_is_and_is_told()
    {
        using var ann = await Actor.Join(site, "Decline Ann");
        using var ben = await Actor.Join(site, "Decline Ben");
        var map = await ann.Publish(site, "Right already");
        await Suggest(ben, map, NodeOf(map, "Arms race at sea"), "No race at all", "I think so.");
        var page = await ann.Read($"/account/maps/{map.Id}/corrections");
        await ann.Post(Action(page), ("answer", "decline"));
        Assert.NotNull(NodeOf(map, "Arms race at sea"));
        Assert.Empty(site.Library.OwnMaps.Versions(map.Id));
        Assert.Contains("declined", await ben.Read("/account/notices"), StringComparison.Ordinal);
        Assert.Contains("None waits", await ann.Read($"/account/maps/{map.Id}/corrections"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_the_text_or_the_idea_is_another_since_the_owner_is_told_so()
    {
        using var ann = await Actor.Join(site, "Stale Ann");
        using var ben = await Actor.Join(site, "Stale Ben");
        var map = await ann.Publish(site, "Changed since");
        await Suggest(ben, map, NodeOf(map, "Arms race at sea"), "Naval race", "Better.");
        var row = site.Library.OwnMaps.Find(ann.Id, map.Id)!;
        site.Library.OwnMaps.Change(row, new MapChange.SetText(NodeOf(map, "Arms race at sea").Id, "Arms race of the navies"), ann.Id);
        Assert.Contains("The text was changed since", await ann.Read($"/account/maps/{map.Id}/corrections"), StringComparison.Ordinal);
        site.Library.OwnMaps.Change(row, new MapChange.Delete(NodeOf(map, "Arms race of the navies").Id), ann.Id);
        var page = await ann.Read($"/account/maps/{map.Id}/corrections");
        Assert.Contains("not in the map any more", page, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"accept\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ann.Post(Action(page), ("answer", "accept"))).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await ann.Post(Action(page), ("answer", "decline"))).StatusCode);
    }

    [Fact]
    public async Task C13_A_correction_that_tells_how_to_reach_somebody_reaches_the_owner_after_a_moderator_only()
    {
        using var ann = await Actor.Join(site, "Held Owner");
        using var ben = await Actor.Join(site, "Held Writer");
        using var mo = await Actor.Join(site, "Held Judge", Role.Moderator);
        var map = await ann.Publish(site, "Held correction");
        using var sent = await Suggest(ben, map, NodeOf(map, "Arms race at sea"), "Naval race", "Ask me on snapchat: ben.k12");
        Assert.Contains("held", sent.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain("ben.k12", await ann.Read($"/account/maps/{map.Id}/corrections"), StringComparison.Ordinal);
        Assert.DoesNotContain("suggests", await ann.Read("/account/notices"), StringComparison.Ordinal);
        var queue = await mo.Read("/moderation");
        Assert.Contains("ben.k12", queue, StringComparison.Ordinal);
        await mo.Post(Action(queue[queue.IndexOf("ben.k12", StringComparison.Ordinal)..]), ("verdict", "Delete"));
        Assert.Contains("taken away by a moderator", await ben.Read("/account/corrections"), StringComparison.Ordinal);
        Assert.DoesNotContain("ben.k12", await ben.Read("/account/corrections"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_owner_reports_a_correction_and_sees_it_no_more()
    {
        using var ann = await Actor.Join(site, "Offended Ann");
        using var ben = await Actor.Join(site, "Offending Ben");
        using var mo = await Actor.Join(site, "Judging Mo", Role.Moderator);
        var map = await ann.Publish(site, "Offended");
        await Suggest(ben, map, NodeOf(map, "Arms race at sea"), "You are a fool", "Because you are.");
        await ann.Post(Action(await ann.Read($"/account/maps/{map.Id}/corrections")), ("answer", "report"), ("reason", "Abuse"));
        Assert.DoesNotContain("You are a fool", await ann.Read($"/account/maps/{map.Id}/corrections"), StringComparison.Ordinal);
        Assert.Contains("You are a fool", await mo.Read("/moderation"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task For_a_map_without_an_owner_a_moderator_answers()
    {
        using var ben = await Actor.Join(site, "Sample Ben");
        using var mo = await Actor.Join(site, "Sample Mo", Role.Moderator);
        var map = site.Publish("Nobody's own", "Root\n  A small mistake\n  Two");
        await Suggest(ben, map, NodeOf(map, "A small mistake"), "No mistake", "Checked.");
        Assert.Contains($"/moderation/maps/{map.Id}/corrections", await mo.Read("/moderation"), StringComparison.Ordinal);
        await mo.Post(Action(await mo.Read($"/moderation/maps/{map.Id}/corrections")), ("answer", "accept"));
        Assert.NotNull(NodeOf(map, "No mistake"));
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Get($"/moderation/maps/{map.Id}/corrections")).StatusCode);
    }

    [Fact]
    public async Task What_says_nothing_new_or_no_reason_or_is_to_oneself_is_refused()
    {
        using var ann = await Actor.Join(site, "Refuse Ann");
        using var ben = await Actor.Join(site, "Refuse Ben");
        var map = await ann.Publish(site, "Refusals");
        var node = NodeOf(map, "Arms race at sea");
        foreach (var (text, reason) in new[] { ("Arms race at sea", "Same"), ("", "Empty"), ("Other", ""), ("Other", new string('x', MapLimits.ReasonLength + 1)), (new string('x', MapLimits.Upload.TextLength + 1), "Long") })
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Suggest(ben, map, node, text, reason)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Suggest(ann, map, node, "Other", "Mine")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Post($"/m/{map.Id}/corrections/{Guid.NewGuid()}", ("text", "Other"), ("reason", "None"))).StatusCode);
        Assert.Equal(0, site.Library.Corrections.Count(map.Id));
    }

    private static Task<HttpResponseMessage> Suggest(Actor actor, StoredMap map, Node node, string text, string reason) =>
        actor.Post($"/m/{map.Id}/corrections/{node.Id}", ("id", Guid.CreateVersion7().ToString()), ("text", text), ("reason", reason));

    private Node NodeOf(StoredMap map, string text) => site.Library.Shelves.Open(map).Nodes.Single(n => n.Text == text);

    /// <summary>The address of the first form about a correction on a page.</summary>
    private static string Action(string page)
    {
        var found = System.Text.RegularExpressions.Regex.Match(page, "action=\"(/[^\"]*corrections/[0-9a-f-]{36})\"", System.Text.RegularExpressions.RegexOptions.NonBacktracking);
        Assert.True(found.Success);
        return found.Groups[1].Value;
    }
}
