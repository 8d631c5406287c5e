using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;
using Ramify.Maps;

namespace Ramify.Web.Tests.Features.Index;

/// <summary>What search engines are told.</summary>
public sealed class IndexTests(RunningSite site, Chromium chromium)
{
    private static readonly XNamespace Sitemap = "http://www.sitemaps.org/schemas/sitemap/0.9";

    [Fact]
    public async Task The_sitemap_leads_to_every_public_map_and_to_nothing_that_does_not_answer()
    {
        var map = site.Publish("Listed for engines");
        using var ann = await Actor.Join(site, "Sitemap Ann");
        site.Library.OwnMaps.Add(ann.Id, ann.Name, RunningSite.Read("Zebra map\n  One"));
        using var client = site.Client();
        var index = XDocument.Parse(await client.GetStringAsync("/sitemap.xml"));
        var parts = index.Descendants(Sitemap + "loc").Select(l => l.Value).ToList();
        Assert.Contains($"{site.Root}/sitemaps/history/1", parts);
        var history = XDocument.Parse(await client.GetStringAsync("/sitemaps/history/1")).Descendants(Sitemap + "loc").Select(l => l.Value).ToList();
        Assert.Contains(site.Root + map.Address, history);
        Assert.DoesNotContain(history, a => a.Contains("zebra", StringComparison.OrdinalIgnoreCase));
        foreach (var address in history.Take(20).Concat(parts.Take(3)))
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(address)).StatusCode);
    }

    [Theory]
    [InlineData("/sitemaps/no-such/1")]
    [InlineData("/sitemaps/history/2")]
    [InlineData("/sitemaps/history/0")]
    public async Task A_part_that_is_not_there_is_not_found(string path)
    {
        using var client = site.Client();
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path)).StatusCode);
    }

    [Fact]
    public async Task Robots_are_kept_from_what_is_nobodys_to_index()
    {
        using var client = site.Client();
        var robots = await client.GetStringAsync("/robots.txt");
        foreach (var path in (string[])["/account", "/draft", "/shared", "/moderation"]) Assert.Contains($"Disallow: {path}\n", robots, StringComparison.Ordinal);
        Assert.Contains($"Sitemap: {site.Root}/sitemap.xml", robots, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_maps_page_says_in_JSON_LD_what_it_is()
    {
        var map = site.Publish("Told to engines", info: new MapInfo { Author = "Ms Marsh", Licence = "CC BY-SA 4.0", Level = "a-level", Language = "en-GB", Tags = ["one", "two"] });
        using var client = site.Client();
        var page = await client.GetStringAsync(map.Address);
        var said = DataOf(page);
        Assert.Equal(("LearningResource", "Told to engines", site.Root + map.Address, "https://creativecommons.org/licenses/by-sa/4.0/", "A Level", "Ms Marsh"),
            (said.GetProperty("@type").GetString(), said.GetProperty("name").GetString(), said.GetProperty("url").GetString(), said.GetProperty("license").GetString(),
            said.GetProperty("educationalLevel").GetString(), said.GetProperty("author").GetProperty("name").GetString()));
        // Honest: nobody has rated it.
        Assert.False(said.TryGetProperty("aggregateRating", out _));
        Assert.Contains($"<link rel=\"canonical\" href=\"{site.Root}{map.Address}\"", page, StringComparison.Ordinal);
        Assert.Contains($"type=\"application/json+oembed\" href=\"{site.Root}/oembed?url=", WebUtility.HtmlDecode(page), StringComparison.Ordinal);
    }

    [Fact]
    public async Task B02_A_title_cannot_end_the_block_of_data_and_the_block_raises_no_report_of_the_policy()
    {
        const string Title = "</script><script>alert(1)</script><!-- \u2028 & \"quoted\"";
        var map = site.Publish(Title);
        using var client = site.Client();
        Assert.Equal(Title, DataOf(await client.GetStringAsync(new PathString(map.Address).ToUriComponent())).GetProperty("name").GetString());
        var page = await chromium.Open();
        var said = new List<string>();
        page.Console += (_, message) => said.Add(message.Text);
        page.Dialog += (_, dialog) => said.Add(dialog.Message);
        await page.AddInitScriptAsync("addEventListener('securitypolicyviolation', e => console.log('policy: ' + e.violatedDirective))");
        await page.GotoAsync(site.Root + new PathString(map.Address).ToUriComponent());
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.Empty(said);
        Assert.Equal(Title, await page.EvaluateAsync<string>("() => JSON.parse(document.querySelector('script[type=\"application/ld+json\"]').textContent).name"));
    }

    private static JsonElement DataOf(string page) =>
        JsonDocument.Parse(Regex.Match(page, "<script type=\"application/ld.{1,6}json\">([^<]*)</script>", RegexOptions.NonBacktracking).Groups[1].Value).RootElement;
}
