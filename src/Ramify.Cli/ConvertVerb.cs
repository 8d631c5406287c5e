using System.CommandLine;
using System.Text.Json;
using Ramify.Formats;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Cli;

/// <summary>`ramify convert FILE -o OUT`: the same map in another format; what it loses is told on stderr.</summary>
internal static class ConvertVerb
{
    public static Command Create()
    {
        var verb = new Verb("convert", "Write a map in another format; what is lost on the way is told on stderr.",
            "ramify convert notes.txt -o notes.ramify.json", "ramify convert page.txt --to txt -o -", "cat notes.txt | ramify convert - --join all --to md -o notes.md");
        var input = new InputFile(verb, bounded: true);
        var output = new OutputFile(verb);
        var from = FormatOption("--from", "The format of FILE, where its content does not tell.", f => f.Read is not null);
        var to = FormatOption("--to", "The format of OUT, where its name does not tell.", f => f.Write is not null);
        var join = new Option<string>("--join") { Description = "Which repeated lines become one node: auto (20 characters and more), all or none.", DefaultValueFactory = _ => "auto" };
        join.AcceptOnlyFromAmong("auto", "all", "none");
        verb.Add(from);
        verb.Add(to);
        verb.Add(join);
        var json = new JsonOutput(verb);
        verb.SetAction(parse =>
        {
            var path = output.Path(parse, json.IsWanted(parse));
            var target = Target(parse.GetValue(to), path);
            var joined = Enum.Parse<JoinRepeats>(parse.GetValue(join)!, ignoreCase: true);
            var reading = input.Read(parse, joined, parse.GetValue(from) is { } name ? MapFormats.Named(name) : null);
            return Convert(reading, target, path, json.IsWanted(parse));
        });
        return verb;
    }

    private static Option<string> FormatOption(string name, string description, Func<MapFormat, bool> isFit)
    {
        var option = new Option<string>(name) { Description = description, HelpName = "FORMAT" };
        option.AcceptOnlyFromAmong(StringComparer.OrdinalIgnoreCase,
            [.. MapFormats.All.Where(isFit).SelectMany(f => f.Extensions.Select(e => e[1..]).Prepend(f.Name)).Distinct()]);
        return option;
    }

    private static MapFormat Target(string? name, string path)
    {
        var format = name is null ? MapFormats.OfFile(path) : MapFormats.Named(name);
        if (format is null)
            throw new CommandFailure(ExitCodes.Usage, $"The format of {(path == "-" ? "stdout" : path)} is not clear. Say it with --to, one of {string.Join(", ", MapFormats.All.Where(f => f.Write is not null).Select(f => f.Name))}.");
        return format.Write is not null ? format : throw new CommandFailure(ExitCodes.Usage, $"{format.Title} can be read but not written.");
    }

    private static int Convert(MapReading reading, MapFormat target, string path, bool asJson)
    {
        var lost = new List<Loss>();
        for (var i = 0; i < reading.Maps.Count; i++)
        {
            var map = reading.Maps[i];
            lost.AddRange(target.Losses(map));
            OutputFile.Write(reading.Maps.Count == 1 ? path : Numbered(path, i + 1), buffer => target.Write!(map, reading.Images, buffer));
        }
        if (reading.Maps.Count > 1) Console.Error.WriteLine($"{reading.Maps.Count} sheets: wrote {Numbered(path, 1)} to {Numbered(path, reading.Maps.Count)}.");
        foreach (var problem in reading.Problems) Console.Error.WriteLine(problem.Message);
        foreach (var loss in lost) Console.Error.WriteLine($"Lost in {target.Title}: {loss.What} ({loss.Count}), such as \"{loss.Example}\".");
        if (asJson) JsonOutput.Print(json => WriteJson(json, reading, target, lost));
        return ExitCodes.Ok;
    }

    /// <summary>notes.md becomes notes-2.md; stdout takes all sheets one after the other.</summary>
    private static string Numbered(string path, int sheet)
    {
        if (path == "-") return path;
        var ending = MapFormats.All.SelectMany(f => f.Extensions).Where(e => path.EndsWith(e, StringComparison.OrdinalIgnoreCase)).MaxBy(e => e.Length) ?? "";
        return $"{path[..^ending.Length]}-{sheet}{path[^ending.Length..]}";
    }

    private static void WriteJson(Utf8JsonWriter json, MapReading reading, MapFormat target, List<Loss> lost)
    {
        json.WriteString("format", reading.Format);
        json.WriteString("to", target.Name);
        json.WriteNumber("nodes", reading.Maps.Sum(m => m.NodeCount));
        json.WriteStartArray("lost");
        foreach (var loss in lost)
        {
            json.WriteStartObject();
            json.WriteString("what", loss.What);
            json.WriteNumber("count", loss.Count);
            json.WriteString("example", loss.Example);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
