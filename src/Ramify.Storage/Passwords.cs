using System.Collections.Frozen;
using Microsoft.AspNetCore.Identity;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>Long enough, not the name, not among the first that anybody would try. No rule about signs: those make passwords worse.</summary>
internal sealed class PasswordRules : IPasswordValidator<Person>
{
    public const int MinLength = 8;
    private const int MaxLength = 200;

    private static readonly FrozenSet<string> Common = """
        password passw0rd password1 password12 password123 12345678 123456789 1234567890 87654321 11111111 00000000 88888888 12341234 123123123
        qwertyuiop qwerty123 qwerty12 qwertyui asdfghjk asdfasdf zxcvbnm1 1q2w3e4r 1qaz2wsx abcdefgh abcd1234 abc12345 iloveyou sunshine princess
        football baseball superman batman123 starwars computer internet michelle jennifer trustno1 whatever welcome1 letmein1 changeme
        liverpool chelsea1 arsenal1 pokemon1 minecraft fortnite school123 homework revision history1 mindmaps ramify123
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    public Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password) => Task.FromResult(
        Fault(user.Name, password ?? "") is { } fault ? IdentityResult.Failed(new IdentityError { Code = "password", Description = fault }) : IdentityResult.Success);

    private static string? Fault(string name, string password) => password.Length switch
    {
        < MinLength => $"A password has at least {MinLength} characters; three or four words are good.",
        > MaxLength => $"A password has at most {MaxLength} characters.",
        _ when password.Distinct().Count() < 4 || Common.Contains(password) => "That password is among the first that anybody would try; please choose another.",
        _ when DisplayName.Skeleton(password) == DisplayName.Skeleton(name) => "The password is the name; please choose another.",
        _ => null,
    };
}
