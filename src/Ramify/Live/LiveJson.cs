using System.Buffers;
using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ramify.Maps;

namespace Ramify.Live;

/// <summary>
/// What editors, rooms and the log say to each other, as JSON in UTF-8. The reading methods give null for what cannot be read and never
/// throw; a change of an unknown kind reads as a <see cref="RoomChange"/> without an entry. docs/spec/live.md has the format.
/// </summary>
public static class LiveJson
{
    /// <summary>The version of all this. An editor of another one is asked to load itself anew.</summary>
    public const int Protocol = 1;

    // {"changes":[{"change":{"inverse":[{"fields":{}}]}}]} and one to spare.
    private static readonly JsonDocumentOptions Reading = new() { MaxDepth = 10 };
    // The stream is no web page: letters of all scripts stay readable, and short.
    private static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly string[] Statuses = ["applied", "none", "refused"];

    /// <summary>The body of a POST of changes.</summary>
    public static byte[] Write(IReadOnlyList<Envelope> changes) => Written(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("protocol", Protocol);
        json.WriteStartArray("changes");
        foreach (var envelope in changes)
        {
            json.WriteStartObject();
            json.WriteString("map", envelope.Map);
            json.WriteString("client", envelope.Client);
            json.WriteNumber("n", envelope.N);
            json.WriteNumber("base", envelope.Base);
            Change(json, envelope.Change);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Reads the body of a POST; null also where a change is of an unknown kind.</summary>
    public static IReadOnlyList<Envelope>? ReadEnvelopes(ReadOnlyMemory<byte> bytes) => Read(bytes, json =>
        All(json, "changes", change => new Envelope(
            ChangeJson.Id(change, "map"), ChangeJson.Id(change, "client"), ChangeJson.Number(change, "n"), ChangeJson.Number(change, "base"),
            ChangeJson.Read(ChangeJson.Member(change, "change")) ?? throw new FormatException("The kind of a change is not known."))));

    /// <summary>The protocol that a body says it speaks; 0 where it says none.</summary>
    public static int ProtocolOf(ReadOnlyMemory<byte> bytes) => Read<int>(bytes, json => [(int)ChangeJson.Number(json, "protocol")]) is [var protocol] ? protocol : 0;

    /// <summary>Answers to a POST.</summary>
    public static byte[] Write(IReadOnlyList<Answer> answers) => Written(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("answers");
        foreach (var answer in answers)
        {
            json.WriteStartObject();
            json.WriteString("client", answer.Client);
            json.WriteNumber("n", answer.N);
            json.WriteString("status", Statuses[(int)answer.Status]);
            json.WriteNumber("seq", answer.Sequence);
            json.WriteString("code", answer.Code);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Reads the answers to a POST.</summary>
    public static IReadOnlyList<Answer>? ReadAnswers(ReadOnlyMemory<byte> bytes) => Read(bytes, json =>
        All(json, "answers", answer => new Answer(
            ChangeJson.Id(answer, "client"), ChangeJson.Number(answer, "n"),
            Array.IndexOf(Statuses, ChangeJson.Text(answer, "status")) is >= 0 and var status ? (ChangeStatus)status : throw new FormatException("status"),
            ChangeJson.Number(answer, "seq"), ChangeJson.MaybeText(ChangeJson.Member(answer, "code")))));

    /// <summary>One change of the log: the data of an event.</summary>
    /// <exception cref="ArgumentException">It has no entry.</exception>
    public static byte[] Write(RoomChange change) => Written(json => Write(json, change));

    /// <summary>Reads the data of an event.</summary>
    public static RoomChange? ReadChange(ReadOnlyMemory<byte> bytes) => Read<RoomChange>(bytes, json => [RoomChangeOf(json)])?[0];

    /// <summary>A run of the log.</summary>
    /// <param name="changes">In order.</param>
    /// <param name="more">Whether the log goes on.</param>
    public static byte[] Write(IReadOnlyList<RoomChange> changes, bool more) => Written(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("changes");
        foreach (var change in changes) Write(json, change);
        json.WriteEndArray();
        json.WriteBoolean("more", more);
        json.WriteEndObject();
    });

    /// <summary>Reads a run of the log.</summary>
    public static IReadOnlyList<RoomChange>? ReadChanges(ReadOnlyMemory<byte> bytes) => Read(bytes, json => All(json, "changes", RoomChangeOf));

    /// <summary>A pending change, for keeping.</summary>
    public static byte[] Write(PendingChange change) => Written(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("protocol", Protocol);
        json.WriteString("client", change.Client);
        json.WriteNumber("n", change.N);
        json.WriteNumber("base", change.Base);
        if (change.UndoOf is { } undoOf) json.WriteNumber("undoOf", undoOf);
        if (change.Sequence is { } sequence) json.WriteNumber("seq", sequence);
        Change(json, change.Change);
        json.WriteEndObject();
    });

    /// <summary>Reads a pending change that was kept, by this version or an older one.</summary>
    public static PendingChange? ReadPending(ReadOnlyMemory<byte> bytes) => Read<PendingChange>(bytes, json => [new PendingChange(
        ChangeJson.Id(json, "client"), ChangeJson.Number(json, "n"), ChangeJson.Number(json, "base"),
        ChangeJson.Read(ChangeJson.Member(json, "change")) ?? throw new FormatException("kind"))
        {
            UndoOf = json.TryGetProperty("undoOf", out _) ? ChangeJson.Number(json, "undoOf") : null,
            Sequence = json.TryGetProperty("seq", out _) ? ChangeJson.Number(json, "seq") : null,
        }])?[0];

    /// <summary>What can be undone, for keeping.</summary>
    public static byte[] Write(UndoSteps steps) => Written(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("protocol", Protocol);
        Steps(json, "undo", steps.Undo);
        Steps(json, "redo", steps.Redo);
        json.WriteEndObject();
    });

    /// <summary>Reads what could be undone; null where it was kept by another version.</summary>
    public static UndoSteps? ReadSteps(ReadOnlyMemory<byte> bytes) => Read<UndoSteps?>(bytes, json =>
        ChangeJson.Number(json, "protocol") == Protocol ? [new UndoSteps(Steps(json, "undo"), Steps(json, "redo"))] : [null])?[0];

    /// <summary>Who is in a room.</summary>
    public static byte[] Write(IReadOnlyList<Presence> people) => Written(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("people");
        foreach (var person in people)
        {
            json.WriteStartObject();
            json.WriteString("client", person.Client);
            json.WriteString("name", person.Name);
            if (person.Node is { } node) json.WriteString("node", node);
            json.WriteNumber("colour", person.Colour);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Reads who is in a room.</summary>
    public static IReadOnlyList<Presence>? ReadPresence(ReadOnlyMemory<byte> bytes) => Read(bytes, json => All(json, "people", person => new Presence(
        ChangeJson.Id(person, "client"), ChangeJson.Text(person, "name"), ChangeJson.MaybeId(person, "node"), (int)ChangeJson.Number(person, "colour"))));

    /// <summary>A change alone, as the log keeps it.</summary>
    public static byte[] Write(MapChange change) => Written(json => ChangeJson.Write(json, change));

    /// <summary>Reads a change that the log kept; null where its kind is not known.</summary>
    public static MapChange? ReadLogged(ReadOnlyMemory<byte> bytes) => Read<MapChange?>(bytes, json => [ChangeJson.Read(json)])?[0];

    private static void Write(Utf8JsonWriter json, RoomChange change)
    {
        if (change.Entry is not { } entry) throw new ArgumentException("A change of an unknown kind cannot be written.", nameof(change));
        json.WriteStartObject();
        json.WriteNumber("seq", change.Sequence);
        json.WriteString("by", entry.Person);
        json.WriteString("client", change.Client);
        json.WriteNumber("n", change.N);
        Change(json, entry.Change);
        json.WriteEndObject();
    }

    private static RoomChange RoomChangeOf(JsonElement json)
    {
        var sequence = ChangeJson.Number(json, "seq");
        var change = ChangeJson.Read(ChangeJson.Member(json, "change"));
        return new RoomChange(sequence, ChangeJson.Id(json, "client"), ChangeJson.Number(json, "n"),
            change is null ? null : new LoggedChange(sequence, ChangeJson.Id(json, "by"), change));
    }

    private static void Steps(Utf8JsonWriter json, string name, ImmutableArray<ImmutableArray<MapChange.Undo>> steps)
    {
        json.WriteStartArray(name);
        foreach (var step in steps)
        {
            json.WriteStartArray();
            foreach (var undo in step) ChangeJson.Write(json, undo);
            json.WriteEndArray();
        }
        json.WriteEndArray();
    }

    private static ImmutableArray<ImmutableArray<MapChange.Undo>> Steps(JsonElement json, string name) =>
        [.. All(json, name, step => ChangeJson.Items(step).Select(undo => ChangeJson.Read(undo) as MapChange.Undo ?? throw new FormatException("undo")).ToImmutableArray())];

    private static void Change(Utf8JsonWriter json, MapChange change)
    {
        json.WritePropertyName("change");
        ChangeJson.Write(json, change);
    }

    private static List<T> All<T>(JsonElement json, string name, Func<JsonElement, T> read) => [.. ChangeJson.Items(ChangeJson.Member(json, name)).Select(read)];

    private static byte[] Written(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes, Writing)) write(json);
        return bytes.WrittenSpan.ToArray();
    }

    private static List<T>? Read<T>(ReadOnlyMemory<byte> bytes, Func<JsonElement, List<T>> read)
    {
        try
        {
            using var json = JsonDocument.Parse(bytes, Reading);
            return read(json.RootElement);
        }
        // What is no JSON; what has a member missing or of another kind; a string that is no Unicode.
        catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
