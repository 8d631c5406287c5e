using Ramify.Maps;

namespace Ramify.Browser.Edits;

/// <summary>Where a node stands among the entries of its primary parent, and keys for places there.</summary>
internal static class Places
{
    /// <summary>The entries beside a node, itself among them.</summary>
    public static ReadOnlySpan<Child> Beside(MindMap map, Node node) => Under(map, node.Parent);

    /// <summary>The entries under a node; the roots where it is null.</summary>
    public static ReadOnlySpan<Child> Under(MindMap map, Node? parent) => parent is null ? map.Roots : parent.Children;

    /// <summary>The place of a node among the entries of its primary parent.</summary>
    public static int Of(MindMap map, Node node)
    {
        var entries = Beside(map, node);
        for (var i = 0; i < entries.Length; i++)
            if (entries[i].Node == node && !entries[i].IsAlsoUnder) return i;
        return -1;
    }

    /// <summary>A key for a new entry before the one that is at a place now; at the end where there is none.</summary>
    public static string KeyAt(ReadOnlySpan<Child> entries, int place)
    {
        var low = place > 0 ? entries[place - 1].Key : null;
        // Entries with equal keys are ordered by their ids; between them there is no key, so the next greater one bounds it.
        while (place < entries.Length && low is not null && string.CompareOrdinal(entries[place].Key, low) <= 0) place++;
        return OrderKey.Between(low, place < entries.Length ? entries[place].Key : null);
    }

    /// <summary>Keys in order for so many new entries at a place.</summary>
    public static IReadOnlyList<string> KeysAt(ReadOnlySpan<Child> entries, int place, int count)
    {
        var keys = new List<string>(count);
        var low = place > 0 ? entries[place - 1].Key : null;
        while (place < entries.Length && low is not null && string.CompareOrdinal(entries[place].Key, low) <= 0) place++;
        var high = place < entries.Length ? entries[place].Key : null;
        while (keys.Count < count) keys.Add(low = OrderKey.Between(low, high));
        return keys;
    }

    /// <summary>"3 of 4": where a node stands.</summary>
    public static string InWords(MindMap map, Node node) => $"{Of(map, node) + 1} of {Beside(map, node).Length}";

    /// <summary>A node's text in a message.</summary>
    public static string Name(Node? node) => node is null ? "the map" : node.Text.Length == 0 ? "(no text)" : node.Text.Length > 60 ? node.Text[..59] + "…" : node.Text;
}
