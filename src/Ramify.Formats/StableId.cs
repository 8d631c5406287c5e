namespace Ramify.Formats;

/// <summary>Ids that a file gives its nodes, where they are UUIDs.</summary>
internal static class StableId
{
    /// <summary>How a node's id is written where a name may not begin with a digit.</summary>
    public static string Name(Guid id) => "ID_" + id.ToString("N");

    /// <summary>The UUID that an id is; null where it is none, or one made of a path of texts, which is made anew.</summary>
    public static Guid? Of(string? id)
    {
        if (id is null || id.Length is < 32 or > 41) return null;
        var digits = id.StartsWith("ID_", StringComparison.Ordinal) ? id.AsSpan(3) : id;
        return (Guid.TryParseExact(digits, "N", out var guid) || Guid.TryParseExact(digits, "D", out guid)) && guid.Version is >= 1 and <= 7 ? guid : null;
    }
}
