using System.Runtime.CompilerServices;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Tests.Text;

/// <summary>Files as people have them; what is read of each stands beside this test.</summary>
public sealed class OutlineFixtureTests
{
    [Theory]
    [InlineData("page")]
    [InlineData("word-paste")]
    [InlineData("lecture")]
    [InlineData("tabs-and-spaces")]
    public void A_file_reads_as_expected(string name)
    {
        var reading = OutlineText.Read(File.ReadAllBytes(PathOf(name + ".txt")), MapLimits.Upload);
        var info = reading.Map.Info;
        Golden.Check(name + ".txt", $"""
            title {info.Title}
            description {info.Description}
            subject {info.Subject}
            topic {info.Topic}
            {OutlineText.Write(reading.Map)}{string.Concat(reading.Problems.Select(p => $"! {p.Code} {p.Line}: {p.Message}\n"))}
            """);
    }

    private static string PathOf(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "fixtures", "text", name);
}
