using Ramify.Maps;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>What a page was made from; it is made anew when one of these grows.</summary>
/// <param name="Map">Version of the map's content and metadata.</param>
/// <param name="Discussion">Version of its comments and ratings.</param>
/// <param name="Shelf">Version of its subject's list of maps.</param>
public readonly record struct Stamp(long Map, long Discussion, long Shelf);

/// <summary>A map like another one, and why it is named.</summary>
/// <param name="Map">The other map.</param>
/// <param name="SameTopic">Whether it is of the same topic; else of the same subject.</param>
public sealed record SimilarMap(StoredMap Map, bool SameTopic);

/// <summary>Maps by address, and what is like a map.</summary>
public sealed class Shelves
{
    private const int SimilarCount = 6;
    private readonly Library library;

    internal Shelves(Library library) => this.library = library;

    /// <summary>The public map at an address of the library, now or once; where it moved, its own address differs from the one asked.</summary>
    public StoredMap? Find(string subject, string topic, string slug)
    {
        using var connection = library.Connect();
        return MapRows.One(connection, "subject = @subject AND topic = @topic AND slug = @slug AND visibility = 'Public'", ("@subject", subject), ("@topic", topic), ("@slug", slug))
            ?? MapRows.One(connection, """
                visibility = 'Public' AND id = (SELECT map FROM former_address WHERE subject = @subject AND topic = @topic AND slug = @slug)
                """, ("@subject", subject), ("@topic", topic), ("@slug", slug));
    }

    /// <summary>The public map with this id, or null.</summary>
    public StoredMap? Find(Guid id)
    {
        using var connection = library.Connect();
        return MapRows.One(connection, "id = @id AND visibility = 'Public'", ("@id", id));
    }

    /// <summary>The nodes of a stored map, public or draft.</summary>
    /// <exception cref="InvalidOperationException">There is no such map.</exception>
    public MindMap Open(StoredMap map)
    {
        using var connection = library.Connect();
        return MapDocuments.Open(connection, map.Id) ?? throw new InvalidOperationException($"Map {map.Id} has no document.");
    }

    /// <summary>The sources of a map in order, each with the nodes it supports.</summary>
    public IReadOnlyList<Source> Sources(Guid map)
    {
        using var connection = library.Connect();
        var uses = connection.Rows(r => new SourceUse { Map = map, Number = r.GetInt32(0), Node = r.Id(1) },
            "SELECT number, node FROM source_use WHERE map = @map", ("@map", map)).ToLookup(u => u.Number);
        return connection.Rows(r => new Source
        {
            Map = map, Number = r.GetInt32(0), Title = r.GetString(1), Address = r.Text(2), Page = r.Text(3), Supports = r.Text(4),
            Uses = [.. uses[r.GetInt32(0)]],
        }, "SELECT number, title, address, page, supports FROM source WHERE map = @map ORDER BY number", ("@map", map));
    }

    /// <summary>The comments of a map that are shown, answers among them, oldest first.</summary>
    /// <param name="map">The map.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="count">Most comments on it.</param>
    public IReadOnlyList<Comment> Comments(Guid map, (DateTimeOffset At, Guid Id)? after, int count)
    {
        using var connection = library.Connect();
        return connection.Rows(r => new Comment { Id = r.Id(0), Map = map, Author = r.GetString(1), Text = r.GetString(2), At = r.At(3), ReplyTo = r.IsDBNull(4) ? null : r.Id(4) }, """
            SELECT id, author, text, at, reply_to FROM comment WHERE map = @map AND state = 'Shown' AND (@id IS NULL OR (at, id) > (@at, @id)) ORDER BY at, id LIMIT @count
            """, ("@map", map), ("@at", after?.At), ("@id", after?.Id), ("@count", count));
    }

    /// <summary>The maps most like one: of the same topic first, then of the same subject, newest first.</summary>
    public IReadOnlyList<SimilarMap> Similar(StoredMap map)
    {
        using var connection = library.Connect();
        return connection.Rows(r => MapRows.Read(r), $"""
            SELECT {MapRows.Columns} FROM map WHERE subject = @subject AND id <> @id AND visibility = 'Public'
            ORDER BY topic <> @topic, changed_at DESC, id LIMIT {SimilarCount}
            """, ("@subject", map.Subject), ("@topic", map.Topic), ("@id", map.Id)).ConvertAll(m => new SimilarMap(m, m.Topic == map.Topic));
    }

    /// <summary>What a map's page is made from now; null where the map is no longer public.</summary>
    public Stamp? StampOf(Guid map)
    {
        using var connection = library.Connect();
        return connection.Rows<Stamp?>(r => new Stamp(r.GetInt64(0), r.GetInt64(1), r.GetInt64(2)), """
            SELECT m.version, m.discussion, s.version FROM map m JOIN subject s ON s.slug = m.subject WHERE m.id = @id AND m.visibility = 'Public'
            """, ("@id", map)).FirstOrDefault();
    }

    /// <summary>What a subject's pages are made from now; of all subjects together where null.</summary>
    public Stamp StampOf(string? subject)
    {
        using var connection = library.Connect();
        return new Stamp(0, 0, connection.Scalar<long>("SELECT sum(version) FROM subject WHERE slug = @slug OR @slug IS NULL", ("@slug", subject)));
    }
}
