namespace Ramify.Layout;

/// <summary>What the search found for the branches of one root.</summary>
/// <param name="Cut">How many main branches go right (or down); the others go left.</param>
/// <param name="RightFactor">Wrap factor there, 1/100.</param>
/// <param name="LeftFactor">Wrap factor on the left.</param>
internal readonly record struct Arrangement(int Cut, int RightFactor, int LeftFactor);

/// <summary>
/// Chooses the wrap of each side and the cut, the main branch at which the map changes sides, so that the text is
/// largest when the whole map fits its target.
/// </summary>
/// <remarks>
/// The reading order is kept: the first branches go right from top to bottom, the others left. Every factor is tried on
/// every side of every cut that is worth a try; sides are laid out independently, so that all pairs of factors cost
/// comparisons only. About a microsecond a layout of 50 nodes.
/// </remarks>
internal sealed class TwoSided(ShownTree tree, LayoutOptions options, NodeRooms rooms, Func<int, NodeSizes> sizesAt)
{
    /// <summary>Room around the whole map, in 1/64 px.</summary>
    public const int Margin = 14 * NodeLook.Px;

    private const int LeastFactor = 66, GreatestFactor = 126, Step = 3;

    /// <summary>Node layouts that one search may cost.</summary>
    private const int Effort = 400_000;

    private readonly record struct Extent(int Factor, long Depth, long Breadth);

    /// <param name="first">The first main branch.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="size">Nodes below the root.</param>
    /// <param name="hub">Box of centre and trunk.</param>
    public Arrangement Choose(int first, int count, int size, MapBox hub)
    {
        var cuts = options.Shape == MapShape.TwoSided && count > 1 ? Cuts(first, count) : [count];
        if (size > options.SearchLimit) return new Arrangement(cuts.Length == 1 ? cuts[0] : Balanced(first, count), 100, 100);
        var factors = Factors(size * cuts.Length);
        var best = new Arrangement(cuts[0], 100, 100);
        var bestScore = double.MinValue;
        foreach (var cut in cuts)
        {
            var right = Extents(first, cut, factors);
            var left = Extents(first + cut, count - cut, factors);
            foreach (var r in right)
                foreach (var l in left)
                {
                    var score = Score(r, l, hub);
                    if (score <= bestScore) continue;
                    bestScore = score;
                    best = new Arrangement(cut, r.Factor, l.Factor);
                }
        }
        return best;
    }

    private double Score(Extent right, Extent left, MapBox hub)
    {
        var (width, height) = options.Shape == MapShape.Down
            ? (Math.Max(right.Breadth, hub.Width), hub.Height + right.Depth)
            : (hub.Width + right.Depth + left.Depth, Math.Max(hub.Height, Math.Max(right.Breadth, left.Breadth)));
        var (w, h) = ((double)(width + 2 * Margin) / NodeLook.Px, (double)(height + 2 * Margin) / NodeLook.Px);
        // On a strip of any height, text at its full size is enough; then the lower map is better.
        if (options.Fit.Height == 0) return Math.Min(1, options.Fit.Width / w) - h * 1e-6;
        var uneven = left.Breadth == 0 || right.Breadth == 0 ? 0 : (double)Math.Abs(right.Breadth - left.Breadth) / Math.Max(right.Breadth, left.Breadth);
        var strayed = Math.Abs(right.Factor - 100) + Math.Abs(left.Factor - 100);
        return options.Fit.ScaleFor(w, h) * (1 - 0.02 * uneven - 1e-5 * strayed);
    }

    private Extent[] Extents(int first, int count, int[] factors)
    {
        if (count == 0) return [new Extent(100, 0, 0)];
        var side = new SideTree(tree, first, count, options.Shape == MapShape.Down);
        return Array.ConvertAll(factors, factor =>
        {
            side.Layout(sizesAt(factor), rooms, 100, 100);
            return new Extent(factor, side.Depth, side.Breadth);
        });
    }

    private static int[] Factors(int cost)
    {
        var count = Math.Clamp(Effort / Math.Max(1, cost), 5, (GreatestFactor - LeastFactor) / Step + 1);
        var step = Math.Max(Step, (GreatestFactor - LeastFactor) / (count - 1));
        return [.. Enumerable.Range(0, (GreatestFactor - LeastFactor) / step + 1).Select(i => LeastFactor + i * step)];
    }

    /// <summary>Every cut where there are few, else those around the balanced one.</summary>
    private int[] Cuts(int first, int count)
    {
        if (count <= 12) return [.. Enumerable.Range(1, count - 1)];
        var middle = Balanced(first, count);
        return [.. Enumerable.Range(middle - 4, 9).Where(cut => cut > 0 && cut < count)];
    }

    /// <summary>The cut that halves the height of all leaves.</summary>
    private int Balanced(int first, int count)
    {
        var sizes = sizesAt(100);
        var heights = new long[count];
        // Each node takes its own height or its children's, whichever is more; an estimate in one pass.
        var needed = new long[tree.Count];
        for (var i = tree.Count - 1; i >= first; i--)
        {
            needed[i] = Math.Max(needed[i], sizes.Heights[i] + NodeLook.For(tree.Kinds[i]).Gap);
            if (tree.Levels[i] > 1) needed[tree.Parents[i]] += needed[i];
        }
        for (var i = 0; i < count; i++) heights[i] = needed[first + i];
        var (total, sum) = (heights.Sum(), 0L);
        for (var i = 0; i < count - 1; i++)
        {
            sum += heights[i];
            if (2 * sum >= total) return i + 1;
        }
        return count - 1;
    }
}
