using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Ramify.Storage.Model;

namespace Ramify.Storage.Tests;

public sealed class LibraryTests
{
    [Fact]
    public void A_new_library_has_the_taxonomy_and_no_maps()
    {
        using var temp = new TempLibrary();
        Assert.Equal("History", temp.Library.Taxonomy.Subject("history")?.Name);
        Assert.Equal("Russia, 1917–1991", temp.Library.Taxonomy.Topic("history", "russia-1917-1991")?.Name);
        Assert.Equal("A Level", temp.Library.Taxonomy.LevelName("a-level"));
        Assert.Equal("/mathematics", temp.Library.Taxonomy.Redirect("/maths"));
        Assert.Equal(0, temp.Ask("SELECT count(*) FROM map"));
    }

    [Fact]
    public void Opening_again_changes_nothing()
    {
        using var temp = new TempLibrary();
        var rows = temp.Ask("SELECT count(*) FROM topic");
        Library.Open(temp.Folder);
        Assert.Equal(rows, temp.Ask("SELECT count(*) FROM topic"));
    }

    [Fact]
    public async Task Several_may_make_the_same_library_at_once()
    {
        var folder = Directory.CreateTempSubdirectory("ramify-library-").FullName;
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Library.Open(folder))));
        Assert.Equal(30, Library.Open(folder).Taxonomy.Subjects.Count);
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void The_file_is_in_WAL_mode_and_every_connection_is_fully_synchronous()
    {
        using var temp = new TempLibrary();
        using var context = temp.Library.Context();
        context.Database.OpenConnection();
        Assert.Equal("wal", context.Database.SqlQueryRaw<string>("PRAGMA journal_mode").AsEnumerable().Single());
        Assert.Equal(2, context.Database.SqlQueryRaw<int>("PRAGMA synchronous").AsEnumerable().Single());
    }

    [Fact]
    public void Exam_options_from_memory_are_marked_as_unchecked()
    {
        using var temp = new TempLibrary();
        Assert.Equal(16, temp.Ask("SELECT count(*) FROM exam_option WHERE checked"));
        Assert.Equal(5, temp.Ask("SELECT count(*) FROM exam_option WHERE NOT checked"));
    }

    [Fact]
    public void The_script_of_a_new_library_is_what_the_migrations_give()
    {
        using var context = new SqliteLibraryContext(new DbContextOptionsBuilder<SqliteLibraryContext>().UseSqlite("Data Source=:memory:").Options);
        var script = context.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.NoTransactions);
        Assert.Equal(script, Library.NewLibraryScript());
        Assert.False(context.Database.HasPendingModelChanges(), "The model changed: add a migration.");
    }

    [Fact]
    public void A_library_made_by_migrating_equals_one_made_by_the_script()
    {
        using var temp = new TempLibrary();
        var path = Path.Combine(temp.Folder, "migrated.db");
        using (var context = new SqliteLibraryContext(new DbContextOptionsBuilder<SqliteLibraryContext>().UseSqlite($"Data Source={path}").Options))
        {
            context.Database.Migrate();
            var made = context.Database.SqlQueryRaw<string>("SELECT sql AS Value FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%Lock' ORDER BY name").ToList();
            using var scripted = temp.Library.Context();
            Assert.Equal(scripted.Database.SqlQueryRaw<string>("SELECT sql AS Value FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name").ToList(), made);
        }
    }

    [Fact]
    public void PostgreSQL_has_the_same_tables_and_columns()
    {
        using var sqlite = new SqliteLibraryContext(new DbContextOptionsBuilder<SqliteLibraryContext>().UseSqlite("Data Source=:memory:").Options);
        using var postgres = new PostgresLibraryContext(new DbContextOptionsBuilder<PostgresLibraryContext>().UseNpgsql("Host=localhost").Options);
        Assert.Equal(Columns(sqlite), Columns(postgres));
        var script = postgres.GetService<IMigrator>().GenerateScript();
        Assert.Contains("CREATE TABLE map_change", script, StringComparison.Ordinal);
        Assert.Contains("id uuid NOT NULL", script, StringComparison.Ordinal);
        Assert.Contains("CREATE TRIGGER comment_added", script, StringComparison.Ordinal);
        Assert.False(postgres.Database.HasPendingModelChanges(), "The model changed: add a migration for PostgreSQL too.");
    }

    private static List<string> Columns(DbContext context) =>
        [.. context.Model.GetEntityTypes().SelectMany(e => e.GetProperties().Select(p => $"{e.GetTableName()}.{p.GetColumnName()}")).Order(StringComparer.Ordinal)];
}
