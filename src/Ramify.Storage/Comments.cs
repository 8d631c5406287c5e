using System.Text;
using Microsoft.Data.Sqlite;
using Ramify.Maps;
using Ramify.Storage.Model;
using Ramify.Text;

namespace Ramify.Storage;

/// <summary>Who reads a discussion, and so what of it.</summary>
/// <param name="Person">Sees the own comments that others do not, and none that he reported.</param>
/// <param name="IsKeeper">Whether he may hide comments here and sees hidden ones: the map's owner, a moderator.</param>
public sealed record Reader(Guid Person, bool IsKeeper);

/// <summary>A comment as one reader has it.</summary>
/// <param name="Comment">The comment.</param>
/// <param name="IsSeen">Whether the reader sees its words; else a line stands in its place.</param>
/// <param name="IsReported">Whether the reader reported it.</param>
public sealed record SeenComment(Comment Comment, bool IsSeen, bool IsReported);

/// <summary>A comment with its answers, the oldest first.</summary>
public sealed record CommentThread(SeenComment First, IReadOnlyList<SeenComment> Answers);

/// <summary>A page of a discussion, in the order of writing.</summary>
/// <param name="Threads">The comments with their answers.</param>
/// <param name="Earlier">A comment before which there are more; null where this is the beginning.</param>
/// <param name="Later">A comment after which there are more; null where this is the end.</param>
public sealed record CommentPage(IReadOnlyList<CommentThread> Threads, Guid? Earlier, Guid? Later);

/// <summary>What came of something that somebody wrote.</summary>
/// <param name="Fault">Why it was not taken, in one plain sentence; null where it was.</param>
/// <param name="IsHeld">Whether a moderator looks first.</param>
public sealed record Written(string? Fault, bool IsHeld = false);

/// <summary>What people say about public maps, with one level of answers.</summary>
public sealed class Comments
{
    /// <summary>Most comments of a page, answers not counted.</summary>
    public const int PageSize = 50;
    private const string Columns = "c.id, c.map, c.reply_to, c.person, c.author, c.text, c.at, c.state";
    private const int ReportsThatHide = 2;
    private readonly Library library;

    internal Comments(Library library) => this.library = library;

    /// <summary>The newest comments of a map, or those before or after one; each with its answers, in the order of writing.</summary>
    /// <param name="map">The map.</param>
    /// <param name="reader">Who reads; null for everybody, as on the cached page.</param>
    /// <param name="before">A comment; null for the newest.</param>
    /// <param name="after">A comment, where those after it are asked for.</param>
    public CommentPage Page(Guid map, Reader? reader = null, Guid? before = null, Guid? after = null)
    {
        // One more is read, to know whether there are more that way.
        var threads = Threads(map, reader, after ?? before, forward: after is not null);
        var hasMore = threads.Count > PageSize;
        if (hasMore) threads.RemoveAt(after is null ? 0 : PageSize);
        if (threads is not [var first, .., var last]) (first, last) = (threads.FirstOrDefault(), threads.FirstOrDefault());
        return new CommentPage(threads, hasMore || after is not null ? first?.First.Comment.Id : null, (after is null ? before is not null : hasMore) ? last?.First.Comment.Id : null);
    }

    private List<CommentThread> Threads(Guid map, Reader? reader, Guid? mark, bool forward)
    {
        var (side, order) = forward ? (">", "ASC") : ("<", "DESC");
        using var connection = library.Connect();
        var rows = connection.Rows(r => (Comment: Read(r), IsReported: r.GetBoolean(8)), $"""
            WITH page AS (
                SELECT c.id FROM comment c WHERE c.map = @map AND c.reply_to IS NULL
                    AND (@mark IS NULL OR (c.at, c.id) {side} (SELECT b.at, b.id FROM comment b WHERE b.id = @mark AND b.map = @map))
                    AND ({Seen("c")} OR EXISTS (SELECT 1 FROM comment a WHERE a.reply_to = c.id AND {Seen("a")}))
                ORDER BY c.at {order}, c.id {order} LIMIT {PageSize + 1})
            SELECT {Columns}, EXISTS (SELECT 1 FROM report r WHERE r.comment = c.id AND r.person = @reader)
            FROM comment c WHERE c.id IN (SELECT id FROM page) OR (c.reply_to IN (SELECT id FROM page) AND {Seen("c")}) ORDER BY c.at, c.id
            """, ("@map", map), ("@mark", mark), ("@reader", reader?.Person), ("@keeper", reader?.IsKeeper == true ? 1 : 0));
        var answers = rows.Where(r => r.Comment.ReplyTo is not null).ToLookup(r => r.Comment.ReplyTo!.Value, r => See(r.Comment, r.IsReported));
        return [.. rows.Where(r => r.Comment.ReplyTo is null).Select(r => new CommentThread(See(r.Comment, r.IsReported), [.. answers[r.Comment.Id]]))];

        SeenComment See(Comment comment, bool isReported) => new(comment, !isReported && IsSeen(comment, reader), isReported);
    }

