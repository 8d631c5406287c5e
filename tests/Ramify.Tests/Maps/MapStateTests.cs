using Ramify.Maps;

namespace Ramify.Tests.Maps;

/// <summary>An example for each rule of docs/spec/changes.md but those of deletes and undo.</summary>
public sealed class MapStateTests
{
    private const string Key = OrderKey.First;

    [Fact]
    public void C1_changes_apply_in_the_order_of_their_sequence_only()
    {
        var map = new SmallMap("a");
        map.State.Apply(new LoggedChange(7, SmallMap.Ann, new MapChange.SetText(map["a"], "x")));
        Assert.Equal(7, map.State.Sequence);
        Assert.Throws<ArgumentException>(() => map.State.Apply(new LoggedChange(7, SmallMap.Bob, new MapChange.SetText(map["a"], "y"))));
    }

    [Fact]
    public void C2_an_insert_of_a_known_id_does_nothing_even_after_the_node_was_deleted()
    {
        var map = new SmallMap("a\n  b");
        Assert.Equal((ChangeStatus.NoEffect, ChangeCodes.Known), Answer(map.Ann_(new MapChange.Insert(map["b"], null, Key, "again"))));
        map.Ann_(new MapChange.Delete(map["b"]));
        Assert.Equal((ChangeStatus.NoEffect, ChangeCodes.Known), Answer(map.Ann_(new MapChange.Insert(map["b"], map["a"], Key, "again"))));
        Assert.Equal("a", map.ToString());
    }

    [Fact]
    public void C3_an_insert_under_a_deleted_parent_goes_to_the_nearest_live_ancestor()
    {
        var map = new SmallMap("a\n  b\n    c\n      d");
        map.Ann_(new MapChange.Delete(map["c"]));
        map.Ann_(new MapChange.Delete(map["b"]));
        Assert.Equal((ChangeStatus.Applied, ChangeCodes.Lifted), Answer(map.Bob_(new MapChange.Insert(map["new"], map["d"], Key, "new"))));
        Assert.Equal("a\n  new", map.ToString());
        map.Ann_(new MapChange.Delete(map["a"]));
        map.Bob_(new MapChange.Insert(map["last"], map["d"], Key, "last"));
        Assert.Equal("last", map.ToString());
        Assert.Equal((ChangeStatus.Refused, ChangeCodes.Unknown), Answer(map.Bob_(new MapChange.Insert(map["x"], map["nobody"], Key, "x"))));
    }

    [Fact]
    public void C4_the_last_writer_of_a_field_wins_and_other_fields_stay()
    {
        var map = new SmallMap("a");
        map.Ann_(new MapChange.SetText(map["a"], "Ann's"));
        map.Ann_(Set(map["a"], NodeField.Note, new NodeDetails { Note = "note", Date = "not written" }));
        map.Bob_(new MapChange.SetText(map["a"], "Bob's"));
        map.Bob_(Set(map["a"], NodeField.Tags, new NodeDetails { Tags = ["t"] }));
        Assert.Equal("Bob's", map.Node("a").Text);
        Assert.Equal(new NodeDetails { Note = "note", Tags = ["t"] }, map.Node("a").Details);
    }

    [Fact]
    public void C5_writing_to_a_deleted_node_does_nothing_and_to_an_unknown_one_is_refused()
    {
        var map = new SmallMap("a\n  b");
        map.Ann_(new MapChange.Delete(map["b"]));
        foreach (var change in new MapChange[]
        {
            new MapChange.SetText(map["b"], "x"), Set(map["b"], NodeField.Folded, new NodeDetails { Folded = true }), new MapChange.Delete(map["b"]),
            new MapChange.Move(map["b"], null, Key), new MapChange.Move(map["a"], map["b"], Key), new MapChange.AddUnder(map.FreshId(), map["b"], map["a"], Key),
            new MapChange.Link(map.FreshId(), map["a"], map["b"], LinkFields.None),
        }) Assert.Equal((ChangeStatus.NoEffect, ChangeCodes.Dead), Answer(map.Bob_(change)));
        Assert.Equal((ChangeStatus.Refused, ChangeCodes.Unknown), Answer(map.Bob_(new MapChange.SetText(map["nobody"], "x"))));
    }

