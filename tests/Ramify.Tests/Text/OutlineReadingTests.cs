using System.Text;
using CsCheck;
using Ramify.Maps;
using Ramify.Text;
using static Ramify.Tests.Text.Reading;

namespace Ramify.Tests.Text;

public sealed class OutlineReadingTests
{
    [Fact]
    public void Generated_outlines_come_back_as_the_same_lines() => GeneratedOutline.Gen.Sample(outline =>
    {
        var reading = OutlineText.Read(Encoding.UTF8.GetBytes(outline.Text), MapLimits.Upload);
        Assert.Null(reading.Refusal);
        Assert.Equal(outline.Lines, Outline.Of(reading.Map).Select(l => (l.Depth, l.Node.Text)));
        Assert.Equal((outline.Nodes, outline.Edges, outline.Shared), (reading.Map.NodeCount, reading.Map.EdgeCount, SharedCount(reading.Map)));
        Assert.Equal(outline.IsFramed ? "Generated title, 1928-53" : outline.Lines[0].Text, reading.Map.Info.Title);
        Assert.Equal(outline.IsFramed ? ("?", "History", "Russia, 1917 - 1991") : default, (reading.Map.Info.Description, reading.Map.Info.Subject, reading.Map.Info.Topic));
    }, iter: 2_000);

    [Theory]
    [InlineData("• Root\n  • a\n  • b")]
    [InlineData("- Root\n    - a\n    - b")]
    [InlineData("Root\n\ta\n\tb")]
    [InlineData("Root\n a\n b")]
    [InlineData("* Root\n\t+ a\n\t– b")]
    [InlineData("1. Root\n  1.1 a\n  1.2 b")]
    [InlineData("1) Root\n   a) a\n   (ii) b")]
    [InlineData("1.1 Root\n  o a\n  o b")]
    [InlineData("I. Root\n  A. a\n  B. b\nII.", "II.")]
    [InlineData("▪ Root\r\n\r\n   o a\r\n\r\n   o b\r\n")]
    [InlineData("•Root\r  •a\r  •b\r")]
    [InlineData("·\u00A0\u00A0Root\n\u00A0\u00A0·\u00A0a\n\u00A0\u00A0·\u00A0b")]
    [InlineData("     • Root\n       • a\n       • b")]
    public void Every_bullet_and_indentation_reads_as_the_same_map(string text, string _ = "")
    {
        if (text.EndsWith("II.", StringComparison.Ordinal)) text = text[..^3];
        if (text.StartsWith("I.", StringComparison.Ordinal)) text += "II. c";
        Assert.Equal(["Root", "  a", "  b"], LinesOf(text).Take(3));
    }

    [Theory]
    [InlineData("Causes\n  3.5 million died\n  I. Newton\n  o povo", "  3.5 million died", "  I. Newton", "  o povo")]
    [InlineData("Causes\n  -5 degrees\n  1917. A year\n  *bold* text\n  (Not) a bullet", "  -5 degrees", "  1917. A year", "  *bold* text", "  (Not) a bullet")]
    public void What_only_looks_like_a_bullet_stays_in_the_text(string text, params string[] lines) => Assert.Equal(lines, LinesOf(text)[1..]);

    [Fact]
    public void A_wrapped_line_joins_the_item_before_it()
    {
        const string text = """
            • A long idea that went
            over the edge of the page
              • A second one that was wrapped
                with its continuation under the text
              • Third
            """;
        Assert.Equal(
            ["A long idea that went over the edge of the page", "  A second one that was wrapped with its continuation under the text", "  Third"],
            LinesOf(text));
    }

    [Fact]
    public void A_heading_without_bullet_holds_the_bullets_below_it()
    {
        Assert.Equal(
            ["Light reactions", "  water is split", "    oxygen leaves", "Dark reactions", "  carbon is fixed"],
            LinesOf("Light reactions\n- water is split\n  - oxygen leaves\nDark reactions\n- carbon is fixed"));
        Assert.Equal(["One", "  a", "Two", "  b"], LinesOf("One\n  • a\nTwo\n  • b"));
    }

    [Fact]
    public void A_dedent_between_two_levels_belongs_to_the_upper_one() =>
        Assert.Equal(["Root", "  deep", "  between", "  step"], LinesOf("Root\n        deep\n    between\n  step"));

    [Fact]
    public void A_tab_counts_as_one_step_of_the_blanks_beside_it()
    {
        var reading = Read("- r\n   - a\n      - b\n\t- c\n\t   - d");
        Assert.Equal(["r", "  a", "    b", "  c", "    d"], Lines(reading.Map));
        var problem = Assert.Single(reading.Problems);
        Assert.Equal(("mixed_indent", 5), (problem.Code, problem.Line));
    }

    [Fact]
    public void The_header_of_a_page_is_title_and_description()
    {
        var map = Read("Cells, a summary\n\n- what they do -\nview mindmap\n  • Cell\n    • wall").Map;
        Assert.Equal(("Cells, a summary", "- what they do -"), (map.Info.Title, map.Info.Description));
        Assert.Equal(["Cell", "  wall"], Lines(map));
    }

