using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Playwright;
using Ramify.Maps;
using Ramify.Storage;

namespace Ramify.Bench;

/// <summary>The reader's view in headless Chromium: how soon, how smooth, how large; beside it a blank page and other programs.</summary>
internal static class ViewBench
{
    private const int Rounds = 5, MostNodesOfPeers = 10_000;
    private static readonly int[] Sizes = [60, 1_000, 10_000, 100_000, 1_000_000];
    private static readonly string[] Peers = ["markmap", "mind-elixir", "jsmind", "simple-mind-map"];

    /// <summary>What a page is asked for.</summary>
    /// <param name="Address">Its address.</param>
    /// <param name="Selector">What must have a size.</param>
    private sealed record Sight(string Address, string Selector);

    /// <summary>What a zoom of three seconds was like. Milliseconds, but for the count.</summary>
    private sealed record Zoom(double P95, int Slow, double Blank);

    public static void Run(Report report, string site, string benchFolder) => RunAsync(report, site, benchFolder).GetAwaiter().GetResult();

    private static async Task RunAsync(Report report, string site, string benchFolder)
    {
        var data = Directory.CreateTempSubdirectory("ramify-bench-").FullName;
        var maps = Publish(data);
        using var server = new PeerPages(Path.Combine(benchFolder, "node_modules"));
        var address = PeerPages.FreeAddress();
        using var program = Process.Start(new ProcessStartInfo(site, ["--urls", address, "--data", data]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        try
        {
            using var playwright = await Playwright.CreateAsync();
            foreach (var map in maps.Values) await Warm(address + map);
            await Measure(report, playwright, address, maps, server);
        }
        finally
        {
            program.Kill();
            await program.WaitForExitAsync();
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task Measure(Report report, IPlaywright playwright, string address, Dictionary<int, string> maps, PeerPages server)
    {
        var emptyMemory = new List<double>();
        foreach (var size in Sizes)
        {
            var sights = new List<(string Name, Sight Sight)> { ("blank", new Sight(server.Blank, "p")), ("ours", new Sight(address + maps[size], "mind-map.wide [role=treeitem]")) };
            if (size <= MostNodesOfPeers) sights.AddRange(Peers.Select(peer => (peer, new Sight(server.PageOf(peer, size), PeerPages.NodeOf(peer)))));
            var times = sights.ToDictionary(s => s.Name, _ => new List<double>());
            var zooms = new List<Zoom>();
            var memory = new List<double>();
            for (var round = 0; round < Rounds; round++)
                foreach (var (name, sight) in sights)
                {
                    if (round > 0 && times[name] is [> 10_000, ..]) continue;
                    await using var browser = await Launch(playwright);
                    var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1440, Height = 900 } });
                    times[name].Add(await FirstSight(page, sight));
                    if (name == "blank") emptyMemory.Add(await Memory(browser));
                    if (name != "ours") continue;
                    await page.WaitForTimeoutAsync(300);
                    memory.Add(await Memory(browser));
                    zooms.Add(await ZoomOutAndIn(page));
                }
            Tell(report, size, times, zooms, Rivalry.Median(memory) - Rivalry.Median(emptyMemory));
        }
    }

    private static void Tell(Report report, int size, Dictionary<string, List<double>> times, List<Zoom> zooms, double memory)
    {
        var (ours, blank) = (Rivalry.Median(times["ours"]), Rivalry.Median(times["blank"]));
        var job = $"first view of {size:N0} nodes";
        report.Add(new Row(job, Ms(ours), "a blank page", Ms(blank), blank / ours, 1 / 2.5, 1 / 1.75));
        foreach (var peer in Peers.Where(times.ContainsKey))
        {
            var least = size == MostNodesOfPeers ? peer switch { "jsmind" => 5.0, "markmap" => 10, _ => (double?)null } : null;
            report.Add(new Row(job, Ms(ours), peer, Ms(Rivalry.Median(times[peer])), Rivalry.Median(times[peer]) / ours, least));
        }
        var p95 = Rivalry.Median([.. zooms.Select(z => z.P95)]);
        report.Add(new Row($"zoom of {size:N0} nodes, p95 of frames", Ms(p95), "17 ms", "", 17 / p95, 1));
        var slow = Rivalry.Median([.. zooms.Select(z => (double)z.Slow)]);
        report.Add(new Row($"zoom of {size:N0} nodes, frames over 33 ms", slow.ToString("0", CultureInfo.InvariantCulture), "2 in 3 s", "", 2 / Math.Max(slow, 1), 1));
        var missing = zooms.Max(z => z.Blank);
        report.Add(new Row($"zoom of {size:N0} nodes, longest blank", Ms(missing), "200 ms", "", 200 / Math.Max(missing, 1), 1));
        report.Add(new Row($"memory with {size:N0} nodes over blank", $"{memory:0} MB", "30 MB", "", 30 / Math.Max(memory, 0.1), 1));
    }

    private static Task<IBrowser> Launch(IPlaywright playwright) => playwright.Chromium.LaunchAsync(new()
    {
        ExecutablePath = Environment.GetEnvironmentVariable("RAMIFY_CHROMIUM") ?? "/usr/bin/chromium",
        Args = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    });

    private static async Task<double> FirstSight(IPage page, Sight sight)
    {
        await page.AddInitScriptAsync($$"""
            const look = () => {
              const box = document.querySelector({{JsonSerializer.Serialize(sight.Selector)}})?.getBoundingClientRect();
              if (box && box.width > 0) requestAnimationFrame(() => { globalThis.firstSight = performance.now(); });
              else requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
            """);
        await page.GotoAsync(sight.Address, new() { WaitUntil = WaitUntilState.Commit, Timeout = 120_000 });
        await page.WaitForFunctionAsync("() => globalThis.firstSight", null, new() { Timeout = 120_000 });
        return await page.EvaluateAsync<double>("() => globalThis.firstSight");
    }

    private static async Task<Zoom> ZoomOutAndIn(IPage page)
    {
        var numbers = await page.EvaluateAsync<double[]>("""
            async () => {
              const map = document.querySelector('mind-map.wide'), { left, top, width, height } = map.getBoundingClientRect();
              const [x, y] = [left + width / 2, top + height / 2];
              map.camera.show(map.camera.zoomed(1, x, y));
              await new Promise(done => setTimeout(done, 500));
              const frames = [], began = performance.now();
              let last = began, blankSince = null, blank = 0;
              await new Promise(done => {
                const step = now => {
                  if (now > began) frames.push(now - last);
                  last = now;
                  const t = (now - began) / 3000;
                  if (t >= 1) return done();
                  map.camera.move(map.camera.zoomed(0.1 ** (1 - Math.abs(1 - 2 * Math.max(0, t))), x, y));
                  if (map.isMissing) blank = Math.max(blank, now - (blankSince ??= now));
                  else blankSince = null;
                  requestAnimationFrame(step);
                };
                requestAnimationFrame(step);
              });
              map.camera.rest();
              frames.sort((a, b) => a - b);
              return [frames[Math.floor(frames.length * 0.95)], frames.filter(f => f > 33.4).length, blank];
            }
            """);
        return new Zoom(numbers[0], (int)numbers[1], numbers[2]);
    }

    /// <summary>Resident memory of the page's process, in MB.</summary>
    private static async Task<double> Memory(IBrowser browser)
    {
        var session = await browser.NewBrowserCDPSessionAsync();
        var processes = (await session.SendAsync("SystemInfo.getProcessInfo"))!.Value.GetProperty("processInfo").EnumerateArray();
        var most = 0.0;
        foreach (var process in processes.Where(p => p.GetProperty("type").GetString() == "renderer"))
        {
            var status = File.ReadLines($"/proc/{process.GetProperty("id").GetInt32()}/smaps_rollup").First(line => line.StartsWith("Pss:", StringComparison.Ordinal));
            most = Math.Max(most, double.Parse(status.AsSpan(4).Trim().ToString().Split(' ')[0], CultureInfo.InvariantCulture) / 1024);
        }
        return most;
    }

    private static async Task Warm(string address)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(3) };
        for (var tries = 0; ; tries++)
        {
            try
            {
                await client.GetByteArrayAsync(new Uri(address));
                return;
            }
            catch (HttpRequestException) when (tries < 100)
            {
                await Task.Delay(100);
            }
        }
    }

    private static Dictionary<int, string> Publish(string data)
    {
        var library = Library.Open(data);
        var addresses = new Dictionary<int, string>();
        foreach (var size in Sizes)
        {
            var info = new MapInfo { Title = $"A map of {size} nodes", Subject = "history", Topic = "russia-1917-1991" };
            addresses[size] = library.Publishing.Publish(MapGenerator.Map(GeneratedShape.Realistic, size, 1).As(Guid.CreateVersion7(), info)).Address
                ?? throw new InvalidOperationException("The map was not taken.");
        }
        return addresses;
    }

    private static string Ms(double ms) => string.Create(CultureInfo.InvariantCulture, $"{ms:0.0} ms");
}
