using Microsoft.AspNetCore.Identity;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Components;

namespace Ramify.Web.Access;

/// <summary>What a form said wrong, in one plain sentence, and the status that goes with it.</summary>
internal sealed record Fault(string Sentence, int Status = StatusCodes.Status422UnprocessableEntity)
{
    public static readonly Fault TooOften = new("There were too many tries just now. Please wait a few minutes and try again.", StatusCodes.Status429TooManyRequests);

    public static Fault? Of(IdentityResult result) => result.Succeeded ? null : new(result.Errors.First().Description);
}

/// <summary>Making an account: at its own page, or on the way into a class.</summary>
internal static class SignUp
{
    /// <summary>A person as the form describes one: always a student, whatever else the form may hold.</summary>
    public static Person Describe(SignUpForm form, AgeBand age, TimeProvider clock) =>
        new() { Id = Guid.CreateVersion7(clock.GetUtcNow()), UserName = form.Name?.Trim() ?? "", Role = Role.Student, Age = age, CreatedAt = clock.GetUtcNow() };

    /// <summary>The age that the form says; null where it says none.</summary>
    public static AgeBand? Age(SignUpForm form) => Enum.TryParse<AgeBand>(form.Age, out var age) && Enum.IsDefined(age) ? age : null;

    /// <summary>Makes the account with the form's password, takes the ticked drafts along and signs in.</summary>
    /// <returns>The person, or why not.</returns>
    public static async Task<(Person? Person, Fault? Fault)> Join(SignUpForm form, HttpContext context)
    {
        var services = context.RequestServices;
        var (library, people, attempts) = (services.GetRequiredService<Library>(), services.GetRequiredService<UserManager<Person>>(), services.GetRequiredService<Attempts>());
        if (Age(form) is not { } age) return (null, new Fault("Please say how old you are."));
        var person = Describe(form, age, services.GetRequiredService<TimeProvider>());
        var result = await attempts.Hash(() => people.CreateAsync(person, form.Password ?? ""));
        if (Fault.Of(result) is { } fault) return (null, fault);
        TakeDrafts(form.Draft, person, context, library);
        await SignIn.Enter(context, library, person.Id, "password", form.Stay is not null);
        return (person, null);
    }

    /// <summary>Drafts made in this browser before signing up come along, as far as the form was left ticked.</summary>
    public static void TakeDrafts(IReadOnlyList<string?> drafts, Person person, HttpContext context, Library library)
    {
        if (BrowserSecret.Of(context) is not { } secret) return;
        foreach (var draft in drafts)
            if (Guid.TryParse(draft, out var id)) library.OwnMaps.Take(person.Id, person.Name, id, secret);
    }
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
