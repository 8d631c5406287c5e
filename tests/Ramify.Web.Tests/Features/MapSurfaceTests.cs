using System.Text.Json;
using Microsoft.Playwright;
using Ramify.Keys;
using SkiaSharp;

namespace Ramify.Web.Tests.Features;

/// <summary>The map in a reader's hand: seen, moved, folded and searched in Chromium.</summary>
public sealed class MapSurfaceTests(RunningSite site, Chromium chromium)
{
    private const string Wide = "mind-map.wide";

    [Theory]
    [InlineData(1440, 900, ColorScheme.Light)]
    [InlineData(1440, 900, ColorScheme.Dark)]
    [InlineData(390, 844, ColorScheme.Light)]
    public async Task The_picture_is_the_same_before_and_after_the_script_has_come_and_when_it_takes_it_over(int width, int height, ColorScheme scheme)
    {
        var pictures = new List<byte[]>();
        foreach (var script in new[] { false, true })
        {
            var page = await chromium.Open(width, height, scheme);
            // Not yet there, as on a slow line.
            if (!script) await page.RouteAsync("**/*.js", route => route.AbortAsync());
            await page.GotoAsync(site.Root + "/");
            if (width < 760) await page.Locator(".switch label").First.ClickAsync();
            var map = page.Locator("mind-map:visible");
            pictures.Add(await map.ScreenshotAsync());
            if (!script) continue;
            // A movement that ends where it began: the camera now holds the picture.
            await page.EvaluateAsync("() => { const map = [...document.querySelectorAll('mind-map')].find(m => m.checkVisibility()); map.camera.show(map.view); }");
            Assert.Equal(1, await page.Locator("mind-map.held:visible").CountAsync());
            pictures.Add(await map.ScreenshotAsync());
        }
        Assert.True(pictures[0].AsSpan().SequenceEqual(pictures[1]), "when the script has come");
        // The camera's numbers are the page's to a millionth: an edge may round the other way, and nothing else.
        var (most, share) = Difference(pictures[1], pictures[2]);
        // A phone's picture was made smaller by the page's zoom, which rounds the edges of letters in its own way.
        Assert.True(share <= 0.002 && (most <= 48 || width < 760), $"held: {share:P3} of the pixels differ, by up to {most}");
    }

    /// <summary>The largest difference of a channel, of 255, and the share of the pixels that differ at all.</summary>
    private static (int Most, double Share) Difference(byte[] first, byte[] second)
    {
        using var a = SKBitmap.Decode(first);
        using var b = SKBitmap.Decode(second);
        Assert.Equal((a.Width, a.Height), (b.Width, b.Height));
        var (most, count) = (0, 0);
        for (var y = 0; y < a.Height; y++)
            for (var x = 0; x < a.Width; x++)
            {
                var (p, q) = (a.GetPixel(x, y), b.GetPixel(x, y));
                var by = Math.Max(Math.Abs(p.Red - q.Red), Math.Max(Math.Abs(p.Green - q.Green), Math.Abs(p.Blue - q.Blue)));
                if (by > 0) (most, count) = (Math.Max(most, by), count + 1);
            }
        return (most, (double)count / (a.Width * a.Height));
    }

    [Fact]
    public async Task The_wheel_scrolls_the_page_until_the_map_has_the_focus_and_then_zooms_about_the_pointer()
    {
        var page = await Open();
        await page.Mouse.MoveAsync(500, 500);
        await page.Mouse.WheelAsync(0, 120);
        await page.WaitForFunctionAsync("() => scrollY > 50");
        Assert.Equal(0, await page.Locator("mind-map.held").CountAsync());
        await page.EvaluateAsync("() => scrollTo(0, 0)");
        await page.Locator($"{Wide} .centre").ClickAsync();
        var before = await PointAt(page, 500, 500);
        await page.Mouse.MoveAsync(500, 500);
        await page.Mouse.WheelAsync(0, -300);
        await page.WaitForFunctionAsync("() => !document.querySelector('mind-map.wide').camera.isMoving && document.querySelector('mind-map.wide.held')");
        var after = await PointAt(page, 500, 500);
        Assert.Equal(before.X, after.X, 0.5);
        Assert.Equal(before.Y, after.Y, 0.5);
        Assert.True(after.Scale > before.Scale * 1.9, $"{before.Scale} to {after.Scale}");
        Assert.Equal(0, await page.EvaluateAsync<double>("() => scrollY"));
        for (var i = 0; i < 12; i++) await page.Mouse.WheelAsync(0, -600);
        await page.WaitForFunctionAsync("() => Math.abs(document.querySelector('mind-map.wide').view.scale - 4) < 1e-6");
        for (var i = 0; i < 24; i++) await page.Mouse.WheelAsync(0, 600);
        await page.WaitForFunctionAsync("() => Math.abs(document.querySelector('mind-map.wide').view.scale - 0.1) < 1e-6");
    }

