using System.Text.Json;
using Microsoft.Playwright;
using Ramify.Layout;
using Ramify.Maps;
using Ramify.Render;
using Ramify.Text;

namespace Ramify.Web.Tests.Picture;

/// <summary>Measures the picture where it is seen: in Chromium, on the SVG itself.</summary>
public sealed class PictureTests(Chromium chromium)
{
    private static readonly string[] Samples = [.. Directory.GetFiles(SamplesFolder(), "*.txt").Order(StringComparer.Ordinal)];

    [Fact]
    public async Task Every_sample_is_readable_at_fit_with_nothing_across_a_text()
    {
        foreach (var file in Samples)
        {
            var map = Read(file);
            var seen = await Measure(map, LayoutOptions.Default);
            Assert.Equal(map.NodeCount, seen.Items);
            Assert.True(seen.Overlaps == 0, $"{file}: {seen.Overlaps} overlaps");
            Assert.True(seen.Crossed.Length == 0, $"{file}: {string.Join(", ", seen.Crossed)}");
            Assert.True(seen.Overflows.Length == 0, $"{file}: {string.Join(", ", seen.Overflows)}");
            Assert.True(seen.SmallestText >= 9, $"{file}: {seen.SmallestText} px");
            Assert.True(Math.Abs(seen.Aspect / 1.6 - 1) <= 0.1, $"{file}: {seen.Aspect}");
            Assert.Equal(map.Nodes.Select(n => Collapse(n.Text)), seen.Texts.Select(Collapse));
        }
    }

    [Fact]
    public async Task Texts_are_as_wide_as_the_layout_took_them_to_be()
    {
        foreach (var file in Samples)
        {
            var layout = MapLayout.Of(Read(file));
            var widths = await Widths(layout);
            var (expected, ofFont) = (new List<double>(), new List<bool>());
            foreach (var i in layout.ReadingOrder.ToArray())
                foreach (var line in layout.LinesOf(i).ToArray())
                {
                    expected.Add(line.Width * layout.TextSizeOf(i) / 64.0 / 1000);
                    ofFont.Add(!layout.Nodes[i].Text.AsSpan(line.Start, line.Length).ContainsAnyExceptInRange('\u0020', '\u017F'));
                }
            Assert.Equal(expected.Count, widths.Length);
            // Characters of other fonts are given more room than they take.
            for (var i = 0; i < widths.Length; i++)
                Assert.True(widths[i] - expected[i] < 0.5 && (!ofFont[i] || widths[i] - expected[i] > -0.5), $"{file} line {i}: {widths[i]} px, not {expected[i]}");
        }
    }

    [Fact]
    public async Task The_accessibility_tree_is_the_map()
    {
        var map = Read(Samples[0]);
        var page = await Open(SvgWriter.Write(MapLayout.Of(map), SvgOptions.InPage), MapStyle.Page);
        var session = await page.Context.NewCDPSessionAsync(page);
        var nodes = (await session.SendAsync("Accessibility.getFullAXTree"))!.Value.GetProperty("nodes").EnumerateArray()
            .Where(n => n.TryGetProperty("role", out var role) && role.GetProperty("value").GetString() is "tree" or "treeitem").ToList();
        Assert.Single(nodes, n => n.GetProperty("role").GetProperty("value").GetString() == "tree");
        var items = nodes.Where(n => n.GetProperty("role").GetProperty("value").GetString() == "treeitem").ToList();
        Assert.Equal(map.NodeCount, items.Count);
        foreach (var (node, item) in map.Nodes.Zip(items))
        {
            var name = item.GetProperty("name").GetProperty("value").GetString()!;
            Assert.StartsWith(Collapse(node.Text), Collapse(name), StringComparison.Ordinal);
            Assert.Equal(node.IsShared, name.EndsWith(", shared, 2 parents", StringComparison.Ordinal));
        }
        await page.CloseAsync();
    }

    private sealed record Seen(int Items, int Overlaps, string[] Crossed, string[] Overflows, double SmallestText, double Aspect, string[] Texts);

