using System.Collections.Immutable;

namespace Ramify.Maps;

/// <summary>What became of a change.</summary>
public enum ChangeStatus
{
    /// <summary>The map changed; the change belongs in the log.</summary>
    Applied,
    /// <summary>Nothing to do, or another's write has precedence: the map is as it was, the author is told why.</summary>
    NoEffect,
    /// <summary>The change breaks a rule: the map is as it was, the author is told which.</summary>
    Refused,
}

/// <summary>The answer to a change.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Code">Why not, or a remark on how: one of <see cref="ChangeCodes"/>; null where there is nothing to say.</param>
/// <param name="Inverse">The changes that take it back, in order; empty where it cannot be undone.</param>
public sealed record ChangeResult(ChangeStatus Status, string? Code, ImmutableArray<MapChange> Inverse)
{
    /// <summary>Whether the map changed.</summary>
    public bool IsApplied => Status == ChangeStatus.Applied;

    internal static ChangeResult Applied(params ImmutableArray<MapChange> inverse) => new(ChangeStatus.Applied, null, inverse);

    internal static ChangeResult NoEffect(string code) => new(ChangeStatus.NoEffect, code, []);

    internal static ChangeResult Refused(string code) => new(ChangeStatus.Refused, code, []);
}

/// <summary>Stable names of what can stand in the way of a change, or of a remark on how it was applied.</summary>
public static class ChangeCodes
{
    /// <summary>The id is in use already: the change was applied before.</summary>
    public const string Known = "known";

    /// <summary>The node is under that parent already.</summary>
    public const string Exists = "exists";

    /// <summary>A node that the change needs was deleted.</summary>
    public const string Dead = "dead";

    /// <summary>There is no node, link, image or change with this id.</summary>
    public const string Unknown = "unknown";

    /// <summary>A node would lie below itself.</summary>
    public const string Cycle = "cycle";

    /// <summary>A node would lie deeper than <see cref="MapLimits.Depth"/>.</summary>
    public const string TooDeep = "too_deep";

    /// <summary>The map would have more than <see cref="MapLimits.Nodes"/> nodes.</summary>
    public const string TooManyNodes = "too_many_nodes";

    /// <summary>The map would have more than <see cref="MapLimits.Links"/> links.</summary>
    public const string TooManyLinks = "too_many_links";

    /// <summary>A text is longer than <see cref="MapLimits.TextLength"/>.</summary>
    public const string TextTooLong = "text_too_long";

    /// <summary>The order key is none; see <see cref="OrderKey.IsValid"/>.</summary>
    public const string BadKey = "bad_key";

    /// <summary>The address is not one that a map may link to; see <see cref="SafeLink"/>.</summary>
    public const string UnsafeLink = "unsafe_link";

    /// <summary>A value is outside its range, or does not fit the thing it is for.</summary>
    public const string Invalid = "invalid";

    /// <summary>The change is the server's only.</summary>
    public const string NotAllowed = "not_allowed";

    /// <summary>Another person has written there since; on an applied undo: in a part of it.</summary>
    public const string Overwritten = "overwritten";

    /// <summary>There is nothing that this restore could bring back.</summary>
    public const string NotDeleted = "not_deleted";

    /// <summary>A later change of the same client was answered already, and this one never came.</summary>
    public const string Late = "late";

    /// <summary>Applied, but to the nearest live ancestor, since the parent was deleted.</summary>
    public const string Lifted = "lifted";

    /// <summary>Applied, but the node lives on under another parent.</summary>
    public const string Kept = "kept";
}
