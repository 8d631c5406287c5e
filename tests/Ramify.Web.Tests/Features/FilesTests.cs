using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Ramify.Formats;
using Ramify.Maps;

namespace Ramify.Web.Tests.Features;

/// <summary>Files of other programs through the page: in with a preview, out with what they cannot hold.</summary>
public sealed partial class FilesTests(RunningSite site)
{
    private const string Sheets = """
        [{"title":"One","rootTopic":{"title":"first centre","children":{"attached":[{"title":"a"},{"title":"b"}]}}},
         {"title":"Two","rootTopic":{"title":"second centre","children":{"attached":[{"title":"c"}]}}}]
        """;

    [Theory]
    [InlineData("a.mm", "<map><node TEXT='Water'><node TEXT='steam'/></node></map>", "FreeMind and Freeplane")]
    [InlineData("a.opml", "<opml><body><outline text='Water'><outline text='steam'/></outline></body></opml>", "OPML")]
    [InlineData("a.md", "# Water\n\n- steam\n", "Markdown")]
    [InlineData("a.mmd", "mindmap\n  Water\n    steam\n", "Mermaid mindmap")]
    [InlineData("a.canvas", "{\"nodes\":[{\"id\":\"a\",\"type\":\"text\",\"text\":\"Water\"},{\"id\":\"b\",\"type\":\"text\",\"text\":\"steam\"}],\"edges\":[{\"id\":\"e\",\"fromNode\":\"a\",\"toNode\":\"b\"}]}", "JSON Canvas")]
    [InlineData("a.mup", "{\"formatVersion\":2,\"id\":1,\"title\":\"Water\",\"ideas\":{\"1\":{\"id\":2,\"title\":\"steam\"}}}", "MindMup")]
    [InlineData("a.csv", "Water,steam\n", "Table")]
    [InlineData("a.html", "<h1>Water</h1><ul><li>steam</li></ul>", "HTML")]
    [InlineData("a.txt", "Water\n  steam\n", "Indented text")]
    public async Task A_file_of_another_program_is_previewed_and_kept(string name, string content, string format)
    {
        using var client = site.Client(cookies: true);
        var preview = await Upload(client, name, Encoding.UTF8.GetBytes(content));
        Assert.Contains($"Read as {format}", preview, StringComparison.Ordinal);
        Assert.Contains("2 ideas", preview, StringComparison.Ordinal);
        Assert.Equal("• Water\n  • steam\n", await client.GetStringAsync(await Keep(client, preview) + ".txt"));
    }

    [Fact]
    public async Task Of_several_sheets_the_one_that_was_chosen_is_kept()
    {
        using var client = site.Client(cookies: true);
        var preview = await Upload(client, "talk.xmind", XMind(Sheets));
        Assert.Contains("2 maps in this file", preview, StringComparison.Ordinal);
        Assert.Contains("first centre", preview, StringComparison.Ordinal);
        var second = await (await client.PostAsync("/new", Fields(preview, ("sheet", "2")))).Content.ReadAsStringAsync();
        Assert.Contains("second centre", second, StringComparison.Ordinal);
        Assert.Equal("• second centre\n  • c\n", await client.GetStringAsync(await Keep(client, second, ("sheet", "2")) + ".txt"));
    }

