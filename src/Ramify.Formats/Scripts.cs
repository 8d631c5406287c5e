namespace Ramify.Formats;

/// <summary>Raised and lowered characters of Unicode for those of markup.</summary>
internal static class Scripts
{
    private const string Plain = "0123456789+-=()n";
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ";
    private const string Lowered = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₙ";

    /// <summary>The text raised or lowered; null where a character has no such form.</summary>
    public static string? Of(string text, bool raised)
    {
        var result = new char[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            var at = Plain.IndexOf(text[i], StringComparison.Ordinal);
            if (at < 0) return null;
            result[i] = (raised ? Raised : Lowered)[at];
        }
        return new string(result);
    }
}
