using System.Net;
using System.Text.RegularExpressions;
using Ramify.Maps;
using Ramify.Storage.Model;

namespace Ramify.Web.Tests.Features;

public sealed class BrowseTests
{
    [Fact]
    public async Task A_topic_is_narrowed_by_level_board_and_licence_and_each_choice_says_how_many_there_are()
    {
        await using var site = await Shelf();
        using var reader = new Actor(site);
        var page = await reader.Read("/geography/glaciation");
        Assert.Equal(["Alpha", "Beta", "Gamma"], TitlesIn(page).Order());
        Assert.Contains(">3 maps<", page, StringComparison.Ordinal);
        var gcse = Choice(page, "GCSE");
        Assert.Equal(("/geography/glaciation?level=gcse", 2), gcse);
        page = await reader.Read(gcse.Address);
        Assert.Equal(["Alpha", "Beta"], TitlesIn(page).Order());
        Assert.Contains(">2 maps of this kind<", page, StringComparison.Ordinal);
        // The other facets count what is left of them under this one; its own say what another choice would show.
        Assert.Equal(("/geography/glaciation?level=gcse&board=aqa", 1), Choice(page, "AQA"));
        Assert.Equal(("/geography/glaciation?level=a-level", 1), Choice(page, "A Level"));
        page = await reader.Read("/geography/glaciation?level=gcse&licence=CC%20BY%204.0&sort=newest");
        Assert.Equal(["Beta"], TitlesIn(page));
        Assert.Contains($"<link rel=\"canonical\" href=\"{site.Root}/geography/glaciation\" />", page, StringComparison.Ordinal);
        Assert.Contains("No map here is of this kind", await reader.Read("/geography/glaciation?level=gcse&board=aqa&licence=CC%20BY%204.0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rating_a_licence_and_a_map_that_leaves_show_on_a_cached_list_within_a_second()
    {
        await using var site = await Shelf();
        using var reader = new Actor(site);
        Assert.Equal("Gamma", TitlesIn(await reader.Read("/geography/glaciation"))[0]);
        using var ann = await Actor.Join(site, "Rating Ann");
        var alpha = site.Library.Shelves.Find("geography", "glaciation", "alpha")!;
        await using (var context = site.Library.Context())
        {
            context.Add(new Rating { Map = alpha.Id, Person = ann.Id, Stars = 5, At = DateTimeOffset.UtcNow });
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        await Within(async () => TitlesIn(await reader.Read("/geography/glaciation"))[0] == "Alpha");
        Assert.Equal("Alpha", TitlesIn(await reader.Read("/geography/glaciation?sort=rating"))[0]);
        Assert.Equal("Gamma", TitlesIn(await reader.Read("/geography/glaciation?sort=newest"))[0]);
        var read = site.Library.Shelves.Open(alpha);
        site.Library.Publishing.Publish(read.As(alpha.Id, read.Info with { Licence = "CC BY-ND 4.0" }));
        await Within(async () => (await reader.Read("/geography/glaciation")).Contains("CC BY-ND 4.0", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Sixty_maps_are_two_pages_without_gap_or_repeat_though_maps_come_in_between()
    {
        await using var site = new RunningSite();
        await site.InitializeAsync();
        for (var i = 0; i < 60; i++) site.Publish($"Map {i}", topic: "glaciation", subject: "geography");
        using var reader = new Actor(site);
        var first = await reader.Read("/geography/glaciation?sort=newest");
        Assert.Contains(">60 maps<", first, StringComparison.Ordinal);
        site.Publish("A late one", topic: "glaciation", subject: "geography");
        var next = WebUtility.HtmlDecode(Regex.Match(first, "href=\"([^\"]+)\">More maps").Groups[1].Value);
        var titles = TitlesIn(first).Concat(TitlesIn(await reader.Read(next))).ToList();
        Assert.Equal(Enumerable.Range(0, 60).Select(i => $"Map {i}").Order(), titles.Order());
    }

    [Theory]
    [InlineData("?after=nonsense&sort=sideways&level=")]
    [InlineData("?level=a%01b&board=%27%20OR%201%3D1%20--")]
    [InlineData("?after=9223372036854775807_9223372036854775807_ffffffffffffffffffffffffffffffff")]
    public async Task B12_A_query_that_nobody_wrote_is_answered_with_a_list(string query)
    {
        await using var site = await Shelf();
        using var reader = new Actor(site);
        Assert.Contains("<h1>Glaciation", await reader.Read("/geography/glaciation" + query), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C10_C11_An_author_has_a_page_of_what_is_public_and_nobody_else_has_one()
    {
        await using var site = new RunningSite();
        await site.InitializeAsync();
        using var ann = await Actor.Join(site, "Author Ann");
        using var kid = await Actor.Join(site, "Author Kid", age: "Under13");
        using var silent = await Actor.Join(site, "Silent Sam");
        var shown = Own(site, ann, "Shown by Ann", Visibility.Public);
        Own(site, ann, "Kept by Ann", Visibility.Private);
        Own(site, ann, "Linked by Ann", Visibility.Link);
        Own(site, kid, "Shown by Kid", Visibility.Public);
        using var reader = new Actor(site);
        var page = await reader.Read("/authors/author-ann");
        Assert.Equal(["Shown by Ann"], TitlesIn(page));
        Assert.Contains($"<link rel=\"canonical\" href=\"{site.Root}/authors/author-ann\" />", page, StringComparison.Ordinal);
        Assert.Contains("noindex", page, StringComparison.Ordinal);
        Assert.DoesNotContain(ann.Id.ToString(), page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("href=\"/authors/author-ann\"", await reader.Read(shown.Address!), StringComparison.Ordinal);
        Assert.DoesNotContain("/authors/", await reader.Read("/history/russia-1917-1991/shown-by-kid"), StringComparison.Ordinal);
        using var spelt = await reader.Get("/authors/AUTHOR%20Ann");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/authors/author-ann"), (spelt.StatusCode, spelt.Headers.Location?.OriginalString));
        // Who is under 13, who has published nothing, and who is not there get one answer.
        foreach (var name in (string[])["author-kid", "silent-sam", "nobody-here"]) Assert.Equal(HttpStatusCode.NotFound, (await reader.Get($"/authors/{name}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await reader.Get("/authors")).StatusCode);
        site.Library.OwnMaps.Show(site.Library.OwnMaps.Find(ann.Id, shown.Id)!, Visibility.Private);
        await Within(async () => (await reader.Get("/authors/author-ann")).StatusCode == HttpStatusCode.NotFound);
    }

    private static StoredMap Own(RunningSite site, Actor actor, string title, Visibility visibility)
    {
        var id = site.Library.OwnMaps.Add(actor.Id, actor.Name, RunningSite.Read("Root\n  One"));
        site.Library.OwnMaps.Describe(site.Library.OwnMaps.Find(actor.Id, id)!, new MapInfo { Title = title, Subject = "history", Topic = "russia-1917-1991", Licence = "CC BY 4.0", Author = actor.Name });
        if (visibility != Visibility.Private) Assert.Null(site.Library.OwnMaps.Show(site.Library.OwnMaps.Find(actor.Id, id)!, visibility));
        return site.Library.OwnMaps.Find(actor.Id, id)!;
    }

    private static async Task<RunningSite> Shelf()
    {
        var site = new RunningSite();
        await site.InitializeAsync();
        site.Publish("Alpha", topic: "glaciation", subject: "geography", info: new() { Level = "gcse", Board = "aqa", Licence = "CC0 1.0" });
        site.Publish("Beta", topic: "glaciation", subject: "geography", info: new() { Level = "gcse", Board = "ocr", Licence = "CC BY 4.0" });
        site.Publish("Gamma", topic: "glaciation", subject: "geography", info: new() { Level = "a-level", Licence = "CC BY 4.0" });
        return site;
    }

    /// <summary>What a second is for: the cache looks five times in one.</summary>
    private static async Task Within(Func<Task<bool>> holds)
    {
        for (var tries = 0; tries < 20 && !await holds(); tries++) await Task.Delay(50, TestContext.Current.CancellationToken);
        Assert.True(await holds());
    }

    private static List<string> TitlesIn(string page)
    {
        var list = page.Split("<ul class=\"map-list\">");
        return list.Length < 2 ? [] : [.. Regex.Matches(list[1].Split("</ul>")[0], "<bdi>([^<]+)</bdi></a>").Select(m => m.Groups[1].Value)];
    }

    private static (string Address, int Count) Choice(string page, string name)
    {
        var found = Regex.Match(page, $"<a href=\"([^\"]+)\"[^>]*>{Regex.Escape(name)} <span class=\"quiet\">(\\d+)</span>");
        return (WebUtility.HtmlDecode(found.Groups[1].Value), int.Parse(found.Groups[2].Value, System.Globalization.CultureInfo.InvariantCulture));
    }
}
