using Microsoft.AspNetCore.Antiforgery;

namespace Ramify.Web.Access;

/// <summary>
/// Behind the rules: whatever changes something carries the token of a form of this site and this person (C04), and what is not
/// for everybody is kept by nobody on the way.
/// </summary>
internal sealed class Forms(RequestDelegate next, IAntiforgery antiforgery, Pace pace)
{
    public async Task Invoke(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (context.Person() is not null) KeepName(context);
        if (endpoint?.Metadata.GetMetadata<Rule>() is { Who: not Who.Anyone }) MakePrivate(context);
        if (endpoint is not null && !pace.Allows(context)) await Failures.Answer(context, StatusCodes.Status429TooManyRequests);
        else if (endpoint is not null && Changes(context.Request.Method) && NeedsToken(endpoint) && !await antiforgery.IsRequestValidAsync(context))
            await Failures.Answer(context, StatusCodes.Status400BadRequest);
        else await next(context);
    }

    /// <summary>Says that an answer is one person's, or one browser's.</summary>
    public static void MakePrivate(HttpContext context) => context.Response.OnStarting(() =>
    {
        // At the last moment: the maker of tokens has a word of its own here.
        context.Response.Headers.CacheControl = "private, no-store";
        context.Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        return Task.CompletedTask;
    });

    /// <summary>A page rendered for a person has the name at its head; a cached one, which says how long it may be kept, has not.</summary>
    private static void KeepName(HttpContext context) => context.Response.OnStarting(() =>
    {
        if (context.Response.Headers.CacheControl.Count == 0) context.Response.Headers.CacheControl = "private, no-store";
        return Task.CompletedTask;
    });

    /// <summary>The fields that were sent; none where it was no form.</summary>
    public static async ValueTask<IFormCollection> Fields(HttpContext context) => context.Request.HasFormContentType ? await context.Request.ReadFormAsync() : FormCollection.Empty;

    /// <summary>A program has no cookie that another site could abuse.</summary>
    private static bool NeedsToken(Endpoint endpoint) => endpoint.Metadata.GetMetadata<TokenFree>() is null && endpoint.Metadata.GetMetadata<Rule>() is not { Who: Who.Program };

    private static bool Changes(string method) => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);
}
