using Microsoft.Playwright;

namespace Ramify.Web.Tests.Features;

/// <summary>Somebody who has a keyboard and nothing else: no click, no field that is filled from outside, no script that acts.</summary>
public sealed class KeyboardTests(RunningSite site, Chromium chromium)
{
    [Fact]
    public async Task A_whole_map_is_made_moved_about_and_shared_by_keyboard_alone_and_every_step_is_said()
    {
        var page = await chromium.Open();
        await page.Context.GrantPermissionsAsync(["clipboard-read", "clipboard-write"]);
        await SignUp(page);
        await Address(page, "/new");
        await Enter(page, "start with an empty map", leadsTo: "**/account/maps/*");
        await Enter(page, "Edit", leadsTo: "**/editor");
        await Editing.Ready(page);

        // Made: text, Enter and Tab, as fast as one types.
        await TabInto(page);
        await page.Keyboard.TypeAsync("Rivers");
        await Press(page, "Enter");
        await Write(page, "Tab", "Erosion", "Child added under Rivers, 1 of 1");
        await Write(page, "Enter", "Transport", "Node added under Rivers, 2 of 2");
        await Write(page, "Enter", "Deposition", "Node added under Rivers, 3 of 3");
        await Write(page, "Tab", "Deltas", "Child added under Deposition, 1 of 1");
        await Press(page, "Escape");

        // Moved about.
        await Walk(page, "Transport");
        await Press(page, "Alt+ArrowUp");
        await Says(page, "Moved, 1 of 3");
        await Press(page, "Alt+ArrowUp");
        await Says(page, "It is the first already.");
        await Walk(page, "Deltas");
        await Press(page, await IsRightOfCentre(page) ? "Alt+ArrowLeft" : "Alt+ArrowRight");
        await Says(page, "Moved under Rivers");
        await Press(page, "Control+z");
        await Says(page, "Undone");

        // A link with its words, and a second parent.
        await Walk(page, "Erosion");
        await Press(page, "Control+l");
        await Says(page, "Choose the node to link to: go there and press Enter, or click it. Escape ends it.");
        await Walk(page, "Deposition");
        await Press(page, "Enter");
        await Says(page, "Linked to Deposition");
        await Press(page, "Escape");
        await TabTo(page, "Words on it");
        await page.Keyboard.TypeAsync("feeds");
        await Press(page, "Escape");
        Assert.True(await Editing.IsInMap(page), "Escape closes the panel and gives the map the focus.");
        await Walk(page, "Deltas");
        await Press(page, "Control+Shift+l");
        await Walk(page, "Transport");
        await Press(page, "Enter");
        await Says(page, "Also under Transport now");

        // A note, a fold, a branch deleted and brought back.
        await Walk(page, "Transport");
        await Press(page, "F4");
        await Focused(page, "Note");
        await page.Keyboard.TypeAsync("Carried by the water");
        await Press(page, "Escape");
        Assert.True(await Editing.IsInMap(page), "Escape closes the panel and gives the map the focus.");
        await Walk(page, "Deposition");
        await Press(page, "Space");
        await Says(page, "Folded");
        await Press(page, "Space");
        await Says(page, "Opened");
        await Press(page, "Delete");
        await Says(page, "Deleted Deposition");
        await Press(page, "Control+z");
        await Says(page, "Undone");

        // Out of the map, and shared.
        await Press(page, "Escape");
        await Says(page, "Tab leaves the map now.");
        await Editing.Saved(page);
        await Enter(page, "The map's page", leadsTo: "**/account/maps/*", back: true);
        await Enter(page, "Share", leadsTo: "**/visibility");
        await TabTo(page, "Only you.");
        await Press(page, "ArrowDown");
        await Focused(page, "Whoever has the link.");
        await Enter(page, "Save");
        await page.GetByLabel("Its link").WaitForAsync();
        await Enter(page, "Copy");
        await page.Locator("[data-copied]", new() { HasTextString = "Copied" }).WaitForAsync();
        var link = await page.EvaluateAsync<string>("() => navigator.clipboard.readText()");

        // Whoever has the link has it all.
        using var nobody = site.Client();
        Assert.Equal(
            """
            • Rivers
              • Transport
                • Deltas [^a]
              • Erosion [^b]
              • Deposition [^c]
                • Deltas [^a]
            """.ReplaceLineEndings("\n"),
            (await nobody.GetStringAsync(new Uri(link + ".txt"), TestContext.Current.CancellationToken)).Split("\n>")[0].TrimEnd());
        var file = await nobody.GetStringAsync(new Uri(link + ".ramify.json"), TestContext.Current.CancellationToken);
        Assert.Contains("Carried by the water", file, StringComparison.Ordinal);
        Assert.Contains("feeds", file, StringComparison.Ordinal);
    }

