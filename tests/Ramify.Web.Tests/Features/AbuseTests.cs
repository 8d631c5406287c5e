using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Text;
using System.Xml.Linq;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Ramify.Maps;

namespace Ramify.Web.Tests.Features;

/// <summary>Bad input by HTTP: each test is a row of the abuse list and ends in its one expected outcome.</summary>
public sealed class AbuseTests(RunningSite site)
{
    [Fact]
    public async Task A16_a_line_of_200_MB_is_refused_at_the_body_limit_and_memory_stays_flat()
    {
        var before = Memory();
        using var socket = new TcpClient();
        var root = new Uri(site.Root);
        await socket.ConnectAsync(root.Host, root.Port);
        await using var stream = socket.GetStream();
        var head = $"POST /new HTTP/1.1\r\nHost: {root.Authority}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 209715200\r\n\r\ntext=";
        await stream.WriteAsync(Encoding.ASCII.GetBytes(head));
        var chunk = new byte[1 << 20];
        Array.Fill(chunk, (byte)'a');
        // The answer comes before the body is through; what is still sent after it may be cut off.
        var sending = Task.Run(async () =>
        {
            try { for (var i = 0; i < 200; i++) await stream.WriteAsync(chunk); }
            catch (Exception cut) when (cut is IOException or ObjectDisposedException) { }
        });
        var answer = new byte[4096];
        var length = await stream.ReadAtLeastAsync(answer, 12, throwOnEndOfStream: false);
        Assert.StartsWith("HTTP/1.1 413", Encoding.ASCII.GetString(answer, 0, length), StringComparison.Ordinal);
        Assert.True(Memory() - before < 64 << 20);
        socket.Close();
        await sending;
    }

    [Fact]
    public async Task A17_10_MB_of_one_text_is_refused_with_its_line_and_nothing_is_kept()
    {
        var (status, page) = await Send("Root\n  " + new string('a', (10 << 20) - 1000));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("Line 2", page, StringComparison.Ordinal);
        Assert.Contains("data-code=\"text_too_long\"", page, StringComparison.Ordinal);
        Assert.Matches("20,?000", page);
    }

    [Fact]
    public async Task A18_100001_nodes_are_refused_and_the_limit_is_named()
    {
        var (status, page) = await Send("Root\n" + string.Concat(Enumerable.Range(0, 100_000).Select(i => $"  node {i}\n")));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("data-code=\"too_many_nodes\"", page, StringComparison.Ordinal);
        Assert.Matches("100,?000", page);
    }

