using System.Net;
using System.Text.RegularExpressions;

namespace Ramify.Web.Tests.Features;

/// <summary>Paste without an account: preview, draft, who may edit it, and where it never shows.</summary>
public sealed partial class DraftsTests(RunningSite site)
{
    private const string Notes = "Photosynthesis in outline\n  Light reactions happen in the thylakoids\n    Water is split and oxygen leaves\n  The Calvin cycle fixes carbon\n    Water is split and oxygen leaves\n";

    [Fact]
    public async Task A_preview_says_what_was_understood_and_stores_nothing()
    {
        using var client = site.Client(cookies: true);
        var before = Drafts();
        var page = await Preview(client, Notes);
        Assert.Contains("Preview: nothing is kept yet", page, StringComparison.Ordinal);
        Assert.Contains("4 ideas", page, StringComparison.Ordinal);
        Assert.Contains("1 shared", page, StringComparison.Ordinal);
        Assert.Contains("Line 5", page, StringComparison.Ordinal);
        Assert.Contains("keep them apart", page, StringComparison.Ordinal);
        Assert.Equal(before, Drafts());
    }

    [Fact]
    public async Task Repeats_can_be_kept_apart()
    {
        using var client = site.Client(cookies: true);
        var page = await Preview(client, Notes, ("join", "none"));
        Assert.Contains("5 ideas", page, StringComparison.Ordinal);
        Assert.Contains("none shared", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_kept_map_is_unlisted_unindexed_and_editable_from_its_browser_only()
    {
        using var mine = site.Client(cookies: true);
        using var other = site.Client(cookies: true);
        var address = await Keep(mine, Notes);
        Assert.Matches("^/draft/[A-Za-z0-9_-]{22}$", address);
        var answer = await other.GetAsync(address);
        Assert.Equal("noindex, nofollow", answer.Headers.GetValues("X-Robots-Tag").Single());
        Assert.True(answer.Headers.CacheControl?.NoStore);
        var page = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Photosynthesis in outline", page, StringComparison.Ordinal);
        Assert.Contains("name=\"robots\" content=\"noindex", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/text\"", page, StringComparison.Ordinal);
        Assert.Contains("/text\"", await mine.GetStringAsync(address), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(address + "/text")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync(address + "/removal")).StatusCode);
        foreach (var list in new[] { "/", "/subjects", "/biology", "/biology/photosynthesis" })
            Assert.DoesNotContain("Photosynthesis in outline", await other.GetStringAsync(list), StringComparison.Ordinal);
        var id = site.Library.Drafts.Find(address[7..])!.Id;
        Assert.Equal(HttpStatusCode.NotFound, (await other.GetAsync($"/m/{id}")).StatusCode);
    }

    [Fact]
    public async Task Its_text_can_be_edited_and_the_draft_deleted()
    {
        using var client = site.Client(cookies: true);
        var address = await Keep(client, Notes);
        var form = await client.GetStringAsync(address + "/text");
        Assert.Contains("• The Calvin cycle fixes carbon", WebUtility.HtmlDecode(form), StringComparison.Ordinal);
        var saved = await client.PostAsync(address + "/text", Form(("token", Token(form)), ("text", "Photosynthesis\n  Only this\n")));
        Assert.Equal((HttpStatusCode.Found, address), (saved.StatusCode, saved.Headers.Location?.OriginalString));
        Assert.Contains("Only this", await client.GetStringAsync(address), StringComparison.Ordinal);
        Assert.Equal("• Photosynthesis\n  • Only this\n", await client.GetStringAsync(address + ".txt"));
        var removal = await client.GetStringAsync(address + "/removal");
        await client.PostAsync(address + "/removal", Form(("token", Token(removal))));
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(address)).StatusCode);
    }

    [Fact]
    public async Task A_form_without_its_token_or_from_another_site_changes_nothing()
    {
        using var client = site.Client(cookies: true);
        var before = Drafts();
        Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync("/draft", Form(("text", Notes)))).StatusCode);
        var page = await Preview(client, Notes);
        var request = new HttpRequestMessage(HttpMethod.Post, "/draft") { Content = Form(("token", Token(page)), ("text", Notes)) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(request)).StatusCode);
        request = new HttpRequestMessage(HttpMethod.Post, "/new") { Content = Form(("text", Notes)) };
        request.Headers.Add("Origin", "https://elsewhere.example");
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SendAsync(request)).StatusCode);
        Assert.Equal(before, Drafts());
    }

    [Fact]
    public async Task A_file_is_read_like_a_paste()
    {
        using var client = site.Client(cookies: true);
        using var form = new MultipartFormDataContent();
        form.Add(new StringContent(""), "text");
        form.Add(new ByteArrayContent(System.Text.Encoding.Unicode.GetPreamble().Concat(System.Text.Encoding.Unicode.GetBytes(Notes)).ToArray()), "file", "notes.txt");
        var page = await (await client.PostAsync("/new", form)).Content.ReadAsStringAsync();
        Assert.Contains("4 ideas", page, StringComparison.Ordinal);
    }

    internal static MultipartFormDataContent Form(params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields) form.Add(new StringContent(value), name);
        return form;
    }

    internal static async Task<string> Preview(HttpClient client, string notes, params (string, string)[] more) =>
        await (await client.PostAsync("/new", Form([("text", notes), .. more]))).Content.ReadAsStringAsync();

    internal static async Task<string> Keep(HttpClient client, string notes)
    {
        var page = await Preview(client, notes);
        var kept = await client.PostAsync("/draft", Form(("token", Token(page)), ("text", notes)));
        Assert.Equal(HttpStatusCode.Found, kept.StatusCode);
        return kept.Headers.Location!.OriginalString;
    }

    internal static string Token(string page) => WebUtility.HtmlDecode(TokenField().Match(page).Groups[1].Value);

    private long Drafts()
    {
        using var context = site.Library.Context();
        return context.Maps.Count(m => m.Visibility == Ramify.Storage.Model.Visibility.Draft);
    }

    [GeneratedRegex("name=\"token\" value=\"([^\"]+)\"", RegexOptions.None, 1000)]
    private static partial Regex TokenField();
}