    [Fact]
    public async Task A_person_may_keep_all_sheets_each_as_a_map()
    {
        using var ann = await Actor.Join(site, "Sheet Ann");
        using var form = DraftsTests.Form(("token", await ann.Token()), ("packed", Convert.ToBase64String(XMind(Sheets))), ("name", "talk.xmind"), ("sheet", "all"));
        using var kept = await ann.Client.PostAsync("/draft", form);
        Assert.Equal("/account/maps", kept.Headers.Location?.OriginalString);
        Assert.Equal(["One", "Two"], site.Library.OwnMaps.Of(ann.Id).Select(m => m.Title).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task What_the_clipboard_holds_as_lists_keeps_its_levels()
    {
        using var client = site.Client(cookies: true);
        var answer = await client.PostAsync("/new", DraftsTests.Form(("text", "Water\nsteam\nice"), ("html", "<ul><li aria-level=1>Water</li></ul><ul><li aria-level=2>steam</li><li aria-level=2>ice</li></ul>")));
        var preview = await answer.Content.ReadAsStringAsync();
        Assert.Contains("Read as pasted lists", preview, StringComparison.Ordinal);
        Assert.Equal("• Water\n  • steam\n  • ice\n", await client.GetStringAsync(await Keep(client, preview) + ".txt"));
    }

    [Fact]
    public async Task A_refused_file_says_the_line_and_the_remedy()
    {
        using var client = site.Client(cookies: true);
        using var form = Chosen("plan.vym", TestZip("map.xml", "<vymmap/>"));
        using var answer = await client.PostAsync("/new", form);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.Contains("export OPML from VYM", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_as_large_as_is_read_comes_through_the_preview()
    {
        using var client = site.Client(cookies: true);
        // A note that fills the file, in a format that has no other form than its bytes.
        var padding = new string('x', (int)MapLimits.Upload.InputBytes - 200);
        var preview = await Upload(client, "large.mm", Encoding.UTF8.GetBytes($"<map><!--{padding}--><node TEXT='Water'><node TEXT='steam'/></node></map>"));
        Assert.Equal("• Water\n  • steam\n", await client.GetStringAsync(await Keep(client, preview) + ".txt"));
    }

    public static TheoryData<string> Suffixes => [.. MapFormats.All.Where(f => f.Write is not null).Select(f => f.Extensions[0])];

    [Theory]
    [MemberData(nameof(Suffixes))]
    public async Task Every_format_that_is_written_can_be_saved_and_read_again(string suffix)
    {
        using var client = site.Client();
        using var answer = await client.GetAsync(RunningSite.Stalin + suffix);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.StartsWith("attachment; ", answer.Content.Headers.ContentDisposition?.ToString(), StringComparison.Ordinal);
        Assert.EndsWith(suffix + "\"", answer.Content.Headers.ContentDisposition?.ToString(), StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        var reading = MapFormats.Read(await answer.Content.ReadAsByteArrayAsync(), MapLimits.Upload, fileName: "a" + suffix);
        Assert.Null(reading.Refusal);
        var texts = Outline.Of(reading.Map).Select(l => l.Node.Text).ToList();
        Assert.Equal(50, texts.Count);
        Assert.Equal("Stalin in power, 1922-53", texts[0]);
    }

    [Fact]
    public async Task What_a_format_cannot_hold_is_told_before_it_is_saved()
    {
        using var client = site.Client();
        var page = WebUtility.HtmlDecode(await client.GetStringAsync(RunningSite.Stalin + "/files"));
        Assert.Matches("Mermaid mindmap[\\s\\S]{0,400}cannot hold", page);
        Assert.Contains("shared nodes (repeated): 3", page, StringComparison.Ordinal);
        Assert.Matches("A4[\\s\\S]{0,200}1 page, smallest text [0-9.]+ pt", page);
        Assert.Contains("A branch a page", page, StringComparison.Ordinal);
        var map = site.Library.Shelves.Find("history", "russia-1917-1991", "stalin-in-power-1922-53")!;
        foreach (var loss in MapFormats.Named("markdown")!.Losses(site.Library.Shelves.Open(map)))
            Assert.Contains($"{loss.What}: {loss.Count}", page, StringComparison.Ordinal);
    }

    private static MultipartFormDataContent Chosen(string name, byte[] bytes)
    {
        var form = DraftsTests.Form(("text", ""));
        form.Add(new ByteArrayContent(bytes), "file", name);
        return form;
    }

    private static async Task<string> Upload(HttpClient client, string name, byte[] bytes)
    {
        using var form = Chosen(name, bytes);
        using var answer = await client.PostAsync("/new", form);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync();
    }

    private static async Task<string> Keep(HttpClient client, string preview, params (string, string)[] more)
    {
        using var kept = await client.PostAsync("/draft", Fields(preview, more));
        Assert.Equal(HttpStatusCode.Found, kept.StatusCode);
        return kept.Headers.Location!.OriginalString;
    }

    /// <summary>The hidden fields of a preview, as a browser sends them.</summary>
    private static MultipartFormDataContent Fields(string preview, params (string Name, string Value)[] more) => DraftsTests.Form(
        [.. HiddenField().Matches(preview).Select(m => (m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value))), .. more]);

    private static byte[] XMind(string content) => TestZip("content.json", content);

    private static byte[] TestZip(string name, string content)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry(name).Open()) entry.Write(Encoding.UTF8.GetBytes(content));
        return stream.ToArray();
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([a-z]+)\" value=\"([^\"]*)\"", RegexOptions.None, 1000)]
    private static partial Regex HiddenField();
}
