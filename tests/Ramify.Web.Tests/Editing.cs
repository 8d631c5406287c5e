using Microsoft.Playwright;

namespace Ramify.Web.Tests;

/// <summary>Somebody who edits a map in a browser.</summary>
internal static class Editing
{
    /// <summary>Pastes a text, keeps it as a draft and opens it in the editor.</summary>
    public static async Task Open(IPage page, RunningSite site, string outline)
    {
        await Draft(page, site, outline);
        await page.GotoAsync(site.Root + await AddressIn(page));
        await Ready(page);
    }

    public static Task Ready(IPage page) => page.Locator("[data-ready]").WaitForAsync(new() { Timeout = 60_000 });

    /// <summary>Pastes a text and keeps it; the page is the draft's.</summary>
    public static async Task Draft(IPage page, RunningSite site, string outline)
    {
        await page.GotoAsync(site.Root + "/new");
        await page.Locator("main form textarea").FillAsync(outline);
        await page.Locator("main form button").ClickAsync();
        await page.Locator("main form[action='/draft'] button").ClickAsync();
        await page.WaitForURLAsync("**/draft/*");
    }

    /// <summary>Where the draft on the page is edited.</summary>
    public static async Task<string> AddressIn(IPage page) => (await page.Locator("a[href$='/editor']").GetAttributeAsync("href"))!;
}
