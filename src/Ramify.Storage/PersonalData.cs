using Microsoft.Data.Sqlite;

namespace Ramify.Storage;

/// <summary>What will go, what will stay and who loses what, when a person leaves.</summary>
/// <param name="Maps">Maps that go, those in the bin among them.</param>
/// <param name="Public">Of these, how many are in the library.</param>
/// <param name="Linked">Of these, how many others reach by a link.</param>
/// <param name="Adapted">Maps that other people made from them: those stay theirs, without the name.</param>
/// <param name="Shown">Of the maps, how many a class sees.</param>
/// <param name="Classes">Classes that the person teaches; they go.</param>
/// <param name="Pupils">Pupils of these, who lose what was set.</param>
public sealed record Leaving(int Maps, int Public, int Linked, int Adapted, int Shown, int Classes, int Pupils);

/// <summary>
/// Everything the library holds of a person. Found by the foreign keys of the tables, so that a table added later is in the export
/// and in the deletion without anybody thinking of it; a column that names a person must be such a key, with its cascade.
/// </summary>
public sealed class PersonalData
{
    // What is kept only as a proof says nothing to its owner and could be used by a finder of the file.
    private static readonly HashSet<string> Proofs = new(StringComparer.Ordinal) { "password_hash", "security_stamp", "concurrency_stamp", "hash", "owner_hash" };
    private readonly Library library;

    internal PersonalData(Library library) => this.library = library;

    /// <summary>Every row that names the person, and every row of the person's maps; by table. Documents of maps come as files of their own.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Dictionary<string, object?>>> Rows(Guid person)
    {
        using var connection = library.Connect();
        var all = new SortedDictionary<string, IReadOnlyList<Dictionary<string, object?>>>(StringComparer.Ordinal)
        {
            ["person"] = Read(connection, "SELECT * FROM person WHERE id = @person", person),
        };
        foreach (var table in Tables(connection))
        {
            var keys = Keys(connection, table);
            var condition = keys.Where(k => k.Table == "person").Select(k => $"\"{k.Column}\" = @person").ToList();
            // What hangs on something else of the person, as a saved map on its list.
            if (condition.Count == 0) condition.AddRange(from key in keys where key.Table != "map" from owner in Keys(connection, key.Table) where owner.Table == "person"
                select $"\"{key.Column}\" IN (SELECT id FROM \"{key.Table}\" WHERE \"{owner.Column}\" = @person)");
            // What hangs on a map of the person and is nobody else's.
            if (condition.Count == 0) condition.AddRange(keys.Where(k => k.Table == "map").Take(1).Select(k => $"\"{k.Column}\" IN (SELECT id FROM map WHERE owner = @person)"));
            if (condition.Count > 0) all[table] = Read(connection, $"SELECT * FROM \"{table}\" WHERE {string.Join(" OR ", condition)}", person);
        }
        // The audit only grows, so it is bound to nobody by a key: it names people by their ids.
        all["audit"] = Read(connection, "SELECT number, at, act, subject, detail FROM audit WHERE actor = @person", person);
        return all;
    }

    /// <summary>What <see cref="Delete"/> will mean.</summary>
    public Leaving Foresee(Guid person)
    {
        using var connection = library.Connect();
        return connection.Rows(r => new Leaving(r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3), r.GetInt32(4), r.GetInt32(5), r.GetInt32(6)), """
            SELECT count(*), count(*) FILTER (WHERE visibility = 'Public'), count(*) FILTER (WHERE visibility = 'Link'),
                (SELECT count(DISTINCT c.map) FROM credit c JOIN map m ON m.id = c.map WHERE c.origin IN (SELECT id FROM map WHERE owner = @person) AND m.owner IS NOT @person),
                (SELECT count(DISTINCT map) FROM class_map WHERE "by" = @person), (SELECT count(*) FROM class WHERE teacher = @person),
                (SELECT count(*) FROM class_member WHERE class IN (SELECT id FROM class WHERE teacher = @person))
            FROM map WHERE owner = @person
            """, ("@person", person))[0];
    }

    /// <summary>
    /// Deletes a person with everything of theirs: maps, versions, sessions, keys. Copies that others adapted keep standing, without
    /// name and title of what they came from; of comments that others answered a blank stays. Deleted pages are overwritten and the write-ahead log is emptied, so that no byte stays.
    /// </summary>
    public void Delete(Guid person)
    {
        using var connection = library.Connect();
        var maps = connection.Rows(r => r.Id(0), "SELECT id FROM map WHERE owner = @person", ("@person", person));
        using (var transaction = connection.BeginTransaction())
        {
            connection.Execute("UPDATE credit SET title = NULL, author = NULL, origin = NULL WHERE origin IN (SELECT id FROM map WHERE owner = @person)", ("@person", person));
            connection.Execute("UPDATE comment SET state = 'Deleted', text = '', author = '' WHERE person = @person", ("@person", person));
            connection.Execute("DELETE FROM map WHERE owner = @person", ("@person", person));
            connection.Execute("DELETE FROM person WHERE id = @person", ("@person", person));
            transaction.Commit();
        }
        maps.ForEach(library.Rooms.Replaced);
        Library.ForgetLog(connection);
    }

    private static List<string> Tables(SqliteConnection connection) =>
        connection.Rows(r => r.GetString(0), "SELECT name FROM sqlite_master WHERE type = 'table' AND name <> 'person' AND name NOT LIKE 'sqlite%' ORDER BY name");

    private static List<(string Table, string Column)> Keys(SqliteConnection connection, string table) =>
        connection.Rows(r => (r.GetString(0), r.GetString(1)), "SELECT \"table\", \"from\" FROM pragma_foreign_key_list(@table)", ("@table", table));

    private static List<Dictionary<string, object?>> Read(SqliteConnection connection, string sql, Guid person) => connection.Rows(row =>
    {
        var values = new Dictionary<string, object?>(StringComparer.Ordinal);
        for (var i = 0; i < row.FieldCount; i++)
            if (!Proofs.Contains(row.GetName(i)) && row.GetName(i) != "body") values[row.GetName(i)] = Plain(row.GetName(i), row.GetValue(i));
        return values;
    }, sql, ("@person", person));

    private static object? Plain(string column, object value) => value switch
    {
        DBNull => null,
        byte[] { Length: 16 } id => new Guid(id, bigEndian: true).ToString(),
        byte[] bytes => Convert.ToBase64String(bytes),
        long ms when column.EndsWith("at", StringComparison.Ordinal) => DateTimeOffset.FromUnixTimeMilliseconds(ms).ToString("o"),
        _ => value,
    };
}
