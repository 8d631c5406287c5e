using Ramify.Maps;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>
/// Answers kept for a day under keys that programs choose: a request that is sent again is not done again, and gets the answer of the first
/// time. Request and answer are one transaction, so that there is none without the other.
/// </summary>
public sealed class KeptAnswers
{
    /// <summary>An answer is kept for so long.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromDays(1);
    private readonly Library library;

    internal KeptAnswers(Library library) => this.library = library;

    /// <summary>Keeps a map for a person as a new private one, once for each key.</summary>
    /// <param name="owner">Whose.</param>
    /// <param name="map">The map; it gets an id of its own.</param>
    /// <param name="key">The key that the program chose.</param>
    /// <param name="hash">SHA-256 of what was asked.</param>
    /// <param name="images">The images that the map shows.</param>
    /// <param name="answer">Makes the answer from the row that was kept.</param>
    /// <returns>The answer of the first time; its hash tells whether the same was asked.</returns>
    public KeptAnswer Add(CurrentPerson owner, MindMap map, string key, byte[] hash, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> images, Func<StoredMap, KeptAnswer> answer)
    {
        var now = library.Clock.GetUtcNow();
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction(deferred: false);
        connection.Execute("DELETE FROM kept_answer WHERE at < @old", ("@old", now - Life));
        if (connection.Rows(r => new KeptAnswer
        {
            Person = owner.Id, Key = key, Hash = r.Blob(0)!, At = r.At(1), Status = r.GetInt32(2), ContentType = r.Text(3), Location = r.Text(4), Tag = r.Text(5), Body = r.Blob(6)!,
        }, "SELECT hash, at, status, content_type, location, tag, body FROM kept_answer WHERE person = @person AND key = @key", ("@person", owner.Id), ("@key", key)) is [var kept]) return kept;
        var id = library.OwnMaps.Add(connection, owner.Id, owner.Name, map, images);
        var made = answer(MapRows.One(connection, "id = @id", ("@id", id))!);
        connection.Execute("""
            INSERT INTO kept_answer (person, key, hash, at, status, content_type, location, tag, map, body) VALUES (@person, @key, @hash, @now, @status, @type, @location, @tag, @map, @body)
            """, ("@person", owner.Id), ("@key", key), ("@hash", hash), ("@now", now), ("@status", made.Status), ("@type", made.ContentType), ("@location", made.Location), ("@tag", made.Tag),
            ("@map", id), ("@body", made.Body));
        transaction.Commit();
        return made;
    }
}
