using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Storage;
using Ramify.Web.Access;
using Ramify.Web.Components;

namespace Ramify.Web.Features.Classes;

/// <summary>
/// Into a class: /join asks for the code, /join/{code} says whose class it is and what its teacher will see. Whoever has no account makes
/// one on the way; ?map= goes on to a set map. A wrong code counts as a try of the address it came from, a right one costs nothing: a
/// whole school may come from one address.
/// </summary>
internal static class JoinEndpoints
{
    public static void MapJoining(this IEndpointRouteBuilder site)
    {
        site.MapGet("/join", (string? code) => code is { Length: > 0 and <= 40 } ? Results.LocalRedirect($"/join/{Uri.EscapeDataString(code)}") : Ask()).For(Who.Anyone);
        site.MapGet("/join/{code}", Show).For(Who.Anyone);
        site.MapPost("/join/{code}", Join).For(Who.Anyone);
    }

    private static IResult Show(string code, Guid? map, HttpContext context, Library library, Attempts attempts)
    {
        Forms.MakePrivate(context);
        if (Find(code, context, library, attempts, out var fault) is not { } seat) return fault;
        // Who is in it already goes on.
        if (context.Person() is { } me && library.Classes.Seat(me.Id, seat.Class.Id) is not null) return Results.LocalRedirect(Onward(seat, map));
        return Page(context, library, seat, map, new SignUpForm());
    }

    private static async Task<IResult> Join(string code, SignUpForm form, HttpContext context, Library library, Attempts attempts)
    {
        Forms.MakePrivate(context);
        if (Find(code, context, library, attempts, out var unknown) is not { } seat) return unknown;
        var map = Guid.TryParse((await Forms.Fields(context))["map"], out var asked) ? asked : (Guid?)null;
        if (library.Classes.FullFault(seat.Class) is { } full) return Page(context, library, seat, map, form, new(full));
        var me = context.Person()?.Id;
        if (me is null)
        {
            // The code vouches for who comes: what is counted is the class, not the address.
            if (!attempts.MayJoinClass(seat.Class.Id)) return Page(context, library, seat, map, form, Fault.TooOften);
            var (person, fault) = await SignUp.Join(form, context);
            if (person is null) return Page(context, library, seat, map, form, fault);
            me = person.Id;
        }
        return library.Classes.Join(me.Value, seat.Class) is { } refused ? Page(context, library, seat, map, form, new(refused)) : Results.LocalRedirect(Onward(seat, map));
    }

    private static ClassSeat? Find(string code, HttpContext context, Library library, Attempts attempts, out IResult fault)
    {
        var from = context.Connection.RemoteIpAddress;
        fault = Ask(code, Fault.TooOften);
        if (!attempts.MayTryCode(from)) return null;
        if (library.Classes.ByCode(code) is { } seat) return seat;
        attempts.CodeMissed(from);
        fault = Ask(code, new("No class is joined with that code. Please look at it again, or ask your teacher for the new one.", StatusCodes.Status404NotFound));
        return null;
    }

    private static string Onward(ClassSeat seat, Guid? map) => map is null ? ClassAddress.PathOf(seat.Class) : $"{ClassAddress.PathOf(seat.Class)}/maps/{map}";

    private static RazorComponentResult<CodePage> Ask(string? code = null, Fault? fault = null) =>
        new(new { Code = code, Fault = fault?.Sentence }) { StatusCode = fault?.Status ?? StatusCodes.Status200OK };

    private static RazorComponentResult<JoinPage> Page(HttpContext context, Library library, ClassSeat seat, Guid? map, SignUpForm form, Fault? fault = null) =>
        new(new
        {
            Seat = seat, Map = map, Me = context.Person(), Form = form with { Password = null }, Drafts = context.Person() is null ? library.OwnMaps.DraftsOf(BrowserSecret.Of(context)) : [], Fault = fault?.Sentence,
        }) { StatusCode = fault?.Status ?? StatusCodes.Status200OK };
}
