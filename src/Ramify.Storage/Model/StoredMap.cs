namespace Ramify.Storage.Model;

/// <summary>Who can come to a map.</summary>
public enum Visibility
{
    /// <summary>Pasted without an account: at its unguessable address only, in no list.</summary>
    Draft,

    /// <summary>Its owner only.</summary>
    Private,

    /// <summary>Whoever knows its link, until the owner takes that back.</summary>
    Link,

    /// <summary>Its owner, and the classes it is shown to.</summary>
    Class,

    /// <summary>In the library.</summary>
    Public,

    /// <summary>In its owner's bin, to be deleted after 30 days.</summary>
    Binned,
}

/// <summary>Who took a map out of the library against its owner's will.</summary>
public enum HiddenBy
{
    /// <summary>Reports, until a moderator has looked.</summary>
    Reports,

    /// <summary>A moderator.</summary>
    Moderator,
}

/// <summary>What lists and pages need to know of a map without opening it; the nodes are in map_doc.</summary>
public sealed class StoredMap
{
    /// <summary>The map's own id.</summary>
    public required Guid Id { get; init; }

    /// <summary>The title, which need not be the root's text.</summary>
    public required string Title { get; set; }

    /// <summary>Last part of its address; empty for a draft.</summary>
    public string Slug { get; set; } = "";

    /// <summary>One line, shown as it is.</summary>
    public string? Description { get; set; }

    /// <summary>Slug of the subject; null for a draft.</summary>
    public string? Subject { get; set; }

    /// <summary>Slug of the topic; null for a draft.</summary>
    public string? Topic { get; set; }

    /// <summary>Level of study: a slug of the level table, or as the writer gave it.</summary>
    public string? Level { get; set; }

    /// <summary>Exam board: a slug of the board table, or as the writer gave it.</summary>
    public string? Board { get; set; }

    /// <summary>Specification of the exam board, as the writer gave it.</summary>
    public string? Specification { get; set; }

    /// <summary>Who made it.</summary>
    public string? Author { get; set; }

    /// <summary>The licence's short name.</summary>
    public string? Licence { get; set; }

    /// <summary>Day it was made, ISO 8601, as the writer gave it.</summary>
    public string? Date { get; set; }

    /// <summary>BCP 47 tag of its language.</summary>
    public string? Language { get; set; }

    /// <summary>Who can come to it.</summary>
    public Visibility Visibility { get; set; }

    /// <summary>The secret part of a draft's address: 128 random bits, base64url; null for others.</summary>
    public string? DraftToken { get; set; }

    /// <summary>SHA-256 of the token of the browser that may edit the draft; null for others.</summary>
    public byte[]? OwnerHash { get; set; }

    /// <summary>The person it belongs to; null for a draft and for what ships with the program.</summary>
    public Guid? Owner { get; set; }

    /// <summary>The secret part of its link; null where it has none.</summary>
    public string? LinkToken { get; set; }

    /// <summary>The secret part of the link by which people join its editors; null where it has none.</summary>
    public string? EditToken { get; set; }

    /// <summary>When it was put into the bin; null where it is not there.</summary>
    public DateTimeOffset? BinnedAt { get; set; }

    /// <summary>How many nodes it has.</summary>
    public int NodeCount { get; set; }

    /// <summary>When it came here.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When its content or metadata last changed.</summary>
    public DateTimeOffset ChangedAt { get; set; }

    /// <summary>Counts every change to content and metadata.</summary>
    public long Version { get; set; }

    /// <summary>Counts every change to comments and ratings; kept by triggers, so whoever writes a row cannot forget it.</summary>
    public long Discussion { get; set; }

    /// <summary>Comments that are shown; kept by triggers.</summary>
    public int CommentCount { get; set; }

    /// <summary>Whether its owner lets readers comment; off until then.</summary>
    public bool CommentsOn { get; set; }

    /// <summary>Who hid it: until that is lifted it is private and stays so; null for all others.</summary>
    public HiddenBy? HiddenBy { get; set; }

    /// <summary>Sum of the stars given; kept by triggers.</summary>
    public int RatingSum { get; set; }

    /// <summary>How many people rated it; kept by triggers.</summary>
    public int RatingCount { get; set; }

    /// <summary>Its path in the library; null for a draft.</summary>
    public string? Address => Visibility == Visibility.Public ? $"/{Subject}/{Topic}/{Slug}" : null;

    /// <summary>Mean of the stars given; null where nobody rated it.</summary>
    public double? RatingMean => RatingCount == 0 ? null : (double)RatingSum / RatingCount;

    /// <summary>Whether readers may comment: where its owner lets them, and on what ships with the program.</summary>
    public bool TakesComments => Owner is null || CommentsOn;

    /// <summary>Whether a browser's secret is the one that may edit this draft.</summary>
    public bool IsOwnedBy(string? secret) => Visibility == Visibility.Draft && Secret.Fits(secret, OwnerHash);

    /// <summary>What it was made from.</summary>
    public List<Source> Sources { get; init; } = [];
}

/// <summary>A work that was opened to check a map.</summary>
public sealed class Source
{
    /// <summary>The map that it supports.</summary>
    public required Guid Map { get; init; }

    /// <summary>Its place in the map's list, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Author and title of the work.</summary>
    public required string Title { get; init; }

    /// <summary>Where it was read; null where it has no address.</summary>
    public string? Address { get; init; }

    /// <summary>Page, chapter or section.</summary>
    public string? Page { get; init; }

    /// <summary>What it supports, in one sentence.</summary>
    public string? Supports { get; init; }

    /// <summary>The nodes that it supports.</summary>
    public List<SourceUse> Uses { get; init; } = [];
}

/// <summary>A node that was checked against a source.</summary>
public sealed class SourceUse
{
    /// <summary>The map.</summary>
    public required Guid Map { get; init; }

    /// <summary>The source's number in that map.</summary>
    public required int Number { get; init; }

    /// <summary>The node that was checked.</summary>
    public required Guid Node { get; init; }
}

/// <summary>An address that a map once had.</summary>
public sealed class FormerAddress
{
    /// <summary>Slug of the subject.</summary>
    public required string Subject { get; init; }

    /// <summary>Slug of the topic.</summary>
    public required string Topic { get; init; }

    /// <summary>The former slug.</summary>
    public required string Slug { get; init; }

    /// <summary>The map that had it.</summary>
    public required Guid Map { get; init; }
}
