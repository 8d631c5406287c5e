using System.Net;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ramify.Storage.Model;
using Ramify.Web.Access;

namespace Ramify.Web.Tests.Access;

/// <summary>Every endpoint of the running program against everybody: made from its own list, so that none is forgotten.</summary>
public sealed class EndpointRulesTests(RunningSite site)
{
    private const string Marker = "Zanzibar marker of a private map";

    [Fact]
    public void C02_Every_endpoint_says_who_it_is_for()
    {
        var silent = Endpoints().Where(e => e.Metadata.GetMetadata<Rule>() is null).Select(e => e.DisplayName);
        Assert.Empty(silent);
        Assert.All(Endpoints(), e => Assert.Equal(Who(e) == Web.Access.Who.Anyone, e.Metadata.GetMetadata<IAllowAnonymous>() is not null));
    }

    [Fact]
    public async Task C02_An_endpoint_that_says_nothing_is_closed_to_everybody()
    {
        var policies = site.Services.GetRequiredService<IAuthorizationPolicyProvider>();
        var fallback = await policies.GetFallbackPolicyAsync();
        var rules = site.Services.GetRequiredService<IAuthorizationService>();
        var moderator = new System.Security.Claims.ClaimsPrincipal(new System.Security.Claims.ClaimsIdentity([new(System.Security.Claims.ClaimTypes.Role, nameof(Role.Moderator))], "test"));
        Assert.False((await rules.AuthorizeAsync(moderator, null, fallback!)).Succeeded);
    }

    /// <summary>Whoever opens another change to everybody writes it down here, and says to himself why.</summary>
    [Fact]
    public void C02_The_changes_open_to_everybody_are_few_and_known() => Assert.Equal(
        [
            "/account/new", "/account/new/passkey", "/account/new/passkey/options", "/account/recovery", "/account/sign-in", "/account/sign-in/passkey",
            "/account/sign-in/passkey/options", "/draft", "/draft/{token}/removal", "/draft/{token}/text", "/join/{code}", "/m/{id:guid}/changes", "/m/{id:guid}/images", "/m/{id:guid}/presence", "/new",
        ], Endpoints().Where(e => Who(e) == Web.Access.Who.Anyone && Methods(e).Contains("POST")).Select(e => e.RoutePattern.RawText).Order(StringComparer.Ordinal));

    [Fact]
    public async Task C01_Private_things_of_others_are_not_there_for_anybody_at_any_endpoint()
    {
        var secret = await PrivateThings.Make(site, Marker);
        foreach (var role in Enum.GetValues<Role>())
        {
            using var other = await Actor.Join(site, role switch { Role.Teacher => "Other Tess", Role.Moderator => "Other Mo", _ => "Other Sam" }, role);
            foreach (var endpoint in Endpoints())
                foreach (var method in Methods(endpoint)) await Meet(other, role, endpoint, method, secret);
        }
    }

