namespace Ramify.Layout;

/// <summary>What can be said of a layout in numbers.</summary>
/// <param name="Width">Width of the drawing, px.</param>
/// <param name="Height">Height of the drawing, px.</param>
/// <param name="Scale">Factor at which the whole map fits its target.</param>
/// <param name="SmallestText">Size of the smallest text at that scale, in the unit of the target.</param>
/// <param name="Overlaps">Pairs of boxes that share an area.</param>
/// <param name="ThroughText">Branches and curves that run through the text of a node they do not belong to.</param>
/// <param name="InkedShare">
/// Share of the target's area that boxes and branches cover when the map is fitted into it: the boxes' areas, their
/// padding included, and the branches' lengths times their widths. Where the target has no height, of the drawing's own area.
/// </param>
/// <param name="AspectError">How far the drawing's width for its height is from the target's, as a share of it.</param>
public sealed record LayoutMeasures(
    double Width, double Height, double Scale, double SmallestText, int Overlaps, int ThroughText, double InkedShare, double AspectError)
{
    internal static LayoutMeasures Of(MapLayout layout)
    {
        var fit = layout.Options.Fit;
        var (width, height) = ((double)layout.Width / NodeLook.Px, (double)layout.Height / NodeLook.Px);
        var scale = fit.ScaleFor(width, height);
        var area = fit.Height == 0 ? width * height * scale * scale : (double)fit.Width * fit.Height;
        return new LayoutMeasures(
            Math.Round(width, 1), Math.Round(height, 1), Math.Round(scale, 4), Math.Round(SmallestSize(layout) * scale, 2),
            Collisions.Overlaps(layout), Collisions.ThroughText(layout),
            Math.Round(Ink(layout) * scale * scale / area, 4),
            fit.Height == 0 ? 0 : Math.Round(Math.Abs(width / height * fit.Height / fit.Width - 1), 4));
    }

    private static double SmallestSize(MapLayout layout)
    {
        var smallest = int.MaxValue;
        for (var i = 0; i < layout.Count; i++) smallest = Math.Min(smallest, layout.TextSizeOf(i));
        return layout.Count == 0 ? 0 : (double)smallest / NodeLook.Px;
    }

    private static double Ink(MapLayout layout)
    {
        var ink = 0.0;
        foreach (var box in layout.Boxes) ink += (double)box.Width * box.Height;
        foreach (var branch in layout.Branches) ink += InkOf(branch);
        return ink / (NodeLook.Px * NodeLook.Px);
    }

    private static double InkOf(in Branch branch)
    {
        const int steps = 12;
        var ink = 0.0;
        var last = branch.At(0);
        for (var i = 1; i <= steps; i++)
        {
            var at = branch.At((double)i / steps);
            var (dx, dy) = (at.X - last.X, at.Y - last.Y);
            ink += Math.Sqrt(dx * dx + dy * dy) * (at.Width + last.Width) / 2;
            last = at;
        }
        return ink;
    }
}
