using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Identity;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;

namespace Ramify.Web.Features.Accounts;

/// <summary>In and out: /account/sign-in, /account/recovery, /account/sign-out; and /account/me, what a script may show of who is signed in.</summary>
internal static class SignInEndpoints
{
    // One sentence for a name that nobody has and for a wrong password, in the same time (C05).
    private static readonly Fault Wrong = new("That name and password do not go together. A name that looks alike counts as the same; capitals in the password matter.");
    private static readonly Fault WrongCode = new("That name and code do not go together. Each code works once.");
    private static readonly PasswordHasher<Person> Hasher = new();
    private static readonly Person Nobody = new() { Id = Guid.Empty, UserName = "nobody" };
    private static readonly Lazy<string> NobodysPassword = new(() => Hasher.HashPassword(Nobody, Secret.New()));

    public static void MapSignIn(this IEndpointRouteBuilder site)
    {
        site.MapGet(SignIn.Path, (HttpContext context, string? back) => Page(context, new SignInForm { Back = back })).For(Who.Anyone);
        site.MapPost(SignIn.Path, Enter).For(Who.Anyone);
        site.MapGet("/account/recovery", () => RecoveryPage(new RecoveryForm())).For(Who.Anyone);
        site.MapPost("/account/recovery", Recover).For(Who.Anyone);
        site.MapPost("/account/sign-out", Leave).For(Who.Person);
        site.MapGet("/account/me", Me).For(Who.Anyone);
    }

    private static async Task<IResult> Enter(SignInForm form, HttpContext context, Library library, UserManager<Person> people, Attempts attempts)
    {
        var name = form.Name?.Trim() ?? "";
        if (!attempts.MaySignIn(name, context.Connection.RemoteIpAddress)) return Page(context, form, Fault.TooOften);
        var person = await people.FindByNameAsync(name);
        if (!await attempts.Hash(() => Fits(people, person, form.Password ?? ""))) return Page(context, form, Wrong);
        await SignIn.Enter(context, library, person!.Id, "password", form.Stay is not null);
        return Results.LocalRedirect(SignIn.SafeBack(form.Back));
    }

    private static async Task<bool> Fits(UserManager<Person> people, Person? person, string password)
    {
        if (person?.PasswordHash is not null) return await people.CheckPasswordAsync(person, password);
        Hasher.VerifyHashedPassword(Nobody, NobodysPassword.Value, password);
        return false;
    }

    private static async Task<IResult> Recover(RecoveryForm form, HttpContext context, Library library, UserManager<Person> people, Attempts attempts)
    {
        var name = form.Name?.Trim() ?? "";
        if (!attempts.MaySignIn(name, context.Connection.RemoteIpAddress)) return RecoveryPage(form, Fault.TooOften);
        // The new password is looked at first: a code must not be used up by one that is too short.
        var described = new Person { UserName = name };
        foreach (var rule in people.PasswordValidators)
            if (Fault.Of(await rule.ValidateAsync(people, described, form.Password)) is { } fault) return RecoveryPage(form, fault);
        var person = await people.FindByNameAsync(name);
        if (library.RecoveryCodes.Use(person?.Id ?? Guid.Empty, form.Code ?? "") is not { } kind || person is null) return RecoveryPage(form, WrongCode);
        await attempts.Hash(() => ChangePassword(people, person, form.Password!));
        library.Sessions.EndAll(person.Id);
        // With a teacher's code the person reads first who made it.
        if (kind == CodeKind.Reissued) library.AccessLog.WriteUse(person.Id);
        await SignIn.Enter(context, library, person.Id, "recovery code", stay: false);
        return Results.LocalRedirect(kind == CodeKind.Reissued ? "/account/access" : "/account");
    }

    private static async Task<bool> ChangePassword(UserManager<Person> people, Person person, string password)
    {
        await people.RemovePasswordAsync(person);
        return (await people.AddPasswordAsync(person, password)).Succeeded;
    }

    private static async Task<IResult> Leave(HttpContext context, Library library)
    {
        await SignIn.Leave(context, library);
        // Also what the browser keeps of pages that were this person's.
        context.Response.Headers["Clear-Site-Data"] = "\"cache\"";
        return Results.LocalRedirect("/account/sign-in");
    }

    private static IResult Me(HttpContext context)
    {
        Forms.MakePrivate(context);
        return context.Person() is { } person ? Results.Json(new { name = person.Name }) : Results.NoContent();
    }

    private static IResult Page(HttpContext context, SignInForm form, Fault? fault = null) => context.Person() is not null && fault is null
        ? Results.LocalRedirect(SignIn.SafeBack(form.Back))
        : new RazorComponentResult<SignInPage>(new { Form = form with { Password = null }, Fault = fault?.Sentence }) { StatusCode = fault?.Status ?? StatusCodes.Status200OK };

    private static RazorComponentResult<RecoveryPage> RecoveryPage(RecoveryForm form, Fault? fault = null) =>
        new(new { Form = form with { Password = null }, Fault = fault?.Sentence }) { StatusCode = fault?.Status ?? StatusCodes.Status200OK };
}

/// <summary>The fields of the sign-in form, as they came.</summary>
public sealed record SignInForm
{
    public string? Name { get; init; }
    public string? Password { get; init; }
    public string? Stay { get; init; }
    public string? Back { get; init; }

    public static async ValueTask<SignInForm> BindAsync(HttpContext context)
    {
        var fields = await Forms.Fields(context);
        return new() { Name = fields["name"], Password = fields["password"], Stay = fields["stay"], Back = fields["back"] };
    }
}

/// <summary>The fields of the recovery form, as they came.</summary>
public sealed record RecoveryForm
{
    public string? Name { get; init; }
    public string? Code { get; init; }
    public string? Password { get; init; }

    public static async ValueTask<RecoveryForm> BindAsync(HttpContext context)
    {
        var fields = await Forms.Fields(context);
        return new() { Name = fields["name"], Code = fields["code"], Password = fields["password"] };
    }
}
