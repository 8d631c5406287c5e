using CsCheck;
using Ramify.Maps;

namespace Ramify.Tests.Maps;

public sealed class OutlineTests
{
    [Fact]
    public void A_shared_node_is_expanded_where_it_is_first_visited_and_printed_alone_later()
    {
        var map = new SmallMap("a\n  b\n    s\n      t\n  c\n    s +");
        Assert.Equal("a\n  b\n    s\n      t\n  c\n    s +", map.ToString());
        Assert.Equal([true, true, true, true, true, false], Outline.Of(map.Map).Select(line => line.IsFirstVisit));
        Assert.Equal([0, 1, 2, 3, 1, 2], Outline.Of(map.Map).Select(line => line.Depth));
    }

    [Fact]
    public void The_first_visit_may_be_by_an_also_under_link()
    {
        // s hangs on the spine under d, nearer to the root, but the outline meets it below b first.
        var map = new SmallMap("a\n  b\n    c\n      s +\n        t\n  d\n    s");
        Assert.Equal(map["d"], map.Node("s").Parent!.Id);
        Assert.Equal("a\n  b\n    c\n      s +\n        t\n  d\n    s", map.ToString());
    }

    [Fact]
    public void Spine_and_also_under_entries_are_merged_by_key_then_id()
    {
        var map = new SmallMap("a\n  x\n  z\nb\n  s");
        var between = OrderKey.Between(map.Node("x").Key, map.Node("z").Key);
        map.Ann_(new MapChange.AddUnder(map.FreshId(), map["a"], map["s"], between));
        Assert.Equal("a\n  x\n  s +\n  z\nb\n  s", map.ToString());
        map.Ann_(new MapChange.SetLinkField(map.Under("a", "s").Id, LinkField.Key, new LinkFields { Key = map.Node("x").Key }));
        var first = map["s"].CompareTo(map["x"]) < 0 ? "s +\n  x" : "x\n  s +";
        Assert.Equal($"a\n  {first}\n  z\nb\n  s", map.ToString());
    }

    [Fact]
    public void An_outline_has_a_line_for_each_root_and_each_edge() => MapGen.Map.Sample(map =>
    {
        var lines = Outline.Of(map).ToList();
        Assert.Equal(map.Roots.Length + map.EdgeCount, lines.Count);
        Assert.Equal(map.NodeCount, lines.Count(line => line.IsFirstVisit));
        Assert.Equal(map.Nodes.ToHashSet(), lines.Where(line => line.IsFirstVisit).Select(line => line.Node).ToHashSet());
        // Each line stands under its parent: the nearest line above that is one level up.
        var path = new List<Node>();
        foreach (var line in lines)
        {
            path.RemoveRange(line.Depth, path.Count - line.Depth);
            Assert.Equal(line.Depth == 0 ? null : path[^1], line.Entry.Link?.Parent ?? line.Node.Parent);
            path.Add(line.Node);
        }
    });

    [Fact]
    public void No_line_lies_deeper_than_the_longest_way_from_a_root() => MapGen.Map.Sample(map =>
    {
        foreach (var line in Outline.Of(map)) Assert.True(line.Depth <= Levels.Above(line.Node));
        foreach (var node in map.Nodes)
        {
            var below = node.Children.ToArray().Select(child => Levels.Below(child.Node) + 1).DefaultIfEmpty(0).Max();
            Assert.Equal(below, Levels.Below(node));
            var parents = node.AlsoUnder.Select(link => link.Parent).Append(node.Parent).OfType<Node>();
            Assert.Equal(parents.Select(parent => Levels.Above(parent) + 1).DefaultIfEmpty(0).Max(), Levels.Above(node));
        }
    });
}
