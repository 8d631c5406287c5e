using Ramify.Maps;

namespace Ramify.Browser.Edits;

/// <summary>What a key or a drag does to a map: the changes, which are one step of undo, and what is said and selected after them.</summary>
/// <param name="Changes">In order; none where there is nothing to do.</param>
/// <param name="Select">The node that is selected then; null where the selection stays.</param>
/// <param name="Say">What is said to those who hear the page.</param>
/// <param name="Writes">Whether the text of the selected node is written next.</param>
public sealed record Edit(IReadOnlyList<MapChange> Changes, Guid? Select, string Say, bool Writes = false)
{
    /// <summary>Nothing is done; why, in a sentence.</summary>
    public static Edit None(string why) => new([], null, why);
}
