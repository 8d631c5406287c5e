using System.Buffers;
using Ramify.Maps;

namespace Ramify.Web.Components;

/// <summary>A stretch of text that looks the same throughout.</summary>
internal readonly record struct MarkedSpan(string Text, bool IsBold, bool IsItalic, bool IsCode, string? Link);

/// <summary>
/// The small markup of comments: **bold**, *italic* or _italic_, `code`, [words](https://address) and bare addresses. Nothing else means
/// anything: no image, no HTML, no block. A sign without its partner on the same line stays as it was written.
/// </summary>
internal static class InlineMarkup
{
    private static readonly SearchValues<char> EndOfAddress = SearchValues.Create(" \n\t<>\"");
    private const string NotAtTheEnd = ".,;:!?)]'*_`";

    public static List<MarkedSpan> Read(string text)
    {
        var reading = new Reading(text);
        while (reading.Step()) { }
        return reading.Spans;
    }

    private sealed class Reading(string text)
    {
        private int at;
        private int from;
        private bool isBold;
        private bool isItalic;

        public List<MarkedSpan> Spans { get; } = [];

        /// <summary>Takes one sign or one plain character; false at the end.</summary>
        public bool Step()
        {
            if (at == text.Length) return Flush();
            var taken = text[at] switch
            {
                '\n' => EndLine(),
                '`' => Code(),
                '!' when Next == '[' => Skip(2),
                '[' => Link(),
                'h' => Address(),
                '*' when Next == '*' => Bold(),
                '*' or '_' => Italic(text[at]),
                _ => false,
            };
            if (!taken) at++;
            return true;
        }

        private char Next => at + 1 < text.Length ? text[at + 1] : '\0';

        private char Before => at > 0 ? text[at - 1] : '\0';

        private bool EndLine()
        {
            Flush();
            (isBold, isItalic) = (false, false);
            return false;
        }

        private bool Code()
        {
            var end = FindInLine("`", at + 1);
            if (end <= at + 1) return false;
            Flush();
            Spans.Add(new(text[(at + 1)..end], isBold, isItalic, true, null));
            return Skip(end + 1 - at, shows: false);
        }

        private bool Link()
        {
            var middle = FindInLine("](", at + 1);
            var end = middle < 0 ? -1 : FindInLine(")", middle);
            if (middle <= at + 1 || end < 0 || WebAddress(text[(middle + 2)..end]) is not { } address) return false;
            Flush();
            Spans.Add(new(text[(at + 1)..middle], isBold, isItalic, false, address));
            return Skip(end + 1 - at, shows: false);
        }

        private bool Address()
        {
            if (char.IsLetterOrDigit(Before) || (!Begins("http://") && !Begins("https://"))) return false;
            var end = text.AsSpan(at).IndexOfAny(EndOfAddress);
            var written = (end < 0 ? text.AsSpan(at) : text.AsSpan(at, end)).TrimEnd(NotAtTheEnd);
            if (WebAddress(written.ToString()) is not { } address) return false;
            Flush();
            Spans.Add(new(written.ToString(), isBold, isItalic, false, address));
            return Skip(written.Length, shows: false);
        }

        private bool Bold()
        {
            if (!isBold && (at + 2 >= text.Length || char.IsWhiteSpace(text[at + 2]) || FindInLine("**", at + 3) < 0)) return false;
            Flush();
            isBold = !isBold;
            return Skip(2, shows: false);
        }

        private bool Italic(char sign)
        {
            if (isItalic ? !Closes(sign) : !Opens(sign)) return false;
            Flush();
            isItalic = !isItalic;
            return Skip(1, shows: false);
        }

        // An underscore within a word is a part of it.
        private bool Opens(char sign) => Next != '\0' && !char.IsWhiteSpace(Next) && Next != sign && !char.IsLetterOrDigit(Before) && FindInLine(sign.ToString(), at + 2) >= 0;

        private bool Closes(char sign) => !char.IsWhiteSpace(Before) && (sign == '*' || !char.IsLetterOrDigit(Next));

        private bool Begins(string word) => text.AsSpan(at).StartsWith(word, StringComparison.Ordinal);

        private int FindInLine(string sign, int after)
        {
            if (after >= text.Length) return -1;
            var line = text.AsSpan(after);
            var end = line.IndexOf('\n');
            var found = (end < 0 ? line : line[..end]).IndexOf(sign, StringComparison.Ordinal);
            return found < 0 ? -1 : after + found;
        }

        private bool Skip(int count, bool shows = true)
        {
            at += count;
            if (!shows) from = at;
            return true;
        }

        private bool Flush()
        {
            if (at > from) Spans.Add(new(text[from..at], isBold, isItalic, false, null));
            from = at;
            return false;
        }
    }

    private static string? WebAddress(string written) =>
        SafeLink.Normalise(written) is { } address && address.StartsWith("http", StringComparison.Ordinal) ? address : null;
}
