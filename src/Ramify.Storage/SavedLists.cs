using Ramify.Maps;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>A saved list with how many of its maps can be opened.</summary>
public sealed record ListSummary(SavedList List, int Count);

/// <summary>Named lists of maps that a person keeps for himself. Maps that are no longer public are left out, and come back when they are.</summary>
public sealed class SavedLists
{
    private const string Readable = "m.visibility = 'Public' OR (m.owner = @person AND m.visibility <> 'Binned')";
    private readonly Library library;

    internal SavedLists(Library library) => this.library = library;

    /// <summary>A person's lists by name.</summary>
    public IReadOnlyList<ListSummary> Of(Guid person)
    {
        using var connection = library.Connect();
        return connection.Rows(r => new ListSummary(new SavedList { Id = r.Id(0), Person = person, Name = r.GetString(1), CreatedAt = r.At(2) }, r.GetInt32(3)), $"""
            SELECT l.id, l.name, l.created_at, (SELECT count(*) FROM saved_map s JOIN map m ON m.id = s.map WHERE s.list = l.id AND ({Readable}))
            FROM saved_list l WHERE l.person = @person ORDER BY l.name COLLATE NOCASE, l.id
            """, ("@person", person));
    }

    /// <summary>One of a person's lists; null where there is none, or it is somebody else's.</summary>
    public SavedList? Find(Guid person, Guid list)
    {
        using var connection = library.Connect();
        return connection.Rows(r => new SavedList { Id = list, Person = person, Name = r.GetString(0), CreatedAt = r.At(1) },
            "SELECT name, created_at FROM saved_list WHERE id = @list AND person = @person", ("@list", list), ("@person", person)).FirstOrDefault();
    }

    /// <summary>The maps of a list, the last saved first.</summary>
    public IReadOnlyList<StoredMap> Maps(SavedList list)
    {
        using var connection = library.Connect();
        return connection.Rows(MapRows.Read, $"""
            SELECT {string.Join(", ", MapRows.Columns.Split(',').Select(c => $"m.{c.Trim()}"))} FROM saved_map s JOIN map m ON m.id = s.map
            WHERE s.list = @list AND ({Readable}) ORDER BY s.at DESC, m.id LIMIT @most
            """, ("@list", list.Id), ("@person", list.Person), ("@most", MapLimits.ListMaps));
    }

    /// <summary>The lists of a person that a map is on.</summary>
    public IReadOnlySet<Guid> With(Guid person, Guid map)
    {
        using var connection = library.Connect();
        return connection.Rows(r => r.Id(0), "SELECT s.list FROM saved_map s JOIN saved_list l ON l.id = s.list WHERE s.map = @map AND l.person = @person",
            ("@map", map), ("@person", person)).ToHashSet();
    }

    /// <summary>Puts a map on exactly these of a person's lists, and on a new one where a name is given.</summary>
    /// <returns>Why not, in one plain sentence; null where it is done.</returns>
    public string? Put(Guid person, Guid map, IReadOnlyCollection<Guid> lists, string? newName)
    {
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        var mine = connection.Rows(r => r.Id(0), "SELECT id FROM saved_list WHERE person = @person", ("@person", person));
        var wanted = mine.Where(lists.Contains).ToList();
        if (!string.IsNullOrWhiteSpace(newName))
        {
            if (Fault(newName, mine.Count) is { } fault) return fault;
            wanted.Add(Guid.CreateVersion7());
            connection.Execute("INSERT INTO saved_list (id, person, name, created_at) VALUES (@id, @person, @name, @now)",
                ("@id", wanted[^1]), ("@person", person), ("@name", newName.Trim()), ("@now", library.Clock.GetUtcNow()));
        }
        foreach (var list in mine.Except(wanted)) connection.Execute("DELETE FROM saved_map WHERE list = @list AND map = @map", ("@list", list), ("@map", map));
        foreach (var list in wanted)
        {
            if (connection.Scalar<long>("SELECT count(*) FROM saved_map WHERE list = @list", ("@list", list)) >= MapLimits.ListMaps) return $"A list holds at most {MapLimits.ListMaps:N0} maps.";
            connection.Execute("INSERT INTO saved_map (list, map, at) VALUES (@list, @map, @now) ON CONFLICT DO NOTHING", ("@list", list), ("@map", map), ("@now", library.Clock.GetUtcNow()));
        }
        transaction.Commit();
        return null;
    }

    /// <summary>Gives a list another name.</summary>
    /// <returns>Why not, in one plain sentence; null where it is done.</returns>
    public string? Rename(SavedList list, string name)
    {
        if (Fault(name, 0) is { } fault) return fault;
        using var connection = library.Connect();
        connection.Execute("UPDATE saved_list SET name = @name WHERE id = @list", ("@name", name.Trim()), ("@list", list.Id));
        return null;
    }

    /// <summary>Takes a map off a list.</summary>
    public void Remove(SavedList list, Guid map)
    {
        using var connection = library.Connect();
        connection.Execute("DELETE FROM saved_map WHERE list = @list AND map = @map", ("@list", list.Id), ("@map", map));
    }

    /// <summary>Deletes a list; its maps stay where they are.</summary>
    public void Delete(SavedList list)
    {
        using var connection = library.Connect();
        connection.Execute("DELETE FROM saved_list WHERE id = @list", ("@list", list.Id));
    }

    private static string? Fault(string name, int count) =>
        name.Trim().Length is 0 or > MapLimits.ListName || name.Any(char.IsControl) ? $"A list's name has 1 to {MapLimits.ListName} characters."
        : count >= MapLimits.Lists ? $"There may be {MapLimits.Lists} lists; please delete one first." : null;
}