    /// <summary>A comment as a reader has it; null where the reader does not see it.</summary>
    public Comment? Find(Guid id, Reader reader)
    {
        using var connection = library.Connect();
        return One(connection, id) is { } comment && IsSeen(comment, reader) ? comment : null;
    }

    /// <summary>Any comment that is not deleted, whoever sees it: for who keeps order.</summary>
    public Comment? Find(Guid id)
    {
        using var connection = library.Connect();
        return One(connection, id) is { State: not CommentState.Deleted } comment ? comment : null;
    }

    /// <summary>Whether a person reported a map or a comment of it, and so has a page of his own of it.</summary>
    public bool HasReported(Guid person, Guid map)
    {
        using var connection = library.Connect();
        return connection.Scalar<long>("SELECT EXISTS (SELECT 1 FROM report r LEFT JOIN comment c ON c.id = r.comment WHERE r.person = @person AND (c.map = @map OR r.map = @map))", ("@person", person), ("@map", map)) != 0;
    }

    /// <summary>Writes a comment, or an answer to one. What seems to tell how to reach somebody is held until a moderator has looked (C13).</summary>
    /// <param name="by">Who writes it.</param>
    /// <param name="map">A public map.</param>
    /// <param name="id">Made by the form: sent twice, it is one comment; deleted, it stays so (C18).</param>
    /// <param name="replyTo">The comment that it answers; null for none.</param>
    /// <param name="text">What the form held.</param>
    public Written Write(CurrentPerson by, StoredMap map, Guid id, Guid? replyTo, string text)
    {
        text = CleanText.Of(text).Trim();
        if (Fault(by, map, text) is { } fault) return new Written(fault);
        var isHeld = ContactDetails.AreIn(text);
        var now = library.Clock.GetUtcNow();
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        var first = replyTo is { } to ? One(connection, to) : null;
        if (replyTo is not null && AnswerFault(connection, map, first) is { } unfit) return new Written(unfit);
        var added = connection.Execute("""
            INSERT INTO comment (id, map, reply_to, person, author, text, at, state) VALUES (@id, @map, @reply, @person, @author, @text, @now, @state) ON CONFLICT (id) DO NOTHING
            """, ("@id", id), ("@map", map.Id), ("@reply", replyTo), ("@person", by.Id), ("@author", by.Name), ("@text", text), ("@now", now),
            ("@state", (isHeld ? CommentState.Held : CommentState.Shown).ToString()));
        if (added > 0 && !isHeld) TellOfAnswer(connection, now, first, by.Id, map.Id, id);
        transaction.Commit();
        return new Written(null, isHeld);
    }

    /// <summary>Deletes a comment of a person: its words are erased, a blank stays.</summary>
    /// <returns>Whether there was one.</returns>
    public bool Delete(Guid person, Guid id)
    {
        using var connection = library.Connect();
        var gone = connection.Execute("UPDATE comment SET state = 'Deleted', text = '', author = '' WHERE id = @id AND person = @person AND state <> 'Deleted'", ("@id", id), ("@person", person)) > 0;
        if (gone) Library.ForgetLog(connection);
        return gone;
    }

    /// <summary>Hides a comment under a map of one's own, or shows it again; what a moderator or reports hid stays hidden.</summary>
    /// <returns>Whether it was done.</returns>
    public bool Hide(Guid owner, Guid id, bool hide)
    {
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        var (from, to) = hide ? (CommentState.Shown, CommentState.HiddenByOwner) : (CommentState.HiddenByOwner, CommentState.Shown);
        if (connection.Execute("UPDATE comment SET state = @to WHERE id = @id AND state = @from AND map IN (SELECT id FROM map WHERE owner = @owner)",
            ("@to", to.ToString()), ("@from", from.ToString()), ("@id", id), ("@owner", owner)) == 0) return false;
        Audit.Append(connection, library.Clock.GetUtcNow(), owner, hide ? "comment hidden by the map's owner" : "comment shown by the map's owner", id.ToString());
        transaction.Commit();
        return true;
    }

