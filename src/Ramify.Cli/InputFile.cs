using System.CommandLine;
using Ramify.Formats;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Cli;

/// <summary>The file that a verb reads, `-` being stdin, and the options that say how.</summary>
internal sealed class InputFile
{
    private readonly Argument<string> file = new("FILE") { Description = "The file to read; - reads stdin." };
    private readonly Option<string> limits;

    /// <param name="verb">The verb that gets the argument and the options.</param>
    /// <param name="bounded">Whether the limits of an upload hold where nothing else is said.</param>
    public InputFile(Command verb, bool bounded)
    {
        limits = new Option<string>("--limits")
        {
            Description = "upload: as the library takes files; none: up to a million nodes of any depth.",
            DefaultValueFactory = _ => bounded ? "upload" : "none",
        };
        limits.AcceptOnlyFromAmong("upload", "none");
        verb.Add(file);
        verb.Add(limits);
    }

    /// <summary>The path as given.</summary>
    public string Path(ParseResult parse) => parse.GetRequiredValue(file);

    /// <summary>Reads the file; a refusal ends the command.</summary>
    public MapReading Read(ParseResult parse, JoinRepeats join = JoinRepeats.Auto, MapFormat? format = null)
    {
        var (path, bounds) = (Path(parse), Limits(parse));
        var reading = MapFormats.Read(ReadBytes(path, bounds), bounds, join, format, NameIn(path));
        return reading.Refusal is { } refusal ? throw Refused(path, refusal) : reading;
    }

    /// <summary>The reading, refused or not.</summary>
    public MapReading TryRead(ParseResult parse) => MapFormats.Read(ReadBytes(Path(parse), Limits(parse)), Limits(parse), fileName: NameIn(Path(parse)));

    /// <summary>How a refusal ends the command.</summary>
    public static CommandFailure Refused(string path, Refusal refusal) =>
        new(ExitCodes.NotUnderstood, $"{NameOf(path)}:{(refusal.Line is { } line ? $"{line}:" : "")} {refusal.Message} [{refusal.Code}]");

    /// <summary>The name for messages.</summary>
    public static string NameOf(string path) => path == "-" ? "stdin" : path;

    /// <summary>The bytes, but never more than one past the limit: the reader then refuses them. Our own file may have its images besides.</summary>
    public static ReadOnlySpan<byte> ReadBytes(string path, MapLimits limits)
    {
        if (Directory.Exists(path)) throw new CommandFailure(ExitCodes.NotUnderstood, $"{path} is a directory, not a file.");
        if (path != "-" && !File.Exists(path)) throw new CommandFailure(ExitCodes.NotFound, $"{path} does not exist.");
        using var stream = path == "-" ? Console.OpenStandardInput() : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        var most = OneMore(limits.InputBytes);
        // One byte more than the file, so that the end is seen without growing.
        var bytes = GC.AllocateUninitializedArray<byte>(stream.CanSeek ? (int)Math.Min(most, stream.Length + 1) : 1 << 16);
        var length = 0;
        while (stream.Read(bytes, length, bytes.Length - length) is > 0 and var read)
        {
            length += read;
            if (length == most && MapJson.Sniff(bytes.AsSpan(0, length))) most = OneMore(limits.OwnFileBytes);
            if (length == most) break;
            if (length == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(most, 2L * length));
        }
        return bytes.AsSpan(0, length);
    }

    private static int OneMore(long bytes) => (int)Math.Min(Array.MaxLength, bytes + 1);

    private static string? NameIn(string path) => path == "-" ? null : path;

    private MapLimits Limits(ParseResult parse) => parse.GetValue(limits) == "none" ? MapLimits.Trusted : MapLimits.Upload;
}
