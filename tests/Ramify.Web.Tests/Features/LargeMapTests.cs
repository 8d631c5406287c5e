using System.Text.RegularExpressions;
using Ramify.Maps;

namespace Ramify.Web.Tests.Features;

/// <summary>Maps of which a page holds only the beginning.</summary>
public sealed partial class LargeMapTests(RunningSite site)
{
    [Fact]
    public async Task All_of_a_large_outline_is_reached_without_script_and_its_page_stays_small()
    {
        var info = new MapInfo { Title = "Twelve thousand ideas", Subject = "history", Topic = "russia-1917-1991" };
        var map = MapGenerator.Map(GeneratedShape.Realistic, 12_000, 3).As(Guid.CreateVersion7(), info);
        var row = site.Library.Shelves.Find(site.Library.Publishing.Publish(map).Id)!;
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
        Assert.Equal(map.NodeCount, seen.Count);
        using var missing = await client.GetAsync($"/m/{row.Id}/outline/{Guid.NewGuid():N}", TestContext.Current.CancellationToken);
        Assert.Equal(404, (int)missing.StatusCode);
    }

    [Fact]
    public async Task A_window_never_holds_more_than_a_browser_draws_well()
    {
        var info = new MapInfo { Title = "Ten thousand ideas", Subject = "history", Topic = "russia-1917-1991" };
        var row = site.Library.Shelves.Find(site.Library.Publishing.Publish(MapGenerator.Map(GeneratedShape.Realistic, 10_000, 4).As(Guid.CreateVersion7(), info)).Id)!;
        using var client = site.Client();
        var picture = await client.GetStringAsync($"/m/{row.Id}/window?level=9", TestContext.Current.CancellationToken);
        Assert.InRange(picture.Split("role=\"treeitem\"").Length - 1, 200, 1_500);
    }

    [GeneratedRegex("<li id=\"o-([0-9a-f]{32})\"", RegexOptions.NonBacktracking)]
    private static partial Regex Line();

    [GeneratedRegex("href=\"(/m/[0-9a-f-]{36}/outline/[0-9a-f]{32})\"", RegexOptions.NonBacktracking)]
    private static partial Regex Part();

    [GeneratedRegex("rel=\"next\" href=\"([^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex Next();
}
