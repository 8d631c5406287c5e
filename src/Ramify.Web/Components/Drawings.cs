using Ramify.Maps;
using Ramify.Print;

namespace Ramify.Web.Components;

/// <summary>
/// A map as a picture of pixels or on paper: .png, .card.png for other sites, .pdf with what is wanted of the print
/// before it, in this order: paper, pages, variant, ink. ".a3.blank.pdf" is empty boxes on A3.
/// </summary>
/// <remarks>Each takes a core and some memory for a while: few at a time, and of no map beyond what can be read.</remarks>
internal static class Drawings
{
    private const string Card = ".card.png", Picture = ".png", Paper = ".pdf";
    private const int MostDrawn = 20_000, MostWaiting = 24;

    /// <summary>Most nodes of a map that is printed on the site.</summary>
    public const int MostPrinted = 3_000;

    private static readonly SemaphoreSlim Free = new(Math.Max(1, Environment.ProcessorCount / 2));
    private static int waiting;

    private static readonly Dictionary<string, Func<PrintOptions, PrintOptions>>[] Wishes =
    [
        new()
        {
            ["a3"] = print => print with { Paper = PaperSize.A3 }, ["a2"] = print => print with { Paper = PaperSize.A2 },
            ["letter"] = print => print with { Paper = PaperSize.Letter },
        },
        new() { ["one"] = print => print with { Spread = PrintSpread.OneSheet }, ["branches"] = print => print with { Spread = PrintSpread.BranchPages } },
        new()
        {
            ["blank"] = print => print with { Variant = PrintVariant.Blank }, ["first-letters"] = print => print with { Variant = PrintVariant.FirstLetters },
            ["every-other"] = print => print with { Variant = PrintVariant.EveryOther },
        },
        new() { ["ink"] = print => print with { InkSaving = true } },
    ];

    public static bool Knows(string suffix) => suffix is Card or Picture || PrintOf(suffix) is not null;

    /// <summary>Draws a map, waiting for its turn.</summary>
    /// <param name="map">The map.</param>
    /// <param name="images">The images of its nodes.</param>
    /// <param name="suffix">One that <see cref="Knows"/>.</param>
    /// <param name="cacheControl">How long others may keep it.</param>
    /// <param name="fileName">The name it is saved under.</param>
    /// <param name="address">Where the map is found, for the foot of a print.</param>
    /// <exception cref="BadHttpRequestException">The map is too large to be drawn, or too many wait.</exception>
    public static async Task<CachedBytes> Write(MindMap map, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> images, string suffix, string cacheControl, string fileName, string? address)
    {
        var print = PrintOf(suffix);
        if (map.NodeCount > (print is null ? MostDrawn : MostPrinted)) throw TooLarge();
        var body = await InTurn(to =>
        {
            if (suffix == Card) MapCard.Write(map, PrintFonts.Shipped, images, to);
            else if (print is null) MapPng.Write(map, PictureOptions.Default with { Images = images }, to);
            else Print(map, print with { Address = address, Images = images }, to);
        });
        return new CachedBytes(body, print is null ? "image/png" : "application/pdf", Trust.FilePolicy, cacheControl, compress: false)
        {
            Disposition = suffix == Card ? null : $"attachment; filename=\"{fileName}\"",
        };
    }

    private static void Print(MindMap map, PrintOptions options, Stream to)
    {
        var plan = MapPdf.Plan(map, options);
        if (plan.Refusal is not null) throw TooLarge();
        MapPdf.Write(plan, to);
    }

    private static async Task<byte[]> InTurn(Action<Stream> draw)
    {
        if (Interlocked.Increment(ref waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref waiting);
            throw new BadHttpRequestException("Too many pictures are being drawn.", StatusCodes.Status503ServiceUnavailable);
        }
        await Free.WaitAsync();
        try
        {
            using var drawn = new MemoryStream();
            await Task.Run(() => draw(drawn));
            return drawn.ToArray();
        }
        finally
        {
            Free.Release();
            Interlocked.Decrement(ref waiting);
        }
    }

    private static PrintOptions? PrintOf(string suffix)
    {
        if (!suffix.EndsWith(Paper, StringComparison.Ordinal)) return null;
        var (print, group) = (PrintOptions.Default, 0);
        foreach (var word in suffix[..^Paper.Length].Split('.').Skip(1))
        {
            while (group < Wishes.Length && !Wishes[group].ContainsKey(word)) group++;
            if (group == Wishes.Length) return null;
            print = Wishes[group++][word](print);
        }
        return print;
    }

    private static BadHttpRequestException TooLarge() => new("This map is too large to be drawn.", StatusCodes.Status413PayloadTooLarge);
}
