using System.Collections.Immutable;
using System.Text.Json;
using Ramify.Maps;

namespace Ramify.Text;

/// <summary>Why our own file was refused, thrown within this reader only.</summary>
internal sealed class MapJsonRefusal(string code, string message, long place) : Exception(message)
{
    public string Code => code;

    /// <summary>The byte where it was met.</summary>
    public long Place => place;
}

/// <summary>Reads our own file in one pass, then ties nodes, also-under links and links together.</summary>
internal ref struct MapJsonReader
{
    private readonly ReadOnlySpan<byte> bytes;
    private readonly MapLimits limits;
    private readonly MapJsonGraph graph;
    private Utf8JsonReader json;
    private MapInfo info = new();
    private ImmutableSortedDictionary<string, string>.Builder? kept;
    private Guid? id;
    private bool hasVersion;
    private Dictionary<string, ReadOnlyMemory<byte>>? images;
    private string array = "";
    private int index;

    public MapJsonReader(ReadOnlySpan<byte> bytes, MapLimits limits)
    {
        this.bytes = bytes;
        this.limits = limits;
        graph = new MapJsonGraph(limits, Problems = []);
        json = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MapJson.MaxDepth });
    }

    /// <summary>How many bytes of a file are its images, which have a room of their own; 0 where it is not well-formed.</summary>
    public static long LengthOfImages(ReadOnlySpan<byte> bytes)
    {
        var json = new Utf8JsonReader(bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? bytes[3..] : bytes, new JsonReaderOptions { MaxDepth = MapJson.MaxDepth });
        try
        {
            var length = 0L;
            while (json.Read())
            {
                if (json.TokenType != JsonTokenType.PropertyName || json.CurrentDepth != 1) continue;
                var (isImages, start) = (json.ValueTextEquals("images"u8), json.BytesConsumed);
                json.Skip();
                if (isImages) length += json.BytesConsumed - start;
            }
            return length;
        }
        catch (JsonException)
        {
            return 0;
        }
    }

    /// <summary>What was mended or left out.</summary>
    public List<MapProblem> Problems { get; }

    /// <summary>The images that the file carries.</summary>
    public readonly IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Images => images ?? ImageBytes.None;

    /// <summary>How many arrays and objects are open.</summary>
    public readonly int Depth => json.CurrentDepth;

    /// <summary>The byte that the reader stands on.</summary>
    public readonly long Place => json.TokenStartIndex;

    public MindMap Read()
    {
        if (bytes.IsEmpty) throw Refuse("not_json", "The file is empty");
        json.Read();
        Expect(JsonTokenType.StartObject, "The file", "an object");
        while (NextMember() is { } name)
        {
            if (name == "ramify") ReadVersion();
            else if (name == "map") ReadInfo();
            else if (name is "nodes" or "also" or "links") ReadArray(name);
            else if (name == "images" && json.TokenType == JsonTokenType.StartObject) ReadImages();
            else Keep("/" + name);
        }
        json.Read();
        if (!hasVersion) throw Refuse("wrong_kind", "The file has no member \"ramify\" with its version");
        if (kept is not null) info = info with { Unknown = kept.ToImmutable() };
        return graph.Build(id, info, bytes);
    }

    private void ReadVersion()
    {
        Expect(JsonTokenType.Number, "ramify", "a number");
        if (!json.TryGetInt32(out var version) || version < 1) throw Refuse("wrong_kind", "The version is no whole number from 1 up");
        if (version > MapJson.Version) throw Refuse("newer_version", $"The file is of version {version}, this program reads {MapJson.Version}. Update Ramify");
        hasVersion = true;
    }

    private void ReadInfo()
    {
        array = "map";
        Expect(JsonTokenType.StartObject, "map", "an object");
        while (NextMember() is { } name)
        {
            info = name switch
            {
                "title" => info with { Title = Text(name) ?? "" },
                "description" => info with { Description = Text(name) },
                "author" => info with { Author = Text(name) },
                "licence" => info with { Licence = Text(name) },
                "subject" => info with { Subject = Text(name) },
                "topic" => info with { Topic = Text(name) },
                "level" => info with { Level = Text(name) },
                "board" => info with { Board = Text(name) },
                "specification" => info with { Specification = Text(name) },
                "language" => info with { Language = Text(name) },
                "date" => info with { Date = Text(name) },
                "tags" => info with { Tags = Tags(name) },
                _ => info,
            };
            if (name == "id") id = Id(name);
            else if (name is not ("title" or "tags") && MapJsonWriter.Fields(info).All(f => f.Name != name)) Keep(name);
        }
    }

    private void ReadArray(string name)
    {
        Expect(JsonTokenType.StartArray, name, "an array");
        for (index = 0; json.Read() && json.TokenType != JsonTokenType.EndArray; index++)
        {
            array = name;
            Expect(JsonTokenType.StartObject, $"{name}[{index}]", "an object");
            if (name == "nodes") ReadNode();
            else if (name == "also") ReadAlso();
            else ReadLink();
        }
    }

    private void ReadNode()
    {
        var place = json.TokenStartIndex;
        if (index >= limits.Nodes) throw Refuse("too_many_nodes", $"The map has more than {limits.Nodes} nodes. Split it into several maps");
        var node = new MapJsonNode { Place = place };
        while (NextMember() is { } name)
        {
            if (name == "id") node.Id = Id(name);
            else if (name == "parent") node.Parent = Id(name);
            else if (name == "key") node.Key = Key();
            else if (name == "text") node.Text = Text(name) ?? "";
            else ReadDetail(name, ref node.Details);
        }
        graph.Add(node, $"nodes[{index}]");
    }

    private void ReadDetail(string name, ref NodeDetails details)
    {
        details = name switch
        {
            "note" => details with { Note = Text(name) },
            "link" => details with { Link = Address(name) },
            "date" => details with { Date = Text(name) },
            "tags" => details with { Tags = Tags(name) },
            "folded" => details with { Folded = Flag(name) },
            "style" => details with { Style = Style() },
            "image" => details with { Image = Text(name) },
            _ => details with { Unknown = details.Unknown.SetItem(name, RawJson.Take(ref json, bytes)) },
        };
    }

    /// <summary>What is no image under a hash is left out and told: its node then shows none.</summary>
    private void ReadImages()
    {
        images = [];
        while (NextMember() is { } name)
        {
            var isImage = json.TokenType == JsonTokenType.String && ImageBytes.IsHash(name) && json.TryGetBytesFromBase64(out var bytes) && images.TryAdd(name, bytes);
            if (isImage) continue;
            json.Skip();
            Problems.Add(new(LineHere, "image_damaged", "An image is no base64 under its hash: left out."));
        }
    }

    private void ReadAlso()
    {
        if (index >= limits.Links) throw Refuse("too_many_links", $"The map has more than {limits.Links} also-under links. Split it into several maps");
        var also = new MapJsonAlso { Place = json.TokenStartIndex };
        var unknown = new List<(string, string)>();
        while (NextMember() is { } name)
        {
            if (name == "id") also.Id = Id(name);
            else if (name == "parent") also.Parent = Id(name);
            else if (name == "node") also.Node = Id(name);
            else if (name == "key") also.Key = Key();
            else unknown.Add((name, RawJson.Take(ref json, bytes)));
        }
        graph.Add(ref also, $"also[{index}]");
        KeepBelow(also.Id!.Value, unknown);
    }

    private void ReadLink()
    {
        if (index >= limits.Links) throw Refuse("too_many_links", $"The map has more than {limits.Links} links. Split it into several maps");
        var link = new MapJsonLink { Place = json.TokenStartIndex, Kind = LinkKinds.Relates };
        var unknown = new List<(string, string)>();
        while (NextMember() is { } name)
        {
            if (name == "id") link.Id = Id(name);
            else if (name == "from") link.From = Id(name);
            else if (name == "to") link.To = Id(name);
            else if (name == "kind") link.Kind = Kind();
            else if (name == "label") link.Label = Text(name);
            else if (name == "sign") link.Sign = (sbyte)Math.Sign(Number(name, -1, 1) ?? 0);
            else if (name == "strength") link.Strength = Number(name, 0, 1);
            else if (name == "verb") link.Verb = Text(name);
            else if (name == "source") link.Source = Text(name);
            else if (name == "evidence") link.Evidence = Text(name);
            else unknown.Add((name, RawJson.Take(ref json, bytes)));
        }
        graph.Add(ref link, $"links[{index}]");
        KeepBelow(link.Id!.Value, unknown);
    }

    /// <summary>The name of the next member, the reader standing on its value; null at the end of the object.</summary>
    private string? NextMember()
    {
        if (!json.Read() || json.TokenType == JsonTokenType.EndObject) return null;
        var name = json.GetString()!;
        json.Read();
        return name;
    }

    private void Keep(string path)
    {
        kept ??= ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        kept[path] = RawJson.Take(ref json, bytes);
    }

    private void KeepBelow(Guid owner, List<(string Name, string Raw)> members)
    {
        foreach (var (name, raw) in members)
            (kept ??= ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal))[$"/{array}/{owner:D}/{name}"] = raw;
    }

    private string? Text(string name)
    {
        if (json.TokenType == JsonTokenType.Null) return null;
        Expect(JsonTokenType.String, name);
        var text = CleanText.Of(json.GetString()!);
        return text.Length <= limits.TextLength ? text
            : throw Refuse("text_too_long", $"{PathOf(name)} is longer than {limits.TextLength} characters. Split it into several nodes");
    }

    private Guid? Id(string name)
    {
        if (json.TokenType == JsonTokenType.Null) return null;
        Expect(JsonTokenType.String, name);
        return json.TryGetGuid(out var value) ? value : throw Refuse("wrong_kind", $"{PathOf(name)} is not an id like 01890a5d-ac96-774b-bcce-b302099a8057");
    }

    private string? Key()
    {
        var key = Text("key");
        return key is null || OrderKey.IsValid(key) ? key : throw Refuse("wrong_kind", $"{PathOf("key")} is not an order key");
    }

    private string Kind()
    {
        var kind = Text("kind") ?? LinkKinds.Relates;
        return LinkKinds.IsValid(kind) ? kind : throw Refuse("wrong_kind", $"{PathOf("kind")} is not a word of lower-case letters");
    }

    private string? Address(string name)
    {
        if (Text(name) is not { } address) return null;
        var safe = SafeLink.Normalise(address);
        if (safe is null) Problems.Add(new(LineHere, "unsafe_link", $"{PathOf(name)} is no http, https or mailto address: left out."));
        return safe;
    }

    private ImmutableArray<string> Tags(string name)
    {
        if (json.TokenType == JsonTokenType.Null) return [];
        Expect(JsonTokenType.StartArray, name, "an array");
        var tags = ImmutableArray.CreateBuilder<string>();
        while (json.Read() && json.TokenType != JsonTokenType.EndArray) tags.Add(Text(name) ?? "");
        return tags.ToImmutable();
    }

    private NodeStyle Style()
    {
        if (json.TokenType == JsonTokenType.Null) return default;
        Expect(JsonTokenType.StartObject, "style", "an object");
        var style = default(NodeStyle);
        while (NextMember() is { } name)
        {
            if (name == "colour") style = style with { Colour = (byte)(Number("style.colour", 0, 8) ?? 0) };
            else if (name == "shape") style = style with { Shape = StyleNames.Shape(Text("style.shape")) };
            else if (name == "emphasis") style = style with { Emphasis = StyleNames.Emphasis(Text("style.emphasis")) };
            else json.Skip();
        }
        return style;
    }

    private readonly bool Flag(string name) => json.TokenType switch
    {
        JsonTokenType.True => true,
        JsonTokenType.False or JsonTokenType.Null => false,
        _ => throw Refuse("wrong_kind", $"{PathOf(name)} is {KindName}; true or false is expected"),
    };

    private readonly double? Number(string name, double least, double most)
    {
        if (json.TokenType == JsonTokenType.Null) return null;
        Expect(JsonTokenType.Number, name, "a number");
        return json.TryGetDouble(out var value) && value >= least && value <= most ? value
            : throw Refuse("wrong_kind", $"{PathOf(name)} is not a number from {least} to {most}");
    }

    private readonly void Expect(JsonTokenType kind, string name, string expected = "a string")
    {
        if (json.TokenType == kind) return;
        throw Refuse("wrong_kind", $"{(name.Contains('[', StringComparison.Ordinal) ? name : PathOf(name))} is {KindName}; {expected} is expected");
    }

    private readonly string PathOf(string name) => array switch
    {
        "" => name,
        "map" => $"map.{name}",
        _ => $"{array}[{index}].{name}",
    };

    private readonly string KindName => json.TokenType switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "an array",
        JsonTokenType.Number => "a number",
        JsonTokenType.Null => "null",
        JsonTokenType.String => "a string",
        _ => "true or false",
    };

    private readonly int LineHere => bytes[..(int)json.TokenStartIndex].Count((byte)'\n') + 1;

    private readonly MapJsonRefusal Refuse(string code, string message) => new(code, message, json.TokenStartIndex);
}
