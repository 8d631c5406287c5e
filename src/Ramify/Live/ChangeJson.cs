using System.Collections.Immutable;
using System.Text.Json;
using Ramify.Maps;

namespace Ramify.Live;

/// <summary>One change as JSON: {"kind":"text","node":id,"text":"..."}. By hand, since reflection does not survive trimming.</summary>
internal static class ChangeJson
{
    // "undo" holds changes, which hold no undo.
    private static readonly string[] NodeFields = ["note", "link", "date", "tags", "folded", "style", "image"];
    private static readonly string[] LinkFieldNames = ["kind", "label", "sign", "strength", "verb", "source", "evidence", "key"];
    private static readonly string[] MapFields = ["title", "description", "author", "licence", "subject", "topic", "level", "board", "specification", "language", "date", "tags"];

    public static void Write(Utf8JsonWriter json, MapChange change)
    {
        json.WriteStartObject();
        switch (change)
        {
            case MapChange.Insert c: Kind(json, "insert"); json.WriteString("node", c.Node); Parent(json, c.Parent); json.WriteString("key", c.Key); json.WriteString("text", c.Text); break;
            case MapChange.SetText c: Kind(json, "text"); json.WriteString("node", c.Node); json.WriteString("text", c.Text); break;
            case MapChange.SetField c: Kind(json, "field"); json.WriteString("node", c.Node); Value(json, c.Field, c.Value); break;
            case MapChange.Move c: Kind(json, "move"); json.WriteString("node", c.Node); Parent(json, c.Parent); json.WriteString("key", c.Key); break;
            case MapChange.Delete c: Kind(json, "delete"); json.WriteString("node", c.Node); break;
            case MapChange.Restore c: Kind(json, "restore"); json.WriteNumber("deletion", c.Deletion); break;
            case MapChange.Link c: Kind(json, "link"); json.WriteString("id", c.Id); json.WriteString("from", c.From); json.WriteString("to", c.To); Fields(json, c.Fields); break;
            case MapChange.AddUnder c: Kind(json, "under"); json.WriteString("id", c.Id); json.WriteString("parent", c.Parent); json.WriteString("node", c.Node); json.WriteString("key", c.Key); break;
            case MapChange.SetLinkField c: Kind(json, "linkField"); json.WriteString("id", c.Id); Value(json, c.Field, c.Value); break;
            case MapChange.Unlink c: Kind(json, "unlink"); json.WriteString("id", c.Id); break;
            case MapChange.SetMapField c: Kind(json, "mapField"); Value(json, c.Field, c.Value); break;
            case MapChange.AttachImage c: Kind(json, "image"); json.WriteString("hash", c.Hash); break;
            case MapChange.Rekey c: Kind(json, "rekey"); Parent(json, c.Parent); Texts(json, "keys", c.Keys); break;
            case MapChange.Erase c: Kind(json, "erase"); json.WriteNumber("seq", c.Sequence); break;
            case MapChange.Undo c:
                Kind(json, "undo");
                json.WriteNumber("of", c.Of);
                json.WriteStartArray("inverse");
                foreach (var part in c.Inverse) Write(json, part);
                json.WriteEndArray();
                break;
            default: throw new ArgumentOutOfRangeException(nameof(change));
        }
        json.WriteEndObject();
    }

