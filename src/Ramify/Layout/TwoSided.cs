namespace Ramify.Layout;

/// <summary>What the search found for the branches of one root.</summary>
/// <param name="Cut">How many main branches go right (or down); the others go left.</param>
/// <param name="LeadScale">Room between parents and children, in hundredths of the styles'.</param>
internal readonly record struct Arrangement(int Cut, int LeadScale);

/// <summary>
/// Chooses how each main branch is wrapped, and the cut, the main branch at which the map changes sides, so that the
/// text is largest when the whole map fits its target.
/// </summary>
/// <remarks>
/// The reading order is kept: the first branches go right from top to bottom, the others left. Each branch is laid out
/// alone at every factor. For every cut, every side is then laid out at each depth that it may have, all its branches
/// as low as they can be within that depth; the best pair of depths wins. Then the factor of one group after another is
/// changed while that helps. A few milliseconds for 50 nodes.
/// </remarks>
internal sealed class TwoSided
{
    /// <summary>Room around the whole map, in 1/64 px.</summary>
    public const int Margin = 12 * NodeLook.Px;

    private const int LeastFactor = 66, GreatestFactor = 126, Step = 3;

    /// <summary>Shorter branches are tried where the width is what keeps the text small.</summary>
    private int[] LeadScales => options.Fit.Height == 0 ? [100, 75, 50] : [100, 92, 84];

    /// <summary>Nodes that one search may lay out.</summary>
    private const int Effort = 200_000;

    private readonly ShownTree tree;
    private readonly LayoutOptions options;
    private readonly NodeRooms rooms;
    private readonly Func<int, NodeSizes> sizesAt;
    private readonly int first, count, size;
    private readonly MapBox hub;
    private readonly int[] factors;
    private readonly Extent[][] extents;
    private readonly int[] chosen;
    private readonly int? cut;
    private readonly int[][] groupsOf;
    private int laidOut;
    private int leadScale = 100;

    private readonly record struct Extent(long Depth, long Breadth);

    /// <summary>A side whose branches are as low as they can be within a depth each.</summary>
    private readonly record struct TightSide(long Limit, Extent Extent);

    /// <param name="tree">The map.</param>
    /// <param name="options">Shape and target.</param>
    /// <param name="rooms">Room around the boxes.</param>
    /// <param name="sizesAt">All boxes at a factor.</param>
    /// <param name="chosen">Wrap factor of each group, 1/100; the search fills in those of its branches.</param>
    /// <param name="first">The first main branch.</param>
    /// <param name="count">How many there are.</param>
    /// <param name="size">Nodes below the trunk.</param>
    /// <param name="hub">Box of centre and trunk.</param>
    /// <param name="cut">The cut where it is not to be chosen.</param>
    public TwoSided(ShownTree tree, LayoutOptions options, NodeRooms rooms, Func<int, NodeSizes> sizesAt, int[] chosen, int first, int count, int size, MapBox hub, int? cut = null)
    {
        (this.tree, this.options, this.rooms, this.sizesAt) = (tree, options, rooms, sizesAt);
        (this.first, this.count, this.size, this.hub) = (first, count, size, hub);
        factors = size > options.SearchLimit ? [100] : Factors(size);
        (this.chosen, this.cut) = (chosen, cut is { } given ? Math.Min(given, count) : null);
        extents = new Extent[count][];
        groupsOf = new int[count][];
    }

    public Arrangement Choose()
    {
        if (size > options.SearchLimit || count == 0) return new Arrangement(cut ?? (options.Shape == MapShape.TwoSided ? Balanced() : count), 100);
        var best = new Arrangement(count, 100);
        var (bestScore, bestFactors) = (double.MinValue, new int[count]);
        foreach (var scale in LeadScales)
        {
            leadScale = scale;
            MeasureBranches();
            foreach (var cut in Cuts())
            {
                var left = Frontier(cut, count);
                foreach (var r in Frontier(0, cut))
                    foreach (var l in left)
                    {
                        var score = Score(r.Extent, l.Extent);
                        if (score <= bestScore) continue;
                        (best, bestScore) = (new Arrangement(cut, scale), score);
                        bestFactors = [.. Tightest(0, cut, r.Limit), .. Tightest(cut, count, l.Limit)];
                    }
            }
        }
        leadScale = best.LeadScale;
        for (var b = 0; b < count; b++) SetBranch(b, bestFactors[b]);
        Improve(best.Cut);
        return best;
    }

    /// <summary>Every branch alone at every factor.</summary>
    private void MeasureBranches()
    {
        for (var b = 0; b < count; b++)
        {
            var branch = new SideTree(tree, first + b, 1, options.Shape == MapShape.Down);
            groupsOf[b] ??= [.. branch.Members.ToArray().Select(node => tree.Groups[node]).Distinct()];
            extents[b] = new Extent[factors.Length];
            for (var f = 0; f < factors.Length; f++)
            {
                SetBranch(b, factors[f]);
                extents[b][f] = Measure(branch);
            }
        }
    }

    private void SetBranch(int branch, int factor)
    {
        foreach (var group in groupsOf[branch]) chosen[group] = factor;
    }

    /// <summary>Changes the factor of one group at a time while the score rises and effort is left.</summary>
    private void Improve(int cut)
    {
        var isDown = options.Shape == MapShape.Down;
        SideTree[] sides = [new SideTree(tree, first, cut, isDown), new SideTree(tree, first + cut, count - cut, isDown)];
        Extent[] measured = [Measure(sides[0]), Measure(sides[1])];
        var score = Score(measured[0], measured[1]);
        for (var improves = true; improves && laidOut < Effort;)
        {
            improves = false;
            for (var b = 0; b < count; b++)
                foreach (var group in groupsOf[b])
                    improves |= ImproveGroup(group, b < cut ? 0 : 1, sides, measured, ref score);
        }
    }

