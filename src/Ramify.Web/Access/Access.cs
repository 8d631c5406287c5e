using Microsoft.AspNetCore.Authorization;
using Ramify.Storage;
using Ramify.Storage.Model;

namespace Ramify.Web.Access;

/// <summary>Who an endpoint is for.</summary>
public enum Who
{
    /// <summary>Everybody; what is not public is behind a secret in the address or in a cookie of this browser.</summary>
    Anyone,

    /// <summary>Whoever is signed in, for what is his own by construction.</summary>
    Person,

    /// <summary>The owner of the map that the address names; for everybody else there is nothing there.</summary>
    Owner,

    /// <summary>The teacher and the pupils of the class that the address names; for everybody else there is nothing there.</summary>
    ClassMember,

    /// <summary>The teacher of the class that the address names; for everybody else there is nothing there.</summary>
    ClassTeacher,

    /// <summary>Teachers, and moderators.</summary>
    Teacher,

    /// <summary>Moderators.</summary>
    Moderator,

    /// <summary>Programs with a token of the scope that the endpoint needs; a browser's cookie counts for nothing there.</summary>
    Program,
}

/// <summary>What an endpoint says about who may use it.</summary>
/// <param name="Who">Who.</param>
/// <param name="Scope">What the token of a program must allow.</param>
internal sealed record Rule(Who Who, TokenScopes Scope = TokenScopes.None);

/// <summary>
/// The rule of every endpoint, said where it is mapped. One that says nothing is closed to everybody, moderators too.
/// Whoever is not signed in is asked to; whoever may not is told that there is nothing here.
/// </summary>
internal static class AccessRules
{
    /// <summary>Says who an endpoint is for.</summary>
    public static TBuilder For<TBuilder>(this TBuilder endpoint, Who who) where TBuilder : IEndpointConventionBuilder
    {
        endpoint.WithMetadata(new Rule(who));
        if (who == Who.Owner) endpoint.AddEndpointFilter<TBuilder, OwnMapFilter>();
        if (who is Who.ClassMember or Who.ClassTeacher) endpoint.AddEndpointFilter<TBuilder, ClassFilter>();
        return who == Who.Anyone ? endpoint.AllowAnonymous() : endpoint.RequireAuthorization(who.ToString());
    }

    /// <summary>Says that an endpoint is for programs, and what their token must allow.</summary>
    public static TBuilder For<TBuilder>(this TBuilder endpoint, TokenScopes scope) where TBuilder : IEndpointConventionBuilder
    {
        endpoint.WithMetadata(new Rule(Who.Program, scope));
        return endpoint.RequireAuthorization(TokenScheme.PolicyOf(scope));
    }

    /// <summary>Says that a form changes nothing, so that it may be sent without a token, from a page that is the same for everybody.</summary>
    public static TBuilder ChangesNothing<TBuilder>(this TBuilder endpoint) where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(new TokenFree());

    public static void AddAccess(this IServiceCollection services) => services.AddAuthorizationBuilder()
        .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build())
        .AddPolicy(nameof(Who.Person), rule => rule.RequireAuthenticatedUser())
        .AddPolicy(nameof(Who.Owner), rule => rule.RequireAuthenticatedUser())
        .AddPolicy(nameof(Who.ClassMember), rule => rule.RequireAuthenticatedUser())
        .AddPolicy(nameof(Who.ClassTeacher), rule => rule.RequireAuthenticatedUser())
        .AddPolicy(nameof(Who.Teacher), rule => rule.RequireRole(nameof(Role.Teacher), nameof(Role.Moderator)))
        .AddPolicy(nameof(Who.Moderator), rule => rule.RequireRole(nameof(Role.Moderator)))
        .AddScopes();

    /// <summary>Who sent the request; null where nobody is signed in.</summary>
    public static CurrentPerson? Person(this HttpContext context) => context.Features.Get<CurrentPerson>();

    /// <summary>The map that the address names, at an endpoint for its owner.</summary>
    public static StoredMap MyMap(this HttpContext context) => OwnMapFilter.Of(context);

    /// <summary>The class that the address names, at an endpoint for its people.</summary>
    public static ClassSeat MyClass(this HttpContext context) => ClassFilter.Of(context);

    /// <summary>Who sent the request, at an endpoint for people who are signed in.</summary>
    public static CurrentPerson Me(this HttpContext context) => context.Person() ?? throw new InvalidOperationException("The endpoint is open to people who are not signed in.");
}

/// <summary>Marks a form that changes nothing.</summary>
internal sealed record TokenFree;
