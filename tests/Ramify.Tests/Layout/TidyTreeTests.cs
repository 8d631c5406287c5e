using System.Runtime.InteropServices;
using CsCheck;
using Ramify.Layout;
using Xunit;

namespace Ramify.Tests.Layout;

public sealed class TidyTreeTests
{
    private static readonly Gen<BoxTree> SmallTrees = Gen.Select(
        Gen.Enum<BoxTree.Shape>(), Gen.Int[1, 90], Gen.Int, (shape, count, seed) => BoxTree.Make(shape, count, seed));

    [Fact]
    public void A_record_is_a_cache_line() => Assert.Equal(64, Marshal.SizeOf<TidyNode>());

    [Fact]
    public void A_row_of_very_many_leaves_that_is_too_wide_is_refused()
    {
        var tree = new LinkedTree(400);
        var parent = tree.Add();
        for (int n = 0, last = -1; n < 300; n++)
        {
            var leaf = tree.Add();
            (tree[leaf].Breadth, tree[leaf].Length) = (int.MaxValue / 200, 1);
            tree.LayOut(leaf);
            tree.Insert(leaf, parent, last);
            last = leaf;
        }
        Assert.Throws<OverflowException>(() => tree.LayOut(parent));
    }

    [Fact]
    public void Later_branches_keep_their_gap_from_every_box_of_earlier_ones() => SmallTrees.Sample(tree =>
    {
        var (across, along) = LayOut(tree);
        for (var b = 1; b < tree.Nodes.Length; b++)
            for (var a = 0; a < b; a++)
                AssertApart(tree, across, along, a, b);
    }, iter: 3000);

    [Fact]
    public void A_parent_stands_over_the_middle_of_its_children() => SmallTrees.Sample(tree =>
    {
        var (across, _) = LayOut(tree);
        foreach (var (i, node) in tree.Nodes.Index())
        {
            if (node.ChildCount == 0) continue;
            var last = node.FirstChild + node.ChildCount - 1;
            var twice = across[node.FirstChild] + across[last] + tree.Nodes[last].Breadth;
            Assert.InRange(2 * across[i] + node.Breadth - twice, -1, 1);
        }
    });

    [Fact]
    public void Offsets_equal_those_of_the_algorithm_written_plainly() => SmallTrees.Sample(tree =>
    {
        LayOut(tree);
        Assert.Equal(PlainTidyTree.Offsets(tree.Nodes), tree.Nodes.Select(n => n.Offset));
    }, iter: 3000);

    [Fact]
    public void Large_trees_equal_the_plain_ones_too()
    {
        foreach (var shape in Enum.GetValues<BoxTree.Shape>())
        {
            var tree = BoxTree.Make(shape, shape is BoxTree.Shape.Chain or BoxTree.Shape.Comb or BoxTree.Shape.Deep ? 800 : 4000, 7);
            LayOut(tree);
            Assert.Equal(PlainTidyTree.Offsets(tree.Nodes), tree.Nodes.Select(n => n.Offset));
        }
    }

    [Fact]
    public void Subtree_extents_hold_every_box_and_no_more() => SmallTrees.Sample(tree =>
    {
        var (across, along) = LayOut(tree);
        var (low, high) = ((int[])across.Clone(), across.Zip(tree.Nodes, (a, n) => a + n.Breadth).ToArray());
        var far = along.Zip(tree.Nodes, (a, n) => a + n.Length).ToArray();
        for (var i = tree.Nodes.Length - 1; i > 0; i--)
        {
            var parent = tree.Parents[i];
            low[parent] = Math.Min(low[parent], low[i]);
            high[parent] = Math.Max(high[parent], high[i]);
            far[parent] = Math.Max(far[parent], far[i]);
        }
        foreach (var (i, node) in tree.Nodes.Index())
            Assert.Equal((low[i], high[i], far[i]), (across[i] + node.Low, across[i] + node.High, along[i] + node.Depth));
    });

    [Fact]
    public void Laying_out_again_changes_nothing_whatever_earlier_layouts_left_behind() => SmallTrees.Sample(tree =>
    {
        LayOut(tree);
        var first = (TidyNode[])tree.Nodes.Clone();
        foreach (ref var node in tree.Nodes.AsSpan())
            (node.FirstNote, node.SecondNote, node.ThirdNote, node.FourthNote, node.Hiding) = (1 << 30, -5, 1 << 30, 7, 1 << 30);
        LayOut(tree);
        Assert.Equal(first.Select(Answer), tree.Nodes.Select(Answer));
    });

    [Fact]
    public void A_small_sibling_between_two_large_ones_stands_in_the_middle()
    {
        // Two children with wide families reach past a third one between them.
        var nodes = new TidyNode[6];
        nodes[0] = new TidyNode { FirstChild = 1, ChildCount = 3, Breadth = 10, Length = 10 };
        nodes[1] = new TidyNode { FirstChild = 4, ChildCount = 1, Breadth = 10, Length = 10 };
        nodes[2] = new TidyNode { Breadth = 10, Length = 10 };
        nodes[3] = new TidyNode { FirstChild = 5, ChildCount = 1, Breadth = 10, Length = 10 };
        nodes[4] = nodes[5] = new TidyNode { Breadth = 110, Length = 10 };
        TidyTree.Layout(nodes);
        Assert.Equal([0, -55, 0, 55, -50, -50], nodes.Select(n => n.Offset));
    }

