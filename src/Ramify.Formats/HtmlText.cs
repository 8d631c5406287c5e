using AngleSharp.Dom;
using AngleSharp.Html.Parser;
using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>HTML that stands in a text of another format.</summary>
internal static class HtmlText
{
    /// <summary>The text of a piece of HTML.</summary>
    public static RichText Of(string html, MapLimits limits)
    {
        var rich = new RichText();
        if (html.Length > limits.TextLength * 10L) html = html[..(int)(limits.TextLength * 10L)];
        Write(new HtmlParser().ParseDocument(html).Body, rich);
        return rich;
    }

    /// <summary>Feeds what is below a node to a rich text; iterative, since markup nests as deep as it likes.</summary>
    /// <param name="top">The node.</param>
    /// <param name="rich">What is fed.</param>
    /// <param name="withoutLists">Whether lists and tables below it are passed over.</param>
    public static void Write(INode? top, RichText rich, bool withoutLists = false)
    {
        var at = top?.FirstChild;
        while (at is not null)
        {
            var isPassed = withoutLists && at is IElement { LocalName: "ul" or "ol" or "table" };
            if (isPassed) rich.Text(" ");
            else if (at is IElement element) rich.Open(element.LocalName, element.GetAttribute("href") ?? element.GetAttribute("src"), element.GetAttribute("alt"));
            else if (at is IText text) rich.Text(text.Data);
            if (!isPassed && at.FirstChild is { } child)
            {
                at = child;
                continue;
            }
            while (at is not null && at != top)
            {
                if (at is IElement ended && !(withoutLists && ended.LocalName is "ul" or "ol" or "table")) rich.Close(ended.LocalName);
                if (at.NextSibling is { } next)
                {
                    at = next;
                    break;
                }
                at = at.Parent;
            }
            if (at == top) break;
        }
    }
}
