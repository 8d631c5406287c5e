using Ramify.Layout;

namespace Ramify.Print;

/// <summary>How much of a node's text is printed.</summary>
internal enum Showing : byte { Text, Blank, FirstLetters }

/// <summary>What each variant leaves for the reader to write: the headings stay, so that one knows where one is.</summary>
internal static class TextMask
{
    /// <summary>One entry a node, by its index in the layout.</summary>
    public static Showing[] Of(MapLayout layout, PrintVariant variant)
    {
        var showing = new Showing[layout.Count];
        if (variant == PrintVariant.Full) return showing;
        var hides = false;
        foreach (var i in layout.ReadingOrder)
        {
            if (IsHeading(layout, i)) continue;
            hides = !hides;
            if (hides || variant != PrintVariant.EveryOther) showing[i] = variant == PrintVariant.FirstLetters ? Showing.FirstLetters : Showing.Blank;
        }
        return showing;
    }

    private static bool IsHeading(MapLayout layout, int i) => layout.Levels[i] <= 0 || (layout.Levels[i] == 1 && layout.ChildCounts[i] > 0);
}
