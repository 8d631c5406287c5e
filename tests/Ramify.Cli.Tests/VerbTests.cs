using System.Buffers;
using System.Text.Json;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Cli.Tests;

public sealed class VerbTests : IDisposable
{
    private const string Page = "A title\n\n?\nView mindmap\n  • Root\n    • one\n      • a shared idea, long enough\n    • two\n      • a shared idea, long enough\n\n    Comments\n\n    Similar History resources:\n";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_of_our_own_that_is_large_by_its_images_alone_is_read()
    {
        var image = new byte[12 << 20];
        new Random(1).NextBytes(image);
        var builder = new MapBuilder();
        MapBuilder.Describe(builder.Add(null, "Shown"), new NodeDetails { Image = ImageBytes.HashOf(image) });
        var file = new ArrayBufferWriter<byte>();
        MapJson.Write(builder.Build(), new Dictionary<string, ReadOnlyMemory<byte>> { [ImageBytes.HashOf(image)] = image }, file);
        File.WriteAllBytes(folder["a.ramify.json"], file.WrittenSpan.ToArray());
        Assert.Equal(0, Command.Run("convert", folder["a.ramify.json"], "-o", folder["b.ramify.json"]).ExitCode);
        Assert.True(file.WrittenSpan.SequenceEqual(File.ReadAllBytes(folder["b.ramify.json"])));
    }

    [Fact]
    public void Check_says_what_a_file_holds()
    {
        var json = Command.Run("check", folder.Write("page.txt", Page), "--json").Json;
        Assert.Equal(
            ["format", "title", "nodes", "edges", "roots", "shared", "links", "depth", "problems", "maps"],
            json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("text", "A title"), (json.GetProperty("format").GetString(), json.GetProperty("title").GetString()));
        Assert.Equal([4, 4, 1, 1, 0, 2], new[] { "nodes", "edges", "roots", "shared", "links", "depth" }.Select(n => json.GetProperty(n).GetInt32()));
        Assert.Equal(
            [("joined", 9), ("footer", 11)],
            json.GetProperty("problems").EnumerateArray().Select(p => (p.GetProperty("code").GetString()!, p.GetProperty("line").GetInt32())));
        Assert.Equal(["title", "nodes", "edges", "roots", "shared", "links", "depth"], json.GetProperty("maps")[0].EnumerateObject().Select(p => p.Name));
    }

    [Fact]
    public void Check_without_json_is_for_people()
    {
        var ran = Command.RunOn(Page, "check", "-");
        Assert.Equal(0, ran.ExitCode);
        Assert.Equal(["stdin: text", "A title", "  4 nodes, 4 edges, 1 root, 1 shared, 0 links, depth 2"], ran.Lines[..3]);
    }

