using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Ramify.Storage.Model;

namespace Ramify.Storage.Tests;

/// <summary>Libraries that cannot be opened, and those of an older program.</summary>
public sealed class UnavailableTests
{
    [Fact]
    public void E06_A_file_that_is_no_library_is_named_as_such()
    {
        var folder = Directory.CreateTempSubdirectory("ramify-none-").FullName;
        File.WriteAllText(Path.Combine(folder, Library.FileName), new string('x', 4096));
        var failed = Assert.Throws<LibraryUnavailableException>(() => Library.Open(folder));
        Assert.Contains("is not a library", failed.Message, StringComparison.Ordinal);
        Assert.Contains(folder, failed.Message, StringComparison.Ordinal);
        Remove(folder);
    }

    [Fact]
    public void E06_A_library_that_cannot_be_opened_says_where_to_look()
    {
        var folder = Directory.CreateTempSubdirectory("ramify-none-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, Library.FileName));
        Assert.Contains("owner and the rights", Assert.Throws<LibraryUnavailableException>(() => Library.Open(folder)).Message, StringComparison.Ordinal);
        Remove(folder);
    }

    [Fact]
    public void E06_A_library_that_another_program_holds_locked_says_so_and_is_there_again_afterwards()
    {
        using var temp = new TempLibrary();
        using (var other = new SqliteConnection($"Data Source={Path.Combine(temp.Folder, Library.FileName)};Pooling=False"))
        {
            other.Open();
            using var held = other.BeginTransaction();
            Assert.Contains("locked", Assert.Throws<LibraryUnavailableException>(() => Library.Open(temp.Folder)).Message, StringComparison.Ordinal);
            Assert.Contains("locked", temp.Library.Fault()?.Sentence, StringComparison.Ordinal);
        }
        Assert.Null(temp.Library.Fault());
        Library.Open(temp.Folder);
    }

    [Fact]
    public void A_library_of_a_newer_program_is_left_alone()
    {
        using var temp = new TempLibrary();
        temp.Ask("INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_Future', '99')");
        Assert.Contains("newer Ramify", Assert.Throws<LibraryUnavailableException>(() => Library.Open(temp.Folder)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_older_library_is_brought_up_to_date_with_its_maps_whole()
    {
        var folder = MakeOld();
        var library = Library.Open(folder);
        Assert.Empty(Verification.Of(folder).Damages);
        using var fresh = new TempLibrary();
        Assert.Equal(Schema(Library.FileName, fresh.Folder), Schema(Library.FileName, folder));
        Assert.NotNull(library.Taxonomy.Subject("history"));
        Remove(folder);
    }

    /// <summary>EF keeps its lock in a table; a program killed while it held it left the row for ever.</summary>
    [Fact]
    public void E16_What_a_killed_migration_left_does_not_hold_up_the_next_start()
    {
        var folder = MakeOld();
        Run(folder, "CREATE TABLE IF NOT EXISTS \"__EFMigrationsLock\" (\"Id\" INTEGER NOT NULL PRIMARY KEY, \"Timestamp\" TEXT NOT NULL); INSERT OR IGNORE INTO \"__EFMigrationsLock\" VALUES (1, '2026-01-01')");
        Library.Open(folder);
        Assert.Empty(Verification.Of(folder).Damages);
        Remove(folder);
    }

    [Fact]
    public void E16_A_migration_that_ends_half_way_has_changed_nothing_and_the_next_one_does_it_all()
    {
        var folder = MakeOld();
        var before = Schema(Library.FileName, folder);
        // A table in the way of the last step: everything before it has been done by then.
        Run(folder, "CREATE TABLE token (in_the_way INTEGER)");
        Assert.ThrowsAny<Exception>(() => Library.Open(folder));
        Run(folder, "DROP TABLE token");
        Assert.Equal(before, Schema(Library.FileName, folder));
        Library.Open(folder);
        Assert.Empty(Verification.Of(folder).Damages);
        Remove(folder);
    }

    [Fact]
    public async Task E16_Several_programs_that_start_at_once_bring_it_up_to_date_once()
    {
        var folder = MakeOld();
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Library.Open(folder), TestContext.Current.CancellationToken)));
        Assert.Empty(Verification.Of(folder).Damages);
        Remove(folder);
    }

    /// <summary>A library as the first program made it, with a map in it.</summary>
    internal static string MakeOld()
    {
        var folder = Directory.CreateTempSubdirectory("ramify-old-").FullName;
        var path = Path.Combine(folder, Library.FileName);
        using (var context = new SqliteLibraryContext(new DbContextOptionsBuilder<SqliteLibraryContext>().UseSqlite($"Data Source={path};Pooling=False").Options))
        {
            var first = context.Database.GetMigrations().First();
            context.GetService<IMigrator>().Migrate(first);
            context.Database.ExecuteSqlRaw("DROP TABLE IF EXISTS \"__EFMigrationsLock\"");
        }
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            connection.Execute("PRAGMA journal_mode = WAL");
            Taxonomy.Seed(connection);
            var id = Guid.CreateVersion7();
            connection.Execute("""
                INSERT INTO map (id, title, slug, subject, topic, visibility, node_count, created_at, changed_at, version, discussion, comment_count, rating_sum, rating_count)
                VALUES (@id, 'Old', 'old', 'history', 'russia-1917-1991', 'Public', 3, 0, 0, 1, 0, 0, 0, 0)
                """, ("@id", id));
            connection.Execute("INSERT INTO map_doc (map, seq, body) VALUES (@id, 0, @body)", ("@id", id), ("@body", MapDocuments.Pack(TempLibrary.Map("Old"))));
        }
        return folder;
    }

    private static List<string> Schema(string file, string folder)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, file)};Pooling=False");
        connection.Open();
        return connection.Rows(r => r.GetString(0), "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name");
    }

    private static void Run(string folder, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, Library.FileName)};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }

    private static void Remove(string folder)
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }
}
