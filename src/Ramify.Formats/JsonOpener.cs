using System.Buffers.Text;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Ramify.Formats;

/// <summary>The one way in for JSON of any program: bounded in depth, invalid bytes mended and counted.</summary>
internal static class JsonOpener
{
    // A node may take three levels: the object, its "children", the array.
    private const int LevelsPerNode = 3;
    private const int DeepestExtra = 64;

    public static JsonDocument Open(Intake intake, ReadOnlyMemory<byte> bytes)
    {
        if (bytes.Span.StartsWith<byte>([0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        if (!Utf8.IsValid(bytes.Span)) bytes = Mended(intake, bytes.Span);
        if (bytes.Span.IndexOf("\\ud"u8) >= 0 || bytes.Span.IndexOf("\\uD"u8) >= 0) bytes = WithoutHalves(bytes.Span);
        var deepest = (int)Math.Min(int.MaxValue, (long)intake.Limits.Depth * LevelsPerNode + DeepestExtra);
        try
        {
            return JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = deepest, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException) when (Depth(bytes.Span) > deepest)
        {
            throw new RefusedException("too_deep", $"The map is more than {intake.Limits.Depth} levels deep; flatten it in the program it comes from.");
        }
        catch (JsonException e)
        {
            var line = (int)(e.LineNumber ?? 0) + 1;
            throw new RefusedException("malformed", $"The JSON is damaged at line {line}, column {(e.BytePositionInLine ?? 0) + 1}. Mend that place, or export the map again from the program it comes from.", line);
        }
    }

    /// <summary>A member of an object; null where there is none or the element is no object.</summary>
    public static JsonElement? Get(this JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>A member as text: strings as they are, numbers and booleans as written; null for anything else.</summary>
    public static string? Text(this JsonElement element, string name) => element.Get(name) is { } value ? Text(value) : null;

    public static string? Text(this JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => null,
    };

    /// <summary>The elements of a member that is an array; none for anything else.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.Get(name) is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : [];

    private static byte[] Mended(Intake intake, ReadOnlySpan<byte> bytes)
    {
        var text = XmlDecoding.Decode(bytes, out var length, out var invalid);
        if (invalid > 0) intake.Tell("invalid_bytes", 0, $"{invalid} bytes are no UTF-8; each became U+FFFD.");
        return Encoding.UTF8.GetBytes(text, 0, length);
    }

    /// <summary>Escaped halves of surrogate pairs are no text, and the parser would throw at them: they become U+FFFD.</summary>
    private static byte[] WithoutHalves(ReadOnlySpan<byte> json)
    {
        var mended = json.ToArray();
        for (var i = 0; i + 1 < mended.Length; i++)
        {
            if (mended[i] != '\\') continue;
            var unit = Unit(mended, i);
            if (char.IsHighSurrogate(unit) && char.IsLowSurrogate(Unit(mended, i + 6))) i += 11;
            else if (char.IsSurrogate(unit)) "FFFD"u8.CopyTo(mended.AsSpan(i + 2));
            else i++;
        }
        return mended;
    }

    /// <summary>The character that an escape names; 0 where there is none.</summary>
    private static char Unit(ReadOnlySpan<byte> json, int at) =>
        at + 6 <= json.Length && json[at] == '\\' && json[at + 1] == 'u' && Utf8Parser.TryParse(json.Slice(at + 2, 4), out ushort unit, out var read, 'x') && read == 4 ? (char)unit : '\0';

    private static int Depth(ReadOnlySpan<byte> json)
    {
        int depth = 0, deepest = 0;
        var inString = false;
        for (var i = 0; i < json.Length; i++)
        {
            var c = json[i];
            if (inString && c == '\\') i++;
            else if (c == '"') inString = !inString;
            else if (!inString && c is (byte)'{' or (byte)'[') deepest = Math.Max(deepest, ++depth);
            else if (!inString && c is (byte)'}' or (byte)']') depth--;
        }
        return deepest;
    }
}
