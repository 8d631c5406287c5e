using System.Text;
using Ramify.Maps;

namespace Ramify.Formats.Tests;

/// <summary>Two megabytes of what makes careless readers slow: whether read or refused, in time that grows with the input only.</summary>
[Collection("alone")]
public sealed class HangTests
{
    private const int Size = 2 << 20;

    [Theory]
    [InlineData("[", "a.md")]
    [InlineData("![", "a.md")]
    [InlineData("[a](", "a.md")]
    [InlineData("*a **a ", "a.md")]
    [InlineData("*", "a.md")]
    [InlineData("_a ", "a.md")]
    [InlineData("`", "a.md")]
    [InlineData("` `` ", "a.md")]
    [InlineData("<", "a.md")]
    [InlineData("<a ", "a.md")]
    [InlineData("&", "a.md")]
    [InlineData("> ", "a.md")]
    [InlineData("- ", "a.md")]
    [InlineData("-\n", "a.md")]
    [InlineData("a\n\n", "a.md")]
    [InlineData("<details>\n\n", "a.md")]
    [InlineData("[a](https://example.org/b) ", "a.md")]
    [InlineData("# a\n", "a.md")]
    [InlineData("<div>", "a.html")]
    [InlineData("<b>", "a.html")]
    [InlineData("<b><p>", "a.html")]
    [InlineData("<ul><li>", "a.html")]
    [InlineData("<blockquote>", "a.html")]
    [InlineData("<table><tr><td>", "a.html")]
    [InlineData("<li>a", "a.html")]
    [InlineData("<p>a", "a.html")]
    [InlineData("a,", "a.csv")]
    [InlineData("a\n", "a.csv")]
    [InlineData("\"", "a.csv")]
    [InlineData("  a\n", "a.mmd")]
    public void What_repeats_is_read_in_time(string piece, string name)
    {
        var text = new StringBuilder(name.EndsWith(".mmd", StringComparison.Ordinal) ? "mindmap\n" : "");
        while (text.Length < Size) text.Append(piece);
        InTime(TestFiles.Utf8(text.ToString()), name);
    }

    [Theory]
    [InlineData("<map><node>", "<attribute NAME='a' VALUE='b'/>", "</node></map>", "a.mm")]
    [InlineData("<map><node>", "<richcontent TYPE='NOTE'><p>a</p></richcontent>", "</node></map>", "a.mm")]
    [InlineData("<map><node>", "<node TEXT='&lt;html>&lt;b>&lt;b>a'/>", "</node></map>", "a.mm")]
    [InlineData("<map><node>", "<icon BUILTIN='a'/>", "</node></map>", "a.mm")]
    [InlineData("<map><node TEXT='&lt;html>", "&lt;b>&lt;p>", "'/></map>", "a.mm")]
    [InlineData("<map><node ID='a'>", "<node TREE_ID='a'/>", "</node></map>", "a.mm")]
    [InlineData("<simplemind-mindmaps><topic id='0' parent='-1'/>", "<topic id='1' parent='1'><link element='0'/></topic>", "</simplemind-mindmaps>", "a.smmx")]
    [InlineData("{\"nodes\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"edges\":[", "{\"fromNode\":\"a\",\"toNode\":\"b\"},{\"fromNode\":\"b\",\"toNode\":\"a\"},", "]}", "a.canvas")]
    [InlineData("<!DOCTYPE a [", "<!ENTITY a 'b'>", "]><map><node/></map>", "a.mm")]
    public void What_repeats_inside_is_read_in_time(string start, string piece, string end, string name)
    {
        var text = new StringBuilder(start);
        while (text.Length < Size) text.Append(piece);
        InTime(TestFiles.Utf8(text.Append(end).ToString()), name);
    }

    [Fact]
    public void A_chapter_under_one_heading_is_no_refusal()
    {
        var map = TestFiles.Read("# Book\n\n## Chapter\n\n" + string.Concat(Enumerable.Range(0, 3000).Select(i => $"Paragraph {i} of some length.\n\n")), "a.md");
        Assert.Null(map.Refusal);
        var notes = string.Concat(Outline.Of(map.Map).Select(l => l.Node.Details.Note));
        Assert.Contains("Paragraph 0 ", notes, StringComparison.Ordinal);
        Assert.Contains("Paragraph 2999 ", notes, StringComparison.Ordinal);
    }

    private static void InTime(byte[] bytes, string name)
    {
        var start = Environment.CpuUsage.TotalTime;
        var reading = MapFormats.Read(bytes, MapLimits.Upload, fileName: name);
        var cost = Environment.CpuUsage.TotalTime - start;
        Assert.True(cost.TotalSeconds < 4, $"{cost.TotalSeconds:0.0} s, {reading.Refusal?.Code ?? "read"}");
    }
}
