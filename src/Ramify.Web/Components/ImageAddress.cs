namespace Ramify.Web.Components;

/// <summary>Where the images of a map are: /m/{id}/images/{hash}, with the secret of a link or of a draft's address where that is the way in.</summary>
internal static class ImageAddress
{
    public static Func<string, string?> Of(Guid map, string? link = null) => hash => $"/m/{map}/images/{hash}{(link is null ? "" : $"?link={Uri.EscapeDataString(link)}")}";
}
