using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Maps;
using Ramify.Storage;
using Ramify.Web.Access;
using Ramify.Web.Components;

namespace Ramify.Web.Features.Moderation;

/// <summary>/moderation: what waits for a moderator, what is done about it, and /moderation/audit, who did what.</summary>
internal static class ModerationEndpoints
{
    private const string OneMap = "/moderation/maps/{id:guid}";
    private const int AuditPageSize = 100;

    public static void MapModeration(this IEndpointRouteBuilder site)
    {
        site.MapGet("/moderation", (Library library) => new RazorComponentResult<QueuePage>(new { Items = library.Moderation.Queue(), Ownerless = library.Moderation.OwnerlessWithCorrections(), Hidden = library.Moderation.HiddenMaps() })).For(Who.Moderator);
        site.MapPost("/moderation/comments/{comment:guid}", (Guid comment, HttpContext context, Library library) => Decide(comment, context, library.Moderation.DecideOnComment)).For(Who.Moderator);
        site.MapPost("/moderation/corrections/{correction:guid}", (Guid correction, HttpContext context, Library library) => Decide(correction, context, library.Moderation.DecideOnCorrection)).For(Who.Moderator);
        site.MapGet(OneMap, (Guid id, Library library) => library.Moderation.FindMap(id) is { } item
            ? new RazorComponentResult<MapPage>(new { Item = item, Pictures = Pictures.Of(library.Shelves.Open(item.Map), images: ImageBytes.Inside(library.MapImages.Of(item.Map.Id))) }) : (IResult)Results.NotFound()).For(Who.Moderator);
        site.MapPost(OneMap, (Guid id, HttpContext context, Library library) => Decide(id, context, library.Moderation.DecideOnMap)).For(Who.Moderator);
        site.MapGet("/moderation/audit", (long? before, Library library) =>
            new RazorComponentResult<AuditPage>(new { Entries = library.Audit.List(before, AuditPageSize), Report = library.Audit.Verify(), PageSize = AuditPageSize })).For(Who.Moderator);
    }

    private static async Task<IResult> Decide(Guid id, HttpContext context, Func<Guid, Guid, Verdict, bool> decide)
    {
        if (!Enum.TryParse<Verdict>((await Forms.Fields(context))["verdict"], out var verdict) || !Enum.IsDefined(verdict)) return Results.BadRequest();
        return decide(context.Me().Id, id, verdict) ? Results.LocalRedirect("/moderation") : Results.NotFound();
    }
}
