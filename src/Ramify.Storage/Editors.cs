using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace Ramify.Storage;

/// <summary>Somebody who comes to a map: a person, or the browser that made a draft.</summary>
/// <param name="Person">Who is signed in; null where nobody is.</param>
/// <param name="Browser">Hash of the browser's secret in hexadecimal digits; null where it has none.</param>
public sealed record Visitor(Guid? Person, string? Browser)
{
    /// <summary>Whoever sent a request.</summary>
    public static Visitor Of(Guid? person, string? secret) => new(person, secret is null ? null : Convert.ToHexString(Secret.Hash(secret)));

    /// <summary>
    /// The name under which a map's log knows this editor. Made from both ids, so that the log of a map says nothing of a person
    /// elsewhere, and nothing at all once the person is gone.
    /// </summary>
    public Guid WriterIn(Guid map)
    {
        Span<byte> names = stackalloc byte[64];
        map.TryWriteBytes(names, bigEndian: true, out _);
        if (Person is { } person) person.TryWriteBytes(names[16..], bigEndian: true, out _);
        else if (Browser is { } browser) Convert.FromHexString(browser).CopyTo(names[32..]);
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(names, hash);
        return new Guid(hash[..16], bigEndian: true);
    }
}

/// <summary>What somebody may do with a map that is edited live.</summary>
public enum RoomAccess
{
    /// <summary>There is no such map for them.</summary>
    None,
    /// <summary>Look on.</summary>
    View,
    /// <summary>Edit.</summary>
    Edit,
}

/// <summary>Somebody who may edit a map beside its owner.</summary>
/// <param name="Person">Who.</param>
/// <param name="Name">The display name.</param>
/// <param name="Since">Since when.</param>
public sealed record FellowEditor(Guid Person, string Name, DateTimeOffset Since);

/// <summary>Who may edit a map: its owner, and those who joined by a link the owner gave them; of a draft, the browser that made it.</summary>
public sealed class Editors
{
    /// <summary>So many may edit one map beside its owner: two large classes.</summary>
    public const int Most = 64;

    private const string EditCondition = """
        m.visibility <> 'Binned' AND (m.owner = @person OR (m.visibility = 'Draft' AND m.owner_hash = @browser)
            OR EXISTS (SELECT 1 FROM map_editor e WHERE e.map = m.id AND e.person = @person))
        """;

    private readonly Library library;

    internal Editors(Library library) => this.library = library;

    /// <summary>Who edits a map beside its owner, the first first.</summary>
    public IReadOnlyList<FellowEditor> Of(Guid map)
    {
        using var connection = library.Connect();
        return connection.Rows(r => new FellowEditor(r.Id(0), r.GetString(1), r.At(2)),
            "SELECT p.id, p.user_name, e.at FROM map_editor e JOIN person p ON p.id = e.person WHERE e.map = @map ORDER BY e.at, p.id", ("@map", map));
    }

    /// <summary>The secret of the link by which people join; null where there is none.</summary>
    public string? LinkOf(Guid map)
    {
        using var connection = library.Connect();
        return connection.Scalar<string>("SELECT edit_token FROM map WHERE id = @map", ("@map", map));
    }

    /// <summary>Makes a new link to join by, or takes it back. Who joined stays.</summary>
    public void Invite(Guid map, bool isOpen)
    {
        using var connection = library.Connect();
        connection.Execute("UPDATE map SET edit_token = @token WHERE id = @map", ("@map", map), ("@token", isOpen ? Secret.New() : null));
    }

    /// <summary>The map that a link invites to, and its title; null where it invites to none.</summary>
    public (Guid Map, string Title)? FindByLink(string token)
    {
        using var connection = library.Connect();
        return connection.Rows<(Guid, string)?>(r => (r.Id(0), r.GetString(1)), "SELECT id, title FROM map WHERE edit_token = @token AND visibility <> 'Binned'", ("@token", token)).FirstOrDefault();
    }

    /// <summary>A person joins by a link.</summary>
    /// <returns>The map; null where the link invites to none, or as many edit it as may.</returns>
    public Guid? Join(string token, Guid person)
    {
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        var joined = connection.Rows<Guid?>(r => r.Id(0), """
            SELECT id FROM map WHERE edit_token = @token AND visibility <> 'Binned' AND (SELECT count(*) FROM map_editor WHERE map = id AND person <> @person) < @most
            """, ("@token", token), ("@person", person), ("@most", Most)).FirstOrDefault();
        if (joined is null) return null;
        connection.Execute("INSERT INTO map_editor (map, person, at) SELECT id, @person, @now FROM map WHERE id = @map AND owner <> @person ON CONFLICT DO NOTHING",
            ("@map", joined), ("@person", person), ("@now", library.Clock.GetUtcNow()));
        transaction.Commit();
        return joined;
    }

    /// <summary>Somebody may edit a map no longer; what they have open closes at once.</summary>
    /// <returns>Whether they might before.</returns>
    public bool Remove(Guid map, Guid person)
    {
        using var connection = library.Connect();
        var gone = connection.Execute("DELETE FROM map_editor WHERE map = @map AND person = @person", ("@map", map), ("@person", person)) > 0;
        library.Rooms.Recheck(map);
        return gone;
    }

    internal static bool MayEdit(SqliteConnection connection, Guid map, Visitor by) => connection.Scalar<long>(
        $"SELECT count(*) FROM map m WHERE m.id = @map AND {EditCondition}", Values(map, by, null)) > 0;

    // Whoever is in a class looks on at the maps that somebody of it shows it.
    private const string ClassCondition = """
        m.visibility = 'Class' AND EXISTS (SELECT 1 FROM class_map cm JOIN class c ON c.id = cm.class
            WHERE cm.map = m.id AND cm."by" = m.owner AND (c.teacher = @person OR EXISTS (SELECT 1 FROM class_member b WHERE b.class = c.id AND b.person = @person)))
        """;

    /// <summary>What somebody may do, with a link in hand or without.</summary>
    internal static RoomAccess Of(SqliteConnection connection, Guid map, Visitor by, string? link) => (RoomAccess)connection.Scalar<long>($"""
        SELECT CASE WHEN {EditCondition} THEN 2
            WHEN {ClassCondition} OR m.visibility = 'Public' OR (m.visibility = 'Link' AND m.link_token = @link) OR (m.visibility = 'Draft' AND m.draft_token = @link) THEN 1
            ELSE 0 END
        FROM map m WHERE m.id = @map
        """, Values(map, by, link));

    private static (string, object?)[] Values(Guid map, Visitor by, string? link) =>
        [("@map", map), ("@person", by.Person), ("@browser", by.Browser is null ? null : Convert.FromHexString(by.Browser)), ("@link", link)];
}