    /// <summary>That something is there is not to be told by the time that "not here" takes either.</summary>
    [Fact]
    public async Task C01_What_is_another_persons_and_what_never_was_are_answered_alike_and_in_the_same_time()
    {
        var secret = await PrivateThings.Make(site, Marker);
        using var other = await Actor.Join(site, "Timing Tess", Role.Teacher);
        foreach (var path in (string[])["/account/maps/{0}", "/m/{0}", "/m/{0}/snapshot", "/m/{0}/comments"])
        {
            var (there, nowhere, bodies) = (new List<double>(), new List<double>(), new HashSet<string>());
            for (var i = 0; i < 25; i++)
                foreach (var (id, times) in new[] { (secret.Map, there), (Guid.CreateVersion7(), nowhere) })
                {
                    var clock = System.Diagnostics.Stopwatch.StartNew();
                    using var answer = await other.Get(string.Format(System.Globalization.CultureInfo.InvariantCulture, path, id));
                    times.Add(clock.Elapsed.TotalMilliseconds);
                    Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
                    bodies.Add(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
                }
            Assert.Single(bodies);
            // The best of many is what a busy machine disturbs least.
            Assert.InRange(there.Min() / nowhere.Min(), 0.5, 2);
        }
    }

    [Fact]
    public async Task C01_Whoever_is_not_signed_in_is_asked_to_and_told_nothing()
    {
        var secret = await PrivateThings.Make(site, Marker);
        using var nobody = new Actor(site);
        foreach (var endpoint in Endpoints())
            foreach (var method in Methods(endpoint)) await Meet(nobody, null, endpoint, method, secret);
    }

    [Fact]
    public async Task C04_Every_change_needs_the_token_of_a_form_of_this_person()
    {
        using var ann = await Actor.Join(site, "Token Ann", Role.Moderator);
        using var ben = await Actor.Join(site, "Token Ben", Role.Moderator);
        foreach (var endpoint in Changes().Where(e => e.Metadata.GetMetadata<TokenFree>() is null && Who(e) != Web.Access.Who.Program))
        {
            var path = PrivateThings.Fill(endpoint, null);
            using var without = await ann.PostWith(null, path);
            Assert.True(HttpStatusCode.BadRequest == without.StatusCode, $"{path} without a token: {without.StatusCode}");
            using var others = await ann.PostWith(await ben.Token(), path);
            Assert.True(HttpStatusCode.BadRequest == others.StatusCode, $"{path} with another's token: {others.StatusCode}");
        }
        Assert.Equal(["/new"], Changes().Where(e => e.Metadata.GetMetadata<TokenFree>() is not null).Select(e => e.RoutePattern.RawText));
    }

    [Fact]
    public async Task C04_A_change_sent_from_another_site_is_refused()
    {
        using var ann = await Actor.Join(site, "Cross Site Ann");
        foreach (var endpoint in Changes())
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, PrivateThings.Fill(endpoint, null));
            request.Headers.Add("Sec-Fetch-Site", "cross-site");
            request.Content = new FormUrlEncodedContent([new("token", await ann.Token())]);
            using var answer = await ann.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    /// <summary>A program is known by its token alone: what a browser has of a person, cookie and form's token, opens nothing there.</summary>
    [Fact]
    public async Task C04_A_browsers_cookie_counts_for_nothing_where_programs_come_in()
    {
        using var ann = await Actor.Join(site, "Cookie Program Ann", Role.Moderator);
        foreach (var endpoint in Endpoints().Where(e => Who(e) == Web.Access.Who.Program))
            foreach (var method in Methods(endpoint))
            {
                using var request = new HttpRequestMessage(new HttpMethod(method), PrivateThings.Fill(endpoint, null));
                request.Headers.Add("RequestVerificationToken", await ann.Token());
                using var answer = await ann.Client.SendAsync(request, TestContext.Current.CancellationToken);
                Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{method} {endpoint.RoutePattern.RawText}: {answer.StatusCode}");
            }
    }

    /// <summary>Each set of scopes is a role: it opens the endpoints of its scopes, and of others' things nothing.</summary>
    [Fact]
    public async Task C01_A_token_opens_what_its_scopes_say_and_nothing_of_anybody_else()
    {
        var secret = await PrivateThings.Make(site, Marker);
        using var other = await Actor.Join(site, "Program Tess", Role.Teacher);
        for (var scopes = 0; scopes < 8; scopes++)
        {
            using var program = ProgramActor.Of(site, other, (TokenScopes)scopes);
            foreach (var endpoint in Endpoints().Where(e => e.RoutePattern.RawText!.StartsWith("/api/", StringComparison.Ordinal)))
                foreach (var method in Methods(endpoint)) await MeetProgram(program, (TokenScopes)scopes, endpoint, method, secret);
        }
    }

    private static async Task MeetProgram(ProgramActor program, TokenScopes scopes, RouteEndpoint endpoint, string method, PrivateThings secret)
    {
        var path = PrivateThings.Fill(endpoint, secret);
        using var answer = await program.Send(method, path, method switch { "GET" => null, "PATCH" => "{}", _ => "Root\n  One" }, "*", method == "PATCH" ? "application/json" : "text/plain");
        var said = $"{method} {path} with {scopes}: {(int)answer.StatusCode}";
        Assert.DoesNotContain(Marker, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var rule = endpoint.Metadata.GetRequiredMetadata<Rule>();
        if (rule.Who == Web.Access.Who.Program && !scopes.HasFlag(rule.Scope)) Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, said);
        else if (endpoint.RoutePattern.Parameters.Any(p => p.Name == "id")) Assert.True(answer.StatusCode == HttpStatusCode.NotFound, said);
        else Assert.True(answer.IsSuccessStatusCode, said);
    }

    private static async Task Meet(Actor actor, Role? role, RouteEndpoint endpoint, string method, PrivateThings secret)
    {
        var path = PrivateThings.Fill(endpoint, secret);
        // Signing out would make the rest of the row somebody else's.
        if (path.EndsWith("/sign-out", StringComparison.Ordinal) && role is not null) return;
        using var answer = await Send(actor, method, path);
        var said = $"{method} {path} for {role?.ToString() ?? "nobody"}: {(int)answer.StatusCode} {answer.Headers.Location}";
        Assert.True((int)answer.StatusCode < 500, said);
        Assert.DoesNotContain(Marker, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        var asked = answer.Headers.Location?.OriginalString.StartsWith("/account/sign-in", StringComparison.Ordinal) == true;
        var mayEnter = Who(endpoint) switch
        {
            Web.Access.Who.Anyone => true,
            Web.Access.Who.Teacher => role is Role.Teacher or Role.Moderator,
            Web.Access.Who.Moderator => role is Role.Moderator,
            Web.Access.Who.Owner or Web.Access.Who.ClassMember or Web.Access.Who.ClassTeacher or Web.Access.Who.Program => false,
            _ => role is not null,
        };
        if (Who(endpoint) == Web.Access.Who.Program) Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, said);
        else if (Who(endpoint) != Web.Access.Who.Anyone && role is null) Assert.True(asked, said);
        else if (!mayEnter) Assert.True(answer.StatusCode == HttpStatusCode.NotFound, said);
        else Assert.True(!asked || role is null, said);
    }

    private static async Task<HttpResponseMessage> Send(Actor actor, string method, string path)
    {
        if (method is "GET") return await actor.Get(path);
        if (method is "POST") return await actor.Post(path);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        return await actor.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private IEnumerable<RouteEndpoint> Changes() => Endpoints().Where(e => Methods(e).Contains("POST"));

    private IEnumerable<RouteEndpoint> Endpoints() => site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>();

    private static Who Who(RouteEndpoint endpoint) => endpoint.Metadata.GetRequiredMetadata<Rule>().Who;

    private static IEnumerable<string> Methods(RouteEndpoint endpoint) => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods.Where(m => m != "HEAD");
}
