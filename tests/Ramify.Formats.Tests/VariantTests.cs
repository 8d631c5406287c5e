using Ramify.Maps;

namespace Ramify.Formats.Tests;

/// <summary>What programs really write where their formats leave room, each seen in files of theirs.</summary>
public sealed class VariantTests
{
    [Theory]
    [InlineData("<map><node TEXT='Setup & Decoration'/></map>", "Setup & Decoration")]
    [InlineData("<map><node TEXT='a&nbsp;b&eacute;&unknown;'/></map>", "a\u00A0bé&unknown;")]
    [InlineData("<map><node TEXT='&amp;&lt;&#228;&#xE4;'/></map>", "&<ää")]
    [InlineData("<map><node><richcontent TYPE='NODE'><![CDATA[a & b &nbsp;]]></richcontent></node></map>", "a & b &nbsp;")]
    [InlineData("<map><node><richcontent TYPE='NODE'><![CDATA[a & b]]> &amp; c & d <![CDATA[&]]></richcontent></node></map>", "a & b & c & d &")]
    public void Ampersands_that_xml_forbids_are_read_as_they_are_meant(string xml, string text) =>
        Assert.Equal(text, TestFiles.Lines(TestFiles.Read(xml, "a.mm").Map));

    [Fact]
    public void A_stray_ampersand_is_told_with_its_line()
    {
        var problem = Assert.Single(TestFiles.Read("<map>\n<node TEXT='&amp;'>\n<node TEXT='a & b & c'/></node></map>", "a.mm").Problems);
        Assert.Equal(("stray_ampersand", 3), (problem.Code, problem.Line));
        Assert.Contains("2 ampersands", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_that_is_a_picture_has_no_text_and_the_name_as_note()
    {
        var map = TestFiles.Read("<map><node TEXT='root'><node TEXT='&lt;html>&lt;img src=\"plans/bild.png\">'/><node TEXT='named'><hook URI='b.png' NAME='ExternalObject'/></node></node></map>", "a.mm");
        Assert.Equal("root > >named", TestFiles.Lines(map.Map));
        Assert.Equal(["bild.png", "b.png"], Outline.Of(map.Map).Skip(1).Select(l => l.Node.Details.Note));
        Assert.Equal("image_outside", Assert.Single(map.Problems).Code);
    }

    [Fact]
    public void A_lone_sheet_without_its_list_opens() =>
        Assert.Equal("centre >a", TestFiles.Lines(TestFiles.Read("""{"title":"sheet","rootTopic":{"title":"centre","children":{"attached":[{"title":"a"}]}}}""", "a.xmind").Map));

    [Fact]
    public void A_protected_map_of_an_old_xmind_says_so()
    {
        var zip = TestFiles.Zip(("content.xml", [1, 2, 3]), ("META-INF/manifest.xml", TestFiles.Utf8("<manifest><file-entry full-path='content.xml'><encryption-data/></file-entry></manifest>")));
        Assert.Equal("encrypted", TestFiles.Read(zip, "a.xmind").Refusal?.Code);
    }

    [Fact]
    public void A_mup_frame_with_a_title_is_no_node()
    {
        var map = TestFiles.Read("""{"id":"root","formatVersion":3,"title":"the map","ideas":{"1":{"id":1,"title":"centre","ideas":{"2":{"title":"b"},"1":{"title":"a"},"-1":{"title":"left"}}}}}""", "a.mup").Map;
        Assert.Equal(("the map", "centre >a >b >left"), (map.Info.Title, TestFiles.Lines(map)));
    }

    [Fact]
    public void What_Markdown_strikes_out_is_text() =>
        Assert.Equal("a >b c", TestFiles.Lines(TestFiles.Read("# a\n\n- ~~b~~ c\n", "a.md").Map));

    [Theory]
    [InlineData("mindmap\n\tid1[\"`**bold** *it* text\nline2`\"]\n\t\ta\n      c", "bold it text|line2 >a >>c")]
    [InlineData("mindmap\n  r\n    \"quoted\"\n    [\"quoted\"]", "r >\"quoted\" >quoted")]
    public void Mermaid_is_read_as_its_own_parser_reads_it(string text, string lines) =>
        Assert.Equal(lines, TestFiles.Lines(TestFiles.Read(text, "a.mmd").Map));

    [Theory]
    [InlineData("<h1>t</h1><div>Some <b>bold</b> <i>text</i></div><div>more</div>", "t >Some bold text >more")]
    [InlineData("one<br>two <b>b</b><br><br>three", "one two b three")]
    [InlineData("<h1>t</h1><p>first<br>line</p><blockquote>said</blockquote><dl><dt>term</dt><dd>meaning</dd></dl>", "t >first|line >said >term >meaning")]
    [InlineData("<h1>t</h1><ul><li><h2>in the list</h2><p>more</p><ul><li>below</li></ul></li></ul><p>after</p>", "t >in the list|more >>below >after")]
    [InlineData("<table><tr><td><h1>mail</h1><table><tr><td>a</td><td>b</td></tr></table><ul><li>x</li></ul></td></tr></table>", "mail >a >>b >x")]
    [InlineData("<b style='font-weight:normal' id='docs-internal-guid-1'><h1>t</h1><ul><li aria-level='1'><p role='presentation'><span>a</span></p></li><ul><li aria-level='2'><p><span>b</span></p></li></ul><li aria-level='1'><p>c</p></li></ul></b>", "t >a >>b >c")]
    [InlineData("<div class='ListContainerWrapper'><ul><li data-aria-level='1'><p>a</p></li></ul></div><div class='ListContainerWrapper'><ul><li data-aria-level='2'><p>b</p></li></ul></div>", "a >b")]
    [InlineData("<p class=MsoTitle>t</p><h1>h</h1><p class=MsoListParagraphCxSpFirst style='text-indent:-.25in;mso-list:l0 level1 lfo1'><![if !supportLists]><span style='mso-list:Ignore'>·<span>&nbsp; </span></span><![endif]>a<o:p></o:p></p><p class=MsoListParagraph style='mso-list:l0 level2 lfo1'><span style='mso-list:Ignore'>o</span>b</p><p class=MsoNormal>n</p>", "t >h >>a >>>b >>n")]
    public void Pages_and_what_is_pasted_from_them_are_read_line_by_line(string html, string lines)
    {
        var map = TestFiles.Read(html, "a.html").Map;
        Assert.Equal(lines, TestFiles.Lines(map));
    }
}