    [Fact]
    public void The_footer_of_a_page_is_subject_and_topic_wherever_it_is_indented()
    {
        var reading = Read("• Cell\n    • wall\n        Comments\n\n        Nice map!\n\n    Similar Biology resources:\n    • Other map\nSee all Biology resources »\nSee all Cells resources »");
        Assert.Equal(["Cell", "  wall"], Lines(reading.Map));
        Assert.Equal(("Biology", "Cells"), (reading.Map.Info.Subject, reading.Map.Info.Topic));
        Assert.Equal(("footer", 3), (reading.Problems[0].Code, reading.Problems[0].Line));
    }

    [Fact]
    public void Nodes_called_like_the_footer_stay_nodes() =>
        Assert.Equal(["Blog", "  Comments", "  No comments", "  Similar posts"], LinesOf("Blog\n  Comments\n  No comments\n  Similar posts"));

    [Fact]
    public void A_repeat_of_twenty_characters_is_one_node_and_is_reported()
    {
        var reading = Read("- r\n  - a\n    - exactly 20 long text\n  - b\n    - exactly 20 long text ");
        Assert.Equal((4, 4, 1), (reading.Map.NodeCount, reading.Map.EdgeCount, SharedCount(reading.Map)));
        Assert.Equal([("joined", 5)], reading.Problems.Select(p => (p.Code, p.Line)));
    }

    [Fact]
    public void A_shorter_repeat_is_joined_only_when_asked()
    {
        const string text = "- r\n  - a\n    - nineteen characters\n  - b\n    - nineteen characters";
        Assert.Equal([("not_joined", 5)], Read(text).Problems.Select(p => (p.Code, p.Line)));
        Assert.Equal((5, 4), (Read(text).Map.NodeCount, Read(text, JoinRepeats.All).Map.NodeCount));
    }

    [Fact]
    public void No_repeat_is_joined_when_none_is_wanted() =>
        Assert.Equal(3, Read("- a text of more than twenty\n- b\n  - a text of more than twenty", JoinRepeats.None).Map.NodeCount);

    [Fact]
    public void A_repeat_with_the_same_children_is_one_node()
    {
        var map = Read("- r\n  - a\n    - the same long sentence here\n      - x\n      - y\n  - b\n    - the same long sentence here\n      - x\n      - y").Map;
        Assert.Equal(["r", "  a", "    the same long sentence here", "      x", "      y", "  b", "    the same long sentence here"], Lines(map));
    }

    [Theory]
    [InlineData("- r\n  - the same long sentence here\n    - x\n  - b\n    - the same long sentence here\n      - z", "other children")]
    [InlineData("- r\n  - the same long sentence here\n    - b\n      - the same long sentence here", "")]
    [InlineData("- r\n  - the same long sentence here\n  - the same long sentence here", "same parent")]
    [InlineData("- r\n  - the same long sentence here\n- the same long sentence here", "root")]
    public void A_repeat_that_cannot_be_one_node_is_kept_apart_and_reported(string text, string why)
    {
        var reading = Read(text);
        Assert.Equal(0, reading.Map.AlsoUnderCount);
        Assert.Equal(text.Count(c => c == '\n') + 1, reading.Map.NodeCount);
        if (why.Length > 0) Assert.Contains(reading.Problems, p => p.Code == "not_joined" && p.Message.Contains(why, StringComparison.Ordinal));
    }

    [Fact]
    public void A_shared_node_first_met_on_its_longer_path_keeps_its_lines_and_takes_the_shorter_parent()
    {
        const string text = "r\n  a\n    b\n      a shared and long enough idea\n        below it\n  a shared and long enough idea";
        var map = Read(text).Map;
        Assert.Equal(text.Split('\n'), Lines(map));
        Assert.Equal("r", map.Nodes.Single(n => n.IsShared).Parent!.Text);
    }

    [Fact]
    public void Equal_names_are_one_node_and_different_names_never_join()
    {
        var map = Read("- r\n  - x [^a]\n    - y\n  - z\n    - x [^a]\n    - a long leaf that stands twice [^b]\n    - w\n      - a long leaf that stands twice [^c]").Map;
        Assert.Equal((7, 1), (map.NodeCount, map.AlsoUnderCount));
        Assert.Equal("x", map.Nodes.Single(n => n.IsShared).Text);
    }

    [Fact]
    public void A_name_cannot_make_a_cycle()
    {
        var reading = Read("- r\n  - a [^a]\n    - b [^b]\n  - b [^b]\n    - a [^a]");
        Assert.Equal(["r", "  a", "    b", "  b"], Lines(reading.Map));
        Assert.Contains(reading.Problems, p => p is { Code: "not_joined", Line: 5 });
    }

