using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Ramify.Cli.Tests;

/// <summary>What came of running the command.</summary>
internal sealed record Ran(int ExitCode, byte[] Bytes, string Errors)
{
    public string Output => Encoding.UTF8.GetString(Bytes);

    public string[] Lines => Output.TrimEnd('\n').Split('\n');

    public JsonElement Json => JsonDocument.Parse(Bytes).RootElement;
}

/// <summary>Runs the command as built, as a process of its own.</summary>
internal static class Command
{
    // Of the tests' own build: .../tests/Ramify.Cli.Tests/bin/Debug/net10.0/.
    private static readonly DirectoryInfo Framework = new(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
    private static readonly string Launcher = Path.Combine(
        RepositoryRoot, "src", "Ramify.Cli", "bin", Framework.Parent!.Name, Framework.Name, OperatingSystem.IsWindows() ? "ramify.exe" : "ramify");

    public static string RepositoryRoot => Framework.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;

    public static Ran Run(params string[] arguments) => RunOn(Stream.Null, null, arguments);

    public static Ran RunOn(string stdin, params string[] arguments)
    {
        using var input = new MemoryStream(Encoding.UTF8.GetBytes(stdin));
        return RunOn(input, null, arguments);
    }

    /// <param name="stdin">What the command reads; it may stop before the end.</param>
    /// <param name="heapLimit">Most bytes that its managed heap may take; null for any.</param>
    /// <param name="arguments">The arguments.</param>
    public static Ran RunOn(Stream stdin, long? heapLimit, params string[] arguments)
    {
        var start = new ProcessStartInfo(Launcher, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        if (heapLimit is { } limit) start.Environment["DOTNET_GCHeapHardLimit"] = $"0x{limit:x}";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        using var output = new MemoryStream();
        var copied = process.StandardOutput.BaseStream.CopyToAsync(output);
        try
        {
            stdin.CopyTo(process.StandardInput.BaseStream);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It read as much as it wanted.
        }
        if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
        {
            process.Kill();
            throw new TimeoutException($"ramify {string.Join(' ', arguments)}");
        }
        copied.Wait();
        return new Ran(process.ExitCode, output.ToArray(), errors.Result);
    }
}
