using Microsoft.Playwright;
using Ramify.Storage.Model;

namespace Ramify.Web.Tests.Features.Comments;

/// <summary>What stands under a map, with and without content, in Chromium: accessible, both themes, both widths, and whole without script.</summary>
public sealed class DiscussionScreensTests(RunningSite site, Chromium chromium) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task Axe_finds_nothing_under_a_map_with_and_without_content_and_nothing_is_wider_than_a_phone()
    {
        using var ann = await Actor.Join(site, "Screen Owner");
        using var mo = await Actor.Join(site, "Screen Mo", Role.Moderator);
        var map = await ann.Publish(site, "Causes of the First World War");
        var page = await chromium.Open(bypassPolicy: true);
        await Look(page, $"/m/{map.Id}/comments", "comments-nobody");
        await SignIn(page, mo.Name);
        foreach (var (path, name) in Paths(map, "empty", Guid.Empty)) await Look(page, path, name);
        await Look(page, "/moderation", "moderation-empty");
        await Look(page, "/moderation/audit", "audit-empty");

        await Fill(ann, mo, map);
        var comment = (await CommentsOf(map))[0];
        foreach (var (path, name) in Paths(map, "full", comment)) await Look(page, path, name);
        await Look(page, "/moderation", "moderation-full");
        await Look(page, "/moderation/audit", "audit-full");
        await Look(page, $"/comments/{comment}/report", "comment-report");
        await Look(page, "/account", "account-moderator");
        var node = site.Library.Shelves.Open(map).Nodes.Single(n => n.Text == "Alliances of the great powers").Id;
        await Look(page, $"/m/{map.Id}/corrections/{node}", "correction-form");
        var mine = await mo.Say(map, "A comment that its writer deletes.");
        await Look(page, $"/comments/{mine}/removal", "comment-removal");
        var (shown, hidden) = await Report(ann);
        await Look(page, $"/m/{shown.Id}/report", "map-report");
        await Look(page, "/moderation", "moderation-maps");
        await Look(page, $"/moderation/maps/{hidden.Id}", "moderation-map");
        await mo.Post($"/m/{shown.Id}/report", ("reason", "Other"));
        await Look(page, $"/m/{shown.Id}/report", "map-reported");

        var owner = await chromium.Open(bypassPolicy: true);
        await SignIn(owner, ann.Name);
        foreach (var (path, name) in new[] { ($"/m/{map.Id}/comments", "comments-owner"), ($"/account/maps/{map.Id}/comments", "comments-setting"), ($"/account/maps/{map.Id}/corrections", "corrections-answer"), ("/account/notices", "notices-owner"), ($"/account/maps/{hidden.Id}", "own-map-hidden"), ($"/account/maps/{hidden.Id}/visibility", "own-map-hidden-visibility"), ($"/m/{map.Id}/rating", "rating-own") })
            await Look(owner, path, name);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_reader_comments_answers_rates_saves_and_corrects_and_the_owner_accepts_with_script_or_without(bool script)
    {
        var suffix = script ? "Script" : "Plain";
        using var ann = await Actor.Join(site, $"Owner {suffix}");
        using var ben = await Actor.Join(site, $"Reader {suffix}");
        var map = await ann.Publish(site, $"Under a map {suffix}");
        var page = await chromium.Open(script: script);
        await SignIn(page, ben.Name);
        await page.GotoAsync(site.Root + map.Address);
        await page.GetByRole(AriaRole.Link, new() { Name = "Write a comment" }).ClickAsync();
        await page.GetByLabel("Comment", new() { Exact = true }).FillAsync("Is **Serbia** missing?");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Assertions.Expect(page.GetByText("Thank you: your comment is there.")).ToBeVisibleAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = $"Answer {ben.Name}" }).ClickAsync();
        await page.GetByLabel("Answer", new() { Exact = true }).FillAsync("It is under the alliances.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Send" }).ClickAsync();
        await Assertions.Expect(page.Locator(".answers .comment")).ToHaveTextAsync("It is under the alliances.");
        await page.GotoAsync(site.Root + map.Address);
        await page.GetByRole(AriaRole.Link, new() { Name = "Rate it" }).ClickAsync();
        await page.GetByLabel("4 stars").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Rate it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("4.0 of 5 (1 rating)")).ToBeVisibleAsync();
        await page.GotoAsync(site.Root + map.Address);
        await page.GetByRole(AriaRole.Link, new() { Name = "Save to a list" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Assertions.Expect(page.GetByText("It is on 1 list.")).ToBeVisibleAsync();
        await page.GotoAsync(site.Root + map.Address);
        await page.GetByRole(AriaRole.Link, new() { Name = "Suggest a correction" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Arms race at sea" }).ClickAsync();
        await page.GetByLabel("As it should be").FillAsync("Naval race");
        await page.GetByLabel("Why").FillAsync("That is what the books call it.");
        await page.GetByRole(AriaRole.Button, new() { Name = "Suggest it" }).ClickAsync();
        await Assertions.Expect(page.GetByText("whoever keeps the map decides")).ToBeVisibleAsync();

        var owner = await chromium.Open(script: script);
        await SignIn(owner, ann.Name);
        await owner.GetByRole(AriaRole.Link, new() { Name = "Notices" }).ClickAsync();
        await owner.GetByRole(AriaRole.Link, new() { Name = map.Title }).ClickAsync();
        await owner.GetByRole(AriaRole.Button, new() { Name = "Accept" }).ClickAsync();
        await Assertions.Expect(owner.GetByText("The new text is in the map")).ToBeVisibleAsync();
        await Task.Delay(500);
        await page.GotoAsync(site.Root + map.Address);
        await Assertions.Expect(page.Locator(".comment").First).ToHaveTextAsync("Is Serbia missing?");
        await page.Locator(".switch label").Last.ClickAsync();
        await Assertions.Expect(page.Locator(".outline").GetByText("Naval race")).ToBeVisibleAsync();
        foreach (var (width, scheme) in new[] { (1440, ColorScheme.Light), (390, ColorScheme.Dark) })
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await Shots.Keep(page, $"under-map-{suffix}-{width}-{scheme}".ToLowerInvariant(), whole: true);
        }
    }

    [Fact]
    public async Task B10_No_image_of_a_comment_is_asked_for()
    {
        using var ann = await Actor.Join(site, "Image Ann");
        var map = await ann.Publish(site, "No images");
        await ann.Say(map, "![](https://tracker.example/x.png) and <img src=\"https://tracker.example/y.png\">");
        var page = await chromium.Open();
        var others = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site.Root, StringComparison.Ordinal)) others.Add(request.Url);
        };
        foreach (var path in (string[])[map.Address!, $"/m/{map.Id}/comments"])
        {
            await Task.Delay(400);
            await page.GotoAsync(site.Root + path);
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            Assert.Equal("![](https://tracker.example/x.png) and <img src=\"https://tracker.example/y.png\">", await page.Locator(".comment").First.TextContentAsync());
            Assert.Equal(0, await page.Locator("main img:not([src$='.qr.svg'])").CountAsync());
        }
        Assert.Empty(others);
    }

    private static (string, string)[] Paths(StoredMap map, string state, Guid comment)
    {
        (string Path, string Name)[] paths =
        [
            (map.Address!, "map"), ($"/m/{map.Id}/comments", "comments"), ($"/m/{map.Id}/comments?to={comment}", "answer"), ($"/m/{map.Id}/rating", "rating"), ($"/m/{map.Id}/lists", "save"), ("/account/lists", "lists"),
            ($"/m/{map.Id}/corrections", "corrections"), ("/account/corrections", "suggested"), ("/account/notices", "notices"),
        ];
        return [.. paths.Select(p => (p.Path, $"{p.Name}-{state}"))];
    }

    /// <summary>Comments with every mark and state, ratings, a list, and corrections answered, open and held.</summary>
    private async Task Fill(Actor ann, Actor mo, StoredMap map)
    {
        using var ben = await Actor.Join(site, "Ben Reader");
        using var tess = await Actor.Join(site, "Ms Marsh", Role.Teacher);
        var first = await ben.Say(map, "Clear, thank you! **Two things**:\nthe *naval* race began before 1906, see [the archive](https://example.org/navy) and `HMS Dreadnought`.\nIs Serbia missing?");
        await ann.Say(map, "It stands under the alliances.", to: first);
        await mo.Say(map, "And under the crises, further down; a long answer that shows how lines break on a narrow screen without making it scroll sideways.", to: first);
        await tess.Say(map, "Good for paper 2. My class will use it.");
        var hidden = await ben.Say(map, "This one is off the point.");
        await ann.Post($"/comments/{hidden}/visibility", ("shown", "no"));
        var reported = await ben.Say(map, "This one denies what happened.");
        await tess.Post($"/comments/{reported}/report", ("reason", "Atrocity"));
        await ben.Say(map, "Who revises with me? Text 07700 900123");
        await ben.Post($"/m/{map.Id}/rating", ("stars", "4"));
        await tess.Post($"/m/{map.Id}/rating", ("stars", "5"));
        await mo.Post($"/m/{map.Id}/rating", ("stars", "4"));
        await mo.Post($"/m/{map.Id}/lists", ("name", "For the mock"));
        await mo.Post($"/m/{map.Id}/lists", ("name", "Russia and the war"));
        var node = site.Library.Shelves.Open(map).Nodes.Single(n => n.Text == "Arms race at sea").Id;
        await mo.Post($"/m/{map.Id}/corrections/{node}", ("text", "Naval arms race, 1898 to 1912"), ("reason", "Dates help; Strachan, The First World War, p. 12."));
        await ben.Post($"/m/{map.Id}/corrections/{node}", ("text", "Naval race"), ("reason", "Mail me: ben@example.org"));
        await mo.Post("/moderation/subjects/history/russia-1917-1991/alias", ("name", "USSR"));
        var sample = site.Publish("A map without an owner", "Root\n  One\n  Two");
        var one = site.Library.Shelves.Open(sample).Nodes.Single(n => n.Text == "One").Id;
        await ben.Post($"/m/{sample.Id}/corrections/{one}", ("text", "The one"), ("reason", "There is one only."));
        var answered = await mo.Say(map, "A question of a moderator.");
        await ben.Say(map, "And its answer.", to: answered);
        await Task.Delay(400);
    }

    /// <summary>Two maps of a person: one that is shown, and one that a report has hidden.</summary>
    private async Task<(StoredMap Shown, StoredMap Hidden)> Report(Actor owner)
    {
        var (shown, hidden) = (await owner.Publish(site, "Stalin's five-year plans"), await owner.Publish(site, "A map that somebody reports"));
        using var cat = await Actor.Join(site, "Cat Reader");
        await cat.Post($"/m/{shown.Id}/report", ("reason", "Spam"));
        await cat.Post($"/m/{hidden.Id}/report", ("reason", "Atrocity"));
        await Task.Delay(400);
        return (shown, hidden);
    }

    private async Task<Guid[]> CommentsOf(StoredMap map)
    {
        await using var context = site.Library.Context();
        return [.. context.Comments.Where(c => c.Map == map.Id && c.State == CommentState.Shown && c.ReplyTo == null).OrderBy(c => c.At).Select(c => c.Id)];
    }

    private async Task SignIn(IPage page, string name)
    {
        await page.GotoAsync(site.Root + "/account/sign-in");
        await page.GetByLabel("Display name").FillAsync(name);
        await page.GetByLabel("Password").FillAsync(Actor.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Your account" }).WaitForAsync();
    }

    private static Task<bool> Fits(IPage page) => page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth");

    private async Task Look(IPage page, string path, string name)
    {
        await page.SetViewportSizeAsync(1440, 900);
        await page.GotoAsync(site.Root + path);
        foreach (var (width, scheme) in new[] { (1440, ColorScheme.Light), (1440, ColorScheme.Dark), (390, ColorScheme.Light), (390, ColorScheme.Dark), (320, ColorScheme.Light) })
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            if (width != 320) await Shots.Keep(page, $"under-{name}-{width}-{scheme}".ToLowerInvariant(), whole: true);
            // A window that has just changed is laid out in a moment.
            for (var tries = 0; tries < 20 && !await Fits(page); tries++) await Task.Delay(100);
            Assert.True(await Fits(page), $"{path} is wider than {width}: {await page.EvaluateAsync<string>("() => [...document.querySelectorAll('main *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && e.checkVisibility()).map(e => e.outerHTML.slice(0, 90)).slice(0, 4).join(' | ')")}");
            // Colours with each theme, sizes with each width; the two others tell nothing new.
            if ((width, scheme) is not ((1440, ColorScheme.Light) or (390, ColorScheme.Dark))) continue;
            await page.AssertAccessible($"{path} {width} {scheme}");
        }
    }
}
