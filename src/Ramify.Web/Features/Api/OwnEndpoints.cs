using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;
using Ramify.Formats;
using Ramify.Maps;
using Ramify.Print;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;
using Ramify.Web.Components;

namespace Ramify.Web.Features.Api;

/// <summary>A person's own maps for a program with a token: /api/v1/me and what is below it.</summary>
internal static class OwnEndpoints
{
    private const string Maps = Api.Root + "/me/maps", OneMap = Maps + "/{id:guid}";

    public static void MapOwn(this IEndpointRouteBuilder site)
    {
        site.MapGet(Api.Root + "/me", (HttpContext context) => new MeAnswer(context.Me().Name, context.Me().Role.ToString().ToLowerInvariant(),
                [.. TokenSchemes.All.Where(s => TokenScheme.Allows(context, s)).Select(s => s.ToString().ToLowerInvariant())]))
            .WithSummary("Whom the token speaks for, and what it allows").For(TokenScopes.Read);
        site.MapGet(Maps, List).Produces<PageAnswer<OwnMapAnswer>>().ProducesProblem(StatusCodes.Status400BadRequest)
            .WithSummary("The person's maps, the last changed first").For(TokenScopes.Read);
        site.MapGet(OneMap, (HttpContext context, Library library, SiteAddress address) =>
                Versions.Answer(context, Versions.OwnTagOf(context.MyMap()), () => Answer(context.MyMap(), library, address)))
            .Produces<OwnMapAnswer>().ProducesProblem(StatusCodes.Status404NotFound).WithSummary("What one of the person's maps says about itself").OfOwner().For(TokenScopes.Read);
        site.MapGet(OneMap + "/exports", (HttpContext context, Library library, SiteAddress address) =>
                Files.Of(library.Shelves.Open(context.MyMap()), address.Of($"{Maps}/{context.MyMap().Id}/exports/")))
            .ProducesProblem(StatusCodes.Status404NotFound).WithSummary("The files that one of the person's maps can be had as").OfOwner().For(TokenScopes.Read);
        site.MapGet(OneMap + "/exports/{format}", Export).Produces(StatusCodes.Status200OK, contentType: "application/octet-stream").ProducesProblem(StatusCodes.Status404NotFound)
            .WithSummary("One of the person's maps as a file").OfOwner().For(TokenScopes.Read);
        site.MapPost(Maps, Add).Accepts<byte[]>("*/*").Produces<KeptMapAnswer>(StatusCodes.Status201Created)
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status422UnprocessableEntity).WithSummary("Keeps a file of any format that is read as a new private map; sent again with the same Idempotency-Key within a day, it is the same map and the same answer").For(TokenScopes.Write);
        site.MapPut(OneMap, Replace).Accepts<byte[]>("*/*").Produces<KeptMapAnswer>()
            .ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Puts another text in the place of a map's; the former is kept as a version").OfOwner().For(TokenScopes.Write);
        site.MapPatch(OneMap, Describe).Accepts<MapPatch>("application/merge-patch+json", "application/json").Produces<OwnMapAnswer>()
            .ProducesProblem(StatusCodes.Status412PreconditionFailed).ProducesProblem(StatusCodes.Status422UnprocessableEntity)
            .WithSummary("Changes what a map says about itself; with the scope publish, who can come to it").OfOwner().For(TokenScopes.Write);
        site.MapDelete(OneMap, Bin).Produces(StatusCodes.Status204NoContent).ProducesProblem(StatusCodes.Status412PreconditionFailed)
            .WithSummary("Puts a map into the bin, from which its owner can take it for 30 days").OfOwner().For(TokenScopes.Write);
    }

    private static TBuilder OfOwner<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.AddEndpointFilter<TBuilder, OwnMapFilter>();

    private static IResult List(HttpContext context, Library library, SiteAddress address, string? cursor, int? limit)
    {
        if (Cursor.Read(cursor) is not { } after) return Problems.Of(StatusCodes.Status400BadRequest, "bad_cursor", "The cursor is none that this library gave; take the one of 'next'.");
        var size = Cursor.Size(limit);
        var maps = library.OwnMaps.Of(context.Me().Id).OrderByDescending(m => m.ChangedAt).ThenByDescending(m => m.Id)
            .Where(m => (m.ChangedAt, m.Id).CompareTo((after.ChangedAt, after.Id)) < 0).Take(size + 1).ToList();
        var next = maps.Count <= size ? null : address.Of($"{Maps}?limit={size}&cursor={Cursor.Of(new("", maps[size - 1].ChangedAt, maps[size - 1].Id))}");
        return Results.Ok(new PageAnswer<OwnMapAnswer>([.. maps.Take(size).Select(m => Answer(m, library, address))], next));
    }

    private static async Task<IResult> Export(string format, HttpContext context, Library library, SiteAddress address)
    {
        if (Files.SuffixOf(format) is not { } suffix) return Results.NotFound();
        var map = context.MyMap();
        await (await Exports.Write(library, map, suffix, "private, no-store", Slug.Of(map.Title), address.Of($"/m/{map.Id}"))).Answer(context);
        return Results.Empty;
    }

    private static async Task<IResult> Add(HttpContext context, Library library, SiteAddress address, IOptions<JsonOptions> json)
    {
        if (RequestKey.Of(context.Request) is not { } key) return await AddOnce(context, library, address);
        if (key.Length == 0) return Problems.Of(StatusCodes.Status400BadRequest, "bad_key", "An Idempotency-Key is one line of 1 to 255 characters of ASCII.");
        var body = await Body(context.Request);
        var reading = Read(body);
        if (reading.Refusal is { } refusal) return Refused(refusal);
        var hash = RequestKey.Hash(context.Request, body);
        var kept = library.KeptAnswers.Add(context.Me(), reading.Map, key, hash, reading.Images, map => new KeptAnswer
        {
            Person = context.Me().Id, Key = key, Hash = hash, Status = StatusCodes.Status201Created, ContentType = "application/json; charset=utf-8", Location = address.Of($"{Maps}/{map.Id}"),
            Tag = Versions.OwnTagOf(map).ToString(),
            Body = JsonSerializer.SerializeToUtf8Bytes(new KeptMapAnswer(OwnMapAnswer.Of(map, reading.Map.Info.Tags, address), reading.Format, reading.Problems), json.Value.SerializerOptions),
        });
        if (!kept.Hash.AsSpan().SequenceEqual(hash)) return Problems.Of(StatusCodes.Status422UnprocessableEntity, "key_reused", "Something else was sent with this Idempotency-Key; a new request needs a new one.");
        (context.Response.Headers.Location, context.Response.Headers.ETag, context.Response.Headers.CacheControl, context.Response.StatusCode) = (kept.Location, kept.Tag, "no-cache", kept.Status);
        return Results.Bytes(kept.Body, kept.ContentType);
    }

    private static async Task<IResult> AddOnce(HttpContext context, Library library, SiteAddress address)
    {
        var (me, reading) = (context.Me(), Read(await Body(context.Request)));
        if (reading.Refusal is { } refusal) return Refused(refusal);
        var map = library.OwnMaps.Find(me.Id, library.OwnMaps.Add(me.Id, me.Name, reading.Map, reading.Images))!;
        context.Response.Headers.Location = address.Of($"{Maps}/{map.Id}");
        return Kept(context, map, reading, library, address, StatusCodes.Status201Created);
    }

    private static async Task<IResult> Replace(HttpContext context, Library library, SiteAddress address)
    {
        var map = context.MyMap();
        if (Versions.Refusal(context, map) is { } stale) return stale;
        var reading = Read(await Body(context.Request));
        if (reading.Refusal is { } refusal) return Refused(refusal);
        library.OwnMaps.Replace(map, reading.Map, reading.Images);
        return Kept(context, library.OwnMaps.Find(context.Me().Id, map.Id)!, reading, library, address, StatusCodes.Status200OK);
    }

    private static async Task<IResult> Describe(HttpContext context, Library library, SiteAddress address)
    {
        var map = context.MyMap();
        if (Versions.Refusal(context, map) is { } stale) return stale;
        if (await MapPatch.Read(context.Request) is not { } patch) return Problems.Of(StatusCodes.Status400BadRequest, "not_understood", "The body is to be a JSON object with members of a map.");
        if (patch.Unknown is { } unknown) return Problems.Of(StatusCodes.Status422UnprocessableEntity, "unknown_member", $"A map has no member '{unknown}' that can be changed.");
        if (patch.Visibility is not null && !TokenScheme.Allows(context, TokenScopes.Publish)) return Problems.Of(StatusCodes.Status403Forbidden);
        if (Apply(patch, map, context, library) is { } fault) return Problems.Of(StatusCodes.Status422UnprocessableEntity, "not_fit", fault);
        var now = library.OwnMaps.Find(context.Me().Id, map.Id)!;
        return Versions.Answer(context, Versions.OwnTagOf(now), () => Answer(now, library, address));
    }

    /// <summary>Why not, in one plain sentence; null where it is done.</summary>
    private static string? Apply(MapPatch patch, StoredMap map, HttpContext context, Library library)
    {
        var form = patch.Change(DetailsForm.Of(map, library));
        if (form.Fault(library.Taxonomy) is { } fault) return fault;
        if (patch.ChangesDetails && library.OwnMaps.Describe(map, form.Change(library.Shelves.Open(map).Info) with { Author = context.Me().Name }) is { } unfit) return unfit;
        return patch.Visibility is { } visibility ? library.OwnMaps.Show(map, visibility) : null;
    }

    private static IResult Bin(HttpContext context, Library library)
    {
        if (Versions.Refusal(context, context.MyMap()) is { } stale) return stale;
        library.OwnMaps.Bin(context.MyMap());
        return Results.NoContent();
    }

    private static OwnMapAnswer Answer(StoredMap map, Library library, SiteAddress address) => OwnMapAnswer.Of(map, library.Shelves.Open(map).Info.Tags, address);

    private static IResult Kept(HttpContext context, StoredMap map, MapReading reading, Library library, SiteAddress address, int status) =>
        Versions.Answer(context, Versions.OwnTagOf(map), () => new KeptMapAnswer(Answer(map, library, address), reading.Format, reading.Problems), status);

    private static ProblemHttpResult Refused(Refusal refusal) => Problems.Of(
        refusal.Code == "too_large" ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status422UnprocessableEntity, refusal.Code, refusal.Message, ("line", refusal.Line));

    /// <summary>The body as a map. What it is, it says itself; a Content-Type decides nothing.</summary>
    private static MapReading Read(byte[] body) => MapImage.Clean(MapFormats.Read(body, MapLimits.Upload));

    private static async Task<byte[]> Body(HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return body.ToArray();
    }
}
