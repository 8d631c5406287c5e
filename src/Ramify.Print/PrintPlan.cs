using Ramify.Maps;

namespace Ramify.Print;

/// <summary>What a print will be, known before anything is drawn.</summary>
/// <param name="Paper">The sheet.</param>
/// <param name="Orientation">Which way it lies.</param>
/// <param name="SmallestPoints">Size of the smallest text on any page, points, rounded down to a tenth.</param>
/// <param name="Pages">How many pages, the answers of a variant included.</param>
/// <param name="Spread">How the map is spread over them: never <see cref="PrintSpread.ByFit"/>.</param>
/// <param name="Warning">One plain sentence where the text gets small; else null.</param>
/// <param name="Offers">What would make it larger.</param>
/// <param name="Refusal">Why nothing can be printed this way; null where it can.</param>
public sealed record PrintPlan(
    PaperSize Paper, PaperOrientation Orientation, double SmallestPoints, int Pages, PrintSpread Spread,
    string? Warning, IReadOnlyList<PrintOffer> Offers, Refusal? Refusal)
{
    /// <summary>Smaller text than this is warned of, points.</summary>
    public const double Comfortable = 7;

    /// <summary>Where one sheet would have smaller text than this, points, a map is spread over pages unless told otherwise.</summary>
    public const double Legible = 4;

    /// <summary>Most pages of one print.</summary>
    public const int MostPages = 400;

    internal PrintOptions Options { get; init; } = PrintOptions.Default;

    internal MindMap Map { get; init; } = null!;

    internal IReadOnlyList<PrintPage> Sheets { get; init; } = [];
}

/// <summary>Another way to print the same map.</summary>
/// <param name="Message">One plain sentence: "A3: smallest text 8.6 pt."</param>
/// <param name="Paper">Its sheet.</param>
/// <param name="Spread">How the map is spread.</param>
public sealed record PrintOffer(string Message, PaperSize Paper, PrintSpread Spread);

/// <summary>What came of drawing.</summary>
/// <param name="Pages">How many pages were drawn.</param>
/// <param name="Missing">Characters that no font had; they stand there as the font's empty mark.</param>
/// <param name="Unshaped">Scripts that were drawn letter by letter although their letters join or change: "Arabic".</param>
public sealed record DrawReport(int Pages, IReadOnlyList<MissingGlyph> Missing, IReadOnlyList<string> Unshaped);
