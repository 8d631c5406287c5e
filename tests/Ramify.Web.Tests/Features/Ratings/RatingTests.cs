using System.Net;
using Microsoft.EntityFrameworkCore;
using Ramify.Storage.Model;
using Ramify.Web.Tests.Features.Comments;

namespace Ramify.Web.Tests.Features.Ratings;

public sealed class RatingTests(RunningSite site) : IClassFixture<RunningSite>
{
    [Fact]
    public async Task One_rating_a_person_changed_and_taken_back_the_teachers_apart()
    {
        using var ann = await Actor.Join(site, "Rated Ann");
        using var ben = await Actor.Join(site, "Rating Ben");
        using var tess = await Actor.Join(site, "Rating Tess", Role.Teacher);
        var map = await ann.Publish(site, "Rated map");
        Assert.Contains("not rated yet", await ben.Read(map.Address!), StringComparison.Ordinal);
        await ben.Post($"/m/{map.Id}/rating", ("stars", "1"));
        await ben.Post($"/m/{map.Id}/rating", ("stars", "2"));
        Assert.Contains("2.0 of 5 (1 rating)<", await ben.Page(map), StringComparison.Ordinal);
        await tess.Post($"/m/{map.Id}/rating", ("stars", "5"));
        Assert.Contains("3.5 of 5 (2 ratings): teachers 5.0 of 5 (1), others 2.0 of 5 (1)", await ben.Page(map), StringComparison.Ordinal);
        // Who is a teacher no longer counts as one no longer, on the cached page too.
        await using (var context = site.Library.Context()) await context.Set<Person>().Where(p => p.Id == tess.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Role, Role.Student));
        Assert.Contains("3.5 of 5 (2 ratings)<", await ben.Page(map), StringComparison.Ordinal);
        await tess.Post($"/m/{map.Id}/rating/removal");
        await ben.Post($"/m/{map.Id}/rating/removal");
        Assert.Contains("not rated yet", await ben.Page(map), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("6")]
    [InlineData("-1")]
    [InlineData("five")]
    [InlineData("")]
    public async Task Only_one_to_five_stars_are_taken(string stars)
    {
        using var ben = await Actor.Join(site, $"Stars {stars.Length} {(stars.Length == 1 ? (stars == "0" ? "none" : "more") : "else")}");
        var map = site.Publish($"Stars of {ben.Name}");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ben.Post($"/m/{map.Id}/rating", ("stars", stars))).StatusCode);
        Assert.Equal(0, site.Library.Shelves.Find(map.Id)!.RatingCount);
    }

    [Fact]
    public async Task Nobody_rates_a_map_of_his_own()
    {
        using var ann = await Actor.Join(site, "Own Ann");
        var map = await ann.Publish(site, "Own stars");
        Assert.DoesNotContain("name=\"stars\"", await ann.Read($"/m/{map.Id}/rating"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ann.Post($"/m/{map.Id}/rating", ("stars", "5"))).StatusCode);
        Assert.Equal(0, site.Library.Shelves.Find(map.Id)!.RatingCount);
    }
}
