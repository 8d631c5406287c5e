using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ramify.Maps;

namespace Ramify.Cli;

/// <summary>The option --json and what is written with it: one object on stdout.</summary>
internal sealed class JsonOutput
{
    private readonly Option<bool> option = new("--json") { Description = "Print one JSON object to stdout." };

    public JsonOutput(Command verb) => verb.Add(option);

    public bool IsWanted(ParseResult parse) => parse.GetValue(option);

    /// <summary>Prints an object and a line end.</summary>
    public static void Print(Action<Utf8JsonWriter> members)
    {
        using var stdout = Console.OpenStandardOutput();
        using (var json = new Utf8JsonWriter(stdout, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        stdout.WriteByte((byte)'\n');
    }

    /// <summary>Prints why a file was refused.</summary>
    public static void Print(Refusal refusal) => Print(json =>
    {
        json.WriteStartObject("error");
        json.WriteString("code", refusal.Code);
        json.WriteString("message", refusal.Message);
        if (refusal.Line is { } line) json.WriteNumber("line", line);
        json.WriteEndObject();
    });
}
