using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>A place in the catalogue: what comes after it is the next page. Stays right while maps come and go.</summary>
/// <param name="Subject">Slug of the subject.</param>
/// <param name="ChangedAt">When the last map of the page changed.</param>
/// <param name="Id">The last map of the page.</param>
public readonly record struct CatalogueMark(string Subject, DateTimeOffset ChangedAt, Guid Id)
{
    /// <summary>Before the first.</summary>
    public static readonly CatalogueMark Start = new("\uffff", DateTimeOffset.MaxValue, Guid.AllBitsSet);

    /// <summary>The place of a map.</summary>
    public static CatalogueMark Of(StoredMap map) => new(map.Subject!, map.ChangedAt, map.Id);
}

/// <summary>Every public map for programs and search engines: subject by subject, the last changed first, a page at a time.</summary>
public sealed class Catalogue
{
    private readonly Library library;

    internal Catalogue(Library library) => this.library = library;

    /// <summary>The maps after a mark.</summary>
    /// <param name="subject">Of this subject only; of all where null.</param>
    /// <param name="topic">Of this topic of the subject only.</param>
    /// <param name="after">Where the page before ended.</param>
    /// <param name="count">Most maps returned.</param>
    public IReadOnlyList<StoredMap> Page(string? subject, string? topic, CatalogueMark after, int count)
    {
        using var connection = library.Connect();
        return connection.Rows(MapRows.Read, $"""
            SELECT {MapRows.Columns} FROM map
            WHERE visibility = 'Public' AND (subject, changed_at, id) < (@after_subject, @after_at, @after_id)
            {(subject is null ? "" : "AND subject = @subject")} {(topic is null ? "" : "AND topic = @topic")}
            ORDER BY subject DESC, changed_at DESC, id DESC LIMIT @count
            """, ("@after_subject", after.Subject), ("@after_at", after.ChangedAt), ("@after_id", after.Id), ("@subject", subject), ("@topic", topic), ("@count", count));
    }
}
