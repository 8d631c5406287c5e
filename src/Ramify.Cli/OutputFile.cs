using System.Buffers;
using System.CommandLine;

namespace Ramify.Cli;

/// <summary>The file that a verb writes, `-` being stdout.</summary>
internal sealed class OutputFile
{
    private readonly Option<string> option = new("--output", "-o") { Description = "The file to write; - writes to stdout.", Required = true, HelpName = "FILE" };

    public OutputFile(Command verb) => verb.Add(option);

    /// <summary>The path as given; with --json it cannot be stdout as well.</summary>
    public string Path(ParseResult parse, bool withJson = false)
    {
        var path = parse.GetRequiredValue(option);
        return path != "-" || !withJson ? path : throw new CommandFailure(ExitCodes.Usage, "With --json only the figures go to stdout. Give a file to -o.");
    }

    /// <summary>Writes a file through one buffer.</summary>
    public static void Write(string path, Action<IBufferWriter<byte>> write)
    {
        var directory = System.IO.Path.GetDirectoryName(path);
        if (path != "-" && directory is { Length: > 0 } && !Directory.Exists(directory))
            throw new CommandFailure(ExitCodes.NotFound, $"The directory {directory} does not exist.");
        using var stream = path == "-" ? Console.OpenStandardOutput() : new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        using var buffer = new StreamBuffer(stream);
        write(buffer);
    }

    /// <summary>Writes a file that is drawn into a stream.</summary>
    public static void Draw(string path, Action<Stream> draw)
    {
        using var drawn = new MemoryStream();
        draw(drawn);
        Write(path, buffer => buffer.Write(drawn.GetBuffer().AsSpan(0, (int)drawn.Length)));
    }

    /// <summary>A megabyte that goes to a stream whenever it is full.</summary>
    private sealed class StreamBuffer(Stream stream) : IBufferWriter<byte>, IDisposable
    {
        private byte[] buffer = new byte[1 << 20];
        private int length;

        public void Advance(int count) => length += count;

        public Span<byte> GetSpan(int sizeHint = 0) => GetMemory(sizeHint).Span;

        public Memory<byte> GetMemory(int sizeHint = 0)
        {
            sizeHint = Math.Max(1, sizeHint);
            if (buffer.Length - length < sizeHint) Flush();
            if (buffer.Length < sizeHint) buffer = new byte[sizeHint];
            return buffer.AsMemory(length);
        }

        public void Dispose() => Flush();

        private void Flush()
        {
            stream.Write(buffer, 0, length);
            length = 0;
        }
    }
}
