using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ramify.Layout;
using Ramify.Maps;
using Ramify.Render;

namespace Ramify.Tests.Render;

public sealed partial class WindowWriterTests
{
    private const int Px = 64;
    private static readonly LayoutOptions Large = LayoutOptions.Default with { SearchLimit = 0 };

    [Theory]
    [InlineData(GeneratedShape.Realistic)]
    [InlineData(GeneratedShape.Random)]
    public void A_window_of_all_of_a_map_has_the_very_nodes_of_its_whole_picture(GeneratedShape shape)
    {
        var layout = EditableLayout.Of(MapGenerator.Map(shape, 120, 5), Large);
        var whole = SvgWriter.Write(MapLayout.Of(layout.Map, Large), SvgOptions.InPage);
        var window = WindowWriter.Write(layout, layout.Window(layout.Bounds, 1), SvgOptions.InPage);
        Assert.Equal(NodesIn(whole), NodesIn(DataParent().Replace(window, "")));
        Assert.Equal(MarksIn(whole), MarksIn(window));
    }

    [Fact]
    public void Each_node_of_a_window_names_its_parent()
    {
        var layout = EditableLayout.Of(MapGenerator.Map(GeneratedShape.Realistic, 3_000, 5), Large);
        var window = XDocument.Parse(WindowWriter.Write(layout, At(layout, 0.4, 1), SvgOptions.InPage));
        var nodes = ItemsOf(window);
        Assert.InRange(nodes.Count, 5, 500);
        Assert.All(nodes, node => Assert.Equal(
            layout.Map.Find(IdOf(node))!.Parent?.Id.ToString("N") ?? "", (string)node.Attribute("data-parent")!));
    }

    [Fact]
    public void Places_far_down_a_long_map_are_written_from_an_origin_nearby()
    {
        var layout = EditableLayout.Of(MapGenerator.Map(GeneratedShape.Realistic, 100_000, 5), Large);
        var last = layout.BoxOf(layout.Map.Nodes.Where(node => node.Children.IsEmpty).MaxBy(node => layout.BoxOf(node.Id)!.Value.Y)!.Id)!.Value;
        var window = XDocument.Parse(WindowWriter.Write(layout, layout.Window(last.Inflate(600 * Px), 1), SvgOptions.InPage));
        var origin = ((string)window.Root!.Attribute("data-origin")!).Split(' ').Select(long.Parse).ToArray();
        Assert.True(origin[1] > 1_000_000, $"{origin[1]}");
        var nodes = ItemsOf(window);
        Assert.NotEmpty(nodes);
        foreach (var node in nodes)
        {
            var ring = node.Elements().Single(e => (string?)e.Attribute("class") == "focus");
            var (x, y) = (Number(ring, "x"), Number(ring, "y"));
            Assert.InRange(y, 0, 70_000);
            var box = layout.BoxOf(IdOf(node))!.Value;
            Assert.Equal((double)box.X / Px, origin[0] + x + 2, 0.1);
            Assert.Equal((double)box.Y / Px, origin[1] + y + 2, 0.1);
        }
    }

    [Fact]
    public void What_cannot_be_read_is_few_paths_and_the_names_of_large_branches_are_enlarged_about_their_middle()
    {
        var layout = EditableLayout.Of(MapGenerator.Map(GeneratedShape.Realistic, 20_000, 5), Large);
        for (var scale = 1.0; scale > 1e-4; scale /= 3)
        {
            var text = WindowWriter.Write(layout, At(layout, 0.3, scale), SvgOptions.InPage);
            var window = XDocument.Parse(text);
            Assert.InRange(window.Descendants().Count(e => (string?)e.Attribute("class") == "bars"), 0, 1);
            Assert.InRange(window.Descendants().Where(e => (string?)e.Attribute("class") == "bars").Elements().Count(), 0, 9);
            Assert.InRange(text.Length, 300, 1_000_000);
            foreach (var name in ItemsOf(window).Where(e => e.Attribute("data-larger") is not null))
            {
                var larger = Number(name, "data-larger");
                Assert.True(larger > 1);
                Assert.EndsWith($"scale({(string)name.Attribute("data-larger")!})", (string)name.Attribute("transform")!, StringComparison.Ordinal);
                var ring = name.Elements().Single(e => (string?)e.Attribute("class") == "focus");
                var middle = Number(ring, "y") + Number(ring, "height") / 2;
                var moved = double.Parse(Translation().Match((string)name.Attribute("transform")!).Groups[1].Value, CultureInfo.InvariantCulture);
                Assert.Equal(middle, moved + larger * middle, Math.Max(1, larger));
            }
        }
    }

    private static MapWindow At(EditableLayout layout, double down, double scale)
    {
        var (bounds, width, height) = (layout.Bounds, (long)(1440 * Px / scale), (long)(900 * Px / scale));
        return layout.Window(new MapBox(bounds.MiddleX - width / 4, bounds.Y + (long)(bounds.Height * down) - height / 2, width, height), scale);
    }

    private static List<XElement> ItemsOf(XDocument picture) => [.. picture.Descendants().Where(e => (string?)e.Attribute("role") == "treeitem")];

    private static Guid IdOf(XElement node) => Guid.Parse((string)node.Attribute("data-node")!);

    private static double Number(XElement element, string name) => double.Parse((string)element.Attribute(name)!, CultureInfo.InvariantCulture);

    private static List<string> NodesIn(string picture) => [.. picture.Split('\n').Where(line => line.Contains("role=\"treeitem\"", StringComparison.Ordinal)).Select(line => line[line.IndexOf("<g role", StringComparison.Ordinal)..])];

    private static List<string> MarksIn(string picture) => [.. MarkGroup().Matches(picture).Select(m => m.Value).Order(StringComparer.Ordinal)];

    [GeneratedRegex("\" data-parent=\"[0-9a-f]*", RegexOptions.NonBacktracking)]
    private static partial Regex DataParent();

    [GeneratedRegex("<g class=\"mark [^\"]*\">.*?</g>", RegexOptions.NonBacktracking)]
    private static partial Regex MarkGroup();

    [GeneratedRegex("translate\\(\\S+ (\\S+)\\)", RegexOptions.NonBacktracking)]
    private static partial Regex Translation();
}
