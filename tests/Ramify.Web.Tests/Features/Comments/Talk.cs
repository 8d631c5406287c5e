using System.Net;
using Microsoft.EntityFrameworkCore;
using Ramify.Storage.Model;

namespace Ramify.Web.Tests.Features.Comments;

/// <summary>What tests of the discussion do over and over: a map that takes comments, a comment written by its form, a page read fresh.</summary>
internal static class Talk
{
    /// <summary>A public map of this person, made by the forms.</summary>
    public static async Task<StoredMap> Publish(this Actor owner, RunningSite site, string title, bool comments = true, string text = "Causes of the war\n  Alliances of the great powers\n  Arms race at sea")
    {
        using var kept = await owner.Post("/draft", ("text", text));
        var id = Guid.Parse(kept.Headers.Location!.OriginalString.Split('/')[^1]);
        await owner.Post($"/account/maps/{id}/details", ("title", title), ("topic", "history/russia-1917-1991"), ("licence", "CC BY 4.0"));
        await owner.Post($"/account/maps/{id}/visibility", ("visibility", "Public"));
        if (comments) Assert.Equal(HttpStatusCode.Redirect, (await owner.Post($"/account/maps/{id}/comments", ("comments", "on"))).StatusCode);
        return site.Library.Shelves.Find(id)!;
    }

    /// <summary>Writes a comment, or an answer, by the form.</summary>
    public static async Task<Guid> Say(this Actor actor, StoredMap map, string text, Guid? to = null, Guid? id = null)
    {
        var comment = id ?? Guid.CreateVersion7();
        using var answer = await actor.TrySay(map, text, to, comment);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return comment;
    }

    public static Task<HttpResponseMessage> TrySay(this Actor actor, StoredMap map, string text, Guid? to = null, Guid? id = null) =>
        actor.Post($"/m/{map.Id}/comments", [("id", (id ?? Guid.CreateVersion7()).ToString()), ("text", text), .. to is null ? Array.Empty<(string, string)>() : [("to", to.ToString()!)]]);

    /// <summary>The map's own page, which comes from the cache, once a change must have come through.</summary>
    public static async Task<string> Page(this Actor actor, StoredMap map)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(500), TestContext.Current.CancellationToken);
        return await actor.Read(map.Address!);
    }

    public static async Task<CommentState> StateOf(this RunningSite site, Guid comment)
    {
        await using var context = site.Library.Context();
        return (await context.Comments.SingleAsync(c => c.Id == comment, TestContext.Current.CancellationToken)).State;
    }
}
