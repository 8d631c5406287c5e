using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Ramify.Cli;

/// <summary>A verb of the command, with the examples that its help begins with.</summary>
internal sealed class Verb(string name, string description, params string[] examples) : Command(name, description)
{
    public IReadOnlyList<string> Examples => examples;
}

/// <summary>The command `ramify`: its verbs, its help, its way of failing.</summary>
internal static class CommandLine
{
    private static readonly string[] Examples =
    [
        "ramify draw notes.txt -o notes.svg",
        "ramify convert notes.txt -o notes.ramify.json",
        "ramify check notes.txt --json",
    ];

    private static readonly (string Name, Func<Command> Create)[] Verbs =
    [
        ("check", CheckVerb.Create), ("convert", ConvertVerb.Create), ("draw", DrawVerb.Create), ("print", PrintVerb.Create),
        ("generate", GenerateVerb.Create), ("import", ImportVerb.Create), ("person", PersonVerb.Create),
        ("backup", BackupVerb.Create), ("restore", RestoreVerb.Create), ("verify", VerifyVerb.Create), ("drill", DrillVerb.Create), ("completion", CompletionVerb.Create),
    ];

    public static int Run(string[] args)
    {
        var parse = Root(args.FirstOrDefault()).Parse(args.Length == 0 ? ["--help"] : args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parse.Errors.Count > 0 && parse.Action is ParseErrorAction or null) return Usage(parse);
        try
        {
            return parse.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (CommandFailure failure)
        {
            return Fail(failure.ExitCode, failure.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(ExitCodes.Failed, e.Message);
        }
    }

    /// <summary>The verb that is asked for, alone: making all of them costs a tenth of a short run. All where none is.</summary>
    private static RootCommand Root(string? asked)
    {
        var root = new RootCommand("Mind maps from outlines: read, convert, draw, print.");
        foreach (var (name, create) in Verbs)
            if (asked == name || !Verbs.Any(verb => verb.Name == asked)) root.Add(create());
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpWithExamples((HelpAction)help.Action!);
        return root;
    }

    private static int Usage(ParseResult parse)
    {
        var verb = parse.CommandResult.Command is Verb v ? $"ramify {v.Name}" : "ramify";
        var what = parse.UnmatchedTokens is [var token, ..] ? $"'{token}' is not something that {verb} takes." : OneLine(parse.Errors[0].Message);
        return Fail(ExitCodes.Usage, $"{what} Try '{verb} --help'.");
    }

    // The library lists what it would take on lines of their own.
    private static string OneLine(string message)
    {
        var parts = message.Split(['\r', '\n', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return parts.Length == 1 ? message : $"{parts[0]} {string.Join(", ", parts[1..])}.";
    }

    private static int Fail(int exitCode, string message)
    {
        Console.Error.WriteLine($"ramify: {message}");
        return exitCode;
    }

    private sealed class HelpWithExamples(HelpAction rest) : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var configuration = parseResult.InvocationConfiguration;
            var output = configuration.Output;
            output.WriteLine("Examples:");
            foreach (var example in parseResult.CommandResult.Command is Verb verb ? verb.Examples : Examples) output.WriteLine($"  {example}");
            output.WriteLine();
            // The library calls the command by its assembly.
            using var help = new StringWriter();
            configuration.Output = help;
            var code = rest.Invoke(parseResult);
            configuration.Output = output;
            output.Write(help.ToString().Replace(typeof(CommandLine).Assembly.GetName().Name!, "ramify", StringComparison.Ordinal));
            return code;
        }
    }
}
