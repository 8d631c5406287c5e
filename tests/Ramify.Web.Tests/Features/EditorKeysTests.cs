using Microsoft.Playwright;
using Ramify.Keys;

namespace Ramify.Web.Tests.Features;

/// <summary>Every key of the key table in Chromium, judged by the text that a reload finds.</summary>
public sealed class EditorKeysTests(EditorKeysTests.Writer writer) : IClassFixture<EditorKeysTests.Writer>
{
    /// <summary>One person in one browser, where the program is started once and found again by every key.</summary>
    public sealed class Writer(RunningSite site, Chromium chromium) : IAsyncLifetime
    {
        private Actor actor = null!;

        internal IPage Page { get; private set; } = null!;

        public async ValueTask InitializeAsync()
        {
            actor = await Actor.Join(site, "Key Kim");
            Page = await chromium.Open();
            await Page.Context.AddCookiesAsync(actor.Cookies.GetCookies(new Uri(site.Root)).Select(c => new Cookie { Name = c.Name, Value = c.Value, Url = site.Root }));
        }

        /// <summary>A map of its own, open in the editor; its address.</summary>
        internal async Task<string> Open(string outline)
        {
            var address = $"{site.Root}/m/{site.Library.OwnMaps.Add(actor.Id, actor.Name, RunningSite.Read(outline))}";
            await Page.GotoAsync(address + "/editor");
            await Editing.Ready(Page);
            return address;
        }

        public async ValueTask DisposeAsync()
        {
            await Page.Context.CloseAsync();
            actor.Dispose();
        }
    }

    private const string Outline = "Root\n  One\n    First\n    Second\n    Third\n  Two\n    Fourth\n  Three\n";

    /// <summary>What is selected, what is pressed after the key, and how the outline's lines are then; null where they stay.</summary>
    private sealed record Case(string Selected, string[] Then, string[]? Lines, string[]? Before = null);

