namespace Ramify.Text;

/// <summary>The kinds of bullet by how surely they are one.</summary>
internal enum BulletKind
{
    None,
    /// <summary>• - * + – ▪ and kin; 1. 1) (1); a) (a) (i).</summary>
    Sure,
    /// <summary>A lone "o", which is also a word in some languages.</summary>
    LetterO,
    /// <summary>1.1 without a closing mark, which is also a number; this one begins with 1.</summary>
    DottedOne,
    /// <summary>Any other dotted number.</summary>
    Dotted,
    /// <summary>A. or i., which is also an initial. Its first of a series: A, a, I, i.</summary>
    LetterFirst,
    /// <summary>The second of a series: B, b, II, ii.</summary>
    LetterSecond,
    /// <summary>A later one.</summary>
    LetterLater,
}

/// <summary>Knows the bullet at the start of a line.</summary>
internal static class Bullet
{
    // The last two are Word's bullets in its Symbol and Wingdings fonts.
    private const string MarksThatNeedNoBlank = "•‣◦●○■□▪▫◆◇►▸➢➤⁃\uF0B7\uF0A7";
    private const string MarksThatNeedABlank = "-*+–—·−§";
    private const int LongestNumber = 3;

    /// <summary>How long the bullet at the start is, blanks after it included; 0 without one.</summary>
    public static int Length(ReadOnlySpan<char> line, out BulletKind kind)
    {
        kind = BulletKind.None;
        if (line.IsEmpty) return 0;
        var first = line[0];
        if (char.IsAsciiLetter(first) || char.IsAsciiDigit(first) || first == '(')
            return AfterBlanks(line, NumberOrLetter(line, out kind), blankNeeded: true, ref kind);
        kind = BulletKind.Sure;
        if (MarksThatNeedABlank.Contains(first, StringComparison.Ordinal)) return AfterBlanks(line, 1, blankNeeded: true, ref kind);
        if (MarksThatNeedNoBlank.Contains(first, StringComparison.Ordinal)) return AfterBlanks(line, 1, blankNeeded: false, ref kind);
        kind = BulletKind.None;
        return 0;
    }

    private static int AfterBlanks(ReadOnlySpan<char> line, int at, bool blankNeeded, ref BulletKind kind)
    {
        if (at == 0) return 0;
        if (at == line.Length) return at;
        // A no-break space right after the bullet is its gap; after an ordinary blank it belongs to the text.
        var gap = line[at] == '\u00A0' ? "\u00A0" : " \t";
        var end = at;
        while (end < line.Length && gap.Contains(line[end], StringComparison.Ordinal)) end++;
        if (end > at || !blankNeeded) return end;
        kind = BulletKind.None;
        return 0;
    }

    /// <summary>The length of 1. 1) (1) 1.1 1.1. a) (a) (iv) A. iv. or o; 0 for anything else.</summary>
    private static int NumberOrLetter(ReadOnlySpan<char> line, out BulletKind kind)
    {
        kind = BulletKind.Sure;
        var opened = line[0] == '(' ? 1 : 0;
        var body = line[opened..];
        var length = body.IsEmpty ? 0 : char.IsAsciiDigit(body[0]) ? Digits(body) : Letters(body);
        if (length == 0) return None(out kind);
        if (length < body.Length && body[length] == ')') return opened + length + 1;
        if (opened == 1) return None(out kind);
        return char.IsAsciiDigit(body[0]) ? Dotted(body, length, ref kind) : LetterDot(body[..length], body[length..], out kind);
    }

    private static int None(out BulletKind kind)
    {
        kind = BulletKind.None;
        return 0;
    }

    private static int Digits(ReadOnlySpan<char> body)
    {
        var n = 0;
        while (n < body.Length && n <= LongestNumber && char.IsAsciiDigit(body[n])) n++;
        return n <= LongestNumber ? n : 0;
    }

    /// <summary>One letter, or a Roman numeral of up to five.</summary>
    private static int Letters(ReadOnlySpan<char> body)
    {
        var n = 0;
        while (n < body.Length && char.IsAsciiLetter(body[n])) n++;
        if (n == 1) return 1;
        return n <= 5 && (body[..n].IndexOfAnyExcept("ivxlc") < 0 || body[..n].IndexOfAnyExcept("IVXLC") < 0) ? n : 0;
    }

    private static int Dotted(ReadOnlySpan<char> body, int at, ref BulletKind kind)
    {
        var parts = 1;
        while (at < body.Length && body[at] == '.')
        {
            var next = Digits(body[(at + 1)..]);
            if (next == 0) return at + 1;
            at += 1 + next;
            parts++;
        }
        if (at < body.Length && body[at] == ')') return at + 1;
        kind = body.StartsWith("1.") ? BulletKind.DottedOne : BulletKind.Dotted;
        return parts > 1 && body[0] != '0' ? at : None(out kind);
    }

    private static int LetterDot(ReadOnlySpan<char> letters, ReadOnlySpan<char> rest, out BulletKind kind)
    {
        kind = BulletKind.LetterO;
        if (letters is "o" && (rest.IsEmpty || rest[0] != '.')) return 1;
        if (rest.IsEmpty || rest[0] != '.') return None(out kind);
        kind = letters is "A" or "a" or "I" or "i" ? BulletKind.LetterFirst
            : letters is "B" or "b" or "II" or "ii" ? BulletKind.LetterSecond
            : BulletKind.LetterLater;
        return letters.Length + 1;
    }
}

/// <summary>Which of the unsure kinds of bullet an outline uses, by what all its lines begin with.</summary>
internal struct BulletCensus
{
    private int lines, sure, letterO, dottedOne, dotted, letterFirst, letterSecond;

    /// <summary>Whether any line has a bullet.</summary>
    public readonly bool Any => sure > 0 || TakesLetterO || TakesDotted || TakesLetters;

    // A word that begins every other line is a bullet; so it is where other bullets stand beside it.
    private readonly bool TakesLetterO => letterO > 0 && (sure > 0 || letterO * 2 >= lines);

    // A single "3.5 million" is a number, two lines that begin so are a numbering; so is a "1.1" among other bullets.
    private readonly bool TakesDotted => dotted + dottedOne > 1 || (dottedOne == 1 && (sure > 0 || TakesLetterO || lines == 1));

    private readonly bool TakesLetters => letterFirst > 0 && letterSecond > 0;

    public void Count(BulletKind kind)
    {
        lines++;
        if (kind == BulletKind.Sure) sure++;
        else if (kind == BulletKind.LetterO) letterO++;
        else if (kind == BulletKind.DottedOne) dottedOne++;
        else if (kind == BulletKind.Dotted) dotted++;
        else if (kind == BulletKind.LetterFirst) letterFirst++;
        else if (kind == BulletKind.LetterSecond) letterSecond++;
    }

    public readonly bool Takes(BulletKind kind) => kind switch
    {
        BulletKind.None => false,
        BulletKind.Sure => true,
        BulletKind.LetterO => TakesLetterO,
        BulletKind.DottedOne or BulletKind.Dotted => TakesDotted,
        _ => TakesLetters,
    };
}
