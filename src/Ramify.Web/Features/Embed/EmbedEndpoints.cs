using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;
using Ramify.Web.Components;

namespace Ramify.Web.Features.Embed;

/// <summary>A public map inside another site's page: /embed/m/{id}, without cookies and without script; and /oembed, by which such sites ask for it.</summary>
internal static class EmbedEndpoints
{
    private const int Width = 800, Height = 600, Least = 240;
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static void MapEmbed(this IEndpointRouteBuilder site)
    {
        site.MapMethods("/embed/m/{id:guid}", Reads, Show).For(Who.Anyone);
        site.MapMethods("/oembed", Reads, Describe).For(Who.Anyone);
    }

    private static Task Show(Guid id, HttpContext context, Library library, PageCache cache, PageRenderer pages, SiteAddress address) =>
        cache.Answer(context, () => library.Shelves.StampOf(id), async () =>
        {
            if (library.Shelves.Find(id) is not { } map) return null;
            var body = await pages.Render<EmbedPage>(new()
            {
                [nameof(EmbedPage.Map)] = map, [nameof(EmbedPage.Pictures)] = Pictures.Of(library.Shelves.Open(map), images: ImageAddress.Of(map.Id)), [nameof(EmbedPage.Address)] = AddressOf(map, address),
            });
            return new CachedBytes(body, "text/html; charset=utf-8", Trust.EmbedPolicy, "public, no-cache");
        });

    /// <summary>https://oembed.com. The address asked about is compared and looked up; nothing is ever fetched from it (B17).</summary>
    private static IResult Describe(string? url, string? format, int? maxwidth, int? maxheight, Library library, SiteAddress address)
    {
        if (format is not (null or "json")) return Results.StatusCode(StatusCodes.Status501NotImplemented);
        if (Find(url, library, address) is not { } map) return Results.NotFound();
        var (width, height) = (Math.Clamp(maxwidth ?? Width, Least, Width), Math.Clamp(maxheight ?? Height, Least, Height));
        return Results.Json(new
        {
            version = "1.0", type = "rich", title = map.Title, author_name = map.Author, provider_name = "Ramify", provider_url = address.Of("/"), width, height,
            html = $"<iframe src=\"{address.Of($"/embed/m/{map.Id}")}\" width=\"{width}\" height=\"{height}\" title=\"{System.Text.Encodings.Web.HtmlEncoder.Default.Encode(map.Title)}\" loading=\"lazy\" referrerpolicy=\"no-referrer\"></iframe>",
            thumbnail_url = AddressOf(map, address) + ".card.png", thumbnail_width = 1200, thumbnail_height = 630,
        });
    }

    private static StoredMap? Find(string? url, Library library, SiteAddress address)
    {
        var root = address.Of("/");
        if (url is null || !url.StartsWith(root, StringComparison.Ordinal) || !Uri.TryCreate(url, UriKind.Absolute, out var asked)) return null;
        return Uri.UnescapeDataString(asked.AbsolutePath).Trim('/').Split('/') switch
        {
            ["m", var id] => ById(id, library),
            ["embed", "m", var id] => ById(id, library),
            [var subject, var topic, var slug] => library.Shelves.Find(subject, topic, slug),
            _ => null,
        };
    }

    private static StoredMap? ById(string id, Library library) => Guid.TryParse(id, out var map) ? library.Shelves.Find(map) : null;

    private static string AddressOf(StoredMap map, SiteAddress address) => address.Of(new PathString(map.Address).ToUriComponent());
}