    [Fact]
    public void A_link_line_links_two_names()
    {
        var map = Read("- r [^r]\n  - a [^a]\n> [^a] -causes +0.7-> [^r] made it worse\n  - > [^r] <-any words-> [^a]\n> [^a] -follows --> [^r]\n> [^a] -causes-> [^nobody]").Map;
        Assert.Equal(
            [("a", "r", "causes", "made it worse", 1, 0.7), ("r", "a", "relates", "any words", 0, null), ("a", "r", "follows", null, -1, null)],
            map.Links.Select(l => (l.From.Text, l.To.Text, l.Kind, l.Label, (int)l.Sign, l.Strength)));
    }

    [Fact]
    public void Escapes_are_undone_and_other_backslashes_stay() =>
        Assert.Equal([@"\\server\share", @"\frac{1}{2}", "a [^b]", @"x\", "  indented"], LinesOf("- \\\\server\\share\n- \\frac{1}{2}\n- a \\[^b]\n- x\\\n- \\  indented"));

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public void Encodings_are_known_with_and_without_a_mark(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        var bytes = encoding.GetBytes("- Root\n  - état");
        Assert.Equal(["Root", "  état"], Lines(OutlineText.Read(bytes, MapLimits.Upload).Map));
        Assert.Equal(["Root", "  état"], Lines(OutlineText.Read([.. encoding.GetPreamble(), .. bytes], MapLimits.Upload).Map));
    }

    [Fact]
    public void Invalid_bytes_become_replacement_characters_and_are_counted()
    {
        var reading = OutlineText.Read([.. "- Root\n  - caf"u8, 0xE9, .. "\n  - a\uFFFDb"u8, 0xC3], MapLimits.Upload);
        Assert.Equal(["Root", "  caf\uFFFD", "  a\uFFFDb\uFFFD"], Lines(reading.Map));
        Assert.Equal(new MapProblem(2, "invalid_bytes", "2 invalid bytes were read as U+FFFD, the first at line 2."), Assert.Single(reading.Problems));
    }

    [Fact]
    public void Controls_go_marks_are_bounded_and_direction_marks_stay()
    {
        var marks = new string('\u0301', 500);
        Assert.Equal(
            ["ab\tc", "  \u202Ee" + new string('\u0301', 8), "  x\uFFFDy", "  👩‍👩‍👧"],
            LinesOf($"- a\0b\u0085\tc\u001B\n  - \u202Ee{marks}\n  - x\uD800y\n  - 👩‍👩‍👧"));
    }

    [Fact]
    public void Nothing_is_trimmed_but_the_gap_after_the_bullet() =>
        Assert.Equal(["\u00A0Root \u00A0", "  a  b "], LinesOf("-   \u00A0Root \u00A0\n  -\ta  b "));

    [Theory]
    [InlineData("", "empty", null)]
    [InlineData(" \r\n\t\n\0\n", "empty", null)]
    [InlineData("Title\nView mindmap\n", "empty", null)]
    public void Nothing_to_read_is_refused(string text, string code, int? line) =>
        Assert.Equal((code, line), (Read(text).Refusal!.Code, Read(text).Refusal!.Line));

    [Fact]
    public void Limits_are_refused_with_their_line()
    {
        var limits = new MapLimits(TextLength: 10, Depth: 2, Nodes: 3, InputBytes: 60, InflatedBytes: 0, Links: 1);
        Assert.Equal(("text_too_long", 2), Refused("a\n12345678901"));
        Assert.Equal(("text_too_long", 3), Refused("- a\n- 123456\n  78901"));
        Assert.Equal(("too_deep", 4), Refused("a\n b\n  c\n   d"));
        Assert.Equal(("too_deep", 2), Refused("a\n\t\t\tb"));
        Assert.Equal(("too_many_nodes", 4), Refused("a\nb\nc\nd"));
        Assert.Equal(("too_large", null), Refused(new string(' ', 61)));
        Assert.Null(OutlineText.Read("a\n b\n  1234567890", limits).Refusal);

        (string, int?) Refused(string text) => OutlineText.Read(text, limits).Refusal is { } r ? (r.Code, r.Line) : default;
    }

    [Fact]
    public void Reading_never_throws_and_keeps_the_map_whole() => Gen.String[Gen.Char["-•*1. \t\n\r\\[^]>ab\u00A0o()x\0\uD800"], 0, 300].Sample(text =>
    {
        foreach (var join in Enum.GetValues<JoinRepeats>())
        {
            var reading = Read(text, join);
            if (reading.Refusal is not null) continue;
            Assert.Equal(reading.Map.NodeCount, Outline.Of(reading.Map).Select(l => l.Node).Distinct().Count());
            Assert.True(reading.Map.Nodes.All(n => n.AlsoUnder.All(a => !MindMap.IsReachable(n, a.Parent))));
        }
    }, iter: 20_000);

    [Fact]
    public void Reading_a_file_twice_gives_the_same_nodes() =>
        Assert.Equal(Read("- r\n  - a\n  - a").Map.Nodes.Select(n => n.Id), Read("- r\n  - a\n  - a").Map.Nodes.Select(n => n.Id));
}
