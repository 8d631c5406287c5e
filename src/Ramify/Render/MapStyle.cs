using System.Globalization;
using System.Text;
using Ramify.Layout;

namespace Ramify.Render;

/// <summary>
/// The style sheet of a map's picture, made from the tables of looks and colours so that it cannot disagree with the
/// layout. Kerning and ligatures are off: then a text is exactly as wide as the layout took it to be.
/// </summary>
public static class MapStyle
{
    private static readonly Lazy<string> Latin = new(() => FontFaces(isExtended: false));
    private static readonly Lazy<string> ExtendedLatin = new(() => FontFaces(isExtended: true));

    /// <summary>
    /// For pages: light, dark by the reader's system or by <c>data-theme</c> on the page's root, forced colours.
    /// Fonts are the page's to declare (<see cref="MapFonts"/>).
    /// </summary>
    public static string Page => PageStyle.Value;

    private static readonly Lazy<string> PageStyle = new(() => Shapes("svg.map ") + Colours("svg.map", Theme.Light)
        + "@media (prefers-color-scheme:dark){" + Colours(":root:not([data-theme=light]) svg.map", Theme.Dark) + "}"
        + Colours(":root[data-theme=dark] svg.map", Theme.Dark)
        + "@media (forced-colors:active){" + ForcedColours + "}"
        + Interaction);

    /// <summary>For a file that stands alone: the colours of one theme and the fonts it uses.</summary>
    public static string File(Theme theme, bool withExtendedLatin) =>
        Latin.Value + (withExtendedLatin ? ExtendedLatin.Value : "") + Shapes("") + Colours("", theme);

    /// <summary>The class of a kind of node.</summary>
    internal static ReadOnlySpan<byte> ClassOf(NodeKind kind) => kind switch
    {
        NodeKind.Centre => "centre"u8,
        NodeKind.Trunk => "trunk"u8,
        NodeKind.MainHeading => "main"u8,
        NodeKind.MainLeaf => "leaf"u8,
        NodeKind.BoxHeading => "head"u8,
        NodeKind.Box => "box"u8,
        NodeKind.Bar => "bar"u8,
        _ => "deep"u8,
    };

    private static string Shapes(string scope)
    {
        var css = new StringBuilder();
        void Rule(string selector, string body) => css.Append(scope).Append(string.Join("," + scope, selector.Split(','))).Append('{').Append(body).Append('}');
        Rule("text", $"font-family:\"{FontMetrics.Family}\",system-ui,sans-serif;font-kerning:none;font-variant-ligatures:none;font-feature-settings:\"kern\" 0,\"liga\" 0,\"clig\" 0,\"calt\" 0;text-rendering:geometricPrecision;unicode-bidi:isolate");
        foreach (var kind in Enum.GetValues<NodeKind>())
        {
            var look = NodeLook.For(kind);
            Rule($".{Encoding.ASCII.GetString(ClassOf(kind))} text", $"font-size:{Px(look.Size)}px;font-weight:{(int)look.Weight}");
        }
        Rule("text.w4", "font-weight:400");
        Rule("text.w7", "font-weight:700");
        Rule(".mark text", $"font-size:{Px(MarkSize)}px;font-weight:700;text-anchor:middle");
        Rule(".plate text", $"font-size:{Px(MarkSize)}px;font-weight:600;text-anchor:middle");
        Rule(".leaf .body", "stroke-width:2.4");
        Rule(".head .body,.box .body", "stroke-width:1.4");
        Rule(".trunk .body", "stroke-width:2");
        Rule(".hit", "fill:none;stroke:none;pointer-events:all");
        Rule(".curve", "fill:none;stroke-width:1.8;stroke-linecap:round");
        Rule(".also .curve", "stroke-dasharray:5 4");
        Rule(".link .curve", "stroke-width:2");
        Rule(".ring circle", "stroke-width:1.8");
        Rule(".chip rect", "stroke-width:1.8;stroke-dasharray:4 3");
        Rule(".fold .stem", "stroke-width:2.4;fill:none");
        Rule(".edges .line", "fill:none;stroke-width:1.4;vector-effect:non-scaling-stroke");
        Rule(".bars path", "fill-opacity:.5");
        Rule("a text", "text-decoration:underline");
        return css.ToString();
    }

