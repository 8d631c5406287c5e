using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>Stands for a curve to a far place: a small plate beside its start with the number of the branch it leads to.</summary>
/// <param name="From">Index of the node beside which it stands.</param>
/// <param name="To">Index of the node that it leads to.</param>
/// <param name="Link">The link; null for an also-under link.</param>
/// <param name="Plate">Its box; 1/64 px.</param>
public sealed record Chip(int From, int To, Link? Link, MapBox Plate)
{
    private const int Px = NodeLook.Px;
    internal const int Width = 40 * Px, Height = 20 * Px;

    /// <summary>Room that one takes beside its node.</summary>
    internal const int Step = Width + 6 * Px;

    /// <summary>Places the chips in a row on the side away from the parent, over the stem where branches leave there.</summary>
    internal static Chip[] PlaceAll(LayoutRun run, List<CurveEnd> ends)
    {
        var placed = new Dictionary<int, int>();
        return [.. ends.Select(end => new Chip(end.From, end.To, end.Link, PlateAt(run, end.From, placed[end.From] = placed.GetValueOrDefault(end.From) + 1)))];
    }

    private static MapBox PlateAt(LayoutRun run, int node, int nth) => PlateAt(
        run.Boxes[node], run.Sides[node], run.Rooms.Outer(node), run.Tree.ChildCounts[node] > 0 || run.Tree.Hidden?[node] > 0, nth);

    /// <summary>The plate of the nth chip, from 1, beside a box with so much room outside.</summary>
    internal static MapBox PlateAt(MapBox box, Side side, int room, bool hasStem, int nth)
    {
        var far = room - nth * Step + 6 * Px;
        var y = hasStem ? Math.Min(box.Y, box.MiddleY - Height - 4 * Px) : box.MiddleY - Height / 2;
        return side switch
        {
            Side.Left => new MapBox(box.X - far - Width, y, Width, Height),
            Side.Right => new MapBox(box.Right + far, y, Width, Height),
            Side.Down => new MapBox(box.MiddleX + 4 * Px, box.Bottom + far, Width, Height),
            _ => new MapBox(box.X + (nth - 1) * Step, box.Y - Height - 4 * Px, Width, Height),
        };
    }
}
