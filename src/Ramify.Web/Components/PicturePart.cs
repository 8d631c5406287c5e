using Ramify.Maps;

namespace Ramify.Web.Components;

/// <summary>A map's picture by itself, to be put into a page that is open.</summary>
internal static class PicturePart
{
    public static Task Answer(HttpContext context, MindMap map, string? shape, string? spacing, string cacheControl) =>
        new CachedBytes(Pictures.Part(map, shape == "narrow", spacing == "wide"), "image/svg+xml; charset=utf-8", Trust.PicturePolicy, cacheControl).Answer(context);
}
