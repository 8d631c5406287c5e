using System.Xml;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Formats;

/// <summary>Attributes of other programs that go back only into the format they came from.</summary>
internal static class Kept
{
    /// <summary>Whether a kept name can be an attribute's.</summary>
    public static bool IsName(string name) =>
        XmlReader.IsName(name) && !name.Contains(':', StringComparison.Ordinal) && !name.StartsWith("xmlns", StringComparison.OrdinalIgnoreCase);

    /// <summary>Counts what every format that can carry names of its own still loses.</summary>
    /// <param name="map">The map.</param>
    /// <param name="prefix">Prefix of the attributes that go back.</param>
    /// <param name="keepsImages">Whether the format has a place for images.</param>
    public static IReadOnlyList<Loss> Losses(MindMap map, string prefix, bool keepsImages = false)
    {
        var losses = new LossList();
        foreach (var node in map.Nodes)
        {
            var details = node.Details;
            if (ReferenceEquals(details, NodeDetails.None)) continue;
            if (!keepsImages) losses.Add("images", details.Image);
            foreach (var (name, _) in details.Unknown)
                if (!name.StartsWith(prefix, StringComparison.Ordinal)) losses.Add("unknown attributes", name);
        }
        return losses.Losses;
    }
}
