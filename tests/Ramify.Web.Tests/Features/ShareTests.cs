using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Ramify.Storage.Model;
using SkiaSharp;

namespace Ramify.Web.Tests.Features;

public sealed class ShareTests(Chromium chromium)
{
    private const string Base = "http://maps.example";
    private const string Title = "Causes of the long war";

    [Fact]
    public async Task Whoever_fetches_a_shared_link_without_cookies_gets_title_description_and_a_picture_from_the_configured_address()
    {
        await using var site = await At(Base);
        using var ann = await Actor.Join(site, "Preview Ann");
        var map = Own(site, ann);
        using var nobody = site.Client();
        foreach (var visibility in (Visibility[])[Visibility.Link, Visibility.Public])
        {
            site.Library.OwnMaps.Show(site.Library.OwnMaps.Find(ann.Id, map)!, visibility);
            var row = site.Library.OwnMaps.Find(ann.Id, map)!;
            var path = row.Address ?? $"/shared/{row.LinkToken}";
            var page = await nobody.GetStringAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(Title, Meta(page, "og:title"));
            Assert.Equal("What led to it", Meta(page, "og:description"));
            Assert.Equal(Base + path, Meta(page, "og:url"));
            Assert.Equal($"{Base}{path}.card.png", Meta(page, "og:image"));
            Assert.DoesNotContain("localhost", page, StringComparison.Ordinal);
            using var card = SKBitmap.Decode(await nobody.GetByteArrayAsync($"{path}.card.png", TestContext.Current.CancellationToken));
            Assert.Equal((1200, 630), (card.Width, card.Height));
        }
    }

    [Fact]
    public async Task A_private_and_a_revoked_link_are_not_there_and_say_neither_title_nor_picture()
    {
        await using var site = await At(Base);
        using var ann = await Actor.Join(site, "Revoking Ann");
        var map = Own(site, ann);
        site.Library.OwnMaps.Show(site.Library.OwnMaps.Find(ann.Id, map)!, Visibility.Link);
        var revoked = $"/shared/{site.Library.OwnMaps.Find(ann.Id, map)!.LinkToken}";
        site.Library.OwnMaps.Show(site.Library.OwnMaps.Find(ann.Id, map)!, Visibility.Private);
        using var nobody = site.Client();
        foreach (var path in (string[])[revoked, $"{revoked}.card.png", $"{revoked}.qr.svg", $"/m/{map}", $"/m/{map}.card.png", $"/m/{map}.qr.png"])
        {
            using var answer = await nobody.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            var page = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
            Assert.DoesNotContain("long war", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("og:", page, StringComparison.Ordinal);
        }
        // Nor has its owner a code to show round of what nobody else may see.
        Assert.Equal(HttpStatusCode.NotFound, (await ann.Get($"/account/maps/{map}.qr.svg")).StatusCode);
    }

    [Fact]
    public async Task The_QR_code_of_a_map_leads_to_it_as_a_drawing_and_as_a_picture()
    {
        await using var site = await At(Base);
        using var ann = await Actor.Join(site, "Code Ann");
        var map = Own(site, ann);
        site.Library.OwnMaps.Show(site.Library.OwnMaps.Find(ann.Id, map)!, Visibility.Link);
        var link = $"/shared/{site.Library.OwnMaps.Find(ann.Id, map)!.LinkToken}";
        using var nobody = site.Client();
        using var answer = await nobody.GetAsync($"{link}.qr.png", TestContext.Current.CancellationToken);
        Assert.Equal("image/png", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(Base + link, Scan(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken)));
        var page = await chromium.Open(300, 300, ColorScheme.Dark);
        await page.GotoAsync($"{site.Root}{link}.qr.svg");
        Assert.Equal(Base + link, Scan(await page.ScreenshotAsync()));
        var id = site.Library.Shelves.Find("history", "russia-1917-1991", "stalin-in-power-1922-53")!.Id;
        Assert.Equal($"{Base}/m/{id}", Scan(await nobody.GetByteArrayAsync(RunningSite.Stalin + ".qr.png", TestContext.Current.CancellationToken)));
    }

    [Theory]
    [InlineData(1440, true)]
    [InlineData(390, true)]
    [InlineData(1440, false)]
    [InlineData(390, false)]
    public async Task The_share_sheet_says_who_can_see_it_and_has_the_address_the_code_and_with_script_the_buttons(int width, bool script)
    {
        await using var site = await At(null);
        var page = await chromium.Open(width, 844, width < 500 ? ColorScheme.Dark : ColorScheme.Light, script);
        // The system's own sheet is not to be had in a headless browser: that it is asked for is what can be seen.
        if (script) await page.AddInitScriptAsync("navigator.share = what => { window.sent = what; return Promise.resolve(); };");
        await page.GotoAsync(site.Root + RunningSite.Stalin);
        await page.Locator(".share summary").ClickAsync();
        var sheet = page.Locator(".share .sheet");
        await Assertions.Expect(sheet).ToContainTextAsync("Everybody can see this map");
        Assert.Equal(site.Root + RunningSite.Stalin, await sheet.GetByLabel("Address of this map").InputValueAsync());
        var code = sheet.GetByAltText("QR code of this address");
        await Assertions.Expect(code).ToBeInViewportAsync();
        Assert.Equal(script, await sheet.GetByRole(AriaRole.Button, new() { Name = "Copy" }).IsVisibleAsync());
        if (script)
        {
            Assert.True(await code.EvaluateAsync<bool>("async e => { await e.decode(); return e.naturalWidth > 0; }"));
            await sheet.GetByRole(AriaRole.Button, new() { Name = "Send to…" }).ClickAsync();
            Assert.Equal(site.Root + RunningSite.Stalin, await page.EvaluateAsync<string>("() => window.sent.url"));
        }
        await Shots.Keep(page, $"share-{width}-{(script ? "script" : "plain")}");
        Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"));
    }

    internal static string? Scan(byte[] png)
    {
        using var picture = SKBitmap.Decode(png);
        var light = new byte[picture.Width * picture.Height];
        for (var y = 0; y < picture.Height; y++)
            for (var x = 0; x < picture.Width; x++) light[y * picture.Width + x] = picture.GetPixel(x, y).Green;
        var source = new ZXing.RGBLuminanceSource(light, picture.Width, picture.Height, ZXing.RGBLuminanceSource.BitmapFormat.Gray8);
        return new ZXing.BarcodeReaderGeneric { Options = new() { PossibleFormats = [ZXing.BarcodeFormat.QR_CODE], TryHarder = true } }.Decode(source)?.Text;
    }

    private static async Task<RunningSite> At(string? address)
    {
        var site = new RunningSite { Arguments = address is null ? [] : ["--address", address] };
        await site.InitializeAsync();
        return site;
    }

    private static Guid Own(RunningSite site, Actor actor)
    {
        var id = site.Library.OwnMaps.Add(actor.Id, actor.Name, RunningSite.Read("Root\n  One\n  Two"));
        site.Library.OwnMaps.Describe(site.Library.OwnMaps.Find(actor.Id, id)!, new() { Title = Title, Description = "What led to it", Subject = "history", Topic = "russia-1917-1991", Licence = "CC BY 4.0", Author = actor.Name });
        return id;
    }

    private static string? Meta(string page, string property) => Regex.Match(page, $"<meta property=\"{property}\" content=\"([^\"]*)\"") is { Success: true } found ? WebUtility.HtmlDecode(found.Groups[1].Value) : null;
}
