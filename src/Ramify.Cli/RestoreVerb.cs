using System.CommandLine;
using Ramify.Storage;

namespace Ramify.Cli;

/// <summary>`ramify restore FILE --data DIR`: a library from a backup, in an empty folder.</summary>
internal static class RestoreVerb
{
    public static Command Create()
    {
        var verb = new Verb("restore", "Make a library from a backup, in a folder that is empty or not there.", "ramify restore ramify-2026-11-24.backup --data data");
        var file = new Argument<string>("FILE") { Description = "The backup." };
        verb.Add(file);
        var data = Libraries.DataOf(verb);
        var json = new JsonOutput(verb);
        verb.SetAction(parse =>
        {
            var (backup, folder) = (parse.GetRequiredValue(file), parse.GetRequiredValue(data));
            if (!File.Exists(backup)) throw new CommandFailure(ExitCodes.NotFound, $"{backup} does not exist.");
            if (File.Exists(folder) || Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())
                throw new CommandFailure(ExitCodes.Conflict, $"There is something in {folder}; a library is restored into an empty folder.");
            try
            {
                Backup.Restore(backup, folder);
            }
            catch (LibraryUnavailableException e)
            {
                throw new CommandFailure(ExitCodes.NotUnderstood, e.Message);
            }
            return VerifyVerb.Report(folder, json.IsWanted(parse));
        });
        return verb;
    }
}
