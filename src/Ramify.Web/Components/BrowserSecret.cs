using Ramify.Storage;

namespace Ramify.Web.Components;

/// <summary>What makes a draft this browser's: a secret in a cookie, made with the first draft.</summary>
internal static class BrowserSecret
{
    private const string Cookie = "ramify-owner";

    public static string? Of(HttpContext context) => context.Request.Cookies[Cookie] is { Length: Secret.Length } secret ? secret : null;

    public static string New(HttpContext context)
    {
        var secret = Secret.New();
        context.Response.Cookies.Append(Cookie, secret, new CookieOptions
        {
            HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), IsEssential = true, Path = "/",
        });
        return secret;
    }
}
