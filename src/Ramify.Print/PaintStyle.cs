using Ramify.Render;
using SkiaSharp;

namespace Ramify.Print;

/// <summary>What a picture is painted with: a theme's colours, or ink alone.</summary>
/// <param name="Theme">The colours.</param>
/// <param name="SavesInk">Outlines instead of areas, and patterns of lines instead of colours, so a grey printer loses nothing.</param>
internal sealed record PaintStyle(Theme Theme, bool SavesInk)
{
    /// <summary>On and off, px: told apart at 1 px, one for each place in the palette.</summary>
    private static readonly float[][] Patterns =
        [[], [9, 3], [1.4f, 2.8f], [9, 3, 1.4f, 3], [4, 3], [15, 4], [9, 3, 1.4f, 3, 1.4f, 3], [4, 2.4f, 1.2f, 2.4f]];

    public SKColor Ink => SKColor.Parse(Theme.Ink);

    public SKColor Paper => SKColor.Parse(Theme.Paper);

    public SKColor Quiet => SKColor.Parse(Theme.Quiet);

    /// <summary>Text on a filled box.</summary>
    public SKColor OnFill => SavesInk ? Ink : SKColor.Parse(Theme.OnFill);

    /// <summary>The centre's box.</summary>
    public SKColor Fill(int colour) => SavesInk ? Paper : Line(colour);

    /// <summary>Branches and borders; 0 for centre and trunk.</summary>
    public SKColor Line(int colour) => SavesInk || colour == 0 ? Ink : SKColor.Parse(Theme.Palette[colour - 1].Line);

    /// <summary>The ground of boxes with text.</summary>
    public SKColor Tint(int colour) => SavesInk || colour == 0 ? Paper : SKColor.Parse(Theme.Palette[colour - 1].Tint);

    /// <summary>The pattern of a branch's lines; null where they are drawn through.</summary>
    public SKPathEffect? Pattern(int colour) =>
        SavesInk && colour > 0 && Patterns[(colour - 1) % Patterns.Length] is { Length: > 0 } pattern ? SKPathEffect.CreateDash(pattern, 0) : null;
}
