using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ramify.Maps;
using Ramify.Storage.Model;

namespace Ramify.Web.Tests.Features;

/// <summary>Maps of which a page holds only the beginning.</summary>
public sealed partial class LargeMapTests(RunningSite site, Chromium chromium)
{
    [Fact]
    public async Task All_of_a_large_outline_is_reached_without_script_and_its_page_stays_small()
    {
        var row = Publish("Twelve thousand ideas", 12_000, 3);
        using var client = site.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, row.Address) { Headers = { { "Accept-Encoding", "br" } } };
        using var page = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.InRange((await page.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)).Length, 1, 100_000);

        var (seen, asked) = (new HashSet<string>(), new HashSet<string>());
        var pending = new Queue<string>([row.Address!]);
        while (pending.TryDequeue(out var path))
        {
            if (!asked.Add(path)) continue;
            var html = await client.GetStringAsync(path, TestContext.Current.CancellationToken);
            seen.UnionWith(Line().Matches(html).Select(m => m.Groups[1].Value));
            foreach (Match link in Part().Matches(html)) pending.Enqueue(link.Groups[1].Value);
            foreach (Match link in Next().Matches(html)) pending.Enqueue(link.Groups[1].Value);
        }
        Assert.Equal(row.NodeCount, seen.Count);
        using var missing = await client.GetAsync($"/m/{row.Id}/outline/{Guid.NewGuid():N}", TestContext.Current.CancellationToken);
        Assert.Equal(404, (int)missing.StatusCode);
    }

    [Fact]
    public async Task A_window_is_bounded_at_every_scale_whatever_the_reader_has_folded_or_opened()
    {
        var row = Publish("Thirty thousand ideas", 30_000, 4);
        using var client = site.Client();
        var first = await Window(client, row, "");
        var heads = Folded().Matches(first).Select(m => m.Groups[1].Value).Take(40).ToList();
        Assert.NotEmpty(heads);
        foreach (var folds in new[] { "level=99", "level=99&shut=" + string.Join('+', heads), "open=" + string.Join('+', heads), "level=3", $"focus={heads[0]}&level=99" })
            foreach (var where in new[] { "fit=1&area=1400+690", "area=0+0+1400+690&scale=1", "area=-700+4000+4000+2000&scale=0.4", "area=0+0+900000+900000&scale=8", "area=0+0+20000+900000&scale=0.001" })
            {
                var picture = await Window(client, row, $"{folds}&{where}");
                Assert.InRange(picture.Split("role=\"treeitem\"").Length - 1, 0, 2_000);
                Assert.InRange(picture.Length, 100, 2_000_000);
            }
    }

    [Fact]
    public async Task A_node_that_is_folded_away_is_shown_where_it_is_asked_for_and_a_fold_moves_nothing_above_it()
    {
        var row = Publish("Another thirty thousand ideas", 30_000, 4);
        using var client = site.Client();
        var deep = site.Library.Shelves.Open(row).Nodes.Where(n => n.Children.Length == 0).Skip(10_000).First();
        var seen = await Window(client, row, $"show={deep.Id:N}&at={deep.Id:N}&level=1");
        Assert.Contains($"data-node=\"{deep.Id:N}\"", seen, StringComparison.Ordinal);
        var (before, after) = (await Window(client, row, "level=99"), await Window(client, row, $"level=99&shut={deep.Parent!.Id:N}"));
        Assert.Equal(CentreOf(before), CentreOf(after));
        static string CentreOf(string picture) => Centre().Match(picture).Value is { Length: > 0 } centre ? centre : throw new InvalidDataException("No centre.");
    }

    [Fact]
    public async Task A_reader_opens_all_of_a_large_map_walks_finds_and_folds_in_it_and_comes_back_by_its_address()
    {
        var row = Publish("Twenty thousand ideas in a hand", 20_000, 6);
        var map = site.Library.Shelves.Open(row);
        var deep = map.Nodes.Where(n => n.Children.Length == 0).Skip(7_000).First();
        var page = await chromium.Open();
        await page.GotoAsync($"{site.Root}{row.Address}#m-{deep.Id:N}");
        // A node that lies folded away is opened, in the middle, with the focus.
        await page.WaitForFunctionAsync("id => document.activeElement.dataset.node === id", deep.Id.ToString("N"));
        await page.Locator($"{Wide} .lit[data-node='{deep.Id:N}']").WaitForAsync();

        // All of it, from afar: bars, and the names of its large branches.
        await page.Keyboard.PressAsync("Shift+Digit9");
        await page.Locator($"{Wide} svg[data-origin] .bars path").First.WaitForAsync();
        await AtRest(page);
        Assert.InRange(await page.Locator($"{Wide} [role=treeitem].name").CountAsync(), 3, 40);
        Assert.InRange(await page.EvaluateAsync<int>($"() => document.querySelectorAll('{Wide} svg *').length"), 20, 4_000);
        await Shots.Keep(page, "large-all-wide-light");
        // What is said about it is true now too.
        Assert.Matches(@"^The picture opened with [0-9]+ of [0-9,]+ ideas, its branches folded; the outline has them all\.$", await page.Locator(".views > .note").InnerTextAsync());
        await page.AssertAccessible("all of a large map");

        // A node that is no more than a bar from there comes near enough to be read; the arrow towards the centre finds the parent wherever it lies.
        var sibling = map.Nodes.Where(n => n.Children.Length == 0 && n.Parent!.Parent?.Parent is not null).Skip(9_000).First();
        await page.EvaluateAsync($"id => document.querySelector('{Wide}').select(id)", sibling.Id.ToString("N"));
        await page.WaitForFunctionAsync("id => document.activeElement.dataset.node === id", sibling.Id.ToString("N"));
        Assert.InRange(await page.EvaluateAsync<double>($"() => document.querySelector('{Wide}').view.scale"), 0.69, 4);
        await page.EvaluateAsync($"() => document.querySelector('{Wide}').act('go-' + (document.querySelector('{Wide} .lit .tick').getBoundingClientRect().x > document.querySelector('{Wide} .lit .hit').getBoundingClientRect().x + 5 ? 'right' : 'left'))");
        await page.WaitForFunctionAsync("id => document.activeElement.dataset.node === id", sibling.Parent!.Id.ToString("N"));

        // It folds where it is.
        await AtRest(page);
        var head = page.Locator($"{Wide} .lit > .focus");
        var before = (await head.BoundingBoxAsync())!;
        await page.Keyboard.PressAsync("Space");
        await page.WaitForFunctionAsync("() => document.activeElement.getAttribute('aria-expanded') === 'false'");
        await AtRest(page);
        var after = (await head.BoundingBoxAsync())!;
        Assert.Equal((before.X, before.Y), (after.X, after.Y), (a, b) => Math.Abs(a.X - b.X) < 2 && Math.Abs(a.Y - b.Y) < 2);

        // Found wherever it lies, also below what is folded.
        await page.Keyboard.PressAsync("Control+f");
        await page.Keyboard.TypeAsync(deep.Text);
        await page.Keyboard.PressAsync("Enter");
        await page.Locator($"{Wide} .lit.found").WaitForAsync();
        await AtRest(page);
        await Shots.Keep(page, "large-found-wide-light");
    }

    private const string Wide = "mind-map.wide";

    private static async Task AtRest(IPage page) => await page.WaitForFunctionAsync(
        $"() => new Promise(done => requestAnimationFrame(() => {{ const map = document.querySelector('{Wide}'); done(!map.camera.isMoving && !map.isAsking && !map.isMissing); }}))");

    private StoredMap Publish(string title, int nodes, ulong seed)
    {
        var info = new MapInfo { Title = title, Subject = "history", Topic = "russia-1917-1991" };
        return site.Library.Shelves.Find(site.Library.Publishing.Publish(MapGenerator.Map(GeneratedShape.Realistic, nodes, seed).As(Guid.CreateVersion7(), info)).Id)!;
    }

    private static Task<string> Window(HttpClient client, StoredMap row, string query) =>
        client.GetStringAsync($"/m/{row.Id}/window?{query}", TestContext.Current.CancellationToken);

    [GeneratedRegex("data-fold=\"([0-9a-f]{32})\"", RegexOptions.NonBacktracking)]
    private static partial Regex Folded();

    [GeneratedRegex("class=\"centre[^>]*><rect[^>]*>", RegexOptions.NonBacktracking)]
    private static partial Regex Centre();

    [GeneratedRegex("<li id=\"o-([0-9a-f]{32})\"", RegexOptions.NonBacktracking)]
    private static partial Regex Line();

    [GeneratedRegex("href=\"(/m/[0-9a-f-]{36}/outline/[0-9a-f]{32})\"", RegexOptions.NonBacktracking)]
    private static partial Regex Part();

    [GeneratedRegex("rel=\"next\" href=\"([^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Next();
}
