using Ramify.Text;

namespace Ramify.Tests.Text;

/// <summary>Runs the examples of docs/spec/outline.md.</summary>
public sealed class OutlineSpecTests
{
    public static TheoryData<string, string> Examples()
    {
        var examples = new TheoryData<string, string>();
        var blocks = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "spec", "outline.md")).ReplaceLineEndings("\n").Split("```");
        for (var i = 1; i + 2 < blocks.Length; i += 4)
        {
            Assert.StartsWith("text\n", blocks[i], StringComparison.Ordinal);
            Assert.StartsWith("reads as\n", blocks[i + 2], StringComparison.Ordinal);
            examples.Add(Plain(blocks[i]["text\n".Length..]), Plain(blocks[i + 2]["reads as\n".Length..]));
        }
        return examples;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void An_example_of_the_specification_reads_as_it_says(string text, string expected)
    {
        var reading = Reading.Read(text);
        Assert.Equal(expected, OutlineText.Write(reading.Map) + string.Concat(reading.Problems.Select(p => $"! {p.Code} {p.Line}\n")));
    }

    [Fact]
    public void Every_rule_has_one_id()
    {
        var spec = File.ReadAllText(Path.Combine(RepositoryRoot(), "docs", "spec", "outline.md"));
        Assert.Equal(Enumerable.Range(1, 20), spec.Split("**T").Skip(1).Select(part => int.Parse(part[..part.IndexOf('*', StringComparison.Ordinal)])));
    }

    private static string Plain(string block) => block.Replace('⇥', '\t').Replace('␣', ' ').Replace('⍽', '\u00A0');

    private static string RepositoryRoot()
    {
        var at = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(at, "Ramify.slnx"))) at = Path.GetDirectoryName(at)!;
        return at;
    }
}
