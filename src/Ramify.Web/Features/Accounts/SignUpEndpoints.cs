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

    /// <summary>A person as the form describes one: always a student, whatever else the form may hold.</summary>
    public static Person Describe(SignUpForm form, AgeBand age, TimeProvider clock) =>
        new() { Id = Guid.CreateVersion7(clock.GetUtcNow()), UserName = form.Name?.Trim() ?? "", Role = Role.Student, Age = age, CreatedAt = clock.GetUtcNow() };

    /// <summary>Drafts made in this browser before signing up come along, as far as the form was left ticked.</summary>
    public static void TakeDrafts(IReadOnlyList<string?> drafts, Person person, HttpContext context, Library library)
    {
        if (BrowserSecret.Of(context) is not { } secret) return;
        foreach (var draft in drafts)
            if (Guid.TryParse(draft, out var id)) library.OwnMaps.Take(person.Id, person.Name, id, secret);
    }

    /// <summary>What keeps somebody from joining before the name is even looked at.</summary>
    public static Fault? Check(SignUpForm form, Attempts attempts, HttpContext context, out AgeBand age)
    {
        if (!Enum.TryParse(form.Age, out age) || !Enum.IsDefined(age)) return new("Please say how old you are.");
        return attempts.MayJoin(context.Connection.RemoteIpAddress) ? null : Fault.TooOften;
    }

    private static async Task<IResult> Join(SignUpForm form, HttpContext context, Library library, UserManager<Person> people, Attempts attempts, TimeProvider clock)
    {
        if (Check(form, attempts, context, out var age) is { } refused) return Page(context, library, form, refused);
        var person = Describe(form, age, clock);
        var result = await attempts.Hash(() => people.CreateAsync(person, form.Password ?? ""));
        if (Fault.Of(result) is { } fault) return Page(context, library, form, fault);
        TakeDrafts(form.Draft, person, context, library);
        await SignIn.Enter(context, library, person.Id, "password", form.Stay is not null);
        return CodesPage.Answer(library.RecoveryCodes.Renew(person.Id), person.Name, SignIn.SafeBack(form.Back), isNew: true);
    }

    private static IResult Page(HttpContext context, Library library, SignUpForm form, Fault? fault = null) => context.Person() is not null
        ? Results.LocalRedirect(SignIn.SafeBack(form.Back))
        : new RazorComponentResult<SignUpPage>(new { Form = form with { Password = null }, Drafts = library.OwnMaps.DraftsOf(BrowserSecret.Of(context)), Fault = fault?.Sentence }) { StatusCode = fault?.Status ?? StatusCodes.Status200OK };
}

/// <summary>The fields of the sign-up form, as they came.</summary>
public sealed record SignUpForm
{
    public string? Name { get; init; }
    public string? Age { get; init; }
    public string? Password { get; init; }
    public string? Stay { get; init; }
    public string? Back { get; init; }

    /// <summary>Ids of the drafts of this browser that are to come along.</summary>
    public IReadOnlyList<string?> Draft { get; init; } = [];

    public static async ValueTask<SignUpForm> BindAsync(HttpContext context)
    {
        var fields = await Forms.Fields(context);
        return new() { Name = fields["name"], Age = fields["age"], Password = fields["password"], Stay = fields["stay"], Back = fields["back"], Draft = fields["draft"] };
    }
}
