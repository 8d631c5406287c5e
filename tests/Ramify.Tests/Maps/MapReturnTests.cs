using CsCheck;
using Ramify.Maps;

namespace Ramify.Tests.Maps;

/// <summary>A map goes back to what it was, by changes.</summary>
public sealed class MapReturnTests
{
    private static readonly Guid Owner = new(9, 9, 9, new byte[8]);

    [Fact]
    public void A_map_comes_back_to_any_earlier_version_of_it_and_others_can_follow()
    {
        var brought = 0;
        Play.Script.Sample(script =>
        {
            var then = Play.Of(script with { Steps = [.. script.Steps.Take(script.Steps.Length / 2)] }).State.Map;
            var state = Play.Of(script).State;
            var other = state.Snapshot().ToState();
            var made = state.Return(Owner, then);
            Assert.Equal(Shown(Visible.Of(then)), Shown(Visible.Of(state.Map)));
            foreach (var change in made) other.Apply(change);
            Assert.Equal(state.Hash(), other.Hash());
            if (made.Count > 3) Interlocked.Increment(ref brought);
        }, iter: 1000);
        Assert.True(brought > 200, $"{brought} of 1000 had something to bring back");
    }

    [Fact]
    public void What_was_deleted_since_comes_back_as_the_same_node()
    {
        var map = new SmallMap("r\n  a\n    b\n  c");
        var then = map.State.Snapshot().ToState().Map;
        map.State.Apply(SmallMap.Ann, new MapChange.Delete(map["a"]));
        Assert.Null(map.State.Map.Find(map["a"]));
        map.State.Return(Owner, then);
        Assert.Equal("a", map.State.Map.Find(map["a"])!.Text);
        Assert.Empty(map.State.Return(Owner, then));
    }

    [Fact]
    public void What_was_brought_back_is_taken_back_by_its_inverses()
    {
        var map = new SmallMap("r\n  a\n    b\n  c");
        var then = map.State.Snapshot().ToState().Map;
        foreach (var change in (MapChange[])[new MapChange.Delete(map["a"]), new MapChange.SetText(map["c"], "later"), new MapChange.Insert(map["new"], map["c"], OrderKey.First, "new")])
            map.State.Apply(SmallMap.Ann, change);
        var (before, other) = (Visible.Of(map.State.Map), map.State.Snapshot().ToState());
        var undo = map.State.Return(Owner, then).Select(change => new MapChange.Undo(change.Sequence, other.Apply(change).Inverse)).ToList();
        Assert.Equal(Shown(Visible.Of(then)), Shown(Visible.Of(other.Map)));
        foreach (var change in undo.AsEnumerable().Reverse()) Assert.True(other.Apply(Owner, change).IsApplied);
        Assert.Equal(Shown(before), Shown(Visible.Of(other.Map)));
    }

    // What a map says about itself is not part of a version.
    private static IEnumerable<string> Shown(Visible map) => map.Registers.Where(r => !r.Key.StartsWith("map ", StringComparison.Ordinal)).Select(r => $"{r.Key} = {r.Value}").Order(StringComparer.Ordinal);
}
