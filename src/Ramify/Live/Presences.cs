namespace Ramify.Live;

/// <summary>Who is in a room, and where. Never stored: whoever is not heard of is forgotten.</summary>
/// <remarks>Not safe for use by several threads at once.</remarks>
public sealed class Presences
{
    /// <summary>Whoever is not heard of for so long is gone.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(30);

    /// <summary>At most so many are shown; the rest edit unseen.</summary>
    public const int Most = 64;

    private const int Colours = 8;
    private const int LongestName = 60;

    private readonly Dictionary<Guid, (Presence Presence, DateTimeOffset Seen)> people = [];

    /// <summary>Everybody, in the order of their ids.</summary>
    public IReadOnlyList<Presence> All => [.. people.Values.Select(person => person.Presence).OrderBy(person => person.Client)];

    /// <summary>Somebody is here, at a node.</summary>
    /// <returns>Whether anybody else sees a difference.</returns>
    public bool Put(Guid client, string name, Guid? node, DateTimeOffset now)
    {
        if (!people.TryGetValue(client, out var known) && people.Count >= Most) return false;
        var presence = new Presence(client, name.Length > LongestName ? name[..LongestName] : name, node, known.Presence?.Colour ?? FreeColour());
        people[client] = (presence, now);
        return presence != known.Presence;
    }

    /// <summary>Somebody has left.</summary>
    /// <returns>Whether they were here.</returns>
    public bool Remove(Guid client) => people.Remove(client);

    /// <summary>Forgets whoever was not heard of.</summary>
    /// <returns>Whether anybody went.</returns>
    public bool Expire(DateTimeOffset now)
    {
        var gone = people.Where(person => now - person.Value.Seen > Lifetime).Select(person => person.Key).ToList();
        gone.ForEach(client => people.Remove(client));
        return gone.Count > 0;
    }

    /// <summary>The colour that the fewest have.</summary>
    private int FreeColour() => Enumerable.Range(1, Colours).MinBy(colour => people.Values.Count(person => person.Presence.Colour == colour));
}
