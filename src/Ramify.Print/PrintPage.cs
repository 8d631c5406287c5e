using Ramify.Layout;
using Ramify.Maps;

namespace Ramify.Print;

/// <summary>One page of a print before it is drawn.</summary>
/// <param name="Layout">What is on it.</param>
/// <param name="PageOf">For a folded node the page where it goes on, from 1; null where nothing goes on elsewhere.</param>
internal sealed record PrintPage(MapLayout Layout, Func<Node, int>? PageOf)
{
    /// <summary>Size of its smallest text on a sheet, points.</summary>
    public double SmallestPoints(Sheet sheet) => SmallestText * sheet.ScaleOf(Layout);

    /// <summary>In px of the drawing.</summary>
    public double SmallestText
    {
        get
        {
            var smallest = int.MaxValue;
            for (var i = 0; i < Layout.Count; i++) smallest = Math.Min(smallest, Layout.TextSizeOf(i));
            return Layout.Count == 0 ? 16 : smallest / 64.0;
        }
    }
}
