using System.Text.Json;
using System.Xml;
using Ramify.Maps;

namespace Ramify.Formats;

/// <summary>What one reading of a file gathers: its maps, its problems, the images, and what it may still take.</summary>
internal sealed class Intake(string format, MapLimits limits)
{
    private const int MostProblems = 1000;
    private readonly List<Problem> problems = [];
    private readonly Dictionary<string, Problem> counted = [];
    private int topics;

    private sealed class Problem(int line, string code, string message)
    {
        public int Count = 1;

        public MapProblem Told(bool counts) => new(line, code, counts ? $"{char.ToUpperInvariant(message[0])}{message[1..^1]} ({Count})." : message);
    }

    public MapLimits Limits => limits;

    public List<MindMap> Maps { get; } = [];

    /// <summary>Raster images by their SHA-256.</summary>
    public Dictionary<string, byte[]> Images { get; } = [];

    /// <summary>Name of the file without folders and extension; "" where it is not known.</summary>
    public string FileTitle { get; init; } = "";

    /// <summary>Runs a reader; whatever goes wrong with the input ends in one refusal.</summary>
    public static MapReading Run(string format, MapLimits limits, string? fileName, long size, Action<Intake> read)
    {
        var intake = new Intake(format, limits) { FileTitle = Path.GetFileNameWithoutExtension(fileName?.Replace('\\', '/') ?? "") };
        try
        {
            if (size > limits.InputBytes) throw TooLarge(size, limits.InputBytes);
            read(intake);
            if (intake.Maps.Count == 0) throw new RefusedException("empty", "There is no map in this file; open it in the program it comes from and export it again.");
            return intake.Reading();
        }
        catch (RefusedException e)
        {
            return MapReading.Refused(format, e.Code, e.Message, e.Line);
        }
        catch (Exception e) when (e is JsonException or XmlException or InvalidDataException)
        {
            return MapReading.Refused(format, "malformed", $"The file is damaged: {e.Message} Export it again from the program it comes from.");
        }
    }

    public static RefusedException TooLarge(long size, long most) => new("too_large",
        $"The file is {size >> 20:N0} MB, more than the {most >> 20:N0} MB that are read; split it or leave its attachments out.");

    /// <summary>A new topic, counted.</summary>
    public Topic Topic(string text, int line)
    {
        if (++topics > limits.Nodes)
            throw new RefusedException("too_many_nodes", $"The file has more than {limits.Nodes:N0} nodes, the most that one map may have; split it.", line == 0 ? null : line);
        return new Topic(text, line, limits.TextLength);
    }

    /// <summary>Something met once, told as it is.</summary>
    public void Tell(string code, int line, string message)
    {
        if (problems.Count < MostProblems) problems.Add(new Problem(line, code, message));
    }

    /// <summary>Something that may be met often: told once, with how often and the first line.</summary>
    /// <param name="code">Stable name.</param>
    /// <param name="line">Where.</param>
    /// <param name="message">The sentence, in the plural and in lower case: "scripts were left out."; the count is put behind it.</param>
    public void Count(string code, int line, string message)
    {
        if (counted.TryGetValue(code, out var known))
        {
            known.Count++;
            return;
        }
        var problem = new Problem(line, code, message);
        counted.Add(code, problem);
        problems.Add(problem);
    }

    private MapReading Reading() => new(format, Maps, [.. problems.Select(p => p.Told(counted.ContainsValue(p)))], null)
    {
        Images = Images.ToDictionary(i => i.Key, i => (ReadOnlyMemory<byte>)i.Value),
    };
}

/// <summary>Ends a reading; becomes its refusal.</summary>
internal sealed class RefusedException(string code, string message, int? line = null) : Exception(message)
{
    public string Code => code;

    public int? Line => line;
}
