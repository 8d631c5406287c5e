using Microsoft.Data.Sqlite;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>What a moderator does about something in the queue.</summary>
public enum Verdict
{
    /// <summary>Everybody may see it.</summary>
    Show,

    /// <summary>Nobody sees it but its writer.</summary>
    Hide,

    /// <summary>Its words are erased, for good.</summary>
    Delete,

    /// <summary>The reports were unfounded: it is as it was before them.</summary>
    Dismiss,
}

/// <summary>Something that waits for a moderator: held for what is in it, or reported.</summary>
/// <param name="Map">The map that it is about, or that is reported itself.</param>
/// <param name="By">The name of who wrote it.</param>
/// <param name="Comment">The comment; null where it is something else.</param>
/// <param name="Correction">The correction; null where it is something else.</param>
/// <param name="Reasons">Why it was reported; empty where it is held for what is in it.</param>
/// <param name="At">Since when it waits.</param>
public sealed record QueueItem(StoredMap Map, string By, Comment? Comment, Correction? Correction, IReadOnlyList<ReportReason> Reasons, DateTimeOffset At)
{
    /// <summary>Whether the map itself waits, not something under it.</summary>
    public bool IsMap => Comment is null && Correction is null;
}

/// <summary>What moderators do. Each act is told to whoever wrote the thing and stands in the audit.</summary>
public sealed class Moderation
{
    private const int MostShown = 100;
    private readonly Library library;

    internal Moderation(Library library) => this.library = library;

    /// <summary>What waits: reported atrocities first, then the oldest.</summary>
    public IReadOnlyList<QueueItem> Queue()
    {
        using var connection = library.Connect();
        var comments = connection.Rows(r => r.Id(0), $"""
            SELECT id FROM comment WHERE state IN ('Held', 'Reported')
            UNION SELECT comment FROM report WHERE closed_at IS NULL AND comment IS NOT NULL LIMIT {MostShown}
            """).ConvertAll(id => Item(connection, Comments.One(connection, id)!));
        var corrections = connection.Rows(r => r.Id(0), $"""
            SELECT id FROM correction WHERE state = 'Held'
            UNION SELECT correction FROM report WHERE closed_at IS NULL AND correction IS NOT NULL LIMIT {MostShown}
            """).ConvertAll(id => Item(connection, Corrections.One(connection, id)!));
        var maps = connection.Rows(r => r.Id(0), $"""
            SELECT id FROM map WHERE hidden_by = 'Reports' AND visibility <> 'Binned' UNION SELECT map FROM report WHERE closed_at IS NULL AND map IS NOT NULL LIMIT {MostShown}
            """).ConvertAll(id => Item(connection, MapRows.One(connection, "id = @id", ("@id", id))!));
        return [.. comments.Concat(corrections).Concat(maps).OrderByDescending(i => i.Reasons.Contains(ReportReason.Atrocity)).ThenBy(i => i.At)];
    }

    /// <summary>Maps without an owner that corrections were suggested for: moderators answer those.</summary>
    public IReadOnlyList<StoredMap> OwnerlessWithCorrections()
    {
        using var connection = library.Connect();
        return connection.Rows(MapRows.Read, $"""
            SELECT {MapRows.Columns} FROM map WHERE owner IS NULL AND visibility = 'Public' AND id IN (SELECT map FROM correction WHERE state = 'Open') ORDER BY title LIMIT {MostShown}
            """);
    }

    /// <summary>A map that a moderator may look at although it is not public: it is reported, or hidden; null for all others.</summary>
    public QueueItem? FindMap(Guid id)
    {
        using var connection = library.Connect();
        return MapRows.One(connection, "id = @id AND visibility <> 'Binned' AND (hidden_by IS NOT NULL OR EXISTS (SELECT 1 FROM report WHERE map = @id AND closed_at IS NULL))", ("@id", id)) is { } map
            ? Item(connection, map) : null;
    }

