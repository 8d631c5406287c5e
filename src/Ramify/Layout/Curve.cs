using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>
/// A line drawn across the tree: from a further parent to a shared node, or along a link. It runs level and upright
/// through the room between the boxes, with rounded corners, and ends with an arrow head.
/// </summary>
/// <param name="From">Index of the node where it starts.</param>
/// <param name="To">Index of the node where the arrow is.</param>
/// <param name="Link">The link; null for an also-under link.</param>
/// <param name="Points">Its corners from start to end; 1/64 px.</param>
public sealed record Curve(int From, int To, Link? Link, MapPoint[] Points)
{
    /// <summary>How far each corner is rounded, by its place in <see cref="Points"/>; 0 for the ends.</summary>
    public IReadOnlyList<int> Radii { get; init; } = [];

    /// <summary>The plate under the link's label or sign; empty where it has none.</summary>
    public MapBox Plate { get; init; }

    /// <summary>The label's lines.</summary>
    public IReadOnlyList<string> Label { get; init; } = [];

    internal Curve Moved(MapPoint by) => this with { Points = Array.ConvertAll(Points, point => point.Moved(by)), Plate = Plate.Moved(by) };
}