    private async Task<Seen> Measure(MindMap map, LayoutOptions options)
    {
        var page = await Open(SvgWriter.Write(MapLayout.Of(map, options), SvgOptions.InPage), Fonts.Value + MapStyle.Page + "svg{width:100vw;height:100vh;display:block}body{margin:0}");
        var json = await page.EvaluateAsync<JsonElement>(
            """
            () => {
              const svg = document.querySelector('svg');
              const items = [...svg.querySelectorAll('[role=treeitem]')];
              const texts = items.map(g => g.querySelector('text')).filter(t => t);
              const boxes = texts.map(t => t.getBBox());
              const body = g => g.querySelector('.body, .hit').getBBox();
              const bodies = items.map(body);
              const meet = (a, b, by) => a.x + by < b.x + b.width && b.x + by < a.x + a.width && a.y + by < b.y + b.height && b.y + by < a.y + a.height;
              let overlaps = 0;
              for (let i = 0; i < bodies.length; i++) for (let j = 0; j < i; j++) if (meet(bodies[i], bodies[j], 0.11)) overlaps++;
              const crossed = [];
              for (const path of svg.querySelectorAll('.edges path, .curve')) {
                const length = path.getTotalLength();
                for (let at = 0; at <= length; at += 2) {
                  const p = path.getPointAtLength(at);
                  // The line box is higher than the letters: leave out what only holds ascenders.
                  const hit = boxes.findIndex(b => p.x > b.x && p.x < b.x + b.width && p.y > b.y + 3 && p.y < b.y + b.height - 3);
                  if (hit >= 0) { crossed.push(texts[hit].textContent); break; }
                }
              }
              const overflows = texts.filter((t, i) => {
                const box = body(t.closest('[role=treeitem]'));
                return boxes[i].x < box.x - 0.5 || boxes[i].x + boxes[i].width > box.x + box.width + 0.5;
              }).map(t => t.textContent);
              const all = [...svg.querySelectorAll('text')];
              return {
                items: items.length, overlaps, crossed, overflows,
                smallestText: Math.min(...all.map(t => parseFloat(getComputedStyle(t).fontSize) * t.getScreenCTM().a)),
                aspect: svg.viewBox.baseVal.width / svg.viewBox.baseVal.height,
                texts: texts.map(t => t.textContent),
              };
            }
            """);
        await page.CloseAsync();
        return json.Deserialize<Seen>(JsonSerializerOptions.Web)!;
    }

    // As the page has them, in the style itself.
    private static readonly Lazy<string> Fonts = new(() =>
        string.Concat(MapFonts.All.Select(font => font.FontFace($"data:font/woff2;base64,{Convert.ToBase64String(MapFonts.Read(font))}"))));

    private async Task<double[]> Widths(MapLayout layout)
    {
        var page = await Open(SvgWriter.Write(layout, SvgOptions.AsFile), "");
        var widths = await page.EvaluateAsync<double[]>(
            """
            () => [...document.querySelectorAll('[role=treeitem] text')].flatMap(t => {
              const parts = t.querySelectorAll('tspan').length ? [...t.querySelectorAll('tspan')] : [t];
              return parts.map(part => {
                // Without the space that keeps lines apart in the text.
                const end = part.textContent.trimEnd().length;
                let lead = 0;
                while (lead < end && part.textContent[lead] === ' ') lead++;
                return part.getSubStringLength(0, Math.min(end - lead, part.getNumberOfChars()));
              });
            })
            """);
        await page.CloseAsync();
        return widths;
    }

    private async Task<IPage> Open(string svg, string style)
    {
        var page = await chromium.Open(1600, 1000);
        await page.SetContentAsync($"<!doctype html><meta charset=utf-8><style>{style}</style><body>{svg}");
        await page.EvaluateAsync("() => document.fonts.ready.then(() => true)");
        return page;
    }

    private static MindMap Read(string file) => OutlineText.Read(File.ReadAllText(file), MapLimits.Upload).Map;

    private static string Collapse(string text) => string.Join(' ', text.Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries));

    private static string SamplesFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Ramify.slnx"))) folder = folder.Parent!;
        return Path.Combine(folder.FullName, "samples");
    }
}
