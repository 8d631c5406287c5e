using Microsoft.Data.Sqlite;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>
/// Public maps that readers report. The reporter sees the map's page no more; for everybody it is gone when it denies or praises atrocities,
/// or when a second person reports it, until a moderator has looked. Its owner is told why, never by whom.
/// </summary>
public sealed class MapReports
{
    private const int ReportsThatHide = 2;
    private readonly Library library;

    internal MapReports(Library library) => this.library = library;

    /// <summary>Reports a public map of somebody else.</summary>
    /// <returns>Whether there was such a map.</returns>
    public bool Report(Guid person, Guid map, ReportReason reason)
    {
        var now = library.Clock.GetUtcNow();
        using var connection = library.Connect();
        using (var transaction = connection.BeginTransaction())
        {
            if (MapRows.One(connection, "id = @id AND visibility = 'Public' AND owner IS NOT @person", ("@id", map), ("@person", person)) is not { } row) return false;
            if (connection.Execute("INSERT INTO report (id, person, map, reason, at) VALUES (@id, @person, @map, @reason, @now) ON CONFLICT DO NOTHING",
                ("@id", Guid.CreateVersion7(now)), ("@person", person), ("@map", map), ("@reason", reason.ToString()), ("@now", now)) > 0)
            {
                Audit.Append(connection, now, person, "map reported", map.ToString(), reason.ToString());
                var open = connection.Scalar<long>("SELECT count(*) FROM report WHERE map = @map AND closed_at IS NULL", ("@map", map));
                if (reason == ReportReason.Atrocity || open >= ReportsThatHide) Hide(connection, now, row, HiddenBy.Reports);
            }
            transaction.Commit();
        }
        library.Rooms.Recheck(map);
        return true;
    }

    /// <summary>Whether a person reported a map.</summary>
    public bool HasReported(Guid person, Guid map)
    {
        using var connection = library.Connect();
        return connection.Scalar<long>("SELECT EXISTS (SELECT 1 FROM report WHERE person = @person AND map = @map)", ("@person", person), ("@map", map)) != 0;
    }

    /// <summary>Why a map is hidden, each reason once: those that nobody has looked at, or those that a moderator hid it for.</summary>
    public IReadOnlyList<ReportReason> Why(Guid map)
    {
        using var connection = library.Connect();
        return connection.Rows(r => Enum.Parse<ReportReason>(r.GetString(0)), """
            SELECT DISTINCT reason FROM report WHERE map = @map
                AND closed_at IS (SELECT max(c.closed_at) FROM report c JOIN map m ON m.id = c.map WHERE c.map = @map AND m.hidden_by = 'Moderator') ORDER BY reason
            """, ("@map", map));
    }

    /// <summary>Takes a map out of the library until somebody who keeps order shows it again; its owner still has it.</summary>
    internal static void Hide(SqliteConnection connection, DateTimeOffset now, StoredMap row, HiddenBy by)
    {
        if (row.Visibility == Visibility.Public)
        {
            row.Visibility = Visibility.Private;
            row.Version++;
            MapRows.Put(connection, row);
        }
        connection.Execute("UPDATE map SET hidden_by = @by WHERE id = @id", ("@by", by.ToString()), ("@id", row.Id));
        Notices.Tell(connection, now, row.Owner, by == HiddenBy.Reports ? NoticeKind.MapReported : NoticeKind.MapHidden, row.Id);
    }
}
