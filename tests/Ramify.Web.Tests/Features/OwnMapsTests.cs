using System.Net;
using Ramify.Storage.Model;

namespace Ramify.Web.Tests.Features;

public sealed class OwnMapsTests(RunningSite site)
{
    private const string Outline = "Causes of the war\n  Alliances of the great powers\n  Arms race at sea";

    [Fact]
    public async Task Drafts_made_before_signing_up_come_along_and_are_private_then()
    {
        using var ann = new Actor(site);
        using var kept = await ann.Post("/draft", ("text", Outline));
        var draft = kept.Headers.Location!.OriginalString;
        var form = await ann.Read("/account/new");
        var id = Between(form, "name=\"draft\" value=\"", "\"");
        await ann.Post("/account/new", ("name", "Draft Ann"), ("age", "Teen"), ("password", Actor.Password), ("draft", id));
        Assert.Contains("Causes of the war", await ann.Read("/account/maps"), StringComparison.Ordinal);
        using var nobody = new Actor(site);
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.Get(draft)).StatusCode);
        Assert.Equal(Visibility.Private, (await Own(id)).Visibility);
    }

    [Fact]
    public async Task A_map_goes_from_private_to_a_link_to_the_library_and_back()
    {
        using var ann = await Actor.Join(site, "Share Ann");
        var map = await Keep(ann);
        using var nobody = new Actor(site);
        foreach (var suffix in Suffixes) Assert.Equal(HttpStatusCode.NotFound, (await nobody.Get($"/m/{map.Id}{suffix}")).StatusCode);

        foreach (var suffix in Suffixes.Append(".a3.pdf")) Assert.Equal(HttpStatusCode.OK, (await ann.Get($"/account/maps/{map.Id}{suffix}")).StatusCode);
        await ann.Post($"/account/maps/{map.Id}/visibility", ("visibility", "Link"));
        var link = "/shared/" + (await Own(map.Id)).LinkToken;
        Assert.Contains("Causes of the war", await nobody.Read(link), StringComparison.Ordinal);
        foreach (var suffix in Suffixes) Assert.Equal(HttpStatusCode.OK, (await nobody.Get(link + suffix)).StatusCode);
        await ann.Post($"/account/maps/{map.Id}/visibility", ("visibility", "Link"));
        foreach (var suffix in Suffixes) await Nothing(nobody, link + suffix);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ann.Post($"/account/maps/{map.Id}/visibility", ("visibility", "Public"))).StatusCode);
        await Describe(ann, map.Id, "Causes of the First War", "CC BY-SA 4.0");
        Assert.Equal(HttpStatusCode.Redirect, (await ann.Post($"/account/maps/{map.Id}/visibility", ("visibility", "Public"))).StatusCode);
        var address = (await Own(map.Id)).Address!;
        Assert.Equal("/history/russia-1917-1991/causes-of-the-first-war", address);
        var page = await nobody.Read(address);
        Assert.Contains("Share Ann", page, StringComparison.Ordinal);
        Assert.Contains("cold, map", page, StringComparison.Ordinal);

        await Describe(ann, map.Id, "Causes of the Great War", "CC BY-SA 4.0");
        using var moved = await nobody.Get(address + ".txt");
        Assert.Equal(HttpStatusCode.MovedPermanently, moved.StatusCode);
        Assert.Equal("/history/russia-1917-1991/causes-of-the-great-war.txt", moved.Headers.Location?.OriginalString);

        await ann.Post($"/account/maps/{map.Id}/visibility", ("visibility", "Private"));
        foreach (var suffix in Suffixes) await Nothing(nobody, "/history/russia-1917-1991/causes-of-the-great-war" + suffix);
        foreach (var suffix in Suffixes) await Nothing(nobody, address + suffix);
        Assert.Equal(HttpStatusCode.OK, (await ann.Get($"/account/maps/{map.Id}")).StatusCode);
    }

    [Fact]
    public async Task Each_text_that_was_replaced_is_kept_and_can_be_brought_back()
    {
        using var ann = await Actor.Join(site, "Former Ann");
        var map = await Keep(ann);
        await ann.Post($"/account/maps/{map.Id}/text", ("text", "Causes of the war\n  Only one now"));
        Assert.Contains("Only one now", await ann.Read($"/account/maps/{map.Id}.txt"), StringComparison.Ordinal);
        Assert.Contains("Arms race at sea", await ann.Read($"/account/maps/{map.Id}/versions/1"), StringComparison.Ordinal);
        await ann.Post($"/account/maps/{map.Id}/versions/1");
        Assert.Contains("Arms race at sea", await ann.Read($"/account/maps/{map.Id}.txt"), StringComparison.Ordinal);
        Assert.Contains("Version 3, now", await ann.Read($"/account/maps/{map.Id}/versions"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_names_what_it_was_made_from_and_keeps_its_licence()
    {
        using var ann = await Actor.Join(site, "Origin Ann");
        var map = await Publish(ann, "Origins of it", "CC BY-SA 4.0");
        using var ben = await Actor.Join(site, "Copy Ben");
        using var made = await ben.Post($"/m/{map.Id}/copy");
        var copy = made.Headers.Location!.OriginalString;
        Assert.Contains("Adapted from", await ben.Read(copy), StringComparison.Ordinal);
        var id = Guid.Parse(copy.Split('/')[^1]);
        await Describe(ben, id, "Origins seen anew", "CC BY 4.0");
        var refused = await ben.Post($"{copy}/visibility", ("visibility", "Public"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, refused.StatusCode);
        await Describe(ben, id, "Origins seen anew", "CC BY-SA 4.0");
        await ben.Post($"{copy}/visibility", ("visibility", "Public"));
        Assert.Contains("Origin Ann", await ben.Read((await Own(id)).Address!), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CC BY-ND 4.0", "Nd Ann")]
    [InlineData("All rights reserved", "Reserved Ann")]
    public async Task A_licence_without_derivatives_refuses_a_copy(string licence, string name)
    {
        using var ann = await Actor.Join(site, name);
        var map = await Publish(ann, $"Kept whole by {name}", licence);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ann.Post($"/m/{map.Id}/copy")).StatusCode);
        Assert.Contains(licence, await ann.Read($"/m/{map.Id}/copy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_map_waits_in_the_bin_where_nobody_else_comes_to_it()
    {
        using var ann = await Actor.Join(site, "Bin Ann");
        var map = await Publish(ann, "Gone for now", "CC BY 4.0");
        await ann.Post($"/account/maps/{map.Id}/removal");
        using var nobody = new Actor(site);
        foreach (var suffix in Suffixes) await Nothing(nobody, map.Address + suffix);
        Assert.Equal(HttpStatusCode.NotFound, (await ann.Get($"/account/maps/{map.Id}")).StatusCode);
        Assert.Contains("Gone for now", await ann.Read("/account/bin"), StringComparison.Ordinal);
        await ann.Post($"/account/bin/{map.Id}");
        Assert.Equal(Visibility.Private, (await Own(map.Id)).Visibility);
        await ann.Post($"/account/maps/{map.Id}/removal");
        await ann.Post($"/account/bin/{map.Id}/removal");
        await using var context = site.Library.Context();
        Assert.Null(await context.Maps.FindAsync([map.Id], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_moderator_adds_renames_and_aliases_a_topic()
    {
        using var mo = await Actor.Join(site, "Topic Mo", Role.Moderator);
        await mo.Post("/moderation/subjects/history", ("name", "The Silk Roads"));
        await mo.Post("/moderation/subjects/history/the-silk-roads", ("name", "The Silk Roads and the sea"));
        await mo.Post("/moderation/subjects/history/the-silk-roads/alias", ("name", "Silk Route"));
        using var nobody = new Actor(site);
        Assert.Contains("The Silk Roads and the sea", await nobody.Read("/history/the-silk-roads"), StringComparison.Ordinal);
        Assert.Equal("/history/the-silk-roads", (await nobody.Get("/history/silk-route")).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await mo.Post("/moderation/subjects/history", ("name", "the silk roads"))).StatusCode);
    }

    [Fact]
    public async Task An_edited_text_comes_back_line_by_line_and_what_was_done_meanwhile_stands()
    {
        using var ann = await Actor.Join(site, "Merging Ann");
        var id = site.Library.OwnMaps.Add(ann.Id, ann.Name, RunningSite.Read("Root\n  One\n    First\n  Two"));
        var page = await ann.Read($"/account/maps/{id}/text");
        var before = System.Net.WebUtility.HtmlDecode(System.Text.RegularExpressions.Regex.Match(page, "name=\"before\" value=\"([^\"]*)\"").Groups[1].Value);
        Assert.StartsWith("• Root", before, StringComparison.Ordinal);
        Ramify.Maps.MindMap Now() => site.Library.Shelves.Open(site.Library.OwnMaps.Find(ann.Id, id)!);
        Guid Node(string text) => Now().Nodes.Single(node => node.Text == text).Id;
        var first = Node("First");
        site.Library.OwnMaps.Change(site.Library.OwnMaps.Find(ann.Id, id)!, new Ramify.Maps.MapChange.SetField(first, Ramify.Maps.NodeField.Note, new() { Note = "stays" }), ann.Id);
        site.Library.OwnMaps.Change(site.Library.OwnMaps.Find(ann.Id, id)!, new Ramify.Maps.MapChange.Insert(Guid.CreateVersion7(), Node("Two"), "b00", "Meanwhile"), ann.Id);
        await ann.Post($"/account/maps/{id}/text", ("before", before), ("text", "Root\n  Two\n    First\n  One, renamed\n"));
        Assert.Equal("• Root\n  • Two\n    • First\n    • Meanwhile\n  • One, renamed", (await ann.Read($"/account/maps/{id}.txt")).TrimEnd());
        Assert.Equal("stays", Now().Find(first)!.Details.Note);
    }

    private static readonly string[] Suffixes = ["", ".txt", ".md", ".svg", ".json", ".png"];

    private static async Task Nothing(Actor actor, string path)
    {
        // A cached page may be served for up to a fifth of a second after the change.
        for (var tries = 0; tries < 20 && (await actor.Get(path)).StatusCode != HttpStatusCode.NotFound; tries++) await Task.Delay(50, TestContext.Current.CancellationToken);
        using var answer = await actor.Get(path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.DoesNotContain("Causes of", body, StringComparison.Ordinal);
        Assert.DoesNotContain("Alliances", body, StringComparison.Ordinal);
        Assert.DoesNotContain("og:image", body, StringComparison.Ordinal);
    }

    private async Task<StoredMap> Keep(Actor actor)
    {
        using var kept = await actor.Post("/draft", ("text", Outline));
        return await Own(kept.Headers.Location!.OriginalString.Split('/')[^1]);
    }

    private async Task<StoredMap> Publish(Actor actor, string title, string licence)
    {
        var map = await Keep(actor);
        await Describe(actor, map.Id, title, licence);
        await actor.Post($"/account/maps/{map.Id}/visibility", ("visibility", "Public"));
        return await Own(map.Id);
    }

    private static async Task Describe(Actor actor, Guid map, string title, string licence) => Assert.Equal(HttpStatusCode.Redirect, (await actor.Post($"/account/maps/{map}/details",
        ("title", title), ("description", "A map of ours"), ("topic", "history/russia-1917-1991"), ("level", "a-level"), ("board", "aqa"), ("specification", "7042"), ("licence", licence), ("tags", "cold, map"))).StatusCode);

    private Task<StoredMap> Own(string id) => Own(Guid.Parse(id));

    private async Task<StoredMap> Own(Guid id)
    {
        await using var context = site.Library.Context();
        return (await context.Maps.FindAsync([id], TestContext.Current.CancellationToken))!;
    }

    private static string Between(string text, string before, string after)
    {
        var from = text.IndexOf(before, StringComparison.Ordinal) + before.Length;
        return text[from..text.IndexOf(after, from, StringComparison.Ordinal)];
    }
}