    [Fact]
    public void C6_a_move_writes_parent_and_key_as_one()
    {
        var map = new SmallMap("a\n  x\nb\n  y\n  z");
        map.Ann_(new MapChange.Move(map["x"], map["b"], OrderKey.After(map.Node("z").Key)));
        map.Bob_(new MapChange.Move(map["x"], map["b"], OrderKey.Between(map.Node("y").Key, map.Node("z").Key)));
        Assert.Equal("a\nb\n  y\n  x\n  z", map.ToString());
        map.Ann_(new MapChange.Move(map["x"], null, OrderKey.Before(map.Node("a").Key)));
        Assert.Equal("x\na\nb\n  y\n  z", map.ToString());
    }

    [Theory]
    [InlineData("a", "a")]
    [InlineData("a", "c")]
    [InlineData("d", "c")]
    public void C7_a_move_below_itself_through_spine_or_also_under_is_refused(string node, string parent)
    {
        var map = new SmallMap("a\n  b\n    c\nd\n  b +");
        Assert.Equal((ChangeStatus.Refused, ChangeCodes.Cycle), Answer(map.Ann_(new MapChange.Move(map[node], map[parent], Key))));
    }

    [Fact]
    public void C7_of_two_moves_below_each_other_the_first_wins()
    {
        var map = new SmallMap("a\nb");
        Assert.True(map.Ann_(new MapChange.Move(map["a"], map["b"], Key)).IsApplied);
        Assert.Equal(ChangeCodes.Cycle, map.Bob_(new MapChange.Move(map["b"], map["a"], Key)).Code);
        Assert.Equal("b\n  a", map.ToString());
    }

    [Fact]
    public void C8_a_move_onto_a_further_parent_uses_the_also_under_link_up()
    {
        var map = new SmallMap("a\n  s\nb\n  s +");
        var link = map.Under("b", "s");
        var moved = map.Ann_(new MapChange.Move(map["s"], map["b"], "a5"));
        Assert.Equal("a\nb\n  s", map.ToString());
        Assert.Equal(0, map.Map.AlsoUnderCount);
        map.Undo(SmallMap.Ann, map.State.Sequence, moved);
        Assert.Equal("a\n  s\nb\n  s +", map.ToString());
        Assert.Equal((link.Id, link.Key), (map.Under("b", "s").Id, map.Under("b", "s").Key));
    }

    [Fact]
    public void C16_two_links_can_join_the_same_nodes_and_a_known_id_does_nothing()
    {
        var map = new SmallMap("a\nb");
        var id = map.FreshId();
        var causes = new LinkFields { Kind = LinkKinds.Causes, Label = "one reading" };
        Assert.True(map.Ann_(new MapChange.Link(id, map["a"], map["b"], causes)).IsApplied);
        Assert.True(map.Bob_(new MapChange.Link(map.FreshId(), map["a"], map["b"], causes with { Label = "another" })).IsApplied);
        Assert.Equal(ChangeCodes.Known, map.Bob_(new MapChange.Link(id, map["b"], map["a"], causes)).Code);
        Assert.Equal(2, map.Map.Links.Count);
        // Feedback is the point of causal maps.
        Assert.True(map.Bob_(new MapChange.Link(map.FreshId(), map["b"], map["a"], causes)).IsApplied);
    }

    [Fact]
    public void C17_an_also_under_link_is_one_per_parent_and_node_and_makes_no_cycle()
    {
        var map = new SmallMap("a\n  b\n    c\nd");
        Assert.Equal(ChangeCodes.Exists, map.Ann_(new MapChange.AddUnder(map.FreshId(), map["a"], map["b"], Key)).Code);
        Assert.True(map.Ann_(new MapChange.AddUnder(map.FreshId(), map["d"], map["b"], Key)).IsApplied);
        Assert.Equal(ChangeCodes.Exists, map.Bob_(new MapChange.AddUnder(map.FreshId(), map["d"], map["b"], Key)).Code);
        Assert.Equal((ChangeStatus.Refused, ChangeCodes.Cycle), Answer(map.Bob_(new MapChange.AddUnder(map.FreshId(), map["c"], map["d"], Key))));
        Assert.Equal("a\n  b\n    c\nd\n  b +", map.ToString());
    }

