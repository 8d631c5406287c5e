namespace Ramify.Layout;

/// <summary>What a node looks like by its place in the map.</summary>
public enum NodeKind : byte
{
    /// <summary>A root: the filled box in the middle.</summary>
    Centre,
    /// <summary>An only child on the way to the main branches: a pill on the centre's lower edge.</summary>
    Trunk,
    /// <summary>A main branch with children, or short: filled.</summary>
    MainHeading,
    /// <summary>A main branch that is a sentence: tinted, with a border.</summary>
    MainLeaf,
    /// <summary>Below a main branch, with children: tinted, semi-bold.</summary>
    BoxHeading,
    /// <summary>Below a main branch: tinted.</summary>
    Box,
    /// <summary>Two below: a bar towards the parent.</summary>
    Bar,
    /// <summary>Deeper: the same, smaller.</summary>
    DeepBar,
}

/// <summary>The measures of a kind of node. Lengths are in 1/64 px unless said otherwise.</summary>
/// <param name="Size">Font size.</param>
/// <param name="Weight">Font weight.</param>
/// <param name="MaxChars">Widest line in characters of middling width.</param>
/// <param name="PadX">Room left and right of the text.</param>
/// <param name="PadY">Room above and below it.</param>
/// <param name="Line">Line height, 1/1000 em.</param>
/// <param name="Lead">Room to the parent.</param>
/// <param name="Gap">Least room to the sibling before.</param>
/// <param name="BranchFrom">Width of its branch at the parent.</param>
/// <param name="BranchTo">Width of its branch at the node.</param>
internal sealed record NodeLook(int Size, FontWeight Weight, int MaxChars, int PadX, int PadY, int Line, int Lead, int Gap, int BranchFrom, int BranchTo)
{
    /// <summary>Units a pixel.</summary>
    public const int Px = 64;

    /// <summary>Width of a middling character, 1/1000 em.</summary>
    private const int MiddlingChar = 510;

    private static readonly NodeLook[] Looks =
    [
        Of(24, FontWeight.Bold, 16, 22, 14, 1180, 0, 0, 0, 0),
        Of(14.5, FontWeight.SemiBold, 22, 13, 6, 1250, 0, 0, 0, 0),
        Of(16.5, FontWeight.SemiBold, 26, 13, 8, 1220, 70, 20, 15, 5.5),
        Of(15, FontWeight.SemiBold, 30, 13, 8, 1220, 70, 20, 15, 5.5),
        Of(15, FontWeight.SemiBold, 30, 11, 6, 1250, 40, 11, 5, 3.2),
        Of(15, FontWeight.Regular, 30, 11, 6, 1250, 40, 11, 5, 3.2),
        Of(14, FontWeight.Regular, 36, 9, 3, 1280, 34, 6, 3.4, 2.3),
        Of(13.5, FontWeight.Regular, 38, 9, 3, 1280, 32, 6, 2.4, 1.8),
    ];

    public static NodeLook For(NodeKind kind) => Looks[(int)kind];

    /// <summary>
    /// The look that a level has by itself. Room to the parent and branches follow it even where a node has a look of its
    /// own: siblings stand in line, or the branch to one would run through another.
    /// </summary>
    public static NodeLook At(int level) => For(level switch { <= 1 => NodeKind.MainHeading, 2 => NodeKind.Box, 3 => NodeKind.Bar, _ => NodeKind.DeepBar });

    /// <summary>The widest line, 1/1000 em, at a wrap factor in 1/100.</summary>
    public int Limit(int factor) => MaxChars * MiddlingChar * factor / 100;

    /// <summary>A length in 1/1000 em of this size, rounded up.</summary>
    public int ToUnits(int ems) => (int)(((long)ems * Size + 999) / 1000);

    private static NodeLook Of(double size, FontWeight weight, int maxChars, double padX, double padY, int line, double lead, double gap, double from, double to) =>
        new((int)(size * Px), weight, maxChars, (int)(padX * Px), (int)(padY * Px), line, (int)(lead * Px), (int)(gap * Px), (int)(from * Px), (int)(to * Px));
}
