using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Ramify.Storage;
using Ramify.Storage.Model;

namespace Ramify.Web.Access;

/// <summary>
/// Programs that speak for a person: "Authorization: Bearer ramify_...". Only endpoints for programs look at it, and they look at
/// nothing else: a page of another site cannot make a browser send it.
/// </summary>
internal sealed class TokenScheme(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logs, UrlEncoder encoder, Library library)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Name = "Token";
    private const string Scope = "scope", Bearer = "Bearer ";

    /// <summary>The rule for endpoints that need a scope.</summary>
    public static string PolicyOf(TokenScopes scope) => $"{Name}:{scope}";

    /// <summary>Whether the program that sent the request may do this.</summary>
    public static bool Allows(HttpContext context, TokenScopes scope) => context.User.HasClaim(Scope, scope.ToString());

    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)) return Task.FromResult(AuthenticateResult.NoResult());
        if (library.Tokens.Find(header[Bearer.Length..].Trim()) is not { } program) return Task.FromResult(AuthenticateResult.Fail("The token opens nothing."));
        Context.Features.Set(program.Person);
        var scopes = TokenSchemes.All.Where(s => program.Scopes.HasFlag(s)).Select(s => new Claim(Scope, s.ToString()));
        var identity = new ClaimsIdentity([new(ClaimTypes.NameIdentifier, program.Person.Id.ToString()), .. scopes], Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name)));
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        return Problems.Answer(Context, StatusCodes.Status401Unauthorized);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer error=\"insufficient_scope\"";
        return Problems.Answer(Context, StatusCodes.Status403Forbidden);
    }
}

internal static class TokenSchemes
{
    /// <summary>Every scope by itself.</summary>
    public static readonly IReadOnlyList<TokenScopes> All = [TokenScopes.Read, TokenScopes.Write, TokenScopes.Publish];

    public static AuthenticationBuilder AddTokens(this AuthenticationBuilder authentication) =>
        authentication.AddScheme<AuthenticationSchemeOptions, TokenScheme>(TokenScheme.Name, null);

    public static AuthorizationBuilder AddScopes(this AuthorizationBuilder rules) => All.Aggregate(rules, (all, scope) =>
        all.AddPolicy(TokenScheme.PolicyOf(scope), rule => rule.AddAuthenticationSchemes(TokenScheme.Name).RequireClaim("scope", scope.ToString())));
}
