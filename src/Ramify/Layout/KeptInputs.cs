namespace Ramify.Layout;

/// <summary>What an edit leaves as it is in one root's layout; only a new search changes it.</summary>
/// <param name="Cut">How many main branches go right (or down); null for half of them.</param>
/// <param name="LeadScale">Room between parents and children, in hundredths of the styles'.</param>
/// <param name="RightGap">Room between siblings on the right, likewise.</param>
/// <param name="LeftGap">On the left.</param>
internal sealed record KeptRoot(int? Cut, int LeadScale, int RightGap, int LeftGap)
{
    /// <summary>The styles' own measures.</summary>
    public static KeptRoot New { get; } = new(null, 100, 100, 100);
}

/// <summary>What edits leave as it is in the layout of a map. Equal inputs give equal pictures, however they came about.</summary>
/// <param name="FactorOf">Wrap factor of a node that heads a group (levels 1 and 2), 1/100.</param>
/// <param name="OfRoot">What is kept of a root.</param>
/// <param name="Widened">Extra room before every box.</param>
/// <param name="RowWidth">How wide a row of roots may be; 0 for a map of one root.</param>
/// <param name="IsChip">Whether a link or an also-under link is a chip, by its id; null where the distance decides.</param>
internal sealed record KeptInputs(Func<Maps.Node, int> FactorOf, Func<Maps.Node, KeptRoot> OfRoot, int Widened, long RowWidth, Func<Guid, bool?>? IsChip);
