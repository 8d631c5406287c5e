using System.CommandLine;
using Ramify.Formats;
using Ramify.Maps;
using Ramify.Print;
using Ramify.Storage;

namespace Ramify.Cli;

/// <summary>`ramify import FILE|DIR... --data DIR`: maps into a library, under the subject and topic that they name.</summary>
internal static class ImportVerb
{
    public static Command Create()
    {
        var verb = new Verb("import", "Put maps into a library, under the subject and topic that they name.",
            "ramify import samples --data data", "ramify import page.txt notes.ramify.json --data /var/lib/ramify", "ramify import maps/ --data data --subject history --topic russia-1917-1991 --json");
        var paths = new Argument<string[]>("PATH") { Description = "Files, and directories of files.", Arity = ArgumentArity.OneOrMore };
        var data = new Option<string>("--data") { Description = "The directory of the library; it is made where it is missing.", Required = true, HelpName = "DIR" };
        var subject = new Option<string?>("--subject") { Description = "Where maps go whose files name no subject.", HelpName = "SUBJECT" };
        var topic = new Option<string?>("--topic") { Description = "Where maps go whose files name no topic.", HelpName = "TOPIC" };
        var limits = new Option<string>("--limits") { Description = "upload, as on the web, or none, for maps that you made yourself.", DefaultValueFactory = _ => "upload" };
        limits.AcceptOnlyFromAmong("upload", "none");
        verb.Add(paths);
        verb.Add(limits);
        verb.Add(data);
        verb.Add(subject);
        verb.Add(topic);
        var json = new JsonOutput(verb);
        verb.SetAction(parse =>
        {
            var files = parse.GetRequiredValue(paths).SelectMany(FilesOf).ToList();
            var import = new Import(Libraries.Open(parse.GetRequiredValue(data)), parse.GetValue(subject), parse.GetValue(topic), parse.GetValue(limits) == "none" ? MapLimits.Trusted : MapLimits.Upload);
            if (Console.IsErrorRedirected) files.ForEach(import.Add);
            else ProgressBar.Over(files, Path.GetFileName, import.Add);
            return import.Report(json.IsWanted(parse));
        });
        return verb;
    }

    private static IEnumerable<string> FilesOf(string path)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw new CommandFailure(ExitCodes.NotFound, $"{path} does not exist.");
        // A .json beside an outline describes it and is no map; what tells about the directory is none either.
        return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(f => Endings.Any(e => f.EndsWith(e, StringComparison.OrdinalIgnoreCase)) && Path.GetFileNameWithoutExtension(f) is not ("README" or "LICENSE"))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>Of all formats that are read, and of those that are not read yet: a map of theirs is told, not passed over.</summary>
    private static readonly string[] Endings =
        [.. MapFormats.All.Where(f => f.Read is not null).SelectMany(f => f.Extensions).Where(e => e != ".json"), ".vym", ".minder", ".mymind", ".org", ".itmz"];

    /// <summary>What came of one map of a file, or of a file that gave none.</summary>
    private sealed record Line(string File, string Outcome, string? Address, string? Reason);

    /// <summary>One run: what was added so far and what was refused.</summary>
    private sealed class Import(Library library, string? subject, string? topic, MapLimits limits)
    {
        private readonly List<Line> lines = [];

        /// <summary>Adds the maps of a file; whatever is wrong with it is a line of the report, and the next file follows.</summary>
        public void Add(string file)
        {
            try
            {
                if (Sample.IsSample(file)) AddSample(file);
                else
                    AddFile(file);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or System.Text.Json.JsonException)
            {
                Refuse(file, $"{file}: {e.Message}");
            }
        }

        public int Report(bool asJson)
        {
            if (asJson) JsonOutput.Print(Write);
            foreach (var line in lines)
                if (line.Reason is { } reason) Console.Error.WriteLine($"ramify: {reason}");
                else if (!asJson) Console.WriteLine($"{line.Outcome} {line.Address}");
            return lines.TrueForAll(l => l.Reason is null) ? ExitCodes.Ok : ExitCodes.NotUnderstood;
        }

        private void Write(System.Text.Json.Utf8JsonWriter json)
        {
            json.WriteStartArray("files");
            foreach (var line in lines)
            {
                json.WriteStartObject();
                json.WriteString("file", line.File);
                json.WriteString("outcome", line.Outcome);
                if (line.Address is { } address) json.WriteString("address", address);
                if (line.Reason is { } reason) json.WriteString("reason", reason);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }

        private void AddSample(string file)
        {
            var sample = Sample.Read(file);
            Note(file, library.Publishing.Publish(sample.Map, sample.Sources, sample.Slug));
        }

        private void AddFile(string file)
        {
            var reading = MapImage.Clean(MapFormats.Read(InputFile.ReadBytes(file, limits), limits, fileName: file));
            if (reading.Refusal is { } refusal) Refuse(file, InputFile.Refused(file, refusal).Message);
            foreach (var map in reading.Maps) Note(file, library.Publishing.Publish(Filed(map, file), images: reading.Images));
            foreach (var problem in reading.Problems.Where(p => p.Code.Contains("image", StringComparison.Ordinal))) Console.Error.WriteLine($"{file}: {problem.Message}");
        }

        /// <summary>Under what it names, or what the command names.</summary>
        private MindMap Filed(MindMap map, string file) => map.As(map.Id, map.Info with
        {
            Subject = map.Info.Subject ?? subject, Topic = map.Info.Topic ?? topic,
            Title = map.Info.Title.Length > 0 ? map.Info.Title : Path.GetFileNameWithoutExtension(file),
        });

        private void Note(string file, Published published)
        {
            if (published.Outcome == PublishOutcome.Refused) Refuse(file, $"{file}: {published.Reason}");
            else lines.Add(new Line(file, published.Outcome.ToString().ToLowerInvariant(), published.Address, null));
        }

        private void Refuse(string file, string reason) => lines.Add(new Line(file, "refused", null, reason));
    }
}
