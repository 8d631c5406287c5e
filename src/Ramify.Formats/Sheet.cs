using System.Collections.Immutable;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Formats;

/// <summary>One map of a file in the making: its roots and links. <see cref="Finish"/> checks and builds it.</summary>
internal sealed class Sheet(Intake intake)
{
    private readonly MapBuilder builder = new();
    private readonly Stack<(Topic Parent, int Next)> open = new();
    private readonly HashSet<(Topic Parent, Topic Child)> further = [];
    private readonly HashSet<Topic> rootsToo = [];
    private readonly HashSet<Guid> givenIds = [];
    private readonly List<(Topic From, Topic To, Link Link)> links = [];

    public MapInfo Info { get; set; } = new();

    public List<Topic> Roots { get; } = [];

    /// <summary>A link that says nothing but that two nodes belong together.</summary>
    public static Link Plain { get; } = new(Guid.Empty, null!, null!, LinkKinds.Relates);

    /// <summary>A link between two topics; what it says beside its label is taken from <paramref name="like"/>.</summary>
    public void Connect(Topic from, Topic to, string? label, Link? like = null)
    {
        if (links.Count >= intake.Limits.Links)
            throw new RefusedException("too_many_links", $"The file has more than {intake.Limits.Links:N0} links, the most that one map may have; split it.", from.Line);
        var link = like ?? Plain;
        links.Add((from, to, string.IsNullOrEmpty(label) ? link : link with { Label = CleanText.Of(label) }));
    }

    /// <summary>Makes the map and hands it to the intake.</summary>
    /// <remarks>
    /// Depth first in the order of the file, iterative. The first visit of a topic makes its node, later ones make it a
    /// shared node; an entry that leads back to an open topic would close a circle and is left out.
    /// </remarks>
    public void Finish()
    {
        builder.Info = Cleaned(Info);
        foreach (var entry in Roots)
        {
            if ((entry.IsEntry ? entry.StandsFor : entry) is not { } root) continue;
            if (root.Node is null) Open(root, null);
            else if (root.FirstParent is not null && rootsToo.Add(root)) builder.AddRoot(root.Node);
            while (open.TryPop(out var at))
            {
                if (at.Next == (at.Parent.Children?.Count ?? 0))
                {
                    at.Parent.IsOpen = false;
                    continue;
                }
                open.Push((at.Parent, at.Next + 1));
                var child = at.Parent.Children![at.Next];
                if ((child.IsEntry ? child.StandsFor : child) is { } topic) Enter(topic, at.Parent);
            }
        }
        foreach (var (parent, child) in further)
            if (child.PrimaryParent == parent && !rootsToo.Contains(child)) builder.SetPrimary(child.Node!, parent.Node!);
        foreach (var (from, to, link) in links) Connect(from, to, link);
        intake.Maps.Add(builder.Build());
    }

    private void Enter(Topic topic, Topic parent)
    {
        if (topic.Node is null) Open(topic, parent);
        else if (topic.IsOpen) intake.Count("cycle", topic.Line, "entries that would put a node below itself were left out.");
        else if (topic.FirstParent == parent || !further.Add((parent, topic))) intake.Count("repeated", topic.Line, "entries that stand twice under one parent were left out.");
        else if (further.Count > intake.Limits.Links) throw new RefusedException("too_many_links", $"The file has more than {intake.Limits.Links:N0} further parents, the most that one map may have; split it.", Line(topic));
        else builder.AddUnder(parent.Node!, topic.Node);
    }

    private void Open(Topic topic, Topic? parent)
    {
        if (open.Count > intake.Limits.Depth)
            throw new RefusedException("too_deep", $"The map is more than {intake.Limits.Depth} levels deep; flatten it in the program it comes from.", Line(topic));
        var id = topic.Id is { } given && givenIds.Add(given) ? topic.Id : null;
        topic.Node = builder.Add(parent?.Node, Checked(topic.Text, topic), id);
        if (DetailsOf(topic) is { } details) MapBuilder.Describe(topic.Node, details);
        topic.FirstParent = parent;
        topic.IsOpen = true;
        open.Push((topic, 0));
    }

    private NodeDetails? DetailsOf(Topic topic)
    {
        if (topic is { Note: null, Link: null, Date: null, Image: null, Tags: null, Unknown: null, Folded: false } && topic.Style == default) return null;
        return new NodeDetails
        {
            Note = Checked(string.IsNullOrEmpty(topic.Note) ? null : topic.Note, topic),
            Link = topic.Link,
            Date = topic.Date is { Length: > 0 } date ? Checked(date, topic) : null,
            Image = topic.Image,
            Folded = topic.Folded,
            Style = topic.Style,
            Tags = topic.Tags is { } tags ? [.. tags.Select(t => CleanText.Of(t))] : [],
            Unknown = topic.Unknown is { } unknown ? unknown.ToImmutableSortedDictionary(StringComparer.Ordinal) : NodeDetails.None.Unknown,
        };
    }

    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(text))]
    private string? Checked(string? text, Topic topic)
    {
        if (text is null) return null;
        if (text.Length > intake.Limits.TextLength)
            throw new RefusedException("text_too_long", $"A node has {text.Length:N0} characters, more than the {intake.Limits.TextLength:N0} that one may have; divide it into several.", Line(topic));
        return CleanText.Of(text);
    }

    private void Connect(Topic from, Topic to, Link link)
    {
        if (from.Node is null || to.Node is null) return;
        if (link == Plain || link is { Sign: 0, Strength: null, Verb: null, Source: null, Evidence: null }) builder.Connect(from.Node, to.Node, link.Kind, link.Label);
        else builder.Connect(link with { Id = builder.LinkId(from.Node, to.Node, link.Kind, link.Label), From = from.Node, To = to.Node });
    }

    private static int? Line(Topic topic) => topic.Line == 0 ? null : topic.Line;

    private MapInfo Cleaned(MapInfo info) => info with
    {
        Title = CleanText.Of(info.Title.Length > intake.Limits.TextLength ? info.Title[..intake.Limits.TextLength] : info.Title),
        Description = info.Description is null ? null : CleanText.Of(info.Description),
        Author = info.Author is null ? null : CleanText.Of(info.Author),
    };
}
