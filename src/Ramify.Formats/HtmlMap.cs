using System.Globalization;
using AngleSharp.Dom;
using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>
/// Reads HTML, as pasted or saved: headings by their level, nested lists, Word's list paragraphs (mso-list), the flat lists
/// of Google Docs (aria-level), tables, and paragraphs as leaves under what they follow. Nothing of it is run or fetched.
/// </summary>
internal static class HtmlMap
{
    public const string Id = "html";

    public static MapReading Read(ReadOnlyMemory<byte> bytes, string? fileName, MapLimits limits) =>
        Intake.Run(Id, limits, fileName, bytes.Length, intake =>
        {
            var chars = XmlDecoding.Text(intake, bytes.Span);
            new HtmlMapReader(intake).Read(HtmlText.Open(chars));
        });
}

/// <summary>One reading of HTML.</summary>
internal sealed class HtmlMapReader(Intake intake)
{
    // List items hang below every heading, paragraphs below both.
    private const int ListRank = 10;
    private const int LeafRank = 1 << 20;

    private readonly Sheet sheet = new(intake);
    private readonly Stack<(int Rank, Topic Topic)> open = new();
    private int listDepth, openItems;

    public void Read(IDocument document)
    {
        Walk(document.Body!);
        if (sheet.Roots.Count == 0) throw new RefusedException("empty", "There is no heading, list, table or paragraph in this HTML.");
        sheet.Info = new MapInfo { Title = document.Title is { Length: > 0 } title ? title.Trim() : MapWalk.FirstLine(sheet.Roots[0].Text) };
        sheet.Finish();
    }

    /// <summary>Every element in order; those that are a node are taken whole. Iterative, by index: see <see cref="HtmlText"/>.</summary>
    private void Walk(IElement top)
    {
        var below = new Stack<(INode Node, int Next)>();
        below.Push((top, 0));
        while (below.TryPop(out var at))
        {
            if (at.Next == at.Node.ChildNodes.Length)
            {
                Leave(at.Node);
                continue;
            }
            below.Push((at.Node, at.Next + 1));
            var child = at.Node.ChildNodes[at.Next];
            if (Enter(child)) below.Push((child, 0));
        }
    }

    /// <summary>Whether to go on below a node.</summary>
    private bool Enter(INode node)
    {
        if (node is IText text)
        {
            Stray(text);
            return false;
        }
        if (node is not IElement element) return false;
        switch (element.LocalName)
        {
            case "script" or "style" or "head" or "template" or "iframe" or "noscript" or "object": return false;
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6": Take(element, element.LocalName[1] - '0'); return false;
            case "ul" or "ol": listDepth++; return true;
            case "li": Item(element); return true;
            case "table": Table(element); return false;
            case "p" when WordLevel(element) is { } level: Take(element, ListRank + level); return false;
            case "p" or "pre" or "blockquote" or "dt" or "dd" when openItems == 0 && IsLeaf(element): Take(element, LeafRank); return false;
            default: return true;
        }
    }

    private void Leave(INode node)
    {
        if (node is not IElement element) return;
        if (element.LocalName is "ul" or "ol") listDepth--;
        else if (element.LocalName == "li") openItems--;
    }

    /// <summary>Whether an element holds running text only, no list or table or heading of its own.</summary>
    private static bool IsLeaf(IElement element) => element.QuerySelector("ul,ol,li,table,h1,h2,h3,h4,h5,h6,p") is null;

    private void Item(IElement item)
    {
        // Google Docs writes every level into lists that do not nest and says the level in an attribute.
        var level = int.TryParse(item.GetAttribute("aria-level"), CultureInfo.InvariantCulture, out var given) && given is > 0 and < 1000 ? given : listDepth;
        var topic = Add("", ListRank + level);
        var rich = new RichText();
        HtmlText.Write(item, rich, withoutLists: true);
        Fill(topic, rich);
        openItems++;
    }

    /// <summary>The level of a Word list paragraph: "mso-list:l0 level2 lfo1".</summary>
    private static int? WordLevel(IElement element)
    {
        var style = element.GetAttribute("style") ?? "";
        var list = style.IndexOf("mso-list:", StringComparison.OrdinalIgnoreCase);
        var level = list < 0 ? -1 : style.IndexOf("level", list, StringComparison.OrdinalIgnoreCase);
        if (level < 0) return null;
        var digits = style.AsSpan(level + 5);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100 ? number : null;
    }

    private void Take(IElement element, int rank)
    {
        // Word writes the bullet itself into the text, marked to be ignored.
        foreach (var bullet in element.QuerySelectorAll("[style*='mso-list:Ignore'],[style*='mso-list: Ignore']").ToList()) bullet.Remove();
        var rich = new RichText();
        HtmlText.Write(element, rich);
        if (rich.ToString().Length == 0 && rich.Picture is null) return;
        Fill(Add("", rank), rich);
    }

    private void Fill(Topic topic, RichText rich)
    {
        topic.Text = rich.ToString() is { Length: > 0 } text ? text : rich.Picture ?? "";
        if (rich.Link is { } link && !link.StartsWith('#')) Links.Take(intake, topic, link);
    }

    private Topic Add(string text, int rank)
    {
        while (open.TryPeek(out var top) && top.Rank >= rank) open.Pop();
        var topic = intake.Topic(text, 0);
        if (open.TryPeek(out var parent)) parent.Topic.Add(topic);
        else sheet.Roots.Add(topic);
        if (rank != LeafRank) open.Push((rank, topic));
        return topic;
    }

    /// <summary>Text that stands in no paragraph.</summary>
    private void Stray(IText text)
    {
        if (openItems > 0 || string.IsNullOrWhiteSpace(text.Data)) return;
        var rich = new RichText();
        rich.Text(text.Data);
        Fill(Add("", LeafRank), rich);
    }

    private void Table(IElement table)
    {
        var below = new Sheet(intake);
        Grid.Read(intake, below, table.QuerySelectorAll("tr").Select(row => (0, (IReadOnlyList<string>)[.. row.Children.Where(c => c.LocalName is "td" or "th").Select(Cell)])));
        foreach (var root in below.Roots)
            if (open.TryPeek(out var parent)) parent.Topic.Add(root);
            else sheet.Roots.Add(root);
    }

    private static string Cell(IElement cell)
    {
        var rich = new RichText();
        HtmlText.Write(cell, rich);
        return rich.ToString();
    }
}