    [Fact]
    public async Task A06_an_outline_indented_200000_levels_is_refused_in_linear_time()
    {
        // Deeper by one blank a line, as far as 10 MB goes: the reader gives up at its limit, not at the end.
        var deep = string.Concat(Enumerable.Range(0, 4000).Select(i => new string(' ', i) + "x\n"));
        var watch = Stopwatch.StartNew();
        var (status, page) = await Send(deep);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, status);
        Assert.Contains("data-code=\"too_deep\"", page, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A20_controls_go_bidi_is_isolated_and_stacked_marks_are_cut()
    {
        using var client = site.Client(cookies: true);
        var address = await DraftsTests.Keep(client, File.ReadAllText(Fixture("A20.txt")));
        var page = await client.GetStringAsync(address);
        Assert.DoesNotContain(page, c => char.IsControl(c) && c is not ('\n' or '\t' or '\r'));
        Assert.Contains("<bdi class=\"text\">", page, StringComparison.Ordinal);
        var map = Ramify.Text.MapJson.Read(await client.GetByteArrayAsync(address + ".json"), MapLimits.Upload).Map;
        Assert.All(map.Nodes, n => Assert.True(LongestMarkRun(n.Text) <= MapLimits.CombiningRun));
    }

    [Fact]
    public async Task A21_mixed_line_ends_and_indentation_are_read_and_the_lines_are_named()
    {
        var (status, page) = await Send(File.ReadAllText(Fixture("A21.txt")));
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("6 ideas", page, StringComparison.Ordinal);
        Assert.Contains("noticed while reading", page, StringComparison.Ordinal);
        Assert.Contains("Line ", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task B04_a_picture_opened_on_its_own_holds_text_and_nothing_that_runs()
    {
        using var client = site.Client(cookies: true);
        var address = await DraftsTests.Keep(client, File.ReadAllText(Fixture("B04.txt")));
        var answer = await client.GetAsync(address + ".svg");
        Assert.Equal("default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; sandbox", answer.Headers.GetValues("Content-Security-Policy").Single());
        var svg = XDocument.Parse(await answer.Content.ReadAsStringAsync());
        string[] allowed = ["svg", "title", "desc", "style", "g", "a", "text", "tspan", "path", "rect", "circle"];
        Assert.All(svg.Descendants(), e => Assert.Contains(e.Name.LocalName, allowed));
        Assert.All(svg.Descendants().Attributes(), a => Assert.False(a.Name.LocalName.StartsWith("on", StringComparison.OrdinalIgnoreCase)));
        Assert.Contains(svg.Descendants(), e => e.Value.Contains("<foreignObject><script>", StringComparison.Ordinal));
        Assert.Single(svg.Descendants(), e => e.Name.LocalName == "style");
    }

    [Theory]
    [InlineData(".txt")]
    [InlineData(".md")]
    [InlineData(".svg")]
    [InlineData(".json")]
    public async Task B18_a_file_of_a_user_is_never_taken_for_a_page(string suffix)
    {
        using var client = site.Client(cookies: true);
        var address = await DraftsTests.Keep(client, "Notes\n  <html><script>alert(1)</script>\n  <body onload=alert(1)>\n");
        var answer = await client.GetAsync(address + suffix);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.Contains("sandbox", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.NotEqual("text/html", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/")]
    [InlineData(RunningSite.Stalin)]
    [InlineData("/subjects")]
    [InlineData("/history")]
    [InlineData("/new")]
    [InlineData("/not-there")]
    public async Task B19_no_page_can_be_framed_or_learns_where_its_readers_go(string path)
    {
        using var client = site.Client();
        var answer = await client.GetAsync(path);
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", answer.Headers.GetValues("Referrer-Policy").Single());
        var page = await answer.Content.ReadAsStringAsync();
        foreach (var link in page.Split("<a ").Skip(1).Select(a => a[..a.IndexOf('>', StringComparison.Ordinal)]).Where(a => a.Contains("href=\"http", StringComparison.Ordinal) && !a.Contains(site.Root, StringComparison.Ordinal)))
            Assert.Contains("rel=\"noopener noreferrer ugc\"", link, StringComparison.Ordinal);
        Assert.DoesNotContain(" style=\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("target=\"_blank\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public void B20_what_a_user_sends_cannot_forge_a_line_of_the_log()
    {
        var to = new StringWriter();
        var entry = new LogEntry<string>(LogLevel.Error, "Ramify.Web.Failures", default, "GET /a\r\n2026-01-01 info: signed in\u001b[2J\u202Etxt failed", null, (s, _) => s);
        new SafeConsole().Write(in entry, null, to);
        Assert.Equal(1, to.ToString().Count(c => c == '\n'));
        Assert.Contains("\\u000D\\u000A2026-01-01 info: signed in\\u001B[2J\\u202Etxt", to.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void No_script_of_ours_makes_markup_from_text()
    {
        foreach (var path in Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "wwwroot/js"), "*.js", SearchOption.AllDirectories).Where(path => !path.Contains("vendor", StringComparison.Ordinal)))
            Assert.DoesNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|eval\\(|new Function", File.ReadAllText(path));
    }

    private async Task<(HttpStatusCode, string)> Send(string notes)
    {
        using var client = site.Client(cookies: true);
        var watch = Stopwatch.StartNew();
        var answer = await client.PostAsync("/new", DraftsTests.Form(("text", notes)));
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{watch.Elapsed}");
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static long Memory() => Environment.WorkingSet;

    private static int LongestMarkRun(string text)
    {
        var (longest, run) = (0, 0);
        foreach (var rune in text.EnumerateRunes())
        {
            run = Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }
        return longest;
    }

    internal static string FixtureOf(string name) => Fixture(name);

    private static string Fixture(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "../../fixtures/abuse", name);
}
