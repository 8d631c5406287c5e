using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Ramify.Print;

/// <summary>
/// Says the language of a PDF, which the drawing library cannot: appends a new version of the catalogue (ISO 32000-1,
/// 7.5.6 incremental updates).
/// </summary>
internal static partial class PdfLanguage
{
    /// <summary>Writes the file; as it is where the tag is none, or the file is not as the library writes it.</summary>
    /// <param name="pdf">A file whose catalogue is a plain object.</param>
    /// <param name="language">A BCP 47 tag.</param>
    /// <param name="to">Where it goes.</param>
    public static void Write(ReadOnlySpan<byte> pdf, string? language, Stream to)
    {
        to.Write(pdf);
        if (language is null || !Tag().IsMatch(language)) return;
        var text = Encoding.Latin1.GetString(pdf);
        var trailer = text.AsSpan(text.LastIndexOf("trailer", StringComparison.Ordinal)).ToString();
        if (Root().Match(trailer) is not { Success: true } root) return;
        var name = root.Groups[1].Value;
        var start = text.LastIndexOf($"\n{name} 0 obj\n<<", StringComparison.Ordinal) + 1;
        var end = text.IndexOf(">>\nendobj", start, StringComparison.Ordinal);
        if (start == 0 || end < 0) return;
        to.Write(Encoding.Latin1.GetBytes(Update(text, name, text[start..end], trailer, language)));
    }

    private static string Update(string pdf, string name, string catalogue, string trailer, string language)
    {
        var at = pdf.Length + 1;
        var updated = $"\n{catalogue}\n/Lang ({language})>>\nendobj\n";
        var previous = StartXref().Match(trailer).Groups[1].Value;
        var dictionary = trailer[(trailer.IndexOf("<<", StringComparison.Ordinal) + 2)..trailer.LastIndexOf(">>", StringComparison.Ordinal)];
        return string.Create(CultureInfo.InvariantCulture,
            $"{updated}xref\n{name} 1\n{at:D10} 00000 n \ntrailer\n<<{dictionary}\n/Prev {previous}>>\nstartxref\n{pdf.Length + updated.Length}\n%%EOF\n");
    }

    [GeneratedRegex(@"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,8}$", RegexOptions.NonBacktracking)]
    private static partial Regex Tag();

    [GeneratedRegex(@"/Root (\d+) 0 R", RegexOptions.NonBacktracking)]
    private static partial Regex Root();

    [GeneratedRegex(@"startxref\n(\d+)", RegexOptions.NonBacktracking)]
    private static partial Regex StartXref();
}
