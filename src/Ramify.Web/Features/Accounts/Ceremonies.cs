using System.Collections.Concurrent;
using Microsoft.AspNetCore.Identity;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;

namespace Ramify.Web.Features.Accounts;

/// <summary>
/// What a browser was asked to sign with a passkey and has not answered yet. Kept here under a secret that the browser holds, and
/// taken out by the first answer, right or wrong: a challenge cannot be answered twice (C07).
/// </summary>
internal sealed class Ceremonies(TimeProvider clock)
{
    private const string Cookie = "ramify-passkey";
    private const int Most = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private readonly ConcurrentDictionary<string, Ceremony> pending = new(StringComparer.Ordinal);
    private readonly SafeCookies cookies = new();

    /// <summary>The domain comes from the settings and the origin must be the site's own, to the letter: nothing is taken from the Host header.</summary>
    public static void Configure(IdentityPasskeyOptions passkeys, SiteAddress site)
    {
        passkeys.ServerDomain = site.Domain;
        passkeys.UserVerificationRequirement = "required";
        passkeys.ResidentKeyRequirement = "required";
        passkeys.ValidateOrigin = context => ValueTask.FromResult(!context.CrossOrigin && context.Origin == site.Of(""));
    }

    /// <summary>Remembers what was asked, and of whom.</summary>
    public void Begin(HttpContext context, string kind, string? state, Person? joining = null)
    {
        var now = clock.GetUtcNow();
        foreach (var (key, old) in pending)
            if (old.Until < now) pending.TryRemove(key, out _);
        if (pending.Count >= Most) throw new BadHttpRequestException("Too many passkeys are being asked for.", StatusCodes.Status503ServiceUnavailable);
        var secret = Secret.New();
        pending[secret] = new Ceremony(kind, state, joining, now + Patience);
        cookies.AppendResponseCookie(context, Cookie, secret, new CookieOptions { SameSite = SameSiteMode.Strict, MaxAge = Patience, IsEssential = true });
    }

    /// <summary>What was asked of this browser, once.</summary>
    public Ceremony? Take(HttpContext context, string kind)
    {
        if (cookies.GetRequestCookie(context, Cookie) is not { } secret) return null;
        cookies.DeleteCookie(context, Cookie, new CookieOptions { SameSite = SameSiteMode.Strict });
        return pending.TryRemove(secret, out var asked) && asked.Kind == kind && asked.Until >= clock.GetUtcNow() ? asked : null;
    }
}

/// <param name="Kind">What it is for: joining, a further passkey, signing in.</param>
/// <param name="State">Identity's own memory of the challenge.</param>
/// <param name="Joining">Who is about to join; null for others.</param>
/// <param name="Until">When it is too late.</param>
internal sealed record Ceremony(string Kind, string? State, Person? Joining, DateTimeOffset Until);
