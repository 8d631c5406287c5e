using CsCheck;
using Ramify.Layout;
using Ramify.Maps;
using Ramify.Tests.Maps;

namespace Ramify.Tests.Layout;

public sealed class EditableLayoutTests
{
    private static readonly LayoutOptions[] Ways =
    [
        LayoutOptions.Default,
        LayoutOptions.Default with { Shape = MapShape.Right, Fit = FitTarget.Phone },
        LayoutOptions.Default with { Shape = MapShape.Down },
        LayoutOptions.Default with { SearchLimit = 0 },
        LayoutOptions.Default with { Fold = Fold.AsSaved },
    ];

    [Fact]
    public void G1_It_begins_with_every_box_where_the_picture_has_it() =>
        MapGen.RichMap.Sample(
            map =>
            {
                foreach (var way in Ways)
                {
                    var picture = MapLayout.Of(map, way);
                    var layout = EditableLayout.Of(picture);
                    Assert.Equal(picture.Count, layout.Count);
                    for (var i = 0; i < picture.Count; i++) Assert.Equal(picture.Boxes[i], layout.BoxOf(picture.Nodes[i].Id));
                }
            },
            iter: 20, threads: 1);

    [Fact]
    public void G2_After_any_edits_every_box_is_where_a_layout_of_the_whole_puts_it() =>
        Gen.Select(Play.Script, Gen.Int[0, 4], Gen.UInt.Array[60]).Sample(
            (script, way, picks) =>
            {
                EditableLayout? layout = null;
                var step = 0;
                Play.Of(script, (play, played) =>
                {
                    if (layout is null)
                    {
                        // The first change is made already: begin with what is there.
                        layout = EditableLayout.Of(play.State.Map, Ways[way]);
                        return;
                    }
                    layout.Apply(played.Entry.Change, played.Result);
                    FoldSome(layout, play.State.Map, picks[step++ % picks.Length]);
                    LayoutTwin.AssertEqual(layout);
                });
            },
            iter: 40, threads: 1);

    [Theory]
    [InlineData(GeneratedShape.Star, 700)]
    [InlineData(GeneratedShape.Random, 900)]
    [InlineData(GeneratedShape.Realistic, 900)]
    [InlineData(GeneratedShape.Chain, 200)]
    public void G2_Edits_of_large_maps_lead_where_a_layout_of_the_whole_does(GeneratedShape shape, int size)
    {
        var map = MapGenerator.Map(shape, size, seed: 7);
        var state = new MapState(map);
        var layout = EditableLayout.Of(map, LayoutOptions.Default with { SearchLimit = 100 });
        LayoutTwin.AssertEqual(layout);
        var edits = new RandomEdits(state, seed: 11);
        for (var n = 0; n < 60; n++)
        {
            edits.Next(layout);
            if (n % 3 == 2) LayoutTwin.AssertEqual(layout);
        }
    }

    [Fact]
    public void G3_A_fold_hides_what_is_below_and_opening_brings_every_box_back()
    {
        var layout = EditableLayout.Of(MapGenerator.Map(GeneratedShape.Realistic, 500, seed: 3), LayoutOptions.Default with { SearchLimit = 100 });
        var head = layout.Map.Roots[0].Node.Children[1].Node;
        var before = layout.Map.Nodes.ToDictionary(node => node.Id, node => layout.BoxOf(node.Id));
        Assert.True(layout.Fold(head.Id));
        Assert.True(layout.IsFolded(head.Id));
        Assert.Null(layout.BoxOf(head.Children[0].Node.Id));
        Assert.Equal(500 - ShownTree.CountBelow(head), layout.Count);
        Assert.False(layout.Fold(head.Id));
        Assert.True(layout.Unfold(head.Id));
        Assert.All(before, pair => Assert.Equal(pair.Value, layout.BoxOf(pair.Key)));
    }

    [Fact]
    public void G4_A_huge_map_opens_with_as_many_labels_as_can_be_read_the_large_branches_first()
    {
        var map = MapGenerator.Map(GeneratedShape.Realistic, 20_000, seed: 5);
        var layout = EditableLayout.Of(map, LayoutOptions.Default with { Fold = Fold.ToReadable(map) });
        Assert.InRange(layout.Count, 60, 80);
        LayoutTwin.AssertEqual(layout);
        var focus = map.Nodes.Last();
        Assert.True(layout.FoldToBudget(80, focus.Id));
        Assert.True(layout.IsShown(focus.Id));
        Assert.True(layout.UnfoldAll());
        Assert.Equal(20_000, layout.Count);
    }

