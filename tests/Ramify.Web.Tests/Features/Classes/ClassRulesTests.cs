using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Ramify.Storage.Model;
using Ramify.Web.Access;
using Ramify.Web.Tests.Access;

namespace Ramify.Web.Tests.Features.Classes;

/// <summary>Every endpoint of a class against its teacher, a pupil of it, another teacher, a pupil of another class and a moderator.</summary>
public sealed class ClassRulesTests
{
    [Fact]
    public async Task C01_Every_endpoint_of_a_class_answers_its_people_by_what_they_are_in_it_and_nobody_else()
    {
        await using var site = new RunningSite();
        await site.InitializeAsync();
        using var teacher = await Actor.Join(site, "Rule Tess", Role.Teacher);
        using var pupil = await Actor.Join(site, "Rule Pip");
        using var other = await Actor.Join(site, "Rule Ted", Role.Teacher);
        using var stranger = await Actor.Join(site, "Rule Sue");
        using var moderator = await Actor.Join(site, "Rule Mo", Role.Moderator);
        site.Library.Classes.Join(stranger.Id, site.Library.Classes.Seat(other.Id, site.Library.Classes.Make(other.Id, "Another class"))!.Class);
        var endpoints = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<Rule>()?.Who is Who.ClassMember or Who.ClassTeacher).ToList();
        Assert.True(endpoints.Count > 20);
        var any = await PrivateThings.Make(site, "Any");
        foreach (var endpoint in endpoints)
            foreach (var method in endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods)
            {
                // Some of them end the class or the seat: each meets one of its own.
                foreach (var (actor, mayEnter) in new[] { (teacher, true), (pupil, endpoint.Metadata.GetRequiredMetadata<Rule>().Who == Who.ClassMember), (other, false), (stranger, false), (moderator, false) })
                {
                    var path = PrivateThings.Fill(endpoint, Things(site, any, teacher, pupil));
                    using var answer = method == "GET" ? await actor.Get(path) : await actor.Post(path);
                    var said = $"{method} {path} for {actor.Name}: {answer.StatusCode}";
                    // Leaving is for pupils, and being done: the class's teacher has nothing there.
                    var isForPupils = path.EndsWith("/leaving", StringComparison.Ordinal) || (method == "POST" && path.Contains("/done", StringComparison.Ordinal));
                    Assert.True((int)answer.StatusCode < 500, said);
                    Assert.True((answer.StatusCode != HttpStatusCode.NotFound) == (mayEnter && !(actor == teacher && isForPupils)), said);
                }
            }
    }

    private static PrivateThings Things(RunningSite site, PrivateThings things, Actor teacher, Actor pupil)
    {
        var one = site.Library.Classes.Make(teacher.Id, "Class of rules");
        var seat = site.Library.Classes.Seat(teacher.Id, one)!;
        site.Library.Classes.Join(pupil.Id, seat.Class);
        var map = site.Library.OwnMaps.Add(teacher.Id, teacher.Name, RunningSite.Read("Set\n  One"));
        site.Library.Classes.Set(seat, site.Library.OwnMaps.Find(teacher.Id, map)!, null);
        return things with { Map = map, Class = one, SetMap = map, Pupil = pupil.Id };
    }
}
