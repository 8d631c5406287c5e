using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;

namespace Ramify.Web.Features.Accounts;

/// <summary>/account/tokens: words with which a person's own programs speak for the person.</summary>
internal static class TokenEndpoints
{
    private static readonly int[] Lives = [30, 90, 365];

    public static void MapTokens(this IEndpointRouteBuilder site)
    {
        site.MapGet("/account/tokens", (HttpContext context, Library library) => Page(context, library, new())).For(Who.Person);
        site.MapPost("/account/tokens", Make).For(Who.Person);
        site.MapPost("/account/tokens/{id:guid}/removal", (Guid id, HttpContext context, Library library) =>
            library.Tokens.End(context.Me().Id, id) ? Results.LocalRedirect("/account/tokens") : Results.NotFound()).For(Who.Person);
    }

    /// <summary>The word is in this answer and nowhere else; whoever reloads the page makes another.</summary>
    private static IResult Make(TokenForm form, HttpContext context, Library library)
    {
        if (form.Name is not { Length: > 0 and <= Tokens.MaxName }) return Page(context, library, form, new($"Please name the program, in at most {Tokens.MaxName} characters."));
        if (form.Scopes == TokenScopes.None) return Page(context, library, form, new("Please choose at least one thing that the program may do."));
        if (!Lives.Contains(form.Days)) return Page(context, library, form, new("Please choose how long it may."));
        if (library.Tokens.Make(context.Me().Id, form.Name, form.Scopes, TimeSpan.FromDays(form.Days)) is not { } word)
            return Page(context, library, form, new($"You have {Tokens.MostOfOne} tokens; take one back first."));
        return new RazorComponentResult<TokenPage>(new { form.Name, Word = word });
    }

    private static RazorComponentResult<TokensPage> Page(HttpContext context, Library library, TokenForm form, Fault? fault = null) =>
        new(new { Tokens = library.Tokens.Of(context.Me().Id), Form = form, Fault = fault?.Sentence }) { StatusCode = fault?.Status ?? StatusCodes.Status200OK };
}

/// <summary>The fields of the form for a new token, as they came.</summary>
public sealed record TokenForm
{
    public string? Name { get; init; }
    public TokenScopes Scopes { get; init; } = TokenScopes.Read;
    public int Days { get; init; } = 90;

    public static async ValueTask<TokenForm> BindAsync(HttpContext context)
    {
        var fields = await Forms.Fields(context);
        return new()
        {
            Name = ((string?)fields["name"])?.Trim(), Days = int.TryParse(fields["days"], out var days) ? days : 0,
            Scopes = TokenSchemes.All.Where(s => fields["scope"].Contains(s.ToString())).Aggregate(TokenScopes.None, (all, s) => all | s),
        };
    }
}
