using System.Diagnostics;
using System.Text;

namespace Ramify.Web.Tests;

/// <summary>The web program as a process of its own, with a data folder of its own unless one is named; ended with the test.</summary>
internal sealed class WebProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly string folder = Directory.CreateTempSubdirectory("ramify-process-").FullName;
    private readonly StringBuilder said = new();
    private readonly Process process;

    public WebProcess(params string[] arguments)
    {
        string[] data = arguments.Contains("--data") ? [] : ["--data", folder];
        process = new Process { StartInfo = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "Ramify.Web.dll"), .. data, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true } };
        process.OutputDataReceived += (_, line) => Hear(line.Data);
        process.ErrorDataReceived += (_, line) => Hear(line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public int ExitCode => process.ExitCode;

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
}
