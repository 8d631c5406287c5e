using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Ramify.Web.Tests.Chromium))]

namespace Ramify.Web.Tests;

/// <summary>The machine's own Chromium, started once for all browser tests; RAMIFY_CHROMIUM names another.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome"];

    // Playwright's own list, which this one takes the place of, and two that spare each page a process of its own for an address bar that nobody sees.
    private const string Features = "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,DialMediaRouteProvider,GlobalMediaControls,HttpsUpgrades,LensOverlay,MediaRouter,"
        + "PaintHolding,ThirdPartyStoragePartitioning,Translate,OptimizationHints,NetworkTimeServiceQuerying,AimEnabled,WebUIOmniboxPopup,WebUIOmniboxAimPopup";

    private static readonly string[] Arguments =
    [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-features=" + Features,
    ];

    private IPlaywright? playwright;

    /// <summary>The running browser.</summary>
    public IBrowser Browser { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        playwright = await Playwright.CreateAsync();
        Browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Path(), Args = Arguments });
    }

    /// <summary>A page of its own context.</summary>
    public Task<IPage> NewPageAsync(int width = 1600, int height = 1000, bool isScriptOn = true, ColorScheme scheme = ColorScheme.Light) =>
        Browser.NewPageAsync(new BrowserNewPageOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            JavaScriptEnabled = isScriptOn,
            ColorScheme = scheme,
        });

    public async ValueTask DisposeAsync()
    {
        await Browser.CloseAsync();
        playwright?.Dispose();
    }

    private static string Path() =>
        Environment.GetEnvironmentVariable("RAMIFY_CHROMIUM")
        ?? Names.SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator).Select(folder => System.IO.Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException("Chromium is not on the PATH; RAMIFY_CHROMIUM can name it.");
}
