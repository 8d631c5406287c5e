using System.CommandLine;
using Ramify.Storage;

namespace Ramify.Cli;

/// <summary>`ramify verify --data DIR` or `ramify verify FILE`: whether a library or a backup is whole.</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        var verb = new Verb("verify", "Look at every row of a library or of a backup, and say whether it is whole.",
            "ramify verify --data data", "ramify verify ramify-2026-11-24.backup --json", "ramify verify --data data --audit-mark 17:3f2a…");
        var file = new Argument<string?>("FILE") { Description = "A backup.", Arity = ArgumentArity.ZeroOrOne };
        var data = new Option<string?>("--data") { Description = "The directory of a library.", HelpName = "DIR" };
        var mark = new Option<string?>("--audit-mark") { Description = "A mark of the audit that an earlier run printed: the entries up to it must be the same.", HelpName = "MARK" };
        verb.Add(file);
        verb.Add(data);
        verb.Add(mark);
        var json = new JsonOutput(verb);
        verb.SetAction(parse =>
        {
            var path = (parse.GetValue(file), parse.GetValue(data)) switch
            {
                ({ } backup, null) => backup,
                (null, { } folder) => folder,
                _ => throw new CommandFailure(ExitCodes.Usage, "Give a backup, or a library with --data."),
            };
            return Report(path, json.IsWanted(parse), parse.GetValue(mark));
        });
        return verb;
    }

    /// <summary>Looks, and says what it saw; the code says whether all is well.</summary>
    public static int Report(string path, bool asJson, string? mark = null)
    {
        var found = Look(path, mark);
        if (asJson) JsonOutput.Print(json =>
        {
            json.WriteString("path", path);
            json.WriteNumber("maps", found.Maps);
            json.WriteNumber("versions", found.Versions);
            json.WriteNumber("changes", found.Changes);
            json.WriteString("hash", found.Hash);
            json.WriteNumber("auditEntries", found.Audit.Count);
            json.WriteString("auditMark", found.Audit.Mark);
            json.WriteBoolean("sound", found.Damages.Count == 0);
            json.WriteStartArray("damages");
            foreach (var damage in found.Damages)
            {
                json.WriteStartObject();
                json.WriteString("what", damage.What);
                json.WriteString("where", damage.Where);
                json.WriteString("message", damage.Message);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        });
        else
        {
            Console.WriteLine($"{path}: {found.Maps} maps, {found.Versions} former texts, {found.Changes} changes; {found.Hash}");
            Console.WriteLine($"audit: {found.Audit.Count} entries; mark {found.Audit.Mark}");
        }
        foreach (var damage in found.Damages) Console.Error.WriteLine($"ramify: {damage.What} {damage.Where}: {damage.Message}");
        return found.Damages.Count == 0 ? ExitCodes.Ok : ExitCodes.Failed;
    }

    private static Verification Look(string path, string? mark)
    {
        if (!File.Exists(path) && !File.Exists(Path.Combine(path, Library.FileName))) throw new CommandFailure(ExitCodes.NotFound, $"There is no library at {path}.");
        try
        {
            return Verification.Of(path, mark);
        }
        catch (LibraryUnavailableException e)
        {
            throw new CommandFailure(ExitCodes.NotUnderstood, e.Message);
        }
    }
}
