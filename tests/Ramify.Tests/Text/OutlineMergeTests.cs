using CsCheck;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Tests.Text;

/// <summary>An outline edited as text comes back into its map node by node.</summary>
public sealed class OutlineMergeTests
{
    private static readonly Guid Ann = new(1, 1, 1, new byte[8]);

    [Fact]
    public void A_text_that_was_not_changed_changes_nothing() =>
        MapGen.Map.Sample(map => Assert.Empty(OutlineMerge.Changes(map, Read(map), Read(map), Guid.NewGuid)));

    [Fact]
    public void The_map_says_what_the_text_said() => Gen.Select(Clean(MapGen.Map), MapGen.Map).Sample((map, other) =>
    {
        var after = Read(other);
        Assert.Equal(OutlineText.Write(after), OutlineText.Write(Merged(map, Read(map), after)));
    });

    [Fact]
    public void Half_of_the_lines_taken_away_take_their_nodes_only() => Gen.Select(Clean(MapGen.MapOf(MapGen.PlainText, 2, 60)), Gen.Int[0, 1000]).Sample((map, seed) =>
    {
        var lines = OutlineText.Write(map).Split('\n');
        var after = OutlineText.Read(string.Join('\n', lines.Where((line, i) => line.StartsWith('>') || i == 0 || (i * 7 + seed) % 3 > 0)), MapLimits.Upload);
        if (after.Refusal is not null) return;
        Assert.Equal(OutlineText.Write(after.Map), OutlineText.Write(Merged(map, Read(map), after.Map)));
    });

    [Fact]
    public void A_line_that_stays_keeps_its_node_and_what_the_text_does_not_say()
    {
        var state = new MapState(OutlineText.Read("Root\n  One\n    First\n    Second\n  Two\n", MapLimits.Upload).Map);
        var second = Find(state.Map, "Second");
        state.Apply(Ann, new MapChange.SetField(second, NodeField.Note, new() { Note = "kept" }));
        var before = Read(state.Map);
        var after = OutlineText.Read("Root\n  Two\n    Second\n  One, renamed\n    First\n    New\n", MapLimits.Upload).Map;
        var one = Find(state.Map, "One");
        foreach (var change in OutlineMerge.Changes(state.Map, before, after, Guid.NewGuid)) Assert.True(state.Apply(Ann, change).IsApplied);
        Assert.Equal(("Second", "kept", "Two"), (state.Map.Find(second)!.Text, state.Map.Find(second)!.Details.Note, state.Map.Find(second)!.Parent!.Text));
        Assert.Equal("One, renamed", state.Map.Find(one)!.Text);
        Assert.Equal(OutlineText.Write(after), OutlineText.Write(state.Map));
    }

    [Fact]
    public void What_others_did_meanwhile_stands()
    {
        var state = new MapState(OutlineText.Read("Root\n  One\n    First\n  Two\n  Three\n", MapLimits.Upload).Map);
        var before = Read(state.Map);
        var (root, one) = (Find(state.Map, "Root"), Find(state.Map, "One"));
        state.Apply(Ann, new MapChange.Insert(Guid.CreateVersion7(), one, "b00", "Theirs"));
        state.Apply(Ann, new MapChange.SetText(Find(state.Map, "Three"), "Three by them"));
        state.Apply(Ann, new MapChange.Delete(Find(state.Map, "Two")));
        var after = OutlineText.Read("Root\n  One of mine\n    First\n    Mine\n  Two\n    Under two\n  Three\n", MapLimits.Upload).Map;
        foreach (var change in OutlineMerge.Changes(state.Map, before, after, Guid.NewGuid)) state.Apply(Ann, change);
        Assert.Equal(["Root", "One of mine", "First", "Mine", "Theirs", "Three by them", "Under two"], Outline.Of(state.Map).Select(line => line.Node.Text));
        Assert.Equal(root, state.Map.Roots[0].Node.Id);
    }

    /// <summary>Texts are cleaned on their way into a map; where one still holds what is taken away there, its line is not found again.</summary>
    private static Gen<MindMap> Clean(Gen<MindMap> maps) => maps.Where(map => !OutlineText.Write(map).Contains('\uFEFF'));

    private static MindMap Read(MindMap map) => OutlineText.Read(OutlineText.Write(map), MapLimits.Upload).Map;

    private static MindMap Merged(MindMap map, MindMap before, MindMap after)
    {
        var state = new MapState(map);
        foreach (var change in OutlineMerge.Changes(map, before, after, Guid.NewGuid)) state.Apply(Ann, change);
        return state.Map;
    }

    private static Guid Find(MindMap map, string text) => map.Nodes.Single(node => node.Text == text).Id;
}
