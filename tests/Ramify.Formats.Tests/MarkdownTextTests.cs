using System.Buffers;
using System.Text;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Formats.Tests;

public sealed class MarkdownTextTests
{
    [Fact]
    public void Short_main_branches_are_headings_and_all_below_is_a_list() => Assert.Equal(
        """

        # Famine

        ## Causes

        - Grain was taken
          - by quota

        ## Course

        - 1932
        - 1933

        """, Written("Famine\n  Causes\n    Grain was taken\n      by quota\n  Course\n    1932\n    1933"));

    [Fact]
    public void A_long_main_branch_makes_them_all_a_list() => Assert.Equal(
        $"\n# Famine\n\n- {new string('x', 81)}\n  - a\n- b\n", Written($"Famine\n  {new string('x', 81)}\n    a\n  b"));

    [Fact]
    public void A_shared_node_is_linked_from_its_further_parents() => Assert.Equal(
        """

        # Cells

        ## Plants

        - <a id="shared-1"></a>Energy is stored as starch
          - in grains

        ## Potatoes

        - [Energy is stored as starch](#shared-1)

        """, Written("Cells\n  Plants\n    Energy is stored as starch\n      in grains\n  Potatoes\n    Energy is stored as starch"));

    [Fact]
    public void A_title_that_is_not_the_root_stands_in_front_matter() =>
        Assert.StartsWith("---\ntitle: \"A \\\"title\\\"\"\ndescription: \"?\"\n---\n\n# Root\n", Written("A \"title\"\n?\nView mindmap\n• Root"), StringComparison.Ordinal);

    [Fact]
    public void Notes_and_addresses_stand_with_their_nodes()
    {
        var builder = new MapBuilder();
        var root = builder.Add(null, "root");
        MapBuilder.Describe(builder.Add(root, "child"), new NodeDetails { Note = "# first\nsecond", Link = "https://example.org/a)" });
        Assert.Equal("\n# root\n\n- [child](https://example.org/a%29)\n  > \\# first\n  > second\n", Written(builder.Build()));
    }

    [Theory]
    [InlineData("# no heading", "\\# no heading")]
    [InlineData("- no list", "\\- no list")]
    [InlineData("1928. A year", "1928\\. A year")]
    [InlineData("a *b* _c_ `d` [e](f) <g> &amp;", "a \\*b\\* \\_c\\_ \\`d\\` \\[e\\](f) \\<g\\> \\&amp;")]
    [InlineData(" edges ", "&#32;edges&#32;")]
    public void Text_that_Markdown_would_read_is_escaped(string text, string written)
    {
        var builder = new MapBuilder();
        builder.Add(builder.Add(null, "root"), text);
        Assert.Equal($"\n# root\n\n- {written}\n", Written(builder.Build()));
    }

    [Fact]
    public void Line_breaks_stay_within_the_item()
    {
        var builder = new MapBuilder();
        builder.Add(builder.Add(null, "root"), "one\n- two");
        Assert.Equal("\n# root\n\n- one\\\n  \\- two\n", Written(builder.Build()));
    }

    [Fact]
    public void Links_tags_and_particulars_are_declared_lost()
    {
        var builder = new MapBuilder { Info = new MapInfo { Title = "r", Subject = "History", Description = "kept" } };
        var root = builder.Add(null, "r");
        MapBuilder.Describe(root, new NodeDetails { Note = "kept", Tags = ["t"] });
        builder.Connect(root, root, "causes");
        Assert.Equal([new("subjects", 1, "History"), new("tags", 1, "t"), new Loss("links", 1, "r causes r")], MarkdownText.Losses(builder.Build()));
    }

    private static string Written(string outline) => Written(OutlineText.Read(outline, MapLimits.Upload).Map);

    private static string Written(MindMap map)
    {
        var buffer = new ArrayBufferWriter<byte>();
        MarkdownText.Write(map, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("X")]
    public void A_lone_x_that_leads_somewhere_is_no_ticked_box(string text)
    {
        var builder = new MapBuilder();
        var leaf = builder.Add(builder.Add(builder.Add(null, "root"), "a long enough branch"), text);
        MapBuilder.Describe(leaf, new NodeDetails { Link = "https://example.org/" });
        var back = TestFiles.Read(LawTests.Written("markdown", builder.Build()), "a.md").Map;
        Assert.Equal($"root >a long enough branch >>{text}", TestFiles.Lines(back));
    }
}
