using Microsoft.Data.Sqlite;

namespace Ramify.Storage;

/// <summary>Short forms over ADO.NET. Values are always parameters; ids are 16 bytes, instants UTC milliseconds.</summary>
internal static class Sql
{
    public static SqliteCommand Command(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        foreach (var (name, value) in values)
            command.Parameters.AddWithValue(name, value switch
            {
                null => DBNull.Value,
                Guid id => id.ToByteArray(bigEndian: true),
                DateTimeOffset at => at.ToUnixTimeMilliseconds(),
                _ => value,
            });
        return command;
    }

    public static int Execute(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = connection.Command(sql, values);
        return command.ExecuteNonQuery();
    }

    public static T? Scalar<T>(this SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = connection.Command(sql, values);
        return command.ExecuteScalar() is T value ? value : default;
    }

    public static List<T> Rows<T>(this SqliteConnection connection, Func<SqliteDataReader, T> read, string sql, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = connection.Command(sql, values);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read()) rows.Add(read(reader));
        return rows;
    }

    public static string? Text(this SqliteDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);

    public static byte[]? Blob(this SqliteDataReader row, int at) => row.IsDBNull(at) ? null : row.GetFieldValue<byte[]>(at);

    public static Guid Id(this SqliteDataReader row, int at) => new(row.GetFieldValue<byte[]>(at), bigEndian: true);

    public static DateTimeOffset At(this SqliteDataReader row, int at) => DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(at));
}
