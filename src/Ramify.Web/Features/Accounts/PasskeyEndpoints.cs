using System.Buffers.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;

namespace Ramify.Web.Features.Accounts;

/// <summary>
/// Passkeys, which need script: each is asked for at .../options and answered beside it. To join with one, to sign in with one,
/// and /account/passkeys to add and remove them.
/// </summary>
internal static class PasskeyEndpoints
{
    private const string Joining = "join";
    private const string Adding = "add";
    private const string Entering = "enter";
    private const int MaxNameLength = 40;
    private static readonly Fault Failed = new("That passkey did not work here. Please try again, or use your password.");

    public static void MapPasskeys(this IEndpointRouteBuilder site)
    {
        site.MapPost("/account/new/passkey/options", AskToJoin).For(Who.Anyone);
        site.MapPost("/account/new/passkey", Join).For(Who.Anyone);
        site.MapPost("/account/sign-in/passkey/options", AskToEnter).For(Who.Anyone);
        site.MapPost("/account/sign-in/passkey", Enter).For(Who.Anyone);
        site.MapGet("/account/passkeys", List).For(Who.Person);
        site.MapPost("/account/passkeys/options", AskToAdd).For(Who.Person);
        site.MapPost("/account/passkeys", Add).For(Who.Person);
        site.MapPost("/account/passkeys/{id}/removal", Remove).For(Who.Person);
    }

    private static async Task<IResult> AskToJoin(SignUpForm form, HttpContext context, UserManager<Person> people, Attempts attempts,
        IPasskeyHandler<Person> passkeys, Ceremonies ceremonies, TimeProvider clock)
    {
        if (SignUpEndpoints.Check(form, attempts, context) is { } refused) return Problem(refused);
        var person = SignUp.Describe(form, SignUp.Age(form)!.Value, clock);
        foreach (var rule in people.UserValidators)
            if (Fault.Of(await rule.ValidateAsync(people, person)) is { } fault) return Problem(fault);
        return await Options(context, passkeys, ceremonies, Joining, person, person);
    }

    private static async Task<IResult> Join(PasskeyForm form, HttpContext context, Library library, UserManager<Person> people,
        IPasskeyHandler<Person> passkeys, Ceremonies ceremonies)
    {
        if (ceremonies.Take(context, Joining) is not { Joining: { } person } asked) return Problem(Failed);
        if (await Attest(form, context, passkeys, asked) is not { } passkey) return Problem(Failed);
        if (Fault.Of(await people.CreateAsync(person)) is { } fault) return Problem(fault);
        await people.AddOrUpdatePasskeyAsync(person, passkey);
        SignUp.TakeDrafts(form.Draft, person, context, library);
        await SignIn.Enter(context, library, person.Id, "passkey", form.Stay is not null);
        return GoTo("/account/recovery-codes");
    }

    private static async Task<IResult> AskToEnter(HttpContext context, IPasskeyHandler<Person> passkeys, Ceremonies ceremonies, Attempts attempts)
    {
        if (!attempts.MayTryPasskey(context.Connection.RemoteIpAddress)) return Problem(Fault.TooOften);
        // Nobody is named: the browser offers the passkeys it has, and who one belongs to is not told before it is proved.
        var options = await passkeys.MakeRequestOptionsAsync(null, context);
        ceremonies.Begin(context, Entering, options.AssertionState);
        return Json(options.RequestOptionsJson);
    }

