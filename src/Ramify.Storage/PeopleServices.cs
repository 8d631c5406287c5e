using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>Identity over the library's own tables: the same rules for whoever signs up and for whoever runs the site.</summary>
public static class PeopleServices
{
    /// <summary>Adds <see cref="UserManager{TUser}"/> of people; the library itself is added by the caller.</summary>
    public static IdentityBuilder AddPeople(this IServiceCollection services)
    {
        services.AddSingleton<ILookupNormalizer, NamesBySkeleton>();
        services.AddScoped<IUserValidator<Person>, NameRules>();
        services.AddScoped<IPasswordValidator<Person>, PasswordRules>();
        services.AddScoped(s => s.GetRequiredService<Library>().Context());
        return services.AddIdentityCore<Person>().AddEntityFrameworkStores<LibraryContext>();
    }
}
