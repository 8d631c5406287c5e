using System.Text;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>
/// Reads Markdown: headings and list items are nodes, by their levels, skipped ones closed up; paragraphs, code and tables
/// under them are their notes; task boxes are tags; &lt;details&gt; is a node with its summary as text. A document without
/// one root gets an empty one, named after the file.
/// </summary>
internal sealed class MarkdownReader
{
    public const string Id = "markdown";

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().UseYamlFrontMatter().UseTaskLists().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).Build();

    private readonly Intake intake;
    private readonly Sheet sheet;
    private readonly Topic top = new("", 0);
    private readonly MarkdownInlines inlines;
    private readonly Stack<(Block Block, Scope Scope)> waiting = new();
    private readonly HashSet<Topic> continued = [];
    private readonly StringBuilder note = new();
    private Topic? noteOf, noteTo;
    private int declaredRoots = -1;

    /// <summary>What blocks one after the other share: the topic that holds them, and the headings open below it.</summary>
    private sealed class Scope(Topic owner)
    {
        public readonly Topic Owner = owner;
        public Stack<(int Rank, Topic Topic)>? Headings;

        /// <summary>Whether the owner is a list item whose text has not come yet.</summary>
        public bool AwaitsText;

        /// <summary>Under which the next node or note goes.</summary>
        public Topic Current => Headings is { } headings && headings.TryPeek(out var heading) ? heading.Topic : Owner;
    }

    private MarkdownReader(Intake intake) => (this.intake, sheet, inlines) = (intake, new Sheet(intake), new MarkdownInlines(intake));

    public static MapReading Read(ReadOnlyMemory<byte> bytes, string? fileName, MapLimits limits) =>
        Intake.Run(Id, limits, fileName, bytes.Length, intake =>
        {
            new MarkdownReader(intake).Read(XmlDecoding.Text(intake, bytes.Span));
        });

    /// <summary>The document as Markdig sees it; a refusal where it nests too deep for Markdig.</summary>
    public static MarkdownDocument Parse(Intake intake, string text)
    {
        RefuseOpenLinks(text);
        try
        {
            return Markdown.Parse(text, Pipeline);
        }
        catch (ArgumentException)
        {
            // Markdig says so where quotes, lists or brackets nest deeper than it follows.
            throw new RefusedException("too_deep", "The Markdown nests deeper than it is read; flatten its lists, quotes or brackets.");
        }
    }

    /// <summary>Markdig tries each link that is begun up to the end of its paragraph: thousands that never end cost the square.</summary>
    private static void RefuseOpenLinks(string text)
    {
        var (open, line, lineEnd) = (0, 1, -1);
        for (var at = text.IndexOfAny(['(', ')', '\n']); at >= 0; at = text.IndexOfAny(['(', ')', '\n'], at + 1))
        {
            if (text[at] == '\n')
            {
                if (at == lineEnd + 1) open = 0;
                (line, lineEnd) = (line + 1, at);
            }
            else if (text[at] == ')') open -= open > 0 ? 1 : 0;
            else if (at > 0 && text[at - 1] == ']' && ++open > MostOpenLinks)
                throw new RefusedException("too_tangled", $"A paragraph begins more than {MostOpenLinks:N0} links and ends none of them; close their brackets.", line);
        }
    }

    private const int MostOpenLinks = 2_000;

    private void Read(string text)
    {
        var document = new Scope(top);
        Push(Parse(intake, text), document);
        var details = new Stack<Scope>();
        while (waiting.TryPop(out var next)) Block(next.Block, next.Scope, details);
        EndNote();
        inlines.Resolve();
        Roots();
        sheet.Finish();
    }

    private void Push(ContainerBlock container, Scope scope)
    {
        for (var i = container.Count - 1; i >= 0; i--) waiting.Push((container[i], scope));
    }

    private void Block(Block block, Scope scope, Stack<Scope> details)
    {
        // Inside of <details> the document goes on under its summary.
        if (scope.Owner == top && details.TryPeek(out var inner)) scope = inner;
        switch (block)
        {
            case YamlFrontMatterBlock front: FrontMatter(front); break;
            case HeadingBlock heading when !scope.AwaitsText: Heading(heading, scope); break;
            case ListBlock list: List(list, scope); break;
            case LeafBlock leaf when scope.AwaitsText && leaf.Inline is not null:
                inlines.Into(scope.Owner, leaf.Inline);
                scope.AwaitsText = false;
                break;
            case FencedCodeBlock { Info: "mermaid" } fence when Mermaid.Is(fence.Lines.ToString()):
                foreach (var root in Mermaid.Topics(intake, fence.Lines.ToString(), fence.Line + 1)) scope.Current.Add(root);
                break;
            case HtmlBlock html: Html(html, scope, details); break;
            case LinkReferenceDefinitionGroup or ThematicBreakBlock or EmptyBlock: break;
            default: Note(scope.Current, inlines.Note(block), block.Line + 1); break;
        }
    }

    private void Heading(HeadingBlock heading, Scope scope)
    {
        var headings = scope.Headings ??= new();
        while (headings.TryPeek(out var open) && open.Rank >= heading.Level) headings.Pop();
        var topic = intake.Topic("", heading.Line + 1);
        scope.Current.Add(topic);
        headings.Push((heading.Level, topic));
        inlines.Into(topic, heading.Inline);
    }

    private void List(ListBlock list, Scope scope)
    {
        scope.AwaitsText = false;
        var parent = scope.Current;
        var items = new List<(ListItemBlock Block, Scope Scope)>();
        foreach (var block in list)
        {
            if (block is not ListItemBlock item) continue;
            var topic = intake.Topic("", item.Line + 1);
            parent.Add(topic);
            // Most items are one paragraph and done with.
            if (item is [ParagraphBlock only]) inlines.Into(topic, only.Inline);
            else items.Add((item, new Scope(topic) { AwaitsText = true }));
        }
        for (var i = items.Count - 1; i >= 0; i--) Push(items[i].Block, items[i].Scope);
    }

    private void Html(HtmlBlock block, Scope scope, Stack<Scope> details)
    {
        var html = block.Lines.ToString();
        var opens = html.Contains("<details", StringComparison.OrdinalIgnoreCase);
        var text = HtmlText.Of(html, intake.Limits).ToString();
        if (html.TrimStart().StartsWith("<!--", StringComparison.Ordinal)) return;
        if (opens && scope.Owner == (details.TryPeek(out var inner) ? inner.Owner : top) && !html.Contains("</details", StringComparison.OrdinalIgnoreCase))
        {
            var topic = intake.Topic(text, block.Line + 1);
            scope.Current.Add(topic);
            details.Push(new Scope(topic));
            return;
        }
        if (html.Contains("</details", StringComparison.OrdinalIgnoreCase) && !opens) details.TryPop(out _);
        if (text.Length == 0) return;
        if (scope.AwaitsText) (scope.Owner.Text, scope.AwaitsText) = (text, false);
        else Note(scope.Current, text, block.Line + 1);
    }

    /// <summary>
    /// Adds a paragraph to the note of a node. One that grows too long goes on in a child: a chapter of a book stands
    /// below one heading.
    /// </summary>
    private void Note(Topic topic, string paragraph, int line)
    {
        if (paragraph.Length == 0) return;
        if (topic != noteOf || note.Length + 2 + paragraph.Length > intake.Limits.TextLength)
        {
            EndNote();
            noteOf = topic;
            noteTo = topic;
            if ((topic.Note?.Length ?? 0) + 2 + paragraph.Length > intake.Limits.TextLength || continued.Contains(topic))
            {
                topic.Add(noteTo = intake.Topic("…", line));
                continued.Add(topic);
            }
        }
        if (note.Length > 0) note.Append("\n\n");
        note.Append(paragraph);
    }

    private void EndNote()
    {
        if (noteTo is not null && note.Length > 0) noteTo.AddNote(note.ToString());
        if (noteOf is not null && note.Length > intake.Limits.TextLength / 2) continued.Add(noteOf);
        note.Clear();
        (noteOf, noteTo) = (null, null);
    }

    private void FrontMatter(YamlFrontMatterBlock front)
    {
        foreach (var line in front.Lines.ToString().Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 1) continue;
            var (name, value) = (line[..colon].Trim(), Unquoted(line[(colon + 1)..].Trim()));
            if (name == "title") sheet.Info = sheet.Info with { Title = value };
            else if (name == "roots" && int.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var roots)) declaredRoots = roots;
            else if (value.Length > 0 && name != "tag") sheet.Info = OwnFields.Take(sheet.Info, name, value);
        }
    }

    private static string Unquoted(string value)
    {
        if (value.Length < 2 || value[0] != '"' || value[^1] != '"') return value.Trim('\'');
        var text = new StringBuilder(value.Length);
        for (var i = 1; i < value.Length - 1; i++)
            if (value[i] == '\\' && i + 2 < value.Length) text.Append(value[++i] == 'n' ? '\n' : value[i]);
            else text.Append(value[i]);
        return text.ToString();
    }

    /// <summary>One root, or as many as the file says; else an empty one above them, named after the file.</summary>
    private void Roots()
    {
        var roots = top.Children ?? [];
        if (roots.Count == 1 || roots.Count == declaredRoots)
        {
            sheet.Roots.AddRange(roots);
            if (roots.Count > 0 && !string.IsNullOrEmpty(top.Note)) roots[0].Note = string.IsNullOrEmpty(roots[0].Note) ? top.Note : $"{top.Note}\n\n{roots[0].Note}";
        }
        else
        {
            top.Text = sheet.Info.Title.Length > 0 ? sheet.Info.Title : intake.FileTitle;
            sheet.Roots.Add(top);
            if (roots.Count > 1) intake.Tell("root_added", 0, $"The document begins with {roots.Count} headings or lists; one root was put above them.");
        }
        if (sheet.Info.Title.Length == 0 && sheet.Roots is [var root, ..]) sheet.Info = sheet.Info with { Title = MapWalk.FirstLine(root.Text) };
    }
}
