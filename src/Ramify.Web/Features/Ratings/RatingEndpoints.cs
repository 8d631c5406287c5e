using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Storage;
using Ramify.Web.Access;

namespace Ramify.Web.Features.Ratings;

/// <summary>/m/{id}/rating: the stars that a person gives a public map, changed by giving others, taken back at /m/{id}/rating/removal.</summary>
internal static class RatingEndpoints
{
    public static void MapRatings(this IEndpointRouteBuilder site)
    {
        site.MapGet("/m/{id:guid}/rating", (Guid id, HttpContext context, Library library) => Page(id, context, library)).For(Who.Person);
        site.MapPost("/m/{id:guid}/rating", Rate).For(Who.Person);
        site.MapPost("/m/{id:guid}/rating/removal", Remove).For(Who.Person);
    }

    private static async Task<IResult> Rate(Guid id, HttpContext context, Library library)
    {
        if (library.Shelves.Find(id) is not { } map) return Results.NotFound();
        var stars = int.TryParse((await Forms.Fields(context))["stars"], out var given) ? given : 0;
        return library.Ratings.Rate(context.Me().Id, map, stars) is { } fault ? Page(id, context, library, fault) : Results.LocalRedirect($"/m/{id}/rating");
    }

    private static IResult Remove(Guid id, HttpContext context, Library library)
    {
        if (library.Shelves.Find(id) is null) return Results.NotFound();
        library.Ratings.Remove(context.Me().Id, id);
        return Results.LocalRedirect($"/m/{id}/rating");
    }

    private static IResult Page(Guid id, HttpContext context, Library library, string? fault = null) => library.Shelves.Find(id) is { } map
        ? new RazorComponentResult<RatingPage>(new
        {
            Map = map, Ratings = library.Ratings.Of(id), Mine = library.Ratings.Of(context.Me().Id, id), IsOwn = map.Owner == context.Me().Id, Fault = fault,
        }) { StatusCode = Writing.Status(fault) }
        : Results.NotFound();
}
