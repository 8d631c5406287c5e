using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>Ratings of a map, those of teachers apart from everybody else's.</summary>
public sealed record RatingsOfMap(int TeacherCount, int TeacherSum, int OtherCount, int OtherSum);

/// <summary>Stars that people give: 1 to 5, one rating a person and map, to be changed or taken back; never to one's own map.</summary>
public sealed class Ratings
{
    public const int Most = 5;
    private readonly Library library;

    internal Ratings(Library library) => this.library = library;

    /// <summary>The stars that a person gave; null where there are none.</summary>
    public int? Of(Guid person, Guid map)
    {
        using var connection = library.Connect();
        return connection.Scalar<long?>("SELECT stars FROM rating WHERE map = @map AND person = @person", ("@map", map), ("@person", person)) is { } stars ? (int)stars : null;
    }

    /// <summary>What teachers gave, as they are teachers now, and what everybody else did.</summary>
    public RatingsOfMap Of(Guid map)
    {
        using var connection = library.Connect();
        return connection.Rows(r => new RatingsOfMap(r.GetInt32(0), r.GetInt32(1), r.GetInt32(2), r.GetInt32(3)), """
            SELECT count(*) FILTER (WHERE p.role = 'Teacher'), coalesce(sum(r.stars) FILTER (WHERE p.role = 'Teacher'), 0),
                count(*) FILTER (WHERE p.role <> 'Teacher'), coalesce(sum(r.stars) FILTER (WHERE p.role <> 'Teacher'), 0)
            FROM rating r JOIN person p ON p.id = r.person WHERE r.map = @map
            """, ("@map", map))[0];
    }

    /// <summary>Gives a public map stars, in the place of those that the person gave before.</summary>
    /// <returns>Why not, in one plain sentence; null where it is done.</returns>
    public string? Rate(Guid person, StoredMap map, int stars)
    {
        if (map.Owner == person) return "This map is yours: its stars come from others.";
        if (stars is < 1 or > Most) return $"Please choose 1 to {Most} stars.";
        using var connection = library.Connect();
        connection.Execute("INSERT INTO rating (map, person, stars, at) VALUES (@map, @person, @stars, @now) ON CONFLICT (map, person) DO UPDATE SET stars = @stars, at = @now",
            ("@map", map.Id), ("@person", person), ("@stars", stars), ("@now", library.Clock.GetUtcNow()));
        return null;
    }

    /// <summary>Takes a person's rating back.</summary>
    public void Remove(Guid person, Guid map)
    {
        using var connection = library.Connect();
        connection.Execute("DELETE FROM rating WHERE map = @map AND person = @person", ("@map", map), ("@person", person));
    }
}
