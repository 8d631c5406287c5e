namespace Ramify.Maps;

/// <summary>A connection between two nodes that is neither parent nor also-under; links may form cycles.</summary>
/// <param name="Id">Identity; two readings of one arrow can stand side by side.</param>
/// <param name="From">Where it starts.</param>
/// <param name="To">Where it points.</param>
/// <param name="Kind">What it says: <see cref="LinkKinds"/> or another lower-case word.</param>
public sealed record Link(Guid Id, Node From, Node To, string Kind)
{
    /// <summary>Words on the arrow.</summary>
    public string? Label { get; init; }

    /// <summary>+1 or -1 where the link says that one raises or lowers the other; else 0.</summary>
    public sbyte Sign { get; init; }

    /// <summary>How strongly, 0 to 1; null where it is not said.</summary>
    public double? Strength { get; init; }

    /// <summary>The verb of the reader's sentence: "hastened", "held back".</summary>
    public string? Verb { get; init; }

    /// <summary>The statement that the link comes from.</summary>
    public string? Source { get; init; }

    /// <summary>What supports it.</summary>
    public string? Evidence { get; init; }
}

/// <summary>The kinds of link that the program knows by name.</summary>
public static class LinkKinds
{
    /// <summary>Belongs together with.</summary>
    public const string Relates = "relates";

    /// <summary>Made happen or made more likely.</summary>
    public const string Causes = "causes";

    /// <summary>Would not have happened without.</summary>
    public const string Follows = "follows";

    /// <summary>Whether a word can be a kind: 1 to 32 lower-case ASCII letters, with single hyphens inside.</summary>
    public static bool IsValid(ReadOnlySpan<char> kind)
    {
        if (kind.Length is 0 or > 32 || kind[0] == '-' || kind[^1] == '-') return false;
        for (var i = 0; i < kind.Length; i++)
            if (!char.IsAsciiLetterLower(kind[i]) && (kind[i] != '-' || kind[i - 1] == '-')) return false;
        return true;
    }
}
