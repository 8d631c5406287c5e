using CsCheck;
using Ramify.Layout;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Tests.Layout;

public sealed class MapLayoutTests
{
    private static readonly LayoutOptions[] Ways =
    [
        LayoutOptions.Default,
        LayoutOptions.Default with { Fit = FitTarget.A4 },
        LayoutOptions.Default with { Fit = FitTarget.Card },
        LayoutOptions.Default with { Shape = MapShape.Right, Fit = FitTarget.Phone },
        LayoutOptions.Default with { Shape = MapShape.Down },
        LayoutOptions.Default with { Spacing = TextSpacing.Wide },
        LayoutOptions.Default with { Fold = Fold.ToMainBranches },
    ];

    [Fact]
    public void Long_sentences_are_drawn_without_a_fault_in_every_way()
    {
        foreach (var way in Ways)
        {
            var layout = MapLayout.Of(LongSentences.Map, way);
            Assert.Empty(LayoutOracle.Faults(layout));
            Assert.Equal((0, 0), (layout.Measures.Overlaps, layout.Measures.ThroughText));
        }
    }

    [Fact]
    public void A_hundred_maps_with_shared_nodes_and_links_are_drawn_without_a_fault() =>
        MapGen.MapOf(MapGen.PlainText, 1, 40).Sample(
            map =>
            {
                var layout = MapLayout.Of(map);
                Assert.Empty(LayoutOracle.Faults(layout));
            },
            iter: 100, threads: 1, seed: "0000KeSBMC40");

    [Fact]
    public void Maps_of_any_text_and_look_are_drawn_without_a_fault_in_every_way() =>
        MapGen.RichMap.Sample(
            map =>
            {
                foreach (var way in Ways)
                {
                    var faults = LayoutOracle.Faults(MapLayout.Of(map, way));
                    Assert.True(faults.Count == 0, $"{way}: {string.Join("; ", faults)}");
                }
            },
            iter: 12, threads: 1);

    [Fact]
    public void Shared_nodes_are_drawn_once_with_a_ring_and_a_curve_from_each_further_parent()
    {
        var layout = MapLayout.Of(LongSentences.Map);
        Assert.Equal(47, layout.Count);
        Assert.Equal(3, layout.Curves.Length);
        Assert.Equal(3, Enumerable.Range(0, layout.Count).Count(i => layout.RingOf(i) is not null));
    }

    [Fact]
    public void The_text_fits_a_screen_and_paper_as_large_as_was_asked()
    {
        var screen = MapLayout.Of(LongSentences.Map).Measures;
        Assert.True(screen.SmallestText >= 10.4, $"{screen}");
        Assert.True(screen.InkedShare >= 0.27, $"{screen}");
        Assert.True(screen.AspectError < 0.1, $"{screen}");
    }

    [Fact]
    public void The_same_map_is_laid_out_the_same_each_time()
    {
        var (first, second) = (MapLayout.Of(LongSentences.Map), MapLayout.Of(LongSentences.Map));
        Assert.Equal(first.Boxes.ToArray(), second.Boxes.ToArray());
        Assert.Equal(first.Curves.ToArray().SelectMany(c => c.Points), second.Curves.ToArray().SelectMany(c => c.Points));
    }

    [Fact]
    public void Reading_order_goes_down_the_right_side_then_down_the_left()
    {
        var layout = MapLayout.Of(LongSentences.Map);
        var mains = Enumerable.Range(0, layout.Count).Where(i => layout.Levels[i] == 1).ToArray();
        Assert.Equal(Enumerable.Range(1, 8), mains.Select(i => layout.BranchNumbers[i]));
        var right = mains.Where(i => layout.Sides[i] == Side.Right).ToArray();
        Assert.Equal(mains[..right.Length], right);
        foreach (var side in new[] { right, mains[right.Length..] })
            for (var i = 1; i < side.Length; i++) Assert.True(layout.Boxes[side[i - 1]].Bottom <= layout.Boxes[side[i]].Y);
    }

    [Fact]
    public void A_chain_of_only_children_hangs_on_the_centre()
    {
        var layout = MapLayout.Of(LongSentences.Map);
        Assert.Equal(NodeKind.Centre, layout.Kinds[0]);
        Assert.Equal(NodeKind.Trunk, layout.Kinds[1]);
        Assert.Equal(layout.Boxes[0].Bottom, layout.Boxes[1].Y);
        Assert.Equal(8, layout.ChildCounts[1]);
    }

    [Fact]
    public void Nothing_one_node_and_loose_nodes_can_be_drawn()
    {
        Assert.Equal(0, MapLayout.Of(new MindMap(Guid.Empty, new MapInfo())).Count);
        foreach (var outline in new[] { "- one", "- one\n- two\n- three", "- " + new string('w', 4000), "- a\n  - b", "- a\n  - b\n    - c\n      - d" })
            Assert.Empty(LayoutOracle.Faults(MapLayout.Of(OutlineText.Read(outline, MapLimits.Upload).Map)));
    }

    [Fact]
    public void Folding_to_the_main_branches_hides_the_rest_and_counts_it()
    {
        var layout = MapLayout.Of(LongSentences.Map, LayoutOptions.Default with { Fold = Fold.ToMainBranches });
        Assert.Equal(10, layout.Count);
        Assert.Equal(47, layout.Count + Enumerable.Range(0, layout.Count).Sum(layout.HiddenBelow));
    }

    [Fact]
    public void Main_branches_fit_a_phone_at_a_readable_size()
    {
        var options = LayoutOptions.Default with { Shape = MapShape.Right, Fit = FitTarget.Phone, Fold = Fold.ToMainBranches };
        var measures = MapLayout.Of(LongSentences.Map, options).Measures;
        Assert.True(measures.SmallestText >= 12, $"{measures}");
    }

    [Fact]
    public void A_chain_and_a_star_of_a_hundred_thousand_are_laid_out()
    {
        foreach (var isChain in new[] { true, false })
        {
            var builder = new MapBuilder();
            var root = builder.Add(null, "root");
            var last = root;
            for (var i = 0; i < 100_000; i++) last = builder.Add(isChain ? last : root, "node", new Guid(i + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]));
            Assert.Equal(100_001, MapLayout.Of(builder.Build()).Count);
        }
    }
}
