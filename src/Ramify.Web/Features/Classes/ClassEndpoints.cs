using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;
using Ramify.Web.Components;

namespace Ramify.Web.Features.Classes;

/// <summary>Classes: /classes lists a person's, /classes/{class} is one, and below it what its teacher keeps in order.</summary>
internal static class ClassEndpoints
{
    public const string OneClass = "/classes/{class:guid}";
    private const int MostSlips = 60;

    public static void MapClasses(this IEndpointRouteBuilder site)
    {
        site.MapGet("/classes", (HttpContext context, Library library) => ListPage(context, library)).For(Who.Person);
        site.MapPost("/classes", Make).For(Who.Teacher);
        site.MapGet(OneClass, Show).For(Who.ClassMember);
        site.MapGet(OneClass + "/settings", (HttpContext context, SiteAddress address) => Settings(context.MyClass(), address)).For(Who.ClassTeacher);
        site.MapPost(OneClass + "/settings", Rename).For(Who.ClassTeacher);
        site.MapPost(OneClass + "/code", (HttpContext context, Library library) => Changed(context, library.Classes.RenewCode)).For(Who.ClassTeacher);
        site.MapPost(OneClass + "/code/removal", (HttpContext context, Library library) => Changed(context, library.Classes.CloseJoining)).For(Who.ClassTeacher);
        site.MapGet(OneClass + "/join{suffix}", Code).For(Who.ClassTeacher);
        site.MapGet(OneClass + "/slips", Slips).For(Who.ClassTeacher);
        site.MapPost(OneClass + "/archive", (HttpContext context, Library library) => Changed(context, one => library.Classes.Archive(one, isOver: true))).For(Who.ClassTeacher);
        site.MapPost(OneClass + "/archive/removal", (HttpContext context, Library library) => Changed(context, one => library.Classes.Archive(one, isOver: false))).For(Who.ClassTeacher);
        site.MapGet(OneClass + "/removal", (HttpContext context, Library library) =>
            new RazorComponentResult<RemovalPage>(new { context.MyClass().Class, PupilCount = library.Classes.Pupils(context.MyClass().Class).Count })).For(Who.ClassTeacher);
        site.MapPost(OneClass + "/removal", Remove).For(Who.ClassTeacher);
        site.MapJoining();
        site.MapWork();
        site.MapPupils();
    }

    private static async Task<IResult> Make(HttpContext context, Library library)
    {
        var name = await Name(context);
        return library.Classes.Fault(context.Me().Id, name) is { } fault
            ? ListPage(context, library, fault) : Results.LocalRedirect($"/classes/{library.Classes.Make(context.Me().Id, name)}");
    }

    private static RazorComponentResult<ClassPage> Show(HttpContext context, Library library, SiteAddress site)
    {
        var seat = context.MyClass();
        return new(new
        {
            Seat = seat, Maps = library.Classes.Maps(seat), Join = ClassAddress.Joining(seat.Class, site), NeedsCodes = !seat.IsTeacher && library.RecoveryCodes.Left(seat.Person) == 0,
            PupilCount = seat.IsTeacher ? library.Classes.Pupils(seat.Class).Count : 0, Own = seat.IsTeacher ? library.OwnMaps.Of(seat.Person) : [],
        });
    }

    private static async Task<IResult> Rename(HttpContext context, Library library, SiteAddress site)
    {
        var name = await Name(context);
        if (Storage.Classes.NameFault(name) is { } fault) return Settings(context.MyClass(), site, fault);
        return Changed(context, one => library.Classes.Rename(one, name));
    }

    /// <summary>The QR code that joins the class: /classes/{class}/join.qr.svg.</summary>
    private static async Task<IResult> Code(string suffix, HttpContext context, SiteAddress site)
    {
        if (!QrCode.Knows(suffix) || ClassAddress.Joining(context.MyClass().Class, site) is not { } address) return Results.NotFound();
        await QrCode.Write(address, suffix, "private, no-store", $"{Slug.Of(context.MyClass().Class.Name)}{suffix}").Answer(context);
        return Results.Empty;
    }

    private static IResult Slips(HttpContext context, Library library, SiteAddress site, int? count)
    {
        var seat = context.MyClass();
        return ClassAddress.Joining(seat.Class, site) is null ? Results.NotFound()
            : new RazorComponentResult<SlipsPage>(new { Seat = seat, Address = site.Of("/join"), Count = Math.Clamp(count ?? 30, 1, MostSlips) });
    }

    private static IResult Remove(HttpContext context, Library library)
    {
        library.Classes.Delete(context.MyClass().Class);
        return Results.LocalRedirect("/classes");
    }

    private static IResult Changed(HttpContext context, Action<SchoolClass> change)
    {
        change(context.MyClass().Class);
        return Results.LocalRedirect(ClassAddress.PathOf(context.MyClass().Class) + "/settings");
    }

    private static RazorComponentResult<ClassesPage> ListPage(HttpContext context, Library library, string? fault = null) =>
        new(new { Classes = library.Classes.Of(context.Me().Id), IsTeacher = context.Me().Role != Role.Student, Fault = fault }) { StatusCode = fault is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };

    private static RazorComponentResult<SettingsPage> Settings(ClassSeat seat, SiteAddress site, string? fault = null) =>
        new(new { seat.Class, Join = ClassAddress.Joining(seat.Class, site), Fault = fault }) { StatusCode = fault is null ? StatusCodes.Status200OK : StatusCodes.Status422UnprocessableEntity };

    private static async Task<string> Name(HttpContext context) => ((string?)(await Forms.Fields(context))["name"])?.Trim() ?? "";
}
