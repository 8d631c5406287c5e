namespace Ramify.Storage.Model;

/// <summary>Whether a comment is shown, and why not.</summary>
public enum CommentState
{
    /// <summary>Everybody sees it.</summary>
    Shown,

    /// <summary>It seems to tell how to reach somebody: a moderator looks first.</summary>
    Held,

    /// <summary>Reports hid it until a moderator has looked.</summary>
    Reported,

    /// <summary>The map's owner hid it.</summary>
    HiddenByOwner,

    /// <summary>A moderator hid it; the owner cannot show it again.</summary>
    HiddenByModerator,

    /// <summary>Gone: the row stays so that nothing brings it back, its words are erased.</summary>
    Deleted,
}

/// <summary>What somebody said about a map.</summary>
public sealed class Comment
{
    /// <summary>UUIDv7, made by the form, so that a form sent twice is one comment.</summary>
    public required Guid Id { get; init; }

    /// <summary>The map it is about.</summary>
    public required Guid Map { get; init; }

    /// <summary>The comment it answers; null for one of its own. Answers have no answers.</summary>
    public Guid? ReplyTo { get; init; }

    /// <summary>Who wrote it; null once the account is gone.</summary>
    public Guid? Person { get; init; }

    /// <summary>Name shown with it; empty once it is deleted.</summary>
    public required string Author { get; init; }

    /// <summary>Text with the small inline markup; empty once it is deleted.</summary>
    public required string Text { get; init; }

    /// <summary>When it was written.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Whether it is shown.</summary>
    public CommentState State { get; set; }
}

/// <summary>One person's rating of a map.</summary>
public sealed class Rating
{
    /// <summary>The map.</summary>
    public required Guid Map { get; init; }

    /// <summary>Who rated it; one rating a person.</summary>
    public required Guid Person { get; init; }

    /// <summary>1 to 5.</summary>
    public int Stars { get; set; }

    /// <summary>When it was given or last changed.</summary>
    public DateTimeOffset At { get; set; }
}

/// <summary>Why somebody reports something.</summary>
public enum ReportReason
{
    /// <summary>Insults or threatens somebody.</summary>
    Abuse,

    /// <summary>Denies or praises atrocities; hides at once.</summary>
    Atrocity,

    /// <summary>Tells where somebody is to be found.</summary>
    Personal,

    /// <summary>Sells something or has nothing to do with the map.</summary>
    Spam,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>Somebody's word that a moderator should look at something; one a person and thing.</summary>
public sealed class Report
{
    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who reports; sees the thing no more.</summary>
    public required Guid Person { get; init; }

    /// <summary>The comment that is reported; null where it is something else.</summary>
    public Guid? Comment { get; init; }

    /// <summary>The correction that is reported; null where it is something else.</summary>
    public Guid? Correction { get; init; }

    /// <summary>The map that is reported; null where it is something else.</summary>
    public Guid? Map { get; init; }

    /// <summary>Why.</summary>
    public ReportReason Reason { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When a moderator had looked; null until then.</summary>
    public DateTimeOffset? ClosedAt { get; set; }
}

/// <summary>A person's list of maps, under a name. Nobody else sees it.</summary>
public sealed class SavedList
{
    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose.</summary>
    public required Guid Person { get; init; }

    /// <summary>What its owner calls it.</summary>
    public required string Name { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }
}

/// <summary>A map on a list.</summary>
public sealed class SavedMap
{
    /// <summary>The list.</summary>
    public required Guid List { get; init; }

    /// <summary>The map.</summary>
    public required Guid Map { get; init; }

    /// <summary>When it was put there.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>How far a suggested correction has come.</summary>
public enum CorrectionState
{
    /// <summary>It seems to tell how to reach somebody: a moderator looks first.</summary>
    Held,

    /// <summary>The owner has not answered.</summary>
    Open,

    /// <summary>It is in the map.</summary>
    Accepted,

    /// <summary>The owner leaves the text as it is.</summary>
    Declined,

    /// <summary>A moderator took it away, or its writer did.</summary>
    Withdrawn,
}

/// <summary>Another text that a reader suggests for one node.</summary>
public sealed class Correction
{
    /// <summary>UUIDv7, made by the form, so that a form sent twice is one suggestion.</summary>
    public required Guid Id { get; init; }

    /// <summary>The map.</summary>
    public required Guid Map { get; init; }

    /// <summary>The node.</summary>
    public required Guid Node { get; init; }

    /// <summary>Who suggests it.</summary>
    public required Guid Person { get; init; }

    /// <summary>The node's text at that time.</summary>
    public required string Former { get; init; }

    /// <summary>The text in its place.</summary>
    public required string Proposed { get; init; }

    /// <summary>Why.</summary>
    public required string Reason { get; init; }

    /// <summary>When it was suggested.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>How far it has come.</summary>
    public CorrectionState State { get; set; }

    /// <summary>When it was answered; null until then.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }
}

/// <summary>What a person is told.</summary>
public enum NoticeKind
{
    /// <summary>Somebody answered a comment of the person's.</summary>
    Replied,

    /// <summary>A moderator looked at a comment and shows it.</summary>
    CommentShown,

    /// <summary>A moderator hid a comment.</summary>
    CommentHidden,

    /// <summary>A moderator deleted a comment.</summary>
    CommentDeleted,

    /// <summary>Somebody suggests a correction to a map of the person's.</summary>
    CorrectionSuggested,

    /// <summary>A correction is in the map.</summary>
    CorrectionAccepted,

    /// <summary>A correction was declined.</summary>
    CorrectionDeclined,

    /// <summary>A moderator took a correction away.</summary>
    CorrectionWithdrawn,

    /// <summary>Reports hid a map of the person's until a moderator has looked.</summary>
    MapReported,

    /// <summary>A moderator looked at a map, and everybody sees it again.</summary>
    MapShown,

    /// <summary>A moderator hid a map.</summary>
    MapHidden,
}

/// <summary>Something that a person is told, on a page of the account; no e-mail. It goes with what it is about.</summary>
public sealed class Notice
{
    /// <summary>UUIDv7.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who is told.</summary>
    public required Guid Person { get; init; }

    /// <summary>What happened.</summary>
    public NoticeKind Kind { get; init; }

    /// <summary>The map it is about.</summary>
    public Guid? Map { get; init; }

    /// <summary>The comment it is about; null where it is about none.</summary>
    public Guid? Comment { get; init; }

    /// <summary>The correction it is about; null where it is about none.</summary>
    public Guid? Correction { get; init; }

    /// <summary>When it happened.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>When the person saw it; null until then.</summary>
    public DateTimeOffset? SeenAt { get; set; }
}

/// <summary>
/// One act of keeping order, in a chain that only grows: each entry's hash covers the one before. It names things and people by their
/// ids alone, which say nothing once those are gone.
/// </summary>
public sealed class AuditEntry
{
    /// <summary>Its place in the chain, from 1 without gaps.</summary>
    public required long Number { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Who did it.</summary>
    public Guid Actor { get; init; }

    /// <summary>What was done: "comment hidden", "topic renamed".</summary>
    public required string Act { get; init; }

    /// <summary>To what: a comment's or correction's id, a topic's path.</summary>
    public required string Subject { get; init; }

    /// <summary>The reason of a report, a topic's former and new name; never what a person wrote. Empty for most.</summary>
    public required string Detail { get; init; }

    /// <summary>SHA-256 over the hash before and this entry.</summary>
    public required byte[] Hash { get; init; }
}
