using System.Net;
using Ramify.Storage.Model;

namespace Ramify.Web.Tests.Features.Api;

/// <summary>A person's own maps for a program with a token.</summary>
public sealed class OwnApiTests(RunningSite site)
{
    private const TokenScopes All = TokenScopes.Read | TokenScopes.Write | TokenScopes.Publish;

    [Fact]
    public async Task A_program_keeps_a_map_changes_it_publishes_it_and_puts_it_into_the_bin()
    {
        using var ann = await Actor.Join(site, "Api Ann");
        using var program = ProgramActor.Of(site, ann, All);
        using var added = await program.Send("POST", "/api/v1/me/maps", "Causes of the war\n  Alliances\n  Arms race");
        var kept = (await ProgramActor.Json(added, 201)).GetProperty("map");
        var path = new Uri(added.Headers.Location!.OriginalString).AbsolutePath;
        Assert.Equal(("Causes of the war", 3, "private"), (kept.GetProperty("title").GetString(), kept.GetProperty("nodes").GetInt32(), kept.GetProperty("visibility").GetString()));

        using var replaced = await program.Send("PUT", path, "# Causes of the war\n\n- Alliances\n- Arms race\n- Empire\n", added.Headers.ETag!.ToString());
        Assert.Equal(4, (await ProgramActor.Json(replaced)).GetProperty("map").GetProperty("nodes").GetInt32());
        Assert.Single(site.Library.OwnMaps.Versions(kept.GetProperty("id").GetGuid()));

        using var described = await program.Send("PATCH", path, """{"title":"Why war came","subject":"history","topic":"russia-1917-1991","licence":"CC BY 4.0","tags":["war","1914"],"visibility":"public"}""", replaced.Headers.ETag!.ToString(), "application/merge-patch+json");
        var said = await ProgramActor.Json(described);
        Assert.Equal(("Why war came", "public", "1914"), (said.GetProperty("title").GetString(), said.GetProperty("visibility").GetString(), said.GetProperty("tags")[1].GetString()));
        using var reader = site.Client();
        Assert.Contains("Empire", await reader.GetStringAsync("/history/russia-1917-1991/why-war-came.txt"), StringComparison.Ordinal);

        using var binned = await program.Send("DELETE", path, null, described.Headers.ETag!.ToString());
        Assert.Equal(HttpStatusCode.NoContent, binned.StatusCode);
        Assert.Equal("not_found", await ProgramActor.Problem(await program.Send("GET", path), 404));
        Assert.Single(site.Library.OwnMaps.Of(ann.Id, binned: true));
    }

