using System.Globalization;
using Microsoft.Playwright;
using Ramify.Maps;

namespace Ramify.Web.Tests.Features;

/// <summary>B01: hostile text of our own composing in every field that exists; none of it runs and all of it reads as it was written.</summary>
public sealed class HostileTextTests(RunningSite site, Chromium chromium)
{
    [Fact]
    public async Task B01_no_payload_runs_in_any_field_and_the_page_shows_each_as_it_was_written()
    {
        var payloads = Payloads().Distinct().ToArray();
        Assert.True(payloads.Length >= 500, $"{payloads.Length}");
        foreach (var part in payloads.Chunk(90))
        {
            var page = await chromium.Open();
            var ran = new List<string>();
            page.Dialog += async (_, dialog) => { ran.Add(dialog.Message); await dialog.DismissAsync(); };
            await page.ExposeFunctionAsync("ran", (string what) => ran.Add(what));
            await page.GotoAsync(site.Root + Keep(part, out var texts).Address);
            // Everything that could start by itself has had its turn.
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            var shown = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.outline .text')].map(e => e.textContent)");
            Assert.Equal(texts, shown);
            var drawn = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.view-map.wide [role=treeitem] > title, .view-map.wide [role=treeitem]')].map(e => e.getAttribute('aria-label') ?? e.textContent)");
            Assert.NotEmpty(drawn);
            Assert.Equal(part[0], await page.Locator("h1").TextContentAsync());
            Assert.Equal(part[1], await page.Locator(".description").TextContentAsync());
            // As it was written, but for the marks of the small markup.
            Assert.Equal(Unmarked(part[2]), Unmarked(await page.Locator(".comment").First.TextContentAsync()));
            Assert.Equal(part[3], await page.Locator(".comments bdi").First.TextContentAsync());
            Assert.Equal(0, await page.EvaluateAsync<int>("() => document.querySelectorAll('main script:not([type=\"application/ld+json\"]), main iframe, main img:not([src$=\".qr.svg\"]), main object, main embed, main style, main base, main meta, [onload], [onerror], [onclick]').length"));
            Assert.Equal(0, await page.EvaluateAsync<int>("() => [...document.querySelectorAll('a')].filter(a => !['http:', 'https:', 'mailto:'].includes(new URL(a.href, location.href).protocol)).length"));
            Assert.Empty(ran);
            await page.Context.CloseAsync();
        }
    }

