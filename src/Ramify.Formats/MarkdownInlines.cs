using System.Text;
using System.Text.RegularExpressions;
using Markdig.Extensions.TaskLists;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Ramify.Formats;

/// <summary>The running text of Markdown as plain text; its links, boxes and anchors go to the node. Iterative.</summary>
internal sealed partial class MarkdownInlines(Intake intake)
{
    private const string SharedAnchor = "shared-";

    /// <summary>Characters of further addresses that a node's note takes.</summary>
    private const int MostAddresses = 4_000;
    private readonly Dictionary<string, Topic> anchors = new(StringComparer.Ordinal);
    private readonly List<(Topic Entry, string Anchor)> references = [];
    private readonly StringBuilder text = new();

    /// <summary>Gives a topic the text, link, task tag and anchor that a piece of running text holds.</summary>
    public void Into(Topic topic, ContainerInline? container)
    {
        if (container is null) return;
        if (container.FirstChild is LiteralInline { NextSibling: null } literal)
        {
            topic.Text = literal.Content.ToString();
            return;
        }
        text.Clear();
        Walk(container, topic, softBreak: ' ');
        topic.Text = container.FirstChild is TaskList ? text.ToString().TrimStart(' ') : text.ToString();
        // The writer's mark of a later place of a shared node: a link to its anchor and nothing else.
        if (container.LastChild is LinkInline { Url: { } url } only && url.StartsWith("#" + SharedAnchor, StringComparison.Ordinal) && only.PreviousSibling is null)
            references.Add((topic, url[1..]));
    }

    /// <summary>Turns the later places of shared nodes into those nodes, once all anchors are known.</summary>
    public void Resolve()
    {
        foreach (var (entry, anchor) in references)
        {
            if (!anchors.TryGetValue(anchor, out var topic) || topic == entry || entry.Children is not null) continue;
            (entry.IsEntry, entry.StandsFor) = (true, topic);
        }
    }

    /// <summary>The plain text of a piece of Markdown that is a node's text elsewhere.</summary>
    public static string Plain(Intake intake, Topic topic, string markdown)
    {
        var inlines = new MarkdownInlines(intake);
        foreach (var block in MarkdownReader.Parse(intake, markdown).Descendants<LeafBlock>())
        {
            if (inlines.text.Length > 0) inlines.text.Append('\n');
            if (block.Inline is not null) inlines.Walk(block.Inline, topic, softBreak: '\n');
            else if (block is not HtmlBlock) inlines.text.Append(block.Lines.ToString());
            else inlines.text.Append(HtmlText.Of(block.Lines.ToString(), intake.Limits));
        }
        return inlines.text.ToString();
    }

    /// <summary>The text of a block that stands below a node, for its note.</summary>
    public string Note(Block top)
    {
        var note = new StringBuilder();
        var pending = new Stack<Block>();
        pending.Push(top);
        while (pending.TryPop(out var block))
        {
            if (block is ContainerBlock container)
                for (var i = container.Count - 1; i >= 0; i--) pending.Push(container[i]);
            if (block is not LeafBlock leaf) continue;
            text.Clear();
            if (leaf.Inline is { } inline) Walk(inline, null, softBreak: '\n');
            else text.Append(leaf.Lines.ToString());
            if (text.Length == 0) continue;
            if (note.Length > 0) note.Append(leaf.Parent is ListItemBlock ? "\n" : "\n\n");
            note.Append(text);
        }
        return note.ToString();
    }

    private void Walk(ContainerInline container, Topic? topic, char softBreak)
    {
        Inline? at = container.FirstChild;
        while (at is not null)
        {
            Append(at, topic, softBreak);
            if (at is ContainerInline { FirstChild: { } child })
            {
                at = child;
                continue;
            }
            while (at is not null && at.NextSibling is null) at = at.Parent == container ? null : at.Parent;
            at = at?.NextSibling;
        }
    }

    private void Append(Inline inline, Topic? topic, char softBreak)
    {
        switch (inline)
        {
            case LiteralInline literal: text.Append(literal.Content.AsSpan()); break;
            case CodeInline code: text.Append(code.Content); break;
            case LineBreakInline lineBreak: Break(lineBreak, softBreak); break;
            case HtmlEntityInline entity: text.Append(entity.Transcoded.AsSpan()); break;
            case AutolinkInline auto:
                text.Append(auto.Url);
                if (topic is not null) Link(topic, auto.IsEmail ? "mailto:" + auto.Url : auto.Url);
                break;
            case LinkInline { IsImage: true } image: if (image.FirstChild is null) text.Append(image.Url?.Split('/')[^1]); break;
            case LinkInline link: if (topic is not null) Link(topic, link.Url); break;
            case TaskList task: topic?.Tag(task.Checked ? Tasks.Done : Tasks.Open); break;
            case HtmlInline html: Html(html.Tag, topic); break;
            case DelimiterInline delimiter: text.Append(delimiter.ToLiteral()); break;
        }
    }

    private void Break(LineBreakInline lineBreak, char softBreak)
    {
        text.Append(lineBreak.IsHard ? '\n' : softBreak);
    }

    private void Html(string tag, Topic? topic)
    {
        if (tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase)) text.Append('\n');
        else if (topic is not null && Anchor().Match(tag) is { Success: true } anchor) anchors.TryAdd(anchor.Groups[1].Value, topic);
    }

    private void Link(Topic topic, string? url)
    {
        if (string.IsNullOrEmpty(url) || url[0] == '#') return;
        // A note of every further address would bury the text of a reading list; the first is the node's.
        if (topic.Link is null && Maps.SafeLink.Normalise(url) is { } safe) topic.Link = safe;
        else if (topic.Link is null) Links.Take(intake, topic, url);
        else if ((topic.Note?.Length ?? 0) > MostAddresses) intake.Count("link_left_out", topic.Line, "addresses of nodes with very many of them were left out.");
        else if (Maps.SafeLink.Normalise(url) is { } further) topic.AddNote(further);
    }

    [GeneratedRegex("^<a id=\"(shared-[0-9]{1,9})\">$", RegexOptions.NonBacktracking)]
    private static partial Regex Anchor();
}
