using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Playwright;

namespace Ramify.Web.Tests.Features.Embed;

/// <summary>A map in another site's page.</summary>
public sealed class EmbedTests(RunningSite site, Chromium chromium)
{
    [Fact]
    public async Task B19_The_embedded_map_is_the_one_page_that_may_be_framed_and_it_sets_no_cookie_and_runs_no_script()
    {
        using var client = site.Client();
        using var answer = await client.GetAsync($"/embed/m/{Stalin}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors *", answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.False(answer.Headers.Contains("X-Frame-Options"));
        var page = await answer.Content.ReadAsStringAsync();
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
        Assert.Contains("Kirov was shot", page.Replace("\n", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Private_maps_and_those_shared_by_a_link_are_in_no_frame()
    {
        using var ann = await Actor.Join(site, "Embed Ann");
        var map = site.Library.OwnMaps.Add(ann.Id, ann.Name, RunningSite.Read("Zebra frame\n  One"));
        site.Library.OwnMaps.Show(site.Library.OwnMaps.Find(ann.Id, map)!, Storage.Model.Visibility.Link);
        foreach (var path in new[] { $"/embed/m/{map}", $"/oembed?url={Uri.EscapeDataString($"{site.Root}/m/{map}")}" })
        {
            using var answer = await ann.Get(path);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.DoesNotContain("Zebra", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("/m/{id}")]
    [InlineData("/embed/m/{id}")]
    [InlineData(RunningSite.Stalin)]
    public async Task A_map_is_described_to_sites_that_want_to_show_it(string path)
    {
        using var program = new ProgramActor(site, null);
        var said = await program.Ask($"/oembed?maxwidth=500&url={Uri.EscapeDataString(site.Root + path.Replace("{id}", $"{Stalin}", StringComparison.Ordinal))}");
        Assert.Equal(("1.0", "rich", "Stalin in power, 1922-53", 500), (said.GetProperty("version").GetString(), said.GetProperty("type").GetString(), said.GetProperty("title").GetString(), said.GetProperty("width").GetInt32()));
        Assert.Contains($"<iframe src=\"{site.Root}/embed/m/{Stalin}\" width=\"500\"", said.GetProperty("html").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    [InlineData("http://[::1]:22/")]
    [InlineData("http://2130706433/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("gopher://127.0.0.1:25/")]
    [InlineData("https://example.org/history/russia-1917-1991/stalin-in-power-1922-53")]
    [InlineData("//evil/m/1")]
    [InlineData("")]
    public async Task B17_An_address_of_anybody_else_is_not_asked_but_not_found(string url)
    {
        using var client = site.Client();
        using var answer = await client.GetAsync($"/oembed?url={Uri.EscapeDataString(url)}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task B17_An_address_on_this_machine_that_somebody_names_gets_no_connection()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var trap = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/x.png";
        using var client = site.Client(cookies: true);
        await client.GetAsync($"/oembed?url={Uri.EscapeDataString(trap)}");
        await DraftsTests.Keep(client, $"Notes\n  see {trap}\n  ![picture]({trap})");
        await client.GetAsync($"/account/sign-in?back={Uri.EscapeDataString(trap)}");
        await Task.Delay(200);
        Assert.False(listener.Pending());
    }

    [Fact]
    public async Task In_a_page_of_another_site_the_map_is_seen_and_can_be_opened_as_an_outline()
    {
        var page = await chromium.Open();
        await using var school = await School($"<!DOCTYPE html><title>School</title><h1>School</h1><iframe src='{site.Root}/embed/m/{Stalin}' width=800 height=600 title=Map></iframe>");
        await page.GotoAsync(school.Urls.Single());
        var frame = page.FrameLocator("iframe");
        await Assertions.Expect(frame.Locator(".view-map svg").First).ToBeVisibleAsync();
        await Shots.Keep(page, "embed-framed");
        await frame.Locator(".switch label").Nth(1).ClickAsync();
        await Assertions.Expect(frame.Locator(".outline").GetByText("He died on 5 March 1953").First).ToBeVisibleAsync();
        Assert.Empty(await page.Context.CookiesAsync());
    }

    [Fact]
    public async Task Axe_finds_nothing_on_an_embedded_map_and_it_fits_a_phone()
    {
        var page = await chromium.Open(bypassPolicy: true);
        await page.GotoAsync($"{site.Root}/embed/m/{Stalin}");
        foreach (var (width, scheme) in new[] { (1440, ColorScheme.Light), (390, ColorScheme.Dark), (320, ColorScheme.Light) })
        {
            await page.SetViewportSizeAsync(width, width == 1440 ? 900 : 844);
            await page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await Shots.Keep(page, $"embed-{width}");
            await page.AssertAccessible($"{width} {scheme}");
            Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"wider than {width}");
        }
    }

    /// <summary>Another site: 127.0.0.1 is not localhost.</summary>
    private static async Task<WebApplication> School(string page)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var school = builder.Build();
        school.Run(context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync(page);
        });
        await school.StartAsync();
        return school;
    }

    private Guid Stalin => site.Library.Shelves.Find("history", "russia-1917-1991", "stalin-in-power-1922-53")!.Id;
}
