using System.Net;

namespace Ramify.Web.Tests.Features;

/// <summary>The page on which a map is edited, in Chromium.</summary>
public sealed class EditorTests(RunningSite site, Chromium chromium)
{
    [Fact]
    public async Task The_program_starts_under_the_policy_and_says_nothing_in_the_console()
    {
        var page = await chromium.Open();
        var said = new List<string>();
        page.Console += (_, message) => { if (message.Type is "error" or "warning") said.Add(message.Text); };
        page.PageError += (_, error) => said.Add(error);
        var others = new List<string>();
        page.Request += (_, request) => { if (!request.Url.StartsWith(site.Root, StringComparison.Ordinal)) others.Add(request.Url); };
        await Editing.Open(page, site, "Root\n  One\n  Two");
        Assert.Empty(said);
        Assert.Empty(others);
    }

    [Fact]
    public async Task The_page_can_be_read_before_the_program_is_there_and_without_script()
    {
        var page = await chromium.Open(script: false);
        await Editing.Draft(page, site, "Root\n  One\n  Two");
        await page.GotoAsync(site.Root + await Editing.AddressIn(page));
        Assert.Equal(3, await page.Locator(".view-map.wide [role=treeitem]").CountAsync());
        Assert.Contains("needs JavaScript", await page.Locator("#editor").InnerTextAsync(), StringComparison.Ordinal);
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
}
