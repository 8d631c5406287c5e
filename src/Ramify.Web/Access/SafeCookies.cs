using Microsoft.AspNetCore.Authentication.Cookies;

namespace Ramify.Web.Access;

/// <summary>
/// Over https a cookie's name begins with __Host-: the browser then takes it only from this
/// very host, with Secure. Over plain http on a school's network such a cookie would be refused; there it goes without.
/// </summary>
internal sealed class SafeCookies : ICookieManager
{
    private readonly ChunkingCookieManager cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => cookies.GetRequestCookie(context, Name(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        cookies.AppendResponseCookie(context, Name(context, key), value, Safe(context, options));

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) => cookies.DeleteCookie(context, Name(context, key), Safe(context, options));

    private static string Name(HttpContext context, string key) => context.Request.IsHttps ? "__Host-" + key : key;

    private static CookieOptions Safe(HttpContext context, CookieOptions options)
    {
        (options.Secure, options.HttpOnly, options.Path) = (context.Request.IsHttps, true, "/");
        return options;
    }
}
