using Microsoft.Playwright;
using Ramify.Storage.Model;

namespace Ramify.Web.Tests.Features.Classes;

/// <summary>Classes and browsing in Chromium: with and without content, script and light; and how few actions lead to a set map.</summary>
public sealed class ClassScreensTests(Chromium chromium)
{
    [Fact]
    public async Task From_a_link_to_a_set_map_somebody_new_takes_at_most_six_actions()
    {
        await using var site = await Site();
        var (teacher, one, map) = await ClassesTests.Taught(site, "Link Tess");
        using var _ = teacher;
        var address = await Address(site, teacher, one, map);
        foreach (var script in (bool[])[true, false])
        {
            var page = await chromium.Open(390, 844, script: script);
            var actions = 0;
            async Task Do(Task action)
            {
                await action;
                actions++;
            }
            await Do(page.GotoAsync(address));
            await Do(page.GetByLabel("Display name").FillAsync(script ? "Link Pip" : "Link Pat"));
            await Do(page.GetByLabel("13 to 17").CheckAsync());
            await Do(page.GetByLabel("Password").FillAsync(Actor.Password));
            await Do(page.GetByRole(AriaRole.Button, new() { Name = "Join" }).ClickAsync());
            Assert.Equal("Causes of the war", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).TextContentAsync());
            Assert.True(actions <= 6, $"{actions} actions");
            // Whoever is in the class already comes to it by the same link at once.
            await page.GotoAsync(address);
            Assert.EndsWith($"/classes/{one}/maps/{map}", page.Url, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task From_a_link_to_a_set_map_somebody_with_an_account_takes_at_most_six_actions()
    {
        await using var site = await Site();
        var (teacher, one, map) = await ClassesTests.Taught(site, "Back Tess");
        using var _ = teacher;
        using var pip = await Actor.Join(site, "Back Pip");
        var page = await chromium.Open(390, 844, script: false);
        var actions = 0;
        async Task Do(Task action)
        {
            await action;
            actions++;
        }
        await Do(page.GotoAsync(await Address(site, teacher, one, map)));
        await Do(page.GetByRole(AriaRole.Link, new() { Name = "I have an account" }).ClickAsync());
        await Do(page.GetByLabel("Display name").FillAsync("Back Pip"));
        await Do(page.GetByLabel("Password").FillAsync(Actor.Password));
        await Do(page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync());
        await Do(page.GetByRole(AriaRole.Button, new() { Name = "Join as Back Pip" }).ClickAsync());
        Assert.Equal("Causes of the war", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).TextContentAsync());
        Assert.True(actions <= 6, $"{actions} actions");
    }

    [Fact]
    public async Task A_slip_is_scanned_and_thirty_of_them_are_three_sheets()
    {
        await using var site = await Site();
        var (teacher, one, _) = await ClassesTests.Taught(site, "Slip Tess");
        using var __ = teacher;
        var page = await Enter(site, teacher);
        await page.GotoAsync($"{site.Root}/classes/{one}/slips");
        Assert.Equal(30, await page.Locator(".slips li").CountAsync());
        Assert.Equal($"{site.Root}/join/{ClassesTests.Code(site, teacher, one)}", ShareTests.Scan(await page.Locator(".slips img").First.ScreenshotAsync()));
        await Shots.Keep(page, "class-slips", whole: true);
        var pdf = System.Text.Encoding.Latin1.GetString(await page.PdfAsync(new() { PreferCSSPageSize = true, Format = "A4" }));
        Assert.Matches("/Type /Pages\\s+/Count 3\\b", pdf);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.SetViewportSizeAsync(718, 1046);
        await Shots.Keep(page, "class-slips-print");
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light, true)]
    [InlineData(390, ColorScheme.Dark, true)]
    [InlineData(1440, ColorScheme.Dark, false)]
    [InlineData(390, ColorScheme.Light, false)]
    public async Task Every_page_of_classes_and_lists_is_accessible_with_and_without_content_and_script(int width, ColorScheme scheme, bool script)
    {
        await using var site = await Site();
        var (teacher, one, map) = await ClassesTests.Taught(site, "Screen Tess");
        using var _ = teacher;
        using var made = await teacher.Post("/classes", ("name", "Empty class"));
        using var pip = await Actor.Join(site, "Screen Pip");
        using var alone = await Actor.Join(site, "Screen Sue");
        await pip.Post($"/join/{ClassesTests.Code(site, teacher, one)}");
        var own = site.Library.OwnMaps.Add(pip.Id, pip.Name, RunningSite.Read("My own map\n  One"));
        site.Library.OwnMaps.Show(site.Library.OwnMaps.Find(pip.Id, own)!, Visibility.Class, [one]);
        var front = site.Library.Shelves.Find("history", "russia-1917-1991", "stalin-in-power-1922-53")!.Id;
        await teacher.Post($"/classes/{one}/maps", ("map", front.ToString()), ("due", DateTime.UtcNow.AddDays(3).ToString("yyyy-MM-dd", null)));
        await pip.Post($"/classes/{one}/maps/{map}/done");
        var published = site.Library.OwnMaps.Add(teacher.Id, teacher.Name, RunningSite.Read("Published\n  One"));
        site.Library.OwnMaps.Describe(site.Library.OwnMaps.Find(teacher.Id, published)!, new() { Title = "Published", Subject = "history", Topic = "russia-1917-1991", Level = "gcse", Board = "ocr", Licence = "CC BY 4.0", Author = teacher.Name });
        site.Library.OwnMaps.Show(site.Library.OwnMaps.Find(teacher.Id, published)!, Visibility.Public);
        var (path, joined) = ($"/classes/{one}", $"/join/{ClassesTests.Code(site, teacher, one)}");
        await Look(site, teacher, width, scheme, script, "/classes", path, path + "/settings", path + "/pupils", path + "/slips", path + "/removal", $"{path}/maps/{map}", $"{path}/maps/{map}/done", $"{path}/pupils/{pip.Id}/sign-in",
            $"/m/{front}/classes", $"/account/maps/{map}/visibility", made.Headers.Location!.OriginalString, made.Headers.Location.OriginalString + "/pupils");
        await Look(site, pip, width, scheme, script, "/classes", path, $"{path}/maps/{map}", $"{path}/maps/{front}", $"{path}/leaving", "/account/access", "/account", $"/account/maps/{own}/visibility");
        await Look(site, alone, width, scheme, script, "/classes", "/account/access", joined, $"/m/{front}/classes");
        await Look(site, null, width, scheme, script, "/join", "/join/BBBB-CCCC", joined, "/history", "/history/russia-1917-1991", "/history/russia-1917-1991?level=gcse&sort=rating", "/history/russia-1917-1991?level=gcse&board=aqa",
            "/authors/screen-tess", "/geography/coasts");
    }

