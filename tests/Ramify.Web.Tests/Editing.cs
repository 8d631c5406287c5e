using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Ramify.Web.Tests;

/// <summary>Somebody who edits a map in a browser.</summary>
internal static class Editing
{
    /// <summary>Pastes a text, keeps it as a draft and opens it in the editor; the address of the draft.</summary>
    public static async Task<string> Open(IPage page, RunningSite site, string outline)
    {
        await Draft(page, site, outline);
        var draft = page.Url;
        await page.GotoAsync(site.Root + await AddressIn(page));
        await Ready(page);
        return draft;
    }

    /// <summary>Waits until the editor is there.</summary>
    public static Task Ready(IPage page) => page.Locator("[data-ready]").WaitForAsync();

    /// <summary>Pastes a text and keeps it; the page is the draft's.</summary>
    public static async Task Draft(IPage page, RunningSite site, string outline)
    {
        await page.GotoAsync(site.Root + "/new");
        // Chromium takes 15 s to type 3,000 lines into a text field; set at once, as a paste does.
        await page.Locator("main form textarea").EvaluateAsync("(field, text) => { field.value = text; }", outline);
        await page.GetByRole(AriaRole.Button, new() { Name = "See the map" }).ClickAsync();
        await page.Locator("main form[action='/draft'] button").ClickAsync();
        // Not "commit": where the page is there already, that is waited for in vain.
        await page.WaitForURLAsync("**/draft/*", new() { WaitUntil = WaitUntilState.DOMContentLoaded });
    }

    /// <summary>Where the draft on the page is edited.</summary>
    public static async Task<string> AddressIn(IPage page) => (await page.Locator("a[href$='/editor']").GetAttributeAsync("href"))!;

    /// <summary>The drawn node with a text.</summary>
    public static ILocator Node(IPage page, string text) => page.Locator("mind-map:visible [role=treeitem]", new() { HasTextRegex = new Regex($"^{Regex.Escape(text)}$") });

    public static Task Select(IPage page, string text) => Node(page, text).Locator("text").First.ClickAsync();

    /// <summary>Selects a node wherever the camera is.</summary>
    public static Task Reach(IPage page, string text) => Node(page, text).EvaluateAsync("node => node.closest('mind-map').select(node.dataset.node)");

    public static Task Saved(IPage page) => page.Locator("[data-saving]", new() { HasTextString = "Saved" }).WaitForAsync();

    /// <summary>Waits until the room has confirmed everything: then the browser keeps nothing as pending.</summary>
    public static async Task Confirmed(IPage page)
    {
        var until = DateTime.UtcNow.AddSeconds(60);
        while (await page.EvaluateAsync<int>(CountPending) > 0) Assert.True(DateTime.UtcNow < until, "the room confirms nothing");
    }

    private const string CountPending = """
        () => new Promise(done => {
          const open = indexedDB.open("ramify");
          open.onsuccess = () => {
            const count = open.result.transaction("pending").objectStore("pending").count();
            count.onsuccess = () => { open.result.close(); done(count.result); };
          };
        })
        """;

    /// <summary>A file of the draft once everything is saved, as a reload finds it.</summary>
    public static async Task<string> File(IPage page, string draft, string suffix = ".txt")
    {
        await Saved(page);
        await page.ReloadAsync(new() { WaitUntil = WaitUntilState.Commit });
        var answer = await page.APIRequest.GetAsync(draft + suffix);
        return await answer.TextAsync();
    }

    /// <summary>What the page says to those who hear it.</summary>
    public static Task<string> Said(IPage page) => page.Locator("[data-status]").InnerTextAsync();

    public static Task<bool> IsInMap(IPage page) => page.EvaluateAsync<bool>("() => document.activeElement?.closest('mind-map') != null");

    /// <summary>Plain text in the clipboard event of a paste.</summary>
    public static Task Paste(IPage page, string type, string content) => page.EvaluateAsync(
        """
        ([type, content]) => {
          const data = new DataTransfer();
          data.setData(type, content);
          if (type !== "text/plain") data.setData("text/plain", "unused");
          document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
        }
        """, new[] { type, content });

    /// <summary>A file that is pasted, or dropped on a node: an image from another program or from a folder.</summary>
    public static Task Give(IPage page, byte[] file, string? ontoNode = null, string type = "image/png") => page.EvaluateAsync(
        """
        ([content, type, onto]) => {
          const data = new DataTransfer();
          data.items.add(new File([Uint8Array.from(atob(content), c => c.charCodeAt(0))], "image", { type }));
          if (!onto) return document.activeElement.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true }));
          const node = [...document.querySelectorAll("mind-map [role=treeitem]")].find(g => g.checkVisibility() && g.textContent === onto);
          const box = node.querySelector(".focus").getBoundingClientRect();
          for (const name of ["dragover", "drop"])
            node.dispatchEvent(new DragEvent(name, { dataTransfer: data, bubbles: true, cancelable: true, clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 }));
        }
        """, new[] { Convert.ToBase64String(file), type, ontoNode });
}
