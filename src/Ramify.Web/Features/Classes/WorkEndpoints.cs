using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;
using Ramify.Web.Components;

namespace Ramify.Web.Features.Classes;

/// <summary>
/// The maps of a class: each at /classes/{class}/maps/{map}[.suffix], with what the pupil says of it and what the teacher sees of that.
/// /m/{id}/classes sets a map from its own page.
/// </summary>
internal static class WorkEndpoints
{
    private const string Maps = ClassEndpoints.OneClass + "/maps";
    private const string OneMap = Maps + "/{map:guid}";
    private static readonly TimeSpan Furthest = TimeSpan.FromDays(3 * 366);

    public static void MapWork(this IEndpointRouteBuilder site)
    {
        site.MapPost(Maps, Set).For(Who.ClassTeacher);
        site.MapGet(OneMap, Show).For(Who.ClassMember);
        site.MapGet(Maps + "/{file}", Export).For(Who.ClassMember);
        site.MapGet(OneMap + "/window", Window).For(Who.ClassMember);
        site.MapGet(OneMap + "/nodes", Nodes).For(Who.ClassMember);
        site.MapPost(OneMap + "/done", (HttpContext context, Guid map, Library library) => Mark(context, map, library, isDone: true)).For(Who.ClassMember);
        site.MapPost(OneMap + "/done/removal", (HttpContext context, Guid map, Library library) => Mark(context, map, library, isDone: false)).For(Who.ClassMember);
        site.MapGet(OneMap + "/done", ShowDone).For(Who.ClassTeacher);
        site.MapPost(OneMap + "/date", ChangeDate).For(Who.ClassTeacher);
        site.MapPost(OneMap + "/removal", TakeOff).For(Who.ClassTeacher);
        site.MapGet("/m/{id:guid}/classes", Choose).For(Who.Person);
    }

    /// <summary>Sets a map for a class: its id comes from a page of the map, its address from somebody who pastes one.</summary>
    private static async Task<IResult> Set(HttpContext context, Library library, SiteAddress site, TimeProvider clock)
    {
        var (seat, fields) = (context.MyClass(), await Forms.Fields(context));
        if (seat.Class.ArchivedAt is not null) return Failed("The class is put away; take it out again in its settings first.");
        if (Find(((string?)fields["map"])?.Trim() ?? "", seat.Person, library, site) is not { } map)
            return Failed("There is no map at that address that a class could see: it is one of the library, or one of your own.");
        if (!TryDate(fields["due"], clock, out var due)) return Failed("The day must be a date within the next three years.");
        return library.Classes.Set(seat, map, due) is { } fault ? Failed(fault) : Results.LocalRedirect(ClassAddress.PathOf(seat.Class));
    }

    private static IResult Show(Guid map, HttpContext context, Library library, SiteAddress site)
    {
        if (Find(map, context, library) is not { } work) return Results.NotFound();
        var seat = context.MyClass();
        return new RazorComponentResult<ClassMapPage>(new
        {
            Seat = seat, Work = work, Pictures = Pictures.Of(library.Shelves.Open(work.Map), images: ImageAddress.Of(map)), Credits = library.Adapting.CreditsOf(map), Address = Address(seat, map, site),
            PupilCount = seat.IsTeacher ? library.Classes.Pupils(seat.Class).Count : 0,
        });
    }

    /// <summary>A file of a map. Its QR code leads whoever may still join by way of joining.</summary>
    private static async Task<IResult> Export(string file, HttpContext context, Library library, SiteAddress site)
    {
        var (name, suffix) = Exports.Split(file);
        if (suffix.Length == 0 || !Guid.TryParse(name, out var map) || Find(map, context, library) is not { } work) return Results.NotFound();
        await (await Exports.Write(library, work.Map, suffix, "private, no-store", Slug.Of(work.Map.Title), Address(context.MyClass(), map, site))).Answer(context);
        return Results.Empty;
    }

    private static async Task<IResult> Window(Guid map, HttpContext context, Library library, MapWindows windows)
    {
        if (Find(map, context, library) is not { } work) return Results.NotFound();
        await windows.Answer(context, work.Map, MapWindows.OfOnePerson);
        return Results.Empty;
    }

    private static async Task<IResult> Nodes(Guid map, HttpContext context, Library library, MapWindows windows)
    {
        if (Find(map, context, library) is not { } work) return Results.NotFound();
        await windows.AnswerNodes(context, work.Map, MapWindows.OfOnePerson);
        return Results.Empty;
    }

