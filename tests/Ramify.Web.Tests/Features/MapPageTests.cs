using System.Net;
using System.Text.RegularExpressions;
using Ramify.Maps;

namespace Ramify.Web.Tests.Features;

/// <summary>The elements of a map's page with their empty states, and what the cache promises about them.</summary>
public sealed class MapPageTests(RunningSite site)
{
    [Fact]
    public async Task A_map_that_says_nothing_of_itself_shows_every_empty_state()
    {
        using var client = site.Client();
        var map = site.Publish("Bare map", topic: Topic("psychology"), subject: "psychology", info: new MapInfo { Description = "?" });
        var page = await client.GetStringAsync(map.Address);
        Assert.Contains("<p class=\"description\" dir=\"auto\">?</p>", page, StringComparison.Ordinal);
        Assert.Contains("not rated yet", page, StringComparison.Ordinal);
        Assert.Contains("No comments have yet been made", page, StringComparison.Ordinal);
        Assert.Contains("Not checked", page, StringComparison.Ordinal);
        Assert.Contains("This is the first Psychology map here.", page, StringComparison.Ordinal);
        Assert.Contains("See all Psychology resources", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Similar_maps_say_why_they_are_named()
    {
        // Of the samples alone: what other tests publish would fill the list.
        await using var own = new RunningSite();
        await own.InitializeAsync();
        using var client = own.Client();
        var page = await client.GetStringAsync(RunningSite.Stalin);
        Assert.Contains("Similar History resources", page, StringComparison.Ordinal);
        Assert.Contains("Same topic: Russia, 1917–1991", page, StringComparison.Ordinal);
        Assert.Contains("Same subject: History", page, StringComparison.Ordinal);
        Assert.Contains("See all History resources", page, StringComparison.Ordinal);
        Assert.Contains("See all Russia, 1917–1991 resources", page, StringComparison.Ordinal);
        Assert.Contains("by The Ramify authors, 23 November 2026", page, StringComparison.Ordinal);
        Assert.Contains("CC BY-SA 4.0", page, StringComparison.Ordinal);
        Assert.Contains("A Level · AQA · 7042 2N", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_page_that_did_not_change_is_not_sent_again()
    {
        using var client = site.Client();
        var map = site.Publish("Asked twice");
        var first = await client.GetAsync(map.Address);
        Assert.Equal(HttpStatusCode.NotModified, (await Again(client, map.Address!, first)).StatusCode);
        Assert.Equal("public, no-cache", first.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task After_a_comment_the_old_etag_is_answered_anew_within_a_second()
    {
        using var client = site.Client();
        var map = site.Publish("Talked about");
        var first = await client.GetAsync(map.Address);
        site.Comment(map.Id, "Ann", "Very <clear>.");
        await Task.Delay(900, TestContext.Current.CancellationToken);
        var second = await Again(client, map.Address!, first);
        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        var page = await second.Content.ReadAsStringAsync();
        Assert.Contains("Very &lt;clear&gt;.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("No comments have yet been made", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_neighbour_in_the_subject_makes_the_similar_list_new()
    {
        using var client = site.Client();
        var map = site.Publish("First of law", topic: Topic("law"), subject: "law");
        var first = await client.GetAsync(map.Address);
        site.Publish("Second of law", topic: Topic("law"), subject: "law");
        await Task.Delay(900, TestContext.Current.CancellationToken);
        Assert.Contains("Second of law", await (await Again(client, map.Address!, first)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate", "gzip")]
    [InlineData("gzip, br;q=0", "gzip")]
    [InlineData("identity", null)]
    public async Task Bytes_come_in_the_encoding_that_the_client_takes(string accepted, string? encoding)
    {
        using var client = site.Client();
        var request = new HttpRequestMessage(HttpMethod.Get, RunningSite.Stalin);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", accepted);
        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(encoding, answer.Content.Headers.ContentEncoding.SingleOrDefault());
        Assert.Contains("Accept-Encoding", answer.Headers.Vary);
        Assert.Equal(answer.Content.Headers.ContentLength, (await answer.Content.ReadAsByteArrayAsync()).Length);
    }

    [Fact]
    public async Task Nothing_personal_is_in_a_cached_page()
    {
        using var client = site.Client(cookies: true);
        await client.GetAsync("/new");
        var answer = await client.GetAsync(RunningSite.Stalin);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.DoesNotContain("name=\"token\"", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_style_and_script_are_under_100_KB_compressed()
    {
        using var client = site.Client();
        var page = await client.GetStringAsync("/");
        var total = await Compressed(client, "/");
        var root = page[page.IndexOf("/assets/", StringComparison.Ordinal)..][..21];
        total += await Compressed(client, root + "site.css") + await Compressed(client, root + "theme.js");
        // Every module that the page's script imports by itself, and those that they import.
        var (pending, seen) = (new Queue<string>(["page.js"]), new HashSet<string> { "page.js" });
        while (pending.TryDequeue(out var module))
        {
            total += await Compressed(client, root + module);
            foreach (Match import in Regex.Matches(await client.GetStringAsync(root + module), "from \"([^\"]+)\"", RegexOptions.NonBacktracking))
                if (new Uri(new Uri($"http://x/{module}"), import.Groups[1].Value).AbsolutePath[1..] is var next && seen.Add(next)) pending.Enqueue(next);
        }
        Assert.True(seen.Count > 10, "the modules were found");
        Assert.True(total < 100_000, $"{total} bytes");
    }

    private static async Task<int> Compressed(HttpClient client, string path)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", "br");
        var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (await answer.Content.ReadAsByteArrayAsync()).Length;
    }

    private static Task<HttpResponseMessage> Again(HttpClient client, string path, HttpResponseMessage first)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("If-None-Match", first.Headers.ETag!.ToString());
        return client.SendAsync(request);
    }

    private string Topic(string subject) => site.Library.Taxonomy.Subject(subject)!.Topics[0].Slug;
}
