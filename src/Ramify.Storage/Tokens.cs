using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>A program that speaks for a person.</summary>
/// <param name="Person">Whom it speaks for; the session is the token's id.</param>
/// <param name="Scopes">What it may do.</param>
public sealed record CurrentProgram(CurrentPerson Person, TokenScopes Scopes);

/// <summary>
/// Words with which programs speak for people: made and taken back by their owner, of use for a year at most, kept as a hash.
/// Looked up with each request, so that one taken back opens nothing any more.
/// </summary>
public sealed class Tokens
{
    /// <summary>Most tokens of one person.</summary>
    public const int MostOfOne = 20;

    /// <summary>Most characters of a program's name.</summary>
    public const int MaxName = 60;

    /// <summary>A token lasts for so long at most.</summary>
    public static readonly TimeSpan LongestLife = TimeSpan.FromDays(365);

    // By this a scanner of published code knows one when it sees it.
    private const string Prefix = "ramify_";
    private static readonly TimeSpan SeenEvery = TimeSpan.FromHours(1);
    private readonly Library library;

    internal Tokens(Library library) => this.library = library;

    /// <summary>Makes a token.</summary>
    /// <param name="person">Whom it will speak for.</param>
    /// <param name="name">What the person calls the program.</param>
    /// <param name="scopes">What it may do.</param>
    /// <param name="life">How long; at most <see cref="LongestLife"/>.</param>
    /// <returns>The word, which is kept nowhere; null where the person has as many as there may be.</returns>
    public string? Make(Guid person, string name, TokenScopes scopes, TimeSpan life)
    {
        var (word, now) = (Prefix + Secret.New(), library.Clock.GetUtcNow());
        using var connection = library.Connect();
        connection.Execute("DELETE FROM token WHERE person = @person AND ends_at < @now", ("@person", person), ("@now", now));
        var made = connection.Execute("""
            INSERT INTO token (id, person, name, scopes, hash, made_at, ends_at)
            SELECT @id, @person, @name, @scopes, @hash, @now, @ends WHERE (SELECT count(*) FROM token WHERE person = @person) < @most
            """, ("@id", Guid.CreateVersion7(now)), ("@person", person), ("@name", name), ("@scopes", (int)scopes), ("@hash", Secret.Hash(word)),
            ("@now", now), ("@ends", now + (life < LongestLife ? life : LongestLife)), ("@most", MostOfOne));
        return made > 0 ? word : null;
    }

    /// <summary>Who a word speaks for; null where it was taken back, is over, or never was.</summary>
    public CurrentProgram? Find(string word)
    {
        if (word.Length != Prefix.Length + Secret.Length || !word.StartsWith(Prefix, StringComparison.Ordinal)) return null;
        var now = library.Clock.GetUtcNow();
        using var connection = library.Connect();
        var (program, seen) = connection.Rows(r => (Program: new CurrentProgram(
            new CurrentPerson(r.Id(0), r.GetString(1), Enum.Parse<Role>(r.GetString(2)), Enum.Parse<AgeBand>(r.GetString(3)), r.Id(4), r.At(5)), (TokenScopes)r.GetInt32(6)),
            Seen: r.IsDBNull(7) ? DateTimeOffset.MinValue : r.At(7)), """
            SELECT p.id, p.user_name, p.role, p.age, t.id, t.made_at, t.scopes, t.used_at FROM token t JOIN person p ON p.id = t.person WHERE t.hash = @hash AND t.ends_at >= @now
            """, ("@hash", Secret.Hash(word)), ("@now", now)).FirstOrDefault();
        // Telling people roughly when is enough, and each write wakes the page cache.
        if (program is not null && now - seen > SeenEvery) connection.Execute("UPDATE token SET used_at = @now WHERE id = @id", ("@now", now), ("@id", program.Person.Session));
        return program;
    }

    /// <summary>A person's tokens, the newest first.</summary>
    public IReadOnlyList<Token> Of(Guid person)
    {
        using var connection = library.Connect();
        return connection.Rows(r => new Token
        {
            Id = r.Id(0), Person = person, Name = r.GetString(1), Scopes = (TokenScopes)r.GetInt32(2), Hash = [], MadeAt = r.At(3),
            UsedAt = r.IsDBNull(4) ? null : r.At(4), EndsAt = r.At(5),
        }, "SELECT id, name, scopes, made_at, used_at, ends_at FROM token WHERE person = @person AND ends_at >= @now ORDER BY made_at DESC, id",
            ("@person", person), ("@now", library.Clock.GetUtcNow()));
    }

    /// <summary>Takes a token back.</summary>
    /// <returns>Whether there was one.</returns>
    public bool End(Guid person, Guid token)
    {
        using var connection = library.Connect();
        return connection.Execute("DELETE FROM token WHERE id = @id AND person = @person", ("@id", token), ("@person", person)) > 0;
    }
}
