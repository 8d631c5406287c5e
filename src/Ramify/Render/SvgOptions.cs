using Ramify.Maps;

namespace Ramify.Render;

/// <summary>How a picture is written.</summary>
public sealed record SvgOptions
{
    /// <summary>Part of a page: styled by the page's <see cref="MapStyle.Page"/>.</summary>
    public static SvgOptions InPage { get; } = new();

    /// <summary>A light file that stands alone.</summary>
    public static SvgOptions AsFile { get; } = new() { IsFile = true };

    /// <summary>Whether the picture brings its own style and fonts.</summary>
    public bool IsFile { get; init; }

    /// <summary>
    /// Where the image of a hash is: in a page an address of the site, in a file the image itself
    /// (<see cref="ImageBytes.Inside"/>); null where there is none, which shows an empty frame.
    /// </summary>
    public Func<string, string?>? ImageAddress { get; init; }

    /// <summary>The colours of a file; a page's follow the reader.</summary>
    public Theme Theme { get; init; } = Theme.Light;

    /// <summary>Its name for readers; the map's title where null.</summary>
    public string? Label { get; init; }

    /// <summary>What the ids of its nodes begin with: two pictures of one map in a page need two.</summary>
    public string IdPrefix { get; init; } = "m-";
}
