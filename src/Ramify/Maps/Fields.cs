namespace Ramify.Maps;

/// <summary>The details of a node that change one by one.</summary>
public enum NodeField : byte
{
    /// <summary><see cref="NodeDetails.Note"/>.</summary>
    Note,
    /// <summary><see cref="NodeDetails.Link"/>.</summary>
    Link,
    /// <summary><see cref="NodeDetails.Date"/>.</summary>
    Date,
    /// <summary><see cref="NodeDetails.Tags"/>.</summary>
    Tags,
    /// <summary><see cref="NodeDetails.Folded"/>.</summary>
    Folded,
    /// <summary><see cref="NodeDetails.Style"/>.</summary>
    Style,
    /// <summary><see cref="NodeDetails.Image"/>.</summary>
    Image,
}

/// <summary>The fields of a link that change one by one.</summary>
public enum LinkField : byte
{
    /// <summary><see cref="Link.Kind"/>.</summary>
    Kind,
    /// <summary><see cref="Link.Label"/>.</summary>
    Label,
    /// <summary><see cref="Link.Sign"/>.</summary>
    Sign,
    /// <summary><see cref="Link.Strength"/>.</summary>
    Strength,
    /// <summary><see cref="Link.Verb"/>.</summary>
    Verb,
    /// <summary><see cref="Link.Source"/>.</summary>
    Source,
    /// <summary><see cref="Link.Evidence"/>.</summary>
    Evidence,
    /// <summary><see cref="AlsoUnder.Key"/>: of an also-under link, and its only field.</summary>
    Key,
}

/// <summary>The fields of a map's description of itself that change one by one.</summary>
public enum MapField : byte
{
    /// <summary><see cref="MapInfo.Title"/>.</summary>
    Title,
    /// <summary><see cref="MapInfo.Description"/>.</summary>
    Description,
    /// <summary><see cref="MapInfo.Author"/>.</summary>
    Author,
    /// <summary><see cref="MapInfo.Licence"/>.</summary>
    Licence,
    /// <summary><see cref="MapInfo.Subject"/>.</summary>
    Subject,
    /// <summary><see cref="MapInfo.Topic"/>.</summary>
    Topic,
    /// <summary><see cref="MapInfo.Level"/>.</summary>
    Level,
    /// <summary><see cref="MapInfo.Board"/>.</summary>
    Board,
    /// <summary><see cref="MapInfo.Specification"/>.</summary>
    Specification,
    /// <summary><see cref="MapInfo.Language"/>.</summary>
    Language,
    /// <summary><see cref="MapInfo.Date"/>.</summary>
    Date,
    /// <summary><see cref="MapInfo.Tags"/>.</summary>
    Tags,
}

/// <summary>What a link says, apart from its ends. See <see cref="Link"/> for each field.</summary>
public sealed record LinkFields
{
    /// <summary>A link that says nothing but that two nodes belong together.</summary>
    public static LinkFields None { get; } = new();

    /// <inheritdoc cref="Link.Kind"/>
    public string Kind { get; init; } = LinkKinds.Relates;

    /// <inheritdoc cref="Link.Label"/>
    public string? Label { get; init; }

    /// <inheritdoc cref="Link.Sign"/>
    public sbyte Sign { get; init; }

    /// <inheritdoc cref="Link.Strength"/>
    public double? Strength { get; init; }

    /// <inheritdoc cref="Link.Verb"/>
    public string? Verb { get; init; }

    /// <inheritdoc cref="Link.Source"/>
    public string? Source { get; init; }

    /// <inheritdoc cref="Link.Evidence"/>
    public string? Evidence { get; init; }

    /// <summary>The order key of an also-under link; null for other links.</summary>
    public string? Key { get; init; }

    /// <summary>What a link says.</summary>
    public static LinkFields Of(Link link) => new()
    {
        Kind = link.Kind, Label = link.Label, Sign = link.Sign, Strength = link.Strength,
        Verb = link.Verb, Source = link.Source, Evidence = link.Evidence,
    };

    /// <summary>A link that says this.</summary>
    public Link Between(Guid id, Node from, Node to) => new(id, from, to, Kind)
    {
        Label = Label, Sign = Sign, Strength = Strength, Verb = Verb, Source = Source, Evidence = Evidence,
    };

    internal LinkFields With(LinkField field, LinkFields from) => field switch
    {
        LinkField.Kind => this with { Kind = from.Kind },
        LinkField.Label => this with { Label = from.Label },
        LinkField.Sign => this with { Sign = from.Sign },
        LinkField.Strength => this with { Strength = from.Strength },
        LinkField.Verb => this with { Verb = from.Verb },
        LinkField.Source => this with { Source = from.Source },
        LinkField.Evidence => this with { Evidence = from.Evidence },
        LinkField.Key => this with { Key = from.Key },
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };
}
