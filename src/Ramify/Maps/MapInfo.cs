using System.Collections.Immutable;

namespace Ramify.Maps;

/// <summary>What a map says about itself, apart from its nodes. Every field but the title may be absent.</summary>
public sealed record MapInfo
{
    /// <summary>What a map says that says nothing.</summary>
    public static MapInfo None { get; } = new();

    /// <summary>The title, which need not be the root's text.</summary>
    public string Title { get; init; } = "";

    /// <summary>One line on what the map is about, as the writer gave it.</summary>
    public string? Description { get; init; }

    /// <summary>Who made it.</summary>
    public string? Author { get; init; }

    /// <summary>The licence's short name: "CC BY-SA 4.0".</summary>
    public string? Licence { get; init; }

    /// <summary>Subject of study: a name or a slug of the library.</summary>
    public string? Subject { get; init; }

    /// <summary>Topic within the subject.</summary>
    public string? Topic { get; init; }

    /// <summary>Level of study.</summary>
    public string? Level { get; init; }

    /// <summary>Exam board.</summary>
    public string? Board { get; init; }

    /// <summary>Specification of the exam board.</summary>
    public string? Specification { get; init; }

    /// <summary>BCP 47 language tag of the texts: "en-GB".</summary>
    public string? Language { get; init; }

    /// <summary>Day it was made, ISO 8601.</summary>
    public string? Date { get; init; }

    /// <summary>Free tags in the writer's order.</summary>
    public ImmutableArray<string> Tags { get; init; } = [];

    /// <summary>Attributes of a file that this program does not know, kept for the way back. Name to raw value.</summary>
    public ImmutableSortedDictionary<string, string> Unknown { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>This with one field as it is in another record.</summary>
    public MapInfo With(MapField field, MapInfo from) => field switch
    {
        MapField.Title => this with { Title = from.Title },
        MapField.Description => this with { Description = from.Description },
        MapField.Author => this with { Author = from.Author },
        MapField.Licence => this with { Licence = from.Licence },
        MapField.Subject => this with { Subject = from.Subject },
        MapField.Topic => this with { Topic = from.Topic },
        MapField.Level => this with { Level = from.Level },
        MapField.Board => this with { Board = from.Board },
        MapField.Specification => this with { Specification = from.Specification },
        MapField.Language => this with { Language = from.Language },
        MapField.Date => this with { Date = from.Date },
        MapField.Tags => this with { Tags = from.Tags },
        _ => throw new ArgumentOutOfRangeException(nameof(field)),
    };

    /// <summary>Whether two maps say the same; tags and unknown attributes by content.</summary>
    public bool Equals(MapInfo? other) =>
        ReferenceEquals(this, other) || (other is not null
        && Title == other.Title && Description == other.Description && Author == other.Author && Licence == other.Licence
        && Subject == other.Subject && Topic == other.Topic && Level == other.Level && Board == other.Board
        && Specification == other.Specification && Language == other.Language && Date == other.Date
        && Tags.AsSpan().SequenceEqual(other.Tags.AsSpan()) && Unknown.SequenceEqual(other.Unknown));

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Title, Description, Author, Subject, Topic, Level, Board, Date);
}
