using Microsoft.Data.Sqlite;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>Who sent a request.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">The display name.</param>
/// <param name="Role">What the person is here, now.</param>
/// <param name="Age">How old the person says to be.</param>
/// <param name="Session">The session of the browser in use.</param>
/// <param name="StartedAt">When the person last proved to be who it is in this browser.</param>
public sealed record CurrentPerson(Guid Id, string Name, Role Role, AgeBand Age, Guid Session, DateTimeOffset StartedAt);

/// <summary>
/// Where people are signed in. A row a browser, looked up with each request that names one (about 20 µs): a session that is
/// ended, and a role that is taken away, are gone at once.
/// </summary>
public sealed class Sessions
{
    /// <summary>A session unused for so long is over.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(60);

    // Telling people roughly when is enough, and each write wakes the page cache.
    private static readonly TimeSpan SeenEvery = TimeSpan.FromHours(1);
    private readonly Library library;

    internal Sessions(Library library) => this.library = library;

    /// <summary>Begins a session.</summary>
    /// <param name="person">Who signed in.</param>
    /// <param name="browser">The browser in words.</param>
    /// <param name="means">How: "password", "passkey", "recovery code".</param>
    /// <returns>What the browser's cookie is to name.</returns>
    public Guid Start(Guid person, string browser, string means)
    {
        var (id, now) = (Guid.NewGuid(), library.Clock.GetUtcNow());
        using var connection = library.Connect();
        connection.Execute("DELETE FROM session WHERE person = @person AND seen_at < @old", ("@person", person), ("@old", now - Lifetime));
        connection.Execute("INSERT INTO session (id, person, browser, means, started_at, seen_at) VALUES (@id, @person, @browser, @means, @now, @now)",
            ("@id", id), ("@person", person), ("@browser", browser), ("@means", means), ("@now", now));
        return id;
    }

    /// <summary>Who a session belongs to; null where it was ended or forgotten.</summary>
    public CurrentPerson? Find(Guid session)
    {
        var now = library.Clock.GetUtcNow();
        using var connection = library.Connect();
        var (person, seen) = connection.Rows(r => (Person: new CurrentPerson(r.Id(0), r.GetString(1), Enum.Parse<Role>(r.GetString(2)), Enum.Parse<AgeBand>(r.GetString(3)), session, r.At(5)), Seen: r.At(4)), """
            SELECT p.id, p.user_name, p.role, p.age, s.seen_at, s.started_at FROM session s JOIN person p ON p.id = s.person WHERE s.id = @id AND s.seen_at >= @old
            """, ("@id", session), ("@old", now - Lifetime)).FirstOrDefault();
        if (person is not null && now - seen > SeenEvery) connection.Execute("UPDATE session SET seen_at = @now WHERE id = @id", ("@now", now), ("@id", session));
        return person;
    }

    /// <summary>A person's sessions, the last used first.</summary>
    public IReadOnlyList<Session> Of(Guid person)
    {
        using var connection = library.Connect();
        return connection.Rows(r => new Session { Id = r.Id(0), Person = person, Browser = r.GetString(1), Means = r.GetString(2), StartedAt = r.At(3), SeenAt = r.At(4) },
            "SELECT id, browser, means, started_at, seen_at FROM session WHERE person = @person AND seen_at >= @old ORDER BY seen_at DESC, started_at DESC",
            ("@person", person), ("@old", library.Clock.GetUtcNow() - Lifetime));
    }

    /// <summary>Ends one session of a person.</summary>
    /// <returns>Whether there was one.</returns>
    public bool End(Guid person, Guid session)
    {
        using var connection = library.Connect();
        return connection.Execute("DELETE FROM session WHERE id = @id AND person = @person", ("@id", session), ("@person", person)) > 0;
    }

    /// <summary>Ends all sessions of a person, but the one in use where it is named.</summary>
    public void EndAll(Guid person, Guid? except = null)
    {
        using var connection = library.Connect();
        connection.Execute("DELETE FROM session WHERE person = @person AND id IS NOT @except", ("@person", person), ("@except", except));
    }
}
