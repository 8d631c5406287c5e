using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Ramify.Storage.Model;

namespace Ramify.Web.Tests.Access;

/// <summary>What holds for each answer of the running program, made from its own list of endpoints.</summary>
public sealed partial class EveryAnswerTests(RunningSite site, Chromium chromium)
{
    [Fact]
    public async Task Every_answer_to_anybody_carries_the_headers_of_trust()
    {
        using var moderator = await Actor.Join(site, "Header Mo", Role.Moderator);
        using var nobody = new Actor(site);
        var map = site.Library.OwnMaps.Add(moderator.Id, moderator.Name, RunningSite.Read("Header map\n  One"));
        foreach (var actor in new[] { nobody, moderator })
            foreach (var endpoint in Endpoints())
                foreach (var method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods)
                {
                    // These would take away what the rest of the walk needs; their refusals without a token are walked all the same.
                    using var request = new HttpRequestMessage(new HttpMethod(method), PathOf(endpoint, map));
                    Check(await actor.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken), $"{method} {endpoint.RoutePattern.RawText}");
                }
    }

    [Theory]
    [InlineData("GET", "/not-there")]
    [InlineData("GET", "/a/b/c/d/e/f")]
    [InlineData("POST", "/subjects")]
    [InlineData("GET", "/assets/000000000000/site.css")]
    [InlineData("GET", "/api/v1/not-there")]
    [InlineData("TRACE", "/")]
    [InlineData("POST", "/new")]
    [InlineData("GET", "/m/%00")]
    [InlineData("GET", "/%2e%2e/%2e%2e/etc/passwd")]
    public async Task An_error_carries_them_too(string method, string path)
    {
        using var client = site.Client();
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode is >= 400 and < 500, $"{answer.StatusCode}");
        // What is no request at all is answered by the server before anything of ours.
        if (answer.StatusCode != HttpStatusCode.BadRequest || answer.Content.Headers.ContentLength > 0) Check(answer, path);
    }

    [Fact]
    public async Task A_style_a_script_and_a_font_carry_them_too()
    {
        using var client = site.Client();
        var page = await client.GetStringAsync("/");
        var files = Regex.Matches(page, "/assets/[a-z0-9]+/[^\"]+").Select(m => m.Value).Distinct().ToList();
        Assert.True(files.Count > 3);
        foreach (var file in files) Check(await client.GetAsync(file), file);
    }

    /// <summary>Every page that the program has, opened in a browser by somebody who is signed in and may see all of it.</summary>
    [Fact]
    public async Task C20_No_page_asks_another_host_for_anything_and_only_needed_cookies_are_set()
    {
        using var moderator = await Actor.Join(site, "Every Page Mo", Role.Moderator);
        var map = site.Library.OwnMaps.Add(moderator.Id, moderator.Name, RunningSite.Read("Every page\n  One"));
        site.Library.OwnMaps.Replace(site.Library.OwnMaps.Find(moderator.Id, map)!, RunningSite.Read("Every page\n  Two"));
        var front = site.Library.Shelves.Find("history", "russia-1917-1991", "stalin-in-power-1922-53")!;
        var page = await chromium.Open();
        await page.Context.AddCookiesAsync(moderator.Cookies.GetAllCookies().Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Domain = "localhost", Path = "/" }));
        var (others, asked) = (new List<string>(), 0);
        page.Context.Request += (_, request) =>
        {
            Interlocked.Increment(ref asked);
            if (!request.Url.StartsWith(site.Root, StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal)) others.Add($"{page.Url}: {request.Url}");
        };
        string[] further = ["/", RunningSite.Stalin, $"/embed/m/{front.Id}", $"/m/{front.Id}", "/not-there", "/history", "/history/russia-1917-1991"];
        var paths = Endpoints().Where(e => IsPage(e)).Select(e => PathOf(e, map)).Concat(further).Distinct().ToList();
        Assert.True(paths.Count > 25);
        foreach (var path in paths)
        {
            try
            {
                await page.GotoAsync(site.Root + path, new() { WaitUntil = WaitUntilState.Load });
            }
            catch (PlaywrightException e) when (e.Message.Contains("Download", StringComparison.Ordinal) || e.Message.Contains("ERR_ABORTED", StringComparison.Ordinal))
            {
                // A file that is saved.
            }
        }
        Assert.Empty(others);
        Assert.True(asked > paths.Count);
        Assert.Subset(new HashSet<string> { "ramify", "ramify-form", "ramify-owner" }, (await page.Context.CookiesAsync()).Select(c => c.Name).ToHashSet());
    }

    private static void Check(HttpResponseMessage answer, string what)
    {
        using (answer)
        {
            string? Header(string name) => answer.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;
            var policy = Header("Content-Security-Policy");
            Assert.True(policy?.Contains("default-src 'none'", StringComparison.Ordinal) == true, $"{what}: {policy}");
            Assert.False(policy!.Contains("'unsafe-inline'", StringComparison.Ordinal) && !policy.Contains("sandbox", StringComparison.Ordinal), $"{what}: {policy}");
            var mayBeFramed = what.Contains("/embed/", StringComparison.Ordinal) && answer.IsSuccessStatusCode;
            Assert.True(mayBeFramed || policy.Contains("frame-ancestors 'none'", StringComparison.Ordinal) || policy.Contains("sandbox", StringComparison.Ordinal), $"{what}: {policy}");
            Assert.True(Header("X-Content-Type-Options") == "nosniff", what);
            Assert.True(Header("Referrer-Policy") == "same-origin", what);
            Assert.Null(Header("Server"));
        }
    }

    /// <summary>An endpoint's address with a map of one's own in the place of what it names.</summary>
    private static string PathOf(RouteEndpoint endpoint, Guid map) => OneId().Replace(PrivateThings.Fill(endpoint, null), map.ToString(), 1);

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", RegexOptions.NonBacktracking)]
    private static partial Regex OneId();

    private static bool IsPage(RouteEndpoint endpoint) => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Contains("GET")
        && endpoint.RoutePattern.RawText!.StartsWith('/') && !endpoint.RoutePattern.RawText.StartsWith("/api/", StringComparison.Ordinal) && !endpoint.RoutePattern.RawText.EndsWith("/events", StringComparison.Ordinal);

    private IEnumerable<RouteEndpoint> Endpoints() => site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();
}