    /// <summary>Maps that moderators hid.</summary>
    public IReadOnlyList<StoredMap> HiddenMaps()
    {
        using var connection = library.Connect();
        return connection.Rows(MapRows.Read, $"SELECT {MapRows.Columns} FROM map WHERE hidden_by = 'Moderator' AND visibility <> 'Binned' ORDER BY changed_at DESC LIMIT {MostShown}");
    }

    /// <summary>How many things wait.</summary>
    public int Count()
    {
        using var connection = library.Connect();
        return (int)connection.Scalar<long>("""
            SELECT (SELECT count(*) FROM (SELECT id FROM comment WHERE state IN ('Held', 'Reported') UNION SELECT comment FROM report WHERE closed_at IS NULL AND comment IS NOT NULL))
                + (SELECT count(*) FROM (SELECT id FROM correction WHERE state = 'Held' UNION SELECT correction FROM report WHERE closed_at IS NULL AND correction IS NOT NULL))
                + (SELECT count(*) FROM (SELECT id FROM map WHERE hidden_by = 'Reports' AND visibility <> 'Binned' UNION SELECT map FROM report WHERE closed_at IS NULL AND map IS NOT NULL))
            """);
    }

    /// <summary>Decides about a comment. One that is deleted stays so, whatever is decided (C18).</summary>
    /// <returns>Whether there was something to decide about.</returns>
    public bool DecideOnComment(Guid moderator, Guid id, Verdict verdict)
    {
        var now = library.Clock.GetUtcNow();
        using var connection = library.Connect();
        using (var transaction = connection.BeginTransaction())
        {
            if (Comments.One(connection, id) is not { State: not CommentState.Deleted } comment) return false;
            connection.Execute("UPDATE report SET closed_at = @now WHERE comment = @id AND closed_at IS NULL", ("@now", now), ("@id", id));
            Put(connection, now, comment, verdict);
            Audit.Append(connection, now, moderator, $"comment: {verdict.ToString().ToLowerInvariant()}", id.ToString(), comment.State.ToString());
            transaction.Commit();
        }
        if (verdict == Verdict.Delete) Library.ForgetLog(connection);
        return true;
    }

    /// <summary>Decides about a correction: shown, it goes to the map's owner; hidden or deleted, it is withdrawn.</summary>
    /// <returns>Whether there was something to decide about.</returns>
    public bool DecideOnCorrection(Guid moderator, Guid id, Verdict verdict)
    {
        var now = library.Clock.GetUtcNow();
        using var connection = library.Connect();
        using (var transaction = connection.BeginTransaction())
        {
            if (Corrections.One(connection, id) is not { } correction) return false;
            connection.Execute("UPDATE report SET closed_at = @now WHERE correction = @id AND closed_at IS NULL", ("@now", now), ("@id", id));
            Put(connection, now, correction, verdict);
            Audit.Append(connection, now, moderator, $"correction: {verdict.ToString().ToLowerInvariant()}", id.ToString(), correction.State.ToString());
            transaction.Commit();
        }
        if (verdict == Verdict.Delete) Library.ForgetLog(connection);
        return true;
    }

    /// <summary>Decides about a map that is reported or hidden. Nobody deletes it: hidden it stays its owner's.</summary>
    /// <returns>Whether there was something to decide about.</returns>
    public bool DecideOnMap(Guid moderator, Guid id, Verdict verdict)
    {
        if (verdict == Verdict.Delete || FindMap(id) is not { Map: var row }) return false;
        var now = library.Clock.GetUtcNow();
        using var connection = library.Connect();
        using (var transaction = connection.BeginTransaction())
        {
            connection.Execute("UPDATE report SET closed_at = @now WHERE map = @id AND closed_at IS NULL", ("@now", now), ("@id", id));
            if (verdict == Verdict.Hide) MapReports.Hide(connection, now, row, HiddenBy.Moderator);
            else if (row.HiddenBy is not null)
            {
                library.OwnMaps.Return(connection, row);
                Notices.Tell(connection, now, row.Owner, NoticeKind.MapShown, id);
            }
            Audit.Append(connection, now, moderator, $"map: {verdict.ToString().ToLowerInvariant()}", id.ToString(), row.HiddenBy?.ToString() ?? "");
            transaction.Commit();
        }
        library.Rooms.Recheck(id);
        return true;
    }

