using Microsoft.Data.Sqlite;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>What moderators change about subjects and topics; each change stands in the audit. Slugs never change: addresses stay; a name may, and a topic may have further addresses.</summary>
public sealed class TaxonomyDesk
{
    public const int MaxName = 80;
    private readonly Library library;

    internal TaxonomyDesk(Library library) => this.library = library;

    /// <summary>Adds a topic at the end of a subject's.</summary>
    /// <returns>Why not, in one plain sentence; null where it is done.</returns>
    public string? Add(Guid by, Subject subject, string name)
    {
        if (Fault(name) is { } fault) return fault;
        if (Taxonomy.FindTopic(subject, name) is { } there) return $"There is “{there.Name}” already.";
        return Change(by, subject, Slug.Of(name), "topic added", name, connection => connection.Execute("""
            INSERT INTO topic (subject, slug, name, position)
            SELECT @subject, @slug, @name, coalesce(max(position), -1) + 1 FROM topic WHERE subject = @subject ON CONFLICT DO NOTHING
            """, ("@subject", subject.Slug), ("@slug", Slug.Of(name)), ("@name", name)));
    }

    /// <summary>Gives a topic another name; its address stays.</summary>
    /// <returns>Why not, in one plain sentence; null where it is done.</returns>
    public string? Rename(Guid by, Subject subject, Topic topic, string name)
    {
        if (Fault(name) is { } fault) return fault;
        if (subject.Topics.Any(t => t != topic && Slug.Of(t.Name) == Slug.Of(name))) return "Another topic of this subject is called that.";
        return Change(by, subject, topic.Slug, "topic renamed", $"{topic.Name} → {name}", connection => connection.Execute("UPDATE topic SET name = @name WHERE subject = @subject AND slug = @slug",
            ("@name", name), ("@subject", subject.Slug), ("@slug", topic.Slug)));
    }

    /// <summary>Lets another name of a topic lead to it: "/history/ussr" to "/history/russia-1917-1991".</summary>
    /// <returns>Why not, in one plain sentence; null where it is done.</returns>
    public string? Alias(Guid by, Subject subject, Topic topic, string name)
    {
        if (Fault(name) is { } fault) return fault;
        if (library.Taxonomy.Topic(subject.Slug, Slug.Of(name)) is { } taken) return $"That is the address of “{taken.Name}”.";
        return Change(by, subject, topic.Slug, "topic's second name added", name, connection => connection.Execute("INSERT INTO alias (path, target) VALUES (@path, @target) ON CONFLICT (path) DO UPDATE SET target = @target",
            ("@path", $"/{subject.Slug}/{Slug.Of(name)}"), ("@target", $"/{subject.Slug}/{topic.Slug}")));
    }

    private static string? Fault(string name) => name.Length is 0 or > MaxName || name.Any(char.IsControl) ? $"A name has 1 to {MaxName} characters." : null;

    /// <summary>The subject's version grows with it: every page that names its topics is made anew.</summary>
    private string? Change(Guid by, Subject subject, string topic, string act, string detail, Action<SqliteConnection> work)
    {
        using var connection = library.Connect();
        using (var transaction = connection.BeginTransaction())
        {
            work(connection);
            connection.Execute("UPDATE subject SET version = version + 1 WHERE slug = @slug", ("@slug", subject.Slug));
            Audit.Append(connection, library.Clock.GetUtcNow(), by, act, $"/{subject.Slug}/{topic}", detail);
            transaction.Commit();
        }
        library.ReadTaxonomy(connection);
        return null;
    }
}
