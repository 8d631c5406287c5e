using System.Net;
using Microsoft.EntityFrameworkCore;
using Ramify.Maps;
using Ramify.Storage.Model;

namespace Ramify.Web.Tests.Features.Comments;

/// <summary>Comments by their forms, and what the map's cached page shows of them.</summary>
public sealed class CommentTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task After_a_comment_the_old_etag_of_the_cached_page_is_answered_anew_within_a_second()
    {
        using var ann = await Actor.Join(site, "Comment Ann");
        using var ben = await Actor.Join(site, "Comment Ben");
        using var nobody = site.Client();
        var map = await ann.Publish(site, "Talked about by form");
        var first = await nobody.GetAsync(new Uri(map.Address!, UriKind.Relative), TestContext.Current.CancellationToken);
        var said = System.Diagnostics.Stopwatch.StartNew();
        await ben.Say(map, "Very <clear>, **thanks**.");
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, map.Address);
            request.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag!.ToString());
            using var answer = await nobody.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.True(said.Elapsed < TimeSpan.FromSeconds(1), $"{answer.StatusCode} after {said.Elapsed}");
            if (answer.StatusCode == HttpStatusCode.NotModified) continue;
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("public, no-cache", answer.Headers.CacheControl?.ToString());
            Assert.Contains("Very &lt;clear&gt;, <strong>thanks</strong>.", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
            return;
        }
    }

    [Fact]
    public async Task Answers_stand_under_what_they_answer_and_have_none_themselves()
    {
        using var ann = await Actor.Join(site, "Answer Ann");
        using var ben = await Actor.Join(site, "Answer Ben");
        var map = await ann.Publish(site, "Answered");
        var first = await ben.Say(map, "What about the railways?");
        var answer = await ann.Say(map, "They come under the arms race.", to: first);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ben.TrySay(map, "And the canals?", to: answer)).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ben.TrySay(map, "And the canals?", to: Guid.NewGuid())).StatusCode);
        var page = await ben.Page(map);
        Assert.Matches("What about the railways(.|\n)*class=\"answers\"(.|\n)*They come under", page);
        Assert.Contains("Your comment was answered on", await ben.Read("/account/notices"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_form_sent_twice_is_one_comment()
    {
        using var ann = await Actor.Join(site, "Twice Ann");
        var map = await ann.Publish(site, "Said twice");
        var id = await ann.Say(map, "Once is enough.");
        await ann.Say(map, "Once is enough.", id: id);
        Assert.Equal(1, site.Library.Shelves.Find(map.Id)!.CommentCount);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData(null)]
    public async Task What_is_empty_or_over_10_KB_is_refused_with_a_sentence(string? text)
    {
        using var ann = await Actor.Join(site, "Length " + (text is null ? "Long" : text.Length == 0 ? "None" : "Blank"));
        var map = await ann.Publish(site, $"Length of {ann.Name}");
        // Two bytes a letter: bytes count, not letters.
        var answer = await ann.TrySay(map, text ?? new string('é', (MapLimits.CommentBytes / 2) + 1));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("role=\"alert\"", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await ann.Say(map, new string('é', MapLimits.CommentBytes / 2));
    }

    [Fact]
    public async Task C11_Who_is_under_13_comments_on_nothing_in_public_and_writes_to_nobody()
    {
        using var ann = await Actor.Join(site, "Grown Ann");
        using var kit = await Actor.Join(site, "Young Kit", age: "Under13");
        var map = await ann.Publish(site, "No place for Kit");
        Assert.DoesNotContain("<textarea", await kit.Read($"/m/{map.Id}/comments"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await kit.TrySay(map, "I am here too")).StatusCode);
        var node = site.Library.Shelves.Open(map).Roots[0].Node.Id;
        Assert.DoesNotContain("<textarea", await kit.Read($"/m/{map.Id}/corrections/{node}"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await kit.Post($"/m/{map.Id}/corrections/{node}", ("text", "Other"), ("reason", "Because"))).StatusCode);
        // A moderator among the under-13 is one of them still.
        await using (var context = site.Library.Context()) await context.Set<Person>().Where(p => p.Id == kit.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Role, Role.Moderator), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await kit.TrySay(map, "I am here too")).StatusCode);
        Assert.Equal(0, site.Library.Shelves.Find(map.Id)!.CommentCount);
        Assert.Equal(HttpStatusCode.Redirect, (await kit.Post($"/m/{map.Id}/rating", ("stars", "5"))).StatusCode);
    }

    [Fact]
    public async Task C12_Comments_are_off_until_the_owner_turns_them_on()
    {
        using var ann = await Actor.Join(site, "Silent Ann");
        using var ben = await Actor.Join(site, "Silent Ben");
        var map = await ann.Publish(site, "Silent at first", comments: false);
        Assert.False(map.TakesComments);
        Assert.Contains("Comments are off for this map.", await ben.Read(map.Address!), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ben.TrySay(map, "May I?")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Post($"/account/maps/{map.Id}/comments", ("comments", "on"))).StatusCode);
        await ann.Post($"/account/maps/{map.Id}/comments", ("comments", "on"));
        await ben.Say(map, "Thank you.");
        await ann.Post($"/account/maps/{map.Id}/comments", ("comments", "off"));
        Assert.Contains("Thank you.", await ben.Page(map), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ben.TrySay(map, "And now?")).StatusCode);
    }

    [Fact]
    public async Task C13_What_seems_to_tell_how_to_reach_somebody_is_held_with_a_gentle_notice_until_a_moderator_has_looked()
    {
        using var ann = await Actor.Join(site, "Held Ann");
        using var ben = await Actor.Join(site, "Held Ben");
        using var mo = await Actor.Join(site, "Held Mo", Role.Moderator);
        var map = await ann.Publish(site, "Held on");
        var first = await ann.Say(map, "Who revises with me?");
        using var sent = await ben.TrySay(map, "Me! text 07700 900123", to: first);
        Assert.Contains("a moderator looks at it before others see it", await ben.Read(sent.Headers.Location!.OriginalString.Split('#')[0]), StringComparison.Ordinal);
        Assert.Contains("07700 900123", await ben.Read($"/m/{map.Id}/comments"), StringComparison.Ordinal);
        foreach (var other in new[] { ann.Page(map), ben.Page(map), ann.Read("/account/notices") }) Assert.DoesNotContain("07700", await other, StringComparison.Ordinal);
        using var nobody = new Actor(site);
        Assert.DoesNotContain("07700", await nobody.Read($"/m/{map.Id}/comments"), StringComparison.Ordinal);
        Assert.DoesNotContain("was answered", await ann.Read("/account/notices"), StringComparison.Ordinal);

        Assert.Contains("07700 900123", await mo.Read("/moderation"), StringComparison.Ordinal);
        await mo.Post($"/moderation/comments/{await Only(map, CommentState.Held)}", ("verdict", "Show"));
        Assert.Contains("07700 900123", await nobody.Page(map), StringComparison.Ordinal);
        Assert.Contains("everybody sees it now", await ben.Read("/account/notices"), StringComparison.Ordinal);
        Assert.Contains("was answered", await ann.Read("/account/notices"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C14_A_report_hides_for_the_reporter_at_once_and_a_second_persons_for_all_until_review()
    {
        using var ann = await Actor.Join(site, "Report Ann");
        using var ben = await Actor.Join(site, "Report Ben");
        using var cat = await Actor.Join(site, "Report Cat");
        using var mo = await Actor.Join(site, "Report Mo", Role.Moderator);
        using var nobody = new Actor(site);
        var map = await ann.Publish(site, "Reported on");
        var said = await ben.Say(map, "Nonsense of a rude kind.");
        await nobody.Page(map);

        var entries = site.Library.Audit.Verify().Count;
        await ann.Post($"/comments/{said}/report", ("reason", "Abuse"));
        foreach (var own in (string[])[map.Address!, $"/m/{map.Id}/comments"]) Assert.DoesNotContain("rude kind", await ann.Read(own), StringComparison.Ordinal);
        Assert.Contains("rude kind", await nobody.Page(map), StringComparison.Ordinal);
        Assert.Contains("rude kind", await cat.Read($"/m/{map.Id}/comments"), StringComparison.Ordinal);
        // The same person again is no second one, and nobody reports himself.
        await ann.Post($"/comments/{said}/report", ("reason", "Spam"));
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Post($"/comments/{said}/report", ("reason", "Spam"))).StatusCode);
        Assert.Contains("rude kind", await nobody.Page(map), StringComparison.Ordinal);
        Assert.Equal(entries + 1, site.Library.Audit.Verify().Count);
        Assert.Contains("rude kind", await mo.Read("/moderation"), StringComparison.Ordinal);

        await cat.Post($"/comments/{said}/report", ("reason", "Other"));
        Assert.Equal(CommentState.Reported, await site.StateOf(said));
        Assert.DoesNotContain("rude kind", await nobody.Page(map), StringComparison.Ordinal);
        Assert.DoesNotContain("rude kind", await cat.Read(map.Address!), StringComparison.Ordinal);

        await mo.Post($"/moderation/comments/{said}", ("verdict", "Dismiss"));
        Assert.Contains("rude kind", await nobody.Page(map), StringComparison.Ordinal);
        Assert.DoesNotContain("rude kind", await ann.Read(map.Address!), StringComparison.Ordinal);
        Assert.DoesNotContain("rude kind", await mo.Read("/moderation"), StringComparison.Ordinal);
        Assert.Equal(["comment: dismiss", "comment reported", "comment reported"], site.Library.Audit.List(null, 100).Where(e => e.Subject == said.ToString()).Select(e => e.Act));
    }

    [Fact]
    public async Task C14_What_denies_or_praises_atrocities_is_hidden_at_the_first_report()
    {
        using var ann = await Actor.Join(site, "Atrocity Ann");
        using var ben = await Actor.Join(site, "Atrocity Ben");
        using var nobody = new Actor(site);
        var map = await ann.Publish(site, "Hidden at once");
        var said = await ben.Say(map, "Words that deny what happened.");
        Assert.Contains("It denies or praises atrocities", await ann.Read($"/comments/{said}/report"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ann.Post($"/comments/{said}/report")).StatusCode);
        await ann.Post($"/comments/{said}/report", ("reason", "Atrocity"));
        Assert.DoesNotContain("Words that deny", await nobody.Page(map), StringComparison.Ordinal);
        Assert.Equal(0, site.Library.Shelves.Find(map.Id)!.CommentCount);
    }

    [Fact]
    public async Task C18_A_deleted_comment_stays_deleted_whoever_sends_or_decides_what()
    {
        using var ann = await Actor.Join(site, "Delete Ann");
        using var ben = await Actor.Join(site, "Delete Ben");
        using var mo = await Actor.Join(site, "Delete Mo", Role.Moderator);
        var map = await ann.Publish(site, "Deleted under");
        var said = await ben.Say(map, "Words that go.");
        await ann.Say(map, "An answer that stays.", to: said);
        foreach (var other in new[] { ann, mo }) Assert.Equal(HttpStatusCode.NotFound, (await other.Post($"/comments/{said}/removal")).StatusCode);
        await ben.Post($"/comments/{said}/removal");
        var page = await ben.Page(map);
        Assert.DoesNotContain("Words that go.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Delete Ben", page, StringComparison.Ordinal);
        Assert.Contains("This comment was deleted.", page, StringComparison.Ordinal);
        Assert.Contains("An answer that stays.", page, StringComparison.Ordinal);

        // The form replayed, as by an offline queue; the owner; a moderator; somebody's SQL.
        await ben.Say(map, "Words that go.", id: said);
        Assert.Equal(HttpStatusCode.NotFound, (await ann.Post($"/comments/{said}/visibility", ("shown", "yes"))).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await mo.Post($"/moderation/comments/{said}", ("verdict", "Show"))).StatusCode);
        await using var context = site.Library.Context();
        await Assert.ThrowsAnyAsync<Exception>(() => context.Comments.Where(c => c.Id == said).ExecuteUpdateAsync(c => c.SetProperty(x => x.State, CommentState.Shown), TestContext.Current.CancellationToken));
        var row = await context.Comments.SingleAsync(c => c.Id == said, TestContext.Current.CancellationToken);
        Assert.Equal((CommentState.Deleted, "", ""), (row.State, row.Text, row.Author));
        Assert.DoesNotContain("Words that go.", await ann.Page(map), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_owner_of_a_map_hides_what_he_likes_under_it_but_shows_nothing_that_a_moderator_hid()
    {
        using var ann = await Actor.Join(site, "Hide Ann");
        using var ben = await Actor.Join(site, "Hide Ben");
        using var mo = await Actor.Join(site, "Hide Mo", Role.Moderator);
        using var nobody = new Actor(site);
        var map = await ann.Publish(site, "Hidden under");
        var said = await ben.Say(map, "Off the point.");
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Post($"/comments/{said}/visibility", ("shown", "no"))).StatusCode);
        await ann.Post($"/comments/{said}/visibility", ("shown", "no"));
        Assert.DoesNotContain("Off the point.", await nobody.Page(map), StringComparison.Ordinal);
        Assert.Contains("Hidden by the owner", await ben.Read($"/m/{map.Id}/comments"), StringComparison.Ordinal);
        await ann.Post($"/comments/{said}/visibility", ("shown", "yes"));
        Assert.Contains("Off the point.", await nobody.Page(map), StringComparison.Ordinal);
        await mo.Post($"/moderation/comments/{said}", ("verdict", "Hide"));
        Assert.Equal(HttpStatusCode.NotFound, (await ann.Post($"/comments/{said}/visibility", ("shown", "yes"))).StatusCode);
        Assert.DoesNotContain("Off the point.", await nobody.Page(map), StringComparison.Ordinal);
        Assert.Contains("A moderator hid your comment", await ben.Read("/account/notices"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C01_Under_a_map_that_is_not_public_nobody_reads_or_writes_a_comment_or_anything_else()
    {
        using var ann = await Actor.Join(site, "Private Ann");
        using var ben = await Actor.Join(site, "Private Ben");
        var map = await ann.Publish(site, "Private again");
        var said = await ben.Say(map, "Seen once.");
        await ann.Post($"/account/maps/{map.Id}/visibility", ("visibility", "Private"));
        foreach (var path in (string[])[$"/m/{map.Id}/comments", $"/comments/{said}/report", $"/comments/{said}/removal", $"/m/{map.Id}/rating", $"/m/{map.Id}/lists", $"/m/{map.Id}/corrections"])
            Assert.Equal(HttpStatusCode.NotFound, (await ben.Get(path)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ben.TrySay(map, "And again?")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Post($"/m/{map.Id}/rating", ("stars", "1"))).StatusCode);
    }

    [Fact]
    public async Task Fifty_comments_are_on_a_page_and_the_earlier_ones_behind_a_link()
    {
        using var ann = await Actor.Join(site, "Many Ann");
        var map = await ann.Publish(site, "Much talked about");
        // Two of one millisecond would have no order.
        var first = DateTimeOffset.UtcNow.AddHours(-1);
        for (var i = 0; i < 60; i++) site.Comment(map.Id, "Somebody", $"Remark {i} of sixty.", first.AddSeconds(i));
        var page = await ann.Page(map);
        Assert.DoesNotContain("Remark 9 of", page, StringComparison.Ordinal);
        Assert.Contains("Remark 10 of", page, StringComparison.Ordinal);
        Assert.Contains("Remark 59 of", page, StringComparison.Ordinal);
        var earlier = page[page.IndexOf($"/m/{map.Id}/comments?before=", StringComparison.Ordinal)..];
        using var nobody = new Actor(site);
        var before = await nobody.Read(earlier[..earlier.IndexOf('"', StringComparison.Ordinal)]);
        Assert.Contains("Remark 9 of", before, StringComparison.Ordinal);
        Assert.DoesNotContain("Remark 10 of", before, StringComparison.Ordinal);
        Assert.Contains("Later comments", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_comment_is_reached_by_links_from_the_newest_to_the_first_and_back()
    {
        using var nobody = new Actor(site);
        var map = site.Publish("Talked about at length");
        // Two of one millisecond would have no order.
        var first = DateTimeOffset.UtcNow.AddHours(-1);
        for (var i = 0; i < 250; i++) site.Comment(map.Id, "Somebody", $"Remark {i} of 250.", first.AddSeconds(i));
        var back = await Walk($"/m/{map.Id}/comments", "before");
        Assert.Equal(["Remark 0 of 250.", "Remark 50 of 250.", "Remark 100 of 250.", "Remark 150 of 250.", "Remark 200 of 250."], back.Pages.Select(p => p[0]).Reverse());
        var on = await Walk(back.Last, "after");
        foreach (var way in new[] { back, on }) Assert.Equal(250, way.Pages.SelectMany(p => p).Distinct().Count());
        Assert.All(back.Pages.Concat(on.Pages), p => Assert.Equal(50, p.Count));

        async Task<(List<List<string>> Pages, string Last)> Walk(string path, string side)
        {
            var pages = new List<List<string>>();
            while (true)
            {
                var page = await nobody.Read(path);
                pages.Add([.. System.Text.RegularExpressions.Regex.Matches(page, "Remark [0-9]+ of 250\\.").Select(m => m.Value)]);
                if (System.Text.RegularExpressions.Regex.Match(page, $"/m/{map.Id}/comments\\?{side}=[0-9a-f-]+") is not { Success: true } next) return (pages, path);
                path = next.Value;
            }
        }
    }

    [Fact]
    public async Task Who_writes_too_much_waits_and_keeps_the_text_and_a_class_behind_one_address_does_not()
    {
        await using var own = new RunningSite();
        await own.InitializeAsync();
        using var ann = await Actor.Join(own, "Flood Ann");
        var map = await ann.Publish(own, "Flooded");
        var refused = await Flood(ann, map);
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Contains("Flood of words", await refused.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        for (var i = 0; i < 30; i++)
        {
            using var pupil = await Actor.Join(own, $"Pupil {(char)('A' + (i / 10))}{(char)('a' + (i % 10))}");
            for (var n = 0; n < 3; n++) await pupil.Say(map, $"Remark {n}");
        }

        static async Task<HttpResponseMessage> Flood(Actor actor, StoredMap map)
        {
            for (var i = 0; i < 30; i++)
                if (await actor.TrySay(map, "Flood of words") is { StatusCode: not HttpStatusCode.Redirect } refused) return refused;
            throw new InvalidOperationException("Thirty comments in a row were taken.");
        }
    }

    private async Task<Guid> Only(StoredMap map, CommentState state)
    {
        await using var context = site.Library.Context();
        return (await context.Comments.SingleAsync(c => c.Map == map.Id && c.State == state, TestContext.Current.CancellationToken)).Id;
    }
}
