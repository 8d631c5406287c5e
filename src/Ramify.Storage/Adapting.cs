using Microsoft.Data.Sqlite;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>Copies to adapt, with the chain of those they were made from.</summary>
public sealed class Adapting
{
    private readonly Library library;

    internal Adapting(Library library) => this.library = library;

    /// <summary>Why a public map may not be copied to adapt, in one plain sentence; null where it may.</summary>
    public static string? Refusal(StoredMap source) => Licence.Find(source.Licence) switch
    {
        { AllowsAdapting: true } => null,
        null => "Its author has not said what others may do with it, so it can be read and saved as a file, but not adapted.",
        { Name: var name } => $"Its licence, {name}, does not allow adapted copies. It can be read here.",
    };

    /// <summary>Makes a private copy of a public map for a person, naming what it was made from.</summary>
    /// <exception cref="InvalidOperationException">Its licence does not allow it; ask <see cref="Refusal"/> first.</exception>
    public Guid Copy(Guid owner, string author, StoredMap source)
    {
        if (Refusal(source) is { } refusal) throw new InvalidOperationException(refusal);
        var map = library.Shelves.Open(source);
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        var copy = library.OwnMaps.Add(connection, owner, author, map.As(map.Id, map.Info with { Date = null }));
        MapImages.Copy(connection, source.Id, copy);
        connection.Execute("INSERT INTO credit (map, step, origin, title, author, licence) VALUES (@map, 1, @origin, @title, @author, @licence)",
            ("@map", copy), ("@origin", source.Id), ("@title", source.Title), ("@author", source.Author), ("@licence", source.Licence));
        connection.Execute("INSERT INTO credit (map, step, origin, title, author, licence) SELECT @copy, step + 1, origin, title, author, licence FROM credit WHERE map = @origin",
            ("@copy", copy), ("@origin", source.Id));
        transaction.Commit();
        return copy;
    }

    /// <summary>What a map was made from, the nearest first; empty for most.</summary>
    public IReadOnlyList<Credit> CreditsOf(Guid map)
    {
        using var connection = library.Connect();
        return connection.Rows(r => new Credit
        {
            Map = map, Step = r.GetInt32(0), Origin = r.IsDBNull(1) ? null : r.Id(1), Title = r.Text(2), Author = r.Text(3), Licence = r.Text(4),
        }, """
            SELECT c.step, m.id, c.title, c.author, c.licence FROM credit c LEFT JOIN map m ON m.id = c.origin AND m.visibility = 'Public' WHERE c.map = @map ORDER BY c.step
            """, ("@map", map));
    }
}