    [Fact]
    public async Task B01_pasted_payloads_neither_run_in_the_preview_nor_in_the_draft()
    {
        var payloads = Payloads().Distinct().Where(p => p.Trim() == p && !p.StartsWith('>') && p.Length > 3).Take(90).ToArray();
        var page = await chromium.Open();
        var ran = new List<string>();
        page.Dialog += async (_, dialog) => { ran.Add(dialog.Message); await dialog.DismissAsync(); };
        await page.ExposeFunctionAsync("ran", (string what) => ran.Add(what));
        await page.GotoAsync(site.Root + "/new");
        await page.Locator("#text").FillAsync("Hostile notes\n" + string.Concat(payloads.Select(p => $"  • {p}\n")));
        await page.GetByRole(AriaRole.Button, new() { Name = "See the map" }).ClickAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        await page.GetByRole(AriaRole.Button, new() { Name = "Keep this map" }).ClickAsync();
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var shown = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('.outline .text')].map(e => e.textContent)");
        Assert.Equal(["Hostile notes", .. payloads], shown);
        Assert.Empty(ran);
    }

    [Fact]
    public async Task B01_no_payload_runs_in_a_comment_a_name_a_tag_or_a_correction_and_each_reads_as_it_was_written()
    {
        var payloads = Payloads().Distinct().ToArray();
        Assert.True(payloads.Length >= 500, $"{payloads.Length}");
        var owner = await Actor.Join(site, "Hostile Reader", Ramify.Storage.Model.Role.Moderator);
        var page = await chromium.Open();
        var ran = new List<string>();
        page.Dialog += async (_, dialog) => { ran.Add(dialog.Message); await dialog.DismissAsync(); };
        await page.ExposeFunctionAsync("ran", (string what) => ran.Add(what));
        await page.GotoAsync(site.Root + "/account/sign-in");
        await page.GetByLabel("Display name").FillAsync(owner.Name);
        await page.GetByLabel("Password").FillAsync(Actor.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Sign in", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = "Your account" }).WaitForAsync();
        foreach (var part in payloads.Chunk(48))
        {
            var map = await Hold(owner, part);
            await page.GotoAsync($"{site.Root}/m/{map}/comments");
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            Assert.Equal(part.Select(Unmarked), (await page.Locator(".comment").AllTextContentsAsync()).Select(Unmarked));
            Assert.Equal(part, await page.Locator(".said bdi").AllTextContentsAsync());
            Assert.Equal(0, await Built(page));
            await page.GotoAsync($"{site.Root}/account/maps/{map}/corrections");
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            Assert.Equal(part, await page.Locator(".why").AllTextContentsAsync());
            Assert.Equal(part, await page.Locator(".sides > div:last-child .side").AllTextContentsAsync());
            Assert.Equal(part, await page.Locator(".cards > li > .meta bdi").AllTextContentsAsync());
            Assert.Equal(0, await Built(page));
            await page.GotoAsync($"{site.Root}/m/{map}");
            await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
            Assert.Equal(string.Join(", ", part), await page.EvaluateAsync<string>("() => [...document.querySelectorAll('.information dt')].find(t => t.textContent === 'Tags').nextElementSibling.textContent"));
            Assert.Equal(0, await Built(page));
        }
        Assert.Empty(ran);
        owner.Dispose();
    }

    /// <summary>A public map of a person with each payload as a tag, as a comment, and as a correction by somebody of that name.</summary>
    private async Task<Guid> Hold(Actor owner, string[] payloads)
    {
        var id = site.Library.OwnMaps.Add(owner.Id, owner.Name, RunningSite.Read("Hostile talk\n  One"));
        var row = site.Library.OwnMaps.Find(owner.Id, id)!;
        site.Library.OwnMaps.Describe(row, site.Library.Shelves.Open(row).Info with { Subject = "politics", Topic = site.Library.Taxonomy.Subject("politics")!.Topics[0].Slug, Licence = "CC0 1.0", Tags = [.. payloads] });
        site.Library.OwnMaps.Show(row, Ramify.Storage.Model.Visibility.Public);
        site.Library.Comments.Allow(row, true);
        var node = site.Library.Shelves.Open(row).Roots[0].Node.Id;
        await using var context = site.Library.Context();
        foreach (var (payload, i) in payloads.Select((p, i) => (p, i)))
        {
            // No sign-up takes such a name; were there one, it would have to read as it was written too.
            var person = new Ramify.Storage.Model.Person { Id = Guid.CreateVersion7(), UserName = payload, NormalizedUserName = Guid.NewGuid().ToString() };
            var at = DateTimeOffset.UnixEpoch.AddSeconds(i);
            context.Add(person);
            context.Add(new Ramify.Storage.Model.Comment { Id = Guid.CreateVersion7(), Map = id, Person = person.Id, Author = payload, Text = payload, At = at });
            context.Add(new Ramify.Storage.Model.Correction { Id = Guid.CreateVersion7(), Map = id, Node = node, Person = person.Id, Former = payload, Proposed = payload, Reason = payload, At = at, State = Ramify.Storage.Model.CorrectionState.Open });
        }
        await context.SaveChangesAsync();
        return id;
    }

    private static Task<int> Built(IPage page) => page.EvaluateAsync<int>("""
        () => document.querySelectorAll('main script:not([type="application/ld+json"]), main iframe, main img:not([src$=\".qr.svg\"]), main object, main embed, main style, main base, main meta, [onload], [onerror], [onclick]').length
            + [...document.querySelectorAll('a')].filter(a => !['http:', 'https:', 'mailto:'].includes(new URL(a.href, location.href).protocol)).length
        """);

    private static string Unmarked(string? text) => new([.. (text ?? "").Where(c => c is not ('*' or '_' or '`'))]);

    /// <summary>A public map with payloads as title, description, author, licence, texts, notes, a comment and its name.</summary>
    private Ramify.Storage.Model.StoredMap Keep(string[] payloads, out string[] texts)
    {
        var builder = new MapBuilder();
        builder.Info = new MapInfo
        {
            Title = payloads[0], Description = payloads[1], Author = payloads[4], Licence = payloads[5], Specification = payloads[6], Level = payloads[7], Board = payloads[8],
            Date = payloads[9], Language = payloads[10], Subject = "politics", Topic = site.Library.Taxonomy.Subject("politics")!.Topics[0].Slug,
        };
        var root = builder.Add(null, "Hostile");
        foreach (var payload in payloads) MapBuilder.Describe(builder.Add(root, payload), new NodeDetails { Note = payload, Link = payload });
        texts = ["Hostile", .. payloads];
        var map = builder.Build(Guid.CreateVersion7());
        var published = site.Library.Publishing.Publish(map, [new(payloads[11], payloads[12], payloads[13], payloads[14], [root.Id])]);
        site.Comment(published.Id, payloads[3], payloads[2]);
        return site.Library.Shelves.Find(published.Id)!;
    }

    /// <summary>Every vector with every call, bare and dressed for each place in a page where text could break out.</summary>
    internal static IEnumerable<string> Payloads()
    {
        string[] calls = ["ran('x')", "alert(1)", "window['ran']('y')", "top.ran`z`"];
        string[] vectors =
        [
            "<script>{0}</script>", "<ScRiPt >{0}</sCrIpT>", "<img src=x onerror=\"{0}\">", "<svg onload={0}>", "<svg><script>{0}</script></svg>",
            "<body onload={0}>", "<iframe srcdoc=\"<script>{0}</script>\"></iframe>", "<details open ontoggle={0}>", "<input autofocus onfocus={0}>",
            "<a href=\"javascript:{0}\">click</a>", "<video><source onerror=\"{0}\"></video>", "<math><mtext></mtext><script>{0}</script></math>",
            "<object data=\"data:text/html,<script>{0}</script>\"></object>", "<marquee onstart={0}>", "<style>@keyframes a{{}}</style><b style=\"animation-name:a\" onanimationstart=\"{0}\">b</b>",
            "<template><script>{0}</script></template>", "<noscript><img src=x onerror={0}></noscript>", "javascript:{0}", "JaVaScRiPt:{0}", "data:text/html,<script>{0}</script>",
            "vbscript:{0}", "&lt;script&gt;{0}&lt;/script&gt;", "&#60;img src=x onerror={0}&#62;", "{{{{constructor.constructor('{0}')()}}}}", "${{{0}}}",
        ];
        string[] dresses = ["{0}", "\">{0}", "'>{0}", "</title>{0}", "</textarea>{0}", "]]>{0}", "-->{0}", "</style>{0}", "</script>{0}", "</text></svg>{0}", "\" autofocus onfocus=\"{0}"];
        foreach (var vector in vectors)
            foreach (var (call, at) in calls.Select((c, i) => (c, i)))
                foreach (var dress in dresses.Where((_, i) => (i + at) % 2 == 0 || at == 0))
                    yield return string.Format(CultureInfo.InvariantCulture, dress, string.Format(CultureInfo.InvariantCulture, vector, call));
    }
}
