using CsCheck;
using Ramify.Layout;
using Ramify.Maps;
using Ramify.Tests.Maps;

namespace Ramify.Tests.Layout;

public sealed class WindowTests
{
    private const int Px = 64;

    private static readonly LayoutOptions Large = LayoutOptions.Default with { SearchLimit = 0 };

    [Fact]
    public void W1_A_window_shows_exactly_the_nodes_in_it_that_can_be_read() =>
        Gen.Select(MapGen.RichMap, Gen.Double[0.15, 3], Gen.Double[0, 1], Gen.Double[0, 1], Gen.Int[0, 2]).Sample(
            (map, scale, x, y, shape) =>
            {
                var layout = EditableLayout.Of(map, Large with { Shape = (MapShape)shape });
                var window = WindowAt(layout, scale, x, y);
                var expected = map.Nodes.Where(node => IsSeen(layout, window, node) && IsReadable(layout, node, scale)).Select(node => node.Id);
                // A node whose marks reach into the area comes with them.
                var shown = window.Nodes.ToArray().Where(node => node.Detail == Detail.Text).ToList();
                Assert.Subset(shown.Select(node => node.Node.Id).ToHashSet(), expected.ToHashSet());
                Assert.All(shown, node => Assert.Equal(layout.BoxOf(node.Node.Id), node.Box));
                Assert.All(shown, node => Assert.True(node.Box.Inflate(200 * Px).Overlaps(window.Area)));
                Assert.Equal(shown.Count, shown.Select(node => node.Node.Id).Distinct().Count());
            },
            iter: 60, threads: 1);

    [Fact]
    public void W2_What_cannot_be_read_is_covered_by_bars() =>
        Gen.Select(Gen.Enum<GeneratedShape>(), Gen.Double[0.002, 0.4], Gen.Double[0, 1], Gen.Double[0, 1]).Sample(
            (shape, scale, x, y) =>
            {
                var map = MapGenerator.Map(shape, 600, seed: 9);
                var layout = EditableLayout.Of(map, Large);
                var window = WindowAt(layout, scale, x, y);
                foreach (var node in map.Nodes)
                {
                    if (!IsSeen(layout, window, node) || IsReadable(layout, node, scale)) continue;
                    var box = layout.BoxOf(node.Id)!.Value;
                    Assert.Contains(window.Bars.ToArray(), bar => bar.Box.Union(box) == bar.Box);
                }
            },
            iter: 30, threads: 1);

    [Theory]
    [InlineData(GeneratedShape.Realistic)]
    [InlineData(GeneratedShape.Star)]
    [InlineData(GeneratedShape.Random)]
    public void W3_A_window_holds_at_most_two_thousand_things_at_every_scale(GeneratedShape shape)
    {
        var layout = EditableLayout.Of(MapGenerator.Map(shape, 100_000, seed: 1));
        var dice = new Random(1);
        for (var scale = 4.0; scale > 1e-5; scale *= 0.6)
            for (var n = 0; n < 6; n++)
            {
                var window = WindowAt(layout, scale, n == 0 ? 0.5 : dice.NextDouble(), n == 0 ? 0.5 : dice.NextDouble());
                Assert.True(window.Count <= 2000, $"{window.Count} at {scale}");
            }
    }

    [Fact]
    public void W3_Very_many_roots_are_no_more_than_that()
    {
        var builder = new MapBuilder();
        for (var n = 0; n < 20_000; n++) builder.Add(null, $"Loose idea {n}");
        var layout = EditableLayout.Of(builder.Build());
        for (var scale = 1.0; scale > 1e-4; scale *= 0.4) Assert.True(WindowAt(layout, scale, 0.5, 0.5).Count <= 2000);
    }

