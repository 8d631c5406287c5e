using Ramify.Storage.Model;

namespace Ramify.Storage.Tests;

public sealed class ShelvesTests
{
    [Fact]
    public void Similar_maps_are_of_the_same_topic_first_then_of_the_same_subject()
    {
        using var temp = new TempLibrary();
        var map = temp.Publish("This one");
        temp.Publish("Same topic");
        temp.Publish("Same subject", "germany-1918-1945");
        temp.Publish("Elsewhere", "photosynthesis", "biology");
        var similar = temp.Library.Shelves.Similar(map);
        Assert.Equal([("Same topic", true), ("Same subject", false)], similar.Select(s => (s.Map.Title, s.SameTopic)));
    }

    [Fact]
    public void Comments_and_ratings_are_counted_by_the_database_whoever_writes_them()
    {
        using var temp = new TempLibrary();
        var map = temp.Publish("Discussed");
        var before = temp.Library.Shelves.StampOf(map.Id)!.Value;
        using var watch = temp.Library.Watch();
        using (var context = temp.Library.Context())
        {
            context.Add(new Comment { Id = Guid.CreateVersion7(), Map = map.Id, Author = "Ann", Text = "Clear.", At = DateTimeOffset.UnixEpoch });
            context.Add(new Comment { Id = Guid.CreateVersion7(), Map = map.Id, Author = "Bob", Text = "Rude.", At = DateTimeOffset.UnixEpoch, State = CommentState.Held });
            foreach (var (name, stars) in new[] { ("ann", 5), ("bob", 4) })
            {
                var person = new Person { Id = Guid.CreateVersion7(), UserName = name, NormalizedUserName = name };
                context.Add(person);
                context.Add(new Rating { Map = map.Id, Person = person.Id, Stars = stars });
            }
            context.SaveChanges();
        }
        Assert.True(watch.HasChanged());
        Assert.False(watch.HasChanged());
        var found = temp.Library.Shelves.Find(map.Id)!;
        Assert.Equal((1, 2, 4.5), (found.CommentCount, found.RatingCount, found.RatingMean));
        Assert.Equal("Clear.", Assert.Single(temp.Library.Shelves.Comments(map.Id, null, 10)).Text);
        Assert.True(temp.Library.Shelves.StampOf(map.Id)!.Value.Discussion > before.Discussion);
        using (var context = temp.Library.Context())
        {
            context.RemoveRange(context.Comments);
            context.RemoveRange(context.Ratings);
            context.SaveChanges();
        }
        found = temp.Library.Shelves.Find(map.Id)!;
        Assert.Equal((0, 0, 0), (found.CommentCount, found.RatingCount, found.RatingSum));
    }

    [Fact]
    public void A_draft_is_at_its_own_address_and_nowhere_else()
    {
        using var temp = new TempLibrary();
        var neighbour = temp.Publish("Neighbour");
        var token = temp.Library.Drafts.Save(TempLibrary.Map("Secret notes"), "owner");
        var draft = temp.Library.Drafts.Find(token)!;
        Assert.Equal(22, token.Length);
        Assert.Null(draft.Address);
        Assert.Null(temp.Library.Shelves.Find(draft.Id));
        Assert.Null(temp.Library.Shelves.StampOf(draft.Id));
        Assert.Empty(temp.Library.Shelves.Similar(neighbour));
        Assert.Equal(1, temp.Ask("SELECT count(*) FROM map WHERE subject = 'history'"));
        Assert.True(draft.IsOwnedBy("owner"));
        Assert.False(draft.IsOwnedBy("somebody else"));
        Assert.False(draft.IsOwnedBy(null));
        Assert.False(neighbour.IsOwnedBy("owner"));
    }

    [Fact]
    public void Two_drafts_of_the_same_text_are_two_maps_and_one_can_go()
    {
        using var temp = new TempLibrary();
        var map = TempLibrary.Map("Notes");
        var (first, second) = (temp.Library.Drafts.Save(map, "a"), temp.Library.Drafts.Save(TempLibrary.Map("Notes"), "b"));
        Assert.NotEqual(first, second);
        var draft = temp.Library.Drafts.Find(first)!;
        temp.Library.Drafts.Replace(draft, TempLibrary.Map("Other notes", outline: "Other\n  Words"));
        Assert.Equal("Other", temp.Library.Shelves.Open(temp.Library.Drafts.Find(first)!).Roots[0].Node.Text);
        temp.Library.Drafts.Delete(draft);
        Assert.Null(temp.Library.Drafts.Find(first));
        Assert.NotNull(temp.Library.Drafts.Find(second));
        Assert.Equal(1, temp.Ask("SELECT count(*) FROM map_doc"));
    }
}
