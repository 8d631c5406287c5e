using Ramify.Maps;

namespace Ramify.Browser.Edits;

/// <summary>A place where words stand in a map.</summary>
/// <param name="Node">In whose text.</param>
/// <param name="At">From which of its letters on.</param>
internal readonly record struct Match(Node Node, int At);

/// <summary>Finding words and putting others in their place, one by one or everywhere; capitals do not matter.</summary>
internal static class Matches
{
    /// <summary>Where words stand, in reading order.</summary>
    public static List<Match> Of(MindMap map, string words)
    {
        var found = new List<Match>();
        if (words.Length == 0) return found;
        foreach (var node in map.Nodes)
            for (var at = Next(node.Text, words, 0); at >= 0; at = Next(node.Text, words, at + words.Length)) found.Add(new(node, at));
        return found;
    }

    /// <summary>The first match from a letter of a node on; the first of all behind the last. The node may be gone: then it is the first.</summary>
    public static int From(MindMap map, List<Match> found, Guid? node, int at)
    {
        if (node is not { } id || map.Find(id) is null) return 0;
        var isBehind = new HashSet<Node>();
        foreach (var other in map.Nodes.Reverse())
        {
            if (other.Id == id) break;
            isBehind.Add(other);
        }
        return Math.Max(0, found.FindIndex(match => match.Node.Id == id ? match.At >= at : isBehind.Contains(match.Node)));
    }

    public static Edit Replace(Match match, string words, string by) =>
        new([new MapChange.SetText(match.Node.Id, string.Concat(match.Node.Text.AsSpan(0, match.At), by, match.Node.Text.AsSpan(match.At + words.Length)))], match.Node.Id, "");

    public static Edit ReplaceAll(List<Match> found, string words, string by) =>
        new([.. found.Select(match => match.Node).Distinct().Select(node => new MapChange.SetText(node.Id, node.Text.Replace(words, by, StringComparison.OrdinalIgnoreCase)))], null, "");

    private static int Next(string text, string words, int from) => text.IndexOf(words, from, StringComparison.OrdinalIgnoreCase);
}
