using Ramify.Layout;
using Ramify.Maps;

namespace Ramify.Print;

/// <summary>Sheets of paper.</summary>
public enum PaperSize
{
    /// <summary>210 x 297 mm.</summary>
    A4,
    /// <summary>297 x 420 mm.</summary>
    A3,
    /// <summary>420 x 594 mm.</summary>
    A2,
    /// <summary>8.5 x 11 inches.</summary>
    Letter,
}

/// <summary>Which way a sheet lies.</summary>
public enum PaperOrientation
{
    /// <summary>Wider than high.</summary>
    Landscape,
    /// <summary>Higher than wide.</summary>
    Portrait,
}

/// <summary>What is printed of the texts.</summary>
public enum PrintVariant
{
    /// <summary>All of them.</summary>
    Full,
    /// <summary>Headings only; the other boxes are empty. The answers follow.</summary>
    Blank,
    /// <summary>The first letter of each word, and a line as long as the rest. The answers follow.</summary>
    FirstLetters,
    /// <summary>Every other box is empty. The answers follow.</summary>
    EveryOther,
}

/// <summary>How a map is spread over sheets.</summary>
public enum PrintSpread
{
    /// <summary>One sheet where its text can be read with a glass at least (4 pt), else a branch a page.</summary>
    ByFit,
    /// <summary>All on one sheet, however small.</summary>
    OneSheet,
    /// <summary>An overview, then each main branch on a page of its own, divided again where its text would fall below 7 pt.</summary>
    BranchPages,
}

/// <summary>How a map is printed. Nothing is read from the clock: what is printed is what is given here.</summary>
public sealed record PrintOptions
{
    /// <summary>In full on A4, by fit.</summary>
    public static PrintOptions Default { get; } = new();

    /// <summary>The sheet.</summary>
    public PaperSize Paper { get; init; }

    /// <summary>Which way it lies; the way with the larger text where null.</summary>
    public PaperOrientation? Orientation { get; init; }

    /// <summary>How the map is spread over sheets.</summary>
    public PrintSpread Spread { get; init; }

    /// <summary>What is printed of the texts.</summary>
    public PrintVariant Variant { get; init; }

    /// <summary>Outlines and patterns instead of filled boxes and colours.</summary>
    public bool InkSaving { get; init; }

    /// <summary>The title; the map's own where null.</summary>
    public string? Title { get; init; }

    /// <summary>Who made it; as the map says where null.</summary>
    public string? Author { get; init; }

    /// <summary>The day to print; as the map says where null.</summary>
    public string? Date { get; init; }

    /// <summary>The short address where the map is found: "example.org/m/1f".</summary>
    public string? Address { get; init; }

    /// <summary>When the file says that it was made; it says nothing where null.</summary>
    public DateTimeOffset? Created { get; init; }

    /// <summary>Extra room between letters, words and lines.</summary>
    public TextSpacing Spacing { get; init; } = TextSpacing.Normal;

    /// <summary>The images of the map's nodes, by hash; they were cleaned by <see cref="MapImage"/>.</summary>
    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Images { get; init; } = ImageBytes.None;

    /// <summary>The fonts.</summary>
    public PrintFonts Fonts { get; init; } = PrintFonts.Shipped;
}
