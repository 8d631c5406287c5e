namespace Ramify.Text;

/// <summary>Walks over the lines of a text; LF, CR LF and CR all end one.</summary>
internal ref struct Lines(ReadOnlySpan<char> text)
{
    private ReadOnlySpan<char> rest = text;
    private bool done;

    /// <summary>The line without its end.</summary>
    public ReadOnlySpan<char> Current { get; private set; }

    /// <summary>1-based.</summary>
    public int Number { get; private set; }

    /// <summary>What ended the line.</summary>
    public LineEnd End { get; private set; }

    public bool MoveNext()
    {
        if (done) return false;
        Number++;
        var at = rest.IndexOfAny('\n', '\r');
        if (at < 0)
        {
            Current = rest;
            (End, done) = (LineEnd.None, true);
            return !Current.IsEmpty;
        }
        Current = rest[..at];
        End = rest[at] == '\n' ? LineEnd.Lf : at + 1 < rest.Length && rest[at + 1] == '\n' ? LineEnd.CrLf : LineEnd.Cr;
        rest = rest[(at + (End == LineEnd.CrLf ? 2 : 1))..];
        return true;
    }

    /// <summary>The 1-based line of a place in a text.</summary>
    public static int Of(ReadOnlySpan<char> text, int place)
    {
        var lines = new Lines(text[..place]);
        while (lines.MoveNext() && lines.End != LineEnd.None) { }
        return Math.Max(1, lines.Number);
    }
}

/// <summary>What ends a line.</summary>
internal enum LineEnd
{
    /// <summary>The end of the text.</summary>
    None,
    /// <summary>Line feed.</summary>
    Lf,
    /// <summary>Carriage return and line feed.</summary>
    CrLf,
    /// <summary>Carriage return alone.</summary>
    Cr,
}

/// <summary>The blanks before a line's content.</summary>
/// <param name="Length">How many characters they are.</param>
/// <param name="Tabs">How many of them are tabs; the rest count one column each.</param>
internal readonly record struct Indent(int Length, int Tabs)
{
    public int Spaces => Length - Tabs;

    public static Indent Of(ReadOnlySpan<char> line)
    {
        int at = 0, tabs = 0;
        for (; at < line.Length; at++)
        {
            if (line[at] == '\t') tabs++;
            else if (line[at] is not (' ' or '\u00A0' or '\u3000')) break;
        }
        return new Indent(at, tabs);
    }
}

/// <summary>Line numbers for a message: all are counted, the first twenty named.</summary>
internal sealed class LineList
{
    private const int Named = 20;
    private readonly List<int> first = [];

    public int Count { get; private set; }

    public int First => first[0];

    public void Add(int line)
    {
        if (Count++ < Named) first.Add(line);
    }

    public override string ToString() =>
        (Count == 1 ? "line " : "lines ") + string.Join(", ", first) + (Count > Named ? $" and {Count - Named} more" : "");
}
