using System.CommandLine;
using Ramify.Storage;
using Ramify.Storage.Model;

namespace Ramify.Cli;

/// <summary>`ramify person add|role|reset NAME --data DIR`: accounts, as only whoever runs the site can change them.</summary>
internal static class PersonVerb
{
    public static Command Create() => new Verb("person", "Make accounts, give roles, reset a lost sign-in.",
        "ramify person add \"Ms Marsh\" --role teacher --data data", "ramify person role Ann moderator --data data", "ramify person reset Ann --data data")
    {
        Add(), GiveRole(), Reset(),
    };

    private static Verb Add()
    {
        var verb = new Verb("add", "Make an account and print a password to begin with.", "ramify person add \"Ms Marsh\" --role teacher --data data");
        var (name, data) = (NameOf(verb), Libraries.DataOf(verb));
        var role = new Option<Role>("--role") { Description = "student, teacher or moderator.", HelpName = "ROLE" };
        var age = new Option<AgeBand>("--age") { Description = "under13, teen or adult.", HelpName = "AGE", DefaultValueFactory = _ => AgeBand.Adult };
        verb.Add(role);
        verb.Add(age);
        verb.SetAction(async (parse, _) =>
        {
            using var desk = new PeopleDesk(Libraries.Open(parse.GetRequiredValue(data)));
            var (password, fault) = await desk.Add(parse.GetRequiredValue(name), parse.GetValue(role), parse.GetValue(age));
            if (fault is not null) throw new CommandFailure(ExitCodes.Conflict, fault);
            Console.WriteLine(password);
            return ExitCodes.Ok;
        });
        return verb;
    }

    private static Verb GiveRole()
    {
        var verb = new Verb("role", "Make a person a student, teacher or moderator.", "ramify person role Ann moderator --data data");
        var (name, data) = (NameOf(verb), Libraries.DataOf(verb));
        var role = new Argument<Role>("ROLE") { Description = "student, teacher or moderator." };
        verb.Add(role);
        verb.SetAction(async (parse, _) =>
        {
            using var desk = new PeopleDesk(Libraries.Open(parse.GetRequiredValue(data)));
            return await desk.Give(parse.GetRequiredValue(name), parse.GetRequiredValue(role)) ? ExitCodes.Ok : throw Missing(parse.GetRequiredValue(name));
        });
        return verb;
    }

    private static Verb Reset()
    {
        var verb = new Verb("reset", "Print a new password for a person and sign out every browser.", "ramify person reset Ann --data data");
        var (name, data) = (NameOf(verb), Libraries.DataOf(verb));
        verb.SetAction(async (parse, _) =>
        {
            using var desk = new PeopleDesk(Libraries.Open(parse.GetRequiredValue(data)));
            Console.WriteLine(await desk.Reset(parse.GetRequiredValue(name)) ?? throw Missing(parse.GetRequiredValue(name)));
            return ExitCodes.Ok;
        });
        return verb;
    }

    private static Argument<string> NameOf(Verb verb)
    {
        var name = new Argument<string>("NAME") { Description = "The display name." };
        verb.Add(name);
        return name;
    }

    private static CommandFailure Missing(string name) => new(ExitCodes.NotFound, $"Nobody is called '{name}'.");
}
