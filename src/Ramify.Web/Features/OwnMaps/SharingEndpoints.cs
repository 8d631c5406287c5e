using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;
using Ramify.Web.Components;

namespace Ramify.Web.Features.OwnMaps;

/// <summary>Who can come to a map: nobody else, whoever has its link (/shared/{token}[.suffix]), everybody.</summary>
internal static class SharingEndpoints
{
    public static void MapSharing(this IEndpointRouteBuilder site)
    {
        site.MapGet("/account/maps/{id:guid}/visibility", (HttpContext context, SiteAddress address) => Page(context.MyMap(), address)).For(Who.Owner);
        site.MapPost("/account/maps/{id:guid}/visibility", Change).For(Who.Owner);
        site.MapGet("/shared/{last}", Show).For(Who.Anyone);
        site.MapGet("/shared/{token}/window", Window).For(Who.Anyone);
        site.MapGet("/shared/{token}/nodes", Nodes).For(Who.Anyone);
        site.MapGet("/shared/{token}/files", Files).For(Who.Anyone);
    }

    /// <summary>The full address of a map's link; null where it has none.</summary>
    public static string? LinkOf(StoredMap map, SiteAddress site) => map is { LinkToken: { } token, Visibility: Visibility.Link } ? site.Of($"/shared/{token}") : null;

    private static async Task<IResult> Change(HttpContext context, Library library, SiteAddress site)
    {
        var map = context.MyMap();
        if (!Enum.TryParse<Visibility>((await Forms.Fields(context))["visibility"], out var asked) || asked is not (Visibility.Private or Visibility.Link or Visibility.Public))
            return Page(map, site, "Please choose one of the three.");
        if (library.OwnMaps.Show(map, asked) is { } unfit) return Page(library.OwnMaps.Find(context.Me().Id, map.Id)!, site, unfit);
        return Results.LocalRedirect(OwnMapEndpoints.PathOf(map) + "/visibility");
    }

    private static async Task<IResult> Show(string last, HttpContext context, Library library, SiteAddress site)
    {
        Forms.MakePrivate(context);
        var (token, suffix) = Exports.Split(last);
        if (library.OwnMaps.FindByLink(token) is not { } map) return Results.NotFound();
        if (map.Address is { } address) return Results.LocalRedirect(new PathString(address).ToUriComponent() + suffix);
        var opened = library.Shelves.Open(map);
        if (suffix.Length == 0)
            return new RazorComponentResult<SharedPage>(new { Map = map, Pictures = Pictures.Of(opened), Address = site.Of($"/shared/{token}"), Credits = library.Adapting.CreditsOf(map.Id) });
        await (await Exports.Write(opened, suffix, "private, no-store", Slug.Of(map.Title))).Answer(context);
        return Results.Empty;
    }

    private static Task Window(string token, HttpContext context, Library library, MapWindows windows)
    {
        Forms.MakePrivate(context);
        return library.OwnMaps.FindByLink(token) is { } map ? windows.Answer(context, map, MapWindows.OfOnePerson) : Failures.Answer(context, StatusCodes.Status404NotFound);
    }

    private static IResult Files(string token, HttpContext context, Library library)
    {
        Forms.MakePrivate(context);
        return library.OwnMaps.FindByLink(token) is { } map ? FilesPage.Of(library.Shelves.Open(map), $"/shared/{token}") : Results.NotFound();
    }

    private static Task Nodes(string token, HttpContext context, Library library, MapWindows windows)
    {
        Forms.MakePrivate(context);
        return library.OwnMaps.FindByLink(token) is { } map ? windows.AnswerNodes(context, map, MapWindows.OfOnePerson) : Failures.Answer(context, StatusCodes.Status404NotFound);
    }

    private static RazorComponentResult<VisibilityPage> Page(StoredMap map, SiteAddress site, string? fault = null) =>
        new(new { Map = map, Link = LinkOf(map, site), Fault = fault }) { StatusCode = fault is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
}
