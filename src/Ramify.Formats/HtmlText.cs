using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>HTML that stands in a text of another format.</summary>
internal static class HtmlText
{
    // The parser looks up through all open elements at each new one: deep nesting costs the square of its depth.
    private const int DeepestMarkup = 2_000;

    private static readonly HashSet<string> NeverClosed = new(StringComparer.OrdinalIgnoreCase)
    {
        "p", "li", "td", "th", "tr", "dt", "dd", "br", "img", "hr", "meta", "link", "input", "col", "area", "base", "wbr", "source", "option", "tbody", "thead", "!doctype", "!--",
    };

    /// <summary>HTML as a document; scripts never run, nothing is fetched.</summary>
    public static IDocument Open(string html)
    {
        RefuseDeep(html);
        return new HtmlParser().ParseDocument(html);
    }

    /// <summary>The text of a piece of HTML.</summary>
    public static RichText Of(string html, MapLimits limits)
    {
        var rich = new RichText();
        // A lone tag, as stands around a folded piece of Markdown: a document for each would take the longest of all.
        if (html.Trim() is ['<', .., '>'] tag && tag.LastIndexOf('<') == 0 && !tag.StartsWith("<img", StringComparison.OrdinalIgnoreCase)) return rich;
        if (html.Length > limits.TextLength * 10L) html = html[..(int)(limits.TextLength * 10L)];
        Write(Open(html).Body!, rich);
        return rich;
    }

    /// <summary>Feeds what is below a node to a rich text; iterative, since markup nests as deep as it likes.</summary>
    /// <param name="top">The node.</param>
    /// <param name="rich">What is fed.</param>
    /// <param name="withoutLists">Whether lists and tables below it are passed over.</param>
    public static void Write(INode top, RichText rich, bool withoutLists = false)
    {
        // By index: the parser's own step to the next sibling searches all of them.
        var open = new Stack<(INode Node, int Next)>();
        open.Push((top, 0));
        while (open.TryPop(out var at))
        {
            if (at.Next == at.Node.ChildNodes.Length)
            {
                if (at.Node != top && at.Node is IElement ended) rich.Close(ended.LocalName);
                continue;
            }
            open.Push((at.Node, at.Next + 1));
            var child = at.Node.ChildNodes[at.Next];
            if (child is IText text) rich.Text(text.Data);
            else if (withoutLists && child is IElement { LocalName: "ul" or "ol" or "table" }) rich.Text(" ");
            else if (child is IElement element)
            {
                rich.Open(element.LocalName, Address(element), element.GetAttribute("alt"));
                open.Push((child, 0));
            }
        }
    }

    /// <summary>Where an element leads, or what it shows.</summary>
    public static string? Address(IElement element) => element.GetAttribute("href") ?? element.GetAttribute("src");

    private static void RefuseDeep(string html)
    {
        var (depth, line) = (0, 1);
        for (var at = html.IndexOfAny(['<', '\n']); at >= 0; at = html.IndexOfAny(['<', '\n'], at + 1))
        {
            if (html[at] == '\n')
            {
                line++;
                continue;
            }
            var name = NameAt(html, at + 1);
            if (name.StartsWith('/')) depth -= depth > 0 && !NeverClosed.Contains(name[1..]) ? 1 : 0;
            else if (name.Length > 0 && !NeverClosed.Contains(name)) depth++;
            if (depth > DeepestMarkup)
                throw new RefusedException("too_deep", $"The markup nests more than {DeepestMarkup:N0} levels deep; close its elements, or paste it as text.", line);
        }
    }

    private static string NameAt(string html, int at)
    {
        var end = at;
        while (end < html.Length && end - at < 16 && (char.IsAsciiLetterOrDigit(html[end]) || (end == at && (html[end] is '/' or '!')))) end++;
        return html[at..end];
    }
}
