using System.Runtime.CompilerServices;

namespace Ramify.Tests;

/// <summary>Compares a text with the file Expectations/NAME beside the test; RAMIFY_UPDATE=1 writes the file instead.</summary>
internal static class Golden
{
    public static void Check(string name, string actual, [CallerFilePath] string test = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(test)!, "Expectations", name);
        if (Environment.GetEnvironmentVariable("RAMIFY_UPDATE") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }
        Assert.True(File.Exists(path), $"{path} is missing; RAMIFY_UPDATE=1 writes it.");
        Assert.Equal(File.ReadAllText(path), actual);
    }
}