    private static string Colours(string scope, Theme theme)
    {
        var css = new StringBuilder();
        var space = scope.Length == 0 ? "" : scope + " ";
        void Rule(string selector, string body) => css.Append(space).Append(string.Join("," + space, selector.Split(','))).Append('{').Append(body).Append('}');
        Rule("text", $"fill:{theme.Ink}");
        Rule(".paper", $"fill:{theme.Paper}");
        Rule(".name .hit", $"fill:{theme.Paper};fill-opacity:.9");
        Rule(".centre .body", $"fill:{theme.Ink}");
        Rule(".trunk .body", $"fill:{theme.Paper};stroke:{theme.Ink}");
        Rule(".edges .c0,.bars .c0", $"fill:{theme.Ink}");
        Rule(".edges .c0 .line", $"stroke:{theme.Ink}");
        Rule(".centre text,.main text,.mark .on", $"fill:{theme.OnFill}");
        Rule(".mark .hole", $"fill:{theme.OnFill}");
        Rule(".ring circle", $"fill:{theme.Paper}");
        Rule(".link .curve", $"stroke:{theme.Quiet}");
        Rule(".link .tip", $"fill:{theme.Quiet}");
        Rule(".chip rect", $"fill:{theme.Paper};stroke:{theme.Quiet}");
        Rule(".plate rect", $"fill:{theme.Paper};stroke:{theme.Quiet}");
        Rule(".plate text", $"fill:{theme.Ink}");
        for (var c = 1; c <= theme.Palette.Length; c++)
        {
            var colour = theme.Palette[c - 1];
            Rule($".edges .c{c},.bars .c{c},.c{c}.main>.body,.c{c}.bar>.tick,.c{c}.deep>.tick,.c{c}.mark .fill", $"fill:{colour.Line}");
            Rule($".edges .c{c} .line", $"stroke:{colour.Line}");
            Rule($".c{c}.leaf>.body,.c{c}.head>.body,.c{c}.box>.body", $"fill:{colour.Tint};stroke:{colour.Line}");
            Rule($".c{c}.also .curve,.c{c}.ring circle,.c{c}.chip rect,.c{c}.fold .stem", $"stroke:{colour.Line}");
            Rule($".c{c}.also .tip,.c{c}.ring text,.c{c}.chip text,.c{c}.mark .own", $"fill:{colour.Line}");
        }
        return css.ToString();
    }

    /// <summary>Size of numbers and labels beside the nodes: no text of a map is smaller than its deepest nodes'.</summary>
    internal static int MarkSize => NodeLook.For(NodeKind.DeepBar).Size;

    private static string FontFaces(bool isExtended)
    {
        var css = new StringBuilder();
        foreach (var font in MapFonts.All)
            if (font.Subset != "latin" == isExtended) css.Append(font.FontFace($"data:font/woff2;base64,{Convert.ToBase64String(MapFonts.Read(font))}"));
        return css.ToString();
    }

    private static string Px(int units) => (units / 64.0).ToString("0.##", CultureInfo.InvariantCulture);

    // Browsers do not recolour SVG, so each part gets a system colour.
    private const string ForcedColours =
        "svg.map{forced-color-adjust:none}svg.map text,svg.map .mark text{fill:CanvasText!important}svg.map a text{fill:LinkText!important}"
        + "svg.map .body,svg.map .paper,svg.map .ring circle,svg.map .chip rect,svg.map .plate rect{fill:Canvas!important;stroke:CanvasText!important}"
        + "svg.map .centre .body,svg.map .main .body,svg.map .edges g,svg.map .bars path,svg.map .tick,svg.map .tip,svg.map .mark .fill{fill:CanvasText!important}"
        + "svg.map .centre text,svg.map .main text,svg.map .mark .on{fill:Canvas!important}svg.map .mark .hole{fill:Canvas!important}"
        + "svg.map .curve,svg.map .stem,svg.map .edges .line{stroke:CanvasText!important}"
        + "svg.map [role=treeitem].lit>.focus,svg.map [role=treeitem]:focus>.focus{stroke:Highlight!important}";

    private const string Interaction =
        "svg.map [role=treeitem]{cursor:default;outline:none}svg.map .focus{fill:none;stroke:none}"
        + "svg.map .fold{cursor:pointer}svg.map .fold .dot{stroke-width:24;stroke-linecap:round;vector-effect:non-scaling-stroke;pointer-events:stroke}svg.map .fold.c0 .stem{stroke:currentColor}"
        + "svg.map [role=treeitem].lit>.focus,svg.map [role=treeitem]:focus>.focus{stroke:#0b57d0;stroke-width:3}"
        + "@media (prefers-color-scheme:dark){:root:not([data-theme=light]) svg.map [role=treeitem].lit>.focus,:root:not([data-theme=light]) svg.map [role=treeitem]:focus>.focus{stroke:#a8c7fa}}"
        + ":root[data-theme=dark] svg.map [role=treeitem].lit>.focus,:root[data-theme=dark] svg.map [role=treeitem]:focus>.focus{stroke:#a8c7fa}";
}