    /// <summary>
    /// Reports a comment that somebody else wrote: for the reporter it is gone at once; for everybody when it denies or praises atrocities,
    /// or when a second person reports it, until a moderator has looked (C14).
    /// </summary>
    /// <returns>Whether there was such a comment.</returns>
    public bool Report(Guid person, Guid id, ReportReason reason)
    {
        var now = library.Clock.GetUtcNow();
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        if (One(connection, id) is not { } comment || !IsSeen(comment, null) || comment.Person == person) return false;
        if (connection.Execute("INSERT INTO report (id, person, comment, reason, at) VALUES (@id, @person, @comment, @reason, @now) ON CONFLICT DO NOTHING",
            ("@id", Guid.CreateVersion7(now)), ("@person", person), ("@comment", id), ("@reason", reason.ToString()), ("@now", now)) > 0)
        {
            Audit.Append(connection, now, person, "comment reported", id.ToString(), reason.ToString());
            var open = connection.Scalar<long>("SELECT count(*) FROM report WHERE comment = @id AND closed_at IS NULL", ("@id", id));
            if (reason == ReportReason.Atrocity || open >= ReportsThatHide) connection.Execute("UPDATE comment SET state = 'Reported' WHERE id = @id AND state = 'Shown'", ("@id", id));
        }
        transaction.Commit();
        return true;
    }

    /// <summary>Lets readers comment on a map, or no longer; what was said stays.</summary>
    public void Allow(StoredMap map, bool on)
    {
        using var connection = library.Connect();
        connection.Execute("UPDATE map SET comments_on = @on, discussion = discussion + 1 WHERE id = @map", ("@on", on ? 1 : 0), ("@map", map.Id));
    }

    internal static Comment? One(SqliteConnection connection, Guid id) => connection.Rows(Read, $"SELECT {Columns} FROM comment c WHERE c.id = @id", ("@id", id)).FirstOrDefault();

    /// <summary>Tells the writer of a comment that somebody else answered it.</summary>
    internal static void TellOfAnswer(SqliteConnection connection, DateTimeOffset now, Comment? first, Guid? by, Guid map, Guid answer)
    {
        if (first?.Person != by) Notices.Tell(connection, now, first?.Person, NoticeKind.Replied, map, answer);
    }

    private static string? Fault(CurrentPerson by, StoredMap map, string text)
    {
        if (by.Age == AgeBand.Under13) return "Under 13, nobody comments in public here.";
        if (!map.TakesComments) return "Comments are off for this map.";
        if (text.Length == 0) return "There is nothing in it yet.";
        return Encoding.UTF8.GetByteCount(text) > MapLimits.CommentBytes ? $"A comment has at most {MapLimits.CommentBytes / 1024} KB; this one is longer." : null;
    }

    private static string? AnswerFault(SqliteConnection connection, StoredMap map, Comment? first)
    {
        if (first is not { State: CommentState.Shown } || first.Map != map.Id) return "The comment that you answer is not there any more.";
        if (first.ReplyTo is not null) return "Answers have no answers; please answer the comment above it.";
        return connection.Scalar<long>("SELECT count(*) FROM comment WHERE reply_to = @id", ("@id", first.Id)) >= MapLimits.Answers ? $"A comment has at most {MapLimits.Answers} answers." : null;
    }

    private static bool IsSeen(Comment comment, Reader? reader) => comment.State switch
    {
        CommentState.Shown => true,
        CommentState.Deleted => false,
        _ => reader is not null && (reader.IsKeeper || comment.Person == reader.Person),
    };

    // The same as IsSeen, in SQL.
    private static string Seen(string row) => $"({row}.state = 'Shown' OR ({row}.state <> 'Deleted' AND (@keeper = 1 OR {row}.person = @reader)))";

    private static Comment Read(SqliteDataReader row) => new()
    {
        Id = row.Id(0), Map = row.Id(1), ReplyTo = row.IsDBNull(2) ? null : row.Id(2), Person = row.IsDBNull(3) ? null : row.Id(3), Author = row.GetString(4),
        Text = row.GetString(5), At = row.At(6), State = Enum.Parse<CommentState>(row.GetString(7)),
    };
}
