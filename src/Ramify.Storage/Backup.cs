using Microsoft.Data.Sqlite;

namespace Ramify.Storage;

/// <summary>
/// A library as one file, made while people write: SQLite copies it as it stood at one moment (VACUUM INTO, one read transaction), and
/// what else lies in the folder (the keys that cookies are signed with) goes into a table of the copy. Holds every secret that
/// the library holds: only its owner can read the file.
/// </summary>
public static class Backup
{
    private const string FileTable = "backup_file";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Copies a library into a file that is whole or not there.</summary>
    /// <exception cref="IOException">The file is there already, or cannot be written.</exception>
    public static void Make(Library library, string file)
    {
        if (File.Exists(file)) throw new IOException($"{file} is there already; a backup never takes the place of another.");
        var part = NewPart(file);
        try
        {
            using (var connection = library.Connect()) connection.Execute("VACUUM INTO @file", ("@file", part));
            using (var copy = Open(part, SqliteOpenMode.ReadWrite)) PackFiles(copy, library.Folder);
            Finish(part, file);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Makes a library from a backup, in a folder that is empty or not there. The library is whole or not there.</summary>
    /// <exception cref="IOException">There is something in the folder, or it cannot be written.</exception>
    /// <exception cref="LibraryUnavailableException">The file is no backup, or is damaged.</exception>
    public static void Restore(string file, string folder)
    {
        if (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()) throw new IOException($"There is something in {folder}; a library is restored into an empty folder.");
        Directory.CreateDirectory(folder);
        var target = Path.Combine(folder, Library.FileName);
        var part = NewPart(target);
        try
        {
            File.Copy(file, part, overwrite: true);
            using (var library = Open(part, SqliteOpenMode.ReadWrite)) Unpack(library, folder, file);
            Finish(part, target);
        }
        finally
        {
            foreach (var left in (string[])[part, part + "-wal", part + "-shm"]) File.Delete(left);
        }
    }

    /// <summary>A connection to a file that is no running library; without a pool, so that the file can be moved.</summary>
    internal static SqliteConnection Open(string file, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static void PackFiles(SqliteConnection copy, string folder)
    {
        copy.Execute($"CREATE TABLE {FileTable} (path TEXT PRIMARY KEY, body BLOB NOT NULL)");
        foreach (var path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(p => !Path.GetFileName(p).StartsWith(Library.FileName, StringComparison.Ordinal)))
            copy.Execute($"INSERT INTO {FileTable} (path, body) VALUES (@path, @body)", ("@path", Path.GetRelativePath(folder, path).Replace('\\', '/')), ("@body", File.ReadAllBytes(path)));
    }

    private static void Unpack(SqliteConnection library, string folder, string file)
    {
        try
        {
            if (library.Scalar<string>("SELECT name FROM sqlite_master WHERE name = @name", ("@name", FileTable)) is null) throw new LibraryUnavailableException($"{file} is not a backup of a library.");
            if (library.Scalar<string>("PRAGMA integrity_check(1)") is not "ok") throw new LibraryUnavailableException($"{file} is damaged.");
            foreach (var (path, body) in library.Rows(r => (r.GetString(0), r.Blob(1)!), $"SELECT path, body FROM {FileTable}")) Unpack(Path.GetFullPath(folder), path, body);
            library.Execute($"DROP TABLE {FileTable}");
            library.Execute("PRAGMA journal_mode = WAL");
        }
        catch (SqliteException e)
        {
            throw new LibraryUnavailableException($"{file} is not a backup of a library, or is damaged.", e);
        }
    }

    private static void Unpack(string folder, string path, byte[] body)
    {
        var target = Path.GetFullPath(Path.Combine(folder, path));
        // A backup comes from its owner; yet nothing in a file decides what outside of the folder is written.
        if (!target.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        using var stream = Create(target);
        stream.Write(body);
        stream.Flush(flushToDisk: true);
    }

    private static string NewPart(string file)
    {
        var part = Path.GetFullPath(file) + ".part";
        File.Delete(part);
        // SQLite fills an empty file, and leaves its rights as they are.
        Create(part).Dispose();
        return part;
    }

    private static FileStream Create(string path) => new(path, OperatingSystem.IsWindows()
        ? new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write }
        : new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly });

    private static void Finish(string part, string file)
    {
        using (var written = new FileStream(part, FileMode.Open, FileAccess.ReadWrite)) written.Flush(flushToDisk: true);
        File.Move(part, Path.GetFullPath(file), overwrite: false);
    }
}
