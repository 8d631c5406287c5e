using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ramify.Maps;

namespace Ramify.Web.Tests.Features.Api;

/// <summary>The library for programs: open to everybody.</summary>
public sealed class LibraryApiTests(RunningSite site)
{
    [Fact]
    public async Task A_list_is_walked_page_by_page_and_every_public_map_comes_once()
    {
        await using var own = new RunningSite();
        await own.InitializeAsync();
        var other = own.Library.Taxonomy.Subject("history")!.Topics.First(t => t.Slug != "russia-1917-1991").Slug;
        var expected = Enumerable.Range(0, 7).Select(i => own.Publish($"Listed {i}", topic: i % 2 == 0 ? "russia-1917-1991" : other).Id).ToHashSet();
        expected.Add(own.Publish("Listed in another subject", subject: "biology", topic: own.Library.Taxonomy.Subject("biology")!.Topics[0].Slug).Id);
        using var program = new ProgramActor(own, null);
        var seen = new List<Guid>();
        string? next = "/api/v1/maps?limit=2";
        while (next is not null)
        {
            var page = await program.Ask(next);
            Assert.True(page.GetProperty("items").GetArrayLength() <= 2);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("id").GetGuid()));
            next = page.GetProperty("next").GetString();
            Assert.True(next is null || next.StartsWith(own.Root + "/api/v1/maps?limit=2&cursor=", StringComparison.Ordinal), next);
        }
        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Subset(seen.ToHashSet(), expected);
        Assert.Equal(seen.Count, Count(own));
    }

    [Fact]
    public async Task A_list_can_be_of_one_subject_or_topic()
    {
        site.Publish("Of one topic");
        using var program = new ProgramActor(site, null);
        var page = await program.Ask("/api/v1/maps?subject=history&topic=russia-1917-1991&limit=200");
        Assert.All(page.GetProperty("items").EnumerateArray(), m => Assert.Equal("russia-1917-1991", m.GetProperty("topic").GetString()));
        Assert.Contains(page.GetProperty("items").EnumerateArray(), m => m.GetProperty("title").GetString() == "Of one topic");
    }

    [Theory]
    [InlineData("/api/v1/maps?subject=no-such", "unknown_subject")]
    [InlineData("/api/v1/maps?subject=history&topic=no-such", "unknown_topic")]
    [InlineData("/api/v1/maps?topic=russia-1917-1991", "unknown_topic")]
    [InlineData("/api/v1/maps?cursor=nonsense", "bad_cursor")]
    [InlineData("/api/v1/maps?cursor=____________________________________________", "bad_cursor")]
    public async Task A_question_that_makes_no_sense_is_refused_with_a_code(string path, string code)
    {
        using var program = new ProgramActor(site, null);
        Assert.Equal(code, await ProgramActor.Problem(await program.Send("GET", path), 400));
    }

    [Theory]
    [InlineData("GET", "/api/v1/nothing", 404, "not_found")]
    [InlineData("GET", "/api", 404, "not_found")]
    [InlineData("GET", "/api/v1/maps/00000000-0000-0000-0000-000000000000", 404, "not_found")]
    [InlineData("GET", "/api/v1/maps/00000000-0000-0000-0000-000000000000/exports/svg", 404, "not_found")]
    [InlineData("GET", "/api/v1/subjects/no-such", 404, "not_found")]
    [InlineData("GET", "/api/v1/maps?limit=many", 400, "bad_request")]
    [InlineData("DELETE", "/api/v1/maps", 405, "method_not_allowed")]
    [InlineData("GET", "/api/v1/me", 401, "token_needed")]
    public async Task Whatever_goes_wrong_is_a_problem_with_a_code(string method, string path, int status, string code)
    {
        using var program = new ProgramActor(site, null);
        Assert.Equal(code, await ProgramActor.Problem(await program.Send(method, path), status));
    }

    [Fact]
    public async Task A_map_says_what_it_is_and_its_ETag_follows_map_and_discussion()
    {
        var map = site.Publish("Tagged for programs", info: new MapInfo { Licence = "CC BY 4.0", Level = "a-level" });
        using var program = new ProgramActor(site, null);
        using var first = await program.Send("GET", $"/api/v1/maps/{map.Id}");
        var said = await ProgramActor.Json(first);
        Assert.Equal(("Tagged for programs", 3, "CC BY 4.0", site.Root + map.Address), (said.GetProperty("title").GetString(), said.GetProperty("nodes").GetInt32(), said.GetProperty("licence").GetString(), said.GetProperty("address").GetString()));
        Assert.Equal(JsonValueKind.Null, said.GetProperty("rating").GetProperty("mean").ValueKind);
        Assert.Equal(HttpStatusCode.NotModified, await Again(program, map.Id, first.Headers.ETag!.ToString()));
        site.Comment(map.Id, "Somebody", "A remark");
        Assert.Equal(HttpStatusCode.OK, await Again(program, map.Id, first.Headers.ETag!.ToString()));
        var comments = await program.Ask($"/api/v1/maps/{map.Id}/comments");
        Assert.Equal("A remark", comments.GetProperty("items")[0].GetProperty("text").GetString());
        for (var i = 0; i < 230; i++) site.Comment(map.Id, "Somebody", $"Remark {i}");
        var seen = new List<string>();
        for (string? next = $"/api/v1/maps/{map.Id}/comments?limit=100"; next is not null;)
        {
            var part = await program.Ask(next);
            seen.AddRange(part.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("text").GetString()!));
            next = part.GetProperty("next").GetString();
        }
        // Written in one millisecond, some stand in the order of their ids; none is left out, and none comes twice.
        Assert.Equal("A remark", seen[0]);
        Assert.Equal(231, seen.Count);
        Assert.Equal(231, seen.Distinct().Count());
        Assert.Equal("bad_cursor", await ProgramActor.Problem(await program.Send("GET", $"/api/v1/maps/{map.Id}/comments?cursor=x"), 400));
    }

    [Fact]
    public async Task Every_file_that_is_offered_is_there_and_opens_as_the_same_map()
    {
        var map = site.Publish("Offered as files", "Root\n  One\n    Deep\n  Two");
        using var program = new ProgramActor(site, null);
        var offered = (await program.Ask($"/api/v1/maps/{map.Id}/exports")).GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(offered, o => o.GetProperty("format").GetString() == "xmind");
        foreach (var file in offered)
        {
            using var answer = await program.Send("GET", file.GetProperty("address").GetString()!);
            Assert.True(answer.StatusCode == HttpStatusCode.OK, file.ToString());
            Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType ?? "attachment");
            if (file.GetProperty("lost").ValueKind == JsonValueKind.Null) continue;
            // The name of a file decides where several formats are JSON.
            var read = Ramify.Formats.MapFormats.Read(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken), MapLimits.Upload, fileName: $"x.{file.GetProperty("format")}");
            Assert.Equal(4, read.Map.NodeCount);
        }
    }

    [Fact]
    public async Task The_description_names_every_endpoint_of_the_API_and_nothing_else()
    {
        using var program = new ProgramActor(site, null);
        var document = await program.Ask("/api/v1/openapi.json");
        Assert.StartsWith("3.1", document.GetProperty("openapi").GetString(), StringComparison.Ordinal);
        Assert.Equal(site.Root, document.GetProperty("servers")[0].GetProperty("url").GetString()!.TrimEnd('/'));
        var described = document.GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(m => $"{m.Name.ToUpperInvariant()} {p.Name}"));
        var there = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal) && e.RoutePattern.RawText != "/api/v1/openapi.json")
            .SelectMany(e => e.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Select(m => $"{m} {e.RoutePattern.RawText!.Replace(":guid", "", StringComparison.Ordinal)}"));
        Assert.Equal(there.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
        foreach (var path in document.GetProperty("paths").EnumerateObject())
            foreach (var call in path.Value.EnumerateObject())
            {
                Assert.True(call.Value.GetProperty("summary").GetString()!.Length > 10, path.Name);
                Assert.Equal(path.Name.StartsWith("/api/v1/me", StringComparison.Ordinal), call.Value.TryGetProperty("security", out _));
            }
    }

    [Fact]
    public async Task A_private_map_is_in_no_list_and_at_no_address_of_the_library()
    {
        using var ann = await Actor.Join(site, "Api Private Ann");
        var map = site.Library.OwnMaps.Add(ann.Id, ann.Name, RunningSite.Read("Zebra thoughts\n  One"));
        using var program = new ProgramActor(site, null);
        foreach (var path in new[] { "", "/exports", "/exports/txt", "/comments" })
            Assert.Equal("not_found", await ProgramActor.Problem(await program.Send("GET", $"/api/v1/maps/{map}{path}"), 404));
        Assert.DoesNotContain("Zebra", (await program.Ask("/api/v1/maps?limit=200")).ToString(), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> Again(ProgramActor program, Guid map, string tag)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/maps/{map}");
        request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        using var answer = await program.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static int Count(RunningSite site) => site.Library.Browsing.Counts(default).Sum(c => c.Maps);
}