    [Fact]
    public async Task A_request_sent_again_with_its_key_is_done_once_and_answered_the_same_and_another_with_that_key_is_refused()
    {
        using var ann = await Actor.Join(site, "Api Again Ann");
        using var ben = await Actor.Join(site, "Api Again Ben");
        using var program = ProgramActor.Of(site, ann, All);
        // Six at once, as after a network that hung, and one later.
        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Keyed(program, "Root\n  One", "order-1")));
        site.Library.OwnMaps.Replace(site.Library.OwnMaps.Of(ann.Id).Single(), RunningSite.Read("Root\n  Changed since"));
        answers = [.. answers, await Keyed(program, "Root\n  One", "order-1")];
        var bodies = await Task.WhenAll(answers.Select(a => a.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));
        Assert.Single(answers.Select((a, i) => (a.StatusCode, a.Headers.Location, a.Headers.ETag?.Tag, a.Content.Headers.ContentType?.ToString(), bodies[i])).Distinct());
        Assert.Equal((HttpStatusCode.Created, 1), (answers[0].StatusCode, site.Library.OwnMaps.Of(ann.Id).Count));

        Assert.Equal("key_reused", await ProgramActor.Problem(await Keyed(program, "Root\n  Two", "order-1"), 422));
        foreach (var none in (string[])["", new string('k', 256)]) Assert.Equal("bad_key", await ProgramActor.Problem(await Keyed(program, "Root\n  One", none), 400));
        Assert.Equal("empty", await ProgramActor.Problem(await Keyed(program, "  ", "order-2"), 422));
        // What was refused was not done: corrected, it may have the key. And a key is its person's own.
        Assert.Equal(HttpStatusCode.Created, (await Keyed(program, "Root\n  Three", "order-2")).StatusCode);
        using var other = ProgramActor.Of(site, ben, All);
        Assert.Equal(HttpStatusCode.Created, (await Keyed(other, "Root\n  One", "order-1")).StatusCode);
        Assert.Equal((2, 1), (site.Library.OwnMaps.Of(ann.Id).Count, site.Library.OwnMaps.Of(ben.Id).Count));
    }

    private static Task<HttpResponseMessage> Keyed(ProgramActor program, string body, string key) =>
        program.Send("POST", "/api/v1/me/maps", new StringContent(body), null, ("Idempotency-Key", key));

    [Fact]
    public async Task A_change_says_which_version_it_means_or_is_not_made()
    {
        using var ann = await Actor.Join(site, "Api Versions Ann");
        using var program = ProgramActor.Of(site, ann, All);
        var map = site.Library.OwnMaps.Add(ann.Id, ann.Name, RunningSite.Read("Root\n  One"));
        var path = $"/api/v1/me/maps/{map}";
        var tag = (await program.Send("GET", path)).Headers.ETag!.ToString();
        foreach (var (method, body) in new[] { ("PUT", "Root\n  Two"), ("PATCH", """{"title":"Other"}"""), ("DELETE", null) })
        {
            Assert.Equal("if_match_needed", await ProgramActor.Problem(await program.Send(method, path, body, null, TypeOf(method)), 428));
            Assert.Equal("changed_since", await ProgramActor.Problem(await program.Send(method, path, body, "\"4711\"", TypeOf(method)), 412));
        }
        site.Library.OwnMaps.Replace(site.Library.OwnMaps.Find(ann.Id, map)!, RunningSite.Read("Root\n  By hand"));
        Assert.Equal("changed_since", await ProgramActor.Problem(await program.Send("PUT", path, "Root\n  By program", tag), 412));
        Assert.Contains("By hand", await (await program.Send("GET", path + "/exports/txt")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await program.Send("PUT", path, "Root\n  By program", "*")).StatusCode);
    }

    [Fact]
    public async Task Of_two_programs_that_change_one_version_at_once_one_wins_and_the_other_is_told()
    {
        using var ann = await Actor.Join(site, "Api Race Ann");
        using var program = ProgramActor.Of(site, ann, All);
        var path = $"/api/v1/me/maps/{site.Library.OwnMaps.Add(ann.Id, ann.Name, RunningSite.Read("Root\n  One"))}";
        for (var round = 0; round < 5; round++)
        {
            var tag = (await program.Send("GET", path)).Headers.ETag!.ToString();
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => program.Send("PUT", path, $"Root\n  Writer {i} of round {round}", tag)));
            Assert.Single(answers, a => a.StatusCode == HttpStatusCode.OK);
            Assert.All(answers.Where(a => a.StatusCode != HttpStatusCode.OK), a => Assert.True(a.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict, $"{a.StatusCode}"));
        }
    }

    [Theory]
    [InlineData("   ", "empty", 422)]
    [InlineData("""{"title":""", "not_understood", 400)]
    [InlineData("""{"colour":"red"}""", "unknown_member", 422)]
    [InlineData("""{"visibility":"everybody"}""", "unknown_member", 422)]
    [InlineData("""{"title":null}""", "not_fit", 422)]
    [InlineData("""{"topic":"no-such"}""", "not_fit", 422)]
    [InlineData("""{"visibility":"public"}""", "not_fit", 422)]
    public async Task What_cannot_be_is_refused_with_a_code_and_changes_nothing(string body, string code, int status)
    {
        using var ann = await Actor.Join(site, "Api Refused " + Letters());
        using var program = ProgramActor.Of(site, ann, All);
        var map = site.Library.OwnMaps.Add(ann.Id, ann.Name, RunningSite.Read("Root\n  One"));
        Assert.Equal(code, await ProgramActor.Problem(await program.Send(code == "empty" ? "PUT" : "PATCH", $"/api/v1/me/maps/{map}", body, "*", "application/json"), status));
        Assert.Equal(1, site.Library.OwnMaps.Find(ann.Id, map)!.Version);
    }

    [Fact]
    public async Task A_file_that_is_refused_names_its_line_and_one_that_is_too_large_is_not_read()
    {
        using var ann = await Actor.Join(site, "Api Large Ann");
        using var program = ProgramActor.Of(site, ann, All);
        using var deep = await program.Send("POST", "/api/v1/me/maps", string.Concat(Enumerable.Range(0, 600).Select(i => new string(' ', i) + "x\n")));
        var problem = await ProgramActor.Json(deep, 422);
        Assert.Equal("too_deep", problem.GetProperty("code").GetString());
        Assert.True(problem.GetProperty("line").GetInt32() > 400);
        using var large = await program.Send("POST", "/api/v1/me/maps", new string('x', 11 << 20));
        Assert.Equal("too_large", await ProgramActor.Problem(large, 413));
        Assert.Empty(site.Library.OwnMaps.Of(ann.Id));
    }

    [Fact]
    public async Task A_token_allows_what_its_owner_chose_and_nothing_once_it_is_taken_back()
    {
        using var ann = await Actor.Join(site, "Api Scopes Ann");
        using var made = await ann.Post("/account/tokens", ("name", "my script"), ("scope", "Read"), ("days", "30"));
        var word = System.Text.RegularExpressions.Regex.Match(await made.Content.ReadAsStringAsync(), "ramify_[A-Za-z0-9_-]{22}").Value;
        Assert.Contains("my script", await ann.Read("/account/tokens"), StringComparison.Ordinal);
        Assert.DoesNotContain(word, await ann.Read("/account/tokens"), StringComparison.Ordinal);
        using var program = new ProgramActor(site, word);
        Assert.Equal(["read"], (await program.Ask("/api/v1/me")).GetProperty("scopes").EnumerateArray().Select(s => s.GetString()));
        Assert.Equal("scope_missing", await ProgramActor.Problem(await program.Send("POST", "/api/v1/me/maps", "Root"), 403));
        using var back = await ann.Post($"/account/tokens/{site.Library.Tokens.Of(ann.Id)[0].Id}/removal");
        Assert.Equal(HttpStatusCode.Redirect, back.StatusCode);
        using var late = await program.Send("GET", "/api/v1/me");
        Assert.Equal("Bearer", late.Headers.WwwAuthenticate.Single().Scheme);
        Assert.Equal("token_needed", await ProgramActor.Problem(late, 401));
    }

    [Fact]
    public async Task Publishing_needs_its_own_scope()
    {
        using var ann = await Actor.Join(site, "Api Publish Ann");
        using var program = ProgramActor.Of(site, ann, TokenScopes.Read | TokenScopes.Write);
        var map = site.Library.OwnMaps.Add(ann.Id, ann.Name, RunningSite.Read("Root\n  One"));
        Assert.Equal("scope_missing", await ProgramActor.Problem(await program.Send("PATCH", $"/api/v1/me/maps/{map}", """{"visibility":"link"}""", "*", "application/json"), 403));
        Assert.Equal(Visibility.Private, site.Library.OwnMaps.Find(ann.Id, map)!.Visibility);
    }

    [Fact]
    public async Task The_persons_maps_come_page_by_page()
    {
        using var ann = await Actor.Join(site, "Api Pages Ann");
        using var program = ProgramActor.Of(site, ann, TokenScopes.Read);
        for (var i = 0; i < 5; i++) site.Library.OwnMaps.Add(ann.Id, ann.Name, RunningSite.Read($"Map {i}\n  One"));
        var seen = new List<string>();
        for (string? next = "/api/v1/me/maps?limit=2"; next is not null;)
        {
            var page = await program.Ask(next);
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(m => m.GetProperty("title").GetString()!));
            next = page.GetProperty("next").GetString();
        }
        Assert.Equal(["Map 0", "Map 1", "Map 2", "Map 3", "Map 4"], seen.Order(StringComparer.Ordinal));
    }

    private static string TypeOf(string method) => method == "PATCH" ? "application/json" : "text/plain";

    private static string Letters() => System.Security.Cryptography.RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz", 8);
}