    [Fact]
    public void W4_What_moved_is_told_with_one_record_a_subtree()
    {
        var map = new SmallMap("root\n  one\n    a\n    b\n  two\n    c\n      d\n  three\n    e");
        var layout = EditableLayout.Of(map.Map, Large);
        var all = layout.Bounds.Inflate(1000 * Px);
        var before = layout.Window(all, 1);
        var change = new MapChange.Insert(map["fresh"], map["c"], OrderKey.After(OrderKey.First), "One more, which is long enough for two lines or so");
        layout.Apply(change, map.State.Apply(SmallMap.Ann, change));
        var after = layout.Window(all, 1);
        var since = after.Since(before);
        Assert.Empty(since.Gone);
        Assert.Equal([map["fresh"]], since.Come.Select(i => after.Nodes[i].Node.Id));
        Assert.InRange(since.Moved.Count, 1, 6);
        AssertMovesExplainEveryPlace(before, after, since);
    }

    [Fact]
    public void W4_An_image_that_took_the_place_of_another_of_the_same_size_is_told()
    {
        var map = new SmallMap("root\n  one\n  two");
        var layout = EditableLayout.Of(map.Map, Large);
        var all = layout.Bounds.Inflate(1000 * Px);
        foreach (var hash in (string[])[new string('a', 64), new string('b', 64)])
        {
            var before = layout.Window(all, 1);
            map.State.Apply(SmallMap.Ann, new MapChange.AttachImage(hash));
            var change = new MapChange.SetField(map["one"], NodeField.Image, new NodeDetails { Image = hash });
            layout.Apply(change, map.State.Apply(SmallMap.Ann, change));
            var after = layout.Window(all, 1);
            Assert.Contains(map["one"], after.Since(before).Changed.Select(i => after.Nodes[i].Node.Id));
        }
        Assert.Empty(layout.Window(all, 1).Since(layout.Window(all, 1)).Changed);
    }

    [Fact]
    public void W5_A_zoomed_out_map_names_its_large_branches_without_overlap()
    {
        var layout = EditableLayout.Of(MapGenerator.Map(GeneratedShape.Realistic, 30_000, seed: 1));
        var bounds = layout.Bounds;
        var window = layout.Window(bounds, 1000.0 * Px / bounds.Height);
        var headings = window.Nodes.ToArray().Where(node => node.Detail == Detail.Heading).ToList();
        Assert.InRange(headings.Count, 5, 40);
        Assert.All(headings, node => Assert.True(NodeLook.For(node.Kind).Size * node.TextScale * window.Scale >= 11 * Px));
    }

    [Fact]
    public void W6_Several_threads_read_at_once()
    {
        var layout = EditableLayout.Of(MapGenerator.Map(GeneratedShape.Realistic, 20_000, seed: 1));
        var expected = WindowAt(layout, 0.3, 0.4, 0.6).Nodes.ToArray();
        Parallel.For(0, 64, _ => Assert.Equal(expected, WindowAt(layout, 0.3, 0.4, 0.6).Nodes.ToArray()));
    }

    private static void AssertMovesExplainEveryPlace(MapWindow before, MapWindow after, WindowChange since)
    {
        var old = before.Nodes.ToArray().ToDictionary(node => node.Node.Id, node => node.Box);
        var moved = since.Moved.ToDictionary(move => move.Head);
        foreach (var node in after.Nodes)
        {
            if (!old.TryGetValue(node.Node.Id, out var box)) continue;
            var at = node;
            while (!moved.ContainsKey(at.Node.Id) && at.Parent >= 0) at = after.Nodes[at.Parent];
            var by = moved.GetValueOrDefault(at.Node.Id);
            Assert.Equal((node.Box.X, node.Box.Y), (box.X + by.X, box.Y + by.Y));
        }
    }

    private static MapWindow WindowAt(EditableLayout layout, double scale, double x, double y)
    {
        var bounds = layout.Bounds;
        var (width, height) = ((long)(1440 * Px / scale), (long)(900 * Px / scale));
        return layout.Window(new MapBox(bounds.X + (long)(bounds.Width * x) - width / 2, bounds.Y + (long)(bounds.Height * y) - height / 2, width, height), scale);
    }

    private static bool IsSeen(EditableLayout layout, MapWindow window, Node node) => layout.BoxOf(node.Id) is { } box && box.Overlaps(window.Area);

    private static bool IsReadable(EditableLayout layout, Node node, double scale) =>
        NodeLook.For(layout.Records[layout.Records.Find(node.Id)].Kind).Size * scale >= 7 * Px;
}
