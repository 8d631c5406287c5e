using Microsoft.AspNetCore.Identity;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;

namespace Ramify.Web.Features.Accounts;

/// <summary>Accounts: /account and what is below it.</summary>
internal static class Accounts
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddPeople();
        services.AddSingleton<Attempts>().AddSingleton<Ceremonies>();
        services.AddScoped<IPasskeyHandler<Person>, PasskeyHandler<Person>>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<SiteAddress>(Ceremonies.Configure);
    }

    public static void MapAccounts(this IEndpointRouteBuilder site)
    {
        site.MapSignUp();
        site.MapSignIn();
        site.MapPasskeys();
        site.MapSecurity();
        site.MapTokens();
        site.MapPersonalData();
    }
}

/// <summary>What a form said wrong, in one plain sentence, and the status that goes with it.</summary>
internal sealed record Fault(string Sentence, int Status = StatusCodes.Status422UnprocessableEntity)
{
    public static readonly Fault TooOften = new("There were too many tries just now. Please wait a few minutes and try again.", StatusCodes.Status429TooManyRequests);

    public static Fault? Of(IdentityResult result) => result.Succeeded ? null : new(result.Errors.First().Description);
}
