using System.Text;
using Ramify.Tests.Fixtures;

namespace Ramify.Cli.Tests;

/// <summary>Bad input that enters by the command line; each test is named after its row of the list.</summary>
public sealed class AbuseTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A06_an_outline_indented_200000_levels_is_refused_as_too_deep()
    {
        Refused(AbuseInputs.IndentedTabs(), "too_deep", 2);
        Refused(AbuseInputs.Staircase(), "too_deep", 502);
    }

    [Fact]
    public void A08_JSON_nested_10000_deep_is_refused()
    {
        var nested = "{\"ramify\":1,\"x\":" + new string('[', 10_000);
        Refused(new MemoryStream(Encoding.UTF8.GetBytes(nested)), "too_deep", 1);
    }

    [Fact]
    public void A15_a_picture_or_program_called_an_outline_is_refused()
    {
        Refused(new MemoryStream([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]), "type_mismatch", null);
        Refused(new MemoryStream([0x7F, (byte)'E', (byte)'L', (byte)'F', 2, 1, 1, 0]), "type_mismatch", null);
    }

    [Fact]
    public void A16_one_line_of_200_MB_is_refused_at_the_limit_with_flat_memory()
    {
        const long heap = 48 << 20;
        using (var file = File.Create(folder["huge.txt"])) AbuseInputs.HugeLine().CopyTo(file);
        foreach (var ran in new[] { Command.RunOn(AbuseInputs.HugeLine(), heap, "check", "-"), Command.RunOn(Stream.Null, heap, "check", folder["huge.txt"]) })
        {
            Assert.Equal(3, ran.ExitCode);
            Assert.Contains("[too_large]", ran.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A17_one_text_of_10_MB_is_refused_with_its_line_and_nothing_is_written() => Refused(AbuseInputs.HugeText(), "text_too_long", 2);

    [Fact]
    public void A18_one_node_too_many_is_refused_and_the_quota_is_said()
    {
        Assert.Contains("100000", Refused(AbuseInputs.Nodes(100_001), "too_many_nodes", 100_001), StringComparison.Ordinal);
        Assert.Equal(100_000, Command.RunOn(AbuseInputs.Nodes(100_000), null, "check", "-", "--json").Json.GetProperty("nodes").GetInt32());
        Assert.Contains("1000000", Refused(AbuseInputs.Nodes(1_000_001), "too_many_nodes", 1_000_001, "none"), StringComparison.Ordinal);
    }

    [Fact]
    public void A27_A28_pictures_that_are_floods_or_programs_are_left_out_of_an_import_and_told_and_the_map_is_read()
    {
        File.WriteAllBytes(folder["war.xmind"], Rasters.XMindWith(("flood.png", Rasters.PixelFlood()), ("frames.gif", Rasters.ManyFrames()), ("good.png", Rasters.Halves()), ("drawing.svg", "<svg onload=\"alert(1)\"/>"u8.ToArray())));
        var ran = Command.Run("import", folder["war.xmind"], "--data", folder["data"], "--subject", "history", "--topic", "russia-1917-1991");
        Assert.Equal(0, ran.ExitCode);
        Assert.Contains("65,000 x 65,000 pixels", ran.Errors, StringComparison.Ordinal);
        Assert.Contains("50,000 frames", ran.Errors, StringComparison.Ordinal);
        Assert.Contains("no PNG, JPEG, GIF or WebP", ran.Errors, StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("verify", folder["data"]).ExitCode);
        Assert.Equal(0, Command.Run("draw", folder["war.xmind"], "-o", folder["war.svg"]).ExitCode);
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(folder["war.svg"]), "href=\"data:image/png;base64,"));
    }

    [Fact]
    public void A20_controls_go_and_marks_are_bounded()
    {
        var lines = Command.Run("convert", AbuseInputs.File("A20-controls.txt"), "--to", "txt", "-o", "-").Lines;
        Assert.Equal(
            [
                "• Harvest plan", "  • Zero and [31mred", "  • Line", "• separator", "  • Right \u202Eto left",
                $"  • Joiners {new string('\u200D', 8)} end", $"  • Accents e{new string('\u0301', 8)} end", "  • Tab\there",
            ],
            lines);
        var codes = Command.Run("check", AbuseInputs.File("A20-controls.txt"), "--json").Json.GetProperty("problems").EnumerateArray().Select(p => p.GetProperty("code").GetString());
        Assert.Equal(["controls_removed", "marks_removed"], codes);
    }

    [Fact]
    public void A21_old_and_mixed_line_ends_and_indentation_are_read_and_their_lines_listed()
    {
        Assert.Equal("• Root\n  • one\n  • two\n", Command.Run("convert", AbuseInputs.File("A21-cr-only.txt"), "--to", "txt", "-o", "-").Output);
        Assert.Equal("• Root\n  • one\n  • two\n    • three\n    • four\n", Command.Run("convert", AbuseInputs.File("A21-mixed-lines.txt"), "--to", "txt", "-o", "-").Output);
        Assert.Contains("lines 1, 2, 3", Command.Run("check", AbuseInputs.File("A21-cr-only.txt")).Output, StringComparison.Ordinal);
        var mixed = Command.Run("check", AbuseInputs.File("A21-mixed-lines.txt")).Output;
        Assert.Contains("the rarer way is at line 2", mixed, StringComparison.Ordinal);
        Assert.Contains("indentation (line 4)", mixed, StringComparison.Ordinal);
    }

    /// <summary>The input is refused by check and by convert, in one sentence and without a file.</summary>
    private string Refused(Stream input, string code, int? line, string limits = "upload")
    {
        using var copy = new MemoryStream();
        input.CopyTo(copy);
        copy.Position = 0;
        var check = Command.RunOn(copy, null, "check", "-", "--json", "--limits", limits);
        var error = check.Json.GetProperty("error");
        Assert.Equal((3, code), (check.ExitCode, error.GetProperty("code").GetString()));
        Assert.Equal(line, error.TryGetProperty("line", out var l) ? l.GetInt32() : null);
        Assert.Single(check.Errors.TrimEnd('\n').Split('\n'));

        copy.Position = 0;
        Assert.Equal(3, Command.RunOn(copy, null, "convert", "-", "-o", folder["out.txt"], "--limits", limits).ExitCode);
        Assert.False(File.Exists(folder["out.txt"]));
        return check.Errors;
    }
}
