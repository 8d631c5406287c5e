using System.CommandLine;
using System.Diagnostics;
using Ramify.Storage;

namespace Ramify.Cli;

/// <summary>
/// `ramify drill FILE`: rehearses the day on which the library is gone. A backup that nobody has restored is a hope, and so is one that is a month old.
/// </summary>
internal static class DrillVerb
{
    public static Command Create()
    {
        var verb = new Verb("drill", "Restore a backup into a folder that goes again, look at every row, and say how long that took and how much would be lost.",
            "ramify drill ramify-2026-11-24.backup --data data", "ramify drill ramify-2026-11-24.backup --max-age 26 --max-minutes 5 --json");
        var file = new Argument<string>("FILE") { Description = "The backup." };
        var data = new Option<string?>("--data") { Description = "The running library: who kept order in it must still be what the backup says.", HelpName = "DIR" };
        var age = new Option<double>("--max-age") { Description = "Most hours that the backup may be old.", HelpName = "HOURS", DefaultValueFactory = _ => 26 };
        var time = new Option<double>("--max-minutes") { Description = "Most minutes until the restored library can be used.", HelpName = "MINUTES", DefaultValueFactory = _ => 5 };
        verb.Add(file);
        foreach (var option in (Option[])[data, age, time]) verb.Add(option);
        var json = new JsonOutput(verb);
        verb.SetAction(parse =>
        {
            var backup = parse.GetRequiredValue(file);
            if (!File.Exists(backup)) throw new CommandFailure(ExitCodes.NotFound, $"{backup} does not exist.");
            var drill = Run(backup, parse.GetValue(data));
            return Report(drill, TimeSpan.FromHours(parse.GetValue(age)), TimeSpan.FromMinutes(parse.GetValue(time)), json.IsWanted(parse));
        });
        return verb;
    }

    /// <summary>What came of a drill.</summary>
    /// <param name="Age">How old the backup is: so much would be lost.</param>
    /// <param name="Restored">Until the library could be used.</param>
    /// <param name="Verified">Until every row of it was looked at.</param>
    private sealed record Drill(TimeSpan Age, TimeSpan Restored, TimeSpan Verified, long Bytes, Verification Found, string? Fault);

    private static Drill Run(string backup, string? data)
    {
        var folder = Path.Combine(Path.GetTempPath(), $"ramify-drill-{Path.GetRandomFileName()}");
        try
        {
            var watch = Stopwatch.StartNew();
            Backup.Restore(backup, folder);
            // Brings an older one up to date, as its first start would.
            Library.Open(folder);
            var restored = watch.Elapsed;
            var found = Verification.Of(folder);
            var fault = data is null ? null : Libraries.OpenExisting(data).Audit.Verify(found.Audit.Mark).Fault;
            return new Drill(DateTime.UtcNow - File.GetLastWriteTimeUtc(backup), restored, watch.Elapsed, new FileInfo(backup).Length, found, fault);
        }
        catch (LibraryUnavailableException e)
        {
            throw new CommandFailure(ExitCodes.NotUnderstood, e.Message);
        }
        finally
        {
            Library.Close();
            if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        }
    }

    private static int Report(Drill drill, TimeSpan maxAge, TimeSpan maxTime, bool asJson)
    {
        string[] faults =
        [
            .. drill.Found.Damages.Select(d => $"{d.What} {d.Where}: {d.Message}"),
            .. drill.Fault is { } fault ? [$"audit: the running library no longer holds what the backup does. {fault}"] : Array.Empty<string>(),
            .. drill.Age > maxAge ? [$"The backup is {drill.Age.TotalHours:0.0} hours old: so much would be lost."] : Array.Empty<string>(),
            .. drill.Restored > maxTime ? [$"It took {drill.Restored.TotalMinutes:0.0} minutes until the library could be used."] : Array.Empty<string>(),
        ];
        if (asJson) JsonOutput.Print(json =>
        {
            json.WriteNumber("ageSeconds", Math.Round(drill.Age.TotalSeconds, 1));
            json.WriteNumber("restoreSeconds", Math.Round(drill.Restored.TotalSeconds, 3));
            json.WriteNumber("verifySeconds", Math.Round((drill.Verified - drill.Restored).TotalSeconds, 3));
            json.WriteNumber("bytes", drill.Bytes);
            json.WriteNumber("maps", drill.Found.Maps);
            json.WriteString("hash", drill.Found.Hash);
            json.WriteString("auditMark", drill.Found.Audit.Mark);
            json.WriteBoolean("sound", faults.Length == 0);
        });
        else Console.WriteLine($"{drill.Found.Maps} maps back in {drill.Restored.TotalSeconds:0.0} s ({drill.Bytes / 1e6 / drill.Restored.TotalSeconds:0} MB/s), looked at in {(drill.Verified - drill.Restored).TotalSeconds:0.0} s more; {drill.Age.TotalHours:0.0} hours old");
        foreach (var line in faults) Console.Error.WriteLine($"ramify: {line}");
        return faults.Length == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }
}
