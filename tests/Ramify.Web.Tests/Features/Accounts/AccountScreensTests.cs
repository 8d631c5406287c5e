using Microsoft.Playwright;
using Ramify.Storage.Model;

namespace Ramify.Web.Tests.Features.Accounts;

/// <summary>The pages of people in Chromium: accessible in both themes and widths, complete without script, no request to any other host.</summary>
public sealed class AccountScreensTests(RunningSite site, Chromium chromium)
{
    [Fact]
    public async Task Axe_finds_nothing_on_the_pages_of_people_and_none_is_wider_than_a_phone()
    {
        var page = await chromium.Open(bypassPolicy: true);
        foreach (var path in (string[])["/account/new", "/account/sign-in", "/account/recovery"]) await Look(page, path, path.Trim('/').Replace('/', '-'));
        await Join(page, "Screen Ann");
        foreach (var (path, name) in await Paths(page, "Screen Ann")) await Look(page, path, name);
    }

    private async Task Look(IPage page, string path, string name)
    {
        await page.GotoAsync(site.Root + path);
        foreach (var (width, scheme) in new[] { (1440, ColorScheme.Light), (390, ColorScheme.Dark) })
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await Shots.Keep(page, $"people-{name}-{width}", whole: true);
            await page.AssertAccessible($"{path} {width} {scheme}");
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{path} is wider than {width}");
        }
    }

    [Fact]
    public async Task C20_No_page_of_people_asks_another_host_and_only_needed_cookies_are_set()
    {
        var page = await chromium.Open();
        var others = new List<string>();
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(site.Root, StringComparison.Ordinal)) others.Add(request.Url);
        };
        await page.GotoAsync(site.Root + "/");
        Assert.Empty(await page.Context.CookiesAsync());
        await Join(page, "Cookie Cat");
        foreach (var (path, _) in await Paths(page, "Cookie Cat")) await page.GotoAsync(site.Root + path);
        Assert.Empty(others);
        Assert.Equal(["ramify", "ramify-form"], (await page.Context.CookiesAsync()).Select(c => c.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Without_script_somebody_joins_publishes_and_leaves()
    {
        var page = await Enter("Plain Pat", script: false);
        await page.GotoAsync(site.Root + "/new");
        await page.Locator("#text").FillAsync("Plain notes\n  One\n  Two");
        await page.GetByRole(AriaRole.Button, new() { Name = "See the map" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep this map" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Title, topic, licence" }).ClickAsync();
        await page.GetByLabel("Topic").SelectOptionAsync("history/russia-1917-1991");
        await page.GetByLabel("Licence").SelectOptionAsync("CC BY 4.0");
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Share" }).ClickAsync();
        await page.GetByLabel("Everybody, in the library.").CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "/history/russia-1917-1991/plain-notes" }).ClickAsync();
        Assert.Equal("Plain notes", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).TextContentAsync());
        await page.GetByRole(AriaRole.Link, new() { Name = "Account" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        Assert.EndsWith("/account/sign-in", page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_name_of_who_is_signed_in_stands_on_a_cached_page_and_is_not_in_its_bytes()
    {
        var page = await Enter("Header Hal");
        await page.GotoAsync(site.Root + "/account");
        await page.GotoAsync(site.Root + "/subjects");
        await Assertions.Expect(page.Locator("[data-account]")).ToHaveTextAsync("Header Hal");
        using var client = site.Client();
        Assert.DoesNotContain("Header Hal", await client.GetStringAsync("/subjects", TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private async Task<IPage> Enter(string name, bool script = true, bool bypassPolicy = false)
    {
        var page = await chromium.Open(script: script, bypassPolicy: bypassPolicy);
        await Join(page, name);
        return page;
    }

    private async Task Join(IPage page, string name)
    {
        await page.GotoAsync(site.Root + "/account/new");
        await page.GetByLabel("Display name").FillAsync(name);
        await page.GetByLabel("18 or over").CheckAsync();
        await page.GetByLabel("Password").FillAsync(Actor.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Make the account" }).ClickAsync();
        await page.GetByText("Recovery codes").First.WaitForAsync();
    }

    /// <summary>Every page of a person who has a map, a former version of it, and one in the bin; and those for who is not signed in.</summary>
    private async Task<List<(string Path, string Name)>> Paths(IPage page, string name)
    {
        await Shots.Keep(page, "people-codes-1440", whole: true);
        var person = site.Library.Sessions.Of(await IdOf(name))[0].Person;
        var map = site.Library.OwnMaps.Add(person, name, RunningSite.Read("Causes of the war\n  Alliances\n    France\n    Russia\n  Arms race"));
        site.Library.OwnMaps.Replace(site.Library.OwnMaps.Find(person, map)!, RunningSite.Read("Causes of the war\n  Alliances of the powers\n    France\n    Russia\n  Arms race at sea"));
        site.Library.OwnMaps.Show(site.Library.OwnMaps.Find(person, map)!, Visibility.Link);
        var binned = site.Library.OwnMaps.Add(person, name, RunningSite.Read("Old notes\n  One"));
        site.Library.OwnMaps.Bin(site.Library.OwnMaps.Find(person, binned)!);
        var front = site.Library.Shelves.Find("history", "russia-1917-1991", "stalin-in-power-1922-53")!.Id;
        var token = site.Library.OwnMaps.Find(person, map)!.LinkToken;
        string[] own = ["/account", "/account/sessions", "/account/passkeys", "/account/password", "/account/recovery-codes", "/account/recovery", "/account/tokens", "/account/export", "/account/removal", "/account/maps", "/account/bin"];
        return [.. own.Select(p => (p, p.Trim('/').Replace('/', '-'))), .. new[] { "", "/details", "/visibility", "/text", "/versions", "/versions/1", "/removal" }.Select(p => ($"/account/maps/{map}{p}", "map" + p.Replace('/', '-'))),
            ($"/shared/{token}", "shared"), ($"/m/{front}/copy", "copy")];
    }

    private async Task<Guid> IdOf(string name)
    {
        await using var context = site.Library.Context();
        return context.Set<Person>().Single(p => p.UserName == name).Id;
    }
}
