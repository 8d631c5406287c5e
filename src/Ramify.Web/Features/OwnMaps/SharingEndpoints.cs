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
        site.MapGet("/account/maps/{id:guid}/visibility", (HttpContext context, Library library, SiteAddress address) => Page(context, context.MyMap(), library, address)).For(Who.Owner);
        site.MapPost("/account/maps/{id:guid}/visibility", Change).For(Who.Owner);
        site.MapGet("/shared/{last}", Show).For(Who.Anyone);
        site.MapGet("/shared/{token}/window", Window).For(Who.Anyone);
        site.MapGet("/shared/{token}/nodes", Nodes).For(Who.Anyone);
        site.MapGet("/shared/{token}/files", Files).For(Who.Anyone);
        site.MapGet("/shared/{token}/outline/{node:guid}", Outline).For(Who.Anyone);
    }

    /// <summary>The full address at which others come to a map: in the library, by its link; null where nobody does, or its classes only.</summary>
    public static string? LinkOf(StoredMap map, SiteAddress site) => map switch
    {
        { LinkToken: { } token, Visibility: Visibility.Link } => site.Of($"/shared/{token}"),
        { Visibility: Visibility.Public } => site.Of($"/m/{map.Id}"),
        _ => null,
    };

    private static async Task<IResult> Change(HttpContext context, Library library, SiteAddress site)
    {
        var map = context.MyMap();
        var fields = await Forms.Fields(context);
        if (!Enum.TryParse<Visibility>(fields["visibility"], out var asked) || asked is not (Visibility.Private or Visibility.Link or Visibility.Class or Visibility.Public))
            return Page(context, map, library, site, "Please choose who is to see it.");
        var classes = fields["class"].Select(c => Guid.TryParse(c, out var id) ? id : Guid.Empty).ToHashSet();
        if (library.OwnMaps.Show(map, asked, classes) is { } unfit) return Page(context, library.OwnMaps.Find(context.Me().Id, map.Id)!, library, site, unfit);
        return Results.LocalRedirect(OwnMapEndpoints.PathOf(map) + "/visibility");
    }

    private static async Task<IResult> Show(string last, HttpContext context, Library library, SiteAddress site)
    {
        Forms.MakePrivate(context);
        var (token, suffix) = Exports.Split(last);
        if (library.OwnMaps.FindByLink(token) is not { } map) return Results.NotFound();
        if (map.Address is { } address) return Results.LocalRedirect(new PathString(address).ToUriComponent() + suffix);
        if (suffix.Length == 0)
            return new RazorComponentResult<SharedPage>(new { Map = map, Pictures = Pictures.Of(library.Shelves.Open(map), $"/shared/{token}", ImageAddress.Of(map.Id, token)), Address = site.Of($"/shared/{token}"), Credits = library.Adapting.CreditsOf(map.Id) });
        await (await Exports.Write(library, map, suffix, "private, no-store", Slug.Of(map.Title), site.Of($"/shared/{token}"))).Answer(context);
        return Results.Empty;
    }

    private static IResult Outline(string token, Guid node, int? from, HttpContext context, Library library, MapWindows windows)
    {
        Forms.MakePrivate(context);
        return library.OwnMaps.FindByLink(token) is { } map ? windows.OutlinePage(map, node, from, $"/shared/{token}", token) : Results.NotFound();
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

    private static RazorComponentResult<VisibilityPage> Page(HttpContext context, StoredMap map, Library library, SiteAddress site, string? fault = null) =>
        new(new
        {
            Map = map, Link = LinkOf(map, site), Classes = library.Classes.Of(context.Me().Id).Where(c => c.Seat.Class.ArchivedAt is null).Select(c => c.Seat.Class).ToList(),
            ShownTo = library.Classes.ShownTo(map), AddressFor = (Func<SchoolClass, string>)(one => ClassAddress.OfMap(one, one.Teacher == map.Owner, map.Id, site)), Fault = fault,
        }) { StatusCode = fault is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };
}
