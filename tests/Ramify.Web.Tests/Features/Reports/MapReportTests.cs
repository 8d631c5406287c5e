using System.Net;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Tests.Features.Comments;

namespace Ramify.Web.Tests.Features.Reports;

/// <summary>Maps that readers report, by the forms; who sees them then, and what moderators do.</summary>
public sealed class MapReportTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task C14_A_reported_map_is_gone_for_the_reporter_at_once_and_with_a_second_report_for_all_until_review()
    {
        using var ann = await Actor.Join(site, "Map Report Ann");
        using var ben = await Actor.Join(site, "Map Report Ben");
        using var cat = await Actor.Join(site, "Map Report Cat");
        using var mo = await Actor.Join(site, "Map Report Mo", Role.Moderator);
        using var nobody = new Actor(site);
        var map = await ann.Publish(site, "A map of a rude kind");
        var report = $"/m/{map.Id}/report";
        Assert.Contains($"href=\"{report}\"", await nobody.Page(map), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ben.Post(report)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ann.Post(report, ("reason", "Abuse"))).StatusCode);
        for (var again = 0; again < 2; again++) Assert.Equal(HttpStatusCode.Redirect, (await ben.Post(report, ("reason", "Abuse"))).StatusCode);
        using (var own = await ben.Get(map.Address!)) Assert.Equal(report, own.Headers.Location?.OriginalString);
        Assert.DoesNotContain(map.Title, await ben.Read(report), StringComparison.Ordinal);
        await nobody.Page(map);
        Assert.Contains(map.Title, await mo.Read("/moderation"), StringComparison.Ordinal);
        Assert.Contains("Arms race at sea", await mo.Read($"/moderation/maps/{map.Id}"), StringComparison.Ordinal);

        await cat.Post(report, ("reason", "Spam"));
        await GoneForAll(map, nobody, ben, cat);
        var mine = await ann.Read($"/account/maps/{map.Id}");
        Assert.Contains("hidden from everybody else until a moderator has looked", mine, StringComparison.Ordinal);
        Assert.Contains("It insults, threatens or hates", mine, StringComparison.Ordinal);
        foreach (var page in new[] { mine, await ann.Read("/account/notices") })
            foreach (var who in new[] { ben, cat }) Assert.DoesNotContain(who.Name, page, StringComparison.Ordinal);
        Assert.Contains("Readers reported a map of yours", await ann.Read("/account/notices"), StringComparison.Ordinal);

        await mo.Post($"/moderation/maps/{map.Id}", ("verdict", "Dismiss"));
        Assert.Contains(map.Title, await nobody.Page(map), StringComparison.Ordinal);
        using (var own = await ben.Get(map.Address!)) Assert.Equal(report, own.Headers.Location?.OriginalString);
        Assert.DoesNotContain(map.Title, await mo.Read("/moderation"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await mo.Get($"/moderation/maps/{map.Id}")).StatusCode);
        Assert.Equal(["map: dismiss", "map reported", "map reported"], site.Library.Audit.List(null, 100).Where(e => e.Subject == map.Id.ToString()).Select(e => e.Act));
    }

    [Fact]
    public async Task C14_A_map_that_denies_or_praises_atrocities_is_hidden_at_the_first_report_and_its_owner_cannot_bring_it_back()
    {
        using var ann = await Actor.Join(site, "Map Atrocity Ann");
        using var ben = await Actor.Join(site, "Map Atrocity Ben");
        using var mo = await Actor.Join(site, "Map Atrocity Mo", Role.Moderator);
        using var nobody = new Actor(site);
        var map = await ann.Publish(site, "A map that denies what happened");
        var before = Counted();
        Assert.Contains("It denies or praises atrocities", await ben.Read($"/m/{map.Id}/report"), StringComparison.Ordinal);
        await ben.Post($"/m/{map.Id}/report", ("reason", "Atrocity"));
        await GoneForAll(map, nobody, ben);
        Assert.Equal(before - 1, Counted());
        foreach (var way in (string[])["Public", "Link", "Class"]) Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ann.Post($"/account/maps/{map.Id}/visibility", ("visibility", way))).StatusCode);
        Assert.DoesNotContain("name=\"visibility\"", await ann.Read($"/account/maps/{map.Id}/visibility"), StringComparison.Ordinal);
        // By way of the bin neither.
        await ann.Post($"/account/maps/{map.Id}/removal");
        Assert.Equal(HttpStatusCode.NotFound, (await mo.Get($"/moderation/maps/{map.Id}")).StatusCode);
        Assert.True(site.Library.OwnMaps.TakeOut(ann.Id, map.Id));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ann.Post($"/account/maps/{map.Id}/visibility", ("visibility", "Public"))).StatusCode);

        await mo.Post($"/moderation/maps/{map.Id}", ("verdict", "Hide"));
        await GoneForAll(map, nobody, ben);
        Assert.Contains("A moderator hid this map from everybody else: It denies or praises atrocities.", await ann.Read($"/account/maps/{map.Id}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await mo.Post($"/moderation/maps/{map.Id}", ("verdict", "Delete"))).StatusCode);
        Assert.Contains("Maps that moderators hid", await mo.Read("/moderation"), StringComparison.Ordinal);
        await mo.Post($"/moderation/maps/{map.Id}", ("verdict", "Show"));
        Assert.Contains(map.Title, await nobody.Page(map), StringComparison.Ordinal);
        Assert.Equal(before, Counted());
    }

    [Fact]
    public async Task A_sample_that_was_hidden_stays_so_when_the_program_starts_again()
    {
        using var ben = await Actor.Join(site, "Map Sample Ben");
        var map = site.Publish("A sample that is hidden", "Root\n  One\n  Two");
        await ben.Post($"/m/{map.Id}/report", ("reason", "Atrocity"));
        var document = RunningSite.Read("Root\n  One\n  Two\n  Three").As(map.Id, new() { Title = map.Title, Subject = "history", Topic = "russia-1917-1991" });
        site.Library.Publishing.Publish(document);
        Assert.Null(site.Library.Shelves.Find(map.Id));
    }

    private int Counted() => site.Library.Browsing.Counts(new Shelf("history")).Sum(c => c.Maps);

    private async Task GoneForAll(StoredMap map, params Actor[] others)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken);
        foreach (var other in others)
            foreach (var path in (string[])[map.Address!, $"{map.Address}.svg", $"{map.Address}.card.png", $"/m/{map.Id}", $"/m/{map.Id}.txt", $"/m/{map.Id}/comments", $"/m/{map.Id}/snapshot", $"/embed/m/{map.Id}", $"/api/v1/maps/{map.Id}"])
            {
                using var answer = await other.Get(path);
                // The page that says thank you is the reporter's own.
                Assert.True(answer.StatusCode == HttpStatusCode.NotFound || answer.Headers.Location?.OriginalString == $"/m/{map.Id}/report", $"{path}: {answer.StatusCode}");
            }
        Assert.DoesNotContain(map.Title, await others[0].Read("/history/russia-1917-1991"), StringComparison.Ordinal);
        Assert.Null(site.Library.Shelves.Find(map.Id));
    }
}