    private static async Task<IResult> Enter(PasskeyForm form, HttpContext context, Library library, UserManager<Person> people,
        IPasskeyHandler<Person> passkeys, Ceremonies ceremonies)
    {
        if (ceremonies.Take(context, Entering) is not { } asked) return Problem(Failed);
        var result = await passkeys.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = form.Credential ?? "", AssertionState = asked.State });
        if (!result.Succeeded) return Problem(Failed);
        // The count of signatures must be kept: one that falls behind is a copy.
        await people.AddOrUpdatePasskeyAsync(result.User, result.Passkey);
        await SignIn.Enter(context, library, result.User.Id, "passkey", form.Stay is not null);
        return GoTo(SignIn.SafeBack(form.Back));
    }

    private static async Task<IResult> List(HttpContext context, UserManager<Person> people)
    {
        var person = await Me(context, people);
        return new RazorComponentResult<PasskeysPage>(new { Passkeys = await people.GetPasskeysAsync(person), HasPassword = person.PasswordHash is not null });
    }

    private static async Task<IResult> AskToAdd(HttpContext context, UserManager<Person> people, IPasskeyHandler<Person> passkeys, Ceremonies ceremonies) =>
        await Options(context, passkeys, ceremonies, Adding, await Me(context, people), null);

    private static async Task<IResult> Add(PasskeyForm form, HttpContext context, UserManager<Person> people, IPasskeyHandler<Person> passkeys, Ceremonies ceremonies)
    {
        if (ceremonies.Take(context, Adding) is not { } asked) return Problem(Failed);
        if (await Attest(form, context, passkeys, asked) is not { } passkey) return Problem(Failed);
        if (form.Name?.Trim() is { Length: > 0 } name) passkey.Name = name[..Math.Min(name.Length, MaxNameLength)];
        await people.AddOrUpdatePasskeyAsync(await Me(context, people), passkey);
        return GoTo("/account/passkeys");
    }

    /// <summary>Whoever came in with a lost key goes out with it: every other session ends (C06).</summary>
    private static async Task<IResult> Remove(string id, HttpContext context, Library library, UserManager<Person> people)
    {
        if (!Base64Url.IsValid(id)) return Results.NotFound();
        var (person, credential) = (await Me(context, people), Base64Url.DecodeFromChars(id));
        if (await people.GetPasskeyAsync(person, credential) is null) return Results.NotFound();
        await people.RemovePasskeyAsync(person, credential);
        library.Sessions.EndAll(person.Id, except: context.Me().Session);
        return Results.LocalRedirect("/account/passkeys");
    }

    private static async Task<IResult> Options(HttpContext context, IPasskeyHandler<Person> passkeys, Ceremonies ceremonies, string kind, Person person, Person? joining)
    {
        var entity = new PasskeyUserEntity { Id = person.Id.ToString(), Name = person.Name, DisplayName = person.Name };
        var options = await passkeys.MakeCreationOptionsAsync(entity, context);
        ceremonies.Begin(context, kind, options.AttestationState, joining);
        return Json(options.CreationOptionsJson);
    }

    private static async Task<UserPasskeyInfo?> Attest(PasskeyForm form, HttpContext context, IPasskeyHandler<Person> passkeys, Ceremony asked)
    {
        var result = await passkeys.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = form.Credential ?? "", AttestationState = asked.State });
        if (!result.Succeeded) return null;
        result.Passkey.Name = BrowserName.Of(context.Request.Headers.UserAgent);
        return result.Passkey;
    }

    private static async Task<Person> Me(HttpContext context, UserManager<Person> people) => (await people.FindByIdAsync(context.Me().Id.ToString()))!;

    private static IResult Json(string json) => Results.Text(json, "application/json");

    private static IResult GoTo(string path) => Results.Json(new { to = path });

    private static IResult Problem(Fault fault) => Results.Json(new { fault = fault.Sentence }, statusCode: fault.Status);
}

/// <summary>What a browser answers with a passkey: the credential as JSON, and the fields of the form around it.</summary>
public sealed record PasskeyForm
{
    public string? Credential { get; init; }
    public string? Name { get; init; }
    public string? Stay { get; init; }
    public string? Back { get; init; }
    public IReadOnlyList<string?> Draft { get; init; } = [];

    public static async ValueTask<PasskeyForm> BindAsync(HttpContext context)
    {
        var fields = await Forms.Fields(context);
        return new() { Credential = fields["credential"], Name = fields["name"], Stay = fields["stay"], Back = fields["back"], Draft = fields["draft"] };
    }
}
