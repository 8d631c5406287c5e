using CsCheck;
using Ramify.Storage.Model;

namespace Ramify.Storage.Tests;

public sealed class BrowsingTests
{
    private static readonly string?[] Levels = [null, "a-level", "gcse"];
    private static readonly string?[] Boards = [null, "aqa", "ocr"];
    private static readonly string?[] Licences = [null, "CC BY 4.0", "CC0 1.0"];
    private static readonly string[] Topics = ["russia-1917-1991", "germany-1918-1945"];

    private sealed record Made(int Topic, int Level, int Board, int Licence, int Change, int Ratings, int Stars);

    private static readonly Gen<Made[]> SomeMaps = Gen.Select(Gen.Int[0, 1], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 2], Gen.Int[0, 5], Gen.Int[0, 4], Gen.Int[1, 5],
        (topic, level, board, licence, change, ratings, stars) => new Made(topic, level, board, licence, change, ratings, stars)).Array[1, 14];

    /// <summary>Maps are made, rated, narrowed, hidden, moved and deleted by SQL of anybody's; what pages and counts say is what is there.</summary>
    [Fact]
    public void Counts_are_true_and_pages_follow_one_another_in_every_order_and_under_every_facet() => SomeMaps.Sample(made =>
    {
        using var temp = new TempLibrary();
        foreach (var one in made) Make(temp, one);
        var rows = All(temp);
        foreach (var topic in (string?[])[null, Topics[0]])
            foreach (var facets in (Facets[])[new(null), new(Level: "a-level"), new(Board: "aqa", Licence: "CC BY 4.0"), new("gcse", "ocr", "CC0 1.0")])
            {
                var there = rows.Where(m => (topic is null || m.Topic == topic) && (facets.Level ?? m.Level) == m.Level && (facets.Board ?? m.Board) == m.Board && (facets.Licence ?? m.Licence) == m.Licence).ToList();
                var counted = temp.Library.Browsing.Counts(new("history", topic)).Where(c => (facets.Level ?? c.Level) == c.Level && (facets.Board ?? c.Board) == c.Board && (facets.Licence ?? c.Licence) == c.Licence).Sum(c => c.Maps);
                Assert.Equal(there.Count, counted);
                foreach (var order in Enum.GetValues<ShelfOrder>()) Assert.Equal(InOrder(there, order), Walk(temp, new("history", topic), facets, order));
            }
    }, iter: 25, threads: 1);

    [Theory]
    [InlineData(ShelfOrder.Best, "best")]
    [InlineData(ShelfOrder.Rating, "rated")]
    [InlineData(ShelfOrder.Newest, "changedat")]
    public void Every_order_of_a_subject_and_of_a_topic_is_read_off_its_index_and_nothing_is_sorted(ShelfOrder order, string index)
    {
        using var temp = new TempLibrary();
        foreach (var (scope, name) in ((Shelf, string)[])[(new("history"), "subject"), (new("history", "russia-1917-1991"), "topic")])
            foreach (var after in (ShelfPlace?[])[null, new ShelfPlace(3000, 1, Guid.NewGuid())])
            {
                var plan = temp.Library.Browsing.Plan(scope, new("a-level", "aqa", "CC BY 4.0"), order, after);
                Assert.Contains($"shelf_{name}_{index}", plan, StringComparison.Ordinal);
                Assert.DoesNotContain("B-TREE", plan, StringComparison.Ordinal);
            }
    }

    [Fact]
    public void One_rating_of_five_does_not_stand_above_many_that_are_nearly_so()
    {
        using var temp = new TempLibrary();
        Rate(temp, temp.Publish("Loved once").Id, 5, 1);
        Rate(temp, temp.Publish("Loved by many").Id, 5, 6);
        Rate(temp, temp.Publish("Disliked").Id, 1, 3);
        temp.Publish("Unrated");
        Assert.Equal(["Loved by many", "Loved once", "Unrated", "Disliked"], Titles(temp, ShelfOrder.Best));
        Assert.Equal("Unrated", Titles(temp, ShelfOrder.Rating)[^1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("1_2")]
    [InlineData("x_1_0190b6a2000070008000000000000000")]
    [InlineData("1_99999999999999999999_0190b6a2000070008000000000000000")]
    public void A_place_that_nobody_wrote_is_no_place(string text) => Assert.Null(ShelfPlace.Parse(text));

    private static void Make(TempLibrary temp, Made made)
    {
        var map = temp.Publish($"Map {Guid.NewGuid()}", Topics[made.Topic]);
        Rate(temp, map.Id, made.Stars, made.Ratings);
        using var connection = temp.Library.Connect();
        connection.Execute("UPDATE map SET level = @level, board = @board, licence = @licence, changed_at = @change WHERE id = @id",
            ("@level", Levels[made.Level]), ("@board", Boards[made.Board]), ("@licence", Licences[made.Licence]), ("@change", made.Change % 3), ("@id", map.Id));
        if (made.Change == 3) connection.Execute("UPDATE map SET visibility = 'Private' WHERE id = @id", ("@id", map.Id));
        if (made.Change == 4) connection.Execute("UPDATE map SET topic = @topic WHERE id = @id", ("@topic", Topics[1 - made.Topic]), ("@id", map.Id));
        if (made.Change == 5) connection.Execute("DELETE FROM map WHERE id = @id", ("@id", map.Id));
    }

    private static void Rate(TempLibrary temp, Guid map, int stars, int times)
    {
        using var connection = temp.Library.Connect();
        connection.Execute("UPDATE map SET rating_sum = @sum, rating_count = @count WHERE id = @id", ("@sum", stars * times), ("@count", times), ("@id", map));
    }

    private static List<StoredMap> All(TempLibrary temp)
    {
        using var connection = temp.Library.Connect();
        return connection.Rows(MapRows.Read, $"SELECT {MapRows.Columns} FROM map WHERE visibility = 'Public'");
    }

    private static IEnumerable<Guid> InOrder(IEnumerable<StoredMap> maps, ShelfOrder order) => maps
        .OrderByDescending(m => order switch { ShelfOrder.Best => (m.RatingSum + 15) * 1000 / (m.RatingCount + 5), ShelfOrder.Rating => m.RatingCount == 0 ? 0 : m.RatingSum * 1000 / m.RatingCount, _ => 0 })
        .ThenByDescending(m => m.ChangedAt).ThenByDescending(m => m.Id.ToString(), StringComparer.Ordinal).Select(m => m.Id);

    private static List<Guid> Walk(TempLibrary temp, Shelf shelf, Facets facets, ShelfOrder order)
    {
        var seen = new List<Guid>();
        ShelfPlace? after = null;
        do
        {
            var page = temp.Library.Browsing.Page(shelf, facets, order, after, 3);
            seen.AddRange(page.Maps.Select(m => m.Id));
            after = ShelfPlace.Parse(page.Next?.ToString());
        }
        while (after is not null);
        return seen;
    }

    private static List<string> Titles(TempLibrary temp, ShelfOrder order) => [.. temp.Library.Browsing.Page(new("history"), default, order, null, 10).Maps.Select(m => m.Title)];
}
