using System.Net;
using System.Text.Json;
using Ramify.Maps;

namespace Ramify.Web.Tests.Features;

public sealed class AddressesTests(RunningSite site)
{
    [Fact]
    public async Task The_library_opens_on_the_Stalin_map_itself()
    {
        using var client = site.Client();
        var page = await client.GetStringAsync("/");
        Assert.Contains("<h1 dir=\"auto\">Stalin in power, 1922-53</h1>", page, StringComparison.Ordinal);
        Assert.Contains("<svg", page, StringComparison.Ordinal);
        Assert.Contains("class=\"outline\"", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/subjects", "All subjects")]
    [InlineData("/history", "History")]
    [InlineData("/history/russia-1917-1991", "Russia, 1917–1991")]
    [InlineData("/new", "Paste your notes")]
    [InlineData(RunningSite.Stalin, "Stalin in power, 1922-53")]
    public async Task Every_page_answers_at_its_address(string path, string title)
    {
        using var client = site.Client();
        var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(title, await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await client.SendAsync(new(HttpMethod.Head, path))).StatusCode);
    }

    [Theory]
    [InlineData("/maths", "/mathematics")]
    [InlineData("/history/russia-1917---1991", "/history/russia-1917-1991")]
    [InlineData("/history/russia-1917---1991/stalin-in-power-1922-53", RunningSite.Stalin)]
    [InlineData("/history/russia-1917---1991/stalin-in-power-1922-53.txt", RunningSite.Stalin + ".txt")]
    public async Task Second_names_of_subjects_and_topics_redirect_for_good(string path, string to)
    {
        using var client = site.Client();
        var answer = await client.GetAsync(path);
        Assert.Equal((HttpStatusCode.MovedPermanently, to), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Fact]
    public async Task A_renamed_map_redirects_for_good_and_its_id_always_works()
    {
        using var client = site.Client();
        var map = site.Publish("Its first name");
        var read = site.Library.Shelves.Open(map);
        site.Library.Publishing.Publish(read.As(map.Id, read.Info with { Title = "Its second name" }));
        var answer = await client.GetAsync("/history/russia-1917-1991/its-first-name.md");
        Assert.Equal((HttpStatusCode.MovedPermanently, "/history/russia-1917-1991/its-second-name.md"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
        answer = await client.GetAsync($"/m/{map.Id}.svg");
        Assert.Equal((HttpStatusCode.Found, "/history/russia-1917-1991/its-second-name.svg"), (answer.StatusCode, answer.Headers.Location?.OriginalString));
    }

    [Theory]
    [InlineData("/no-such-subject")]
    [InlineData("/history/no-such-topic")]
    [InlineData("/history/russia-1917-1991/no-such-map")]
    [InlineData("/biology/russia-1917-1991")]
    [InlineData("/m/not-an-id")]
    [InlineData("/m/0190b6a2-0000-7000-8000-000000000000")]
    [InlineData("/draft/AAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/history/russia-1917-1991/stalin-in-power-1922-53.exe")]
    public async Task What_is_not_there_is_a_page_that_says_so_and_offers_the_library(string path)
    {
        using var client = site.Client();
        var answer = await client.GetAsync(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("There is no page at this address", page, StringComparison.Ordinal);
        Assert.Contains("Open the library", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(".txt", "text/plain")]
    [InlineData(".md", "text/markdown")]
    [InlineData(".svg", "image/svg+xml")]
    [InlineData(".json", "application/json")]
    public async Task A_suffix_is_the_map_as_a_file(string suffix, string type)
    {
        using var client = site.Client();
        var answer = await client.GetAsync(RunningSite.Stalin + suffix);
        Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal($"stalin-in-power-1922-53{suffix}", answer.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        Assert.Contains("Kirov was shot", (await answer.Content.ReadAsStringAsync()).Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_text_is_the_outline_line_by_line_and_the_data_opens_as_the_same_map()
    {
        using var client = site.Client();
        var text = await client.GetStringAsync(RunningSite.Stalin + ".txt");
        Assert.Equal(50, text.TrimEnd('\n').Split('\n').Length);
        var json = await client.GetByteArrayAsync(RunningSite.Stalin + ".json");
        var map = Ramify.Text.MapJson.Read(json, MapLimits.Upload).Map;
        Assert.Equal((47, 49, "Stalin in power, 1922-53", "history"), (map.NodeCount, map.EdgeCount, map.Info.Title, map.Info.Subject));
        Assert.Equal(1, JsonDocument.Parse(json).RootElement.GetProperty("ramify").GetInt32());
    }
}
