using System.Runtime.CompilerServices;
using Microsoft.Playwright;

namespace Ramify.Web.Tests;

/// <summary>Screenshots for people to look at, under artifacts/screens of the repository.</summary>
internal static class Shots
{
    public static Task Keep(IPage page, string name, bool whole = false) =>
        page.ScreenshotAsync(new() { Path = Path.Combine(Folder(), name + ".png"), FullPage = whole });

    private static string Folder([CallerFilePath] string here = "") =>
        Directory.CreateDirectory(Path.Combine(Path.GetDirectoryName(here)!, "../../artifacts/screens")).FullName;
}
