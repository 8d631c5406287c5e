using Ramify.Maps;

namespace Ramify.Text;

/// <summary>
/// What a page of a map site prints around an outline: title, description and "View mindmap" above; comments, similar
/// resources and the see-all links below, which may stand indented inside the outline.
/// </summary>
internal struct PageFrame
{
    private const int LongestHeader = 12;
    private readonly List<string> header = [];
    private readonly List<string> seeAll = [];
    private string? similar;
    private bool isPastHeader;
    private int commentsLine, lastBullet, lastPlain;

    public PageFrame()
    {
    }

    /// <summary>The line that ends the header; 0 without a header.</summary>
    public int HeaderEnd { get; private set; }

    /// <summary>The line that begins the footer; past every line without a footer.</summary>
    public int FooterStart { get; private set; } = int.MaxValue;

    /// <summary>Looks at one line that is not blank, in the order of the text.</summary>
    /// <param name="content">The line without indentation.</param>
    /// <param name="number">Its number.</param>
    /// <param name="isIndented">Whether it was indented.</param>
    /// <param name="hasBullet">Whether it begins with a sure bullet.</param>
    /// <returns>Whether the line is known to be no part of the outline.</returns>
    public bool See(ReadOnlySpan<char> content, int number, bool isIndented, bool hasBullet)
    {
        if (!isPastHeader) SeeHeader(content, number, isIndented, hasBullet);
        if (hasBullet) lastBullet = number;
        else if (content[0] is 'C' or 'N' or 'S') SeeFooter(content.Trim(), number);
        else lastPlain = number;
        return number >= FooterStart || number <= HeaderEnd || number == commentsLine;
    }

    /// <summary>What the frame says of the map; <paramref name="fallbackTitle"/> where it names none.</summary>
    public readonly MapInfo Info(string fallbackTitle)
    {
        var subject = similar ?? (seeAll.Count > 0 ? seeAll[0] : null);
        var hasHeader = HeaderEnd > 0;
        return new MapInfo
        {
            Title = hasHeader && header.Count > 0 ? header[0] : fallbackTitle,
            Description = hasHeader && header.Count > 1 ? string.Join(' ', header.Skip(1)) : null,
            Subject = subject,
            Topic = seeAll.Find(s => s != subject),
        };
    }

    private void SeeHeader(ReadOnlySpan<char> content, int number, bool isIndented, bool hasBullet)
    {
        if (!hasBullet && content.Trim().Equals("View mindmap", StringComparison.OrdinalIgnoreCase)) HeaderEnd = number;
        else header.Add(content.TrimEnd(" \t").ToString());
        isPastHeader = HeaderEnd > 0 || isIndented || header.Count > LongestHeader;
    }

    private void SeeFooter(ReadOnlySpan<char> content, int number)
    {
        if (content is "Comments") commentsLine = number;
        else if (!IsFooter(content)) lastPlain = number;
        else
        {
            if (FooterStart == int.MaxValue) FooterStart = BeginsAtComments ? commentsLine : number;
            if (content.StartsWith("Similar ")) similar ??= content["Similar ".Length..^" resources:".Length].ToString();
            else SeeAll(content);
        }
    }

    // Where nodes have bullets, plain lines under "Comments" are comments; elsewhere they would be nodes.
    private readonly bool BeginsAtComments => commentsLine > lastBullet && (lastBullet > 0 || commentsLine > lastPlain);

    private static bool IsFooter(ReadOnlySpan<char> content) =>
        content is "No comments have yet been made"
        || (content.Length >= "Similar x resources:".Length && content.StartsWith("Similar ") && content.EndsWith(" resources:"))
        || (content.StartsWith("See all ") && content.TrimEnd("»> ").EndsWith(" resources"));

    /// <summary>"See all History resources »See all Russia, 1917 - 1991 resources »": the subject, then the topic.</summary>
    private void SeeAll(ReadOnlySpan<char> content)
    {
        while (content.StartsWith("See all "))
        {
            content = content["See all ".Length..];
            var end = content.IndexOf(" resources");
            if (end <= 0) return;
            seeAll.Add(content[..end].ToString());
            content = content[(end + " resources".Length)..].TrimStart("»> ");
        }
    }
}
