using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Text;
using Ramify.Web.Access;
using Ramify.Web.Components;

namespace Ramify.Web.Features.OwnMaps;

/// <summary>A person's own maps: /account/maps, each at /account/maps/{id}[.suffix], what it says, its text and former texts.</summary>
internal static class OwnMapEndpoints
{
    private const string OneMap = "/account/maps/{id:guid}";

    public static void MapOwnMaps(this IEndpointRouteBuilder site)
    {
        site.MapGet("/account/maps", List).For(Who.Person);
        site.MapPost("/account/drafts/{id:guid}", Take).For(Who.Person);
        site.MapGet(OneMap, Show).For(Who.Owner);
        site.MapGet("/account/maps/{last}", Export).For(Who.Owner);
        site.MapGet(OneMap + "/window", Window).For(Who.Owner);
        site.MapGet(OneMap + "/nodes", Nodes).For(Who.Owner);
        site.MapGet(OneMap + "/files", (HttpContext context, Library library) => FilesPage.Of(library.Shelves.Open(context.MyMap()), PathOf(context.MyMap()))).For(Who.Owner);
        site.MapGet(OneMap + "/outline/{node:guid}", (Guid node, int? from, HttpContext context, MapWindows windows) =>
            windows.OutlinePage(context.MyMap(), node, from, PathOf(context.MyMap()))).For(Who.Owner);
        site.MapGet(OneMap + "/details", (HttpContext context, Library library) => DetailsPage(context.MyMap(), DetailsForm.Of(context.MyMap(), library))).For(Who.Owner);
        site.MapPost(OneMap + "/details", Describe).For(Who.Owner);
        site.MapGet(OneMap + "/text", (HttpContext context, Library library) =>
        {
            var text = OutlineText.Write(library.Shelves.Open(context.MyMap()));
            return TextPage(context.MyMap(), text, text);
        }).For(Who.Owner);
        site.MapPost(OneMap + "/text", Replace).For(Who.Owner);
        site.MapGet(OneMap + "/versions", (HttpContext context, Library library) =>
            new RazorComponentResult<VersionsPage>(new { Map = context.MyMap(), Versions = library.OwnMaps.Versions(context.MyMap().Id) })).For(Who.Owner);
        site.MapGet("/m/{id:guid}/history", (HttpContext context) => Results.LocalRedirect(PathOf(context.MyMap()) + "/versions")).For(Who.Owner);
        site.MapGet(OneMap + "/versions/{number:int}", ShowVersion).For(Who.Owner);
        site.MapPost(OneMap + "/versions/{number:int}", BringBack).For(Who.Owner);
        site.MapSharing();
        site.MapEditors();
        site.MapBin();
        site.MapCopies();
    }

    /// <summary>The page of one of a person's maps.</summary>
    public static string PathOf(StoredMap map) => $"/account/maps/{map.Id}";

    private static RazorComponentResult<MapsPage> List(HttpContext context, Library library)
    {
        var me = context.Me();
        return new(new { Maps = library.OwnMaps.Of(me.Id), Drafts = library.OwnMaps.DraftsOf(BrowserSecret.Of(context)), BinCount = library.OwnMaps.Of(me.Id, binned: true).Count });
    }

    private static IResult Take(Guid id, HttpContext context, Library library) =>
        BrowserSecret.Of(context) is { } secret && library.OwnMaps.Take(context.Me().Id, context.Me().Name, id, secret) ? Results.LocalRedirect($"/account/maps/{id}") : Results.NotFound();

    private static RazorComponentResult<OwnMapPage> Show(HttpContext context, Library library, SiteAddress site)
    {
        var map = context.MyMap();
        return new(new { Map = map, Pictures = Pictures.Of(library.Shelves.Open(map), PathOf(map), ImageAddress.Of(map.Id)), Link = SharingEndpoints.LinkOf(map, site), IsTeacher = context.Me().Role != Role.Student, Credits = library.Adapting.CreditsOf(map.Id), CorrectionCount = library.Corrections.Count(map.Id), WhyHidden = library.MapReports.Why(map.Id) });
    }

    private static async Task<IResult> Export(string last, HttpContext context, Library library, SiteAddress site)
    {
        var map = context.MyMap();
        if (Exports.Split(last).Suffix is not { Length: > 0 } suffix) return Results.NotFound();
        await (await Exports.Write(library, map, suffix, "private, no-store", Slug.Of(map.Title), SharingEndpoints.LinkOf(map, site))).Answer(context);
        return Results.Empty;
    }

    private static async Task<IResult> Window(HttpContext context, MapWindows windows)
    {
        await windows.Answer(context, context.MyMap(), MapWindows.OfOnePerson);
        return Results.Empty;
    }

    private static async Task<IResult> Nodes(HttpContext context, MapWindows windows)
    {
        await windows.AnswerNodes(context, context.MyMap(), MapWindows.OfOnePerson);
        return Results.Empty;
    }

    private static IResult Describe(DetailsForm form, HttpContext context, Library library)
    {
        var map = context.MyMap();
        if (form.Fault(library.Taxonomy) is { } fault) return DetailsPage(map, form, fault);
        var info = form.Change(library.Shelves.Open(map).Info) with { Author = context.Me().Name };
        return library.OwnMaps.Describe(map, info) is { } unfit ? DetailsPage(map, form, unfit) : Results.LocalRedirect(PathOf(map));
    }

    private static async Task<IResult> Replace(HttpContext context, Library library)
    {
        var (map, submission) = (context.MyMap(), await Submission.Read(context.Request));
        if (submission.Reading.Refusal is { } refusal) return TextPage(map, submission.Text, submission.Before is { } before ? OutlineText.Write(before) : "", $"{(refusal.Line is { } line ? $"Line {line}: " : "")}{refusal.Message}", submission.Status);
        if (submission.IsEditedText) library.OwnMaps.Merge(map, new Visitor(context.Me().Id, null), submission.Before, submission.Reading.Map);
        else library.OwnMaps.Replace(map, submission.Reading.Map, submission.Reading.Images);
        return Results.LocalRedirect(PathOf(map));
    }

    private static IResult ShowVersion(int number, HttpContext context, Library library)
    {
        if (library.OwnMaps.Version(context.MyMap().Id, number) is not { } version) return Results.NotFound();
        return new RazorComponentResult<VersionPage>(new { Map = context.MyMap(), Number = number, Pictures = Pictures.Of(version, images: ImageAddress.Of(context.MyMap().Id)) });
    }

    private static IResult BringBack(int number, HttpContext context, Library library)
    {
        if (library.OwnMaps.Version(context.MyMap().Id, number) is not { } version) return Results.NotFound();
        library.OwnMaps.BringBack(context.MyMap(), new Visitor(context.Me().Id, null), version);
        return Results.LocalRedirect(PathOf(context.MyMap()));
    }

    private static RazorComponentResult<DetailsPage> DetailsPage(StoredMap map, DetailsForm form, string? fault = null) =>
        new(new { Map = map, Form = form, Fault = fault }) { StatusCode = fault is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };

    private static RazorComponentResult<TextPage> TextPage(StoredMap map, string text, string before, string? fault = null, int status = StatusCodes.Status200OK) =>
        new(new { Map = map, Text = text, Before = before, Fault = fault }) { StatusCode = status };
}
