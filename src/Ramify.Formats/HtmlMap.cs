using System.Globalization;
using AngleSharp.Dom;
using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>
/// Reads HTML, as pasted or saved: headings by their level, nested lists, Word's list paragraphs (mso-list), the flat lists
/// of Google Docs (aria-level), tables, and what else stands in a line of its own as a leaf under what it follows. Nothing of it is run or fetched.
/// </summary>
internal static class HtmlMap
{
    public const string Id = "html";

    /// <summary>Attribute of what a page of ours says beside the map.</summary>
    public const string OwnMark = "data-ramify";

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
    // List items hang below every heading, paragraphs below both. What Word calls the title stands above the headings.
    private const int TitleRank = 0;
    private const int ListRank = 10;
    private const int LeafRank = 1 << 20;

    private readonly Sheet sheet = new(intake);
    private readonly Stack<(int Rank, Topic Topic)> open = new();
    private RichText run = new();
    private int listDepth, openItems;
    private string? description;

    // In a paragraph a line break is one of the text; elsewhere it ends a leaf.
    private int paragraphs;

    public void Read(IDocument document)
    {
        Walk(document.Body!);
        EndRun();
        if (sheet.Roots.Count == 0) throw new RefusedException("empty", "There is no heading, list, table or paragraph in this HTML.");
        sheet.Info = new MapInfo { Title = document.Title is { Length: > 0 } title ? title.Trim() : MapWalk.FirstLine(sheet.Roots[0].Text), Description = description };
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
        if (node is IText text && openItems == 0) run.Text(text.Data);
        if (node is not IElement element) return false;
        var name = element.LocalName;
        if (Hidden.Contains(name)) return false;
        if (name == "header" && element.HasAttribute(HtmlMap.OwnMark))
        {
            description = element.QuerySelector("p")?.TextContent;
            return false;
        }
        if (Inline.Contains(name))
        {
            if (openItems == 0) run.Open(name, HtmlText.Address(element), element.GetAttribute("alt"));
            return true;
        }
        if (name == "br" && paragraphs > 0)
        {
            run.Open(name, null, null);
            return false;
        }
        EndRun();
        switch (name)
        {
            case "h1" or "h2" or "h3" or "h4" or "h5" or "h6" when openItems == 0: Take(element, name[1] - '0'); return false;
            case "ul" or "ol": listDepth++; return true;
            case "li": Item(element); return true;
            case "table" when !IsFrame(element): Table(element); return false;
            case "p" when WordRank(element) is { } rank: Take(element, rank); return false;
            case "p" or "dt" or "dd": paragraphs++; return true;
            case "pre" when openItems == 0: Take(element, LeafRank); return false;
            default: return true;
        }
    }

    private void Leave(INode node)
    {
        if (node is not IElement element) return;
        if (Inline.Contains(element.LocalName))
        {
            if (openItems == 0) run.Close(element.LocalName);
            return;
        }
        EndRun();
        if (element.LocalName is "p" or "dt" or "dd") paragraphs--;
        else if (element.LocalName is "ul" or "ol") listDepth--;
        else if (element.LocalName == "li") openItems--;
    }

    private static readonly HashSet<string> Hidden = ["script", "style", "head", "template", "iframe", "noscript", "object", "select", "textarea"];

    /// <summary>What does not end a line; a line break does.</summary>
    private static readonly HashSet<string> Inline =
    [
        "a", "abbr", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "ins", "kbd", "label", "mark", "o:p", "q", "ruby",
        "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
    ];

    /// <summary>A line of text in no heading, list or table: a leaf below what it follows.</summary>
    private void EndRun()
    {
        var line = run;
        if (!line.IsEmpty || line.Link is not null) run = new RichText();
        if (line.IsEmpty) return;
        if (line.Image is not null) intake.Count("image_outside", 0, "images lie outside of the page and were not read.");
        if (line.ToString().Length > 0) Fill(Add("", LeafRank), line);
    }

    private void Item(IElement item)
    {
        // Google Docs and Word on the web write every level into lists that do not nest and say the level in an attribute.
        var level = int.TryParse(item.GetAttribute("aria-level") ?? item.GetAttribute("data-aria-level"), CultureInfo.InvariantCulture, out var given) && given is > 0 and < 1000 ? given : listDepth;
        var topic = Add("", ListRank + level);
        var rich = new RichText();
        HtmlText.Write(item, rich, withoutLists: true);
        Fill(topic, rich);
        openItems++;
    }

    /// <summary>A table that only holds a page or a mail together: there are lists, headings or tables in it.</summary>
    private static bool IsFrame(IElement table) => table.QuerySelector("table,ul,ol,h1,h2,h3,h4,h5,h6") is not null;

    /// <summary>The rank that Word gives a paragraph: its title, or a level of a list as in "mso-list:l0 level2 lfo1".</summary>
    private static int? WordRank(IElement element)
    {
        if (element.ClassName is "MsoTitle") return TitleRank;
        var style = element.GetAttribute("style") ?? "";
        var list = style.IndexOf("mso-list:", StringComparison.OrdinalIgnoreCase);
        var level = list < 0 ? -1 : style.IndexOf("level", list, StringComparison.OrdinalIgnoreCase);
        if (level < 0) return null;
        var digits = style.AsSpan(level + 5);
        var end = digits.IndexOfAnyExceptInRange('0', '9');
        return int.TryParse(end < 0 ? digits : digits[..end], CultureInfo.InvariantCulture, out var number) && number is > 0 and < 100 ? ListRank + number : null;
    }

    private void Take(IElement element, int rank)
    {
        // Word writes the bullet itself into the text, marked to be ignored.
        if (rank > ListRank && rank != LeafRank)
            foreach (var bullet in element.QuerySelectorAll("[style*='mso-list:Ignore'],[style*='mso-list: Ignore']").ToList()) bullet.Remove();
        var rich = new RichText();
        HtmlText.Write(element, rich);
        if (rich.ToString().Length == 0 && rich.Image is null) return;
        Fill(Add("", rank), rich);
    }

    private void Fill(Topic topic, RichText rich)
    {
        topic.Text = rich.ToString() is { Length: > 0 } text ? text : rich.Image ?? "";
        if (rich.Link is { } link && !link.StartsWith('#')) Links.Take(intake, topic, link);
    }

    private Topic Add(string text, int rank)
    {
        // What stands in no list is below the heading, not below the last item.
        if (rank == LeafRank) LeaveLists();
        while (open.TryPeek(out var top) && top.Rank >= rank) open.Pop();
        var topic = intake.Topic(text, 0);
        if (open.TryPeek(out var parent)) parent.Topic.Add(topic);
        else sheet.Roots.Add(topic);
        if (rank != LeafRank) open.Push((rank, topic));
        return topic;
    }

    private void LeaveLists()
    {
        while (openItems == 0 && open.TryPeek(out var top) && top.Rank > ListRank) open.Pop();
    }

    private void Table(IElement table)
    {
        LeaveLists();
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
