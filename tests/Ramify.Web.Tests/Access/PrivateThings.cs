using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Ramify.Storage.Model;

namespace Ramify.Web.Tests.Access;

/// <summary>What one person has that nobody else may come to, and the address of any endpoint that names it.</summary>
internal sealed partial record PrivateThings(Guid Map, Guid Session)
{
    /// <summary>A person with a private map whose every text holds a marker.</summary>
    public static async Task<PrivateThings> Make(RunningSite site, string marker)
    {
        using var owner = await Actor.Join(site, "Owner " + Letters());
        using var kept = await owner.Post("/draft", ("text", $"{marker}\n  {marker} one\n  two"));
        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        await using var context = site.Library.Context();
        var map = await context.Maps.OrderByDescending(m => m.CreatedAt).Where(m => m.Title.Contains(marker)).FirstAsync();
        await context.Maps.Where(m => m.Id == map.Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.Owner, owner.Id).SetProperty(x => x.Visibility, Visibility.Private));
        return new PrivateThings(map.Id, site.Library.Sessions.Of(owner.Id)[0].Id);
    }

    /// <summary>An endpoint's address with the private thing in the place of what it names; with null, with something that never was.</summary>
    public static string Fill(RouteEndpoint endpoint, PrivateThings? secret) => Parameter().Replace(endpoint.RoutePattern.RawText!, found => found.Groups[1].Value switch
    {
        "id" when endpoint.RoutePattern.RawText!.StartsWith("/account/sessions", StringComparison.Ordinal) => (secret?.Session ?? Guid.NewGuid()).ToString(),
        "id" or "last" => (secret?.Map ?? Guid.NewGuid()).ToString(),
        "person" => Guid.NewGuid().ToString(),
        "subject" => "history",
        "topic" => "russia-1917-1991",
        "number" => "1",
        _ => "AAAAAAAAAAAAAAAAAAAAAA",
    });

    private static string Letters() => System.Security.Cryptography.RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz", 8);

    [GeneratedRegex(@"\{\*{0,2}([a-z]+)[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
