using Microsoft.Data.Sqlite;
using Ramify.Maps;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>What came of publishing a map.</summary>
public enum PublishOutcome
{
    /// <summary>It is new in the library.</summary>
    Added,
    /// <summary>It was there and changed.</summary>
    Updated,
    /// <summary>It was there as it is.</summary>
    Unchanged,
    /// <summary>It was not taken; the reason says why.</summary>
    Refused,
}

/// <summary>What came of publishing a map.</summary>
/// <param name="Outcome">What happened.</param>
/// <param name="Id">The map's id.</param>
/// <param name="Address">Its path in the library; null where it was refused.</param>
/// <param name="Reason">One plain sentence that says what is missing; null where it was taken.</param>
public sealed record Published(PublishOutcome Outcome, Guid Id, string? Address, string? Reason);

/// <summary>A work that was opened to check a map.</summary>
/// <param name="Title">Author and title of the work.</param>
/// <param name="Address">Where it was read, if it has an address.</param>
/// <param name="Page">Page, chapter or section.</param>
/// <param name="Supports">What it supports, in one sentence.</param>
/// <param name="Nodes">The nodes that it supports.</param>
public sealed record CheckedSource(string Title, string? Address, string? Page, string? Supports, IReadOnlyList<Guid> Nodes);

/// <summary>Maps that go into the library. Each is one transaction: all of it is there, or nothing.</summary>
public sealed class Publishing
{
    private readonly Library library;

    internal Publishing(Library library) => this.library = library;

    /// <summary>
    /// Puts a map into the library under the subject and topic that its info names. Publishing the same map again
    /// changes nothing; a map of the same id with other content or another title replaces it, and its former address redirects.
    /// </summary>
    /// <param name="map">The map; its info says where it belongs.</param>
    /// <param name="sources">What it was checked against; null leaves those that are there.</param>
    /// <param name="slug">Its part of the address; from the title where null.</param>
    /// <param name="images">The images that it shows.</param>
    public Published Publish(MindMap map, IReadOnlyList<CheckedSource>? sources = null, string? slug = null, IReadOnlyDictionary<string, ReadOnlyMemory<byte>>? images = null)
    {
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        var published = Publish(connection, map, sources, slug);
        if (published.Outcome != PublishOutcome.Refused) MapImages.Put(connection, map.Id, map, images);
        transaction.Commit();
        return published;
    }

    internal Published Publish(SqliteConnection connection, MindMap map, IReadOnlyList<CheckedSource>? sources, string? slug)
    {
        if (library.Taxonomy.FindSubject(map.Info.Subject) is not { } subject) return Refused(map, Missing("subject", map.Info.Subject));
        if (Taxonomy.FindTopic(subject, map.Info.Topic) is not { } topic) return Refused(map, Missing($"topic of {subject.Name}", map.Info.Topic));
        if (map.NodeCount == 0) return Refused(map, "The map has no ideas in it.");

        var now = library.Clock.GetUtcNow();
        var there = MapRows.One(connection, "id = @id", ("@id", map.Id));
        var row = there ?? new StoredMap { Id = map.Id, Title = "", CreatedAt = now };
        var former = (row.Subject, row.Topic, row.Slug);
        var packed = MapDocuments.Pack(map);
        if (there is { Visibility: Visibility.Public } or { HiddenBy: not null } && sources is null && packed.AsSpan().SequenceEqual(MapDocuments.Find(connection, map.Id)))
            return new Published(PublishOutcome.Unchanged, row.Id, row.Address, null);

        MapRows.Describe(row, map.Info, map.NodeCount);
        (row.Subject, row.Topic, row.Visibility, row.DraftToken, row.OwnerHash) =
            (subject.Slug, topic.Slug, row.HiddenBy is null ? Visibility.Public : Visibility.Private, null, null);
        row.Slug = FreeSlug(connection, row, slug ?? Slug.Of(row.Title));
        row.ChangedAt = now;
        row.Version++;
        MapRows.Put(connection, row);
        MapDocuments.Put(connection, row.Id, packed, now);
        KeepFormer(connection, former, row);
        if (sources is not null) PutSources(connection, row.Id, sources);
        return new Published(there is null ? PublishOutcome.Added : PublishOutcome.Updated, row.Id, row.Address, null);
    }

    private static Published Refused(MindMap map, string reason) => new(PublishOutcome.Refused, map.Id, null, reason);

    private static string Missing(string what, string? given) => given is null
        ? $"The map does not say its {what}, and the library is ordered by it."
        : $"The library has no {what} called “{given}”.";

    /// <summary>The slug, or the next free one of slug-2, slug-3 ...; an address that another map once had is not taken.</summary>
    internal static string FreeSlug(SqliteConnection connection, StoredMap row, string wanted)
    {
        if (Slug.IsReserved(wanted)) wanted += "-map";
        for (var n = 1; ; n++)
        {
            var slug = n == 1 ? wanted : $"{wanted}-{n}";
            var taken = connection.Scalar<long>("""
                SELECT count(*) FROM (
                    SELECT id FROM map WHERE subject = @subject AND topic = @topic AND slug = @slug
                    UNION ALL SELECT map FROM former_address WHERE subject = @subject AND topic = @topic AND slug = @slug)
                WHERE id <> @id
                """, ("@subject", row.Subject), ("@topic", row.Topic), ("@slug", slug), ("@id", row.Id));
            if (taken == 0) return slug;
        }
    }

    /// <summary>Where a map moved, its former address redirects.</summary>
    internal static void KeepFormer(SqliteConnection connection, (string? Subject, string? Topic, string Slug) former, StoredMap row)
    {
        if (former.Slug.Length == 0 || former == (row.Subject, row.Topic, row.Slug)) return;
        connection.Execute("INSERT INTO former_address (subject, topic, slug, map) VALUES (@subject, @topic, @slug, @map) ON CONFLICT DO NOTHING",
            ("@subject", former.Subject), ("@topic", former.Topic), ("@slug", former.Slug), ("@map", row.Id));
    }

    private static void PutSources(SqliteConnection connection, Guid map, IReadOnlyList<CheckedSource> sources)
    {
        connection.Execute("DELETE FROM source WHERE map = @map", ("@map", map));
        for (var i = 0; i < sources.Count; i++)
        {
            var source = sources[i];
            connection.Execute(
                "INSERT INTO source (map, number, title, address, page, supports) VALUES (@map, @number, @title, @address, @page, @supports)",
                ("@map", map), ("@number", i + 1), ("@title", source.Title), ("@address", source.Address), ("@page", source.Page), ("@supports", source.Supports));
            foreach (var node in source.Nodes.Distinct())
                connection.Execute("INSERT INTO source_use (map, number, node) VALUES (@map, @number, @node)", ("@map", map), ("@number", i + 1), ("@node", node));
        }
    }
}
