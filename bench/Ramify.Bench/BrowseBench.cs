using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Ramify.Storage;

namespace Ramify.Bench;

/// <summary>Pages of a library of a million maps in SQLite, as the site asks for them; beside each the same page from a library that has no index for its order.</summary>
internal static class BrowseBench
{
    private const int Maps = 1_000_000;
    private const int PageSize = 50;
    private const int Asked = 400;
    private static readonly string[] Indexes = ["shelf_subject_best", "shelf_subject_rated", "shelf_subject_changedat", "shelf_topic_best", "shelf_topic_rated", "shelf_topic_changedat"];

    public static void Run(Report report)
    {
        var folder = Directory.CreateTempSubdirectory("ramify-bench-").FullName;
        try
        {
            var library = Library.Open(folder);
            var topics = library.Taxonomy.Subjects.SelectMany(s => s.Topics).Select(t => (t.Subject, t.Slug)).ToArray();
            Fill(folder, topics);
            var (subject, topic) = (topics[0].Subject, topics[0].Slug);
            var jobs = new (string Name, Shelf Shelf, Facets Facets)[]
            {
                ("a subject's page", new(subject), default),
                ("a subject's page under three facets", new(subject), new("level-1", "board-2", "licence-3")),
                ("a topic's page", new(subject, topic), default),
                ("a topic's page under three facets", new(subject, topic), new("level-1", "board-2", "licence-3")),
            };
            var with = jobs.Select(j => Measure(library, j.Shelf, j.Facets, Asked)).ToArray();
            var counts = Times(Asked, _ => library.Browsing.Counts(new(subject)));
            foreach (var index in Indexes) Execute(folder, $"DROP INDEX {index}");
            for (var i = 0; i < jobs.Length; i++)
            {
                var without = Measure(library, jobs[i].Shelf, jobs[i].Facets, 12);
                report.Add(new Row($"{jobs[i].Name}, 1M maps, p50/p99", Both(with[i]), "without its index", Both(without), without.Median / with[i].Median));
            }
            report.Add(new Row("all counts of a subject's page, 1M maps", Both(counts)));
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Subjects differ in size as they do in life: the first has a tenth of all maps. Every row passes the triggers, like a published map.</summary>
    private static void Fill(string folder, (string Subject, string Topic)[] topics)
    {
        using var connection = Open(folder);
        // Eight indexes are filled in no order: what does not fit into memory is read and written over and over.
        using (var cache = connection.CreateCommand())
        {
            cache.CommandText = "PRAGMA cache_size = -1000000";
            cache.ExecuteNonQuery();
        }
        using var transaction = connection.BeginTransaction();
        using var insert = connection.CreateCommand();
        insert.CommandText = """
            INSERT INTO map (id, title, slug, subject, topic, level, board, licence, visibility, node_count, created_at, changed_at, version, discussion, comment_count, rating_sum, rating_count)
            VALUES (@id, @title, @slug, @subject, @topic, @level, @board, @licence, 'Public', 47, 0, @at, 1, 0, 0, @sum, @count)
            """;
        string[] names = ["@id", "@title", "@slug", "@subject", "@topic", "@level", "@board", "@licence", "@at", "@sum", "@count"];
        foreach (var name in names) insert.Parameters.AddWithValue(name, DBNull.Value);
        var random = new Random(1);
        var first = topics.Where(t => t.Subject == topics[0].Subject).ToArray();
        for (var i = 0; i < Maps; i++)
        {
            var (subject, topic) = i % 10 == 0 ? first[random.Next(first.Length)] : topics[random.Next(topics.Length)];
            var ratings = Math.Max(0, random.Next(-30, 10));
            object[] values = [Guid.CreateVersion7().ToByteArray(bigEndian: true), $"Map {i}", $"map-{i}", subject, topic, $"level-{random.Next(6)}", $"board-{random.Next(6)}",
                $"licence-{random.Next(8)}", 1_700_000_000_000 + random.NextInt64(100_000_000_000), ratings * 4, ratings];
            for (var p = 0; p < values.Length; p++) insert.Parameters[p].Value = values[p];
            insert.ExecuteNonQuery();
        }
        transaction.Commit();
    }

    private static (double Median, double Worst) Measure(Library library, Shelf shelf, Facets facets, int times)
    {
        ShelfPlace? after = null;
        // Page after page, in each order in turn.
        return Times(times, i =>
        {
            if (i % 10 == 0) after = null;
            after = library.Browsing.Page(shelf, facets, (ShelfOrder)(i / 10 % 3), after, PageSize).Next;
        });
    }

    private static (double Median, double Worst) Times(int times, Action<int> work)
    {
        var all = new double[times];
        for (var i = -3; i < times; i++)
        {
            var clock = Stopwatch.GetTimestamp();
            work(Math.Max(i, 0));
            if (i >= 0) all[i] = Stopwatch.GetElapsedTime(clock).TotalMilliseconds;
        }
        Array.Sort(all);
        return (all[times / 2], all[times * 99 / 100]);
    }

    private static string Both((double Median, double Worst) ms) => $"{ms.Median:0.00}/{ms.Worst:0.00} ms";

    private static void Execute(string folder, string sql)
    {
        using var connection = Open(folder);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private static SqliteConnection Open(string folder)
    {
        var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "ramify.db")}");
        connection.Open();
        return connection;
    }
}
