using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;
using Ramify.Web.Components;

namespace Ramify.Web.Features.Api;

/// <summary>The library for programs: subjects, public maps, their files and comments. Open to everybody.</summary>
internal static class LibraryEndpoints
{
    private const string OneMap = Api.Root + "/maps/{id:guid}";

    public static void MapLibrary(this IEndpointRouteBuilder site)
    {
        site.MapGet(Api.Root + "/subjects", (Library library, SiteAddress address) =>
                new PageAnswer<SubjectAnswer>([.. library.Taxonomy.Subjects.Select(s => SubjectAnswer.Of(s, address))], null))
            .WithSummary("All subjects with their topics").For(Who.Anyone);
        site.MapGet(Api.Root + "/subjects/{subject}", (string subject, Library library, SiteAddress address) =>
                library.Taxonomy.Subject(subject) is { } found ? Results.Ok(SubjectAnswer.Of(found, address)) : Results.NotFound())
            .Produces<SubjectAnswer>().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("A subject with its topics").For(Who.Anyone);
        site.MapGet(Api.Root + "/maps", List)
            .Produces<PageAnswer<MapAnswer>>().ProducesProblem(StatusCodes.Status400BadRequest).WithSummary("Public maps, subject by subject, the last changed first").For(Who.Anyone);
        site.MapGet(OneMap, Show)
            .Produces<MapAnswer>().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("What a public map says about itself").For(Who.Anyone);
        site.MapGet(OneMap + "/exports", (Guid id, Library library, SiteAddress address) =>
                library.Shelves.Find(id) is { } map ? Results.Ok(Files.Of(library.Shelves.Open(map), address.Of($"{Api.Root}/maps/{id}/exports/"))) : Results.NotFound())
            .Produces<PageAnswer<ExportAnswer>>().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("The files that a public map can be had as").For(Who.Anyone);
        site.MapGet(OneMap + "/exports/{format}", Export)
            .Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").ProducesProblem(StatusCodes.Status404NotFound).WithSummary("A public map as a file").For(Who.Anyone);
        site.MapGet(OneMap + "/comments", Comments)
            .Produces<PageAnswer<CommentAnswer>>().ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).WithSummary("The comments under a public map with their answers, oldest first").For(Who.Anyone);
    }

    private static IResult List(HttpContext context, Library library, SiteAddress address, string? subject, string? topic, string? cursor, int? limit)
    {
        if (subject is not null && library.Taxonomy.Subject(subject) is null) return Problems.Of(StatusCodes.Status400BadRequest, "unknown_subject", $"The library has no subject '{subject}'; /api/v1/subjects lists them.");
        if (topic is not null && library.Taxonomy.Topic(subject, topic) is null) return Problems.Of(StatusCodes.Status400BadRequest, "unknown_topic", $"The subject has no topic '{topic}'.");
        if (Cursor.Read(cursor) is not { } after) return Problems.Of(StatusCodes.Status400BadRequest, "bad_cursor", "The cursor is none that this library gave; take the one of 'next'.");
        var size = Cursor.Size(limit);
        // One more is read, to know whether there is a next page.
        var maps = library.Catalogue.Page(subject, topic, after, size + 1);
        return Results.Ok(new PageAnswer<MapAnswer>([.. maps.Take(size).Select(m => MapAnswer.Of(m, address))], maps.Count <= size ? null : Next(context, address, CatalogueMark.Of(maps[size - 1]))));
    }

    private static string Next(HttpContext context, SiteAddress address, CatalogueMark mark)
    {
        var query = context.Request.Query.Where(q => q.Key is "subject" or "topic" or "limit").Select(q => KeyValuePair.Create(q.Key, (string?)q.Value));
        return address.Of(context.Request.Path + QueryString.Create([.. query, new("cursor", Cursor.Of(mark))]));
    }

    private static IResult Show(Guid id, HttpContext context, Library library, SiteAddress address) => library.Shelves.Find(id) is { } map
        ? Versions.Answer(context, Versions.TagOf(map), () => MapAnswer.Of(map, address)) : Results.NotFound();

    private static Task Export(Guid id, string format, HttpContext context, Library library, PageCache cache, SiteAddress address)
    {
        if (Files.SuffixOf(format) is not { } suffix) return Failures.Answer(context, StatusCodes.Status404NotFound);
        return cache.Answer(context, () => library.Shelves.StampOf(id), async () =>
            library.Shelves.Find(id) is { } map ? await Exports.Write(library, map, suffix, "public, no-cache", map.Slug, address.Of($"/m/{id}")) : null);
    }

    private static IResult Comments(Guid id, HttpContext context, Library library, SiteAddress address, string? cursor, int? limit)
    {
        if (library.Shelves.Find(id) is null) return Results.NotFound();
        if (Cursor.Read(cursor) is not { } after) return Problems.Of(StatusCodes.Status400BadRequest, "bad_cursor", "The cursor is none that this library gave; take the one of 'next'.");
        var size = Cursor.Size(limit);
        var comments = library.Shelves.Comments(id, cursor is null ? null : (after.ChangedAt, after.Id), size + 1);
        return Results.Ok(new PageAnswer<CommentAnswer>([.. comments.Take(size).Select(c => new CommentAnswer(c.Id, c.ReplyTo, c.Author, c.Text, c.At))],
            comments.Count <= size ? null : Next(context, address, new CatalogueMark("", comments[size - 1].At, comments[size - 1].Id))));
    }
}