    // A text "=x" is typed; everything else is a key.
    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["add-child"] = new("Second", ["=x", "Escape"], ["Root", " One", "  First", "  Second", "   x", "  Third", " Two", "  Fourth", " Three"]),
        ["add-after"] = new("Second", ["=x", "Escape"], ["Root", " One", "  First", "  Second", "  x", "  Third", " Two", "  Fourth", " Three"]),
        ["add-before"] = new("Second", ["=x", "Escape"], ["Root", " One", "  First", "  x", "  Second", "  Third", " Two", "  Fourth", " Three"]),
        ["add-parent"] = new("Second", ["=x", "Escape"], ["Root", " One", "  First", "  x", "   Second", "  Third", " Two", "  Fourth", " Three"]),
        ["edit"] = new("Second", ["=x", "Enter"], ["Root", " One", "  First", "  x", "  Third", " Two", "  Fourth", " Three"]),
        ["delete"] = new("One", [], ["Root", " Two", "  Fourth", " Three"]),
        ["delete-node"] = new("One", [], ["Root", " First", " Second", " Third", " Two", "  Fourth", " Three"]),
        ["move-up"] = new("Second", [], ["Root", " One", "  Second", "  First", "  Third", " Two", "  Fourth", " Three"]),
        ["move-down"] = new("Second", [], ["Root", " One", "  First", "  Third", "  Second", " Two", "  Fourth", " Three"]),
        // One is drawn to the right of the centre.
        ["move-left"] = new("Second", [], ["Root", " One", "  First", "  Third", " Second", " Two", "  Fourth", " Three"]),
        ["move-right"] = new("Second", [], ["Root", " One", "  First", "   Second", "  Third", " Two", "  Fourth", " Three"]),
        ["link"] = new("Second", ["ArrowUp", "Enter"], ["Root", " One", "  First [^a]", "  Second [^b]", "  Third", " Two", "  Fourth", " Three", "> [^b] -relates-> [^a]"]),
        ["second-parent"] = new("Second", ["Home", "Enter"], ["Root", " One", "  First", "  Second [^a]", "  Third", " Two", "  Fourth", " Three", " Second [^a]"]),
        ["note"] = new("Second", ["=x"], null),
        ["undo"] = new("Second", [], null, Before: ["Delete"]),
        ["redo"] = new("Second", [], ["Root", " One", "  First", "  Third", " Two", "  Fourth", " Three"], Before: ["Delete", "Control+z"]),
        ["select-all"] = new("Second", ["Delete"], null),
        ["select-branch"] = new("One", ["Delete"], ["Root", " Two", "  Fourth", " Three"]),
        ["menu"] = new("Second", ["Enter", "=x", "Escape"], ["Root", " One", "  First", "  Second", "   x", "  Third", " Two", "  Fourth", " Three"]),
        ["leave"] = new("Second", ["Tab"], null),
        ["line-break"] = new("Second", ["=x", "Escape"], ["Root", " One", "  First", "  Second", "  x", "  Third", " Two", "  Fourth", " Three"], Before: ["F2", "End"]),
    };

    public static TheoryData<string, string> EditKeys() =>
        [.. KeyTable.Rows.Where(row => row.Mode is (KeyMode.Edit or KeyMode.Text)).SelectMany(row => row.Keys.Select(key => (row.Action, key)))];

    public static TheoryData<string, string> ReadKeys() =>
        [.. KeyTable.Rows.Where(row => row.Mode == KeyMode.Read && row.Action is not "help" and not "find").SelectMany(row => row.Keys.Take(2).Select(key => (row.Action, key)))];

    [Theory, MemberData(nameof(EditKeys))]
    public async Task A_key_does_to_the_text_what_the_table_says(string action, string key)
    {
        var (page, address) = await Start(Cases[action].Selected);
        var expected = Cases[action];
        foreach (var before in expected.Before ?? []) await Press(page, before);
        await Press(page, key);
        foreach (var next in expected.Then) await Press(page, next);
        if (action == "leave") Assert.False(await Editing.IsInMap(page));
        if (action is "delete" or "move-up" or "undo") Assert.NotEqual("", await Editing.Said(page));
        var text = await Editing.File(page, address);
        if (action == "line-break") Assert.Contains("Second", text, StringComparison.Ordinal);
        else Assert.Equal(Lines(expected.Lines), text.TrimEnd());
        if (action == "note") Assert.Contains("\"note\":\"x\"", await Editing.File(page, address, ".ramify.json"), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(ReadKeys))]
    public async Task A_reader_s_key_changes_nothing_while_editing(string action, string key)
    {
        var (page, address) = await Start("Second");
        await Press(page, key);
        Assert.True(await Editing.IsInMap(page), action);
        Assert.Equal(Lines(null), (await Editing.File(page, address)).TrimEnd());
    }

    [Fact]
    public void Every_key_of_the_table_has_its_case() =>
        Assert.Subset(Cases.Keys.ToHashSet(), KeyTable.Rows.Where(row => row.Mode is KeyMode.Edit or KeyMode.Text).Select(row => row.Action).ToHashSet());

    [Fact]
    public async Task Out_of_the_map_in_at_most_two_keys_from_any_state()
    {
        var (page, _) = await Start("Second");
        foreach (var state in new[] { Array.Empty<string>(), ["F2"], ["Tab", "=x"], ["=typed"], ["Control+l"], ["Space"], ["Delete"] })
        {
            await page.Locator("mind-map:visible [role=treeitem] text").First.ClickAsync();
            await Press(page, "ArrowRight");
            foreach (var key in state) await Press(page, key);
            await Press(page, "Escape");
            await Press(page, "Tab");
            Assert.False(await Editing.IsInMap(page), $"Tab after {string.Join(' ', state)}");
            await page.Locator("mind-map:visible [role=treeitem] text").First.ClickAsync();
            await Press(page, "ArrowRight");
            await Press(page, "Shift+Tab");
            Assert.False(await Editing.IsInMap(page), $"Shift+Tab after {string.Join(' ', state)}");
        }
    }

    private async Task<(IPage Page, string Address)> Start(string selected)
    {
        var address = await writer.Open(Outline);
        await Editing.Select(writer.Page, selected);
        return (writer.Page, address);
    }

    /// <summary>Presses a key as the table writes it, or types what begins with "=".</summary>
    internal static async Task Press(IPage page, string key)
    {
        if (key.StartsWith('=')) await page.Keyboard.TypeAsync(key[1..]);
        else if (key is ['S', 'h', 'i', 'f', 't', '+', >= '1' and <= '9']) await page.Keyboard.PressAsync($"Shift+Digit{key[^1]}");
        else await page.Keyboard.PressAsync(key.Replace("Ctrl+", "Control+", StringComparison.Ordinal).Replace("Control+Shift+L", "Control+Shift+l", StringComparison.Ordinal));
        await page.EvaluateAsync("() => new Promise(done => requestAnimationFrame(() => setTimeout(done, 30)))");
    }

    private static string Lines(string[]? lines) => lines is null
        ? Lines(["Root", " One", "  First", "  Second", "  Third", " Two", "  Fourth", " Three"])
        : string.Join('\n', lines.Select(line => line.StartsWith('>') ? line : $"{new string(' ', 2 * (line.Length - line.TrimStart().Length))}• {line.TrimStart()}"));
}
