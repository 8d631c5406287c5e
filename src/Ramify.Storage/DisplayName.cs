using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>
/// Rules for the name that others see: one script, no invisible characters, no name that speaks for the site, and none that
/// looks like another person's. Two names are the same when their skeletons are.
/// </summary>
public static class DisplayName
{
    private const int MinLength = 2;
    public const int MaxLength = 30;

    // More would be a telephone number.
    private const int MaxDigits = 5;
    private const string Separators = " -_.'’";

    private static readonly FrozenSet<string> ReservedWords = Skeletons(
        "admin", "administrator", "moderator", "moderators", "official", "staff", "support", "system", "root", "webmaster", "sysadmin", "superuser");

    private static readonly FrozenSet<string> ReservedNames = Skeletons(
        "mod", "mods", "help", "owner", "teacher", "teachers", "student", "everyone", "everybody", "anonymous", "nobody", "someone", "deleted", "deleted person",
        "unknown", "null", "undefined", "me", "you", "library", "security", "abuse", "team");

    private static readonly string OurName = Skeleton("ramify");

    /// <summary>Why a name is not taken, in one plain sentence; null where it is.</summary>
    public static string? Fault(string name)
    {
        var runes = name.EnumerateRunes().ToArray();
        if (runes.Length is < MinLength or > MaxLength) return $"A name has {MinLength} to {MaxLength} characters.";
        if (!runes.All(IsAllowed)) return "A name is made of letters, digits, spaces and - _ . '";
        if (!Rune.IsLetterOrDigit(runes[0]) || !(Rune.IsLetterOrDigit(runes[^1]) || IsMark(runes[^1])) || HasPair(runes))
            return "A name begins and ends with a letter or digit, with single spaces and signs between.";
        if (runes.Count(r => r.Value is >= '0' and <= '9') > MaxDigits) return $"A name has at most {MaxDigits} digits: it is no place for a telephone number.";
        if (runes.Select(Script).Where(s => s != 0).Distinct().Count() > 1) return "A name is written in one alphabet.";
        return IsReserved(name) ? "That name could be taken for somebody who runs this site; please choose another." : null;
    }

    /// <summary>What a name looks like: equal for names that a reader would take for the same.</summary>
    public static string Skeleton(string name)
    {
        var skeleton = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            if (!Rune.IsLetterOrDigit(rune)) continue;
            var lower = Rune.ToLowerInvariant(rune);
            var plain = lower.IsBmp ? (char)lower.Value : '\0';
            if (plain == '\0') skeleton.Append(lower.ToString());
            else skeleton.Append(Same(LookAlikes.ToPlain.GetValueOrDefault(plain, plain)));
        }
        return skeleton.Replace("rn", "m").Replace("vv", "w").ToString();
    }

    // 0 is O; 1, i and l are one stroke, and a capital I is an l.
    private static char Same(char c) => c switch { '0' => 'o', '1' or 'i' => 'l', _ => c };

    private static bool IsReserved(string name)
    {
        var whole = Skeleton(name);
        return whole.Contains(OurName, StringComparison.Ordinal) || ReservedNames.Contains(whole) || ReservedWords.Contains(whole)
            || name.Split(Separators.ToCharArray()).Any(word => ReservedWords.Contains(Skeleton(word)));
    }

    private static bool IsAllowed(Rune rune) =>
        rune.Value is >= '0' and <= '9' || (rune.IsAscii && Separators.Contains((char)rune.Value, StringComparison.Ordinal)) || rune.Value == '’'
        || (Script(rune) != 0 && (Rune.IsLetter(rune) || IsMark(rune))) || (IsMark(rune) && rune.Value < 0x370);

    private static bool IsMark(Rune rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static bool HasPair(Rune[] runes) =>
        Enumerable.Range(1, runes.Length - 1).Any(i => IsSeparator(runes[i]) && IsSeparator(runes[i - 1])) || Enumerable.Range(2, Math.Max(0, runes.Length - 2))
            .Any(i => IsMark(runes[i]) && IsMark(runes[i - 1]) && IsMark(runes[i - 2]));

    private static bool IsSeparator(Rune rune) => rune.IsBmp && Separators.Contains((char)rune.Value, StringComparison.Ordinal);

    /// <summary>The alphabet of a letter, as far as mixing matters; 0 for what belongs to none and for alphabets made to look like another.</summary>
    private static int Script(Rune rune) => rune.Value switch
    {
        >= 'A' and <= 'Z' or >= 'a' and <= 'z' or >= 0xC0 and <= 0x24F or >= 0x1E00 and <= 0x1EFF => 1,
        >= 0x370 and <= 0x3FF => 2,
        >= 0x400 and <= 0x52F => 3,
        // Armenian to Georgian: blocks of 128, near enough to one alphabet each.
        >= 0x530 and <= 0x10FF => 4 + (rune.Value >> 7),
        >= 0x1200 and <= 0x137F or >= 0x1780 and <= 0x17FF => 4 + (rune.Value >> 9),
        >= 0x3040 and <= 0x9FFF or >= 0xAC00 and <= 0xD7AF or >= 0x20000 and <= 0x3FFFF => 4,
        _ => 0,
    };

    private static FrozenSet<string> Skeletons(params string[] names) => names.Select(Skeleton).ToFrozenSet();
}

/// <summary>Names are looked up, and are unique, by their skeleton.</summary>
internal sealed class NamesBySkeleton : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name is null ? null : DisplayName.Skeleton(name);

    public string? NormalizeEmail(string? email) => null;
}

/// <summary>Holds every new or changed account to the rules for names.</summary>
internal sealed class NameRules : IUserValidator<Person>
{
    public async Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user)
    {
        if (DisplayName.Fault(user.Name) is { } fault) return Refused("name", fault);
        return await manager.FindByNameAsync(user.Name) is { } other && other.Id != user.Id
            ? Refused("taken", "Somebody has that name, or one that looks like it; please choose another.") : IdentityResult.Success;
    }

    private static IdentityResult Refused(string code, string sentence) => IdentityResult.Failed(new IdentityError { Code = code, Description = sentence });
}
