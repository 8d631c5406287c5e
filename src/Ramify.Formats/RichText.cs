using System.Text;

namespace Ramify.Formats;

/// <summary>
/// Markup as plain text: a paragraph, list item, row or line break ends a line, white space runs together outside of
/// preformatted text, sub- and superscripts become their characters, scripts, styles and heads vanish with their content.
/// </summary>
internal sealed class RichText
{
    private readonly StringBuilder done = new();
    private readonly StringBuilder line = new();
    private readonly Stack<int> paragraphs = new();
    private int lines, hidden, preformatted, raised, lowered;
    private bool gap;
    private StringBuilder? exact;
    private bool isExact;

    /// <summary>The first address that the text links to.</summary>
    public string? Link { get; private set; }

    /// <summary>File name of the first image in the text.</summary>
    public string? Image { get; private set; }

    public int Length => done.Length + line.Length + (exact?.Length ?? 0);

    /// <summary>Whether neither text nor an image has come; sub- and superscripts may be open.</summary>
    public bool IsEmpty => Length == 0 && Image is null;

    public void Open(string tag, string? address, string? alternative)
    {
        switch (tag.ToLowerInvariant())
        {
            case "head" or "script" or "style" or "iframe" or "object" or "template" or "noscript": hidden++; break;
            case "pre": EndLine(false); preformatted++; break;
            // Freeplane's element for text that is not rich.
            case "text": (exact, isExact) = (new(), true); break;
            case "br": EndLine(true); break;
            case "sup": raised++; break;
            case "sub": lowered++; break;
            case "a": Link ??= address; break;
            case "img": Image ??= string.IsNullOrWhiteSpace(alternative) ? FileName(address) : alternative; break;
            case "td" or "th": if (line.Length > 0) gap = true; break;
            case var block when IsBlock(block):
                EndLine(false);
                paragraphs.Push(lines);
                break;
        }
    }

    public void Close(string tag)
    {
        switch (tag.ToLowerInvariant())
        {
            case "head" or "script" or "style" or "iframe" or "object" or "template" or "noscript": if (hidden > 0) hidden--; break;
            case "text": isExact = false; break;
            case "pre": EndLine(false); if (preformatted > 0) preformatted--; break;
            case "sup": if (raised > 0) raised--; break;
            case "sub": if (lowered > 0) lowered--; break;
            case var block when IsBlock(block):
                // An empty paragraph is how these editors write an empty line.
                var isEmpty = paragraphs.TryPop(out var before) && before == lines && line.Length == 0;
                EndLine(isEmpty && block == "p");
                break;
        }
    }

    public void Text(string text)
    {
        if (hidden > 0) return;
        if (isExact) exact!.Append(text);
        else if (preformatted > 0) Verbatim(text);
        else if (raised > 0 || lowered > 0) Collapse(Scripts.Of(text, raised > 0) ?? text);
        else Collapse(text);
    }

    /// <summary>The text, without empty lines at either end.</summary>
    public override string ToString()
    {
        if (exact is not null) return exact.ToString();
        EndLine(false);
        return done.ToString().Trim('\n');
    }

    private void Verbatim(string text)
    {
        var rest = text.AsSpan();
        for (int end; (end = rest.IndexOf('\n')) >= 0; rest = rest[(end + 1)..])
        {
            line.Append(rest[..end]);
            EndLine(true);
        }
        line.Append(rest);
    }

    private void Collapse(string text)
    {
        foreach (var c in text)
        {
            if (c is ' ' or '\t' or '\r' or '\n' or '\f')
            {
                gap = true;
                continue;
            }
            if (gap && line.Length > 0) line.Append(' ');
            gap = false;
            line.Append(c);
        }
    }

    private void EndLine(bool evenIfEmpty)
    {
        gap = false;
        if (line.Length == 0 && !evenIfEmpty) return;
        done.Append(line).Append('\n');
        line.Clear();
        lines++;
    }

    private static bool IsBlock(string tag) => tag is "p" or "div" or "li" or "tr" or "ul" or "ol" or "table" or "blockquote"
        or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "dt" or "dd" or "section" or "article" or "hr";

    private static string? FileName(string? address) =>
        address is null || address.StartsWith("data:", StringComparison.OrdinalIgnoreCase) ? null : address[(address.LastIndexOfAny(['/', '\\']) + 1)..];
}
