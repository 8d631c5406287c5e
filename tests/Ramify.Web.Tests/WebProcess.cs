using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Ramify.Web.Tests;

/// <summary>The web program as a process of its own, with a data folder of its own unless one is named; ended with the test.</summary>
internal sealed partial class WebProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly string folder = Directory.CreateTempSubdirectory("ramify-process-").FullName;
    private readonly StringBuilder said = new();
    private readonly Process process;

    public WebProcess(params string[] arguments) : this(new Dictionary<string, string>(), arguments)
    {
    }

    public WebProcess(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        string[] data = arguments.Contains("--data") ? [] : ["--data", folder];
        process = new Process { StartInfo = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Ramify.Web.dll"), .. data, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true } };
        foreach (var (name, value) in environment) process.StartInfo.Environment[name] = value;
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int ExitCode => process.ExitCode;

    /// <summary>The most memory that it ever had, in bytes.</summary>
    public long PeakMemory
    {
        get
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
    }

    /// <summary>Everything that it wrote so far.</summary>
    public string Said
    {
        get
        {
            lock (said) return said.ToString();
        }
    }

    /// <summary>What it wrote, once a word of it is there; and, if asked, once it has ended.</summary>
    public async Task<string> Until(string word, bool toItsEnd = false)
    {
        var watch = Stopwatch.StartNew();
        while (!Said.Contains(word, StringComparison.Ordinal) && watch.Elapsed < Patience && !(process.HasExited && watch.Elapsed > TimeSpan.FromSeconds(20))) await Task.Delay(50);
        if (toItsEnd) await process.WaitForExitAsync().WaitAsync(Patience);
        Assert.Contains(word, Said, StringComparison.Ordinal);
        return Said;
    }

    /// <summary>The address that it listens at, once it does.</summary>
    public async Task<Uri> Address() => new(Listening().Match(await Until("Application started")).Groups[1].Value);

    /// <summary>Asks it to end, as whoever runs services does, and waits until it has.</summary>
    public async Task End()
    {
        using (var kill = Process.Start("kill", ["-TERM", $"{process.Id}"])) await kill.WaitForExitAsync();
        await process.WaitForExitAsync().WaitAsync(Patience);
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        process.WaitForExit();
        process.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private void Hear(string? line)
    {
        lock (said) said.Append(line).Append('\n');
    }

    [GeneratedRegex("listening on: (http://[^ \n]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Listening();
}
