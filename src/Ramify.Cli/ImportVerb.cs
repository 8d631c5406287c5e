using System.CommandLine;
using Ramify.Formats;
using Ramify.Maps;
using Ramify.Storage;

namespace Ramify.Cli;

/// <summary>`ramify import FILE|DIR... --data DIR`: maps into a library, under the subject and topic that they name.</summary>
internal static class ImportVerb
{
    public static Command Create()
    {
        var verb = new Verb("import", "Put maps into a library, under the subject and topic that they name.",
            "ramify import samples --data data", "ramify import page.txt notes.ramify.json --data /var/lib/ramify");
        var paths = new Argument<string[]>("PATH") { Description = "Files, and directories of files.", Arity = ArgumentArity.OneOrMore };
        var data = new Option<string>("--data") { Description = "The directory of the library; it is made where it is missing.", Required = true, HelpName = "DIR" };
        verb.Add(paths);
        verb.Add(data);
        verb.SetAction(parse =>
        {
            var files = parse.GetRequiredValue(paths).SelectMany(FilesOf).ToList();
            var import = new Import(Libraries.Open(parse.GetRequiredValue(data)));
            if (Console.IsErrorRedirected) files.ForEach(import.Add);
            else ProgressBar.Over(files, Path.GetFileName, import.Add);
            return import.Report();
        });
        return verb;
    }

    private static IEnumerable<string> FilesOf(string path)
    {
        if (File.Exists(path)) return [path];
        if (!Directory.Exists(path)) throw new CommandFailure(ExitCodes.NotFound, $"{path} does not exist.");
        // A .json beside an outline describes it and is no map; of each format only the usual ending counts here,
        // and what tells about the directory is no map either.
        return Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Where(f => MapFormats.OfFile(f) is { Read: not null } format && f.EndsWith(format.Extensions[0], StringComparison.OrdinalIgnoreCase)
                && Path.GetFileNameWithoutExtension(f) is not ("README" or "LICENSE"))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>One run: what was added so far and what was refused.</summary>
    private sealed class Import(Library library)
    {
        private readonly List<string> taken = [], refused = [];

        public void Add(string file)
        {
            if (Sample.IsSample(file)) AddSample(file);
            else
                foreach (var map in Read(file)) Note(file, library.Publishing.Publish(map));
        }

        public int Report()
        {
            foreach (var line in taken) Console.WriteLine(line);
            foreach (var line in refused) Console.Error.WriteLine($"ramify: {line}");
            return refused.Count == 0 ? ExitCodes.Ok : ExitCodes.NotUnderstood;
        }

        private void AddSample(string file)
        {
            try
            {
                var sample = Sample.Read(file);
                Note(file, library.Publishing.Publish(sample.Map, sample.Sources, sample.Slug));
            }
            catch (Exception e) when (e is InvalidDataException or System.Text.Json.JsonException)
            {
                refused.Add($"{file}: {e.Message}");
            }
        }

        private IReadOnlyList<MindMap> Read(string file)
        {
            var reading = MapFormats.Read(InputFile.ReadBytes(file, MapLimits.Upload), MapLimits.Upload, fileName: file);
            if (reading.Refusal is { } refusal) refused.Add(InputFile.Refused(file, refusal).Message);
            return reading.Maps;
        }

        private void Note(string file, Published published)
        {
            if (published.Outcome == PublishOutcome.Refused) refused.Add($"{file}: {published.Reason}");
            else taken.Add($"{published.Outcome.ToString().ToLowerInvariant()} {published.Address}");
        }
    }
}
