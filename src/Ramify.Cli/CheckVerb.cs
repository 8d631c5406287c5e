using System.CommandLine;
using System.Text.Json;
using Ramify.Maps;

namespace Ramify.Cli;

/// <summary>`ramify check FILE`: what a file holds and what was noticed in it.</summary>
internal static class CheckVerb
{
    public static Command Create()
    {
        var verb = new Verb("check", "Say what a file holds and what was noticed in it.",
            "ramify check notes.txt", "ramify check notes.txt --json", "pbpaste | ramify check -");
        var input = new InputFile(verb, bounded: true);
        var json = new JsonOutput(verb);
        verb.SetAction(parse => Check(input, input.Path(parse), input.TryRead(parse), json.IsWanted(parse)));
        return verb;
    }

    private static int Check(InputFile input, string path, MapReading reading, bool asJson)
    {
        if (reading.Refusal is { } refusal)
        {
            if (asJson) JsonOutput.Print(refusal);
            throw InputFile.Refused(path, refusal);
        }
        var figures = reading.Maps.Select(MapFigures.Of).ToList();
        if (asJson) JsonOutput.Print(json => WriteJson(json, reading, figures));
        else WriteText(path, reading, figures);
        return ExitCodes.Ok;
    }

    private static void WriteJson(Utf8JsonWriter json, MapReading reading, List<MapFigures> figures)
    {
        json.WriteString("format", reading.Format);
        MapFigures.SumOf(figures).Write(json);
        json.WriteStartArray("problems");
        foreach (var problem in reading.Problems)
        {
            json.WriteStartObject();
            json.WriteNumber("line", problem.Line);
            json.WriteString("code", problem.Code);
            json.WriteString("message", problem.Message);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("maps");
        foreach (var map in figures)
        {
            json.WriteStartObject();
            map.Write(json);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteText(string path, MapReading reading, List<MapFigures> figures)
    {
        Console.WriteLine($"{InputFile.NameOf(path)}: {reading.Format}");
        foreach (var map in figures)
        {
            Console.WriteLine(map.Title.Length > 0 ? map.Title : "(no title)");
            Console.WriteLine($"  {Count(map.Nodes, "node")}, {Count(map.Edges, "edge")}, {Count(map.Roots, "root")}, {map.Shared} shared, {Count(map.Links, "link")}, depth {map.Depth}");
        }
        foreach (var problem in reading.Problems) Console.WriteLine($"  {problem.Message} [{problem.Code}]");
    }

    private static string Count(int number, string what) => number == 1 ? $"1 {what}" : $"{number} {what}s";
}

/// <summary>The figures of a map, or of all maps of a file.</summary>
internal sealed record MapFigures(string Title, int Nodes, int Edges, int Roots, int Shared, int Links, int Depth)
{
    public static MapFigures Of(MindMap map)
    {
        var (shared, depth) = (0, 0);
        foreach (var node in map.Nodes)
            if (node.ParentCount > 1) shared++;
        foreach (var line in Outline.Of(map)) depth = Math.Max(depth, line.Depth);
        return new MapFigures(map.Info.Title, map.NodeCount, map.EdgeCount, map.Roots.Length, shared, map.Links.Count, depth);
    }

    /// <summary>Sheets taken together: sums, but the first title and the greatest depth.</summary>
    public static MapFigures SumOf(List<MapFigures> all) => all.Aggregate((a, b) => new MapFigures(
        a.Title, a.Nodes + b.Nodes, a.Edges + b.Edges, a.Roots + b.Roots, a.Shared + b.Shared, a.Links + b.Links, Math.Max(a.Depth, b.Depth)));

    public void Write(Utf8JsonWriter json)
    {
        json.WriteString("title", Title);
        json.WriteNumber("nodes", Nodes);
        json.WriteNumber("edges", Edges);
        json.WriteNumber("roots", Roots);
        json.WriteNumber("shared", Shared);
        json.WriteNumber("links", Links);
        json.WriteNumber("depth", Depth);
    }
}
