using System.Security.Cryptography;

namespace Ramify.Storage;

/// <summary>Codes on paper, each of which opens an account once when password and passkeys are lost. 80 random bits: a hash of one round is enough.</summary>
public sealed class RecoveryCodes
{
    private const int Count = 8;
    private const int Groups = 4;

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
        connection.Execute("DELETE FROM recovery_code WHERE person = @person", ("@person", person));
        foreach (var code in codes)
            connection.Execute("INSERT INTO recovery_code (person, hash) VALUES (@person, @hash)", ("@person", person), ("@hash", Secret.Hash(Plain(code))));
        transaction.Commit();
        return codes;
    }

    /// <summary>How many codes a person has left.</summary>
    public int Left(Guid person)
    {
        using var connection = library.Connect();
        return (int)connection.Scalar<long>("SELECT count(*) FROM recovery_code WHERE person = @person", ("@person", person));
    }

    /// <summary>Uses a code up. Two that send the same one cannot both have it.</summary>
    /// <param name="person">Whose; any other id where the name is not known, so that both take the same time.</param>
    /// <param name="code">As it was typed: spaces, hyphens and case do not matter.</param>
    public bool Use(Guid person, string code)
    {
        using var connection = library.Connect();
        return connection.Execute("DELETE FROM recovery_code WHERE person = @person AND hash = @hash", ("@person", person), ("@hash", Secret.Hash(Plain(code)))) > 0;
    }

    private static string New() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, 4)));

    private static string Plain(string typed) => string.Concat(typed.ToUpperInvariant().Where(char.IsAsciiLetterOrDigit).Select(c => c switch { 'O' => '0', 'I' or 'L' => '1', _ => c }));
}
