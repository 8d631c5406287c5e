using Ramify.Maps;
using Ramify.Render;

namespace Ramify.Print;

/// <summary>How a picture is drawn.</summary>
public sealed record PictureOptions
{
    /// <summary>Light, two pixels a px.</summary>
    public static PictureOptions Default { get; } = new();

    /// <summary>The colours.</summary>
    public Theme Theme { get; init; } = Theme.Light;

    /// <summary>Outlines and patterns instead of filled boxes and colours.</summary>
    public bool InkSaving { get; init; }

    /// <summary>Pixels a px of the layout's target, 0.25 to 4; less where a picture would pass <see cref="MapPng.MostPixels"/>.</summary>
    public double Density { get; init; } = 2;

    /// <summary>The images of the map's nodes, by hash; they were cleaned by <see cref="MapImage"/>.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Images { get; init; } = ImageBytes.None;

    /// <summary>The fonts.</summary>
    public PrintFonts Fonts { get; init; } = PrintFonts.Shipped;
}