    [Fact]
    public void C18_a_link_changes_field_by_field_and_an_also_under_link_in_its_key_only()
    {
        var map = new SmallMap("a\n  s\n  x\nb\n  s +\n  y");
        var id = map.FreshId();
        map.Ann_(new MapChange.Link(id, map["a"], map["b"], LinkFields.None));
        map.Ann_(new MapChange.SetLinkField(id, LinkField.Sign, new LinkFields { Sign = -1, Label = "not written" }));
        map.Bob_(new MapChange.SetLinkField(id, LinkField.Label, new LinkFields { Label = "held back" }));
        Assert.Equal(new LinkFields { Sign = -1, Label = "held back" }, LinkFields.Of(map.Map.FindLink(id)!));
        Assert.Equal(ChangeCodes.Invalid, map.Bob_(new MapChange.SetLinkField(id, LinkField.Key, new LinkFields { Key = Key })).Code);

        var under = map.Under("b", "s");
        Assert.Equal(ChangeCodes.Invalid, map.Bob_(new MapChange.SetLinkField(under.Id, LinkField.Label, new LinkFields { Label = "x" })).Code);
        map.Bob_(new MapChange.SetLinkField(under.Id, LinkField.Key, new LinkFields { Key = OrderKey.After(map.Node("y").Key) }));
        Assert.Equal("a\n  s\n  x\nb\n  y\n  s +", map.ToString());
    }

    [Fact]
    public void C19_unlink_removes_a_link_of_either_sort()
    {
        var map = new SmallMap("a\n  s\nb\n  s +");
        var id = map.FreshId();
        map.Ann_(new MapChange.Link(id, map["a"], map["b"], LinkFields.None));
        Assert.True(map.Bob_(new MapChange.Unlink(id)).IsApplied);
        Assert.True(map.Bob_(new MapChange.Unlink(map.Under("b", "s").Id)).IsApplied);
        Assert.Equal("a\n  s\nb", map.ToString());
        Assert.Empty(map.Map.Links);
        Assert.Equal(ChangeStatus.NoEffect, map.Bob_(new MapChange.Unlink(id)).Status);
    }

    [Fact]
    public void C20_the_last_writer_of_a_field_of_the_map_wins()
    {
        var map = new SmallMap("a");
        map.Ann_(new MapChange.SetMapField(MapField.Title, new MapInfo { Title = "One", Author = "not written" }));
        map.Bob_(new MapChange.SetMapField(MapField.Title, new MapInfo { Title = "Two" }));
        map.Ann_(new MapChange.SetMapField(MapField.Tags, new MapInfo { Tags = ["t"] }));
        Assert.Equal(new MapInfo { Title = "Two", Tags = ["t"] }, map.Map.Info);
    }

    [Fact]
    public void C21_a_node_shows_only_images_that_the_map_has()
    {
        var map = new SmallMap("a");
        var (one, two) = (new string('1', 64), new string('2', 64));
        MapBuilder.Describe(map.Node("a"), new NodeDetails { Image = one });
        var show = Set(map["a"], NodeField.Image, new NodeDetails { Image = two });
        Assert.Equal((ChangeStatus.Refused, ChangeCodes.Unknown), Answer(map.Ann_(show)));
        Assert.True(map.Ann_(new MapChange.AttachImage(two)).IsApplied);
        Assert.Equal(ChangeCodes.Known, map.Ann_(new MapChange.AttachImage(two)).Code);
        var shown = map.Ann_(show);
        Assert.True(map.Undo(SmallMap.Ann, map.State.Sequence, shown).IsApplied);
        Assert.Equal(one, map.Node("a").Details.Image);
    }

    [Fact]
    public void C22_rekey_is_the_servers_only_keeps_the_order_and_leaves_no_author()
    {
        var map = new SmallMap("a\n  x\n  s\nb\n  s +");
        var moved = map.Ann_(new MapChange.Move(map["x"], map["b"], Key));
        var sequence = map.State.Sequence;
        Assert.Equal(ChangeCodes.NotAllowed, map.Ann_(new MapChange.Rekey(map["b"], ["a1", "a2"])).Code);
        Assert.Equal(ChangeCodes.BadKey, map.Server_(new MapChange.Rekey(map["b"], ["a1"])).Code);
        Assert.Equal(ChangeCodes.BadKey, map.Server_(new MapChange.Rekey(map["b"], ["a2", "a1"])).Code);
        var before = map.ToString();
        var result = map.Server_(new MapChange.Rekey(map["b"], ["a1", "a2"]));
        Assert.True(result.IsApplied && result.Inverse.IsEmpty);
        Assert.Equal(before, map.ToString());
        Assert.Equal(["a1", "a2"], map.Node("b").Children.ToArray().Select(child => child.Key));
        Assert.True(map.Undo(SmallMap.Ann, sequence, moved).IsApplied);
    }