    [Fact]
    public void No_tree_and_a_lone_box_are_fine()
    {
        TidyTree.Layout([]);
        TidyTree.Place([], [], []);
        TidyNode[] lone = [new TidyNode { Breadth = 7, Length = 9, Lead = 4, Offset = 3 }];
        TidyTree.Layout(lone);
        Assert.Equal((0, 0, 7, 9L), Answer(lone[0]));
    }

    [Fact]
    public void Boxes_without_any_length_do_no_harm() => SmallTrees.Sample(tree =>
    {
        foreach (ref var node in tree.Nodes.AsSpan()) (node.Length, node.Lead) = (node.Length / 20, 0);
        var (_, along) = LayOut(tree);
        Assert.Equal(along.Zip(tree.Nodes, (a, n) => a + n.Length).Max(), tree.Nodes[0].Depth);
    });

    [Theory]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void A_chain_needs_no_stack_and_may_be_longer_than_an_int(int count)
    {
        var nodes = new TidyNode[count];
        for (var i = 0; i < count; i++)
            nodes[i] = new TidyNode { FirstChild = i + 1, ChildCount = i + 1 < count ? 1 : 0, Breadth = 1000, Length = 20_000, Lead = 2_000 };
        TidyTree.Layout(nodes);
        Assert.Equal((0, 0, 1000, count * 22_000L - 2_000), Answer(nodes[0]));
        var along = new long[count];
        TidyTree.Place(nodes, new int[count], along);
        Assert.Equal((count - 1) * 22_000L, along[^1]);
    }

    [Theory]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void A_star_takes_the_sum_of_its_boxes(int count)
    {
        var nodes = Star(count, breadth: 2000, gap: 100);
        TidyTree.Layout(nodes);
        Assert.Equal((count - 1) * 2100L - 100, (long)nodes[0].High - nodes[0].Low);
    }

    [Fact]
    public void A_row_that_could_be_wider_than_an_int_is_refused()
    {
        Assert.Throws<OverflowException>(() => TidyTree.Layout(Star(1_000_000, breadth: 2000, gap: 148)));
        TidyNode[] two = [new TidyNode { FirstChild = 1, ChildCount = 2 }, new TidyNode { Breadth = int.MaxValue }, new TidyNode { Breadth = 1 }];
        Assert.Throws<OverflowException>(() => TidyTree.Layout(two));
        TidyTree.Layout(Star(1_000_000, breadth: 2000, gap: 147));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, 2)]
    [InlineData(2, 1)]
    [InlineData(1, -1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void Children_that_are_not_records_after_their_parent_are_refused(int firstChild, int childCount)
    {
        TidyNode[] nodes = [new TidyNode { FirstChild = firstChild, ChildCount = childCount }, new TidyNode()];
        Assert.Throws<ArgumentException>(() => TidyTree.Layout(nodes));
    }

    [Fact]
    public void Children_of_two_parents_are_refused()
    {
        var nodes = new TidyNode[5];
        (nodes[0].FirstChild, nodes[0].ChildCount) = (1, 2);
        (nodes[1].FirstChild, nodes[1].ChildCount) = (3, 2);
        (nodes[2].FirstChild, nodes[2].ChildCount) = (3, 2);
        Assert.Throws<ArgumentException>(() => TidyTree.Layout(nodes));
    }

    private static (int[] Across, long[] Along) LayOut(BoxTree tree)
    {
        var (across, along) = (new int[tree.Nodes.Length], new long[tree.Nodes.Length]);
        TidyTree.Layout(tree.Nodes);
        TidyTree.Place(tree.Nodes, across, along);
        return (across, along);
    }

    private static (int, int, int, long) Answer(TidyNode node) => (node.Offset, node.Low, node.High, node.Depth);

    private static void AssertApart(BoxTree tree, int[] across, long[] along, int a, int b)
    {
        var (nodeA, nodeB) = (tree.Nodes[a], tree.Nodes[b]);
        var apartAlong = along[a] + nodeA.Length <= along[b] - nodeB.Lead || along[b] + nodeB.Length <= along[a] - nodeA.Lead;
        if (apartAlong) return;
        var (earlier, later) = Branches(tree, a, b);
        Assert.NotEqual(earlier, later);
        var (left, right) = earlier < later ? (a, b) : (b, a);
        var gap = tree.Nodes[Math.Max(earlier, later)].Gap;
        Assert.True(across[left] + tree.Nodes[left].Breadth + gap <= across[right], $"{left} and {right} are too close");
    }

    /// <summary>The siblings whose subtrees hold a and b; the same node twice where one is above the other.</summary>
    private static (int A, int B) Branches(BoxTree tree, int a, int b)
    {
        while (tree.Parents[a] != tree.Parents[b])
            if (a > b) a = tree.Parents[a];
            else b = tree.Parents[b];
        return (a, b);
    }

    private static TidyNode[] Star(int count, int breadth, int gap)
    {
        var nodes = new TidyNode[count];
        Array.Fill(nodes, new TidyNode { Breadth = breadth, Length = 64, Lead = 64, Gap = gap });
        (nodes[0].FirstChild, nodes[0].ChildCount) = (1, count - 1);
        return nodes;
    }
}
