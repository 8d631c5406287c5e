using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Ramify.Storage;

/// <summary>A name as part of an address: "Stalin in Power, 1928-53" is stalin-in-power-1928-53.</summary>
public static class Slug
{
    private const int MaxLength = 80;

    private static readonly Lazy<FrozenSet<string>> Reserved = new(Taxonomy.ReservedSlugs);

    /// <summary>Letters and digits of any script in lower case, runs of anything else as one hyphen; at most 80 characters, never empty.</summary>
    public static string Of(string name)
    {
        var slug = new StringBuilder(Math.Min(name.Length, MaxLength));
        foreach (var rune in name.EnumerateRunes())
        {
            if (slug.Length >= MaxLength) break;
            if (Rune.IsLetterOrDigit(rune)) slug.Append(Rune.ToLowerInvariant(rune).ToString());
            else if (Rune.GetUnicodeCategory(rune) is not UnicodeCategory.NonSpacingMark && rune.Value is not ('\'' or '’') && slug is [.., not '-']) slug.Append('-');
        }
        while (slug is [.., '-']) slug.Length--;
        return slug.Length == 0 ? "map" : slug.ToString();
    }

    /// <summary>Whether an address of the site itself begins so: no map may take it.</summary>
    public static bool IsReserved(string slug) => Reserved.Value.Contains(slug);
}
