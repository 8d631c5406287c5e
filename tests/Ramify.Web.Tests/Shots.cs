using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Ramify.Web.Tests;

/// <summary>Screenshots for people to look at, under artifacts/screens of the repository, and the one in README.</summary>
internal static class Shots
{
    public static Task Keep(IPage page, string name, bool whole = false) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Folder("artifacts/screens"), name + ".png"), FullPage = whole });

    /// <summary>The picture that README shows; written anew with RAMIFY_UPDATE=1, like the golden files.</summary>
    public static Task KeepForReadme(IPage page) => Environment.GetEnvironmentVariable("RAMIFY_UPDATE") == "1"
        ? page.ScreenshotAsync(new() { Path = Path.Combine(Folder("docs/guide"), "page.png") })
        : Task.CompletedTask;

    private static string Folder(string name, [CallerFilePath] string here = "") =>
        Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(here)!, "../..", name)).FullName;
}