    [Fact]
    public void C25_erase_takes_what_a_change_wrote_out_of_the_map_and_keeps_later_writes()
    {
        var map = new SmallMap("a\nb");
        map.Ann_(new MapChange.SetText(map["a"], "bad"));
        map.Ann_(new MapChange.SetText(map["b"], "bad"));
        map.Bob_(new MapChange.SetText(map["b"], "good"));
        map.Ann_(new MapChange.Insert(map["new"], map["a"], Key, "bad"));
        map.Ann_(new MapChange.Delete(map["new"]));
        map.Ann_(new MapChange.Insert(map["mended"], map["b"], Key, "bad"));
        map.Bob_(new MapChange.SetText(map["mended"], "mended"));
        Assert.Equal(ChangeCodes.NotAllowed, map.Ann_(new MapChange.Erase(1)).Code);
        foreach (var sequence in new long[] { 1, 2, 4, 6 }) Assert.True(map.Server_(new MapChange.Erase(sequence)).IsApplied);
        map.Ann_(new MapChange.Restore(5));
        Assert.Equal("\n  \ngood\n  mended", map.ToString());
        Assert.Equal(ChangeCodes.Unknown, map.Server_(new MapChange.Erase(99)).Code);
    }

    [Fact]
    public void C25_without_its_payload_a_change_holds_no_word_that_a_person_wrote()
    {
        const string bad = "bad";
        var id = Guid.NewGuid();
        MapChange[] changes =
        [
            new MapChange.Insert(id, null, Key, bad), new MapChange.SetText(id, bad), new MapChange.SetField(id, NodeField.Note, new NodeDetails { Note = bad }),
            new MapChange.Link(id, id, id, new LinkFields { Kind = bad, Label = bad }), new MapChange.SetLinkField(id, LinkField.Verb, new LinkFields { Verb = bad }),
            new MapChange.SetMapField(MapField.Title, new MapInfo { Title = bad }),
        ];
        foreach (var change in changes)
        {
            Assert.Contains(bad, change.ToString());
            Assert.DoesNotContain(bad, change.WithoutPayload().ToString());
        }
        var undo = (MapChange.Undo)new MapChange.Undo(1, [changes[1]]).WithoutPayload();
        Assert.Equal(new MapChange.SetText(id, ""), Assert.Single(undo.Inverse));
    }

    [Fact]
    public void C25_erase_reaches_links_that_a_delete_holds_and_the_maps_own_fields()
    {
        var map = new SmallMap("a\nb");
        var id = map.FreshId();
        map.Ann_(new MapChange.Link(id, map["a"], map["b"], new LinkFields { Label = "bad", Verb = "bad" }));
        map.Bob_(new MapChange.SetLinkField(id, LinkField.Verb, new LinkFields { Verb = "good" }));
        map.Ann_(new MapChange.Delete(map["b"]));
        map.Ann_(new MapChange.SetMapField(MapField.Title, new MapInfo { Title = "bad" }));
        map.Server_(new MapChange.Erase(1));
        map.Server_(new MapChange.Erase(4));
        map.Ann_(new MapChange.Restore(3));
        Assert.Equal(new LinkFields { Verb = "good" }, LinkFields.Of(map.Map.FindLink(id)!));
        Assert.Equal("", map.Map.Info.Title);
    }

