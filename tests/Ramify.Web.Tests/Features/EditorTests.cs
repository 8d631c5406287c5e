using System.Net;
using System.Text.Json;
using Microsoft.Playwright;
using Ramify.Live;
using Ramify.Maps;
using Ramify.Storage.Model;
using Ramify.Tests.Fixtures;
using SkiaSharp;

namespace Ramify.Web.Tests.Features;

/// <summary>The page on which a map is edited, in Chromium.</summary>
public sealed class EditorTests(RunningSite site, Chromium chromium)
{
    private const string Small = "Root\n  One\n    First\n    Second\n  Two\n";

    // Depths of the lines of a page as such sites have them, with three lines that stand twice.
    private const string Shape = "01234444455523445643454234545655344423334444332222";

    [Fact]
    public async Task The_program_starts_under_the_policy_and_says_nothing_in_the_console()
    {
        var page = await chromium.Open();
        var said = new List<string>();
        page.Console += (_, message) => { if (message.Type is "error" or "warning") said.Add(message.Text); };
        page.PageError += (_, error) => said.Add(error);
        var others = new List<string>();
        page.Request += (_, request) => { if (!request.Url.StartsWith(site.Root, StringComparison.Ordinal)) others.Add(request.Url); };
        await Editing.Open(page, site, Small);
        await Editing.Select(page, "One");
        await page.Keyboard.PressAsync("F4");
        await page.Locator(".panel").WaitForAsync();
        Assert.Empty(said);
        Assert.Empty(others);
    }

