namespace Ramify.Text;

/// <summary>What a tab stands for where an outline indents by tabs and by blanks.</summary>
/// <remarks>
/// No line is more than one level below the line before it. So a width is likely if few lines break that, if it is the
/// commonest step that blanks alone take, and if it divides every indentation made of blanks.
/// </remarks>
internal struct IndentCensus
{
    private const int DefaultWidth = 4;
    private const int Widest = 16;
    private readonly int[] steps = new int[Widest + 1];
    private readonly int[] leaps = new int[Widest + 1];
    private Indent before;
    private int margin = -1, commonStep;

    public IndentCensus()
    {
    }

    public void Count(Indent indent)
    {
        var (spaces, tabs) = (indent.Spaces - before.Spaces, indent.Tabs - before.Tabs);
        if (tabs == 0 && spaces is > 0 and <= Widest) steps[spaces]++;
        for (var width = 1; width <= Widest; width++)
            if (spaces + (long)tabs * width > width) leaps[width]++;
        before = indent;
        if (indent.Tabs > 0) return;
        if (margin < 0) margin = indent.Spaces;
        commonStep = CommonDivisor(commonStep, Math.Abs(indent.Spaces - margin));
    }

    /// <summary>Columns that a tab stands for.</summary>
    public readonly int TabWidth
    {
        get
        {
            var fewest = leaps.AsSpan(1).ToArray().Min();
            var (best, bestScore) = (DefaultWidth, -1);
            for (var width = 1; width <= Widest; width++)
                if (leaps[width] == fewest && Score(width) is var score && score >= bestScore) (best, bestScore) = (width, score);
            return best;
        }
    }

    // A step that was seen outweighs an even division, and that outweighs custom.
    private readonly int Score(int width) =>
        (steps[width] > 0 && steps[width] == steps.Max() ? 4 : 0) + (commonStep % width == 0 ? 2 : 0) + (width == DefaultWidth ? 1 : 0);

    private static int CommonDivisor(int a, int b)
    {
        while (b != 0) (a, b) = (b, a % b);
        return a;
    }
}
