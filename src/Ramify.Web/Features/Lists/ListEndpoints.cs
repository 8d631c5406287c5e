using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;

namespace Ramify.Web.Features.Lists;

/// <summary>Named lists of maps that only their owner sees: /m/{id}/lists from a map's page, /account/lists for all of them.</summary>
internal static class ListEndpoints
{
    private const string OneList = "/account/lists/{list:guid}";

    public static void MapLists(this IEndpointRouteBuilder site)
    {
        site.MapGet("/m/{id:guid}/lists", (Guid id, HttpContext context, Library library) => ChoicePage(id, context, library)).For(Who.Person);
        site.MapPost("/m/{id:guid}/lists", Put).For(Who.Person);
        site.MapGet("/account/lists", (HttpContext context, Library library) => new RazorComponentResult<ListsPage>(new { Lists = library.SavedLists.Of(context.Me().Id) })).For(Who.Person);
        site.MapGet(OneList, (Guid list, HttpContext context, Library library) => ListPage(list, context, library)).For(Who.Person);
        site.MapPost(OneList, Rename).For(Who.Person);
        site.MapPost(OneList + "/removal", (Guid list, HttpContext context, Library library) => With(list, context, library, library.SavedLists.Delete, "/account/lists")).For(Who.Person);
        site.MapPost(OneList + "/maps/{id:guid}/removal", (Guid list, Guid id, HttpContext context, Library library) =>
            With(list, context, library, found => library.SavedLists.Remove(found, id), $"/account/lists/{list}")).For(Who.Person);
    }

    private static async Task<IResult> Put(Guid id, HttpContext context, Library library)
    {
        if (library.Shelves.Find(id) is null) return Results.NotFound();
        var fields = await Forms.Fields(context);
        var lists = fields["list"].Select(l => Guid.TryParse(l, out var list) ? list : Guid.Empty).ToHashSet();
        return library.SavedLists.Put(context.Me().Id, id, lists, fields["name"]) is { } fault ? ChoicePage(id, context, library, fault) : Results.LocalRedirect($"/m/{id}/lists?saved=yes");
    }

    private static IResult ChoicePage(Guid id, HttpContext context, Library library, string? fault = null) => library.Shelves.Find(id) is { } map
        ? new RazorComponentResult<ChoicePage>(new
        {
            Map = map, Lists = library.SavedLists.Of(context.Me().Id), On = library.SavedLists.With(context.Me().Id, id), Fault = fault, IsSaved = fault is null && context.Request.Query.ContainsKey("saved"),
        }) { StatusCode = Writing.Status(fault) }
        : Results.NotFound();

    private static IResult ListPage(Guid list, HttpContext context, Library library, string? fault = null) => library.SavedLists.Find(context.Me().Id, list) is { } found
        ? new RazorComponentResult<ListPage>(new { List = found, Maps = library.SavedLists.Maps(found), Fault = fault }) { StatusCode = Writing.Status(fault) }
        : Results.NotFound();

    private static async Task<IResult> Rename(Guid list, HttpContext context, Library library)
    {
        if (library.SavedLists.Find(context.Me().Id, list) is not { } found) return Results.NotFound();
        var name = (await Forms.Fields(context))["name"].ToString();
        return library.SavedLists.Rename(found, name) is { } fault ? ListPage(list, context, library, fault) : Results.LocalRedirect($"/account/lists/{list}");
    }

    private static IResult With(Guid list, HttpContext context, Library library, Action<SavedList> act, string then)
    {
        if (library.SavedLists.Find(context.Me().Id, list) is not { } found) return Results.NotFound();
        act(found);
        return Results.LocalRedirect(then);
    }
}
