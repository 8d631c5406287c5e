using System.Text;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Formats;

/// <summary>
/// Writes a page that stands on its own: the title, the description and the outline as nested lists. No script, and nothing
/// of the map gets in but escaped text and safe links. A shared node stands in full where it comes first.
/// </summary>
internal static class HtmlWriter
{
    private const string Style = "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.45 system-ui,sans-serif;color:#1b1f24;background:#fff}"
        + "h1{line-height:1.2}ul{padding-left:1.3rem}li{margin:.25rem 0}.note{margin:.1rem 0 .4rem;white-space:pre-wrap;color:#4a525c}.again{color:#5b6470}"
        + "@media(prefers-color-scheme:dark){body{color:#e8eaed;background:#14171c}a{color:#7ea9fe}.note,.again{color:#aab2bd}}";

    /// <summary>The bytes of the page.</summary>
    public static byte[] Write(MindMap map)
    {
        var page = new StringBuilder("<!DOCTYPE html>\n<html");
        if (map.Info.Language is { } language) page.Append(" lang=\"").Append(Escaped(language)).Append('"');
        page.Append("><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>").Append(Escaped(map.Info.Title)).Append("</title><style>").Append(Style).Append("</style></head>\n<body>");
        Head(page, map);
        Outline(page, map);
        return Encoding.UTF8.GetBytes(page.Append("</body></html>\n").ToString());
    }

    /// <summary>What the page lacks.</summary>
    public static IReadOnlyList<Loss> Losses(MindMap map)
    {
        var losses = new LossList();
        MapLosses.AddInfo(losses, map.Info with { Description = null });
        foreach (var node in map.Nodes)
        {
            MapLosses.AddDetails(losses, node.Details with { Note = null, Link = null });
            losses.Add("notes as notes (they stand below the text)", node.Details.Note);
            if (node.IsShared) losses.Add("further parents (the text stands there again)", node.Text.Length > 0 ? node.Text : "(no text)");
        }
        foreach (var link in map.Links) losses.Add("links", $"{link.From.Text} {link.Kind} {link.To.Text}");
        return losses.Losses;
    }

    /// <summary>What the page says of the map; marked, so that it is no node when the page is read again.</summary>
    private static void Head(StringBuilder page, MindMap map)
    {
        page.Append("<header ").Append(HtmlMap.OwnMark).Append('>');
        if (MapWalk.HasOwnTitle(map)) page.Append("<h1 dir=\"auto\">").Append(Escaped(map.Info.Title)).Append("</h1>");
        if (map.Info.Description is { } description) page.Append("<p dir=\"auto\">").Append(Escaped(description)).Append("</p>");
        page.Append("</header>\n");
    }

    private static void Outline(StringBuilder page, MindMap map)
    {
        var depth = -1;
        foreach (var step in MapWalk.Of(map))
        {
            if (step.IsEnd)
            {
                if (depth > step.Depth) page.Append("</ul>");
                depth = step.Depth;
                page.Append("</li>\n");
                continue;
            }
            if (step.Depth > depth) page.Append("<ul>\n");
            depth = step.Depth;
            page.Append("<li>");
            Text(page, step);
        }
        if (depth >= 0) page.Append("</ul>\n");
    }

    private static void Text(StringBuilder page, WalkStep step)
    {
        var details = step.Node.Details;
        var link = step.IsFirst ? SafeLink.Normalise(details.Link) : null;
        if (link is not null) page.Append("<a rel=\"noopener noreferrer\" href=\"").Append(Escaped(link)).Append("\">");
        page.Append(step.IsFirst ? "<span dir=\"auto\">" : "<span dir=\"auto\" class=\"again\">").Append(Escaped(step.Node.Text).Replace("\n", "<br>", StringComparison.Ordinal)).Append("</span>");
        if (link is not null) page.Append("</a>");
        if (step.IsFirst && details.Note is { Length: > 0 } note) page.Append("<div class=\"note\" dir=\"auto\">").Append(Escaped(note)).Append("</div>");
    }

    private static string Escaped(string text) => System.Net.WebUtility.HtmlEncode(CleanText.Of(text));
}
