using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;
using Ramify.Web.Components;

namespace Ramify.Web.Features.Editor;

/// <summary>/m/{id}/editor: the map's page with the editor over it, for those who may edit the map; nobody else finds it.</summary>
internal static class EditorEndpoints
{
    public static void MapEditor(this IEndpointRouteBuilder site)
    {
        site.MapGet("/m/{id:guid}/editor", Show).For(Who.Anyone);
        // At the root, since a service worker sees only what lies beside and below its address.
        site.MapGet("/offline.js", () => Results.File(Path.Combine(AppContext.BaseDirectory, "wwwroot", "js", "edit", "offline.js"), "text/javascript; charset=utf-8")).For(Who.Anyone);
        site.MapStaticAssets(Path.Combine(AppContext.BaseDirectory, "Ramify.Web.staticwebassets.endpoints.json")).For(Who.Anyone);
    }

    private static IResult Show(Guid id, HttpContext context, Library library)
    {
        Forms.MakePrivate(context);
        if (Editable(id, context, library) is not { } map) return Results.NotFound();
        Trust.Apply(context.Response.Headers, Trust.IslandPolicy);
        return new RazorComponentResult<EditorPage>(new { Map = map, Pictures = Pictures.Of(library.Shelves.Open(map), images: ImageAddress.Of(map.Id)) });
    }

    /// <summary>A map of one's own or that one was let edit, or a draft of this browser.</summary>
    private static StoredMap? Editable(Guid id, HttpContext context, Library library) => library.Rooms.FindEditable(id, Visitor.Of(context.Person()?.Id, BrowserSecret.Of(context)));
}
