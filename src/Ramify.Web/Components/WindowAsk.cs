using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Ramify.Layout;

namespace Ramify.Web.Components;

/// <summary>What a reader asks to see of a map: which part of it, how large, and with which branches folded.</summary>
/// <param name="IsNarrow">Laid out for a phone held upright.</param>
/// <param name="IsSpaced">Laid out for text that is spaced out (WCAG 1.4.12).</param>
/// <param name="Area">The rectangle, in px of the map; null with a <paramref name="Size"/> alone.</param>
/// <param name="Size">How much is seen, in px of the map, where nobody says from where.</param>
/// <param name="Scale">Px of the screen for one of the map.</param>
/// <param name="IsFitted">The whole map, as large as it fits the size.</param>
/// <param name="At">A node to be in the middle.</param>
/// <param name="Branch">The branch that is shown alone.</param>
/// <param name="Show">A node that is shown whatever is folded.</param>
/// <param name="Level">Folded from this level on; null as the map opens.</param>
/// <param name="Open">Nodes that the reader opened.</param>
/// <param name="Shut">Nodes that the reader folded.</param>
internal sealed record WindowAsk(bool IsNarrow, bool IsSpaced, MapBox? Area, (long Width, long Height) Size, double Scale, bool IsFitted,
    Guid? At, Guid? Branch, Guid? Show, int? Level, IReadOnlySet<Guid> Open, IReadOnlySet<Guid> Shut)
{
    // What fits the longest address that a server takes.
    private const int MostNodes = 200;
    private const double LeastScale = 1e-7, GreatestScale = 8;
    private const long Px = 64, Farthest = 1L << 40;

    // The stage of a window of 1440x900.
    private static readonly (long Width, long Height) FirstSize = (1400 * Px, 690 * Px);

    /// <summary>What a page shows before anybody asks: the surroundings of the centre.</summary>
    public static WindowAsk Opening { get; } = new(false, false, null, FirstSize, 1, false, null, null, null, null, new HashSet<Guid>(), new HashSet<Guid>());

    /// <summary>How the map is laid out and folded at once: questions with the same key begin with the same layout.</summary>
    public string LayoutKey { get; private init; } = "";

    /// <summary>What the reader folded and opened in it; empty where nothing.</summary>
    public string FoldKey { get; private init; } = "";

    /// <summary>A digest of the whole question.</summary>
    public string Digest { get; private init; } = "";

    /// <summary>Reads ?shape=wide|narrow &amp;spacing=wide &amp;area=[x y ]width height &amp;scale= &amp;fit= &amp;at= &amp;focus= &amp;show= &amp;level= &amp;open=ID ID &amp;shut=ID ID; null where one of them is no such thing.</summary>
    public static WindowAsk? Read(IQueryCollection query)
    {
        string Value(string name) => query[name].ToString();
        if (!TryArea(Value("area"), out var area, out var size) || !TryScale(Value("scale"), out var scale)) return null;
        if (!TryNode(Value("at"), out var at) || !TryNode(Value("focus"), out var branch) || !TryNode(Value("show"), out var show)) return null;
        if (!TryNodes(Value("open"), out var open) || !TryNodes(Value("shut"), out var shut)) return null;
        var level = Value("level");
        if (level.Length > 0 && !(int.TryParse(level, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 99)) return null;
        var laidOut = string.Join('|', query["shape"], query["spacing"], query["focus"], level);
        var folded = open.Count + shut.Count == 0 ? "" : $"{query["open"]}|{query["shut"]}";
        return new WindowAsk(Value("shape") == "narrow", Value("spacing") == "wide", area, size, scale, Value("fit").Length > 0, at, branch, show,
            level.Length > 0 ? int.Parse(level, CultureInfo.InvariantCulture) : null, open, shut)
        {
            LayoutKey = DigestOf(laidOut), FoldKey = folded.Length == 0 ? "" : DigestOf(folded),
            Digest = DigestOf($"{laidOut}|{folded}|{query["show"]}|{query["area"]}|{query["scale"]}|{query["fit"]}|{query["at"]}"),
        };
    }

    private static string DigestOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));

    private static bool TryArea(string text, out MapBox? area, out (long Width, long Height) size)
    {
        (area, size) = (null, FirstSize);
        if (text.Length == 0) return true;
        var numbers = new List<long>();
        foreach (var part in text.Split(' '))
        {
            if (!long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var px) || Math.Abs(px) > Farthest) return false;
            numbers.Add(px * Px);
        }
        if (numbers.Count is not (2 or 4) || numbers[^1] <= 0 || numbers[^2] <= 0) return false;
        size = (numbers[^2], numbers[^1]);
        if (numbers.Count == 4) area = new MapBox(numbers[0], numbers[1], numbers[2], numbers[3]);
        return true;
    }

    private static bool TryScale(string text, out double scale)
    {
        scale = 1;
        return text.Length == 0
            || (double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out scale) && scale is >= LeastScale and <= GreatestScale);
    }

    private static bool TryNode(string text, out Guid? node)
    {
        node = Guid.TryParse(text, out var id) ? id : null;
        return text.Length == 0 || node is not null;
    }

    private static bool TryNodes(string text, out HashSet<Guid> nodes)
    {
        nodes = [];
        if (text.Length == 0) return true;
        foreach (var part in text.Split(' '))
            if (nodes.Count == MostNodes || !Guid.TryParse(part, out var id)) return false;
            else nodes.Add(id);
        return true;
    }
}
