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
        site.MapAccess();
    }
}
