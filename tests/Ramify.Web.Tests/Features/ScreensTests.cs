using Microsoft.Playwright;

namespace Ramify.Web.Tests.Features;

/// <summary>What is on the first screen, and pictures of it for people to look at.</summary>
public sealed class ScreensTests(RunningSite site, Chromium chromium)
{
    [Fact]
    public async Task The_first_screen_of_a_wide_window_has_all_that_a_reader_needs()
    {
        var page = await chromium.Open();
        await page.GotoAsync(site.Root + "/");
        await InFirstScreen(page, page.GetByRole(AriaRole.Heading, new() { Level = 1 }), 900);
        await InFirstScreen(page, page.GetByText("not rated yet").First, 900);
        await InFirstScreen(page, page.GetByText("A Level · AQA").First, 900);
        await InFirstScreen(page, page.Locator(".view-map.wide svg"), 900);
        await InFirstScreen(page, page.Locator(".switch"), 900);
        await InFirstScreen(page, page.GetByText("Share").First, 900);
        await InFirstScreen(page, page.GetByRole(AriaRole.Button, new() { Name = "Print" }), 900);
        await InFirstScreen(page, page.GetByText("Paste your notes: see them as a map").First, 900);
        await InFirstScreen(page, page.Locator(".paste textarea"), 900);
        Assert.Equal("Stalin in power, 1922-53", await page.GetByRole(AriaRole.Heading, new() { Level = 1 }).TextContentAsync());
        await Shots.Keep(page, "map-wide-light");
        await Shots.KeepForReadme(page);
        await Shots.Keep(page, "map-wide-light-whole", whole: true);
    }

    [Fact]
    public async Task The_first_screen_of_a_phone_has_the_title_two_branches_and_the_map_button()
    {
        var page = await chromium.Open(390, 844);
        await page.GotoAsync(site.Root + RunningSite.Stalin);
        await InFirstScreen(page, page.GetByRole(AriaRole.Heading, new() { Level = 1 }), 844);
        await InFirstScreen(page, page.Locator(".switch label").First, 844);
        var branches = page.Locator(".outline .main > .text");
        for (var i = 0; i < 2; i++)
        {
            await InFirstScreen(page, branches.Nth(i), 844);
            Assert.True(await branches.Nth(i).EvaluateAsync<double>("e => parseFloat(getComputedStyle(e).fontSize)") >= 16);
        }
        await Shots.Keep(page, "map-phone-light");
        await page.Locator(".switch label").First.ClickAsync();
        await Shots.Keep(page, "map-phone-map-light");
        var smallest = await page.EvaluateAsync<double>("""
            () => { const svg = document.querySelector('.view-map.narrow svg'); const k = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
              return Math.min(...[...svg.querySelectorAll('text')].map(t => parseFloat(getComputedStyle(t).fontSize) * k)); }
            """);
        Assert.True(smallest >= 12, $"smallest text is {smallest} px");
        await Shots.Keep(page, "map-phone-map-light");
    }

    [Theory]
    [InlineData("/", "map")]
    [InlineData("/subjects", "subjects")]
    [InlineData("/history", "subject")]
    [InlineData("/history/russia-1917-1991", "topic")]
    [InlineData("/new", "new")]
    [InlineData("/nothing-here", "missing")]
    public async Task Every_kind_of_page_fits_320_pixels(string path, string name)
    {
        foreach (var scheme in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            var wide = await chromium.Open(scheme: scheme);
            await wide.GotoAsync(site.Root + path);
            await Shots.Keep(wide, $"{name}-wide-{scheme}".ToLowerInvariant());
            var narrow = await chromium.Open(390, 844, scheme);
            await narrow.GotoAsync(site.Root + path);
            await Shots.Keep(narrow, $"{name}-phone-{scheme}".ToLowerInvariant());
        }
        var page = await chromium.Open(320, 640);
        await page.GotoAsync(site.Root + path);
        Assert.Equal(320, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    private static async Task InFirstScreen(IPage page, ILocator what, int height)
    {
        Assert.True(await what.IsVisibleAsync(), $"{what} is not visible");
        var box = (await what.BoundingBoxAsync())!;
        Assert.True(box.Y >= 0 && box.Y + box.Height <= height, $"{what} spans {box.Y} to {box.Y + box.Height} on {page.Url}");
    }
}