    [Fact]
    public void C26_no_change_takes_a_map_over_its_limits()
    {
        var limits = new MapLimits(TextLength: 5, Depth: 2, Nodes: 6, InputBytes: 1, InflatedBytes: 1, Links: 1);
        var map = new SmallMap("a\n  b\n    c\nd\n  e", limits);
        Assert.Equal(ChangeCodes.TextTooLong, map.Ann_(new MapChange.SetText(map["a"], "123456")).Code);
        Assert.Equal(ChangeCodes.TextTooLong, map.Ann_(Set(map["a"], NodeField.Note, new NodeDetails { Note = "123456" })).Code);
        Assert.Equal(ChangeCodes.TextTooLong, map.Ann_(Set(map["a"], NodeField.Tags, new NodeDetails { Tags = ["12", "34"] })).Code);
        Assert.Equal(ChangeCodes.TooDeep, map.Ann_(new MapChange.Insert(map["f"], map["c"], Key, "f")).Code);
        Assert.Equal(ChangeCodes.TooDeep, map.Ann_(new MapChange.Move(map["d"], map["b"], Key)).Code);
        // Through further parents as well: c hangs under d too, so d can go no deeper.
        Assert.True(map.Ann_(new MapChange.AddUnder(map.FreshId(), map["e"], map["c"], Key)).IsApplied);
        Assert.True(map.Ann_(new MapChange.Delete(map["c"])).Code == ChangeCodes.Kept);
        Assert.Equal(ChangeCodes.TooDeep, map.Ann_(new MapChange.Move(map["d"], map["a"], Key)).Code);
        Assert.True(map.Ann_(new MapChange.AddUnder(map.FreshId(), map["b"], map["c"], Key)).IsApplied);
        Assert.Equal(ChangeCodes.TooManyLinks, map.Ann_(new MapChange.AddUnder(map.FreshId(), map["a"], map["e"], Key)).Code);
        Assert.True(map.Ann_(new MapChange.Link(map.FreshId(), map["a"], map["e"], LinkFields.None)).IsApplied);
        Assert.Equal(ChangeCodes.TooManyLinks, map.Ann_(new MapChange.Link(map.FreshId(), map["a"], map["e"], LinkFields.None)).Code);
        Assert.True(map.Ann_(new MapChange.Insert(map["f"], map["b"], Key, "12345")).IsApplied);
        Assert.Equal(ChangeCodes.TooManyNodes, map.Ann_(new MapChange.Insert(map["g"], null, Key, "g")).Code);
    }

    [Fact]
    public void C26_a_restore_goes_no_deeper_than_the_limit()
    {
        var limits = MapLimits.Upload with { Depth = 2 };
        var map = new SmallMap("a\n  b\n    c\nd", limits);
        map.Ann_(new MapChange.Delete(map["b"]));
        map.Ann_(new MapChange.Move(map["a"], map["d"], Key));
        Assert.Equal((ChangeStatus.Refused, ChangeCodes.TooDeep), Answer(map.Ann_(new MapChange.Restore(1))));
    }

    [Fact]
    public void C27_values_outside_their_range_are_refused()
    {
        var map = new SmallMap("a");
        var (a, id) = (map["a"], map.FreshId());
        Assert.Equal(ChangeCodes.BadKey, map.Ann_(new MapChange.Insert(id, null, "!", "x")).Code);
        Assert.Equal(ChangeCodes.BadKey, map.Ann_(new MapChange.Move(a, null, "a00")).Code);
        Assert.Equal(ChangeCodes.Invalid, map.Ann_(new MapChange.Insert(Guid.Empty, null, Key, "x")).Code);
        Assert.Equal(ChangeCodes.UnsafeLink, map.Ann_(Set(a, NodeField.Link, new NodeDetails { Link = "javascript:alert(1)" })).Code);
        Assert.Equal(ChangeCodes.Invalid, map.Ann_(Set(a, NodeField.Style, new NodeDetails { Style = new NodeStyle(9, 0, 0) })).Code);
        Assert.Equal(ChangeCodes.Invalid, map.Ann_(Set(a, (NodeField)99, NodeDetails.None)).Code);
        Assert.Equal(ChangeCodes.Invalid, map.Ann_(new MapChange.AttachImage("../secret")).Code);
        foreach (var fields in new LinkFields[] { new() { Kind = "Not a word" }, new() { Sign = 2 }, new() { Strength = double.NaN }, new() { Strength = 1.1 } })
            Assert.Equal(ChangeCodes.Invalid, map.Ann_(new MapChange.Link(id, a, a, fields)).Code);
        Assert.Equal(ChangeCodes.Invalid, map.Ann_(new MapChange.Undo(1, [])).Code);
        Assert.Equal(ChangeCodes.Invalid, map.Ann_(new MapChange.Undo(1, [new MapChange.Erase(1)])).Code);
    }

    [Fact]
    public void C27_an_address_is_kept_in_its_normal_form()
    {
        var map = new SmallMap("a");
        map.Ann_(Set(map["a"], NodeField.Link, new NodeDetails { Link = "HTTPS://Example.org" }));
        Assert.Equal("https://example.org/", map.Node("a").Details.Link);
    }

    private static MapChange.SetField Set(Guid node, NodeField field, NodeDetails value) => new(node, field, value);

    private static (ChangeStatus, string?) Answer(ChangeResult result) => (result.Status, result.Code);
}
