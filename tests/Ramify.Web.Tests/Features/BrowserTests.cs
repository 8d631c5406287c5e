using System.Text.Json;
using Microsoft.Playwright;
using Ramify.Maps;

namespace Ramify.Web.Tests.Features;

/// <summary>Pages in Chromium: without script, by assistive technology, under other spacing, and with hostile text.</summary>
public sealed class BrowserTests(RunningSite site, Chromium chromium)
{
    [Fact]
    public async Task Without_script_both_views_work_and_what_needs_script_is_not_shown()
    {
        var page = await chromium.Open(script: false);
        await page.GotoAsync(site.Root + "/");
        Assert.True(await page.Locator(".view-map.wide svg").IsVisibleAsync());
        Assert.False(await page.Locator(".view-outline").IsVisibleAsync());
        await page.Locator(".switch label").Nth(1).ClickAsync();
        Assert.False(await page.Locator(".view-map.wide svg").IsVisibleAsync());
        Assert.True(await page.Locator(".view-outline").IsVisibleAsync());
        Assert.True(await page.Locator(".outline").GetByText("Kirov was shot").First.IsVisibleAsync());
        await page.Locator("summary", new() { HasText = "Share" }).ClickAsync();
        Assert.EndsWith(RunningSite.Stalin, await page.Locator("#share-address").InputValueAsync(), StringComparison.Ordinal);
        Assert.False(await page.Locator("[data-print]").IsVisibleAsync());
        Assert.False(await page.Locator("[data-copy]").IsVisibleAsync());
        Assert.False(await page.Locator("[data-theme-switch]").IsVisibleAsync());
        await page.Locator("summary", new() { HasText = "Information" }).ClickAsync();
        Assert.True(await page.GetByText("Each work was opened").IsVisibleAsync());
    }