    [Fact]
    public async Task Dragging_the_ground_moves_the_map_with_the_pointer()
    {
        var page = await Open();
        var before = await PointAt(page, 720, 300);
        await page.Mouse.MoveAsync(720, 300);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(820, 340, new() { Steps = 5 });
        await page.Mouse.UpAsync();
        var after = await PointAt(page, 820, 340);
        Assert.Equal(before.X, after.X, 0.5);
        Assert.Equal(before.Y, after.Y, 0.5);
    }

    [Fact]
    public async Task A_branch_folds_and_opens_by_key_by_button_and_by_its_mark_and_stays_where_it_is()
    {
        var page = await Open();
        var all = await Items(page);
        var branch = page.Locator($"{Wide} .main", new() { HasText = "Terror in" });
        await branch.ClickAsync();
        var place = await branch.Locator(".focus").BoundingBoxAsync();
        await page.Keyboard.PressAsync("Space");
        await page.WaitForFunctionAsync("() => document.activeElement.getAttribute('aria-expanded') === 'false'");
        Assert.InRange(await Items(page), 2, all - 1);
        Assert.Contains("hidden", await branch.GetAttributeAsync("aria-label"), StringComparison.Ordinal);
        var now = await branch.Locator(".focus").BoundingBoxAsync();
        Assert.Equal(place!.X + place.Width / 2, now!.X + now.Width / 2, 60f);
        Assert.Equal(place.Y, now.Y, 60f);
        await ClickMiddle(page, $"{Wide} .fold[data-fold]:not(.unfolded) .fill");
        await page.WaitForFunctionAsync("() => document.activeElement.getAttribute('aria-expanded') === 'true'");
        Assert.Equal(all, await Items(page));
        // The mark of a branch that is open stands beside the selected node.
        await ClickMiddle(page, $"{Wide} .unfolded");
        await page.WaitForFunctionAsync("() => document.activeElement.getAttribute('aria-expanded') === 'false'");
        await page.GetByText("More", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Fold or open the branch" }).ClickAsync();
        await page.WaitForFunctionAsync($"n => document.querySelectorAll('{Wide} [role=treeitem]').length === n", all);
    }

    [Fact]
    public async Task The_map_folds_to_levels_and_fits()
    {
        var page = await Open();
        var all = await Items(page);
        await page.Locator($"{Wide} .centre").ClickAsync();
        await page.Keyboard.PressAsync("Shift+Digit1");
        await page.WaitForFunctionAsync($"() => document.querySelectorAll('{Wide} .head, {Wide} .box').length === 0");
        var folded = await Items(page);
        await page.Keyboard.PressAsync("Shift+Digit2");
        await page.WaitForFunctionAsync($"n => document.querySelectorAll('{Wide} [role=treeitem]').length > n", folded);
        Assert.Equal(0, await page.Locator($"{Wide} .bar").CountAsync());
        await page.Keyboard.PressAsync("Shift+Digit9");
        await page.WaitForFunctionAsync($"n => document.querySelectorAll('{Wide} [role=treeitem]').length === n", all);
    }

    [Fact]
    public async Task A_branch_is_shown_alone_and_the_way_back_is_a_button_and_a_key()
    {
        var page = await Open();
        var all = await Items(page);
        await page.Locator($"{Wide} .main", new() { HasText = "Terror in" }).ClickAsync();
        await page.Keyboard.PressAsync("F6");
        await page.Locator("[data-branch] bdi", new() { HasText = "Terror in" }).WaitForAsync();
        Assert.InRange(await Items(page), 3, all / 2);
        Assert.Contains("Terror in", await page.Locator($"{Wide} .centre").TextContentAsync(), StringComparison.Ordinal);
        Assert.Contains("Terror in", await Focused(page), StringComparison.Ordinal);
        await Shots.Keep(page, "branch-wide-light");
        await page.Keyboard.PressAsync("Shift+F6");
        await page.WaitForFunctionAsync($"n => document.querySelectorAll('{Wide} [role=treeitem]').length === n", all);
        Assert.False(await page.Locator("[data-branch]").IsVisibleAsync());
    }

    [Fact]
    public async Task Finding_counts_walks_lights_and_opens_what_is_folded_for_the_while()
    {
        var page = await Open();
        await page.Locator($"{Wide} .main", new() { HasText = "Terror in" }).ClickAsync();
        await page.Keyboard.PressAsync("Space");
        await page.WaitForFunctionAsync("() => document.activeElement.getAttribute('aria-expanded') === 'false'");
        var folded = await Items(page);
        await page.Keyboard.PressAsync("Control+f");
        await page.Keyboard.TypeAsync("KÍROV");
        await page.Locator("[data-find] output", new() { HasText = "1 found" }).WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator($"{Wide} .lit.found", new() { HasText = "Kirov" }).WaitForAsync();
        Assert.StartsWith("1 of", await page.Locator("[data-find] output").TextContentAsync(), StringComparison.Ordinal);
        Assert.True(await Items(page) > folded);
        Assert.Equal("0.3", await page.Locator($"{Wide} .centre").EvaluateAsync<string>("e => getComputedStyle(e).opacity"));
        await Shots.Keep(page, "find-wide-light");
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForFunctionAsync($"n => document.querySelectorAll('{Wide} [role=treeitem]').length === n", folded);
        Assert.False(await page.Locator("[data-find]").IsVisibleAsync());
        Assert.True(await page.EvaluateAsync<bool>("() => !!document.activeElement.closest('mind-map')"));
    }

    [Fact]
    public async Task A_reader_s_script_is_at_most_20_kB_and_what_few_use_comes_when_it_is_asked_for()
    {
        var page = await chromium.Open();
        var scripts = new HashSet<string>();
        page.Request += (_, request) => { if (request.ResourceType == "script") lock (scripts) scripts.Add(new Uri(request.Url).AbsolutePath); };
        await page.GotoAsync(site.Root + RunningSite.Stalin, new() { WaitUntil = WaitUntilState.NetworkIdle });
        using var client = site.Client();
        client.DefaultRequestHeaders.Add("Accept-Encoding", "br");
        var sizes = new Dictionary<string, int>();
        foreach (var script in scripts) sizes[script] = (await client.GetByteArrayAsync(new Uri(script, UriKind.Relative), TestContext.Current.CancellationToken)).Length;
        Assert.Contains(sizes, s => s.Key.EndsWith("/map/element.js", StringComparison.Ordinal));
        Assert.True(sizes.Values.Sum() <= 20_000, $"{sizes.Values.Sum()} bytes: {string.Join(", ", sizes.Select(s => $"{s.Key.Split('/')[^1]} {s.Value}"))}");

        // The field is there before what finds, and nothing typed meanwhile is lost.
        var asked = new TaskCompletionSource();
        await page.RouteAsync("**/find.js", async route =>
        {
            await asked.Task;
            await route.ContinueAsync();
        });
        await page.Locator("mind-map:visible [role=treeitem]").First.FocusAsync();
        await page.Keyboard.PressAsync("Control+f");
        await page.Keyboard.TypeAsync("collectiv");
        asked.SetResult();
        await page.Locator("[data-find] output", new() { HasTextString = "found" }).WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[data-find] output", new() { HasTextString = "1 of" }).WaitForAsync();
    }

    [Fact]
    public async Task Presenting_goes_from_heading_to_heading_and_ends_with_Escape()
    {
        var page = await Open();
        await page.GetByText("More", new() { Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Present" }).ClickAsync();
        await page.Locator("[data-present] output", new() { HasText = "1 of" }).WaitForAsync();
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Keyboard.PressAsync("ArrowRight");
        await page.Locator("[data-present] output", new() { HasText = "3 of" }).WaitForAsync();
        var stage = await page.Locator("[data-stage]").BoundingBoxAsync();
        Assert.Equal((1440, 900), ((int)stage!.Width, (int)stage.Height));
        await page.WaitForFunctionAsync($"() => !document.querySelector('{Wide}').camera.isMoving");
        await Shots.Keep(page, "present-wide-light");
        await page.Keyboard.PressAsync("Escape");
        Assert.False(await page.Locator("[data-present]").IsVisibleAsync());
        Assert.Equal(0, await page.Locator(".presenting").CountAsync());
    }

    [Fact]
    public async Task An_address_with_a_node_opens_there_in_both_views()
    {
        var page = await Open();
        var item = page.Locator($"{Wide} [role=treeitem]", new() { HasText = "Leningrad Affair" }).First;
        await item.ClickAsync();
        var id = await item.GetAttributeAsync("data-node");
        Assert.EndsWith($"#m-{id}", page.Url, StringComparison.Ordinal);
        foreach (var hash in new[] { $"#m-{id}", $"#{id}", $"#{Guid.Parse(id!)}", $"#o-{id}" })
        {
            var other = await chromium.Open();
            await other.GotoAsync(site.Root + RunningSite.Stalin + hash);
            await other.Locator($"{Wide} .lit[data-node='{id}']").WaitForAsync();
            Assert.Equal(id, await other.EvaluateAsync<string>("() => document.activeElement.dataset.node"));
            Assert.Equal(1, await other.Locator($".outline li.lit[data-node='{id}']").CountAsync());
        }
    }

    [Fact]
    public async Task Every_key_of_the_reader_has_a_button_that_is_seen()
    {
        var page = await Open();
        await page.GetByText("More", new() { Exact = true }).ClickAsync();
        foreach (var row in KeyTable.Rows.Where(r => r.Mode == KeyMode.Read))
        {
            var button = page.Locator($"[data-act='{row.Action}']:visible").First;
            Assert.True(await button.CountAsync() == 1, row.Action);
            var box = (await button.BoundingBoxAsync())!;
            Assert.True(box is { Width: >= 24, Height: >= 24 }, row.Action);
        }
    }

    [Fact]
    public async Task The_sheet_of_keys_is_the_table()
    {
        var page = await Open();
        await page.Locator($"{Wide} .centre").ClickAsync();
        await page.Keyboard.TypeAsync("?");
        await page.Locator("dialog[data-keys][open]").WaitForAsync();
        var rows = await page.Locator("dialog[data-keys] tbody tr").EvaluateAllAsync<string[]>("rows => rows.map(r => `${r.dataset.action} ${r.dataset.map}`)");
        Assert.Equal(KeyTable.Rows.Where(r => r.Mode == KeyMode.Read).Select(r => $"{r.Action} {r.Map}"), rows);
        await Shots.Keep(page, "keys-wide-light");
        await page.Keyboard.PressAsync("Escape");
        Assert.True(await page.EvaluateAsync<bool>("() => !!document.activeElement.closest('mind-map')"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Control+f")]
    [InlineData("F6")]
    [InlineData("Space")]
    [InlineData("Shift+Digit1")]
    [InlineData("Control+0")]
    public async Task From_any_state_two_keys_lead_out_of_the_map(string state)
    {
        foreach (var key in new[] { "Tab", "Shift+Tab" })
        {
            var page = await Open();
            await page.Locator($"{Wide} .main").First.ClickAsync();
            if (state.Length > 0) await page.Keyboard.PressAsync(state);
            await page.WaitForTimeoutAsync(300);
            // Out of what floats over the map first, then out of the map.
            if (state == "Control+f") await page.Keyboard.PressAsync("Escape");
            await page.Keyboard.PressAsync(key);
            Assert.False(await page.EvaluateAsync<bool>("() => !!document.activeElement.closest('mind-map svg')"), $"{state} {key}");
        }
    }

    [Fact]
    public async Task Keys_that_are_not_in_the_table_are_the_browsers()
    {
        var page = await Open();
        await page.Locator($"{Wide} .centre").ClickAsync();
        await page.EvaluateAsync("() => { window.taken = []; addEventListener('keydown', e => { if (e.defaultPrevented) window.taken.push(e.key); }); }");
        foreach (var key in new[] { "a", "Enter", "Delete", "F2", "Control+l", "Control+z", "Control+s", "Escape", "PageDown", "End", "Insert", "/", "1" }) await page.Keyboard.PressAsync(key);
        Assert.Empty(await page.EvaluateAsync<string[]>("() => window.taken"));
    }

    [Fact]
    public async Task Two_fingers_move_and_pinch_and_one_scrolls_the_page()
    {
        var page = await chromium.Open(390, 844, touch: true);
        await page.GotoAsync(site.Root + "/");
        await page.Locator(".switch label").First.TapAsync();
        var map = await page.Locator("mind-map.narrow").BoundingBoxAsync();
        var session = await page.Context.NewCDPSessionAsync(page);
        var (x, y) = (map!.X + 150, map.Y + 150);
        await Touch(session, "touchStart", (x, y));
        await Touch(session, "touchMove", (x, y - 60));
        await Touch(session, "touchEnd");
        await page.WaitForFunctionAsync("() => scrollY > 20");
        Assert.Equal(0, await page.Locator("mind-map.held").CountAsync());
        await page.EvaluateAsync("() => scrollTo(0, 0)");
        // About a branch, so that it is in view afterwards too.
        const string seen = """
            () => [...document.querySelectorAll('mind-map.narrow [role=treeitem] text')].map(text => text.getBoundingClientRect()).map(box => [box.x + box.width / 2, box.y + box.height / 2])
              .find(([x, y]) => document.elementFromPoint(x, y)?.closest('mind-map.narrow [role=treeitem]'))
            """;
        var about = await page.EvaluateAsync<float[]>(seen);
        var before = await page.EvaluateAsync<double>("() => document.querySelector('mind-map.narrow').view.scale");
        await Touch(session, "touchStart", (about[0] - 30, about[1]), (about[0] + 30, about[1]));
        await Touch(session, "touchMove", (about[0] - 60, about[1]), (about[0] + 60, about[1]));
        await Touch(session, "touchEnd");
        await page.WaitForFunctionAsync("() => document.querySelector('mind-map.narrow.held') && !document.querySelector('mind-map.narrow').camera.isMoving");
        Assert.Equal(2, await page.EvaluateAsync<double>("() => document.querySelector('mind-map.narrow').view.scale") / before, 0.05);
        // Where it is then goes by where the page had come to rest.
        var at = await page.EvaluateAsync<double[]>(seen);
        await page.Touchscreen.TapAsync((float)at[0], (float)at[1]);
        await Assertions.Expect(page.Locator("mind-map.narrow .lit")).ToHaveCountAsync(1);
        await Shots.Keep(page, "map-phone-pinched");
    }

    [Fact]
    public async Task With_reduced_motion_nothing_moves_on_its_way()
    {
        var page = await Open();
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await page.Locator($"{Wide} .centre").ClickAsync();
        var scales = await page.EvaluateAsync<double[]>($$"""
            async () => {
              const map = document.querySelector('{{Wide}}'), seen = new Set();
              map.zoomTo(1);
              for (let i = 0; i < 10; i++) { seen.add(map.view.scale); await new Promise(requestAnimationFrame); }
              return [...seen];
            }
            """);
        Assert.Equal([1.0], scales);
    }

    [Fact]
    public async Task In_forced_colours_ring_marks_and_text_are_the_systems()
    {
        var page = await Open();
        await page.EmulateMediaAsync(new() { ForcedColors = ForcedColors.Active });
        await page.Locator($"{Wide} .main", new() { HasText = "Terror in" }).ClickAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Locator($"{Wide} .fold[data-fold]").First.WaitForAsync();
        await Shots.Keep(page, "forced-colours");
        var (ring, disc, ink) = await Three(page, $"{Wide} .lit > .focus", "stroke", $"{Wide} .fold .fill", "fill", $"{Wide} .box text", "fill");
        var system = await page.EvaluateAsync<string[]>("""
            () => ['Highlight', 'CanvasText'].map(colour => { const e = document.createElement('i'); e.style.color = colour; document.body.append(e); const c = getComputedStyle(e).color; e.remove(); return c; })
            """);
        Assert.Equal((system[0], system[1], system[1]), (ring, disc, ink));
    }

    [Theory]
    [InlineData("fold")]
    [InlineData("find")]
    [InlineData("branch")]
    [InlineData("keys")]
    [InlineData("present")]
    [InlineData("more")]
    public async Task Axe_finds_nothing_in_any_state_of_the_map(string state)
    {
        foreach (var (width, scheme) in new[] { (1440, ColorScheme.Light), (390, ColorScheme.Dark) })
        {
            var page = await chromium.Open(width, 844, scheme, bypassPolicy: true);
            await page.GotoAsync(site.Root + "/");
            if (width == 390) await page.Locator(".switch label").First.ClickAsync();
            var node = page.Locator("mind-map:visible .main").First;
            await node.ClickAsync();
            if (state == "fold") await page.Keyboard.PressAsync("Space");
            else if (state == "find") { await page.Keyboard.PressAsync("Control+f"); await page.Keyboard.TypeAsync("lenin"); await page.Keyboard.PressAsync("Enter"); }
            else if (state == "branch") await page.Keyboard.PressAsync("F6");
            else if (state == "keys") await page.Keyboard.TypeAsync("?");
            else await page.GetByText("More", new() { Exact = true }).ClickAsync();
            if (state == "present") await page.GetByRole(AriaRole.Button, new() { Name = "Present" }).ClickAsync();
            await page.WaitForTimeoutAsync(400);
            await Shots.Keep(page, $"{state}-{width}");
            // Dimmed on purpose while something is found: what is found is not.
            await page.AssertAccessible($"{state} {width}", dimmed: state == "find" ? "svg.map text, svg.map tspan" : null);
            Assert.Equal(width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        }
    }

    [Fact]
    public async Task The_window_and_its_nodes_refuse_what_is_no_question_and_are_kept_by_version()
    {
        using var client = site.Client();
        var map = site.Library.Shelves.Find("history", "russia-1917-1991", "stalin-in-power-1922-53")!;
        foreach (var (query, status) in new[] { ("", 200), ("?area=0+0+100+100&scale=1", 200), ("?area=x", 400), ("?area=0+0+0+0", 400), ("?scale=0", 400), ("?scale=NaN", 400), ("?level=0", 400), ("?open=1", 400), ($"?open={string.Join('+', Enumerable.Repeat(map.Id.ToString("N"), 190))}", 200), ("?at=nothing", 400), ("?focus=00000000000000000000000000000001", 200) })
        {
            using var answer = await client.GetAsync($"/m/{map.Id}/window{query}", TestContext.Current.CancellationToken);
            Assert.True((int)answer.StatusCode == status, query);
        }
        using var first = await client.GetAsync($"/m/{map.Id}/window?level=2", TestContext.Current.CancellationToken);
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/m/{map.Id}/window?level=2") { Headers = { { "If-None-Match", first.Headers.ETag!.ToString() } } };
        using var again = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(304, (int)again.StatusCode);
        var nodes = JsonSerializer.Deserialize<string[]>(await client.GetStringAsync($"/m/{map.Id}/nodes?words=kirov", TestContext.Current.CancellationToken))!;
        Assert.NotEmpty(nodes);
        using var missing = await client.GetAsync($"/m/{Guid.NewGuid()}/window", TestContext.Current.CancellationToken);
        Assert.Equal(404, (int)missing.StatusCode);
    }

    private sealed record Point(double X, double Y, double Scale);

    private static async Task<Point> PointAt(IPage page, int x, int y)
    {
        var numbers = await page.EvaluateAsync<double[]>($"([x, y]) => {{ const map = document.querySelector('{Wide}'), at = map.camera.pointAt(x, y); return [at.x, at.y, map.view.scale]; }}", new[] { x, y });
        return new Point(numbers[0], numbers[1], numbers[2]);
    }

    private static async Task<(string, string, string)> Three(IPage page, params string[] pairs)
    {
        var values = new List<string>();
        for (var i = 0; i < pairs.Length; i += 2)
            values.Add(await page.Locator(pairs[i]).First.EvaluateAsync<string>($"e => getComputedStyle(e).{pairs[i + 1]}"));
        return (values[0], values[1], values[2]);
    }

    private static async Task ClickMiddle(IPage page, string selector)
    {
        var at = await page.Locator(selector).EvaluateAsync<double[]>("e => { const r = e.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; }");
        await page.Mouse.ClickAsync((float)at[0], (float)at[1]);
    }

    private static Task<JsonElement?> Touch(ICDPSession session, string type, params (float X, float Y)[] points) =>
        session.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = points.Select((p, i) => new { x = p.X, y = p.Y, id = i }).ToArray() });

    private async Task<IPage> Open(int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light, bool script = true)
    {
        var page = await chromium.Open(width, height, scheme, script);
        await page.GotoAsync(site.Root + "/");
        if (width < 760) await page.Locator(".switch label").First.ClickAsync();
        return page;
    }

    private static Task<int> Items(IPage page) => page.Locator($"{Wide} [role=treeitem]").CountAsync();

    private static Task<string> Focused(IPage page) => page.EvaluateAsync<string>("() => document.activeElement.textContent");
}
