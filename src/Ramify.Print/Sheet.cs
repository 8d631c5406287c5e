using Ramify.Layout;

namespace Ramify.Print;

/// <summary>A sheet of paper lying one way: its size, and the areas for the map and for the line at the foot. Points.</summary>
/// <param name="Width">Of the whole sheet.</param>
/// <param name="Height">Of the whole sheet.</param>
internal sealed record Sheet(double Width, double Height)
{
    /// <summary>No printer loses this much; the drawing's own margin comes on top.</summary>
    public const double Margin = 14;

    /// <summary>Height of the line at the foot.</summary>
    public const double Foot = 11;

    private const double PointsPerMm = 72 / 25.4;

    public static Sheet Of(PaperSize paper, PaperOrientation orientation)
    {
        var (shorter, longer) = paper switch
        {
            PaperSize.A4 => (210 * PointsPerMm, 297 * PointsPerMm),
            PaperSize.A3 => (297 * PointsPerMm, 420 * PointsPerMm),
            PaperSize.A2 => (420 * PointsPerMm, 594 * PointsPerMm),
            _ => (612, 792),
        };
        return orientation == PaperOrientation.Landscape ? new Sheet(longer, shorter) : new Sheet(shorter, longer);
    }

    /// <summary>The area that a map is laid out for.</summary>
    public FitTarget Target => new((int)(Width - 2 * Margin), (int)(Height - 2 * Margin - Foot), "pt");

    /// <summary>Points a px of the drawing.</summary>
    public double ScaleOf(MapLayout layout) => Math.Min(GreatestScale, Target.ScaleFor(layout.Width / 64.0, layout.Height / 64.0));

    /// <summary>A map of three words is printed no larger than this: 18 pt for its smallest text.</summary>
    private const double GreatestScale = 1.34;
}