    private async Task SignUp(IPage page)
    {
        await Address(page, "/account/new");
        await TabTo(page, "Display name");
        await page.Keyboard.TypeAsync("Keyboard Kay");
        await TabTo(page, "Under 13");
        await Press(page, "ArrowDown");
        await TabTo(page, "Password");
        await page.Keyboard.TypeAsync(Actor.Password);
        await Enter(page, "Make the account");
        await page.GetByText("Keyboard Kay").First.WaitForAsync();
    }

    /// <summary>An address is typed into the browser's own field.</summary>
    private async Task Address(IPage page, string path) => await page.GotoAsync(site.Root + path);

    private static async Task Write(IPage page, string key, string text, string said)
    {
        await Press(page, key);
        await Says(page, said);
        await page.Keyboard.TypeAsync(text);
    }

    private static async Task Enter(IPage page, string name, string? leadsTo = null, bool back = false)
    {
        await TabTo(page, name, back);
        await page.Keyboard.PressAsync("Enter");
        if (leadsTo is not null) await page.WaitForURLAsync(leadsTo);
    }

    private static async Task TabInto(IPage page)
    {
        for (var i = 0; i < 60 && !await Editing.IsInMap(page); i++) await page.Keyboard.PressAsync("Tab");
        Assert.True(await Editing.IsInMap(page), "Tab does not come to the map.");
    }

    /// <summary>Presses Tab until what has the focus is named so.</summary>
    private static async Task TabTo(IPage page, string name, bool back = false)
    {
        await page.WaitForLoadStateAsync();
        var passed = new List<string>();
        for (var i = 0; i < 60; i++)
        {
            passed.Add(await FocusName(page));
            if (passed[^1].StartsWith(name, StringComparison.Ordinal)) return;
            await page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
        }
        Assert.Fail($"Tab does not come to {name}; it came to {string.Join(", ", passed.Distinct())}");
    }

    /// <summary>Goes by the arrows to a node of which one sees where it is: from the centre outwards, and up or down among what hangs there.</summary>
    private static async Task Walk(IPage page, string text)
    {
        await Press(page, "Home");
        var passed = new List<string> { await FocusName(page) };
        for (var i = 0; i < 12 && passed[^1] != text; i++)
        {
            await Press(page, await page.EvaluateAsync<string>("""
                text => {
                  const items = [...document.querySelectorAll("mind-map.wide [role=treeitem]")], level = g => Number(g.getAttribute("aria-level")), box = g => g.querySelector(".focus").getBoundingClientRect();
                  const parent = g => items.slice(0, items.indexOf(g)).findLast(other => level(other) === level(g) - 1);
                  const at = document.activeElement;
                  let to = items.find(g => g.querySelector("text").textContent === text);
                  while (level(to) > level(at) && parent(to) !== at && level(parent(to)) >= level(at)) to = parent(to);
                  const [from, there] = [box(at), box(to)];
                  return there.left > from.right ? "ArrowRight" : there.right < from.left ? "ArrowLeft" : there.top > from.top ? "ArrowDown" : "ArrowUp";
                }
                """, text));
            passed.Add(await FocusName(page));
        }
        Assert.True(passed[^1] == text, $"The arrows do not come to {text}; they came to {string.Join(", ", passed)}");
    }

    private static Task<bool> IsRightOfCentre(IPage page) => page.EvaluateAsync<bool>("""
        () => document.activeElement.querySelector(".focus").getBoundingClientRect().x > document.querySelector("mind-map.wide [role=treeitem] .focus").getBoundingClientRect().x
        """);

    private static Task Says(IPage page, string text) => Assertions.Expect(page.Locator("[data-status]")).ToHaveTextAsync(text, new() { Timeout = 5_000 });

    private static async Task Focused(IPage page, string name) =>
        Assert.StartsWith(name, await FocusName(page), StringComparison.Ordinal);

    private static async Task<string> FocusName(IPage page) => (await page.EvaluateAsync<string>("""
        () => {
          const at = document.activeElement;
          return (at.getAttribute("aria-label") ?? at.labels?.[0]?.textContent ?? at.querySelector("text")?.textContent ?? at.textContent).trim();
        }
        """)).Trim();

    private static Task Press(IPage page, string key) => EditorKeysTests.Press(page, key);
}
