using Microsoft.Data.Sqlite;
using Ramify.Maps;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>A notice with what it is about, as far as the person may see it now.</summary>
/// <param name="Notice">What happened.</param>
/// <param name="Map">The map, where the person can still come to it; else null.</param>
/// <param name="Comment">The comment; null where it is about none.</param>
/// <param name="Correction">The correction; null where it is about none.</param>
public sealed record ToldNotice(Notice Notice, StoredMap? Map, Comment? Comment, Correction? Correction);

/// <summary>What people are told on a page of their account; there is no e-mail.</summary>
public sealed class Notices
{
    private readonly Library library;

    internal Notices(Library library) => this.library = library;

    /// <summary>A person's notices, the newest first.</summary>
    public IReadOnlyList<ToldNotice> Of(Guid person)
    {
        using var connection = library.Connect();
        var notices = connection.Rows(r => new Notice
        {
            Id = r.Id(0), Person = person, Kind = Enum.Parse<NoticeKind>(r.GetString(1)), Map = r.IsDBNull(2) ? null : r.Id(2), Comment = r.IsDBNull(3) ? null : r.Id(3),
            Correction = r.IsDBNull(4) ? null : r.Id(4), At = r.At(5), SeenAt = r.IsDBNull(6) ? null : r.At(6),
        }, "SELECT id, kind, map, comment, correction, at, seen_at FROM notice WHERE person = @person ORDER BY at DESC, id DESC LIMIT @most", ("@person", person), ("@most", MapLimits.Notices));
        return notices.ConvertAll(n => new ToldNotice(n,
            n.Map is null ? null : MapRows.One(connection, "id = @id AND (visibility = 'Public' OR (owner = @person AND visibility <> 'Binned'))", ("@id", n.Map), ("@person", person)),
            n.Comment is null ? null : Comments.One(connection, n.Comment.Value), n.Correction is null ? null : Corrections.One(connection, n.Correction.Value)));
    }

    /// <summary>How many notices a person has not seen.</summary>
    public int Unseen(Guid person)
    {
        using var connection = library.Connect();
        return (int)connection.Scalar<long>("SELECT count(*) FROM notice WHERE person = @person AND seen_at IS NULL", ("@person", person));
    }

    /// <summary>Remembers that a person has seen them all.</summary>
    public void MarkSeen(Guid person)
    {
        using var connection = library.Connect();
        connection.Execute("UPDATE notice SET seen_at = @now WHERE person = @person AND seen_at IS NULL", ("@now", library.Clock.GetUtcNow()), ("@person", person));
    }

    /// <summary>Takes all of a person's notices away.</summary>
    public void Clear(Guid person)
    {
        using var connection = library.Connect();
        connection.Execute("DELETE FROM notice WHERE person = @person", ("@person", person));
    }

    /// <summary>Tells a person something, in the transaction of what happened.</summary>
    internal static void Tell(SqliteConnection connection, DateTimeOffset at, Guid? person, NoticeKind kind, Guid map, Guid? comment = null, Guid? correction = null)
    {
        if (person is null) return;
        connection.Execute("INSERT INTO notice (id, person, kind, map, comment, correction, at) VALUES (@id, @person, @kind, @map, @comment, @correction, @at)",
            ("@id", Guid.CreateVersion7(at)), ("@person", person), ("@kind", kind.ToString()), ("@map", map), ("@comment", comment), ("@correction", correction), ("@at", at));
        connection.Execute("DELETE FROM notice WHERE person = @person AND id NOT IN (SELECT id FROM notice WHERE person = @person ORDER BY at DESC, id DESC LIMIT @most)",
            ("@person", person), ("@most", MapLimits.Notices));
    }
}
