using Ramify.Layout;

namespace Ramify.Render;

/// <summary>The shipped font files (SIL Open Font License 1.1), for the site to serve and pictures to carry.</summary>
public static class MapFonts
{
    private const string Prefix = "Ramify.Render.Fonts.";

    /// <summary>The files: "latin" and "latin-ext", each in the three weights.</summary>
    public static IReadOnlyList<MapFont> All { get; } =
    [
        File(FontWeight.Regular, "latin"), File(FontWeight.Regular, "latin-ext"), File(FontWeight.SemiBold, "latin"),
        File(FontWeight.SemiBold, "latin-ext"), File(FontWeight.Bold, "latin"), File(FontWeight.Bold, "latin-ext"),
    ];

    private static MapFont File(FontWeight weight, string subset) => new($"atkinson-hyperlegible-next-{subset}-{(int)weight}-normal.woff2", weight, subset);

    /// <summary>The licence, to be served beside the files.</summary>
    public static byte[] Licence => Read("LICENSE-OFL.txt");

    /// <summary>The bytes of a font file.</summary>
    public static byte[] Read(MapFont font) => Read(font.FileName);

    private static byte[] Read(string name)
    {
        using var stream = typeof(MapFonts).Assembly.GetManifestResourceStream(Prefix + name)
            ?? throw new InvalidOperationException($"{name} is not part of this build.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

/// <summary>One file of the shipped font.</summary>
/// <param name="FileName">Its name, to be kept in addresses.</param>
/// <param name="Weight">Its weight.</param>
/// <param name="Subset">"latin" or "latin-ext".</param>
public sealed record MapFont(string FileName, FontWeight Weight, string Subset)
{
    /// <summary>The characters it is for, as CSS writes them.</summary>
    public string UnicodeRange => Subset == "latin"
        ? "U+0000-00FF,U+0131,U+0152-0153,U+02BB-02BC,U+02C6,U+02DA,U+02DC,U+0304,U+0308,U+0329,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215,U+FEFF,U+FFFD"
        : "U+0100-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+0304,U+0308,U+0329,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+2020,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF";

    /// <summary>The @font-face rule with this source.</summary>
    public string FontFace(string url) =>
        $"@font-face{{font-family:\"{FontMetrics.Family}\";font-style:normal;font-weight:{(int)Weight};font-display:swap;src:url({url}) format(\"woff2\");unicode-range:{UnicodeRange}}}";
}
