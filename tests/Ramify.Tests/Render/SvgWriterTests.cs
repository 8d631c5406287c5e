using System.Xml;
using System.Xml.Linq;
using CsCheck;
using Ramify.Layout;
using Ramify.Maps;
using Ramify.Render;
using Ramify.Tests.Layout;
using Ramify.Text;

namespace Ramify.Tests.Render;

public sealed class SvgWriterTests
{
    private static readonly HashSet<string> Elements = ["svg", "title", "desc", "style", "g", "a", "text", "tspan", "path", "rect", "circle"];

    private static readonly HashSet<string> Attributes =
    [
        "xmlns", "class", "viewBox", "width", "height", "role", "aria-label", "aria-level", "aria-posinset", "aria-setsize", "aria-expanded",
        "aria-hidden", "tabindex", "id", "data-node", "d", "x", "y", "rx", "cx", "cy", "r", "direction", "href", "rel", "letter-spacing", "word-spacing",
    ];

    private static readonly string[] Hostile =
    [
        "<foreignObject><script>alert(1)</script></foreignObject>", "]]>", "<!ENTITY x SYSTEM 'file:///etc/passwd'>", "\" onload=\"alert(1)",
        "' onclick='alert(1)", "</text></svg><script>alert(1)</script>", "red;}body{display:none", "url(//evil)", "javascript:alert(1)", "&lt;img onerror&gt;",
        "\u0000\u0001\u001B[31m", "\uD800 half a pair", "\u202Eoverride", "\uFFFE\uFFFF", "$\\href{javascript:alert(1)}{x}$",
    ];

    [Fact]
    public void B04_exports_of_hostile_maps_hold_nothing_but_what_is_allowed()
    {
        var builder = new MapBuilder { Info = new MapInfo { Title = Hostile[0], Description = Hostile[3] } };
        var root = builder.Add(null, Hostile[5]);
        foreach (var text in Hostile)
        {
            var node = builder.Add(root, text);
            MapBuilder.Describe(node, new NodeDetails { Link = text.Contains("javascript", StringComparison.Ordinal) ? text : "https://example.org/?a=\"><script>", Note = text });
            builder.Connect(root, node, "causes", text);
        }
        var map = builder.Build();
        foreach (var options in new[] { SvgOptions.AsFile, SvgOptions.InPage, SvgOptions.AsFile with { Theme = Theme.Dark, Label = Hostile[3] } })
            Check(SvgWriter.Write(MapLayout.Of(map), options));
    }

    [Fact]
    public void Every_picture_is_well_formed_and_within_the_allowed_elements() =>
        MapGen.RichMap.Sample(map => Check(SvgWriter.Write(MapLayout.Of(map), SvgOptions.AsFile)), iter: 30, threads: 1);

    private static void Check(string svg)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, CheckCharacters = true };
        using var reader = XmlReader.Create(new StringReader(svg), settings);
        foreach (var element in XDocument.Load(reader).Descendants())
        {
            Assert.Contains(element.Name.LocalName, Elements);
            foreach (var attribute in element.Attributes())
            {
                Assert.Contains(attribute.Name.LocalName, Attributes);
                if (attribute.Name == "href" && !attribute.Value.StartsWith('#')) Assert.NotNull(SafeLink.Normalise(attribute.Value));
            }
            if (element.Name.LocalName == "style") Assert.All(element.Value.Split("url(")[1..], url => Assert.StartsWith("data:font/woff2;base64,", url, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void The_tree_has_an_item_for_each_node_in_reading_order_with_its_place()
    {
        var map = LongSentences.Map;
        var svg = XDocument.Parse(SvgWriter.Write(MapLayout.Of(map), SvgOptions.InPage));
        var items = svg.Root!.Elements().Where(e => (string?)e.Attribute("role") == "treeitem").ToList();
        Assert.Equal(map.Nodes.Select(n => n.Id.ToString("N")), items.Select(i => (string)i.Attribute("data-node")!));
        foreach (var (node, item) in map.Nodes.Zip(items))
        {
            var siblings = node.Parent is null ? map.Roots.ToArray() : node.Parent.Children.ToArray().Where(c => !c.IsAlsoUnder).ToArray();
            Assert.Equal(LevelOf(node), (int)item.Attribute("aria-level")!);
            Assert.Equal(siblings.Length, (int)item.Attribute("aria-setsize")!);
            Assert.Equal(Array.FindIndex(siblings, c => c.Node == node) + 1, (int)item.Attribute("aria-posinset")!);
            Assert.Equal(node.Children.ToArray().Any(c => !c.IsAlsoUnder) ? "true" : null, (string?)item.Attribute("aria-expanded"));
            Assert.Equal(node.Text, item.Descendants().Single(e => e.Name.LocalName == "text").Value);
            Assert.Equal(node.IsShared ? node.Text + ", shared, 2 parents" : null, (string?)item.Attribute("aria-label"));
        }
        Assert.Equal(["0", .. Enumerable.Repeat("-1", 46)], items.Select(i => (string)i.Attribute("tabindex")!));
    }

    private static int LevelOf(Node node)
    {
        var level = 1;
        for (var at = node.Parent; at is not null; at = at.Parent) level++;
        return level;
    }

    [Fact]
    public void A_small_map_is_written_as_expected()
    {
        var map = OutlineText.Read("- Root\n  - First branch\n    - A leaf under it\n  - Second branch & <more>\n    - A leaf under it\n", MapLimits.Upload).Map;
        Golden.Check("small-map.svg", SvgWriter.Write(MapLayout.Of(map), SvgOptions.InPage));
    }
}
