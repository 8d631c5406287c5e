using System.Collections.Immutable;
using Ramify.Maps;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;

namespace Ramify.Web.Components;

/// <summary>What a map says about itself, as its owner's form has it.</summary>
public sealed record DetailsForm
{
    public const int MaxTitle = 200;
    public const int MaxDescription = 500;
    public const int MaxTags = 10;
    private const int MaxTag = 40;
    private const int MaxSpecification = 80;

    public string Title { get; init; } = "";
    public string? Description { get; init; }

    /// <summary>Subject and topic as one: "history/russia-1917-1991".</summary>
    public string? Topic { get; init; }

    public string? Level { get; init; }
    public string? Board { get; init; }
    public string? Specification { get; init; }
    public string? Licence { get; init; }
    public string? Tags { get; init; }

    public static async ValueTask<DetailsForm> BindAsync(HttpContext context)
    {
        var fields = await Forms.Fields(context);
        string? Line(string name) => OneLine(fields[name]) is { Length: > 0 } line ? line : null;
        return new()
        {
            Title = Line("title") ?? "", Description = Line("description"), Topic = Line("topic"), Level = Line("level"), Board = Line("board"),
            Specification = Line("specification"), Licence = Line("licence"), Tags = Line("tags"),
        };
    }

    public static DetailsForm Of(StoredMap map, Library library) => new()
    {
        Title = map.Title, Description = map.Description, Topic = map.Topic is null ? null : $"{map.Subject}/{map.Topic}", Level = map.Level, Board = map.Board,
        Specification = map.Specification, Licence = map.Licence, Tags = string.Join(", ", library.Shelves.Open(map).Info.Tags),
    };

    /// <summary>What is not right, in one plain sentence; null where all is.</summary>
    public string? Fault(Taxonomy taxonomy) => this switch
    {
        { Title: "" } => "A map needs a title.",
        { Title.Length: > MaxTitle } => $"A title has at most {MaxTitle} characters.",
        { Description.Length: > MaxDescription } => $"The description is one line of at most {MaxDescription} characters.",
        { Specification.Length: > MaxSpecification } => $"The specification has at most {MaxSpecification} characters.",
        _ when Topic is not null && Place(taxonomy) is null => "The library has no such topic.",
        _ when Licence is not null && Storage.Licence.Find(Licence) is null => "The library has no such licence.",
        _ when TagList.Length > MaxTags || TagList.Any(t => t.Length > MaxTag) => $"There may be {MaxTags} tags of at most {MaxTag} characters.",
        _ => null,
    };

    public MapInfo Change(MapInfo info) => info with
    {
        Title = Title, Description = Description, Subject = Topic?.Split('/')[0], Topic = Topic?.Split('/')[^1], Level = Level, Board = Board,
        Specification = Specification, Licence = Licence, Tags = TagList,
    };

    private ImmutableArray<string> TagList => [.. (Tags ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.OrdinalIgnoreCase)];

    private Topic? Place(Taxonomy taxonomy) => Topic?.Split('/') is [var subject, var topic] ? taxonomy.Topic(subject, topic) : null;

    internal static string OneLine(string? text) => string.Concat((text ?? "").Select(c => char.IsWhiteSpace(c) ? ' ' : c).Where(c => !char.IsControl(c))).Trim();
}
