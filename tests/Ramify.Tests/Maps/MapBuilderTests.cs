using CsCheck;
using Ramify.Maps;

namespace Ramify.Tests.Maps;

public sealed class MapBuilderTests
{
    [Fact]
    public void The_primary_parent_is_on_a_shortest_path_and_of_equals_the_first() => MapGen.Map.Sample(map =>
    {
        var depth = new Dictionary<Node, int>();
        var queue = new Queue<Node>();
        foreach (var root in map.Roots) if (depth.TryAdd(root.Node, 0)) queue.Enqueue(root.Node);
        while (queue.TryDequeue(out var node))
            foreach (var child in node.Children)
                if (depth.TryAdd(child.Node, depth[node] + 1)) queue.Enqueue(child.Node);
        foreach (var node in map.Nodes)
            if (node.Parent is { } parent) Assert.All(node.AlsoUnder, link => Assert.True(depth[parent] <= depth[link.Parent]));
    });

    [Fact]
    public void Of_parents_at_one_depth_the_first_in_the_file_is_primary_unless_the_file_says_another()
    {
        foreach (var given in new[] { false, true })
        {
            var builder = new MapBuilder();
            var (a, b) = (builder.Add(null, "a"), builder.Add(null, "b"));
            var shared = builder.Add(a, "shared");
            builder.AddUnder(b, shared);
            if (given) builder.SetPrimary(shared, b);
            builder.Build();
            Assert.Equal(given ? (b, a) : (a, b), (shared.Parent, shared.AlsoUnder[0].Parent));
        }
    }

    [Fact]
    public void A_node_that_is_a_root_as_well_keeps_its_parents_as_further_ones()
    {
        var builder = new MapBuilder();
        var a = builder.Add(null, "a");
        var b = builder.Add(a, "b");
        builder.AddRoot(b);
        var map = builder.Build();
        Assert.Null(b.Parent);
        Assert.Equal((2, 1, a), (map.Roots.Length, map.AlsoUnderCount, b.AlsoUnder[0].Parent));
    }

    [Fact]
    public void The_same_file_gives_the_same_ids_and_equal_siblings_get_different_ones()
    {
        static MindMap Build()
        {
            var builder = new MapBuilder();
            var top = builder.Add(null, "top");
            builder.Add(top, "again");
            builder.AddUnder(builder.Add(top, "again"), builder.Add(top, "shared"));
            return builder.Build();
        }
        Assert.Equal(MapHash.Of(Build()), MapHash.Of(Build()));
        Assert.Equal(4, Build().Nodes.DistinctBy(node => node.Id).Count());
    }

    [Fact]
    public void Children_stand_in_the_order_of_adding() => Gen.Int[1, 300].Sample(count =>
    {
        var builder = new MapBuilder();
        var top = builder.Add(null, "top");
        for (var i = 0; i < count; i++) builder.Add(top, $"{i}");
        builder.Build();
        Assert.Equal(Enumerable.Range(0, count).Select(i => $"{i}"), top.Children.ToArray().Select(child => child.Node.Text));
    });
}
