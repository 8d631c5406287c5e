using Ramify.Maps;
using Ramify.Storage;
using Ramify.Storage.Model;

namespace Ramify.Web.Features.Api;

/// <summary>A page of a list.</summary>
/// <param name="Items">Its rows.</param>
/// <param name="Next">Address of the next page; null on the last.</param>
public sealed record PageAnswer<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>A subject with its topics.</summary>
public sealed record SubjectAnswer(string Slug, string Name, IReadOnlyList<TopicAnswer> Topics, string Address)
{
    internal static SubjectAnswer Of(Subject subject, SiteAddress site) =>
        new(subject.Slug, subject.Name, [.. subject.Topics.Select(t => TopicAnswer.Of(t, site))], site.Of($"/{subject.Slug}"));
}

/// <summary>A topic of a subject.</summary>
public sealed record TopicAnswer(string Slug, string Name, string Address)
{
    internal static TopicAnswer Of(Topic topic, SiteAddress site) => new(topic.Slug, topic.Name, site.Of($"/{topic.Subject}/{topic.Slug}"));
}

/// <summary>Stars that readers gave; the mean is null where nobody did.</summary>
public sealed record RatingAnswer(double? Mean, int Count);

/// <summary>What a public map says about itself, and where it is.</summary>
public sealed record MapAnswer(
    Guid Id, string Title, string? Description, string? Subject, string? Topic, string? Level, string? Board, string? Specification,
    string? Author, string? Licence, string? Date, string? Language, int Nodes, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt,
    RatingAnswer Rating, int Comments, string Address, string Exports)
{
    internal static MapAnswer Of(StoredMap map, SiteAddress site) => new(
        map.Id, map.Title, map.Description, map.Subject, map.Topic, map.Level, map.Board, map.Specification, map.Author, map.Licence, map.Date, map.Language,
        map.NodeCount, map.CreatedAt, map.ChangedAt, new(map.RatingMean, map.RatingCount), map.CommentCount,
        site.Of(new PathString(map.Address).ToUriComponent()), site.Of($"{Api.Root}/maps/{map.Id}/exports"));
}

/// <summary>What a person's own map says about itself, who can come to it, and where.</summary>
public sealed record OwnMapAnswer(
    Guid Id, string Title, string? Description, string? Subject, string? Topic, string? Level, string? Board, string? Specification,
    string? Licence, string? Language, IReadOnlyList<string> Tags, int Nodes, DateTimeOffset CreatedAt, DateTimeOffset ChangedAt, long Version,
    string Visibility, string Address, string? Link, string Exports)
{
    internal static OwnMapAnswer Of(StoredMap map, IReadOnlyList<string> tags, SiteAddress site) => new(
        map.Id, map.Title, map.Description, map.Subject, map.Topic, map.Level, map.Board, map.Specification, map.Licence, map.Language, tags,
        map.NodeCount, map.CreatedAt, map.ChangedAt, map.Version, map.Visibility.ToString().ToLowerInvariant(), site.Of($"/m/{map.Id}"),
        map is { Visibility: Storage.Model.Visibility.Link, LinkToken: { } token } ? site.Of($"/shared/{token}") : null, site.Of($"{Api.Root}/me/maps/{map.Id}/exports"));
}

/// <summary>A map as it was kept, and what was noticed in the file.</summary>
public sealed record KeptMapAnswer(OwnMapAnswer Map, string Format, IReadOnlyList<MapProblem> Problems);

/// <summary>A comment under a public map; with the one that it answers, or null.</summary>
public sealed record CommentAnswer(Guid Id, Guid? ReplyTo, string Author, string Text, DateTimeOffset At);

/// <summary>A kind of file that a map can be had as.</summary>
/// <param name="Format">Its name in the address.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Lost">What of this map the file would lack; null where that is not known before it is drawn.</param>
public sealed record ExportAnswer(string Format, string Address, IReadOnlyList<LossAnswer>? Lost);

/// <summary>Something that a file cannot say.</summary>
public sealed record LossAnswer(string What, int Count, string Example);

/// <summary>Whom a token speaks for, and what it allows.</summary>
public sealed record MeAnswer(string Name, string Role, IReadOnlyList<string> Scopes);
