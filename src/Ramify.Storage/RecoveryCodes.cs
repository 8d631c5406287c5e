using System.Security.Cryptography;

namespace Ramify.Storage;

/// <summary>Whose a recovery code is.</summary>
public enum CodeKind
{
    /// <summary>The person made it.</summary>
    Own,

    /// <summary>A teacher made it.</summary>
    Reissued,
}

/// <summary>Codes on paper, each of which opens an account once when password and passkeys are lost. 80 random bits: a hash of one round is enough.</summary>
public sealed class RecoveryCodes
{
    private const int Count = 8;
    private const int Groups = 4;
    private static readonly TimeSpan ReissuedFor = TimeSpan.FromDays(1);

    // Without I, L, O and U: read off paper, they would be taken for others.
    private const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private readonly Library library;

    internal RecoveryCodes(Library library) => this.library = library;

    /// <summary>Makes new codes; the former ones no longer work.</summary>
    /// <returns>The codes as they are to be printed: they are not kept and cannot be shown again.</returns>
    public IReadOnlyList<string> Renew(Guid person)
    {
        var codes = Enumerable.Range(0, Count).Select(_ => New()).ToArray();
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        connection.Execute("DELETE FROM recovery_code WHERE person = @person AND ends_at IS NULL", ("@person", person));
        foreach (var code in codes)
            connection.Execute("INSERT INTO recovery_code (person, hash) VALUES (@person, @hash)", ("@person", person), ("@hash", Secret.Hash(Plain(code))));
        transaction.Commit();
        return codes;
    }

    /// <summary>One code that a teacher hands to a pupil who has lost every other way in; it works once, for a day, in the place of one made before.</summary>
    /// <returns>The code as it is to be printed; it is not kept and cannot be shown again.</returns>
    public string Reissue(Guid person)
    {
        var code = New();
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        connection.Execute("DELETE FROM recovery_code WHERE person = @person AND ends_at IS NOT NULL", ("@person", person));
        connection.Execute("INSERT INTO recovery_code (person, hash, ends_at) VALUES (@person, @hash, @end)",
            ("@person", person), ("@hash", Secret.Hash(Plain(code))), ("@end", library.Clock.GetUtcNow() + ReissuedFor));
        transaction.Commit();
        return code;
    }

    /// <summary>Whether a teacher made a code for a person that still works.</summary>
    public bool IsReissued(Guid person)
    {
        using var connection = library.Connect();
        return connection.Scalar<long>("SELECT count(*) FROM recovery_code WHERE person = @person AND ends_at > @now", ("@person", person), ("@now", library.Clock.GetUtcNow())) > 0;
    }

    /// <summary>The person wants no code of a teacher's: it stops working.</summary>
    public void Void(Guid person)
    {
        using var connection = library.Connect();
        connection.Execute("DELETE FROM recovery_code WHERE person = @person AND ends_at IS NOT NULL", ("@person", person));
    }

    /// <summary>How many codes of their own a person has left.</summary>
    public int Left(Guid person)
    {
        using var connection = library.Connect();
        return (int)connection.Scalar<long>("SELECT count(*) FROM recovery_code WHERE person = @person AND ends_at IS NULL", ("@person", person));
    }

    /// <summary>Uses a code up. Two that send the same one cannot both have it.</summary>
    /// <param name="person">Whose; any other id where the name is not known, so that both take the same time.</param>
    /// <param name="code">As it was typed: spaces, hyphens and case do not matter.</param>
    /// <returns>What kind of code it was; null where it opens nothing.</returns>
    public CodeKind? Use(Guid person, string code)
    {
        using var connection = library.Connect();
        return connection.Rows<CodeKind?>(r => r.GetBoolean(0) ? CodeKind.Reissued : CodeKind.Own,
            "DELETE FROM recovery_code WHERE person = @person AND hash = @hash AND (ends_at IS NULL OR ends_at > @now) RETURNING ends_at IS NOT NULL",
            ("@person", person), ("@hash", Secret.Hash(Plain(code))), ("@now", library.Clock.GetUtcNow())).FirstOrDefault();
    }

    private static string New() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, 4)));

    private static string Plain(string typed) => string.Concat(typed.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }));
}
