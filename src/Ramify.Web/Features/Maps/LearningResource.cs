using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Ramify.Storage;

namespace Ramify.Web.Features.Maps;

/// <summary>
/// A map as search engines understand it: JSON-LD, schema.org's LearningResource. A block of data, nothing that runs; the writer escapes
/// what could end it.
/// </summary>
internal static class LearningResource
{
    public static MarkupString Of(MapPageModel page, Taxonomy taxonomy)
    {
        var map = page.Map;
        var json = new Dictionary<string, object?>
        {
            ["@context"] = "https://schema.org", ["@type"] = "LearningResource", ["name"] = map.Title, ["description"] = map.Description, ["url"] = page.Address,
            ["inLanguage"] = map.Language, ["learningResourceType"] = "mind map", ["isAccessibleForFree"] = true,
            ["author"] = map.Author is null ? null : new Dictionary<string, object> { ["@type"] = "Person", ["name"] = map.Author },
            ["license"] = Licence.Find(map.Licence)?.Address ?? map.Licence, ["dateModified"] = map.ChangedAt.ToString("yyyy-MM-dd"),
            ["educationalLevel"] = taxonomy.LevelName(map.Level), ["about"] = new[] { Thing(page.Topic.Name), Thing(page.Subject.Name) },
            ["keywords"] = page.Tags.Count == 0 ? null : string.Join(", ", page.Tags), ["image"] = $"{page.Address}.card.png",
            ["aggregateRating"] = map.RatingMean is not { } mean ? null
                : new Dictionary<string, object> { ["@type"] = "AggregateRating", ["ratingValue"] = Math.Round(mean, 1), ["ratingCount"] = map.RatingCount },
        };
        return new(JsonSerializer.Serialize(json.Where(m => m.Value is not null).ToDictionary()));
    }

    private static Dictionary<string, object> Thing(string name) => new() { ["@type"] = "Thing", ["name"] = name };
}
