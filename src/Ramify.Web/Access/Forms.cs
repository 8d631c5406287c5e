using Microsoft.AspNetCore.Antiforgery;

namespace Ramify.Web.Access;

/// <summary>
/// Behind the rules: whatever changes something carries the token of a form of this site and this person (C04), and what is not
/// for everybody is kept by nobody on the way.
/// </summary>
internal sealed class Forms(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task Invoke(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (endpoint?.Metadata.GetMetadata<Rule>() is { Who: not Who.Anyone }) MakePrivate(context.Response.Headers);
        if (endpoint is RouteEndpoint && Changes(context.Request.Method) && endpoint.Metadata.GetMetadata<TokenFree>() is null && !await antiforgery.IsRequestValidAsync(context))
            await Failures.Answer(context, StatusCodes.Status400BadRequest);
        else await next(context);
    }

    /// <summary>Headers of an answer that is one person's.</summary>
    public static void MakePrivate(IHeaderDictionary headers)
    {
        headers.CacheControl = "private, no-store";
        headers["X-Robots-Tag"] = "noindex, nofollow";
    }

    private static bool Changes(string method) => !HttpMethods.IsGet(method) && !HttpMethods.IsHead(method) && !HttpMethods.IsOptions(method);
}
