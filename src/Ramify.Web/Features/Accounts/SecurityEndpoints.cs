using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;

namespace Ramify.Web.Features.Accounts;

/// <summary>/account and how it is kept safe: the password, the browsers that are signed in, the codes on paper.</summary>
internal static class SecurityEndpoints
{
    public static void MapSecurity(this IEndpointRouteBuilder site)
    {
        site.MapGet("/account", Overview).For(Who.Person);
        site.MapGet("/account/sessions", ShowSessions).For(Who.Person);
        site.MapPost("/account/sessions/removal", EndOthers).For(Who.Person);
        site.MapPost("/account/sessions/{id:guid}/removal", EndOne).For(Who.Person);
        site.MapGet("/account/password", (HttpContext context, UserManager<Person> people) => PasswordPage(context, people)).For(Who.Person);
        site.MapPost("/account/password", ChangePassword).For(Who.Person);
        site.MapGet("/account/recovery-codes", (HttpContext context, Library library) =>
            new RazorComponentResult<CodesPage>(new { context.Me().Name, Left = library.RecoveryCodes.Left(context.Me().Id) })).For(Who.Person);
        site.MapPost("/account/recovery-codes", (HttpContext context, Library library) =>
            CodesPage.Answer(library.RecoveryCodes.Renew(context.Me().Id), context.Me().Name, "/account", isNew: false)).For(Who.Person);
    }

    private static async Task<IResult> Overview(HttpContext context, Library library, UserManager<Person> people)
    {
        var me = context.Me();
        var person = (await people.FindByIdAsync(me.Id.ToString()))!;
        return new RazorComponentResult<AccountPage>(new
        {
            Person = person, MapCount = library.OwnMaps.Of(me.Id).Count, SessionCount = library.Sessions.Of(me.Id).Count, PasskeyCount = (await people.GetPasskeysAsync(person)).Count,
            CodesLeft = library.RecoveryCodes.Left(me.Id), TokenCount = library.Tokens.Of(me.Id).Count,
            ListCount = library.SavedLists.Of(me.Id).Count, UnseenCount = library.Notices.Unseen(me.Id),
            WaitingCount = me.Role == Role.Moderator ? library.Moderation.Count() : 0,
            ClassCount = library.Classes.Of(me.Id).Count, AccessCount = library.AccessLog.UnseenCount(me.Id),
        });
    }

    private static RazorComponentResult<SessionsPage> ShowSessions(HttpContext context, Library library) =>
        new(new { Sessions = library.Sessions.Of(context.Me().Id), Current = context.Me().Session });

    private static IResult EndOthers(HttpContext context, Library library)
    {
        library.Sessions.EndAll(context.Me().Id, except: context.Me().Session);
        return Results.LocalRedirect("/account/sessions");
    }

    private static async Task<IResult> EndOne(Guid id, HttpContext context, Library library)
    {
        if (id == context.Me().Session) await SignIn.Leave(context, library);
        else if (!library.Sessions.End(context.Me().Id, id)) return Results.NotFound();
        return Results.LocalRedirect("/account/sessions");
    }

    /// <summary>A new password ends every other session: whoever knew the old one is out at once (C06).</summary>
    private static async Task<IResult> ChangePassword(PasswordForm form, HttpContext context, Library library, UserManager<Person> people, Attempts attempts)
    {
        var me = context.Me();
        if (!attempts.MaySignIn(me.Name, context.Connection.RemoteIpAddress)) return await PasswordPage(context, people, Fault.TooOften);
        var person = (await people.FindByIdAsync(me.Id.ToString()))!;
        var result = await attempts.Hash(() => person.PasswordHash is null
            ? people.AddPasswordAsync(person, form.Password ?? "")
            : people.ChangePasswordAsync(person, form.Current ?? "", form.Password ?? ""));
        if (result.Errors.Any(e => e.Code == "PasswordMismatch")) return await PasswordPage(context, people, new("The password in use now was not right."));
        if (Fault.Of(result) is { } fault) return await PasswordPage(context, people, fault);
        library.Sessions.EndAll(me.Id, except: me.Session);
        return Results.LocalRedirect("/account");
    }

    private static async Task<IResult> PasswordPage(HttpContext context, UserManager<Person> people, Fault? fault = null)
    {
        var person = (await people.FindByIdAsync(context.Me().Id.ToString()))!;
        return new RazorComponentResult<PasswordPage>(new { person.Name, HasPassword = person.PasswordHash is not null, Fault = fault?.Sentence })
        {
            StatusCode = fault?.Status ?? StatusCodes.Status200OK,
        };
    }
}

/// <summary>The fields of the form for a new password, as they came.</summary>
public sealed record PasswordForm
{
    public string? Current { get; init; }
    public string? Password { get; init; }

    public static async ValueTask<PasswordForm> BindAsync(HttpContext context)
    {
        var fields = await Forms.Fields(context);
        return new() { Current = fields["current"], Password = fields["password"] };
    }
}