    /// <summary>Reads a change; null where its kind is not known.</summary>
    /// <exception cref="FormatException">It is no change.</exception>
    public static MapChange? Read(JsonElement json, bool isPart = false) => Text(json, "kind") switch
    {
        "insert" => new MapChange.Insert(Id(json, "node"), MaybeId(json, "parent"), Text(json, "key"), Text(json, "text")),
        "text" => new MapChange.SetText(Id(json, "node"), Text(json, "text")),
        "field" => new MapChange.SetField(Id(json, "node"), (NodeField)FieldOf(json, NodeFields), Details(json)),
        "move" => new MapChange.Move(Id(json, "node"), MaybeId(json, "parent"), Text(json, "key")),
        "delete" => new MapChange.Delete(Id(json, "node")),
        "restore" => new MapChange.Restore(Number(json, "deletion")),
        "link" => new MapChange.Link(Id(json, "id"), Id(json, "from"), Id(json, "to"), Fields(json)),
        "under" => new MapChange.AddUnder(Id(json, "id"), Id(json, "parent"), Id(json, "node"), Text(json, "key")),
        "linkField" => SetLinkField(Id(json, "id"), (LinkField)FieldOf(json, LinkFieldNames), Member(json, "value")),
        "unlink" => new MapChange.Unlink(Id(json, "id")),
        "mapField" => SetMapField((MapField)FieldOf(json, MapFields), Member(json, "value")),
        "image" => new MapChange.AttachImage(Text(json, "hash")),
        "rekey" => new MapChange.Rekey(MaybeId(json, "parent"), Texts(Member(json, "keys"))),
        "erase" => new MapChange.Erase(Number(json, "seq")),
        "undo" when !isPart => new MapChange.Undo(Number(json, "of"), [.. Items(Member(json, "inverse")).Select(part => Read(part, isPart: true) ?? throw Bad("inverse"))]),
        "undo" => throw Bad("inverse"),
        _ => null,
    };

    public static JsonElement Member(JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var member) ? member : throw Bad(name);

    public static IEnumerable<JsonElement> Items(JsonElement json) => json.ValueKind == JsonValueKind.Array ? json.EnumerateArray() : throw Bad("array");

    public static Guid Id(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.String } text && text.TryGetGuid(out var id) ? id : throw Bad(name);

