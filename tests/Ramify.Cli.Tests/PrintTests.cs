namespace Ramify.Cli.Tests;

public sealed class PrintTests : IDisposable
{
    private const string Page = "Root\n  One\n    first child\n    second child\n  Two\n";
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Print_writes_a_PDF_and_says_the_smallest_size()
    {
        var ran = Command.Run("print", folder.Write("page.txt", Page), "-o", folder["page.pdf"]);
        Assert.Equal(0, ran.ExitCode);
        Assert.Matches(@"A4 (landscape|portrait), 1 page, smallest text \d+\.\d pt\.", ran.Errors);
        Assert.StartsWith("%PDF-", File.ReadAllText(folder["page.pdf"]), StringComparison.Ordinal);
    }

    [Fact]
    public void Print_reports_its_plan_as_json()
    {
        var json = Command.Run("print", folder.Write("page.txt", Page), "-o", folder["page.pdf"], "--paper", "letter", "--variant", "blank", "--ink-saving", "--json").Json;
        Assert.Equal(["paper", "orientation", "pages", "smallestPoints", "spread", "warning", "offers", "missing"], json.EnumerateObject().Select(p => p.Name));
        Assert.Equal(("letter", 2, "one"), (json.GetProperty("paper").GetString(), json.GetProperty("pages").GetInt32(), json.GetProperty("spread").GetString()));
    }

    [Theory]
    [InlineData("png", "89504E47")]
    [InlineData("pdf", "25504446")]
    [InlineData("svg", "3C737667")]
    public void Draw_writes_what_the_file_is_called(string suffix, string begins)
    {
        var ran = Command.Run("draw", folder.Write("page.txt", Page), "-o", folder["page." + suffix]);
        Assert.Equal(0, ran.ExitCode);
        Assert.Equal(begins, Convert.ToHexString(File.ReadAllBytes(folder["page." + suffix]).AsSpan(0, 4)));
    }

    [Fact]
    public void A_missing_glyph_is_said_and_a_folder_of_fonts_asked_for()
    {
        var ran = Command.Run("draw", folder.Write("page.txt", "地図\n  Latin\n"), "-o", folder["page.png"]);
        Assert.Contains("地 (U+5730)", ran.Errors, StringComparison.Ordinal);
        Assert.Contains("--fonts", ran.Errors, StringComparison.Ordinal);
        Assert.Equal(4, Command.Run("draw", folder["page.txt"], "-o", folder["page.png"], "--fonts", folder["none"]).ExitCode);
    }

    [Fact]
    public void A_paper_that_does_not_exist_is_a_wrong_use() =>
        Assert.Equal(2, Command.Run("print", folder.Write("page.txt", Page), "-o", folder["page.pdf"], "--paper", "a9").ExitCode);
}
