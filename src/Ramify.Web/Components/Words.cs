using System.Globalization;
using Ramify.Storage;
using Ramify.Storage.Model;

namespace Ramify.Web.Components;

/// <summary>What pages say about a map in words, the empty states among them.</summary>
internal static class Words
{
    /// <summary>"not rated yet", or the mean and how many gave it.</summary>
    public static string Rating(StoredMap map) => map.RatingMean is not { } mean ? "not rated yet"
        : string.Create(CultureInfo.InvariantCulture, $"{mean:0.0} of 5 ({Count(map.RatingCount, "rating")})");

    /// <summary>The same, with what teachers gave told apart where there is any.</summary>
    public static string Rating(StoredMap map, RatingsOfMap ratings) => ratings.TeacherCount == 0 ? Rating(map)
        : $"{Rating(map)}: {Mean("teachers", ratings.TeacherSum, ratings.TeacherCount)}{(ratings.OtherCount == 0 ? "" : $", {Mean("others", ratings.OtherSum, ratings.OtherCount)}")}";

    /// <summary>Level, board and specification as one line; null where none is given.</summary>
    public static string? Study(StoredMap map, Taxonomy taxonomy)
    {
        string?[] parts = [taxonomy.LevelName(map.Level), taxonomy.BoardName(map.Board), map.Specification];
        return string.Join(" · ", parts.Where(p => !string.IsNullOrWhiteSpace(p))) is { Length: > 0 } line ? line : null;
    }

    /// <summary>What a map is, where its author wrote no description: "A mind map of 47 ideas by Ann".</summary>
    public static string Summary(StoredMap map) => $"A mind map of {Count(map.NodeCount, "idea")}{(map.Author is { Length: > 0 } author ? $" by {author}" : "")}";

    /// <summary>"23 November 2026" where the date is a day, else as the writer gave it.</summary>
    public static string? Day(string? date) =>
        DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Day(day) : date;

    public static string Day(DateTimeOffset at) => Day(DateOnly.FromDateTime(at.UtcDateTime));

    /// <summary>The beginning of a text, cut at no half of a letter.</summary>
    public static string Short(string text, int most) => text.Length <= most ? text : $"{text.AsSpan(0, char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)}…";

    /// <summary>An address as one types it: browsers add the scheme themselves.</summary>
    public static string Typed(string address) => address[(address.IndexOf("://", StringComparison.Ordinal) + 3)..];

    /// <summary>"1 idea", "47 ideas".</summary>
    public static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count:N0} {noun}{(count == 1 ? "" : "s")}");

    private static string Mean(string who, int sum, int count) => string.Create(CultureInfo.InvariantCulture, $"{who} {(double)sum / count:0.0} of 5 ({count:N0})");

    private static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