    public static Guid? MaybeId(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null ? Id(json, name) : null;

    public static long Number(JsonElement json, string name) => Member(json, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : throw Bad(name);

    public static string Text(JsonElement json, string name) => MaybeText(Member(json, name)) ?? throw Bad(name);

    public static string? MaybeText(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.String => json.GetString(),
        JsonValueKind.Null => null,
        _ => throw Bad("text"),
    };

    private static FormatException Bad(string name) => new($"\"{name}\" is missing or wrong.");

    private static void Kind(Utf8JsonWriter json, string kind) => json.WriteString("kind", kind);

    private static void Parent(Utf8JsonWriter json, Guid? parent)
    {
        if (parent is { } id) json.WriteString("parent", id);
    }

    private static void Value(Utf8JsonWriter json, NodeField field, NodeDetails value)
    {
        json.WriteString("field", NodeFields[(int)field]);
        switch (field)
        {
            case NodeField.Tags: Texts(json, "value", value.Tags); break;
            case NodeField.Folded: json.WriteBoolean("value", value.Folded); break;
            case NodeField.Style:
                json.WriteStartArray("value");
                json.WriteNumberValue(value.Style.Colour);
                json.WriteNumberValue((int)value.Style.Shape);
                json.WriteNumberValue((int)value.Style.Emphasis);
                json.WriteEndArray();
                break;
            default:
                json.WriteString("value", field switch { NodeField.Note => value.Note, NodeField.Link => value.Link, NodeField.Date => value.Date, _ => value.Image });
                break;
        }
    }

    private static NodeDetails Details(JsonElement json)
    {
        var value = Member(json, "value");
        return (NodeField)FieldOf(json, NodeFields) switch
        {
            NodeField.Note => new NodeDetails { Note = MaybeText(value) },
            NodeField.Link => new NodeDetails { Link = MaybeText(value) },
            NodeField.Date => new NodeDetails { Date = MaybeText(value) },
            NodeField.Tags => new NodeDetails { Tags = Texts(value) },
            NodeField.Folded => new NodeDetails { Folded = value.ValueKind == JsonValueKind.True },
            NodeField.Style => new NodeDetails { Style = Style([.. Items(value)]) },
            _ => new NodeDetails { Image = MaybeText(value) },
        };
    }

    private static NodeStyle Style(JsonElement[] parts) => parts.Length == 3 ? new(Byte(parts[0]), (NodeShape)Byte(parts[1]), (NodeEmphasis)Byte(parts[2])) : throw Bad("style");

    private static byte Byte(JsonElement json) => json.ValueKind == JsonValueKind.Number && json.TryGetByte(out var value) ? value : throw Bad("style");

    private static void Fields(Utf8JsonWriter json, LinkFields fields)
    {
        json.WriteStartObject("fields");
        for (var field = LinkField.Kind; field <= LinkField.Key; field++)
            if (!fields.With(field, LinkFields.None).Equals(fields)) Value(json, LinkFieldNames[(int)field], field, fields);
        json.WriteEndObject();
    }

    private static LinkFields Fields(JsonElement json)
    {
        var fields = LinkFields.None;
        foreach (var member in Member(json, "fields").EnumerateObject())
            if (Array.IndexOf(LinkFieldNames, member.Name) is >= 0 and var field) fields = LinkValue(fields, (LinkField)field, member.Value);
        return fields;
    }

    private static void Value(Utf8JsonWriter json, LinkField field, LinkFields value)
    {
        json.WriteString("field", LinkFieldNames[(int)field]);
        Value(json, "value", field, value);
    }

    private static void Value(Utf8JsonWriter json, string name, LinkField field, LinkFields value)
    {
        if (field == LinkField.Sign) json.WriteNumber(name, value.Sign);
        else if (field == LinkField.Strength && value.Strength is { } strength) json.WriteNumber(name, strength);
        else json.WriteString(name, field switch
        {
            LinkField.Kind => value.Kind, LinkField.Label => value.Label, LinkField.Verb => value.Verb,
            LinkField.Source => value.Source, LinkField.Evidence => value.Evidence, LinkField.Key => value.Key, _ => null,
        });
    }

    private static LinkFields LinkValue(LinkFields fields, LinkField field, JsonElement value) => field switch
    {
        LinkField.Kind => fields with { Kind = MaybeText(value) ?? LinkKinds.Relates },
        LinkField.Label => fields with { Label = MaybeText(value) },
        LinkField.Sign => fields with { Sign = value.ValueKind == JsonValueKind.Number && value.TryGetSByte(out var sign) ? sign : throw Bad("sign") },
        LinkField.Strength => fields with { Strength = value.ValueKind == JsonValueKind.Null ? null : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var strength) ? strength : throw Bad("strength") },
        LinkField.Verb => fields with { Verb = MaybeText(value) },
        LinkField.Source => fields with { Source = MaybeText(value) },
        LinkField.Evidence => fields with { Evidence = MaybeText(value) },
        _ => fields with { Key = MaybeText(value) },
    };

    private static void Value(Utf8JsonWriter json, MapField field, MapInfo value)
    {
        json.WriteString("field", MapFields[(int)field]);
        if (field == MapField.Tags) Texts(json, "value", value.Tags);
        else json.WriteString("value", field switch
        {
            MapField.Title => value.Title, MapField.Description => value.Description, MapField.Author => value.Author, MapField.Licence => value.Licence,
            MapField.Subject => value.Subject, MapField.Topic => value.Topic, MapField.Level => value.Level, MapField.Board => value.Board,
            MapField.Specification => value.Specification, MapField.Language => value.Language, _ => value.Date,
        });
    }

    private static MapChange.SetLinkField SetLinkField(Guid id, LinkField field, JsonElement value) => new(id, field, LinkValue(LinkFields.None, field, value));

    private static MapChange.SetMapField SetMapField(MapField field, JsonElement value)
    {
        if (field == MapField.Tags) return new(field, new MapInfo { Tags = Texts(value) });
        var text = MaybeText(value);
        return new(field, MapInfo.None.With(field, new MapInfo
        {
            Title = text ?? "", Description = text, Author = text, Licence = text, Subject = text, Topic = text,
            Level = text, Board = text, Specification = text, Language = text, Date = text,
        }));
    }

    private static void Texts(Utf8JsonWriter json, string name, ImmutableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts.IsDefault ? [] : texts) json.WriteStringValue(text);
        json.WriteEndArray();
    }

    private static ImmutableArray<string> Texts(JsonElement json) => [.. Items(json).Select(item => MaybeText(item) ?? throw Bad("text"))];

    private static int FieldOf(JsonElement json, string[] names) => Array.IndexOf(names, Text(json, "field")) is >= 0 and var field ? field : throw Bad("field");
}
