using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>How a map is laid out.</summary>
public sealed record LayoutOptions
{
    /// <summary>Two-sided for a 16:10 screen, nothing folded.</summary>
    public static LayoutOptions Default { get; } = new();

    /// <summary>Where the branches go.</summary>
    public MapShape Shape { get; init; }

    /// <summary>The area that the whole map should fill with the largest text.</summary>
    public FitTarget Fit { get; init; } = FitTarget.Screen;

    /// <summary>Extra room between letters, words and lines.</summary>
    public TextSpacing Spacing { get; init; } = TextSpacing.Normal;

    /// <summary>Which branches are folded; a folded node shows how many nodes it hides.</summary>
    public Fold Fold { get; init; } = Fold.Nothing;

    /// <summary>Above this many shown nodes the wrap is not searched: the text is wrapped as the styles have it.</summary>
    public int SearchLimit { get; init; } = 2000;
}

/// <summary>Where the branches go.</summary>
public enum MapShape
{
    /// <summary>To both sides: the first branches right, the others left, each from top to bottom.</summary>
    TwoSided,
    /// <summary>All to the right.</summary>
    Right,
    /// <summary>From the top down.</summary>
    Down,
}

/// <summary>An area to fit a map into.</summary>
/// <param name="Width">In its unit.</param>
/// <param name="Height">In its unit; 0 where it may be as high as it likes.</param>
/// <param name="Unit">"px" or "pt".</param>
public sealed record FitTarget(int Width, int Height, string Unit = "px")
{
    /// <summary>A screen of 1600x1000.</summary>
    public static FitTarget Screen { get; } = new(1600, 1000);

    /// <summary>A4 across, margins of 5 mm taken off.</summary>
    public static FitTarget A4 { get; } = new(813, 567, "pt");

    /// <summary>A3 across, margins of 5 mm taken off.</summary>
    public static FitTarget A3 { get; } = new(1162, 813, "pt");

    /// <summary>The picture beside a link on other sites.</summary>
    public static FitTarget Card { get; } = new(1200, 630);

    /// <summary>The width of a phone held upright.</summary>
    public static FitTarget Phone { get; } = new(390, 0);

    /// <summary>Reads "1600x1000", "a4", "a3", "card" or "phone".</summary>
    public static bool TryParse(string? text, out FitTarget target)
    {
        target = text?.ToLowerInvariant() switch
        {
            "a4" => A4,
            "a3" => A3,
            "card" => Card,
            "phone" => Phone,
            { } other when other.Split('x') is [var w, var h] && int.TryParse(w, out var width) && int.TryParse(h, out var height)
                && width is > 0 and <= 100_000 && height is >= 0 and <= 100_000 => new FitTarget(width, height),
            _ => null!,
        };
        return target is not null;
    }

    /// <summary>The scale at which a map of this size fits, at most <see cref="GreatestScale"/>.</summary>
    public double ScaleFor(double width, double height) =>
        Math.Min(GreatestScale, Height == 0 ? Width / width : Math.Min(Width / width, Height / height));

    /// <summary>A map of three words is not blown up past this.</summary>
    public const double GreatestScale = 2;
}

/// <summary>Which branches of a map are folded.</summary>
public sealed class Fold
{
    private readonly int depth;
    private readonly int budget = int.MaxValue;
    private readonly Func<Node, bool>? chosen;

    private Fold(int depth, int budget, Func<Node, bool>? chosen) => (this.depth, this.budget, this.chosen) = (depth, budget, chosen);

    /// <summary>Everything is shown.</summary>
    public static Fold Nothing { get; } = new(int.MaxValue, int.MaxValue, null);

    /// <summary>Only the centre and the main branches are shown: a phone's first view.</summary>
    public static Fold ToMainBranches { get; } = new(1, int.MaxValue, null);

    /// <summary>What the map itself has folded.</summary>
    public static Fold AsSaved { get; } = new(int.MaxValue, int.MaxValue, node => node.Details.Folded);

    /// <summary>Levels below the main branches are folded from this one on; 1 shows the main branches.</summary>
    public static Fold ToLevel(int level) => new(Math.Max(1, level), int.MaxValue, null);

    /// <summary>The nodes that the caller names are folded.</summary>
    public static Fold Where(Func<Node, bool> isFolded) => new(int.MaxValue, int.MaxValue, isFolded);

    /// <summary>Whole levels are opened, nodes from the centre outwards, while no more than this many are shown.</summary>
    public static Fold ToBudget(int nodes) => new(int.MaxValue, Math.Max(1, nodes), null);

    /// <summary>
    /// About so many labels are shown, as many as can be read at once: of the nodes in sight, the one with most below it
    /// is opened next; the way to the focus first, and what lies below the focus before the rest. O(nodes).
    /// </summary>
    public static Fold ToReadable(MindMap map, int labels = 80, Guid? focus = null) => Where(FoldBudget.Folded(map, Math.Max(1, labels), focus));

    /// <summary>Whether the caller's choice hides a node's children.</summary>
    internal bool Hides(Node node) => chosen is not null && chosen(node);

    /// <summary>Whether a node hides its children.</summary>
    /// <param name="node">A node with children.</param>
    /// <param name="level">0 for the centre and its trunk, 1 for a main branch.</param>
    /// <param name="shown">How many nodes are shown already.</param>
    /// <param name="children">How many children it would show.</param>
    internal bool Hides(Node node, int level, int shown, int children) =>
        level >= depth || (level > 0 && shown + children > budget) || (chosen is not null && chosen(node));
}
