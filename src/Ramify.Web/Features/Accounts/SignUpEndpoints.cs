using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;
using Ramify.Web.Components;

namespace Ramify.Web.Features.Accounts;

/// <summary>/account/new: a name, an age band and a password (or a passkey: see <see cref="PasskeyEndpoints"/>). No e-mail.</summary>
internal static class SignUpEndpoints
{
    public static void MapSignUp(this IEndpointRouteBuilder site)
    {
        site.MapGet("/account/new", (HttpContext context, Library library, string? back) => Page(context, library, new SignUpForm { Back = back })).For(Who.Anyone);
        site.MapPost("/account/new", Join).For(Who.Anyone);
    }

    /// <summary>What keeps somebody from joining before the name is even looked at.</summary>
    public static Fault? Check(SignUpForm form, Attempts attempts, HttpContext context) => SignUp.Age(form) is null ? new("Please say how old you are.")
        : attempts.MayJoin(context.Connection.RemoteIpAddress) ? null : Fault.TooOften;

    private static async Task<IResult> Join(SignUpForm form, HttpContext context, Library library, Attempts attempts)
    {
        if (Check(form, attempts, context) is { } refused) return Page(context, library, form, refused);
        var (person, fault) = await SignUp.Join(form, context);
        return person is null ? Page(context, library, form, fault) : CodesPage.Answer(library.RecoveryCodes.Renew(person.Id), person.Name, SignIn.SafeBack(form.Back), isNew: true);
    }

    private static IResult Page(HttpContext context, Library library, SignUpForm form, Fault? fault = null) => context.Person() is not null
        ? Results.LocalRedirect(SignIn.SafeBack(form.Back))
        : new RazorComponentResult<SignUpPage>(new { Form = form with { Password = null }, Drafts = library.OwnMaps.DraftsOf(BrowserSecret.Of(context)), Fault = fault?.Sentence }) { StatusCode = fault?.Status ?? StatusCodes.Status200OK };
}
