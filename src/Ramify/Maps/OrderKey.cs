using System.Collections.Immutable;

namespace Ramify.Maps;

/// <summary>
/// Fractional order keys: short strings that sort by ordinal comparison, with room for another between any two.
/// </summary>
/// <remarks>
/// A key is an integer part, whose first letter says how many digits follow (a = 1 digit, b = 2 ...; Z = 1, Y = 2 ...
/// below zero), and an optional fraction that never ends in the lowest digit. Appending counts the integer up, so keys
/// made in order stay at two to five characters.
/// </remarks>
public static class OrderKey
{
    private const string Digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const char LowestDigit = '0';
    private const char HighestDigit = 'z';

    private static readonly string[] FirstKeys = [.. Digits.Select(digit => $"a{digit}")];

    /// <summary>The key of a first child.</summary>
    public const string First = "a0";

    /// <summary>A key that sorts after <paramref name="key"/>.</summary>
    public static string After(string key)
    {
        // Most nodes are among the first 62 of their siblings: their keys are shared.
        if (key.Length != 2 || key[0] != 'a') return Between(key, null);
        var next = Digits.IndexOf(key[1], StringComparison.Ordinal) + 1;
        return next is > 0 and < 62 ? FirstKeys[next] : Between(key, null);
    }

    /// <summary>A key that sorts before <paramref name="key"/>.</summary>
    public static string Before(string key) => Between(null, key);

    /// <summary>A key strictly between two keys; null stands for the open end.</summary>
    /// <exception cref="ArgumentException">The keys are not in order, or one of them is not a key.</exception>
    public static string Between(string? low, string? high)
    {
        if (low is not null && !IsValid(low)) throw new ArgumentException($"'{low}' is not an order key.", nameof(low));
        if (high is not null && !IsValid(high)) throw new ArgumentException($"'{high}' is not an order key.", nameof(high));
        if (low is not null && high is not null && string.CompareOrdinal(low, high) >= 0)
            throw new ArgumentException($"Order keys '{low}' and '{high}' are not in order.", nameof(high));
        if (low is null) return high is null ? First : BelowOf(high);
        var whole = low.AsSpan(0, WholeLength(low[0]));
        var fraction = low.AsSpan(whole.Length);
        if (high is null)
            return Increment(whole) ?? string.Concat(whole, Midpoint(fraction, default, openEnd: true));
        var highWhole = high.AsSpan(0, WholeLength(high[0]));
        if (whole.SequenceEqual(highWhole))
            return string.Concat(whole, Midpoint(fraction, high.AsSpan(highWhole.Length), openEnd: false));
        var next = Increment(whole);
        return next is not null && string.CompareOrdinal(next, high) < 0
            ? next
            : string.Concat(whole, Midpoint(fraction, default, openEnd: true));
    }

    /// <summary>So many keys in order, the shortest there are.</summary>
    public static ImmutableArray<string> Sequence(int count)
    {
        var keys = ImmutableArray.CreateBuilder<string>(count);
        for (var key = First; keys.Count < count; key = After(key)) keys.Add(key);
        return keys.MoveToImmutable();
    }

    /// <summary>Whether a string is an order key of allowed length.</summary>
    public static bool IsValid(ReadOnlySpan<char> key)
    {
        if (key.IsEmpty || key.Length > MapLimits.KeyLength || !char.IsAsciiLetter(key[0])) return false;
        var whole = WholeLength(key[0]);
        if (key.Length < whole || (key.Length > whole && key[^1] == LowestDigit)) return false;
        foreach (var c in key)
            if (!char.IsAsciiLetterOrDigit(c)) return false;
        return true;
    }

    private static string BelowOf(string high)
    {
        var whole = high.AsSpan(0, WholeLength(high[0]));
        if (high.Length > whole.Length) return whole.ToString();
        return Decrement(whole) ?? string.Concat(whole[..1], Midpoint(default, whole[1..], openEnd: false));
    }

    private static int WholeLength(char head) => head >= 'a' ? head - 'a' + 2 : 'Z' - head + 2;

    private static string? Increment(ReadOnlySpan<char> whole) => Step(whole, LowestDigit, HighestDigit, +1);

    private static string? Decrement(ReadOnlySpan<char> whole) => Step(whole, HighestDigit, LowestDigit, -1);

    private static string? Step(ReadOnlySpan<char> whole, char wrapTo, char wrapAt, int by)
    {
        Span<char> digits = stackalloc char[whole.Length];
        whole.CopyTo(digits);
        for (var i = digits.Length - 1; i > 0; i--)
        {
            if (digits[i] != wrapAt)
            {
                digits[i] = Digits[Digits.IndexOf(digits[i], StringComparison.Ordinal) + by];
                return digits.ToString();
            }
            digits[i] = wrapTo;
        }
        return StepHead(whole[0], wrapTo, by);
    }

    private static string? StepHead(char head, char fill, int by)
    {
        if (head == (by > 0 ? 'z' : 'A')) return null;
        var next = head switch { 'Z' when by > 0 => 'a', 'a' when by < 0 => 'Z', _ => (char)(head + by) };
        return next + new string(fill, WholeLength(next) - 1);
    }

    /// <summary>A fraction strictly between two, by the shortest common digits.</summary>
    private static string Midpoint(ReadOnlySpan<char> low, ReadOnlySpan<char> high, bool openEnd)
    {
        var result = new System.Text.StringBuilder();
        for (var i = 0; ; i++)
        {
            var from = i < low.Length ? Digits.IndexOf(low[i], StringComparison.Ordinal) : 0;
            var to = openEnd ? Digits.Length : i < high.Length ? Digits.IndexOf(high[i], StringComparison.Ordinal) : 0;
            if (from == to)
            {
                result.Append(Digits[from]);
                continue;
            }
            if (to - from > 1) return result.Append(Digits[(from + to) / 2]).ToString();
            // Neighbouring digits: keep the lower and go on above the rest of `low`, where the end is open.
            result.Append(Digits[from]);
            openEnd = true;
        }
    }
}
