using Ramify.Maps;

namespace Ramify.Tests.Maps;

/// <summary>Examples of the rules of deletes and restores in docs/spec/changes.md.</summary>
public sealed class DeletionsTests
{
    private const string Key = OrderKey.First;

    [Fact]
    public void C9_a_delete_takes_the_node_and_all_below_it()
    {
        var map = new SmallMap("a\n  b\n    c\n      d\n  e");
        Assert.True(map.Ann_(new MapChange.Delete(map["b"])).IsApplied);
        Assert.Equal("a\n  e", map.ToString());
        Assert.Equal(2, map.Map.NodeCount);
    }

    [Fact]
    public void C10_what_has_a_further_parent_outside_is_promoted_with_all_below_it()
    {
        var map = new SmallMap("a\n  b\n    s\n      t\n        u\nz\n  s +\n  y");
        map.Ann_(new MapChange.Delete(map["b"]));
        Assert.Equal("a\nz\n  s\n    t\n      u\n  y", map.ToString());
        Assert.Equal(map["z"], map.Node("s").Parent!.Id);
    }

    [Fact]
    public void C10_a_survivor_keeps_alive_what_hangs_also_under_it()
    {
        // t's only parents are b, which dies, and s, which is promoted.
        var map = new SmallMap("a\n  b\n    t\n    s\n      t +\nz\n  s +");
        map.Ann_(new MapChange.Delete(map["b"]));
        Assert.Equal("a\nz\n  s\n    t", map.ToString());
    }

    [Fact]
    public void C10_the_oldest_of_several_further_parents_takes_it()
    {
        var map = new SmallMap("a\n  s\ny\nz");
        var (older, newer) = (map.FreshId(), map.FreshId());
        map.Ann_(new MapChange.AddUnder(newer, map["y"], map["s"], Key));
        map.Ann_(new MapChange.AddUnder(older, map["z"], map["s"], Key));
        map.Ann_(new MapChange.Delete(map["a"]));
        Assert.Equal("y\n  s +\nz\n  s", map.ToString());
    }

    [Fact]
    public void C11_a_deleted_node_with_a_further_parent_lives_on_there()
    {
        var map = new SmallMap("a\n  s\n    t\nz\n  s +");
        Assert.Equal(ChangeCodes.Kept, map.Ann_(new MapChange.Delete(map["s"])).Code);
        Assert.Equal("a\nz\n  s\n    t", map.ToString());
        Assert.Null(map.Ann_(new MapChange.Delete(map["s"])).Code);
        Assert.Equal("a\nz", map.ToString());
    }

    [Fact]
    public void C12_links_go_with_an_end_and_come_back_with_it()
    {
        var map = new SmallMap("a\n  b\nc\n  d\n    b +");
        var id = map.FreshId();
        map.Ann_(new MapChange.Link(id, map["a"], map["c"], new LinkFields { Label = "why" }));
        map.Ann_(new MapChange.Delete(map["c"]));
        Assert.Empty(map.Map.Links);
        Assert.Equal((0, "a\n  b"), (map.Map.AlsoUnderCount, map.ToString()));
        map.Bob_(new MapChange.Restore(2));
        Assert.Equal("why", map.Map.FindLink(id)!.Label);
        Assert.Equal("a\n  b\nc\n  d\n    b +", map.ToString());
    }

    [Fact]
    public void C13_a_restore_brings_back_nodes_places_and_further_parents()
    {
        var map = new SmallMap("a\n  b\n    s\n      t\n    u\nz\n  s +");
        var before = MapHash.Of(map.Map);
        map.Ann_(new MapChange.Delete(map["b"]));
        Assert.True(map.Bob_(new MapChange.Restore(1)).IsApplied);
        Assert.Equal(before, MapHash.Of(map.Map));
        Assert.Equal(ChangeCodes.NotDeleted, map.Bob_(new MapChange.Restore(1)).Code);
    }

    [Fact]
    public void C13_a_restore_leaves_alone_what_was_written_since()
    {
        var map = new SmallMap("a\n  b\n    s\ny\nz\n  s +");
        map.Ann_(new MapChange.Delete(map["b"]));
        map.Bob_(new MapChange.Move(map["s"], map["y"], Key));
        map.Ann_(new MapChange.Restore(1));
        Assert.Equal("a\n  b\ny\n  s\nz", map.ToString());
    }