    [Fact]
    public void Convert_goes_from_stdin_to_stdout_and_tells_losses_on_stderr()
    {
        var ran = Command.RunOn(Page, "convert", "-", "--to", "txt", "-o", "-");
        Assert.Equal((0, "• Root\n  • one\n    • a shared idea, long enough\n  • two\n    • a shared idea, long enough\n"), (ran.ExitCode, ran.Output));
        Assert.Contains("Lost in Indented text: descriptions (1), such as \"?\".", ran.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Convert_reports_losses_as_json()
    {
        var json = Command.Run("convert", folder.Write("page.txt", Page), "-o", folder["page.md"], "--json").Json;
        Assert.Equal(("text", "markdown", 4), (json.GetProperty("format").GetString(), json.GetProperty("to").GetString(), json.GetProperty("nodes").GetInt32()));
        var lost = Assert.Single(json.GetProperty("lost").EnumerateArray());
        Assert.Equal(("subjects", 1, "History"), (lost.GetProperty("what").GetString(), lost.GetProperty("count").GetInt32(), lost.GetProperty("example").GetString()));
        Assert.StartsWith("---\ntitle: \"A title\"\n", File.ReadAllText(folder["page.md"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Our_own_file_loses_nothing()
    {
        var page = folder.Write("page.txt", Page);
        Assert.Empty(Command.Run("convert", page, "-o", folder["a.ramify.json"], "--json").Json.GetProperty("lost").EnumerateArray());
        Command.Run("convert", folder["a.ramify.json"], "-o", folder["b.ramify.json"]);
        Assert.Equal(File.ReadAllBytes(folder["a.ramify.json"]), File.ReadAllBytes(folder["b.ramify.json"]));
        Assert.Equal(Command.Run("convert", page, "--to", "txt", "-o", "-").Bytes, Command.Run("convert", folder["b.ramify.json"], "--to", "txt", "-o", "-").Bytes);
    }

    [Theory]
    [InlineData("auto", 5)]
    [InlineData("all", 4)]
    [InlineData("none", 5)]
    public void Join_says_which_repeats_are_one_node(string join, int nodes)
    {
        var file = folder.Write("repeats.txt", "r\n a\n  short\n b\n  short");
        Assert.Equal(nodes, Command.Run("convert", file, "--join", join, "-o", folder["out.txt"], "--json").Json.GetProperty("nodes").GetInt32());
    }

    [Fact]
    public void Draw_writes_the_picture_and_its_figures()
    {
        var json = Command.Run("draw", folder.Write("page.txt", Page), "-o", folder["page.svg"], "--fit", "a4", "--theme", "dark", "--layout", "right", "--json").Json;
        Assert.Equal(
            ["width", "height", "scale", "smallestText", "overlaps", "throughText", "inkedShare", "aspectError"],
            json.EnumerateObject().Select(p => p.Name));
        Assert.True(json.EnumerateObject().All(p => p.Value.ValueKind == JsonValueKind.Number));
        Assert.StartsWith("<svg ", File.ReadAllText(folder["page.svg"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Import_puts_maps_into_a_library_under_their_subject_and_topic()
    {
        folder.Write("page.txt", Page + "    See all History resources »See all Russia, 1917 - 1991 resources »\n");
        Assert.Equal((0, "added /history/russia-1917-1991/a-title\n"), Imported("page.txt"));
        Assert.Equal((0, "unchanged /history/russia-1917-1991/a-title\n"), Imported("page.txt"));
        folder.Write("other.txt", "A map without a subject");
        Assert.Equal((3, ""), Imported("other.txt"));
        Assert.Equal(4, Imported("missing.txt").Item1);

        (int, string) Imported(string name) => Command.Run("import", folder[name], "--data", folder["data"]) is { } ran ? (ran.ExitCode, ran.Output) : default;
    }

    [Fact]
    public void Import_takes_what_the_web_would_refuse_only_without_limits()
    {
        folder.Write("long.txt", Page.Replace("• one", "• " + new string('x', 20_001), StringComparison.Ordinal) + "    See all History resources »See all Russia, 1917 - 1991 resources »\n");
        Assert.Equal(3, Command.Run("import", folder["long.txt"], "--data", folder["data"]).ExitCode);
        Assert.Equal(0, Command.Run("import", folder["long.txt"], "--data", folder["data"], "--limits", "none").ExitCode);
        Assert.Equal(2, Command.Run("import", folder["long.txt"], "--data", folder["data"], "--limits", "few").ExitCode);
    }

    [Fact]
    public void Import_takes_the_samples_of_a_directory()
    {
        var samples = Path.Combine(Command.RepositoryRoot, "samples");
        var ran = Command.Run("import", samples, "--data", folder["data"]);
        Assert.Equal((0, ""), (ran.ExitCode, ran.Errors));
        Assert.Equal(Directory.GetFiles(samples, "*.txt").Length, ran.Lines.Length);
        Assert.All(ran.Lines, line => Assert.StartsWith("added /", line, StringComparison.Ordinal));
    }

    [Fact]
    public void Import_goes_on_after_a_bad_file_and_reports_each()
    {
        Directory.CreateDirectory(folder["maps"]);
        folder.Write("maps/a.mm", "<map><node TEXT='Steam'><node TEXT='rises'/></node></map>");
        folder.Write("maps/b.opml", "<opml><body><outline text='damaged'></body></opml>");
        folder.Write("maps/c.org", "* a heading");
        folder.Write("maps/d.markdown", "# Ice\n\n- floats\n");
        folder.Write("maps/photo.png", "no map");
        var ran = Command.Run("import", folder["maps"], "--data", folder["data"], "--subject", "history", "--topic", "russia-1917-1991", "--json");
        Assert.Equal(3, ran.ExitCode);
        var files = ran.Json.GetProperty("files").EnumerateArray().ToList();
        Assert.Equal(
            ["a.mm added", "b.opml refused", "c.org refused", "d.markdown added"],
            files.Select(f => $"{Path.GetFileName(f.GetProperty("file").GetString())} {f.GetProperty("outcome").GetString()}"));
        Assert.Equal("/history/russia-1917-1991/ice", files[3].GetProperty("address").GetString());
        Assert.Contains("[malformed]", files[1].GetProperty("reason").GetString(), StringComparison.Ordinal);
        Assert.Contains("export OPML or Markdown from Emacs", ran.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("realistic")]
    [InlineData("chain")]
    [InlineData("star")]
    [InlineData("random")]
    public void Generate_makes_the_same_map_from_the_same_seed(string shape)
    {
        string[] arguments = ["generate", "--nodes", "500", "--shape", shape, "--seed", "7", "-o"];
        var text = Command.Run([.. arguments, "-"]).Bytes;
        Assert.Equal(text, Command.Run([.. arguments, "-"]).Bytes);
        Command.Run([.. arguments, folder["g.ramify.json"]]);
        Assert.Equal(text, Command.Run("convert", folder["g.ramify.json"], "--to", "text", "-o", "-", "--limits", "none").Bytes);
        Assert.Equal(500, Command.RunOn(new MemoryStream(text), null, "check", "-", "--json", "--limits", "none").Json.GetProperty("nodes").GetInt32());
    }

    [Fact]
    public void Help_begins_with_examples()
    {
        foreach (var verb in new[] { "check", "convert", "draw", "generate", "import", "completion" })
        {
            var help = Command.Run(verb, "--help");
            Assert.Equal((0, "Examples:"), (help.ExitCode, help.Lines[0]));
            Assert.Contains($"ramify {verb} ", help.Lines[1], StringComparison.Ordinal);
            Assert.DoesNotContain("Ramify.Cli", help.Output, StringComparison.Ordinal);
        }
        Assert.Equal((0, "Examples:"), (Command.Run().ExitCode, Command.Run().Lines[0]));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public void Completion_asks_the_command_in_every_shell(string shell) =>
        Assert.Contains("ramify \"[suggest:", Command.Run("completion", shell).Output, StringComparison.Ordinal);

    [Fact]
    public void The_command_completes_verbs_and_values()
    {
        Assert.Contains("convert", Command.Run("[suggest:9]", "ramify co").Lines);
        Assert.Contains("two-sided", Command.Run("[suggest:23]", "ramify draw x --layout ").Lines);
    }

    [Theory]
    [InlineData(2, "chek")]
    [InlineData(2, "check")]
    [InlineData(2, "check", "-", "--limits", "some")]
    [InlineData(2, "convert", "-", "-o", "out.unknown")]
    [InlineData(2, "convert", "-", "--to", "svg", "-o", "-")]
    [InlineData(2, "draw", "-", "-o", "-", "--fit", "huge")]
    [InlineData(2, "draw", "-", "-o", "-", "--json")]
    [InlineData(2, "generate", "--nodes", "0", "-o", "-")]
    [InlineData(2, "generate", "--nodes", "1000001", "-o", "-")]
    [InlineData(2, "generate", "--nodes", "900000", "--shape", "chain", "-o", "-")]
    [InlineData(3, "check", "-")]
    [InlineData(3, "check", "/")]
    [InlineData(4, "check", "no such file")]
    [InlineData(4, "generate", "--nodes", "5", "-o", "no/such/folder/out.txt")]
    public void A_failure_is_one_sentence_on_stderr_and_a_code(int code, params string[] arguments)
    {
        var ran = Command.Run(arguments);
        Assert.Equal((code, ""), (ran.ExitCode, ran.Output));
        Assert.StartsWith("ramify: ", ran.Errors, StringComparison.Ordinal);
        Assert.Single(ran.Errors.TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_refusal_names_code_and_line_in_json_too()
    {
        var ran = Command.RunOn("{\"ramify\":1,\n\"nodes\":[\n{\"id\":5}]}", "check", "-", "--json");
        Assert.Equal((3, "wrong_kind", 3), (ran.ExitCode, ran.Json.GetProperty("error").GetProperty("code").GetString(), ran.Json.GetProperty("error").GetProperty("line").GetInt32()));
        Assert.Contains("nodes[0].id is a number; a string is expected (line 3). [wrong_kind]", ran.Errors, StringComparison.Ordinal);
    }
}