    private static void Put(SqliteConnection connection, DateTimeOffset now, Comment comment, Verdict verdict)
    {
        if (verdict == Verdict.Dismiss && comment.State != CommentState.Reported) return;
        var (state, kind) = verdict switch
        {
            Verdict.Hide => (CommentState.HiddenByModerator, NoticeKind.CommentHidden),
            Verdict.Delete => (CommentState.Deleted, NoticeKind.CommentDeleted),
            _ => (CommentState.Shown, NoticeKind.CommentShown),
        };
        if (state == comment.State) return;
        connection.Execute("UPDATE comment SET state = @state WHERE id = @id", ("@state", state.ToString()), ("@id", comment.Id));
        if (verdict == Verdict.Delete) connection.Execute("UPDATE comment SET text = '', author = '' WHERE id = @id", ("@id", comment.Id));
        Notices.Tell(connection, now, comment.Person, kind, comment.Map, comment.Id);
        // An answer that was held is told about when it is first seen.
        if (comment is { State: CommentState.Held, ReplyTo: { } first } && state == CommentState.Shown)
            Comments.TellOfAnswer(connection, now, Comments.One(connection, first), comment.Person, comment.Map, comment.Id);
    }

    private static void Put(SqliteConnection connection, DateTimeOffset now, Correction correction, Verdict verdict)
    {
        if (verdict is Verdict.Show or Verdict.Dismiss)
        {
            if (correction.State != CorrectionState.Held) return;
            connection.Execute("UPDATE correction SET state = 'Open' WHERE id = @id", ("@id", correction.Id));
            var owner = MapRows.One(connection, "id = @id", ("@id", correction.Map))?.Owner;
            Notices.Tell(connection, now, owner, NoticeKind.CorrectionSuggested, correction.Map, correction: correction.Id);
            return;
        }
        // One that was answered is in the map or is not; only its own words can still go.
        if (correction.State is CorrectionState.Held or CorrectionState.Open)
        {
            connection.Execute("UPDATE correction SET state = 'Withdrawn', answered_at = @now WHERE id = @id", ("@now", now), ("@id", correction.Id));
            Notices.Tell(connection, now, correction.Person, NoticeKind.CorrectionWithdrawn, correction.Map, correction: correction.Id);
        }
        if (verdict == Verdict.Delete) connection.Execute("UPDATE correction SET proposed = '', reason = '' WHERE id = @id", ("@id", correction.Id));
    }

    private static QueueItem Item(SqliteConnection connection, Comment comment) => new(MapRows.One(connection, "id = @id", ("@id", comment.Map))!, comment.Author, comment, null,
        Reasons(connection, "comment", comment.Id), comment.At);

    private static QueueItem Item(SqliteConnection connection, Correction correction) => new(MapRows.One(connection, "id = @id", ("@id", correction.Map))!,
        connection.Scalar<string>("SELECT user_name FROM person WHERE id = @id", ("@id", correction.Person)) ?? "", null, correction, Reasons(connection, "correction", correction.Id), correction.At);

    private static QueueItem Item(SqliteConnection connection, StoredMap map) => new(map, map.Author ?? "somebody unnamed", null, null, Reasons(connection, "map", map.Id),
        connection.Rows<DateTimeOffset?>(r => r.At(0), "SELECT at FROM report WHERE map = @id ORDER BY at DESC LIMIT 1", ("@id", map.Id)).FirstOrDefault() ?? map.ChangedAt);

    private static List<ReportReason> Reasons(SqliteConnection connection, string thing, Guid id) =>
        connection.Rows(r => Enum.Parse<ReportReason>(r.GetString(0)), $"SELECT reason FROM report WHERE {thing} = @id AND closed_at IS NULL ORDER BY at", ("@id", id));
}