    private async Task Look(RunningSite site, Actor? actor, int width, ColorScheme scheme, bool script, params string[] paths)
    {
        var page = await Enter(site, actor, width, scheme, script);
        foreach (var path in paths)
        {
            await page.GotoAsync(site.Root + path);
            var what = $"{actor?.Name ?? "nobody"} {path} {width} {scheme}";
            if (script)
            {
                await page.AssertAccessible(what);
                Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{what} is too wide");
                var small = await page.EvaluateAsync<string[]>("""
                    () => [...document.querySelectorAll('main a, main button, main input, main select, main summary')].filter(e => e.checkVisibility()).map(e => [e, e.getBoundingClientRect()])
                      .filter(([e, r]) => r.height > 0 && r.height < 24 && !e.closest('p:not(.row, .see-all), li p, .prose, svg, label, .outline')).map(([e]) => e.outerHTML.slice(0, 120))
                    """);
                Assert.True(small.Length == 0, $"{what}: {string.Join(" | ", small)}");
            }
            await Shots.Keep(page, $"class-{Name(site, path, actor)}-{width}-{(script ? "script" : "plain")}", whole: true);
        }
        if (script && width < 500)
        {
            await page.SetViewportSizeAsync(320, 640);
            foreach (var path in paths)
            {
                await page.GotoAsync(site.Root + path);
                Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= 320"), $"{path} is wider than 320");
            }
        }
        await page.Context.CloseAsync();
    }

    private static string Name(RunningSite site, string path, Actor? actor)
    {
        var plain = System.Text.RegularExpressions.Regex.Replace(path.Split('?')[0], "[0-9a-f]{8}-[0-9a-f-]{27}|/join/[A-Z0-9-]+", m => m.Value.StartsWith('/') ? "/join-code" : "x");
        // The second class of a teacher is the one without content.
        if (Guid.TryParse(path.Split('/').ElementAtOrDefault(2), out var one) && path.StartsWith("/classes", StringComparison.Ordinal) && site.Library.Classes.Of(actor!.Id).Any(c => c.Seat.Class.Id == one && c.Seat.Class.Name == "Empty class")) plain += "-empty";
        return $"{actor?.Name.Split(' ')[1].ToLowerInvariant() ?? "nobody"}{plain.Replace('/', '-')}{(path.Contains('?', StringComparison.Ordinal) ? "-" + path.Split('?')[1].Replace('&', '-').Replace('=', '-') : "")}";
    }

    private async Task<IPage> Enter(RunningSite site, Actor? actor, int width = 1440, ColorScheme scheme = ColorScheme.Light, bool script = true)
    {
        var page = await chromium.Open(width, 844, scheme, script, bypassPolicy: true);
        if (actor is not null)
            await page.Context.AddCookiesAsync(actor.Cookies.GetCookies(new Uri(site.Root)).Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = site.Root }));
        return page;
    }

    private static async Task<string> Address(RunningSite site, Actor teacher, Guid one, Guid map)
    {
        var page = await teacher.Read($"/classes/{one}/maps/{map}");
        Assert.Contains($"{site.Root}/join/", page, StringComparison.Ordinal);
        return $"{site.Root}/join/{ClassesTests.Code(site, teacher, one)}?map={map}";
    }

    private static async Task<RunningSite> Site()
    {
        var site = new RunningSite();
        await site.InitializeAsync();
        return site;
    }
}
