using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;
using Ramify.Web.Components;

namespace Ramify.Web.Features.Classes;

/// <summary>
/// The pupils of a class, for its teacher: /classes/{class}/pupils. A lost sign-in is made anew with a code on paper; the teacher comes to
/// no map by it, and the pupil is told. /classes/{class}/leaving is a pupil's way out.
/// </summary>
internal static class PupilEndpoints
{
    private const string Pupils = ClassEndpoints.OneClass + "/pupils";

    public static void MapPupils(this IEndpointRouteBuilder site)
    {
        site.MapGet(Pupils, Show).For(Who.ClassTeacher);
        site.MapGet(Pupils + "/{person:guid}/sign-in", (Guid person, HttpContext context, Library library) => SignInPage(person, context, library, null)).For(Who.ClassTeacher);
        site.MapPost(Pupils + "/{person:guid}/sign-in", Reissue).For(Who.ClassTeacher);
        site.MapPost(Pupils + "/{person:guid}/removal", Remove).For(Who.ClassTeacher);
        site.MapGet(ClassEndpoints.OneClass + "/leaving", (HttpContext context) =>
            context.MyClass().IsTeacher ? Results.NotFound() : new RazorComponentResult<LeavingPage>(new { Seat = context.MyClass() })).For(Who.ClassMember);
        site.MapPost(ClassEndpoints.OneClass + "/leaving", Leave).For(Who.ClassMember);
    }

    private static RazorComponentResult<PupilsPage> Show(HttpContext context, Library library, SiteAddress site)
    {
        var seat = context.MyClass();
        var pupils = library.Classes.Pupils(seat.Class);
        library.AccessLog.Write(pupils.Select(p => p.Person), seat, AccessKind.SawWork);
        return new(new { Seat = seat, Pupils = pupils, SetCount = library.Classes.Maps(seat).Count(m => m.Place.IsSet), Join = ClassAddress.Joining(seat.Class, site) });
    }

    private static IResult Reissue(Guid person, HttpContext context, Library library)
    {
        if (Find(person, context, library) is not { IsStudent: true }) return Results.NotFound();
        var code = library.RecoveryCodes.Reissue(person);
        library.AccessLog.Write(person, context.MyClass(), AccessKind.ReissuedSignIn);
        return SignInPage(person, context, library, code);
    }

    private static IResult Remove(Guid person, HttpContext context, Library library)
    {
        var seat = context.MyClass();
        if (!library.Classes.Leave(seat.Class, person)) return Results.NotFound();
        library.AccessLog.Write(person, seat, AccessKind.Removed);
        return Results.LocalRedirect(ClassAddress.PathOf(seat.Class) + "/pupils");
    }

    private static IResult Leave(HttpContext context, Library library) =>
        library.Classes.Leave(context.MyClass().Class, context.Me().Id) ? Results.LocalRedirect("/classes") : Results.NotFound();

    private static IResult SignInPage(Guid person, HttpContext context, Library library, string? code) => Find(person, context, library) is { IsStudent: true } pupil
        ? new RazorComponentResult<ReissuePage>(new { Seat = context.MyClass(), Pupil = pupil, Code = code }) : Results.NotFound();

    private static Pupil? Find(Guid person, HttpContext context, Library library) => library.Classes.Pupils(context.MyClass().Class).FirstOrDefault(p => p.Person == person);
}