    private bool ImproveGroup(int group, int side, SideTree[] sides, Extent[] measured, ref double score)
    {
        var improves = false;
        foreach (var change in new[] { -5, -3, -2, -1, 1, 2, 3, 5 })
        {
            var (before, to) = (chosen[group], chosen[group] + change * Step);
            if (to is < LeastFactor or > GreatestFactor || laidOut >= Effort) continue;
            chosen[group] = to;
            var extent = Measure(sides[side]);
            var changed = side == 0 ? Score(extent, measured[1]) : Score(measured[0], extent);
            // Where nothing is won, factors near the middle are.
            var nearer = Math.Abs(before - 100) - Math.Abs(to - 100);
            if (changed + nearer * 1e-6 <= score + 1e-9)
            {
                chosen[group] = before;
                continue;
            }
            (score, measured[side], improves) = (changed, extent, true);
        }
        return improves;
    }

    /// <summary>How high a side becomes for each depth that it may have; deeper ones only where they are lower.</summary>
    private List<TightSide> Frontier(int from, int to)
    {
        if (from == to) return [default];
        var least = 0L;
        for (var b = from; b < to; b++) least = Math.Max(least, extents[b].Min(e => e.Depth));
        var depths = new SortedSet<long> { least };
        for (var b = from; b < to; b++)
            foreach (var extent in extents[b])
                if (extent.Depth >= least) depths.Add(extent.Depth);
        var side = new SideTree(tree, first + from, to - from, options.Shape == MapShape.Down);
        var stride = depths.Count / Math.Clamp(Effort / 20 / size, 6, 100) + 1;
        var frontier = new List<TightSide>();
        foreach (var depth in depths.Where((_, n) => n % stride == 0))
        {
            for (var b = from; b < to; b++) SetBranch(b, factors[Tightest(b, depth)]);
            var extent = Measure(side);
            if (frontier.Count == 0 || extent.Breadth < frontier[^1].Extent.Breadth) frontier.Add(new TightSide(depth, extent));
        }
        return frontier;
    }

    private IEnumerable<int> Tightest(int from, int to, long depth) => Enumerable.Range(from, to - from).Select(b => factors[Tightest(b, depth)]);

    /// <summary>The factor that makes a branch lowest within a depth.</summary>
    private int Tightest(int branch, long depth)
    {
        var best = 0;
        for (var f = 1; f < factors.Length; f++)
            if (extents[branch][f].Depth <= depth && extents[branch][f].Breadth < extents[branch][best].Breadth || extents[branch][best].Depth > depth && extents[branch][f].Depth < extents[branch][best].Depth)
                best = f;
        return best;
    }

    private double Score(Extent right, Extent left)
    {
        var (width, height) = options.Shape == MapShape.Down
            ? (Math.Max(right.Breadth, hub.Width), hub.Height + right.Depth)
            : (hub.Width + right.Depth + left.Depth, Math.Max(hub.Height, Math.Max(right.Breadth, left.Breadth)));
        var (w, h) = ((double)(width + 2 * Margin) / NodeLook.Px, (double)(height + 2 * Margin) / NodeLook.Px);
        // On a strip of any height, text at its full size is enough; then the lower map is better.
        if (options.Fit.Height == 0) return Math.Min(1, options.Fit.Width / w) - h * 1e-6;
        var uneven = left.Breadth == 0 || right.Breadth == 0 ? 0 : (double)Math.Abs(right.Breadth - left.Breadth) / Math.Max(right.Breadth, left.Breadth);
        return options.Fit.ScaleFor(w, h) * (1 - 0.01 * uneven - 2e-4 * (100 - leadScale));
    }

    private Extent Measure(SideTree side)
    {
        laidOut += side.Members.Length;
        side.Layout(group => sizesAt(chosen[group]), rooms, leadScale, 100);
        return new Extent(side.Depth, side.Breadth);
    }

    /// <summary>All factors, or fewer for large maps.</summary>
    private static int[] Factors(int size)
    {
        var steps = (GreatestFactor - LeastFactor) / Step;
        var stride = Math.Clamp(size * steps / (Effort / 2) + 1, 1, 4);
        return [.. Enumerable.Range(0, steps / stride + 1).Select(i => LeastFactor + i * stride * Step)];
    }

    /// <summary>Every cut where there are few, else those around the balanced one.</summary>
    private int[] Cuts()
    {
        if (cut is { } given) return [given];
        if (options.Shape != MapShape.TwoSided || count < 2) return [count];
        if (count <= 12) return [.. Enumerable.Range(1, count - 1)];
        var middle = Balanced();
        return [.. Enumerable.Range(middle - 4, 9).Where(cut => cut > 0 && cut < count)];
    }

    /// <summary>The cut that about halves the height of all branches.</summary>
    private int Balanced()
    {
        if (count < 2) return count;
        var sizes = sizesAt(100);
        // Each node takes its own height or its children's, whichever is more.
        var needed = new long[tree.Count];
        for (var i = tree.Count - 1; i >= first; i--)
        {
            needed[i] = Math.Max(needed[i], sizes.Heights[i] + NodeLook.For(tree.Kinds[i]).Gap);
            if (tree.Levels[i] > 1) needed[tree.Parents[i]] += needed[i];
        }
        var (total, sum) = (0L, 0L);
        for (var i = first; i < first + count; i++) total += needed[i];
        for (var i = 0; i < count - 1; i++)
        {
            sum += needed[first + i];
            if (2 * sum >= total) return i + 1;
        }
        return count - 1;
    }
}
