using System.Globalization;
using System.Text;
using Ramify.Maps;

namespace Ramify.Text;

/// <summary>
/// The marks for what an outline cannot say by its lines: names <c>[^a]</c>, their escape <c>\[^</c>, link lines
/// <c>&gt; [^a] -causes +0.7-&gt; [^b] label</c>, and the backslashes that keep blanks and line breaks.
/// </summary>
internal static class OutlineNotation
{
    private const string NameStart = "[^";
    private const int LongestName = 64;

    /// <summary>A line of the form <c>&gt; [^from] -kind sign strength-&gt; [^to] label</c>.</summary>
    public sealed record LinkLine(int Line, string From, string To, string Kind, string? Label, sbyte Sign, double? Strength);

    /// <summary>Takes the name off the end of a text and undoes its escapes.</summary>
    public static string Read(ReadOnlySpan<char> raw, out string? name)
    {
        name = null;
        if (raw.Contains(NameStart, StringComparison.Ordinal)) return ReadMarked(raw, out name);
        return IsGuarded(raw) ? raw[1..].ToString() : raw.ToString();
    }

    /// <summary>A text as it stands after a bullet, line breaks and name included.</summary>
    /// <param name="to">Where it is appended.</param>
    /// <param name="text">The text of a node.</param>
    /// <param name="name">Its name, or null.</param>
    /// <param name="depth">Its depth, for the lines that follow the first.</param>
    public static void Write(StringBuilder to, string text, string? name, int depth)
    {
        if (IsGuarded(text) || text is [' ' or '\t', ..]) to.Append('\\');
        if (text.Contains('\n', StringComparison.Ordinal))
            text = text.Replace("\n", "\\\n" + new string(' ', 2 * depth + 2) + "\\", StringComparison.Ordinal);
        AppendEscaped(to, text);
        if (name is null) return;
        if (text.Length > 0) to.Append(' ');
        to.Append(NameStart).Append(name).Append(']');
    }

    /// <summary>The link that a line says, or null where it is no link line.</summary>
    public static LinkLine? ReadLink(ReadOnlySpan<char> line, int number)
    {
        if (!line.StartsWith("> [^")) return null;
        var from = TakeName(line[2..], out var rest);
        rest = rest.TrimStart(' ');
        var arrow = rest.IndexOf("->");
        if (from is null || arrow < 1 || rest[0] is not ('-' or '<' or '>')) return null;
        var to = TakeName(rest[(arrow + 2)..].TrimStart(' '), out var label);
        return to is null ? null : Link(number, from, to, rest[..arrow], label.StartsWith(' ') ? label[1..] : label);
    }

    /// <summary>The line that says a link.</summary>
    public static string WriteLink(Link link, string from, string to)
    {
        var line = new StringBuilder($"> [^{from}] -{link.Kind}");
        if (link.Sign != 0 || link.Strength is not null) line.Append(' ');
        if (link.Sign != 0) line.Append(link.Sign > 0 ? '+' : '-');
        if (link.Strength is { } strength) line.Append(strength.ToString("R", CultureInfo.InvariantCulture));
        line.Append($"-> [^{to}]");
        if (!string.IsNullOrEmpty(link.Label)) line.Append(' ').Append(link.Label.ReplaceLineEndings(" "));
        return line.ToString();
    }

    /// <summary>Names in order: a, b ... z, aa, ab ...</summary>
    public static string NameAt(int index)
    {
        var name = "";
        for (index++; index > 0; index = (index - 1) / 26) name = (char)('a' + (index - 1) % 26) + name;
        return name;
    }

    /// <summary>Whether a run of backslashes at the start stands before a blank or the end: one of them is a guard.</summary>
    private static bool IsGuarded(ReadOnlySpan<char> raw)
    {
        var at = raw.IndexOfAnyExcept('\\');
        return raw is ['\\', ..] && (at < 0 || raw[at] is ' ' or '\t' or '\n');
    }

    private static string ReadMarked(ReadOnlySpan<char> raw, out string? name)
    {
        name = null;
        var trimmed = raw.TrimEnd(" \t");
        var start = trimmed.LastIndexOf(NameStart);
        var isFree = start == 0 || (start > 0 && trimmed[start - 1] != '\\');
        if (isFree && (name = TakeName(trimmed[start..], out var rest)) is not null && rest.IsEmpty)
            raw = start > 0 && raw[start - 1] == ' ' ? raw[..(start - 1)] : raw[..start];
        else name = null;
        return Unescaped(IsGuarded(raw) ? raw[1..] : raw);
    }

    private static string Unescaped(ReadOnlySpan<char> raw)
    {
        var text = new StringBuilder(raw.Length);
        for (var at = raw.IndexOf("\\[^"); at >= 0; at = raw.IndexOf("\\[^"))
        {
            text.Append(raw[..at]).Append(NameStart);
            raw = raw[(at + 3)..];
        }
        return text.Append(raw).ToString();
    }

    private static void AppendEscaped(StringBuilder to, ReadOnlySpan<char> text)
    {
        for (var at = text.IndexOf(NameStart); at >= 0; at = text.IndexOf(NameStart))
        {
            to.Append(text[..at]).Append('\\').Append(NameStart);
            text = text[(at + 2)..];
        }
        to.Append(text);
    }

    private static string? TakeName(ReadOnlySpan<char> at, out ReadOnlySpan<char> rest)
    {
        rest = at;
        if (!at.StartsWith(NameStart)) return null;
        var end = at.IndexOf(']');
        if (end < 3 || end - 2 > LongestName) return null;
        var name = at[2..end];
        foreach (var c in name)
            if (!char.IsLetterOrDigit(c) && c is not ('-' or '_' or '.')) return null;
        rest = at[(end + 1)..];
        return name.ToString();
    }

    /// <param name="number">The line.</param>
    /// <param name="from">Name of the start.</param>
    /// <param name="to">Name of the end.</param>
    /// <param name="arrow">What stands before the head: <c>-causes +0.7</c>; or Mind Elixir's <c>&gt;-any words</c>.</param>
    /// <param name="label">What follows.</param>
    private static LinkLine Link(int number, string from, string to, ReadOnlySpan<char> arrow, ReadOnlySpan<char> label)
    {
        var words = arrow.TrimStart("-<>").Trim();
        var blank = words.IndexOf(' ');
        var kind = blank < 0 ? words : words[..blank];
        var weight = blank < 0 ? default : words[(blank + 1)..];
        if (LinkKinds.IsValid(kind) && TryWeight(weight, out var sign, out var strength))
            return new LinkLine(number, from, to, kind.ToString(), label.IsEmpty ? null : label.ToString(), sign, strength);
        var said = label.IsEmpty ? words.ToString() : $"{words} {label}";
        return new LinkLine(number, from, to, LinkKinds.Relates, said.Length == 0 ? null : said, 0, null);
    }

    private static bool TryWeight(ReadOnlySpan<char> weight, out sbyte sign, out double? strength)
    {
        (sign, strength) = (0, null);
        if (weight.IsEmpty) return true;
        if (weight[0] is '+' or '-')
        {
            sign = weight[0] == '+' ? (sbyte)1 : (sbyte)-1;
            weight = weight[1..];
        }
        if (weight.IsEmpty) return true;
        if (!double.TryParse(weight, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var value)
            || value is not (>= 0 and <= 1)) return false;
        strength = value;
        return true;
    }
}
