using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Ramify.Storage;

namespace Ramify.Web.Access;

/// <summary>
/// Who is signed in. The cookie names a session and nothing else; name and role come from the library with each request, so what
/// was ended or taken away is gone with the next one (C06).
/// </summary>
internal static class SignIn
{
    public const string Path = "/account/sign-in";
    private const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    private const string Cookie = "ramify";
    private const string SessionClaim = "session";

    public static void AddSignIn(this IServiceCollection services)
    {
        services.AddAuthentication(Scheme).AddCookie(Scheme, cookie =>
        {
            cookie.Cookie.Name = Cookie;
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.IsEssential = true;
            cookie.CookieManager = new SafeCookies();
            cookie.ExpireTimeSpan = Sessions.Lifetime;
            cookie.SlidingExpiration = true;
            cookie.Events.OnValidatePrincipal = Recognise;
            cookie.Events.OnRedirectToLogin = Ask;
            cookie.Events.OnRedirectToAccessDenied = context => Failures.Answer(context.HttpContext, StatusCodes.Status404NotFound);
        }).AddTokens();
    }

    /// <summary>Signs a person in with this browser: always a new session, never one that came with the request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="library">Keeps the session.</param>
    /// <param name="person">Who.</param>
    /// <param name="means">How: "password", "passkey", "recovery code".</param>
    /// <param name="stay">Whether the browser is to remember when it is closed.</param>
    public static Task Enter(HttpContext context, Library library, Guid person, string means, bool stay)
    {
        if (context.Person() is { } before) library.Sessions.End(before.Id, before.Session);
        var session = library.Sessions.Start(person, BrowserName.Of(context.Request.Headers.UserAgent), means);
        var identity = new ClaimsIdentity([new Claim(SessionClaim, session.ToString("N"))], Scheme);
        return context.SignInAsync(Scheme, new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = stay });
    }

    /// <summary>Whether the request may be of somebody who is signed in; costs nothing where it has no cookie.</summary>
    public static bool HasCookie(HttpContext context) => context.Request.Headers.Cookie.ToString().Contains(Cookie + "=", StringComparison.Ordinal);

    /// <summary>Ends the session of this browser.</summary>
    public static Task Leave(HttpContext context, Library library)
    {
        if (context.Person() is { } person) library.Sessions.End(person.Id, person.Session);
        return context.SignOutAsync(Scheme);
    }

    /// <summary>A path of this site to go on to; anything else is refused, so that a link cannot send people elsewhere.</summary>
    public static string SafeBack(string? back) =>
        back is ['/', ..] and not ['/', '/' or '\\', ..] && !back.Any(char.IsControl) && Uri.IsWellFormedUriString(back, UriKind.Relative) ? back : "/account";

    private static async Task Recognise(CookieValidatePrincipalContext context)
    {
        var library = context.HttpContext.RequestServices.GetRequiredService<Library>();
        if (Guid.TryParse(context.Principal?.FindFirstValue(SessionClaim), out var session) && library.Sessions.Find(session) is { } person)
        {
            context.HttpContext.Features.Set(person);
            // For the rules, and for the forms' tokens, which are bound to the person.
            context.ReplacePrincipal(new ClaimsPrincipal(new ClaimsIdentity(
                [new(SessionClaim, session.ToString("N")), new(ClaimTypes.NameIdentifier, person.Id.ToString()), new(ClaimTypes.Role, person.Role.ToString())], Scheme)));
            return;
        }
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(Scheme);
    }

    private static Task Ask(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        var back = HttpMethods.IsGet(request.Method) ? $"?back={Uri.EscapeDataString(request.Path + request.QueryString)}" : "";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Redirect(Path + back);
        return Task.CompletedTask;
    }
}