    [Fact]
    public void C13_a_restore_leaves_a_survivor_where_another_has_put_it_under_the_same_parent()
    {
        var map = new SmallMap("a\n  b\n    s\nz\n  s +\n  y");
        map.Ann_(new MapChange.Delete(map["b"]));
        map.Bob_(new MapChange.Move(map["s"], map["z"], OrderKey.After(map.Node("y").Key)));
        map.Ann_(new MapChange.Restore(1));
        Assert.Equal("a\n  b\nz\n  y\n  s", map.ToString());
    }

    [Fact]
    public void C13_a_restore_of_a_kept_node_that_was_moved_since_does_nothing()
    {
        var map = new SmallMap("a\n  s\ny\nz\n  s +");
        map.Ann_(new MapChange.Delete(map["s"]));
        map.Bob_(new MapChange.Move(map["s"], map["y"], Key));
        Assert.Equal(ChangeCodes.Overwritten, map.Ann_(new MapChange.Restore(1)).Code);
        Assert.Equal("a\ny\n  s\nz", map.ToString());
    }

    [Fact]
    public void C13_a_restore_makes_no_cycle()
    {
        // s was under b; meanwhile b's parent a has come to lie below s.
        var map = new SmallMap("a\n  b\n    s\nz\n  s +");
        map.Ann_(new MapChange.Delete(map["b"]));
        map.Bob_(new MapChange.Move(map["a"], map["s"], Key));
        map.Ann_(new MapChange.Restore(1));
        Assert.Equal("z\n  s\n    a\n      b", map.ToString());
    }

    [Fact]
    public void C14_a_restore_under_a_deleted_parent_goes_to_the_nearest_live_ancestor()
    {
        var map = new SmallMap("a\n  b\n    c\n      d");
        map.Ann_(new MapChange.Delete(map["c"]));
        map.Ann_(new MapChange.Delete(map["b"]));
        map.Ann_(new MapChange.Restore(1));
        Assert.Equal("a\n  c\n    d", map.ToString());
        map.Ann_(new MapChange.Restore(2));
        Assert.Equal("a\n  b\n  c\n    d", map.ToString());
    }

    [Fact]
    public void C14_a_lifted_node_stays_where_it_was_lifted_to()
    {
        // s is promoted to p, dies with p, comes back lifted; b's return must not take it from there.
        var map = new SmallMap("a\n  b\n    s\nq\n  p\n    s +");
        map.Ann_(new MapChange.Delete(map["b"]));
        map.Ann_(new MapChange.Delete(map["s"]));
        map.Ann_(new MapChange.Delete(map["p"]));
        map.Bob_(new MapChange.Restore(2));
        map.Bob_(new MapChange.Restore(1));
        Assert.Equal("a\n  b\nq\n  s", map.ToString());
    }

    [Theory]
    [InlineData(2, 3)]
    [InlineData(3, 2)]
    public void C15_a_link_whose_ends_two_deletes_took_comes_back_with_the_last_of_them(long first, long second)
    {
        var map = new SmallMap("a\nb");
        var id = map.FreshId();
        map.Ann_(new MapChange.Link(id, map["a"], map["b"], LinkFields.None));
        map.Ann_(new MapChange.Delete(map["a"]));
        map.Bob_(new MapChange.Delete(map["b"]));
        map.Ann_(new MapChange.Restore(first));
        Assert.Empty(map.Map.Links);
        map.Bob_(new MapChange.Restore(second));
        Assert.NotNull(map.Map.FindLink(id));
    }

    [Fact]
    public void A_branch_of_a_hundred_thousand_levels_or_children_is_deleted_and_restored_without_recursion()
    {
        var builder = new MapBuilder();
        var top = builder.Add(null, "top");
        var chain = top;
        for (var i = 0; i < 100_000; i++) chain = builder.Add(chain, "link");
        for (var i = 0; i < 100_000; i++) builder.Add(top, "ray");
        var state = new MapState(builder.Build(), MapLimits.Trusted);
        var before = MapHash.Of(state.Map);
        Assert.True(state.Apply(SmallMap.Ann, new MapChange.Delete(top.Id)).IsApplied);
        Assert.Equal(0, state.Map.NodeCount);
        Assert.True(state.Apply(SmallMap.Ann, new MapChange.Restore(1)).IsApplied);
        Assert.Equal(before, MapHash.Of(state.Map));
        Assert.Equal(100_000, Levels.Below(top));
        Assert.Equal(100_000, Levels.Above(chain));
    }
}
