using System.Globalization;
using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>
/// What a map of ours says that another program's format has no place for, as names and values. The formats that can
/// carry foreign attributes write these, so that a map comes back from them as it was.
/// </summary>
internal static class OwnFields
{
    /// <summary>A node's style as "colour shape emphasis"; null for none.</summary>
    public static string? Style(NodeStyle style) => style == default ? null
        : string.Create(CultureInfo.InvariantCulture, $"{style.Colour} {style.Shape} {style.Emphasis}").ToLowerInvariant();

    /// <summary>The style said by <see cref="Style(NodeStyle)"/>; the default for anything else.</summary>
    public static NodeStyle Style(string? value)
    {
        var parts = value?.Split(' ') ?? [];
        return parts.Length == 3 && byte.TryParse(parts[0], CultureInfo.InvariantCulture, out var colour) && colour <= 8
            && Enum.TryParse<NodeShape>(parts[1], true, out var shape) && Enum.IsDefined(shape)
            && Enum.TryParse<NodeEmphasis>(parts[2], true, out var emphasis) && Enum.IsDefined(emphasis)
            ? new NodeStyle(colour, shape, emphasis) : default;
    }

    /// <summary>What a node says beside text, note, link, tags and folding.</summary>
    public static IEnumerable<(string Name, string Value)> Of(Node node)
    {
        var details = node.Details;
        if (details.Date is { } date) yield return ("date", date);
        if (Style(details.Style) is { } style) yield return ("style", style);
        if (details.Image is { } image) yield return ("image", image);
    }

    /// <summary>Takes one of <see cref="Of(Node)"/> back.</summary>
    public static bool Take(Topic topic, string name, string value)
    {
        switch (name)
        {
            case "date": topic.Date = value; return true;
            case "style": topic.Style = Style(value); return true;
            case "image": topic.Image = IsHash(value) ? value : null; return true;
            default: return false;
        }
    }

    /// <summary>What a link says beside its ends and label.</summary>
    public static IEnumerable<(string Name, string Value)> Of(Link link)
    {
        if (link.Kind != LinkKinds.Relates) yield return ("kind", link.Kind);
        if (link.Sign != 0) yield return ("sign", link.Sign > 0 ? "+" : "-");
        if (link.Strength is { } strength) yield return ("strength", strength.ToString("R", CultureInfo.InvariantCulture));
        if (link.Verb is { } verb) yield return ("verb", verb);
        if (link.Source is { } source) yield return ("source", source);
        if (link.Evidence is { } evidence) yield return ("evidence", evidence);
    }

    /// <summary>Adds one of <see cref="Of(Link)"/> to a link; what makes no sense is ignored.</summary>
    public static Link Take(Link link, string name, string? value) => (name, value) switch
    {
        (_, null) => link,
        ("kind", _) when LinkKinds.IsValid(value) => link with { Kind = value },
        ("sign", "+") => link with { Sign = 1 },
        ("sign", "-") => link with { Sign = -1 },
        ("strength", _) when double.TryParse(value, CultureInfo.InvariantCulture, out var strength) && strength is >= 0 and <= 1 => link with { Strength = strength },
        ("verb", _) => link with { Verb = value },
        ("source", _) => link with { Source = value },
        ("evidence", _) => link with { Evidence = value },
        _ => link,
    };

    /// <summary>The fields of a link that <see cref="Of(Link)"/> may name.</summary>
    public static IReadOnlyList<string> LinkNames { get; } = ["kind", "sign", "strength", "verb", "source", "evidence"];

    /// <summary>What a map says about itself beside its title.</summary>
    public static IEnumerable<(string Name, string Value)> Of(MapInfo info)
    {
        foreach (var (name, read, _) in Info)
            if (read(info) is { } value) yield return (name, value);
        foreach (var tag in info.Tags) yield return ("tag", tag);
    }

    /// <summary>Takes one of <see cref="Of(MapInfo)"/> back; the same map where the name is unknown.</summary>
    public static MapInfo Take(MapInfo info, string name, string value)
    {
        if (name == "tag") return info with { Tags = info.Tags.Add(value) };
        foreach (var field in Info)
            if (field.Name == name) return field.With(info, value);
        return info;
    }

    private static readonly (string Name, Func<MapInfo, string?> Read, Func<MapInfo, string, MapInfo> With)[] Info =
    [
        ("description", i => i.Description, (i, v) => i with { Description = v }),
        ("author", i => i.Author, (i, v) => i with { Author = v }),
        ("licence", i => i.Licence, (i, v) => i with { Licence = v }),
        ("subject", i => i.Subject, (i, v) => i with { Subject = v }),
        ("topic", i => i.Topic, (i, v) => i with { Topic = v }),
        ("level", i => i.Level, (i, v) => i with { Level = v }),
        ("board", i => i.Board, (i, v) => i with { Board = v }),
        ("specification", i => i.Specification, (i, v) => i with { Specification = v }),
        ("language", i => i.Language, (i, v) => i with { Language = v }),
        ("date", i => i.Date, (i, v) => i with { Date = v }),
    ];

    private static bool IsHash(string value) => value.Length == 64 && value.All(char.IsAsciiHexDigit);
}
