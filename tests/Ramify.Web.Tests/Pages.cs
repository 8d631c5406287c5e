using Microsoft.Playwright;

namespace Ramify.Web.Tests;

/// <summary>Pages of a browser set up as a reader's.</summary>
internal static class Pages
{
    /// <summary>A fresh browser profile with one page.</summary>
    public static async Task<IPage> Open(this Chromium chromium, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light, bool script = true, bool bypassPolicy = false)
    {
        var context = await chromium.Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme, JavaScriptEnabled = script, BypassCSP = bypassPolicy,
        });
        return await context.NewPageAsync();
    }
}
