using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Playwright;
using Xunit.v3;

[assembly: Ramify.Web.Tests.ClosedPages]

namespace Ramify.Web.Tests;

/// <summary>Pages of a browser set up as a reader's.</summary>
internal static class Pages
{
    /// <summary>How long a step may take before it counts as failed, in ms: the machines that run tests are shared, and what is slow there is measured in bench/.</summary>
    private const int Patience = 90_000;

    private static readonly ConcurrentDictionary<string, ConcurrentBag<IBrowserContext>> Opened = new();

    static Pages() => Assertions.SetDefaultExpectTimeout(Patience);

    /// <summary>A fresh browser profile with one page, closed when the test ends.</summary>
    public static async Task<IPage> Open(
        this Chromium chromium, int width = 1440, int height = 900, ColorScheme scheme = ColorScheme.Light, bool script = true, bool bypassPolicy = false, bool touch = false)
    {
        var context = await chromium.Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height }, ColorScheme = scheme, JavaScriptEnabled = script, BypassCSP = bypassPolicy, HasTouch = touch, IsMobile = touch,
        });
        context.SetDefaultTimeout(Patience);
        if (TestContext.Current.Test is { } test) Opened.GetOrAdd(test.UniqueID, _ => []).Add(context);
        return await context.NewPageAsync();
    }

    /// <summary>Closes what a test has opened.</summary>
    public static void CloseAll(string test)
    {
        if (Opened.TryRemove(test, out var contexts)) foreach (var context in contexts) _ = context.CloseAsync();
    }
}

/// <summary>Pages that stay open after their test keep both cores busy with streams and timers of their own.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
internal sealed class ClosedPagesAttribute : BeforeAfterTestAttribute
{
    public override void After(MethodInfo methodUnderTest, IXunitTest test) => Pages.CloseAll(test.UniqueID);
}
