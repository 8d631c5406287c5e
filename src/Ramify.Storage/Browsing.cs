using Microsoft.Data.Sqlite;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>The order of a list of maps.</summary>
public enum ShelfOrder
{
    /// <summary>By their ratings, weighed by how many gave them.</summary>
    Best,

    /// <summary>By the mean of their ratings.</summary>
    Rating,

    /// <summary>The last changed first.</summary>
    Newest,
}

/// <summary>Whose public maps: all of a subject, of one of its topics, or of a person. All null for the whole library.</summary>
/// <param name="Subject">Slug of the subject.</param>
/// <param name="Topic">Slug of the topic within it.</param>
/// <param name="Author">The person.</param>
public readonly record struct Shelf(string? Subject = null, string? Topic = null, Guid? Author = null);

/// <summary>Which maps of a shelf: of a level, a board and a licence, as far as they are named.</summary>
public readonly record struct Facets(string? Level = null, string? Board = null, string? Licence = null);

/// <summary>The place of a map in an order: where the next page begins.</summary>
/// <param name="Key">What the order goes by before the date; 0 where it goes by the date alone.</param>
/// <param name="At">When the map last changed, in UTC milliseconds.</param>
/// <param name="Id">The map.</param>
public readonly record struct ShelfPlace(long Key, long At, Guid Id)
{
    /// <summary>Reads what <see cref="ToString"/> wrote; null for anything else.</summary>
    public static ShelfPlace? Parse(string? text) =>
        text?.Split('_') is [var key, var at, var id] && long.TryParse(key, out var k) && long.TryParse(at, out var ms) && Guid.TryParseExact(id, "N", out var map) ? new(k, ms, map) : null;

    /// <inheritdoc/>
    public override string ToString() => $"{Key}_{At}_{Id:N}";
}

/// <summary>One page of a list.</summary>
/// <param name="Maps">The maps.</param>
/// <param name="Next">Where the next page begins; null on the last.</param>
public sealed record ShelfPage(IReadOnlyList<StoredMap> Maps, ShelfPlace? Next);

/// <summary>How many public maps stand together: of one topic, level, board and licence. An empty text where a map names none.</summary>
public sealed record ShelfCount(string Subject, string Topic, string Level, string Board, string Licence, int Maps);

/// <summary>
/// Lists of public maps, page by page. Each order has an index that holds the facets too; how many there are is not counted
/// when it is asked: triggers keep one row for each topic, level, board and licence.
/// </summary>
public sealed class Browsing
{
    private readonly Library library;

    internal Browsing(Library library) => this.library = library;

    /// <summary>One page of a shelf.</summary>
    /// <param name="shelf">Whose maps.</param>
    /// <param name="facets">Which of them.</param>
    /// <param name="order">In which order.</param>
    /// <param name="after">Where the page before ended; null for the first.</param>
    /// <param name="count">Most maps on it.</param>
    public ShelfPage Page(Shelf shelf, Facets facets, ShelfOrder order, ShelfPlace? after, int count)
    {
        using var connection = library.Connect();
        var (sql, values) = Query(shelf, facets, order, after, count + 1);
        var rows = connection.Rows(r => (Map: MapRows.Read(r), Key: r.GetInt64(MapRows.ColumnCount)), sql, values);
        // One more than asked for, to know whether there is a next page.
        if (rows.Count <= count) return new ShelfPage(rows.ConvertAll(r => r.Map), null);
        var (last, lastKey) = rows[count - 1];
        return new ShelfPage([.. rows.Take(count).Select(r => r.Map)], new ShelfPlace(lastKey, last.ChangedAt.ToUnixTimeMilliseconds(), last.Id));
    }

