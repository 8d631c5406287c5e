using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Ramify.Storage;
using Ramify.Storage.Model;

namespace Ramify.Web.Tests.Features.Running;

/// <summary>The program is killed while it brings an older library up to date.</summary>
public sealed class KilledMigrationTests : IDisposable
{
    // Enough that a transaction over them reaches the disk long before its end.
    private const int Maps = 20_000;
    private const int Tries = 10;
    private readonly string folder = Directory.CreateTempSubdirectory("ramify-old-").FullName;

    private string Old => Path.Combine(folder, "old.db");

    private string Data => Path.Combine(folder, "data");

    [Fact]
    public async Task E16_Killed_in_the_middle_of_a_migration_nothing_has_happened_and_the_next_start_does_all_of_it()
    {
        MakeOld();
        var before = Schema(Old);
        for (var tries = 1; ; tries++)
        {
            Assert.True(tries <= Tries, "Each time it was done before it could be killed.");
            if (await WasHalfWay()) break;
        }
        Assert.Equal(before, Schema(Path.Combine(Data, Library.FileName)));
        Assert.Equal($"{Maps}", Ask("SELECT count(*) FROM map"));

        using (var program = new WebProcess("--data", Data, "--urls", "http://127.0.0.1:0")) await program.Until("Application started");
        Library.Open(Path.Combine(folder, "fresh"));
        Assert.Equal(Schema(Path.Combine(folder, "fresh", Library.FileName)), Schema(Path.Combine(Data, Library.FileName)));
        Assert.Equal($"{Maps}", Ask("SELECT count(*) FROM map WHERE title = 'Old'"));
        Assert.Equal(("ok", null), (Ask("PRAGMA integrity_check"), Ask("PRAGMA foreign_key_check")));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    /// <summary>Starts the program on a copy of the old library and kills it once the migration has begun to write.</summary>
    private async Task<bool> WasHalfWay()
    {
        if (Directory.Exists(Data)) Directory.Delete(Data, recursive: true);
        Directory.CreateDirectory(Data);
        File.Copy(Old, Path.Combine(Data, Library.FileName));
        var log = new FileInfo(Path.Combine(Data, Library.FileName + "-wal"));
        using (var program = new WebProcess("--data", Data, "--urls", "http://127.0.0.1:0"))
            while (!(log.Exists && log.Length > 1 << 20) && !program.Said.Contains("Application started", StringComparison.Ordinal))
            {
                await Task.Delay(1, TestContext.Current.CancellationToken);
                log.Refresh();
            }
        return Ask("SELECT count(*) FROM \"__EFMigrationsHistory\"") == "1";
    }

    /// <summary>A library as the first program made it, with many maps.</summary>
    private void MakeOld()
    {
        using (var context = new SqliteLibraryContext(new DbContextOptionsBuilder<SqliteLibraryContext>().UseSqlite($"Data Source={Old};Pooling=False").Options))
        {
            context.GetService<IMigrator>().Migrate(context.Database.GetMigrations().First());
            context.Database.ExecuteSqlRaw("DROP TABLE IF EXISTS \"__EFMigrationsLock\"");
        }
        Run(Old, $"""
            INSERT INTO subject (slug, name, family, position, version) VALUES ('history', 'History', 'Humanities', 1, 1);
            INSERT INTO topic (subject, slug, name, position) VALUES ('history', 'russia-1917-1991', 'Russia', 1);
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Maps})
            INSERT INTO map (id, title, slug, subject, topic, description, visibility, node_count, created_at, changed_at, version, discussion, comment_count, rating_sum, rating_count)
            SELECT randomblob(16), 'Old', 'old-' || i, 'history', 'russia-1917-1991', hex(randomblob(100)), 'Public', 3, 0, 0, 1, 0, 0, 0, 0 FROM n;
            """);
    }

    private string? Ask(string sql) => Run(Path.Combine(Data, Library.FileName), sql);

    private static string? Run(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture) is { Length: > 0 } said ? said : null;
    }

    private static List<string> Schema(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY name";
        using var rows = command.ExecuteReader();
        var all = new List<string>();
        while (rows.Read()) all.Add(rows.GetString(0));
        return all;
    }
}
