using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Storage;
using Ramify.Web.Access;

namespace Ramify.Web.Features.OwnMaps;

/// <summary>/m/{id}/copy: a private copy of a public map to adapt, where its licence allows that.</summary>
internal static class CopyEndpoints
{
    public static void MapCopies(this IEndpointRouteBuilder site)
    {
        site.MapGet("/m/{id:guid}/copy", (Guid id, Library library) => Page(id, library)).For(Who.Person);
        site.MapPost("/m/{id:guid}/copy", Copy).For(Who.Person);
    }

    private static IResult Copy(Guid id, HttpContext context, Library library)
    {
        if (library.Shelves.Find(id) is not { } source) return Results.NotFound();
        if (Adapting.Refusal(source) is not null) return Page(id, library, StatusCodes.Status422UnprocessableEntity);
        return Results.LocalRedirect($"/account/maps/{library.Adapting.Copy(context.Me().Id, context.Me().Name, source)}");
    }

    private static IResult Page(Guid id, Library library, int status = StatusCodes.Status200OK) => library.Shelves.Find(id) is { } source
        ? new RazorComponentResult<CopyPage>(new { Source = source, Refusal = Adapting.Refusal(source) }) { StatusCode = status }
        : Results.NotFound();
}
