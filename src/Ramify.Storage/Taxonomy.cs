using System.Collections.Frozen;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>Subjects, topics, levels and boards, held in memory: few, and asked for by every page.</summary>
public sealed class Taxonomy
{
    private readonly FrozenDictionary<string, Subject> subjects;
    private readonly FrozenDictionary<string, Level> levels;
    private readonly FrozenDictionary<string, Board> boards;
    private readonly FrozenDictionary<string, string> aliases;

    private Taxonomy(List<Subject> subjects, List<Level> levels, List<Board> boards, List<Alias> aliases)
    {
        (Subjects, Levels, Boards) = (subjects, levels, boards);
        this.subjects = subjects.ToFrozenDictionary(s => s.Slug);
        this.levels = levels.ToFrozenDictionary(l => l.Slug);
        this.boards = boards.ToFrozenDictionary(b => b.Slug);
        this.aliases = aliases.ToFrozenDictionary(a => a.Path, a => a.Target);
    }

    /// <summary>All subjects in order, each with its topics in order.</summary>
    public IReadOnlyList<Subject> Subjects { get; }

    /// <summary>All levels of study in order.</summary>
    public IReadOnlyList<Level> Levels { get; }

    /// <summary>All exam boards in order.</summary>
    public IReadOnlyList<Board> Boards { get; }

    /// <summary>The subject with this slug, or null.</summary>
    public Subject? Subject(string? slug) => slug is null ? null : subjects.GetValueOrDefault(slug);

    /// <summary>The topic with this slug in a subject, or null.</summary>
    public Topic? Topic(string? subject, string? slug) => Subject(subject)?.Topics.Find(t => t.Slug == slug);

    /// <summary>The subject that somebody means by a name or a slug: "History", "history", "maths".</summary>
    public Subject? FindSubject(string? name)
    {
        if (name is null) return null;
        var slug = Slug.Of(name);
        return Subject(slug) ?? Subject(Redirect("/" + slug)?[1..]);
    }

    /// <summary>The topic that somebody means by a name or a slug: "Russia, 1917 - 1991".</summary>
    public static Topic? FindTopic(Subject? subject, string? name) =>
        subject is null || name is null ? null : subject.Topics.Find(t => t.Slug == Slug.Of(name) || Slug.Of(t.Name) == Slug.Of(name));

    /// <summary>The path that took over from an old one of a subject or topic, or null.</summary>
    public string? Redirect(string path) => aliases.GetValueOrDefault(path);

    /// <summary>A level as it is shown: its name, or what the writer gave.</summary>
    public string? LevelName(string? level) => level is not null && levels.TryGetValue(level, out var known) ? known.Name : level;

    /// <summary>A board as it is shown: its name, what the writer gave, or nothing where there is none.</summary>
    public string? BoardName(string? board) => board is "none" ? null : board is not null && boards.TryGetValue(board, out var known) ? known.Name : board;

    internal static Taxonomy Load(SqliteConnection connection)
    {
        var topics = connection.Rows(r => new Topic { Subject = r.GetString(0), Slug = r.GetString(1), Name = r.GetString(2), Position = r.GetInt32(3) },
            "SELECT subject, slug, name, position FROM topic ORDER BY position").ToLookup(t => t.Subject);
        return new Taxonomy(
            connection.Rows(r => new Subject
            {
                Slug = r.GetString(0), Name = r.GetString(1), Family = r.GetString(2), Position = r.GetInt32(3), Topics = [.. topics[r.GetString(0)]],
            }, "SELECT slug, name, family, position FROM subject ORDER BY position"),
            connection.Rows(r => new Level { Slug = r.GetString(0), Name = r.GetString(1), Ages = r.GetString(2), Area = r.GetString(3), Position = r.GetInt32(4) },
                "SELECT slug, name, ages, area, position FROM level ORDER BY position"),
            connection.Rows(r => new Board { Slug = r.GetString(0), Name = r.GetString(1), Area = r.GetString(2), Position = r.GetInt32(3) },
                "SELECT slug, name, area, position FROM board ORDER BY position"),
            connection.Rows(r => new Alias { Path = r.GetString(0), Target = r.GetString(1) }, "SELECT path, target FROM alias"));
    }

    /// <summary>Puts the taxonomy that ships into a library, each row once; the caller's transaction holds it together.</summary>
    internal static void Seed(SqliteConnection connection)
    {
        using var json = Parse();
        var root = json.RootElement;
        var families = root.GetProperty("families").EnumerateArray()
            .SelectMany(f => f.GetProperty("subjects").EnumerateArray().Select(s => (Subject: s.GetString()!, Family: Text(f, "name"))))
            .ToDictionary(p => p.Subject, p => p.Family);
        var place = 0;
        foreach (var subject in root.GetProperty("subjects").EnumerateArray())
        {
            Insert(connection, "subject (slug, name, family, position, version)", Text(subject, "slug"), Text(subject, "name"), families[Text(subject, "slug")], place++, 0);
            var topicPlace = 0;
            foreach (var topic in subject.GetProperty("topics").EnumerateArray())
                Insert(connection, "topic (subject, slug, name, position)", Text(subject, "slug"), Text(topic, "slug"), Text(topic, "name"), topicPlace++);
        }
        place = 0;
        foreach (var level in root.GetProperty("levels").EnumerateArray())
            Insert(connection, "level (slug, name, ages, area, position)", Text(level, "slug"), Text(level, "name"), Text(level, "ages"), Text(level, "area"), place++);
        place = 0;
        foreach (var board in root.GetProperty("boards").EnumerateArray())
            Insert(connection, "board (slug, name, area, position)", Text(board, "slug"), Text(board, "name"), Text(board, "area"), place++);
        foreach (var alias in root.GetProperty("aliases").EnumerateArray())
            Insert(connection, "alias (path, target)", Text(alias, "from"), Text(alias, "to"));
        foreach (var option in root.GetProperty("examOptions").EnumerateArray())
            Insert(connection, "exam_option (board, level, specification, code, title, subject, topic, checked)",
                Text(option, "board"), Text(option, "level"), Text(option, "spec"), Text(option, "code"), Text(option, "title"),
                Text(option, "subject"), Text(option, "topic"), Text(option, "confidence") == "source");
    }

    private static void Insert(SqliteConnection connection, string table, params ReadOnlySpan<object> values)
    {
        var names = Enumerable.Range(0, values.Length).Select(i => $"@v{i}").ToArray();
        var parameters = new (string, object?)[values.Length];
        for (var i = 0; i < values.Length; i++) parameters[i] = (names[i], values[i]);
        connection.Execute($"INSERT INTO {table} VALUES ({string.Join(", ", names)}) ON CONFLICT DO NOTHING", parameters);
    }

    internal static FrozenSet<string> ReservedSlugs()
    {
        using var json = Parse();
        return json.RootElement.GetProperty("reservedSlugs").EnumerateArray().Select(s => s.GetString()!).ToFrozenSet();
    }

    private static JsonDocument Parse()
    {
        using var stream = typeof(Taxonomy).Assembly.GetManifestResourceStream("taxonomy.json")!;
        return JsonDocument.Parse(stream);
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
