using System.Text;
using System.Text.Json;
using Ramify.Maps;

namespace Ramify.Text;

/// <summary>Values of unknown members, kept as raw JSON; a string as itself unless it reads as JSON.</summary>
internal static class RawJson
{
    /// <summary>What is kept of the value that a reader stands on; the reader then stands on its end.</summary>
    public static string Take(ref Utf8JsonReader json, ReadOnlySpan<byte> bytes)
    {
        var start = (int)json.TokenStartIndex;
        if (json.TokenType == JsonTokenType.String && json.GetString()! is var text && !IsJson(text)) return text;
        json.Skip();
        return Encoding.UTF8.GetString(bytes[start..(int)json.BytesConsumed]);
    }

    /// <summary>Whether a text is one JSON value.</summary>
    public static bool IsJson(string text)
    {
        if (text.Length == 0 || !(text[0] is '{' or '[' or '"' or '-' or 't' or 'f' or 'n' || char.IsAsciiDigit(text[0]))) return false;
        var json = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = MapJson.MaxDepth });
        try
        {
            while (json.Read()) { }
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}

/// <summary>The words for styles in our own file.</summary>
internal static class StyleNames
{
    private static readonly string[] Shapes = ["level", "plain", "box", "filled"];
    private static readonly string[] Emphases = ["level", "regular", "bold"];

    public static string Of(NodeShape shape) => Shapes[(int)shape];

    public static string Of(NodeEmphasis emphasis) => Emphases[(int)emphasis];

    /// <summary>The shape of a name; that of the level for an unknown one.</summary>
    public static NodeShape Shape(string? name) => (NodeShape)Math.Max(0, Array.IndexOf(Shapes, name));

    /// <summary>The emphasis of a name; that of the level for an unknown one.</summary>
    public static NodeEmphasis Emphasis(string? name) => (NodeEmphasis)Math.Max(0, Array.IndexOf(Emphases, name));
}
