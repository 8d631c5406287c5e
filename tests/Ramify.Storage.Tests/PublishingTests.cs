using Ramify.Maps;

namespace Ramify.Storage.Tests;

public sealed class PublishingTests
{
    [Fact]
    public void Of_two_who_read_one_version_the_second_to_write_is_told()
    {
        using var temp = new TempLibrary();
        var owner = temp.AddPerson("Ann");
        var map = temp.Library.OwnMaps.Add(owner, "Ann", TempLibrary.Map("Notes"));
        var (mine, yours) = (temp.Library.OwnMaps.Find(owner, map)!, temp.Library.OwnMaps.Find(owner, map)!);
        temp.Library.OwnMaps.Replace(mine, TempLibrary.Map("Notes", outline: "Root\n  Mine"));
        Assert.Throws<ChangedMeanwhileException>(() => temp.Library.OwnMaps.Replace(yours, TempLibrary.Map("Notes", outline: "Root\n  Yours")));
        Assert.Single(temp.Library.OwnMaps.Versions(map));
    }

    [Fact]
    public void A_person_keeps_2000_maps_at_most()
    {
        using var temp = new TempLibrary();
        var owner = temp.AddPerson("Ann");
        temp.Ask($"""
            WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {Ramify.Maps.MapLimits.MapsOfOne})
            INSERT INTO map (id, title, slug, visibility, node_count, created_at, changed_at, version, discussion, comment_count, rating_sum, rating_count, owner)
            SELECT randomblob(16), 'Map', '', 'Private', 0, 0, 0, 1, 0, 0, 0, 0, (SELECT id FROM person) FROM n
            """);
        Assert.Contains("2000 maps", Assert.Throws<QuotaException>(() => temp.Library.OwnMaps.Add(owner, "Ann", TempLibrary.Map("One more"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_published_map_is_found_at_its_address_and_by_its_id_and_opens_as_it_was()
    {
        using var temp = new TempLibrary();
        var map = TempLibrary.Map("Stalin in Power, 1928-53", "History", "Russia, 1917 - 1991", "Root\n  One\n    A\u00A0b\n  Two");
        var published = temp.Library.Publishing.Publish(map);
        Assert.Equal((PublishOutcome.Added, "/history/russia-1917-1991/stalin-in-power-1928-53"), (published.Outcome, published.Address));
        var found = temp.Library.Shelves.Find("history", "russia-1917-1991", "stalin-in-power-1928-53");
        Assert.Equal(found?.Id, temp.Library.Shelves.Find(map.Id)?.Id);
        var opened = temp.Library.Shelves.Open(found!);
        Assert.Equal(["Root", "One", "A\u00A0b", "Two"], Outline.Of(opened).Select(l => l.Node.Text));
        Assert.Equal(map.Nodes.Select(n => n.Id), opened.Nodes.Select(n => n.Id));
        Assert.Equal(map.Info, opened.Info);
    }

    [Fact]
    public void Publishing_the_same_map_again_changes_nothing()
    {
        using var temp = new TempLibrary();
        var map = TempLibrary.Map("Twice");
        temp.Library.Publishing.Publish(map);
        Assert.Equal(PublishOutcome.Unchanged, temp.Library.Publishing.Publish(map).Outcome);
        Assert.Equal(1, temp.Ask("SELECT version FROM map"));
    }

    [Fact]
    public void A_map_without_a_place_in_the_library_is_refused_with_a_reason_and_nothing_is_written()
    {
        using var temp = new TempLibrary();
        Assert.Equal("The map does not say its subject, and the library is ordered by it.", temp.Library.Publishing.Publish(TempLibrary.Map("x", null)).Reason);
        Assert.Equal("The library has no topic of History called “Alchemy”.", temp.Library.Publishing.Publish(TempLibrary.Map("x", "history", "Alchemy")).Reason);
        Assert.Equal(0, temp.Ask("SELECT (SELECT count(*) FROM map) + (SELECT count(*) FROM map_doc)"));
    }

    [Fact]
    public void Two_maps_of_one_title_get_addresses_of_their_own()
    {
        using var temp = new TempLibrary();
        Assert.Equal("same", temp.Publish("Same").Slug);
        Assert.Equal("same-2", temp.Publish("Same").Slug);
        Assert.Equal("new-map", temp.Publish("New").Slug);
    }

    [Fact]
    public void A_renamed_map_keeps_answering_at_its_former_address_and_nobody_else_takes_it()
    {
        using var temp = new TempLibrary();
        var map = TempLibrary.Map("First title");
        temp.Library.Publishing.Publish(map);
        temp.Library.Publishing.Publish(map.As(map.Id, map.Info with { Title = "Second title" }));
        Assert.Equal("/history/russia-1917-1991/second-title", temp.Library.Shelves.Find("history", "russia-1917-1991", "first-title")?.Address);
        Assert.Equal("first-title-2", temp.Publish("First title").Slug);
    }

    [Fact]
    public void Versions_grow_with_content_and_the_shelf_grows_for_its_neighbours()
    {
        using var temp = new TempLibrary();
        var map = temp.Publish("One");
        var before = temp.Library.Shelves.StampOf(map.Id)!.Value;
        temp.Publish("Another of the subject", "germany-1918-1945");
        var after = temp.Library.Shelves.StampOf(map.Id)!.Value;
        Assert.Equal((before.Map, before.Discussion), (after.Map, after.Discussion));
        Assert.True(after.Shelf > before.Shelf);
    }

    [Theory]
    [InlineData("Stalin in Power, 1928-53", "stalin-in-power-1928-53")]
    [InlineData("Russia, 1917 - 1991", "russia-1917-1991")]
    [InlineData("  Macbeth's café! ", "macbeths-café")]
    [InlineData("Сталин", "сталин")]
    [InlineData("???", "map")]
    [InlineData("a/b\\c..d%00", "a-b-c-d-00")]
    public void A_slug_is_letters_digits_and_single_hyphens(string title, string slug) => Assert.Equal(slug, Slug.Of(title));
}
