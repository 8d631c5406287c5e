namespace Ramify.Storage.Model;

/// <summary>A teacher and the pupils who joined with its code.</summary>
public sealed class SchoolClass
{
    /// <summary>Opaque; stands in its addresses.</summary>
    public required Guid Id { get; init; }

    /// <summary>The teacher whose class it is.</summary>
    public required Guid Teacher { get; init; }

    /// <summary>"History 10B".</summary>
    public required string Name { get; set; }

    /// <summary>What pupils join with; null where nobody may join any more.</summary>
    public string? Code { get; set; }

    /// <summary>Whether the teacher sees how well a pupil remembers, and not only whether work is done. Off until the class turns it on.</summary>
    public bool ShowsAccuracy { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its teacher put it away; null while it is in use.</summary>
    public DateTimeOffset? ArchivedAt { get; set; }
}

/// <summary>A pupil of a class.</summary>
public sealed class ClassMember
{
    /// <summary>The class.</summary>
    public required Guid Class { get; init; }

    /// <summary>The pupil.</summary>
    public required Guid Person { get; init; }

    /// <summary>When the pupil joined.</summary>
    public DateTimeOffset JoinedAt { get; init; }
}

/// <summary>A map that a class sees: set by its teacher, or shown by whoever it belongs to.</summary>
public sealed class ClassMap
{
    /// <summary>The class.</summary>
    public required Guid Class { get; init; }

    /// <summary>The map.</summary>
    public required Guid Map { get; init; }

    /// <summary>Who put it there. A map that is not public is seen only as long as this is its owner.</summary>
    public required Guid By { get; init; }

    /// <summary>When it was put there.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Whether it is work to be done; else it is only shown.</summary>
    public bool IsSet { get; set; }

    /// <summary>The day by which it is to be done, ISO 8601; null where none was named.</summary>
    public string? DueOn { get; set; }
}

/// <summary>A pupil has done a set map.</summary>
public sealed class ClassDone
{
    /// <summary>The class.</summary>
    public required Guid Class { get; init; }

    /// <summary>The set map.</summary>
    public required Guid Map { get; init; }

    /// <summary>The pupil.</summary>
    public required Guid Person { get; init; }

    /// <summary>When the pupil said so.</summary>
    public DateTimeOffset At { get; init; }
}

/// <summary>What a teacher looked at or did that concerns a pupil.</summary>
public enum AccessKind
{
    /// <summary>Looked at which set maps the pupil has done.</summary>
    SawWork,

    /// <summary>Opened a map that the pupil shows to the class.</summary>
    OpenedMap,

    /// <summary>Made a new sign-in for the pupil.</summary>
    ReissuedSignIn,

    /// <summary>The new sign-in was used.</summary>
    UsedSignIn,

    /// <summary>Took the pupil out of the class.</summary>
    Removed,
}

/// <summary>A line of a pupil's own access log: what a teacher saw or did. One a day for the same thing.</summary>
public sealed class AccessEntry
{
    /// <summary>UUIDv7, so that ids sort by time.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose log it is.</summary>
    public required Guid Person { get; init; }

    /// <summary>The teacher; null once she has left.</summary>
    public Guid? By { get; set; }

    /// <summary>The class; null once it is gone.</summary>
    public Guid? Class { get; set; }

    /// <summary>The map; null where it was none, or it is gone.</summary>
    public Guid? Map { get; set; }

    /// <summary>What happened.</summary>
    public AccessKind Kind { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>Whether its person has seen it.</summary>
    public bool IsSeen { get; set; }
}
