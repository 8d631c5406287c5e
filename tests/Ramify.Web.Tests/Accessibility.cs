using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace Ramify.Web.Tests;

/// <summary>Axe, run in a page of Chromium.</summary>
internal static class Accessibility
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>Asserts that axe finds nothing against WCAG 2.2 AA or its own best practice.</summary>
    /// <remarks>
    /// The page itself is looked at, no frame in it; only faults are worked out, which is most of the time saved.
    /// </remarks>
    /// <param name="page">The page.</param>
    /// <param name="where">What to call it where a fault is told.</param>
    /// <param name="dimmed">A selector of what may have less contrast on purpose.</param>
    public static async Task AssertAccessible(this IPage page, string where, string? dimmed = null)
    {
        if (!await page.EvaluateAsync<bool>("() => 'axe' in window")) await page.EvaluateAsync(Axe);
        var faults = await page.EvaluateAsync<string[]>("""
            async dimmed => {
              const options = { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'], resultTypes: ['violations'], iframes: false, preload: false };
              const { violations } = await axe.run(document, options);
              const isDimmed = (fault, node) => dimmed && fault.id === 'color-contrast' && document.querySelector(node.target[0]).matches(dimmed);
              for (const fault of violations) fault.nodes = fault.nodes.filter(node => !isDimmed(fault, node));
              return violations.filter(fault => fault.nodes.length > 0).map(fault => `${fault.id}: ${fault.help}: ${fault.nodes.slice(0, 4).map(node => node.html).join(' | ')}`);
            }
            """, dimmed);
        Assert.True(faults.Length == 0, $"{where}:\n{string.Join('\n', faults)}");
    }
}