    /// <summary>How many public maps a shelf has, by topic, level, board and licence: sums of these are the counts of its pages.</summary>
    public IReadOnlyList<ShelfCount> Counts(Shelf shelf)
    {
        using var connection = library.Connect();
        return shelf.Author is null
            ? connection.Rows(Read, """
                SELECT subject, topic, level, board, licence, maps FROM shelf_count
                WHERE maps > 0 AND (@subject IS NULL OR subject = @subject) AND (@topic IS NULL OR topic = @topic)
                """, ("@subject", shelf.Subject), ("@topic", shelf.Topic))
            : connection.Rows(Read, """
                SELECT subject, topic, coalesce(level, ''), coalesce(board, ''), coalesce(licence, ''), count(*) FROM map
                WHERE owner = @author AND visibility = 'Public' GROUP BY 1, 2, 3, 4, 5
                """, ("@author", shelf.Author));
    }

    /// <summary>
    /// The person whose page an author's name leads to: one who has published, and has said to be 13 or over. There is no list of people,
    /// and a name of which nothing is public leads nowhere, whether or not somebody has it (C10, C11).
    /// </summary>
    /// <param name="name">The display name, or its slug.</param>
    public Author? FindAuthor(string name)
    {
        using var connection = library.Connect();
        return connection.Rows(r => new Author(r.Id(0), r.GetString(1)), """
            SELECT id, user_name FROM person p WHERE normalized_user_name = @name AND age <> 'Under13'
            AND EXISTS (SELECT 1 FROM map WHERE owner = p.id AND visibility = 'Public')
            """, ("@name", DisplayName.Skeleton(name))).FirstOrDefault();
    }

    /// <summary>Part of the address of an author's page, where the owner of a public map has one; null elsewhere.</summary>
    public string? AuthorOf(StoredMap map)
    {
        if (map is not { Owner: { } owner, Visibility: Visibility.Public }) return null;
        using var connection = library.Connect();
        return connection.Scalar<string>("SELECT user_name FROM person WHERE id = @owner AND age <> 'Under13'", ("@owner", owner)) is { } name ? Slug.Of(name) : null;
    }

    /// <summary>How the database reads a page: for the test that no order is sorted when it is asked for.</summary>
    internal string Plan(Shelf shelf, Facets facets, ShelfOrder order, ShelfPlace? after)
    {
        using var connection = library.Connect();
        var (sql, values) = Query(shelf, facets, order, after, 50);
        return string.Join("\n", connection.Rows(r => r.GetString(3), "EXPLAIN QUERY PLAN " + sql, values));
    }

    private static (string Sql, (string, object?)[] Values) Query(Shelf shelf, Facets facets, ShelfOrder order, ShelfPlace? after, int count)
    {
        var key = order switch { ShelfOrder.Best => "best", ShelfOrder.Rating => "rated", _ => null };
        string?[] conditions =
        [
            "visibility = 'Public'", shelf.Subject is null ? null : "subject = @subject", shelf.Topic is null ? null : "topic = @topic", shelf.Author is null ? null : "owner = @author",
            facets.Level is null ? null : "level = @level", facets.Board is null ? null : "board = @board", facets.Licence is null ? null : "licence = @licence",
            after is null ? null : key is null ? "(changed_at, id) < (@at, @id)" : $"({key}, changed_at, id) < (@key, @at, @id)",
        ];
        return ($"""
            SELECT {MapRows.Columns}, {key ?? "0"} FROM map WHERE {string.Join(" AND ", conditions.Where(c => c is not null))}
            ORDER BY {(key is null ? "" : key + " DESC, ")}changed_at DESC, id DESC LIMIT @count
            """,
            [("@subject", shelf.Subject), ("@topic", shelf.Topic), ("@author", shelf.Author), ("@level", facets.Level), ("@board", facets.Board), ("@licence", facets.Licence),
             ("@key", after?.Key), ("@at", after?.At), ("@id", after?.Id), ("@count", count)]);
    }

    private static ShelfCount Read(SqliteDataReader row) => new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetInt32(5));
}

/// <summary>Somebody who has published.</summary>
public sealed record Author(Guid Id, string Name);
