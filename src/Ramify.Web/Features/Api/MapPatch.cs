using System.Text.Json;
using Ramify.Storage.Model;
using Ramify.Web.Components;

namespace Ramify.Web.Features.Api;

/// <summary>A change of what a map says about itself, as a merge patch (RFC 7396): what is not named stays, null takes away.</summary>
public sealed record MapPatch
{
    private const int LargestBody = 64 << 10;
    private readonly Dictionary<string, string?> texts = new(StringComparer.Ordinal);

    private MapPatch()
    {
    }

    private static readonly string[] TextMembers = ["title", "description", "subject", "topic", "level", "board", "specification", "licence", "tags"];

    /// <summary>Who shall be able to come to the map; null where that is not to change.</summary>
    public Visibility? Visibility { get; private set; }

    /// <summary>The first member that no map has.</summary>
    internal string? Unknown { get; private set; }

    internal bool ChangesDetails => texts.Count > 0;

    /// <summary>Reads a body; null where it is no JSON object.</summary>
    internal static async Task<MapPatch?> Read(HttpRequest request)
    {
        if (request.ContentLength is null or > LargestBody) return null;
        try
        {
            using var json = await JsonDocument.ParseAsync(request.Body, new JsonDocumentOptions { MaxDepth = 3 }, request.HttpContext.RequestAborted);
            return json.RootElement.ValueKind == JsonValueKind.Object ? Of(json.RootElement) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>What the map's form would say then.</summary>
    internal DetailsForm Change(DetailsForm form) => form with
    {
        Title = Member("title", form.Title) ?? "", Description = Member("description", form.Description), Topic = Place(form.Topic), Level = Member("level", form.Level),
        Board = Member("board", form.Board), Specification = Member("specification", form.Specification), Licence = Member("licence", form.Licence), Tags = Member("tags", form.Tags),
    };

    private static MapPatch Of(JsonElement body)
    {
        var patch = new MapPatch();
        foreach (var member in body.EnumerateObject())
            if (!patch.Take(member.Name, member.Value)) patch.Unknown ??= member.Name;
        return patch;
    }

    private bool Take(string name, JsonElement value)
    {
        if (name == "visibility")
        {
            Visibility = value.ValueKind == JsonValueKind.String ? value.GetString() switch
            {
                "private" => Storage.Model.Visibility.Private,
                "link" => Storage.Model.Visibility.Link,
                "public" => Storage.Model.Visibility.Public,
                _ => null,
            } : null;
            return Visibility is not null;
        }
        if (!TextMembers.Contains(name) || value.ValueKind is not (JsonValueKind.String or JsonValueKind.Null or JsonValueKind.Array)) return false;
        texts[name] = value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(v => v.ToString())),
            _ => DetailsForm.OneLine(value.GetString()),
        };
        return true;
    }

    private string? Member(string name, string? now) => !texts.TryGetValue(name, out var text) ? now : text is { Length: > 0 } ? text : null;

    /// <summary>Subject and topic are one choice: "history" and "russia-1917-1991".</summary>
    private string? Place(string? now)
    {
        if (!texts.ContainsKey("subject") && !texts.ContainsKey("topic")) return now;
        var (subject, topic) = (Member("subject", now?.Split('/')[0]), Member("topic", now?.Split('/')[^1]));
        return topic is null ? null : $"{subject}/{topic}";
    }
}
