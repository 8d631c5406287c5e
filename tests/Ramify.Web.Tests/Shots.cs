using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Ramify.Web.Tests;

/// <summary>Screenshots for people to look at, under artifacts/screens of the repository, and the one in README.</summary>
internal static class Shots
{
    public static Task Keep(IPage page, string name, bool whole = false) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Folder("artifacts/screens"), name + ".png"), FullPage = whole });

    /// <summary>The same page light and dark, on a wide screen and on a phone.</summary>
    public static async Task KeepAll(IPage page, string name)
    {
        foreach (var (width, height) in new[] { (390, 844), (1440, 900) })
            foreach (var scheme in new[] { ColorScheme.Dark, ColorScheme.Light })
            {
                await page.SetViewportSizeAsync(width, height);
                await page.EmulateMediaAsync(new() { ColorScheme = scheme });
                await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 200)))");
                Assert.True(await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth"), $"{name} is wider than {width} px");
                await Keep(page, $"{name}-{width}-{scheme}");
            }
    }

    /// <summary>The picture that README shows; written anew with RAMIFY_UPDATE=1, like the golden files.</summary>
    public static Task KeepForReadme(IPage page) => Environment.GetEnvironmentVariable("RAMIFY_UPDATE") == "1"
        ? page.ScreenshotAsync(new() { Path = Path.Combine(Folder("docs/guide"), "page.png") })
        : Task.CompletedTask;

    private static string Folder(string name, [CallerFilePath] string here = "") =>
        Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(here)!, "../..", name)).FullName;
}
