namespace Ramify.Storage.Model;

/// <summary>What a program may do with the maps of the person who gave it a token.</summary>
[Flags]
public enum TokenScopes
{
    /// <summary>Nothing of that person's.</summary>
    None = 0,

    /// <summary>See the person's maps, private ones among them.</summary>
    Read = 1,

    /// <summary>Make maps, change them and put them into the bin.</summary>
    Write = 2,

    /// <summary>Say who can come to them.</summary>
    Publish = 4,
}

/// <summary>A word with which a program speaks for a person. Only its hash is kept.</summary>
public sealed class Token
{
    /// <summary>What its owner's page names it by; opens nothing.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whom it speaks for.</summary>
    public required Guid Person { get; init; }

    /// <summary>What its owner calls the program.</summary>
    public required string Name { get; init; }

    /// <summary>What the program may do.</summary>
    public TokenScopes Scopes { get; init; }

    /// <summary>SHA-256 of the word.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>When it was last used, to the hour; null where it never was.</summary>
    public DateTimeOffset? UsedAt { get; set; }

    /// <summary>When it stops opening anything.</summary>
    public DateTimeOffset EndsAt { get; init; }
}
