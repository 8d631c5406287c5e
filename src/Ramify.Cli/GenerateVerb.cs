using System.Buffers;
using System.CommandLine;
using System.Text;
using Ramify.Formats;
using Ramify.Maps;

namespace Ramify.Cli;

/// <summary>`ramify generate`: outlines of any size for measurements.</summary>
internal static class GenerateVerb
{
    private const int MostNodes = 1_000_000;
    private const long LargestText = 8L << 30;

    public static Command Create()
    {
        var verb = new Verb("generate", "Make a map for measurements; the same seed makes the same map.",
            "ramify generate --nodes 1000 -o thousand.txt", "ramify generate --nodes 100000 --shape chain -o chain.ramify.json", "ramify generate --nodes 60 --seed 7 -o -");
        var nodes = new Option<int>("--nodes") { Description = "How many nodes, up to a million.", Required = true, HelpName = "N" };
        var shape = new Option<string>("--shape") { Description = "realistic, chain, star or random.", DefaultValueFactory = _ => "realistic" };
        var seed = new Option<ulong>("--seed") { Description = "Any number.", DefaultValueFactory = _ => 1, HelpName = "S" };
        shape.AcceptOnlyFromAmong("realistic", "chain", "star", "random");
        nodes.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var value }] && int.TryParse(value, out var n) && n is < 1 or > MostNodes)
                result.AddError($"--nodes {value} is not a number from 1 to {MostNodes}.");
        });
        verb.Add(nodes);
        verb.Add(shape);
        verb.Add(seed);
        var output = new OutputFile(verb);
        verb.SetAction(parse => Generate(
            Enum.Parse<GeneratedShape>(parse.GetValue(shape)!, ignoreCase: true), parse.GetValue(nodes), parse.GetValue(seed), output.Path(parse)));
        return verb;
    }

    private static int Generate(GeneratedShape shape, int nodes, ulong seed, string path)
    {
        if (MapFormats.OfFile(path) == MapFormats.Ramify)
        {
            var map = MapGenerator.Map(shape, nodes, seed);
            OutputFile.Write(path, buffer => MapFormats.Ramify.Write!(map, ImageBytes.None, buffer));
            return ExitCodes.Ok;
        }
        // Each level of a chain is indented by two more blanks than the one above.
        if (shape == GeneratedShape.Chain && (long)nodes * nodes > LargestText)
            throw new CommandFailure(ExitCodes.Usage, $"A chain of {nodes} nodes would be {(long)nodes * nodes >> 30} GB as text. Write it as .ramify.json.");
        OutputFile.Write(path, buffer =>
        {
            foreach (var line in MapGenerator.Lines(shape, nodes, seed)) WriteLine(buffer, line);
        });
        return ExitCodes.Ok;
    }

    private static void WriteLine(IBufferWriter<byte> buffer, GeneratedLine line)
    {
        var indent = 2 * line.Depth;
        buffer.GetSpan(indent)[..indent].Fill((byte)' ');
        buffer.Advance(indent);
        Encoding.UTF8.GetBytes("• ", buffer);
        Encoding.UTF8.GetBytes(line.Text, buffer);
        buffer.Write("\n"u8);
    }
}
