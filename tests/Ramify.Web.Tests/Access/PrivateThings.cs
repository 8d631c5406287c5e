using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Ramify.Storage.Model;

namespace Ramify.Web.Tests.Access;

/// <summary>What one person has that nobody else may come to, and the address of any endpoint that names it.</summary>
internal sealed partial record PrivateThings(Guid Map, Guid Session, Guid List, Guid Comment, Guid Correction, Guid Node)
{
    public string Image { get; init; } = "";

    public Guid Class { get; init; }

    public Guid SetMap { get; init; }

    public Guid Pupil { get; init; }

    /// <summary>A person with a private map, and a class with a set map, whose every text holds a marker.</summary>
    public static async Task<PrivateThings> Make(RunningSite site, string marker)
    {
        using var owner = await Actor.Join(site, "Owner " + Letters());
        using var kept = await owner.Post("/draft", ("text", $"{marker}\n  {marker} one\n  two"));
        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        await using var context = site.Library.Context();
        var map = await context.Maps.OrderByDescending(m => m.CreatedAt).Where(m => m.Title.Contains(marker)).FirstAsync();
        await context.Maps.Where(m => m.Id == map.Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.Owner, owner.Id).SetProperty(x => x.Visibility, Visibility.Private));
        var front = await context.Maps.FirstAsync(m => m.Visibility == Visibility.Public);
        site.Library.SavedLists.Put(owner.Id, front.Id, [], $"{marker} list");
        var node = site.Library.Shelves.Open(map).Roots[0].Node.Id;
        var comment = new Comment { Id = Guid.CreateVersion7(), Map = map.Id, Person = owner.Id, Author = owner.Name, Text = $"{marker} comment", At = DateTimeOffset.UtcNow };
        var correction = new Correction { Id = Guid.CreateVersion7(), Map = map.Id, Node = node, Person = owner.Id, Former = marker, Proposed = $"{marker} new", Reason = $"{marker} reason", State = CorrectionState.Open };
        context.AddRange(comment, correction);
        await context.SaveChangesAsync();
        // The bytes are no picture: the store takes them as they are, and a reader of any answer would find the marker.
        var image = site.Library.MapImages.Add(map.Id, new(owner.Id, null), [0xFF, 0xD8, 0xFF, .. System.Text.Encoding.UTF8.GetBytes($"{marker} picture")])!;
        using var teacher = await Actor.Join(site, "Teacher " + Letters(), Role.Teacher);
        var one = site.Library.Classes.Make(teacher.Id, marker + " class");
        var set = site.Library.OwnMaps.Add(teacher.Id, teacher.Name, RunningSite.Read($"{marker} set\n  {marker} one"));
        site.Library.Classes.Set(site.Library.Classes.Seat(teacher.Id, one)!, site.Library.OwnMaps.Find(teacher.Id, set)!, null);
        site.Library.Classes.Join(owner.Id, site.Library.Classes.Seat(teacher.Id, one)!.Class);
        return new PrivateThings(map.Id, site.Library.Sessions.Of(owner.Id)[0].Id, site.Library.SavedLists.Of(owner.Id)[0].List.Id, comment.Id, correction.Id, node) { Image = image, Class = one, SetMap = set, Pupil = owner.Id };
    }

    /// <summary>An endpoint's address with the private thing in the place of what it names; with null, with something that never was.</summary>
    public static string Fill(RouteEndpoint endpoint, PrivateThings? secret) => Parameter().Replace(endpoint.RoutePattern.RawText!, found => found.Groups[1].Value switch
    {
        "id" when endpoint.RoutePattern.RawText!.StartsWith("/account/sessions", StringComparison.Ordinal) => (secret?.Session ?? Guid.NewGuid()).ToString(),
        "class" => (secret?.Class ?? Guid.NewGuid()).ToString(),
        "map" => (secret?.SetMap ?? Guid.NewGuid()).ToString(),
        "file" => (secret?.SetMap ?? Guid.NewGuid()) + ".txt",
        "person" => (secret?.Pupil ?? Guid.NewGuid()).ToString(),
        "suffix" => ".qr.svg",
        "id" or "last" => (secret?.Map ?? Guid.NewGuid()).ToString(),
        "list" => (secret?.List ?? Guid.NewGuid()).ToString(),
        "comment" => (secret?.Comment ?? Guid.NewGuid()).ToString(),
        "correction" => (secret?.Correction ?? Guid.NewGuid()).ToString(),
        "node" => (secret?.Node ?? Guid.NewGuid()).ToString(),
        "hash" => secret?.Image ?? new string('0', 64),
        "subject" => "history",
        "topic" => "russia-1917-1991",
        "number" => "1",
        _ => "AAAAAAAAAAAAAAAAAAAAAA",
    });

    private static string Letters() => System.Security.Cryptography.RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz", 8);

    [GeneratedRegex(@"\{\*{0,2}([a-z]+)[^}]*\}", RegexOptions.NonBacktracking)]
    private static partial Regex Parameter();
}
