using Ramify.Maps;
using Ramify.Print;
using Ramify.Storage;
using Ramify.Web.Access;
using Ramify.Web.Components;

namespace Ramify.Web.Features.Images;

/// <summary>
/// The images of a map: /m/{id}/images/{hash} for whoever may come to the map, ?link= being the secret of a link or of a draft's address;
/// whoever may edit it adds one by POST /m/{id}/images.
/// </summary>
internal static class ImageEndpoints
{
    // An image is never another under the same name; whoever may see it now keeps it, nobody in between does.
    private const string Kept = "private, max-age=31536000, immutable";

    public static void MapImages(this IEndpointRouteBuilder site)
    {
        site.MapGet("/m/{id:guid}/images/{hash}", Show).For(Who.Anyone);
        site.MapPost("/m/{id:guid}/images", Add).For(Who.Anyone);
    }

    private static IResult Show(Guid id, string hash, string? link, HttpContext context, Library library)
    {
        if (library.Rooms.AccessOf(id, Visitor(context), link) == RoomAccess.None || library.MapImages.Find(id, hash) is not { } image || ImageBytes.TypeOf(image) is not { } type) return Results.NotFound();
        Trust.Apply(context.Response.Headers, Trust.FilePolicy);
        context.Response.Headers.CacheControl = Kept;
        return Results.Bytes(image, type);
    }

    /// <summary>The body is the image, or a form with a file. The answer names it; a change of the map then shows it at a node.</summary>
    private static async Task<IResult> Add(Guid id, HttpContext context, Library library, Pace pace)
    {
        Forms.MakePrivate(context);
        var me = Visitor(context);
        if (library.Rooms.AccessOf(id, me, null) != RoomAccess.Edit) return Results.NotFound();
        if (!pace.MaySend(me)) return Problems.Of(StatusCodes.Status429TooManyRequests);
        if (await Body(context.Request) is not { } body) return Problems.Of(StatusCodes.Status413PayloadTooLarge);
        var clean = MapImage.Clean(body);
        if (clean.Refusal is { } refusal) return Problems.Of(StatusCodes.Status422UnprocessableEntity, refusal.Code, refusal.Message);
        try
        {
            return library.MapImages.Add(id, me, clean.Bytes) is { } hash ? Results.Json(new { hash, address = ImageAddress.Of(id)(hash) }) : Results.NotFound();
        }
        catch (QuotaException full)
        {
            return Problems.Of(StatusCodes.Status422UnprocessableEntity, "too_many_images", full.Message);
        }
    }

    private static Visitor Visitor(HttpContext context) => Storage.Visitor.Of(context.Person()?.Id, BrowserSecret.Of(context));

    /// <summary>The image that was sent; null where it is larger than one may be.</summary>
    private static async Task<byte[]?> Body(HttpRequest request)
    {
        if (request.HasFormContentType)
        {
            var file = (await request.ReadFormAsync()).Files.GetFile("file");
            return file is null ? [] : file.Length > MapLimits.ImageBytesIn ? null : (await SubmittedFile.Of(file)).Bytes;
        }
        if (request.ContentLength > MapLimits.ImageBytesIn) return null;
        using var body = new MemoryStream();
        // The server ends a body that is larger than any that it takes.
        await request.Body.CopyToAsync(body, request.HttpContext.RequestAborted);
        return body.Length > MapLimits.ImageBytesIn ? null : body.ToArray();
    }
}
