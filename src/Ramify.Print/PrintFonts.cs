using System.Text;
using Ramify.Layout;
using SkiaSharp;

namespace Ramify.Print;

/// <summary>
/// The fonts that pictures and prints are drawn with: the shipped one, then those of a folder for the scripts that it
/// lacks. Fonts of the machine are not looked for, so the same map gives the same bytes everywhere.
/// </summary>
/// <remarks>Safe for use by several threads; made once and kept.</remarks>
public sealed class PrintFonts
{
    private const int MostFiles = 200;
    private const string Prefix = "Ramify.Print.Fonts.";
    private static readonly FontWeight[] Weights = [FontWeight.Regular, FontWeight.SemiBold, FontWeight.Bold];
    private static readonly SKTypeface[][] ShippedFaces = [.. Weights.Select(weight => new[] { Load("latin", weight), Load("latin-ext", weight) })];

    private readonly SKTypeface[] others;

    private PrintFonts(SKTypeface[] others) => this.others = others;

    /// <summary>The shipped font only: Latin script.</summary>
    public static PrintFonts Shipped { get; } = new([]);

    /// <summary>The shipped font and every TrueType or OpenType file of a folder, in the order of their paths; folders inside it are read too.</summary>
    /// <exception cref="DirectoryNotFoundException">The folder does not exist.</exception>
    public static PrintFonts WithFolder(string folder) => new([.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
        .Where(path => Path.GetExtension(path).ToLowerInvariant() is ".ttf" or ".otf" or ".ttc")
        .Order(StringComparer.Ordinal).Take(MostFiles).Select(path => SKTypeface.FromFile(path)).Where(face => face is not null)]);

    /// <summary>The font for a character, and whether it is the shipped one; null where none has it.</summary>
    internal (SKTypeface Face, bool IsShipped)? FaceFor(Rune rune, FontWeight weight)
    {
        foreach (var face in ShippedFaces[Array.IndexOf(Weights, weight)])
            if (Has(face, rune)) return (face, true);
        SKTypeface? best = null;
        foreach (var face in others)
            if (Has(face, rune) && (best is null || Distance(face, weight) < Distance(best, weight))) best = face;
        return best is null ? null : (best, false);
    }

    /// <summary>The font that stands in where none has a character: its mark for "no glyph" is drawn.</summary>
    internal static SKTypeface Last(FontWeight weight) => ShippedFaces[Array.IndexOf(Weights, weight)][0];

    private static bool Has(SKTypeface face, Rune rune)
    {
        using var font = new SKFont(face);
        return font.ContainsGlyph(rune.Value);
    }

    /// <summary>How far a font is from an upright one of normal width in this weight.</summary>
    private static int Distance(SKTypeface face, FontWeight weight) => Math.Abs(face.FontWeight - (int)weight)
        + (face.FontSlant == SKFontStyleSlant.Upright ? 0 : 2000) + (face.IsFixedPitch ? 1000 : 0) + 300 * Math.Abs(face.FontWidth - (int)SKFontStyleWidth.Normal);

    private static SKTypeface Load(string subset, FontWeight weight)
    {
        var name = $"{Prefix}atkinson-hyperlegible-next-{subset}-{(int)weight}-normal.ttf";
        using var stream = typeof(PrintFonts).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"{name} is not part of this build.");
        using var data = SKData.Create(stream);
        return SKTypeface.FromData(data) ?? throw new InvalidOperationException($"{name} is no font.");
    }
}