    [Fact]
    public async Task The_page_can_be_read_before_the_program_is_there_and_without_script()
    {
        var page = await chromium.Open(script: false);
        await Editing.Draft(page, site, Small);
        await page.GotoAsync(site.Root + await Editing.AddressIn(page));
        Assert.Equal(5, await page.Locator(".view-map.wide [role=treeitem]").CountAsync());
        Assert.Contains("needs JavaScript", await page.Locator("noscript").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C01_An_editor_is_there_only_for_those_who_may_edit_the_map()
    {
        using var ann = await Actor.Join(site, "Editor Ann");
        var id = site.Library.OwnMaps.Add(ann.Id, ann.Name, RunningSite.Read("Root\n  One"));
        using var mine = await ann.Get($"/m/{id}/editor");
        Assert.Equal(HttpStatusCode.OK, mine.StatusCode);
        Assert.Contains("'wasm-unsafe-eval'", mine.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        using var ben = await Actor.Join(site, "Editor Ben");
        using var others = await ben.Get($"/m/{id}/editor");
        Assert.Equal(HttpStatusCode.NotFound, others.StatusCode);
        using var nobody = new Actor(site);
        using var anybody = await nobody.Get($"/m/{id}/editor");
        Assert.Equal(HttpStatusCode.NotFound, anybody.StatusCode);
    }

    [Fact]
    public async Task The_picture_does_not_change_when_the_editor_takes_it_over()
    {
        var page = await chromium.Open();
        await Editing.Draft(page, site, Small);
        var address = site.Root + await Editing.AddressIn(page);
        await page.RouteAsync("**/_framework/**", route => route.AbortAsync());
        await page.GotoAsync(address);
        var before = await Boxes(page);
        await page.UnrouteAllAsync();
        await page.GotoAsync(address);
        await Editing.Ready(page);
        Assert.Equal(before, await Boxes(page));
    }

    [Fact]
    public async Task A_map_of_47_ideas_is_made_from_nothing_with_one_key_a_line_beyond_its_text_and_the_arrows()
    {
        var page = await chromium.Open();
        await page.GotoAsync(site.Root + "/new");
        await page.Locator("[data-empty]").ClickAsync();
        await page.WaitForURLAsync("**/draft/*");
        var draft = page.Url;
        await page.GotoAsync(site.Root + await Editing.AddressIn(page));
        await Editing.Ready(page);
        await Editing.Select(page, "My topic");
        var (keys, last) = (0, 0);
        for (var i = 0; i < Shape.Length; i++)
        {
            var depth = Shape[i] - '0';
            if (i > 0)
            {
                for (var up = last; up > depth; up--) await Outwards(page);
                await Press(page, depth > last ? "Tab" : "Enter");
                keys++;
            }
            await page.Keyboard.TypeAsync(Line(i)[..1]);
            await page.Keyboard.InsertTextAsync(Line(i)[1..]);
            last = depth;
        }
        await Press(page, "Escape");
        var text = await Editing.File(page, draft);
        Assert.Equal(Shape.Select((depth, i) => $"{new string(' ', 2 * (depth - '0'))}• {Line(i)}"), text.TrimEnd().Split('\n'));
        Assert.Equal(Shape.Length - 1, keys);
        using var map = JsonDocument.Parse(await (await page.APIRequest.GetAsync(draft + ".ramify.json")).TextAsync());
        Assert.Equal(47, map.RootElement.GetProperty("nodes").GetArrayLength());
    }

    [Fact]
    public async Task A_page_killed_in_the_middle_of_a_word_loses_at_most_the_last_second()
    {
        var page = await chromium.Open();
        // Nothing gets to the server: what is kept is kept by the browser.
        await page.RouteAsync("**/changes*", route => route.AbortAsync());
        var draft = await Editing.Open(page, site, Small);
        await Editing.Select(page, "Second");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.TypeAsync("What was written before the lid was clo");
        await page.WaitForTimeoutAsync(900);
        await page.Keyboard.TypeAsync("sed");
        var editor = page.Url;
        var context = page.Context;
        var session = await context.NewCDPSessionAsync(page);
        var crashed = new TaskCompletionSource();
        page.Crash += (_, _) => crashed.SetResult();
        _ = session.SendAsync("Page.crash");
        await crashed.Task.WaitAsync(TimeSpan.FromSeconds(60));
        var next = await context.NewPageAsync();
        await next.GotoAsync(editor);
        await Editing.Ready(next);
        Assert.Contains("What was written before the lid was clo", await Editing.File(next, draft), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_opened_map_is_read_and_edited_without_a_network_and_saved_when_it_is_back()
    {
        var page = await chromium.Open();
        var draft = await Editing.Open(page, site, Small);
        await page.Locator("[data-kept]").WaitForAsync();
        await Editing.Saved(page);
        await page.Context.SetOfflineAsync(true);
        await page.ReloadAsync();
        await Editing.Ready(page);
        await Editing.Select(page, "Two");
        await Press(page, "Tab");
        await page.Keyboard.TypeAsync("In a tunnel");
        await Press(page, "Escape");
        await page.Locator("[data-saving]", new() { HasTextString = "No connection" }).WaitForAsync();
        await page.ReloadAsync();
        await Editing.Ready(page);
        Assert.Equal(1, await Editing.Node(page, "In a tunnel").CountAsync());
        await page.Context.SetOfflineAsync(false);
        Assert.Contains("  • Two\n    • In a tunnel", await Editing.File(page, draft), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_ended_otherwise_is_listed_to_the_person()
    {
        var page = await chromium.Open();
        var draft = await Editing.Open(page, site, Small);
        var other = await page.Context.NewPageAsync();
        await other.GotoAsync(page.Url);
        await Editing.Ready(other);
        await page.RouteAsync("**/changes*", route => route.AbortAsync());
        await Editing.Select(page, "First");
        await page.Keyboard.TypeAsync("Mine");
        await Press(page, "Enter");
        await Editing.Select(other, "First");
        await Press(other, "Delete");
        await Editing.Saved(other);
        await page.UnrouteAllAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "What ended otherwise" }).ClickAsync();
        // Who types slowly has sent a part of the word first: that is listed too.
        await page.Locator(".panel li", new() { HasTextString = "Mine" }).First.WaitForAsync();
        Assert.DoesNotContain("Mine", await Editing.File(page, draft), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_people_see_each_other_s_edits_their_own_selection_stays_and_who_looks_on_sees_them_too()
    {
        using var ann = await Actor.Join(site, "Pair Ann");
        using var ben = await Actor.Join(site, "Pair Ben");
        var id = site.Library.OwnMaps.Add(ann.Id, ann.Name, RunningSite.Read(Small));
        site.Library.OwnMaps.Show(site.Library.OwnMaps.Find(ann.Id, id)!, Visibility.Link);
        (await ann.Post($"/account/maps/{id}/editors", ("link", "open"))).Dispose();
        (await ben.Post($"/joint/{site.Library.Editors.LinkOf(id)}")).Dispose();
        var (page, other, looker) = (await Enter(ann, id), await Enter(ben, id), await chromium.Open());
        await looker.GotoAsync($"{site.Root}/shared/{site.Library.OwnMaps.Find(ann.Id, id)!.LinkToken}");
        await Editing.Select(page, "Second");
        await Editing.Select(other, "Two");
        await Press(other, "Tab");
        await other.Keyboard.TypeAsync("From the other page");
        await Press(other, "Escape");
        await Editing.Node(page, "From the other page").WaitForAsync();
        Assert.Equal("Second", await page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        await Assertions.Expect(page.Locator("[data-people]")).ToHaveTextAsync("Here too: Pair Ben");
        await page.Locator("mind-map.wide .here").WaitForAsync();
        await Editing.Node(looker, "From the other page").WaitForAsync();
        await Assertions.Expect(looker.Locator("[data-looking]")).ToHaveTextAsync("Being edited now by Pair Ann, Pair Ben");
        await Shots.KeepAll(page, "live-two");
        await Shots.KeepAll(looker, "look-on");
    }

    /// <summary>Somebody's browser with a map open in the editor.</summary>
    private async Task<IPage> Enter(Actor actor, Guid map)
    {
        var page = await chromium.Open();
        await page.Context.AddCookiesAsync(actor.Cookies.GetCookies(new Uri(site.Root)).Select(c => new Microsoft.Playwright.Cookie { Name = c.Name, Value = c.Value, Url = site.Root }));
        await page.GotoAsync($"{site.Root}/m/{map}/editor");
        await Editing.Ready(page);
        return page;
    }

    [Fact]
    public async Task The_accessibility_tree_equals_the_model_after_1000_random_edits()
    {
        var page = await chromium.Open();
        await Editing.Open(page, site, "Root\n  One\n    First\n    Second\n  Two\n    Third\n  Three\n");
        var room = page.Url.Replace("/editor", "", StringComparison.Ordinal);
        using var who = JsonDocument.Parse(await (await page.APIRequest.GetAsync(room + "/room")).TextAsync());
        var snapshot = MapSnapshot.Read(await (await page.APIRequest.GetAsync(room + "/snapshot")).BodyAsync())!;
        var replica = new Replica(snapshot, who.RootElement.GetProperty("writer").GetGuid(), Guid.CreateVersion7());
        var random = new Random(20261124);
        for (var sent = 0; sent < 1000;)
        {
            for (var i = 0; i < 100; i++) replica.Do(RandomEdit(replica.Map, random, sent + i));
            while (replica.ToSend() is { Count: > 0 } batch)
            {
                var answer = await page.APIRequest.PostAsync(room + "/changes", new()
                {
                    DataByte = LiveJson.Write(batch),
                    Headers = new Dictionary<string, string> { ["RequestVerificationToken"] = who.RootElement.GetProperty("token").GetString()!, ["Content-Type"] = "application/json" },
                });
                Assert.True(answer.Ok, $"{answer.Status}");
                replica.Answered(LiveJson.ReadAnswers(await answer.BodyAsync())!);
            }
            sent += 100;
        }
        var expected = replica.Map.Nodes.Select(node => $"{Level(node)} {Place(replica.Map, node)} {node.Text}").Order(StringComparer.Ordinal).ToArray();
        string[] shown = [];
        for (var tries = 0; tries < 60 && !shown.SequenceEqual(expected); tries++)
        {
            await page.WaitForTimeoutAsync(500);
            try
            {
                shown = [.. (await Items(page)).Order(StringComparer.Ordinal)];
            }
            catch (PlaywrightException) when (tries < 59)
            {
                // A page that was left behind by hundreds of changes loads the map anew.
            }
        }
        Assert.Equal(expected, shown);
    }

    private static MapChange RandomEdit(MindMap map, Random random, int number)
    {
        var nodes = map.Nodes.ToArray();
        var (one, other) = (nodes[random.Next(nodes.Length)], nodes[random.Next(nodes.Length)]);
        return random.Next(10) switch
        {
            0 when nodes.Length > 30 && one.Parent is not null => new MapChange.Delete(one.Id),
            < 5 when nodes.Length < 90 => new MapChange.Insert(Guid.CreateVersion7(), one.Id, OrderKey.After(one.Children.Length == 0 ? OrderKey.First : one.Children[^1].Key), $"Idea {number}"),
            < 7 => new MapChange.SetText(one.Id, $"Text {number}"),
            _ when one.Parent is not null => new MapChange.Move(one.Id, other.Id, OrderKey.After(other.Children.Length == 0 ? OrderKey.First : other.Children[^1].Key)),
            _ => new MapChange.SetText(one.Id, $"Words {number}"),
        };
    }

    private static int Level(Node node)
    {
        var level = 1;
        for (var above = node.Parent; above is not null; above = above.Parent) level++;
        return level;
    }

    private static string Place(MindMap map, Node node)
    {
        var entries = (node.Parent is { } parent ? parent.Children : map.Roots).ToArray().Where(entry => !entry.IsAlsoUnder).Select(entry => entry.Node).ToList();
        return $"{entries.IndexOf(node) + 1}/{entries.Count}";
    }

    /// <summary>Level, place and name of every item as Chromium tells them to assistive technology; the place as the item has it, which its protocol leaves out.</summary>
    private static async Task<List<string>> Items(IPage page)
    {
        var session = await page.Context.NewCDPSessionAsync(page);
        var items = (await session.SendAsync("Accessibility.getFullAXTree"))!.Value.GetProperty("nodes").EnumerateArray()
            .Where(node => node.TryGetProperty("role", out var role) && role.GetProperty("value").GetString() == "treeitem")
            .Select(node => (Level: node.GetProperty("properties").EnumerateArray().First(p => p.GetProperty("name").GetString() == "level").GetProperty("value").GetProperty("value").GetInt32(),
                Name: node.GetProperty("name").GetProperty("value").GetString())).ToList();
        var places = await page.EvaluateAsync<string[]>("() => [...document.querySelectorAll('mind-map.wide [role=treeitem]')].map(g => `${g.getAttribute('aria-posinset')}/${g.getAttribute('aria-setsize')}`)");
        await session.DetachAsync();
        return items.Count == places.Length ? [.. items.Select((item, i) => $"{item.Level} {places[i]} {item.Name}")] : [];
    }

    [Fact]
    public async Task A_formula_is_shown_as_MathML()
    {
        var page = await chromium.Open();
        var said = new List<string>();
        page.Console += (_, message) => { if (message.Type is "error" or "warning") said.Add(message.Text); };
        await Editing.Open(page, site, """
            Energy
              Rest energy is $E = mc^2$
              A broken one: $\frac{1$ stays
              Struck out and framed $\cancel{ab} + \xcancel{c} = \boxed{d}$
              In bold, with arrows $\pmb{F} = m \vec{a}, \quad \overline{AB} \perp \underline{CD}, \quad f'(x)$
              By cases $|x| = \begin{cases} x & x \ge 0 \\ -x & x < 0 \end{cases}$
              Sums at the sides $\sideset{_1^2}{_3^4}\sum_{i=0}^n \sqrt[3]{i}$
              A table $\begin{pmatrix} 1 & 0 \\ 0 & 1 \end{pmatrix}$
            """);
        await page.Locator("mind-map.wide math").First.WaitForAsync();
        Assert.Contains("$\\frac{1$", await page.Locator("mind-map.wide .maths", new() { HasTextString = "A broken one" }).InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(6, await page.Locator("mind-map.wide .maths:has(math)").CountAsync());
        Assert.Equal(0, await page.Locator("mind-map.wide math[style*='text-align'], mind-map.wide .temml-error").CountAsync());
        // What the browser itself does not draw is drawn by our style.
        Assert.Equal("solid", await page.Locator("mind-map.wide .tml-overline").EvaluateAsync<string>("e => getComputedStyle(e).borderTopStyle"));
        await Shots.Keep(page, "formulas-wide-light");
        Assert.Empty(said);
    }

    [Fact]
    public async Task A_paste_of_several_ideas_is_shown_first_and_is_one_step_of_undo()
    {
        var page = await chromium.Open();
        var draft = await Editing.Open(page, site, Small);
        await Editing.Select(page, "Two");
        await Editing.Paste(page, "text/html", "<ul><li>Alpha<ul><li>Beta</li></ul></li><li>Gamma</li></ul>");
        await page.Locator(".panel .preview li").First.WaitForAsync();
        Assert.Equal(["Alpha", "Beta", "Gamma"], await page.Locator(".panel .preview li").AllInnerTextsAsync());
        await page.GetByRole(AriaRole.Button, new() { Name = "Paste", Exact = true }).ClickAsync();
        await Editing.Node(page, "Gamma").WaitForAsync();
        await Editing.Saved(page);
        Assert.EndsWith("  • Two\n    • Alpha\n      • Beta\n    • Gamma", (await (await page.APIRequest.GetAsync(draft + ".txt")).TextAsync()).TrimEnd(), StringComparison.Ordinal);
        await Press(page, "Control+z");
        Assert.Equal("• Root\n  • One\n    • First\n    • Second\n  • Two", (await Editing.File(page, draft)).TrimEnd());
    }

    [Fact]
    public async Task An_image_is_pasted_dropped_and_chosen_each_in_one_step_of_undo_and_what_is_refused_is_said()
    {
        var page = await chromium.Open();
        var draft = await Editing.Open(page, site, Small);
        var saying = page.Locator("[data-saving]");
        ILocator ImageOf(string text) => Editing.Node(page, text).Locator("image");
        await saying.EvaluateAsync("line => { window.said = []; new MutationObserver(() => window.said.push(line.textContent)).observe(line, { childList: true }); }");
        await Editing.Select(page, "Two");
        await Editing.Give(page, Rasters.Halves());
        await ImageOf("Two").WaitForAsync();
        Assert.Contains("Sending the image…", await page.EvaluateAsync<string[]>("() => window.said"));
        Assert.True(await ImageOf("Two").EvaluateAsync<bool>("image => image.decode().then(() => true)"));
        await Press(page, "Control+z");
        await Assertions.Expect(ImageOf("Two")).ToHaveCountAsync(0);
        await Press(page, "Control+y");
        await ImageOf("Two").WaitForAsync();
        await Editing.Give(page, Rasters.PhotoWithPlace(), ontoNode: "First");
        await ImageOf("First").WaitForAsync();

        // The text that is written is kept, and its idea has the image.
        await Press(page, "Enter");
        await page.Keyboard.TypeAsync("Written");
        await Editing.Give(page, Rasters.Halves(SKEncodedImageFormat.Webp));
        await ImageOf("Written").WaitForAsync();

        await Editing.Reach(page, "One");
        await Press(page, "F4");
        var field = page.Locator(".panel input[type=file]");
        await field.SetInputFilesAsync(Named(Rasters.Halves(SKEncodedImageFormat.Jpeg)));
        await ImageOf("One").WaitForAsync();
        await page.Locator(".panel img").EvaluateAsync("image => image.decode()");
        await Shots.Keep(page, "editor-image");
        await page.AssertAccessible("a panel with an image");
        foreach (var (file, why) in ((byte[], string)[])[("no image"u8.ToArray(), "no PNG, JPEG, GIF or WebP"), (new byte[MapLimits.ImageBytesIn + 1], "more than 10 MB"), (Rasters.PixelFlood(), "65,000 x 65,000")])
        {
            await field.SetInputFilesAsync(Named(file));
            await Assertions.Expect(saying).ToContainTextAsync(why);
        }
        await page.Context.SetOfflineAsync(true);
        await field.SetInputFilesAsync(Named(Rasters.Halves()));
        await Assertions.Expect(saying).ToContainTextAsync("not added: there is no connection");
        await page.Context.SetOfflineAsync(false);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove the image" }).ClickAsync();
        await Assertions.Expect(ImageOf("One")).ToHaveCountAsync(0);
        Assert.Equal(0, await page.Locator(".panel img").CountAsync());

        await Editing.Confirmed(page);
        using var stored = JsonDocument.Parse(await (await page.APIRequest.GetAsync(draft + ".ramify.json")).TextAsync());
        Assert.Equal(["First", "Two", "Written"], stored.RootElement.GetProperty("nodes").EnumerateArray().Where(node => node.TryGetProperty("image", out _)).Select(node => node.GetProperty("text").GetString()).Order());
    }

    private static FilePayload Named(byte[] file) => new() { Name = "image.png", MimeType = "image/png", Buffer = file };

    [Fact]
    public async Task A_drag_moves_a_node_gives_it_a_second_parent_with_Alt_and_selects_from_the_ground_with_Shift()
    {
        var page = await chromium.Open();
        var draft = await Editing.Open(page, site, Small);
        await Drag(page, "Second", "Two");
        await Editing.Saved(page);
        Assert.EndsWith("  • Two\n    • Second", (await (await page.APIRequest.GetAsync(draft + ".txt")).TextAsync()).TrimEnd(), StringComparison.Ordinal);
        await page.Keyboard.DownAsync("Alt");
        await Drag(page, "First", "Two");
        await page.Keyboard.UpAsync("Alt");
        var stage = (await page.Locator("mind-map:visible").BoundingBoxAsync())!;
        await page.Keyboard.DownAsync("Shift");
        await page.Mouse.MoveAsync(stage.X + 4, stage.Y + 4);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(stage.X + stage.Width - 4, stage.Y + stage.Height - 4, new() { Steps = 4 });
        await page.Mouse.UpAsync();
        await page.Keyboard.UpAsync("Shift");
        Assert.Equal("5 selected", await Editing.Said(page));
        Assert.Equal("• Root\n  • One\n    • First [^a]\n  • Two\n    • Second\n    • First [^a]", (await Editing.File(page, draft)).TrimEnd());
    }

    [Fact]
    public async Task The_outline_is_written_in_over_the_same_changes()
    {
        var page = await chromium.Open(390, 844);
        var draft = await Editing.Open(page, site, Small);
        await page.Locator(".outline-edit textarea").Nth(3).FocusAsync();
        await Press(page, "End");
        await Press(page, "Enter");
        await page.Keyboard.TypeAsync("Third");
        await Press(page, "Tab");
        Assert.Equal(390, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
        await Shots.Keep(page, "editor-outline-390");
        Assert.Equal("• Root\n  • One\n    • First\n    • Second\n      • Third\n  • Two", (await Editing.File(page, draft)).TrimEnd());
    }

    [Fact]
    public async Task Find_and_replace_is_one_step()
    {
        var page = await chromium.Open();
        var draft = await Editing.Open(page, site, Small);
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace", Exact = true }).ClickAsync();
        await page.GetByLabel("Find", new() { Exact = true }).FillAsync("s");
        await page.GetByLabel("Replace with").FillAsync("z");
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace in all" }).ClickAsync();
        Assert.Equal("• Root\n  • One\n    • Firzt\n    • zecond\n  • Two", (await Editing.File(page, draft)).TrimEnd());
    }

    [Fact]
    public async Task On_a_phone_an_idea_is_added_written_moved_and_taken_back_by_touch_alone()
    {
        var page = await chromium.Open(390, 844, touch: true);
        var draft = await Editing.Open(page, site, Small);
        await page.Locator(".switch label").First.TapAsync();
        var bar = page.Locator(".edit-tools");
        Task Tap(string button) => bar.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).TapAsync();
        await Editing.Node(page, "Two").Locator("text").First.TapAsync();
        foreach (var button in await bar.Locator("button:visible").AllAsync())
        {
            var box = (await button.BoundingBoxAsync())!;
            Assert.True(box.Width >= 44 && box.Height >= 44 && box.X >= 0 && box.X + box.Width <= 390 && box.Y + box.Height <= 844, await button.InnerTextAsync());
        }
        await Shots.Keep(page, "editor-touch-390");

        await Tap("+ Child");
        await page.Keyboard.TypeAsync("Writen");
        await Tap("+ Beside");
        await page.Keyboard.TypeAsync("Second one");
        // The picture follows what is written; nobody aims before it has.
        await Assertions.Expect(Editing.Node(page, "Second one")).ToHaveCountAsync(1);
        // A tap selects, another one writes.
        await Editing.Node(page, "Writen").Locator("text").First.TapAsync();
        await Assertions.Expect(Editing.Node(page, "Writen")).ToHaveAttributeAsync("aria-selected", "true");
        await Assertions.Expect(page.Locator("textarea.writing")).ToHaveCountAsync(0);
        await Editing.Node(page, "Writen").Locator("text").First.TapAsync();
        await Assertions.Expect(page.Locator("textarea.writing")).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Written");
        await Assertions.Expect(Editing.Node(page, "Written")).ToHaveCountAsync(1);
        await Editing.Node(page, "Second one").Locator("text").First.TapAsync();
        await Tap("More edits");
        var menu = (await page.Locator("[data-node-menu]").BoundingBoxAsync())!;
        Assert.True(menu.X >= 0 && menu.X + menu.Width <= 390 && menu.Y >= 0 && menu.Y + menu.Height <= 844, $"{menu.X} {menu.Y} {menu.Width} {menu.Height}");
        await Shots.Keep(page, "editor-touch-menu-390");
        await page.Locator("[data-node-menu] [data-act='move-up']").TapAsync();
        await Assertions.Expect(page.Locator("[data-status]")).ToHaveTextAsync("Moved, 1 of 2");
        await Tap("Undo");
        await Assertions.Expect(page.Locator("[data-status]")).ToHaveTextAsync("Undone");
        await Editing.Saved(page);
        Assert.Equal("• Root\n  • One\n    • First\n    • Second\n  • Two\n    • Written\n    • Second one", (await Editing.File(page, draft)).TrimEnd());
    }

    [Fact]
    public async Task Replacing_match_by_match_shows_and_counts_them_and_is_a_step_of_undo_each_by_keyboard_alone()
    {
        var page = await chromium.Open();
        var draft = await Editing.Open(page, site, "Root\n  One is one\n    First\n  None\n");
        var said = page.Locator(".panel [role=status]");
        await page.GetByRole(AriaRole.Button, new() { Name = "Replace", Exact = true }).FocusAsync();
        await Press(page, "Enter");
        await Assertions.Expect(page.GetByLabel("Find", new() { Exact = true })).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("one");
        await Assertions.Expect(said).ToHaveTextAsync("3 matches.");
        await Press(page, "Enter");
        await Assertions.Expect(said).ToHaveTextAsync("Match 1 of 3, in: One is one");
        await Assertions.Expect(Editing.Node(page, "One is one")).ToHaveAttributeAsync("aria-selected", "true");
        await Press(page, "Enter");
        await Press(page, "Enter");
        await Assertions.Expect(said).ToHaveTextAsync("Match 3 of 3, in: None");
        await Assertions.Expect(Editing.Node(page, "None")).ToHaveAttributeAsync("aria-selected", "true");
        await Press(page, "Enter");
        // Two in one idea, one after the other, without a network between them.
        await page.RouteAsync("**/changes*", route => route.AbortAsync());
        await Press(page, "Tab");
        await page.Keyboard.TypeAsync("1");
        await Press(page, "Enter");
        await Assertions.Expect(said).ToHaveTextAsync("Replaced. Match 1 of 2, in: 1 is one");
        await Press(page, "Enter");
        await Assertions.Expect(said).ToHaveTextAsync("Replaced. Match 1 of 1, in: None");
        await page.UnrouteAllAsync();
        await Press(page, "Escape");
        Assert.True(await Editing.IsInMap(page));
        await Press(page, "Control+z");
        await Editing.Node(page, "1 is one").WaitForAsync();
        await Press(page, "Control+z");
        await Editing.Node(page, "One is one").WaitForAsync();
        await Press(page, "Control+y");
        Assert.Equal("• Root\n  • 1 is one\n    • First\n  • None", (await Editing.File(page, draft)).TrimEnd());
    }

    [Theory]
    [InlineData(1440, ColorScheme.Light, "selected")]
    [InlineData(390, ColorScheme.Dark, "selected")]
    [InlineData(1440, ColorScheme.Dark, "writing")]
    [InlineData(1440, ColorScheme.Light, "panel")]
    [InlineData(390, ColorScheme.Light, "panel")]
    [InlineData(1440, ColorScheme.Light, "menu")]
    public async Task Axe_finds_nothing_while_editing(int width, ColorScheme scheme, string state)
    {
        var page = await chromium.Open(width, 844, scheme, bypassPolicy: true);
        await Editing.Open(page, site, Small);
        if (width == 390) await page.Locator(".switch label").First.ClickAsync();
        await page.Locator("mind-map:visible [role=treeitem] text").Nth(1).ClickAsync();
        if (state == "writing") await Press(page, "F2");
        if (state == "panel") await Press(page, "F4");
        if (state == "menu") await Press(page, "Shift+F10");
        await page.WaitForTimeoutAsync(300);
        await Shots.Keep(page, $"editor-{state}-{width}-{scheme}");
        await page.AssertAccessible($"{state} {width} {scheme}");
        Assert.Equal(width, await page.EvaluateAsync<int>("() => document.documentElement.scrollWidth"));
    }

    [Fact]
    public async Task What_is_written_about_a_new_idea_stays_when_the_room_confirms_it()
    {
        var page = await chromium.Open();
        var draft = await Editing.Open(page, site, Small);
        var held = new TaskCompletionSource();
        await page.RouteAsync("**/changes*", async route =>
        {
            await held.Task;
            await route.ContinueAsync();
        });
        await Editing.Select(page, "Two");
        await Press(page, "Tab");
        await page.Keyboard.TypeAsync("New");
        await Press(page, "Escape");
        await Press(page, "F4");
        await page.GetByLabel("Note", new() { Exact = true }).FillAsync("Long thought");
        await page.GetByLabel("Tags, with commas between them").FillAsync("one, two,");
        held.SetResult();
        await Editing.Confirmed(page);
        Assert.Equal("Long thought", await page.GetByLabel("Note", new() { Exact = true }).InputValueAsync());
        Assert.Equal("one, two,", await page.GetByLabel("Tags, with commas between them").InputValueAsync());
        Assert.Contains("\"note\":\"Long thought\"", (await Editing.File(page, draft, ".ramify.json")).Replace("\": ", "\":", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_large_map_is_edited_by_the_part_that_is_seen()
    {
        var page = await chromium.Open();
        var branches = Enumerable.Range(1, 60).Select(b => $"  Branch {b}\n" + string.Concat(Enumerable.Range(1, 50).Select(i => $"    Idea {b}.{i}\n")));
        var draft = await Editing.Open(page, site, "Root\n" + string.Concat(branches));
        await Editing.Select(page, "Root");
        await Press(page, "Shift+9");
        await Press(page, "Control+0");
        // On the way from afar there may be a moment with no node large enough to be drawn.
        await page.WaitForFunctionAsync("() => { const map = document.querySelector('mind-map.wide'); return map.view.scale === 1 && !map.camera.isMoving; }");
        Assert.InRange(await page.Locator("mind-map.wide [role=treeitem]").CountAsync(), 1, 1500);
        await page.EvaluateAsync("() => document.querySelector('mind-map.wide').panBy(0, -4000)");
        await Editing.Reach(page, await page.Locator("mind-map.wide [role=treeitem]").Last.Locator("text").First.TextContentAsync() ?? "");
        var from = await page.EvaluateAsync<string>("() => document.activeElement.textContent");
        await Press(page, "Enter");
        await page.Keyboard.TypeAsync("Written far out");
        await Press(page, "Escape");
        Assert.Equal("Written far out", await page.EvaluateAsync<string>("() => document.activeElement.textContent"));
        Assert.Contains(from + "\n    • Written far out", await Editing.File(page, draft), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Undo_and_folds_outlive_the_page()
    {
        var page = await chromium.Open();
        var draft = await Editing.Open(page, site, Small + "  Three\n");
        await Editing.Select(page, "Two");
        await Press(page, "Delete");
        await Editing.Reach(page, "One");
        await Press(page, "Space");
        await Editing.Saved(page);
        await Editing.Confirmed(page);
        await page.ReloadAsync();
        await Editing.Ready(page);
        Assert.Contains("\"folded\"", await (await page.APIRequest.GetAsync(draft + ".ramify.json")).TextAsync(), StringComparison.Ordinal);
        Assert.Equal("false", await Editing.Node(page, "One").GetAttributeAsync("aria-expanded"));
        Assert.Equal(0, await Editing.Node(page, "Two").CountAsync());
        await Editing.Reach(page, "One");
        await Press(page, "Control+z");
        Assert.Equal("• Root\n  • One\n    • First\n    • Second\n  • Two\n  • Three", (await Editing.File(page, draft)).TrimEnd());
        await Editing.Ready(page);
        await Editing.Reach(page, "One");
        await Press(page, "Control+y");
        Assert.DoesNotContain("Two", await Editing.File(page, draft), StringComparison.Ordinal);
        Assert.Contains("\"folded\"", await Editing.File(page, draft, ".ramify.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task B01_no_payload_runs_in_any_field_of_the_editor()
    {
        var page = await chromium.Open();
        var ran = new List<string>();
        page.Dialog += async (_, dialog) => { ran.Add(dialog.Message); await dialog.DismissAsync(); };
        await page.ExposeFunctionAsync("ran", (string what) => ran.Add(what));
        await Editing.Open(page, site, "Hostile\n  Node\n  Other\n");
        foreach (var payload in HostileTextTests.Payloads().Where(p => !p.Contains('\n')).Where((_, i) => i % 25 == 0).Take(24))
        {
            await Editing.Reach(page, "Other");
            await Press(page, "Tab");
            await page.Keyboard.InsertTextAsync(payload);
            await Press(page, "Escape");
            await Press(page, "F4");
            foreach (var field in await page.Locator(".panel :is(textarea, input:not([type=url], [type=file]))").AllAsync())
            {
                await field.FillAsync(payload);
                await field.BlurAsync();
            }
            Assert.Equal(payload, await page.GetByLabel("Note", new() { Exact = true }).InputValueAsync());
            await page.GetByRole(AriaRole.Button, new() { Name = "Close" }).First.ClickAsync();
        }
        await page.Locator(".switch label").Nth(1).ClickAsync();
        await page.Locator(".outline-edit textarea").First.WaitForAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("() => document.querySelectorAll('main iframe, main img, main object, main embed, main style, main base, main meta, [onload], [onerror], [onclick]').length"));
        Assert.Empty(ran);
    }

    private static async Task Drag(IPage page, string what, string onto)
    {
        // Both ends must be in sight, and the camera at rest.
        await page.GetByRole(AriaRole.Button, new() { Name = "Fit", Exact = true }).ClickAsync();
        await page.WaitForTimeoutAsync(500);
        var (from, to) = (await Middle(page, what), await Middle(page, onto));
        await page.Mouse.MoveAsync(from.X, from.Y);
        await page.Mouse.DownAsync();
        await page.Mouse.MoveAsync(to.X - 6, to.Y, new() { Steps = 8 });
        await page.Mouse.MoveAsync(to.X, to.Y);
        await page.Mouse.UpAsync();
        // The camera may glide to what was moved.
        await page.WaitForTimeoutAsync(500);
    }

    private static async Task<(float X, float Y)> Middle(IPage page, string text)
    {
        var box = (await Editing.Node(page, text).Locator(".focus").BoundingBoxAsync())!;
        return (box.X + box.Width / 2, box.Y + box.Height / 2);
    }

    /// <summary>From the node that is written towards the centre: the parent.</summary>
    private static async Task Outwards(IPage page)
    {
        var way = await page.EvaluateAsync<string>("""
            () => {
              const items = [...document.querySelectorAll("mind-map.wide [role=treeitem]")], at = items.findIndex(g => g.getAttribute("aria-selected") === "true");
              const level = g => Number(g.getAttribute("aria-level")), box = g => g.querySelector(".focus").getBoundingClientRect();
              const own = box(items[at]), parent = box(items.slice(0, at).findLast(g => level(g) === level(items[at]) - 1));
              return parent.right < own.left + 6 ? "Left" : parent.left > own.right - 6 ? "Right" : parent.top < own.top ? "Up" : "Down";
            }
            """);
        await Press(page, $"Arrow{way}");
    }

    private static Task<string[]> Boxes(IPage page) => page.EvaluateAsync<string[]>("""
        () => [...document.querySelectorAll("mind-map.wide [role=treeitem]")].map(g => { const r = g.querySelector(".focus").getBoundingClientRect(); return [g.dataset.node, ...[r.x, r.y, r.width, r.height].map(Math.round)].join(" "); })
        """);

    private static Task Press(IPage page, string key) => EditorKeysTests.Press(page, key);

    private static string Line(int i) => $"Sentence {i switch { 17 => 14, 18 => 16, 30 => 29, _ => i }} of the notes";
}
