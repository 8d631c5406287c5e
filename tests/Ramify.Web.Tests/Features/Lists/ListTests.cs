using System.Net;
using Ramify.Maps;
using Ramify.Web.Tests.Features.Comments;

namespace Ramify.Web.Tests.Features.Lists;

public sealed class ListTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task A_map_goes_onto_named_lists_from_its_page_and_off_again()
    {
        using var ann = await Actor.Join(site, "List Ann");
        Assert.Contains("None yet", await ann.Read("/account/lists"), StringComparison.Ordinal);
        var map = site.Publish("Worth keeping");
        Assert.Contains($"/m/{map.Id}/lists", await ann.Read(map.Address!), StringComparison.Ordinal);
        await ann.Post($"/m/{map.Id}/lists", ("name", "For the exam"));
        var list = Assert.Single(site.Library.SavedLists.Of(ann.Id)).List;
        Assert.Contains("Worth keeping", await ann.Read($"/account/lists/{list.Id}"), StringComparison.Ordinal);

        await ann.Post($"/m/{map.Id}/lists", ("list", list.Id.ToString()), ("name", "Russia"));
        Assert.Equal([1, 1], site.Library.SavedLists.Of(ann.Id).Select(l => l.Count));
        await ann.Post($"/m/{map.Id}/lists");
        Assert.Equal([0, 0], site.Library.SavedLists.Of(ann.Id).Select(l => l.Count));
        await ann.Post($"/account/lists/{list.Id}", ("name", "After the exam"));
        Assert.Contains("After the exam", await ann.Read("/account/lists"), StringComparison.Ordinal);
        await ann.Post($"/account/lists/{list.Id}/removal");
        Assert.DoesNotContain("After the exam", await ann.Read("/account/lists"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_is_its_owners_and_leaves_out_what_is_no_longer_public()
    {
        using var ann = await Actor.Join(site, "Mine Ann");
        using var ben = await Actor.Join(site, "Not Mine Ben");
        var map = await ben.Publish(site, "Public for a while");
        await ann.Post($"/m/{map.Id}/lists", ("name", "Mine"));
        var list = Assert.Single(site.Library.SavedLists.Of(ann.Id)).List.Id;
        Assert.Equal(HttpStatusCode.NotFound, (await ben.Get($"/account/lists/{list}")).StatusCode);
        foreach (var path in (string[])[$"/account/lists/{list}", $"/account/lists/{list}/removal", $"/account/lists/{list}/maps/{map.Id}/removal"])
            Assert.Equal(HttpStatusCode.NotFound, (await ben.Post(path, ("name", "His"))).StatusCode);
        // Another's list in one's own form is not written to.
        await ben.Post($"/m/{site.Publish("Smuggled").Id}/lists", ("list", list.ToString()));
        Assert.Equal(1, Assert.Single(site.Library.SavedLists.Of(ann.Id)).Count);
        await ben.Post($"/account/maps/{map.Id}/visibility", ("visibility", "Private"));
        Assert.DoesNotContain("Public for a while", await ann.Read($"/account/lists/{list}"), StringComparison.Ordinal);
        await ben.Post($"/account/maps/{map.Id}/visibility", ("visibility", "Public"));
        Assert.Contains("Public for a while", await ann.Read($"/account/lists/{list}"), StringComparison.Ordinal);
        await ann.Post($"/account/lists/{list}/maps/{map.Id}/removal");
        Assert.Contains("Nothing on it", await ann.Read($"/account/lists/{list}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_too_long_and_a_list_too_many_are_refused_with_a_sentence()
    {
        using var ann = await Actor.Join(site, "Limit Ann");
        var map = site.Publish("On every list");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ann.Post($"/m/{map.Id}/lists", ("name", new string('x', MapLimits.ListName + 1)))).StatusCode);
        for (var i = 0; i < MapLimits.Lists; i++) Assert.Null(site.Library.SavedLists.Put(ann.Id, map.Id, [], $"List {i}"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ann.Post($"/m/{map.Id}/lists", ("name", "One more"))).StatusCode);
    }
}
