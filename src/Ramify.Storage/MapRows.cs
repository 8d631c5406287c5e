using Microsoft.Data.Sqlite;
using Ramify.Maps;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>A map was changed by somebody else between reading and writing it; nothing was written.</summary>
public sealed class ChangedMeanwhileException() : Exception("The map was changed in the same moment.");

/// <summary>Rows of the map table by plain SQL: the page is read on the way of a cold start, where EF costs most of a second.</summary>
internal static class MapRows
{
    public const string Columns = """
        id, title, slug, description, subject, topic, level, board, specification, author, licence, date, language, visibility,
        draft_token, owner_hash, node_count, created_at, changed_at, version, discussion, comment_count, rating_sum, rating_count,
        owner, link_token, binned_at, comments_on, hidden_by
        """;

    /// <summary>How many columns <see cref="Columns"/> names.</summary>
    public static readonly int ColumnCount = Columns.Count(c => c == ',') + 1;

    /// <summary>The columns of a table that a query names otherwise.</summary>
    public static string ColumnsOf(string alias) => string.Join(", ", Columns.Split(',', StringSplitOptions.TrimEntries).Select(c => $"{alias}.{c}"));

    public static StoredMap Read(SqliteDataReader row) => new()
    {
        Id = row.Id(0), Title = row.GetString(1), Slug = row.GetString(2), Description = row.Text(3),
        Subject = row.Text(4), Topic = row.Text(5), Level = row.Text(6), Board = row.Text(7), Specification = row.Text(8),
        Author = row.Text(9), Licence = row.Text(10), Date = row.Text(11), Language = row.Text(12),
        Visibility = Enum.Parse<Visibility>(row.GetString(13)), DraftToken = row.Text(14), OwnerHash = row.Blob(15),
        NodeCount = row.GetInt32(16), CreatedAt = row.At(17), ChangedAt = row.At(18), Version = row.GetInt64(19),
        Discussion = row.GetInt64(20), CommentCount = row.GetInt32(21), RatingSum = row.GetInt32(22), RatingCount = row.GetInt32(23),
        Owner = row.IsDBNull(24) ? null : row.Id(24), LinkToken = row.Text(25), BinnedAt = row.IsDBNull(26) ? null : row.At(26), CommentsOn = row.GetBoolean(27),
        HiddenBy = row.IsDBNull(28) ? null : Enum.Parse<HiddenBy>(row.GetString(28)),
    };

    /// <summary>The one map for which a condition holds, or null.</summary>
    public static StoredMap? One(SqliteConnection connection, string condition, params ReadOnlySpan<(string Name, object? Value)> values) =>
        connection.Rows(Read, $"SELECT {Columns} FROM map WHERE {condition} LIMIT 1", values).FirstOrDefault();

    /// <summary>
    /// Writes the row, new or changed; what belongs to the discussion, and who hid it, stays as it is. The version is the fence: it must be the next
    /// one, or somebody else has changed the map since this row was read.
    /// </summary>
    /// <exception cref="ChangedMeanwhileException">Somebody has.</exception>
    public static void Put(SqliteConnection connection, StoredMap map)
    {
        if (Write(connection, map) == 0) throw new ChangedMeanwhileException();
    }

    private static int Write(SqliteConnection connection, StoredMap map) => connection.Execute("""
        INSERT INTO map (id, title, slug, description, subject, topic, level, board, specification, author, licence, date, language, visibility,
            draft_token, owner_hash, node_count, created_at, changed_at, version, discussion, comment_count, rating_sum, rating_count,
            owner, link_token, binned_at)
        VALUES (@id, @title, @slug, @description, @subject, @topic, @level, @board, @specification, @author, @licence, @date, @language, @visibility,
            @draft_token, @owner_hash, @node_count, @created_at, @changed_at, @version, 0, 0, 0, 0,
            @owner, @link_token, @binned_at)
        ON CONFLICT (id) DO UPDATE SET title = @title, slug = @slug, description = @description, subject = @subject, topic = @topic,
            level = @level, board = @board, specification = @specification, author = @author, licence = @licence, date = @date,
            language = @language, visibility = @visibility, draft_token = @draft_token, owner_hash = @owner_hash,
            node_count = @node_count, changed_at = @changed_at, version = @version,
            owner = @owner, link_token = @link_token, binned_at = @binned_at
        WHERE map.version = @version - 1
        """,
        ("@id", map.Id), ("@title", map.Title), ("@slug", map.Slug), ("@description", map.Description), ("@subject", map.Subject),
        ("@topic", map.Topic), ("@level", map.Level), ("@board", map.Board), ("@specification", map.Specification), ("@author", map.Author),
        ("@licence", map.Licence), ("@date", map.Date), ("@language", map.Language), ("@visibility", map.Visibility.ToString()),
        ("@draft_token", map.DraftToken), ("@owner_hash", map.OwnerHash), ("@node_count", map.NodeCount), ("@created_at", map.CreatedAt),
        ("@changed_at", map.ChangedAt), ("@version", map.Version),
        ("@owner", map.Owner), ("@link_token", map.LinkToken), ("@binned_at", map.BinnedAt));

    /// <summary>Takes what a map says about itself into its row.</summary>
    public static void Describe(StoredMap row, MapInfo info, int nodeCount)
    {
        (row.Title, row.Description, row.Author, row.Licence) = (info.Title, info.Description, info.Author, info.Licence);
        (row.Level, row.Board, row.Specification, row.Date, row.Language) = (info.Level, info.Board, info.Specification, info.Date, info.Language);
        row.NodeCount = nodeCount;
    }
}
