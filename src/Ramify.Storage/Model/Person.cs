using Microsoft.AspNetCore.Identity;

namespace Ramify.Storage.Model;

/// <summary>What a person is here.</summary>
public enum Role
{
    /// <summary>Whoever signs up.</summary>
    Student,

    /// <summary>Made by whoever runs the site; nobody makes himself one.</summary>
    Teacher,

    /// <summary>Keeps the library in order; made as a teacher is.</summary>
    Moderator,
}

/// <summary>How old a person says to be. No birth date is asked.</summary>
public enum AgeBand
{
    /// <summary>No public comments, found by no search.</summary>
    Under13,

    /// <summary>13 to 17.</summary>
    Teen,

    /// <summary>18 or over.</summary>
    Adult,
}

/// <summary>Somebody with an account: a display name that is also the name to sign in with, a password or passkeys, no e-mail.</summary>
public sealed class Person : IdentityUser<Guid>
{
    /// <summary>What the person is here.</summary>
    public Role Role { get; set; }

    /// <summary>How old the person says to be.</summary>
    public AgeBand Age { get; set; }

    /// <summary>When the account was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>The name that others see; never empty.</summary>
    public string Name => UserName!;
}

/// <summary>A browser that a person is signed in with.</summary>
public sealed class Session
{
    /// <summary>What the browser's cookie names; opaque.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who is signed in.</summary>
    public required Guid Person { get; init; }

    /// <summary>The browser in words: "Firefox on Android".</summary>
    public required string Browser { get; init; }

    /// <summary>How the person signed in: "password", "passkey", "recovery code".</summary>
    public required string Means { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset StartedAt { get; init; }

    /// <summary>When it was last used, to the hour.</summary>
    public DateTimeOffset SeenAt { get; set; }
}

/// <summary>One of the codes on paper that open an account once. Only its hash is kept; it goes when it is used.</summary>
public sealed class RecoveryCode
{
    /// <summary>Whose account it opens.</summary>
    public required Guid Person { get; init; }

    /// <summary>SHA-256 of the code.</summary>
    public required byte[] Hash { get; init; }

    /// <summary>When it stops working, where a teacher made it; null for the person's own.</summary>
    public DateTimeOffset? EndsAt { get; init; }
}
