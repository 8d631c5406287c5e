using Microsoft.Data.Sqlite;

namespace Ramify.Storage;

/// <summary>Notices commits to the library, by this process or another. A look costs about 2 µs and reads no table.</summary>
public sealed class LibraryWatch : IDisposable
{
    private readonly SqliteConnection connection;
    private readonly SqliteCommand look;
    private long last;

    internal LibraryWatch(SqliteConnection connection)
    {
        this.connection = connection;
        // data_version changes when another connection has committed; this one never writes.
        look = connection.Command("PRAGMA data_version");
        last = Look();
    }

    /// <summary>Whether there was a commit since the last call. Not for use by several threads at once.</summary>
    public bool HasChanged()
    {
        var now = Look();
        var changed = now != last;
        last = now;
        return changed;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        look.Dispose();
        connection.Dispose();
    }

    private long Look() => (long)look.ExecuteScalar()!;
}
