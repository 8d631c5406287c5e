using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;

namespace Ramify.Web.Features.Reports;

/// <summary>/m/{id}/report: a reader tells moderators of a public map. Afterwards the same address says that it is done, whether or not the map is still there.</summary>
internal static class ReportEndpoints
{
    private const string Path = "/m/{id:guid}/report";

    public static void MapReports(this IEndpointRouteBuilder site)
    {
        site.MapGet(Path, (Guid id, HttpContext context, Library library) => Page(id, context, library)).For(Who.Person);
        site.MapPost(Path, Report).For(Who.Person);
    }

    private static IResult Page(Guid id, HttpContext context, Library library, string? fault = null)
    {
        if (library.MapReports.HasReported(context.Me().Id, id)) return new RazorComponentResult<ReportedPage>();
        return library.Shelves.Find(id) is { } map && map.Owner != context.Me().Id ? new RazorComponentResult<ReportPage>(new { Map = map, Fault = fault }) { StatusCode = Writing.Status(fault) } : Results.NotFound();
    }

    private static async Task<IResult> Report(Guid id, HttpContext context, Library library, Attempts attempts)
    {
        if (!Enum.TryParse<ReportReason>((await Forms.Fields(context))["reason"], out var reason) || !Enum.IsDefined(reason)) return Page(id, context, library, "Please say why.");
        if (!context.MayWrite(attempts)) return Page(id, context, library, Writing.TooOften);
        return library.MapReports.Report(context.Me().Id, id, reason) ? Results.LocalRedirect($"/m/{id}/report") : Results.NotFound();
    }
}
