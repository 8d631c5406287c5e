using System.CommandLine;
using Ramify.Storage;

namespace Ramify.Cli;

/// <summary>`ramify backup --data DIR -o FILE`: the library as one file, while people write.</summary>
internal static class BackupVerb
{
    public static Command Create()
    {
        var verb = new Verb("backup", "Copy a library, with everything it needs, into one file. It may be in use.", "ramify backup --data data -o ramify-2026-11-24.backup");
        var data = Libraries.DataOf(verb);
        var output = new OutputFile(verb);
        var json = new JsonOutput(verb);
        verb.SetAction(parse =>
        {
            var file = output.Path(parse);
            if (file == "-") throw new CommandFailure(ExitCodes.Usage, "A backup is made in a file of its own; give one to -o.");
            if (File.Exists(file)) throw new CommandFailure(ExitCodes.Conflict, $"{file} is there already; a backup never takes the place of another.");
            Backup.Make(Libraries.OpenExisting(parse.GetRequiredValue(data)), file);
            // A backup that nobody has looked at is a hope.
            return VerifyVerb.Report(file, json.IsWanted(parse));
        });
        return verb;
    }
}