    [Fact]
    public void G4_What_was_never_open_is_opened_level_by_level()
    {
        var map = MapGenerator.Map(GeneratedShape.Realistic, 5_000, seed: 5);
        var layout = EditableLayout.Of(map, LayoutOptions.Default with { Fold = Fold.ToMainBranches });
        var before = layout.Count;
        Assert.True(layout.Unfold(map.Roots[0].Node.Children[0].Node.Id, most: 40));
        Assert.InRange(layout.Count - before, 2, 40);
        LayoutTwin.AssertEqual(layout);
        Assert.True(layout.Reveal(map.Nodes.Last().Id));
        Assert.True(layout.IsShown(map.Nodes.Last().Id));
        LayoutTwin.AssertEqual(layout);
    }

    [Fact]
    public void G5_Branches_change_sides_only_when_asked_and_for_a_gain()
    {
        var map = new SmallMap("root\n  one\n  two\n  three\n  four");
        var layout = EditableLayout.Of(map.Map);
        var side = layout.BoxOf(map["one"])!.Value.X > layout.BoxOf(map["root"])!.Value.X;
        for (var n = 0; n < 12; n++)
        {
            var change = new MapChange.Insert(new Guid(n, 7, 7, new byte[8]), map["one"], $"a{(char)('A' + n)}", "A sentence of some length that hangs from the first branch");
            Assert.True(layout.Apply(change, map.State.Apply(SmallMap.Ann, change)));
        }
        Assert.Equal(side, layout.BoxOf(map["one"])!.Value.X > layout.BoxOf(map["root"])!.Value.X);
        var centre = layout.BoxOf(map["root"])!.Value;
        layout.Refit();
        Assert.Equal((centre.MiddleX, centre.MiddleY), (layout.BoxOf(map["root"])!.Value.MiddleX, layout.BoxOf(map["root"])!.Value.MiddleY));
        Assert.False(layout.Refit());
        LayoutTwin.AssertEqual(layout);
    }

    [Fact]
    public void G6_A_copy_has_folds_of_its_own()
    {
        var layout = EditableLayout.Of(MapGenerator.Map(GeneratedShape.Star, 400, seed: 3), LayoutOptions.Default with { SearchLimit = 100 });
        var (boxes, copy) = (layout.Map.Nodes.Select(node => layout.BoxOf(node.Id)).ToList(), layout.Copy());
        copy.FoldToLevel(1);
        Assert.True(copy.Fold(layout.Map.Roots[0].Node.Id));
        Assert.Equal(1, copy.Count);
        Assert.Equal(boxes, layout.Map.Nodes.Select(node => layout.BoxOf(node.Id)));
    }

    [Fact]
    public void G7_The_picture_of_an_edited_map_has_every_box_in_its_place()
    {
        var map = new SmallMap("root\n  one\n    a\n    b\n  two\n    c\n    a+");
        var layout = EditableLayout.Of(map.Map);
        var change = new MapChange.SetText(map["c"], "Another text, which is a good deal longer than it was and breaks into lines");
        layout.Apply(change, map.State.Apply(SmallMap.Ann, change));
        var picture = layout.Picture();
        Assert.Single(picture.Curves.ToArray());
        var (from, to) = (layout.BoxOf(picture.Nodes[0].Id)!.Value, picture.Boxes[0]);
        for (var i = 0; i < picture.Count; i++)
        {
            var box = layout.BoxOf(picture.Nodes[i].Id)!.Value;
            Assert.Equal(picture.Boxes[i], box with { X = box.X + to.X - from.X, Y = box.Y + to.Y - from.Y });
        }
        Assert.Empty(LayoutOracle.Faults(picture));
    }

    /// <summary>Now and then somebody folds or opens a branch.</summary>
    private static void FoldSome(EditableLayout layout, MindMap map, uint pick)
    {
        var nodes = map.Nodes.ToList();
        if (pick % 3 != 0 || nodes.Count == 0) return;
        var node = nodes[(int)(pick / 3 % nodes.Count)].Id;
        if (!layout.Fold(node)) layout.Unfold(node, (int)(pick % 5));
    }
}
