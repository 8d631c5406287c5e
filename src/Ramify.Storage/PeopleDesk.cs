using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>What only whoever runs the site does with accounts: the first teacher and moderator, and a way back in for who has lost every other.</summary>
public sealed class PeopleDesk : IDisposable
{
    // 12 of 31 signs: 59 bits, without those that look alike. To be changed by its owner.
    private const int PasswordGroups = 3;
    private const string Alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
    private readonly Library library;
    private readonly ServiceProvider services;

    public PeopleDesk(Library library)
    {
        this.library = library;
        var collection = new ServiceCollection().AddLogging().AddSingleton(library);
        collection.AddPeople();
        services = collection.BuildServiceProvider();
    }

    /// <summary>Makes an account.</summary>
    /// <returns>A password to begin with, or why not.</returns>
    public Task<(string? Password, string? Fault)> Add(string name, Role role, AgeBand age) => With(async people =>
    {
        var (password, now) = (NewPassword(), library.Clock.GetUtcNow());
        var person = new Person { Id = Guid.CreateVersion7(now), UserName = name, Role = role, Age = age, CreatedAt = now };
        return await people.CreateAsync(person, password) is { Succeeded: false } failed ? (null, failed.Errors.First().Description) : ((string?)password, (string?)null);
    });

    /// <summary>Makes a person a student, teacher or moderator; it holds from the next request on.</summary>
    /// <returns>Whether there is such a person.</returns>
    public Task<bool> Give(string name, Role role) => With(async people =>
    {
        if (await people.FindByNameAsync(name) is not { } person) return false;
        person.Role = role;
        return (await people.UpdateAsync(person)).Succeeded;
    });

    /// <summary>Sets a new password and ends every session.</summary>
    /// <returns>The password; null where there is no such person.</returns>
    public Task<string?> Reset(string name) => With(async people =>
    {
        if (await people.FindByNameAsync(name) is not { } person) return null;
        var password = NewPassword();
        await people.RemovePasswordAsync(person);
        await people.AddPasswordAsync(person, password);
        library.Sessions.EndAll(person.Id);
        return password;
    });

    public void Dispose() => services.Dispose();

    private async Task<T> With<T>(Func<UserManager<Person>, Task<T>> work)
    {
        await using var scope = services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<UserManager<Person>>());
    }

    private static string NewPassword() => string.Join('-', Enumerable.Range(0, PasswordGroups).Select(_ => RandomNumberGenerator.GetString(Alphabet, 4)));
}
