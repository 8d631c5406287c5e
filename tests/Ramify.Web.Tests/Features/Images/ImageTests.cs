using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using Ramify.Formats;
using Ramify.Maps;
using Ramify.Storage.Model;
using Ramify.Tests.Fixtures;
using SkiaSharp;

namespace Ramify.Web.Tests.Features.Images;

/// <summary>Pictures of nodes: what comes in and in what state, who sees them, and where they come out again.</summary>
public sealed class ImageTests(RunningSite site, Chromium chromium)
{
    [Fact]
    public async Task A27_a_pixel_flood_and_a_GIF_of_50000_frames_are_refused_from_the_header()
    {
        using var ann = await Actor.Join(site, "Flooding Ann");
        var path = $"/m/{Own(ann)}/images";
        await Upload(ann, path, Rasters.Halves());
        var before = Memory();
        var watch = Stopwatch.StartNew();
        foreach (var (bytes, code) in ((byte[], string)[])[(Rasters.PixelFlood(), "image_too_large"), (Rasters.ManyFrames(), "image_too_many_frames")])
        {
            using var answer = await Upload(ann, path, bytes);
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Equal(code, (await Json(answer)).GetProperty("code").GetString());
        }
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10));
        Assert.True(Memory() - before < 64 << 20);
    }

    [Fact]
    public async Task A27_A28_a_map_with_pictures_that_are_refused_is_read_all_the_same_and_says_so()
    {
        using var nobody = new Actor(site);
        var page = await Preview(nobody, Rasters.XMindWith(("flood.png", Rasters.PixelFlood()), ("drawing.svg", "<svg/>"u8.ToArray()), ("good.png", Rasters.Halves())));
        Assert.Contains("4 ideas", page, StringComparison.Ordinal);
        Assert.Contains("65,000 x 65,000 pixels", page, StringComparison.Ordinal);
        Assert.Contains("no PNG, JPEG, GIF or WebP", page, StringComparison.Ordinal);
        Assert.Contains("href=\"data:image/png;base64,", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A28_an_SVG_is_no_picture_whatever_it_says_it_is()
    {
        using var ann = await Actor.Join(site, "Drawing Ann");
        var path = $"/m/{Own(ann)}/images";
        foreach (var svg in (string[])["<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", "\uFEFF <?xml version=\"1.0\"?><svg/>", "<!DOCTYPE html><script>alert(1)</script>"])
        {
            using var answer = await Upload(ann, path, Encoding.UTF8.GetBytes(svg), "image/png");
            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
            Assert.Contains("export it as PNG", (await Json(answer)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A29_nothing_of_EXIF_comments_or_what_lies_behind_the_picture_is_kept_and_it_stands_upright()
    {
        using var ann = await Actor.Join(site, "Placed Ann");
        var map = Own(ann);
        Assert.Contains(Rasters.Place, Encoding.Latin1.GetString(Rasters.PhotoWithPlace()), StringComparison.Ordinal);
        using var answer = await Upload(ann, $"/m/{map}/images", Rasters.PhotoWithPlace());
        var hash = (await Json(answer)).GetProperty("hash").GetString()!;
        var stored = site.Library.MapImages.Find(map, hash)!;
        Assert.DoesNotContain(Rasters.Place, Encoding.Latin1.GetString(stored), StringComparison.Ordinal);
        Assert.DoesNotContain("Exif", Encoding.Latin1.GetString(stored), StringComparison.Ordinal);
        Assert.Equal(hash, ImageBytes.HashOf(stored));
        Assert.Equal([0xFF, 0xD9], stored[^2..]);
        using var seen = SKBitmap.Decode(stored);
        Assert.Equal((30, 60), (seen.Width, seen.Height));
        // What was on the left is above: the camera was turned right.
        Assert.True(seen.GetPixel(15, 10).Red > 200 && seen.GetPixel(15, 50).Blue > 200);
    }

    [Fact]
    public async Task A_picture_is_as_private_as_its_map_and_is_nothing_but_a_picture()
    {
        using var ann = await Actor.Join(site, "Private Ann");
        using var nobody = new Actor(site);
        var map = Own(ann);
        using var added = await Upload(ann, $"/m/{map}/images", Rasters.Halves(SKEncodedImageFormat.Webp));
        var path = (await Json(added)).GetProperty("address").GetString()!;
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.Get(path)).StatusCode);
        using var shown = await ann.Get(path);
        Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
        Assert.Equal("image/png", shown.Content.Headers.ContentType!.ToString());
        Assert.Equal("nosniff", shown.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.StartsWith("default-src 'none'; sandbox", shown.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Contains("immutable", shown.Headers.CacheControl!.ToString(), StringComparison.Ordinal);

        site.Library.OwnMaps.Show(site.Library.OwnMaps.Find(ann.Id, map)!, Visibility.Link);
        var link = site.Library.OwnMaps.Find(ann.Id, map)!.LinkToken;
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.Get(path)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await nobody.Get($"{path}?link={link}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await Upload(nobody, $"/m/{map}/images", Rasters.Halves())).StatusCode);
    }

    [Fact]
    public async Task A_picture_that_was_added_can_be_shown_by_a_node_and_goes_with_copies_and_files()
    {
        using var ann = await Actor.Join(site, "Showing Ann");
        var map = Own(ann);
        using var added = await Upload(ann, $"/m/{map}/images", Rasters.Halves());
        var hash = (await Json(added)).GetProperty("hash").GetString()!;
        var row = site.Library.OwnMaps.Find(ann.Id, map)!;
        var node = site.Library.Shelves.Open(row).Roots[0].Node.Id;
        Assert.True(site.Library.OwnMaps.Change(row, new MapChange.SetField(node, NodeField.Image, new NodeDetails { Image = hash }), ann.Id).IsApplied);
        Assert.Contains($"href=\"/m/{map}/images/{hash}\"", await ann.Read($"/account/maps/{map}"), StringComparison.Ordinal);
        Assert.Contains($"src=\"/m/{map}/images/{hash}\"", await ann.Read($"/account/maps/{map}"), StringComparison.Ordinal);
        using var file = await ann.Get($"/account/maps/{map}.ramify.json");
        Assert.Equal(hash, Assert.Single(MapFormats.Read(await file.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), MapLimits.Upload).Images).Key);
        Assert.Contains("href=\"data:image/png;base64,", await ann.Read($"/account/maps/{map}.svg"), StringComparison.Ordinal);
        foreach (var suffix in (string[])[".png", ".pdf"])
            Assert.Equal(HttpStatusCode.OK, (await ann.Get($"/account/maps/{map}{suffix}")).StatusCode);
    }

    [Fact]
    public async Task A_picture_of_an_xmind_is_seen_in_the_page_and_is_the_same_in_the_xmind_that_leaves()
    {
        var page = await chromium.Open();
        var failed = new List<string>();
        page.Response += (_, answer) =>
        {
            if (answer.Status >= 400) failed.Add(answer.Url);
        };
        await page.GotoAsync(site.Root + "/new");
        await page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "war.xmind", MimeType = "application/zip", Buffer = Rasters.XMindWith(("halves.png", Rasters.Halves(width: 600, height: 300)), ("photo.jpg", Rasters.PhotoWithPlace())) });
        if (!page.Url.EndsWith("/new", StringComparison.Ordinal) || await page.Locator("form.keep").CountAsync() == 0) await page.Locator("form:has(input[type=file]) button[type=submit]").First.ClickAsync();
        await page.Locator("form.keep button.strong").ClickAsync();
        await page.WaitForURLAsync("**/draft/*");
        var image = page.Locator(".view-map.wide svg image").First;
        await Assertions.Expect(image).ToBeVisibleAsync();
        Assert.True(await page.Locator(".view-map.wide svg image").EvaluateAllAsync<bool>("images => Promise.all(images.map(i => i.decode())).then(() => images.length === 2)"));
        await Shots.Keep(page, "images-wide");
        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await Shots.Keep(page, "images-dark");
        Assert.Empty(failed);

        var bytes = await (await page.Context.APIRequest.GetAsync(page.Url + ".xmind")).BodyAsync();
        var back = MapFormats.Read(bytes, MapLimits.Upload, fileName: "war.xmind");
        Assert.Equal(2, back.Images.Count);
        var draft = site.Library.Drafts.Find(page.Url.Split('/')[^1])!;
        Assert.All(back.Images, i => Assert.Equal(site.Library.MapImages.Find(draft.Id, i.Key), i.Value.ToArray()));
        using var seen = SKBitmap.Decode(back.Images.Values.Single(i => ImageBytes.TypeOf(i.Span) == "image/png").ToArray());
        Assert.Equal((SKColors.Red, SKColors.Blue), (seen.GetPixel(100, 150), seen.GetPixel(500, 150)));
        await page.Context.CloseAsync();
    }

    private Guid Own(Actor actor) => site.Library.OwnMaps.Add(actor.Id, actor.Name, RunningSite.Read("Root\n  One\n  Two"));

    private static async Task<HttpResponseMessage> Upload(Actor actor, string path, byte[] bytes, string type = "application/octet-stream")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        request.Headers.Add("RequestVerificationToken", await actor.Token());
        return await actor.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task<string> Preview(Actor actor, byte[] file)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(file), "file", "war.xmind" } };
        using var answer = await actor.Client.PostAsync(new Uri("/new", UriKind.Relative), form, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private static async Task<JsonElement> Json(HttpResponseMessage answer) => await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);

    private static long Memory()
    {
        using var self = Process.GetCurrentProcess();
        return self.WorkingSet64;
    }
}