    [Fact]
    public async Task Notes_pasted_on_the_first_page_become_a_map_and_are_kept_without_script_too()
    {
        foreach (var script in new[] { true, false })
        {
            var page = await chromium.Open(script: script);
            await page.GotoAsync(site.Root + "/");
            await page.Locator(".paste textarea").FillAsync(StoredPage);
            await page.GetByRole(AriaRole.Button, new() { Name = "See the map" }).ClickAsync();
            Assert.Equal("Rivers in Britain, 1700-1900", await page.Locator("h1").TextContentAsync());
            Assert.Equal("?", await page.Locator(".description").TextContentAsync());
            Assert.True(await page.GetByText("3 shared by several headings").IsVisibleAsync());
            await page.Locator(".switch label").Nth(1).ClickAsync();
            Assert.Equal(3, await page.Locator(".outline a.also.shared").CountAsync());
            Assert.True(await page.Locator(".outline").GetByText("the canels brought coal").First.IsVisibleAsync());
            Assert.Equal(0, await page.Locator(".outline").GetByText("No comments have yet been made").CountAsync());
            await page.GetByRole(AriaRole.Button, new() { Name = "Keep this map" }).ClickAsync();
            Assert.Matches("/draft/[A-Za-z0-9_-]{22}$", page.Url);
            Assert.True(await page.GetByText("Edit the text").IsVisibleAsync());
            if (script) await Shots.Keep(page, "draft-wide-light");
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/subjects")]
    [InlineData("/history")]
    [InlineData("/history/russia-1917-1991")]
    [InlineData("/new")]
    [InlineData("/not-there")]
    [InlineData("preview")]
    [InlineData("draft")]
    [InlineData("refusal")]
    public async Task Axe_finds_nothing(string path)
    {
        var page = await chromium.Open(bypassPolicy: true);
        await Go(page, path);
        foreach (var (width, scheme) in new[] { (1440, ColorScheme.Light), (1440, ColorScheme.Dark), (390, ColorScheme.Dark) })
        {
            await page.SetViewportSizeAsync(width, 900);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await page.AssertAccessible($"{path} {scheme} {width}");
        }
        if (await page.Locator("#view-outline").CountAsync() == 0) return;
        await page.Locator(".switch label").First.ClickAsync();
        await page.AssertAccessible($"{path} 390, the map");
    }

    [Fact]
    public async Task The_map_is_one_tree_whose_items_have_the_levels_and_places_of_the_model()
    {
        var map = site.Library.Shelves.Open(site.Library.Shelves.Find("history", "russia-1917-1991", "stalin-in-power-1922-53")!);
        foreach (var width in new[] { 1440, 390 })
        {
            var page = await chromium.Open(width);
            await page.GotoAsync(site.Root + "/");
            if (width == 390) await page.Locator(".switch label").First.ClickAsync();
            var session = await page.Context.NewCDPSessionAsync(page);
            var nodes = (await session.SendAsync("Accessibility.getFullAXTree"))!.Value.GetProperty("nodes").EnumerateArray().ToList();
            Assert.Single(nodes, n => Role(n) == "tree");
            var items = new List<(int, int, int)>();
            foreach (var node in nodes.Where(n => Role(n) == "treeitem")) items.Add(await Place(session, node));
            if (width == 390) Assert.InRange(items.Count, 2, 46);
            else Assert.Equal(Expected(map), items.Order());
        }
    }

    /// <summary>The level as Chromium tells it to assistive technology; place and set size, which its protocol leaves out, as the item has them.</summary>
    private static async Task<(int Level, int Place, int Size)> Place(ICDPSession session, JsonElement node)
    {
        var level = node.GetProperty("properties").EnumerateArray().First(p => p.GetProperty("name").GetString() == "level").GetProperty("value").GetProperty("value").GetInt32();
        var answer = await session.SendAsync("DOM.describeNode", new() { ["backendNodeId"] = node.GetProperty("backendDOMNodeId").GetInt32() });
        var attributes = answer!.Value.GetProperty("node").GetProperty("attributes").EnumerateArray().Select(a => a.GetString()!).Chunk(2).ToDictionary(a => a[0], a => a[1]);
        return (level, int.Parse(attributes["aria-posinset"]), int.Parse(attributes["aria-setsize"]));
    }

    [Fact]
    public async Task Spaced_out_text_overflows_no_box_and_the_picture_follows()
    {
        foreach (var script in new[] { true, false })
        {
            var page = await chromium.Open(bypassPolicy: true);
            // The tester needs script; the page's own does not come.
            if (!script) await page.RouteAsync("**/*.js", route => route.AbortAsync());
            await page.GotoAsync(site.Root + "/");
            await page.AddStyleTagAsync(new() { Content = "* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important } p { margin-bottom: 2em !important }" });
            if (script) await page.Locator(".view-map.wide svg[letter-spacing]").WaitForAsync();
            await Shots.Keep(page, script ? "spaced-with-script" : "spaced-without-script");
            var outside = await page.EvaluateAsync<string[]>("""
                () => [...document.querySelectorAll('.view-map.wide [role=treeitem]')].filter(g => {
                    const box = g.querySelector('.focus').getBoundingClientRect();
                    return [...g.querySelectorAll('text')].some(t => { const r = t.getBoundingClientRect(); return r.left < box.left - 0.5 || r.right > box.right + 0.5 || r.top < box.top - 0.5 || r.bottom > box.bottom + 0.5; });
                }).map(g => g.textContent)
                """);
            Assert.True(outside.Length == 0, $"script {script}: " + string.Join("\n", outside));
            Assert.Equal(1440, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
            var covered = await page.EvaluateAsync<double>("() => document.querySelector('.paste .button').getBoundingClientRect().left - document.querySelector('.paste textarea').getBoundingClientRect().right");
            Assert.True(covered >= 0);
            var clipped = await page.EvaluateAsync<string[]>("""
                () => [...document.querySelectorAll('main *, header *')].filter(e => e.checkVisibility() && !e.closest('svg, .unseen, textarea, label') && e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX === 'hidden').map(e => e.outerHTML.slice(0, 80))
                """);
            Assert.Empty(clipped);
        }
    }

    [Fact]
    public async Task A_line_clicked_in_one_view_is_lit_in_the_other()
    {
        var page = await chromium.Open();
        await page.GotoAsync(site.Root + "/");
        var item = page.Locator(".view-map.wide [role=treeitem]", new() { HasText = "Terror in" }).First;
        await item.ClickAsync();
        var node = await item.GetAttributeAsync("data-node");
        Assert.Contains("lit", await item.GetAttributeAsync("class"), StringComparison.Ordinal);
        await page.Locator(".switch label").Nth(1).ClickAsync();
        Assert.Contains("lit", await page.Locator($"li[data-node=\"{node}\"]").First.GetAttributeAsync("class"), StringComparison.Ordinal);
        await page.Locator(".outline .text", new() { HasText = "Leningrad Affair" }).First.ClickAsync();
        await page.Locator(".switch label").First.ClickAsync();
        Assert.Contains("Leningrad Affair", await page.Locator(".view-map.wide .lit").TextContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_map_is_walked_by_keyboard_and_lets_go()
    {
        var page = await chromium.Open();
        await page.GotoAsync(site.Root + "/");
        await page.Locator(".view-map.wide [role=treeitem][tabindex='0']").FocusAsync();
        await page.Keyboard.PressAsync("ArrowDown");
        Assert.Contains("defeat of the", await Focused(page), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("ArrowLeft");
        for (var i = 0; i < 8; i++) await page.Keyboard.PressAsync("ArrowDown");
        Assert.Contains("He died on 5 March", await Focused(page), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("ArrowRight");
        Assert.Contains("defeat of the", await Focused(page), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Home");
        Assert.Contains("Stalin in", await Focused(page), StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Tab");
        Assert.False(await page.EvaluateAsync<bool>("() => !!document.activeElement.closest('svg')"));
    }

    [Fact]
    public async Task The_theme_switch_is_remembered()
    {
        var page = await chromium.Open();
        await page.GotoAsync(site.Root + "/");
        await page.Locator("[data-theme-switch]").ClickAsync();
        await page.GotoAsync(site.Root + "/subjects");
        Assert.Equal("rgb(20, 23, 28)", await page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).backgroundColor"));
    }

    [Fact]
    public async Task No_page_asks_another_host_for_anything()
    {
        var page = await chromium.Open();
        var foreign = new List<string>();
        page.Request += (_, request) => { if (!request.Url.StartsWith(site.Root, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) foreign.Add(request.Url); };
        foreach (var path in new[] { "/", "/subjects", "/history", "/new", "preview", "draft" }) await Go(page, path);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.Empty(foreign);
    }

    [Fact]
    public async Task Printed_a_map_is_one_sheet_without_furniture()
    {
        var page = await chromium.Open();
        await page.GotoAsync(site.Root + "/");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.True(await page.Locator("h1").IsVisibleAsync());
        Assert.True(await page.Locator(".print-only").IsVisibleAsync());
        Assert.Contains("/m/", await page.Locator(".print-only").TextContentAsync(), StringComparison.Ordinal);
        foreach (var furniture in new[] { ".site-head", ".tools", ".below", ".site-foot", ".information" })
            Assert.False(await page.Locator(furniture).First.IsVisibleAsync(), furniture);
        var pdf = System.Text.Encoding.Latin1.GetString(await page.PdfAsync(new() { PreferCSSPageSize = true }));
        Assert.Matches("/Type /Pages\\s+/Count 1\\b", pdf);
    }

    private async Task Go(IPage page, string path)
    {
        if (path.StartsWith('/'))
        {
            await page.GotoAsync(site.Root + path);
            return;
        }
        await page.GotoAsync(site.Root + "/new");
        await page.Locator("#text").FillAsync(path == "refusal" ? "   " : StoredPage);
        await page.GetByRole(AriaRole.Button, new() { Name = "See the map" }).ClickAsync();
        if (path == "draft") await page.GetByRole(AriaRole.Button, new() { Name = "Keep this map" }).ClickAsync();
    }

    private static IEnumerable<(int, int, int)> Expected(MindMap map)
    {
        var stack = new Stack<(Node Node, int Level, int Place, int Size)>();
        var roots = map.Roots.ToArray();
        for (var i = 0; i < roots.Length; i++) stack.Push((roots[i].Node, 1, i + 1, roots.Length));
        var all = new List<(int, int, int)>();
        while (stack.TryPop(out var at))
        {
            all.Add((at.Level, at.Place, at.Size));
            var own = at.Node.Children.ToArray().Where(c => !c.IsAlsoUnder).ToArray();
            for (var i = 0; i < own.Length; i++) stack.Push((own[i].Node, at.Level + 1, i + 1, own.Length));
        }
        return all.Order();
    }

    private static string Role(JsonElement node) => node.TryGetProperty("role", out var role) ? role.GetProperty("value").GetString() ?? "" : "";

    private static Task<string> Focused(IPage page) => page.EvaluateAsync<string>("() => document.activeElement.textContent");

    /// <summary>Our own page in the manner of the sites that host such maps: header, one-line description, bullets, footer, mistakes, a repeated line thrice.</summary>
    private static string StoredPage => File.ReadAllText(AbuseTests.FixtureOf("../pages/rivers-in-britain.txt"));
}