    private static IResult Mark(HttpContext context, Guid map, Library library, bool isDone)
    {
        if (context.MyClass().IsTeacher || library.Classes.Map(context.MyClass(), map) is not { Place.IsSet: true }) return Results.NotFound();
        library.Classes.Mark(context.MyClass(), map, isDone);
        return Results.LocalRedirect($"{ClassAddress.PathOf(context.MyClass().Class)}/maps/{map}");
    }

    /// <summary>Who has done it and who has not: what a teacher looks at stands in the log of each pupil.</summary>
    private static IResult ShowDone(Guid map, HttpContext context, Library library)
    {
        var seat = context.MyClass();
        if (library.Classes.Map(seat, map) is not { Place.IsSet: true } work) return Results.NotFound();
        var pupils = library.Classes.Pupils(seat.Class, map);
        library.AccessLog.Write(pupils.Select(p => p.Person), seat, AccessKind.SawWork, map);
        return new RazorComponentResult<DonePage>(new { Seat = seat, Work = work, Pupils = pupils });
    }

    private static async Task<IResult> ChangeDate(Guid map, HttpContext context, Library library, TimeProvider clock)
    {
        var seat = context.MyClass();
        if (library.Classes.Map(seat, map) is not { Place.IsSet: true } work) return Results.NotFound();
        if (!TryDate((await Forms.Fields(context))["due"], clock, out var due)) return Failed("The day must be a date within the next three years.");
        library.Classes.Set(seat, work.Map, due);
        return Results.LocalRedirect($"{ClassAddress.PathOf(seat.Class)}/maps/{map}/done");
    }

    private static IResult TakeOff(Guid map, HttpContext context, Library library)
    {
        library.Classes.TakeOff(context.MyClass().Class, map);
        return Results.LocalRedirect(ClassAddress.PathOf(context.MyClass().Class));
    }

    private static IResult Choose(Guid id, HttpContext context, Library library)
    {
        var me = context.Me();
        if ((library.Shelves.Find(id) ?? library.OwnMaps.Find(me.Id, id)) is not { } map) return Results.NotFound();
        return new RazorComponentResult<ChoicePage>(new { Map = map, Classes = library.Classes.Of(me.Id).Where(c => c.Seat is { IsTeacher: true, Class.ArchivedAt: null }).ToList(), IsTeacher = me.Role != Role.Student });
    }

    /// <summary>A map of the class that its people see. When the teacher opens a pupil's, the pupil's log says so (C15).</summary>
    private static ClassWork? Find(Guid map, HttpContext context, Library library)
    {
        var seat = context.MyClass();
        var work = library.Classes.Map(seat, map);
        if (work is { Map: { Owner: { } owner, Visibility: not Visibility.Public } } && seat.IsTeacher && owner != seat.Person) library.AccessLog.Write(owner, seat, AccessKind.OpenedMap, map);
        return work;
    }

    /// <summary>A public map, or one of the teacher's own, by its id or by an address of this site.</summary>
    private static StoredMap? Find(string given, Guid teacher, Library library, SiteAddress site)
    {
        var path = given.StartsWith(site.Of("/"), StringComparison.OrdinalIgnoreCase) ? given[site.Of("").Length..] : given;
        var parts = path.Split('?', '#')[0].Split('/', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (parts.Length > 0 && Guid.TryParse(parts[^1], out var id)) return library.Shelves.Find(id) ?? library.OwnMaps.Find(teacher, id);
        return parts is [var subject, var topic, var slug] ? library.Shelves.Find(subject, topic, Uri.UnescapeDataString(slug)) : null;
    }

    private static string Address(ClassSeat seat, Guid map, SiteAddress site) => ClassAddress.OfMap(seat.Class, seat.IsTeacher, map, site);

    private static bool TryDate(string? given, TimeProvider clock, out DateOnly? due)
    {
        due = null;
        if (string.IsNullOrWhiteSpace(given)) return true;
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        if (!DateOnly.TryParseExact(given.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return false;
        due = day;
        // Yesterday may still be today somewhere.
        return day >= today.AddDays(-1) && day <= today.AddDays((int)Furthest.TotalDays);
    }

    private static RazorComponentResult<FailurePage> Failed(string sentence) => Failures.Page(StatusCodes.Status422UnprocessableEntity, "That did not work", sentence);
}
