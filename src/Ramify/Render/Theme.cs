using System.Collections.Immutable;

namespace Ramify.Render;

/// <summary>The colours of a map, each as #rrggbb.</summary>
/// <param name="Name">"light" or "dark".</param>
/// <param name="Paper">The ground.</param>
/// <param name="Ink">Text on the ground, and the centre's box.</param>
/// <param name="Quiet">Links between nodes, and their labels.</param>
/// <param name="OnFill">Text on a box filled with a branch colour or with ink.</param>
/// <param name="Palette">The branch colours in the order in which branches take them.</param>
public sealed record Theme(string Name, string Paper, string Ink, string Quiet, string OnFill, ImmutableArray<BranchColour> Palette)
{
    /// <summary>Dark on white.</summary>
    public static Theme Light { get; } = new("light", "#ffffff", "#1b1f24", "#4a5560", "#ffffff",
    [
        new("navy", "#002f9f", "#eef4ff"), new("amber", "#a95900", "#fff0e7"), new("magenta", "#bd0b84", "#feeef6"), new("green", "#457e45", "#ebf8ea"),
        new("violet", "#a849d3", "#f9effe"), new("teal", "#056376", "#e4f7fd"), new("maroon", "#721e2b", "#feeff0"), new("umber", "#684c01", "#faf3e3"),
    ]);

    /// <summary>Light on near-black.</summary>
    public static Theme Dark { get; } = new("dark", "#14171c", "#e8eaed", "#b4bcc6", "#14171c",
    [
        new("navy", "#7ea9fe", "#1c263a"), new("amber", "#febd8d", "#352112"), new("magenta", "#ffa9d6", "#351e2a"), new("green", "#a0dd9e", "#1a2c1a"),
        new("violet", "#e8beff", "#2d2034"), new("teal", "#0cc5ea", "#0b2b33"), new("maroon", "#eb8b91", "#381e20"), new("umber", "#c9a65d", "#30250e"),
    ]);

    /// <summary>Contrast of two colours by WCAG 2, 1 to 21.</summary>
    public static double Contrast(string first, string second)
    {
        var (a, b) = (Luminance(first), Luminance(second));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string colour)
    {
        double Channel(int at)
        {
            var value = Convert.ToInt32(colour.Substring(at, 2), 16) / 255.0;
            return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * Channel(1) + 0.7152 * Channel(3) + 0.0722 * Channel(5);
    }
}

/// <summary>The colour of a main branch and all below it.</summary>
/// <param name="Name">For people; never shown as the only cue.</param>
/// <param name="Line">Branches, borders, filled boxes.</param>
/// <param name="Tint">The ground of boxes that hold text.</param>
public sealed record BranchColour(string Name, string Line, string Tint);
