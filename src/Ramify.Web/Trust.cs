using Microsoft.Net.Http.Headers;

namespace Ramify.Web;

/// <summary>What every answer says about what may run in it, and which requests that change something are heard.</summary>
internal sealed class Trust(RequestDelegate next, SiteAddress site)
{
    public const string PagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; "
        + "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    /// <summary>For a page that runs the engine in the browser: WebAssembly may be compiled, still nothing else is evaluated.</summary>
    public const string IslandPolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; font-src 'self'; "
        + "manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    /// <summary>For a picture opened on its own: its style, font and pictures come with it, nothing else runs.</summary>
    public const string PicturePolicy = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:; sandbox";

    /// <summary>For other files of users: nothing of them may ever act as a page.</summary>
    public const string FilePolicy = "default-src 'none'; sandbox; frame-ancestors 'none'";

    /// <summary>For a map inside another site's page: the one page that may be framed. No script runs in it, and no form is sent from it.</summary>
    public const string EmbedPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; font-src 'self'; base-uri 'self'; form-action 'none'; frame-ancestors *";

    public Task Invoke(HttpContext context)
    {
        Apply(context.Response.Headers, PagePolicy);
        // People reach the site by https; that a proxy speaks it for us changes nothing for cookies and origins.
        if (site.IsSecure) context.Request.Scheme = Uri.UriSchemeHttps;
        if (!HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method) && !IsFromHere(context.Request))
            return Failures.Answer(context, StatusCodes.Status400BadRequest);
        return next(context);
    }

    public static void Apply(IHeaderDictionary headers, string policy)
    {
        headers.ContentSecurityPolicy = policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
    }

    /// <summary>Browsers say where a form was sent from; what says nothing is no browser, and has no cookies to abuse.</summary>
    private static bool IsFromHere(HttpRequest request)
    {
        var site = request.Headers["Sec-Fetch-Site"].ToString();
        if (site.Length > 0) return site is "same-origin" or "none";
        var origin = request.Headers.Origin.ToString();
        return origin.Length == 0 || (Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value);
    }
}
