using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>A line of an access log as its person reads it.</summary>
/// <param name="Entry">What happened.</param>
/// <param name="By">The teacher's display name; null once she has left.</param>
/// <param name="Class">The name of the class; null once it is gone.</param>
/// <param name="Title">The title of the map; null where it was none, or it is gone.</param>
public sealed record AccessLine(AccessEntry Entry, string? By, string? Class, string? Title);

/// <summary>What teachers looked at or did that concerns a pupil, told to that pupil and to nobody else.</summary>
public sealed class AccessLog
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(365);
    private const int MostShown = 200;
    private readonly Library library;

    internal AccessLog(Library library) => this.library = library;

    /// <summary>Writes a line; for what was only looked at, one a day.</summary>
    public void Write(Guid person, ClassSeat by, AccessKind kind, Guid? map = null) => Write([person], by, kind, map);

    /// <summary>Writes the same line for several pupils.</summary>
    public void Write(IEnumerable<Guid> people, ClassSeat by, AccessKind kind, Guid? map = null)
    {
        var now = library.Clock.GetUtcNow();
        var isOnceADay = kind is AccessKind.SawWork or AccessKind.OpenedMap;
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        foreach (var person in people)
            connection.Execute("""
                INSERT INTO access_entry (id, person, "by", class, map, kind, at, is_seen) SELECT @id, @person, @by, @class, @map, @kind, @now, 0
                WHERE NOT EXISTS (SELECT 1 FROM access_entry WHERE person = @person AND "by" = @by AND class IS @class AND map IS @map AND kind = @kind AND at >= @since)
                """, ("@id", Guid.CreateVersion7(now)), ("@person", person), ("@by", by.Person), ("@class", by.Class.Id), ("@map", map), ("@kind", kind.ToString()), ("@now", now),
                ("@since", isOnceADay ? new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) : now.AddMilliseconds(1)));
        connection.Execute("DELETE FROM access_entry WHERE at < @old", ("@old", now - KeptFor));
        transaction.Commit();
    }

    /// <summary>Notes that the sign-in which a teacher made was used.</summary>
    public void WriteUse(Guid person)
    {
        using var connection = library.Connect();
        connection.Execute("""
            INSERT INTO access_entry (id, person, "by", class, kind, at, is_seen)
            SELECT @id, person, "by", class, 'UsedSignIn', @now, 0 FROM access_entry WHERE person = @person AND kind = 'ReissuedSignIn' ORDER BY id DESC LIMIT 1
            """, ("@id", Guid.CreateVersion7(library.Clock.GetUtcNow())), ("@person", person), ("@now", library.Clock.GetUtcNow()));
    }

    /// <summary>A person's log, the newest first.</summary>
    public IReadOnlyList<AccessLine> Of(Guid person)
    {
        using var connection = library.Connect();
        return connection.Rows(r => new AccessLine(new AccessEntry { Id = r.Id(0), Person = person, Kind = Enum.Parse<AccessKind>(r.GetString(1)), At = r.At(2), IsSeen = r.GetBoolean(3) }, r.Text(4), r.Text(5), r.Text(6)), """
            SELECT e.id, e.kind, e.at, e.is_seen, p.user_name, c.name, m.title FROM access_entry e
            LEFT JOIN person p ON p.id = e."by" LEFT JOIN class c ON c.id = e.class LEFT JOIN map m ON m.id = e.map WHERE e.person = @person ORDER BY e.id DESC LIMIT @most
            """, ("@person", person), ("@most", MostShown));
    }

    /// <summary>How many lines a person has not seen.</summary>
    public int UnseenCount(Guid person)
    {
        using var connection = library.Connect();
        return (int)connection.Scalar<long>("SELECT count(*) FROM access_entry WHERE person = @person AND NOT is_seen", ("@person", person));
    }

    /// <summary>The person has seen all of them.</summary>
    public void MarkSeen(Guid person)
    {
        using var connection = library.Connect();
        connection.Execute("UPDATE access_entry SET is_seen = 1 WHERE person = @person AND NOT is_seen", ("@person", person));
    }
}
