using System.Diagnostics;
using System.IO.Compression;
using System.Text;
using Ramify.Maps;

namespace Ramify.Formats.Tests;

/// <summary>Bad inputs and attacks; each name begins with the row of the list of abuses that it stands for.</summary>
[Collection("alone")]
public sealed class AbuseTests
{
    private const string Map = "<map version=\"1.0.1\"><node TEXT=\"root\">";

    [Fact]
    public void A01_an_external_entity_is_refused_and_a_bare_doctype_is_not()
    {
        var secret = Path.GetTempFileName();
        File.WriteAllText(secret, "the secret");
        var attack = $"<!DOCTYPE map [<!ENTITY x SYSTEM \"file://{secret}\">]><map><node TEXT=\"a\"><node TEXT=\"&x;\"/></node></map>";
        Refused("entity_forbidden", attack, "a.mm");
        Refused("entity_forbidden", $"<!DOCTYPE map [<!ENTITY x SYSTEM \"file://{secret}\">]><map><node><richcontent TYPE=\"NODE\"><html><body><p>&x;</p></body></html></richcontent></node></map>", "a.mm");
        Assert.Equal("root", Opened("<!DOCTYPE map>" + Map + "</node></map>", "a.mm").Roots[0].Node.Text);
        File.Delete(secret);
    }

    [Fact]
    public void A01_an_entity_that_is_declared_but_never_used_is_ignored() =>
        Assert.Equal("root", Opened("<!DOCTYPE map [<!ENTITY x \"y\">]>" + Map + "</node></map>", "a.mm").Roots[0].Node.Text);

    [Fact]
    public void A02_a_billion_laughs_are_refused_at_once()
    {
        var attack = new StringBuilder("<?xml version=\"1.0\"?><!DOCTYPE opml [<!ENTITY l0 \"ha\">");
        for (var i = 1; i <= 10; i++) attack.Append("<!ENTITY l").Append(i).Append(" \"").Insert(attack.Length, $"&l{i - 1};", 10).Append("\">");
        attack.Append("]><opml version=\"2.0\"><head/><body><outline text=\"&l10;\"/></body></opml>");
        var bytes = TestFiles.Utf8(attack.ToString());
        Refused("entity_forbidden", bytes, "a.opml");
        var (allocated, elapsed) = Cost(() => Refused("entity_forbidden", bytes, "a.opml"));
        Assert.True(allocated < 8 << 20, $"{allocated} bytes");
        Assert.True(elapsed < 500, $"{elapsed} ms");
    }

    [Fact]
    public void A03_one_large_entity_used_many_times_is_refused() =>
        Refused("entity_forbidden", $"<!DOCTYPE opml [<!ENTITY a \"{new string('a', 65536)}\">]><opml><body><outline text=\"{string.Concat(Enumerable.Repeat("&a;", 10_000))}\"/></body></opml>", "a.opml");

    [Theory]
    [InlineData("<map>", "<node>", "a.mm")]
    [InlineData("<opml><body>", "<outline text='x'>", "a.opml")]
    [InlineData("<xmap-content><sheet>", "<topic><children><topics type='attached'>", "a.xmind")]
    [InlineData("<Map><OneTopic>", "<Topic><SubTopics>", "a.mmap")]
    [InlineData("<map><node><richcontent TYPE='NOTE'>", "<b>", "a.mm")]
    public void A05_a_million_levels_of_xml_are_refused(string start, string level, string name)
    {
        var text = new StringBuilder(start).Insert(start.Length, level, 8_000_000 / level.Length);
        var (_, elapsed) = Cost(() => Refused("too_deep", TestFiles.Utf8(text.ToString()), name));
        Assert.True(elapsed < 2000, $"{elapsed} ms");
    }

    [Theory]
    [InlineData("{\"formatVersion\":2,\"ideas\":{\"1\":", "a.mup")]
    [InlineData("[{\"rootTopic\":{\"children\":{\"attached\":[", "a.xmind")]
    [InlineData("{\"nodes\":[", "a.canvas")]
    public void A08_deep_json_is_refused(string start, string name) =>
        Refused("too_deep", start + string.Concat(Enumerable.Repeat("{\"ideas\":{\"1\":", 10_000)), name);

    [Fact]
    public void A06_deep_markdown_lists_are_refused()
    {
        var text = new StringBuilder("# Deep\n");
        for (var i = 0; i < 2_000; i++) text.Append(' ', 2 * i).Append("- x\n");
        Refused("too_deep", text.ToString(), "a.md");
    }

    [Fact]
    public void A09_a_zip_bomb_is_refused_while_it_inflates()
    {
        var bomb = Bomb(200 << 20);
        var (allocated, elapsed) = Cost(() => Refused("too_large", bomb, "a.xmind"));
        Assert.True(allocated < 64 << 20, $"{allocated} bytes");
        Assert.True(elapsed < 2000, $"{elapsed} ms");
    }

    [Fact]
    public void A10_a_directory_that_lies_about_sizes_is_refused()
    {
        var bomb = Bomb(100 << 20);
        // The uncompressed sizes, in the central directory entry and the local header.
        Patch(bomb, bomb.AsSpan().LastIndexOf("PK\u0001\u0002"u8) + 24, 1024);
        Patch(bomb, bomb.AsSpan().IndexOf("PK\u0003\u0004"u8) + 22, 1024);
        Assert.NotNull(TestFiles.Read(bomb, "a.xmind").Refusal);
    }

    [Fact]
    public void A12_a_zip_in_a_zip_is_never_opened()
    {
        var inner = TestFiles.Zip(("content.json", TestFiles.Utf8("[{\"rootTopic\":{\"title\":\"inner\"}}]")));
        Refused("type_mismatch", TestFiles.Zip(("inner.xmind", inner)), "a.xmind");
        var both = TestFiles.Zip(("content.json", TestFiles.Utf8("[{\"rootTopic\":{\"title\":\"outer\"}}]")), ("attachments/inner.zip", inner));
        Assert.Equal("outer", TestFiles.Read(both, "a.xmind").Map.Roots[0].Node.Text);
    }

    [Fact]
    public void A13_names_in_a_zip_are_never_paths()
    {
        var target = Path.Combine(Path.GetTempPath(), "ramify-slip-" + Guid.NewGuid().ToString("N"));
        var zip = TestFiles.Zip(
            ("../../../../.." + target, [1]), (target, [1]), ("C:\\x", [1]), ("a\0b", [1]),
            ("content.json", TestFiles.Utf8("[{\"rootTopic\":{\"title\":\"root\",\"image\":{\"src\":\"xap:../../../../../etc/passwd\"}}}]")));
        var reading = TestFiles.Read(zip, "a.xmind");
        Assert.Equal("root", reading.Map.Roots[0].Node.Text);
        Assert.Empty(reading.Images);
        Assert.False(File.Exists(target));
    }

    [Theory]
    [InlineData("\u0089PNG\r\n\u001a\n")]
    [InlineData("MZ\0\0")]
    [InlineData("\u007fELF")]
    [InlineData("%PDF-1.7")]
    [InlineData("<!DOCTYPE html><html><body><script>alert(1)</script></body></html>")]
    [InlineData("<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>")]
    public void A15_what_only_calls_itself_a_map_is_refused(string start)
    {
        // With a whole map behind it, as polyglots have.
        var file = Encoding.Latin1.GetBytes(start).Concat(TestFiles.Zip(("content.json", TestFiles.Utf8("[{\"rootTopic\":{\"title\":\"x\"}}]")))).ToArray();
        Refused("type_mismatch", file, "a.xmind");
        Refused("type_mismatch", Encoding.Latin1.GetBytes(start), "a.mm");
    }

    [Fact]
    public void A16_more_than_the_body_limit_is_refused_before_parsing()
    {
        var large = new byte[11 << 20];
        "<map><node TEXT=\""u8.CopyTo(large);
        large.AsSpan(17).Fill((byte)'x');
        Refused("too_large", large, "a.mm");
    }

    [Theory]
    [InlineData("<map>\n<node TEXT=\"{0}\"/></map>", "a.mm", 2)]
    [InlineData("<map>\n<node><richcontent TYPE=\"NODE\"><html><body><p>{0}</p></body></html></richcontent></node></map>", "a.mm", 2)]
    [InlineData("<opml><body>\n\n<outline text=\"{0}\"/></body></opml>", "a.opml", 3)]
    [InlineData("# Top\n\n## {0}\n", "a.md", 3)]
    [InlineData("mindmap\n  root\n    a[\"{0}\"]\n", "a.mmd", 3)]
    public void A17_a_text_of_ten_megabytes_is_refused_with_its_line(string format, string name, int line)
    {
        var reading = TestFiles.Read(format.Replace("{0}", new string('x', 9 << 20), StringComparison.Ordinal), name);
        Assert.Equal("text_too_long", reading.Refusal?.Code);
        Assert.Equal(line, reading.Refusal!.Line);
        Assert.Empty(reading.Maps);
    }

    [Fact]
    public void A18_too_many_nodes_are_refused_with_the_quota()
    {
        var reading = TestFiles.Read(Map + string.Concat(Enumerable.Repeat("<node TEXT=\"a\"/>\n", 100_000)) + "</node></map>", "a.mm");
        Assert.Equal("too_many_nodes", reading.Refusal?.Code);
        Assert.Contains("100,000", reading.Refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A20_controls_go_and_direction_marks_stay()
    {
        var map = Opened("<map><node TEXT=\"a&#1;b\u202Ec\u0007&#x2028;d" + new string('\u0301', 500) + "\"/></map>\0\0", "a.mm");
        Assert.Equal("ab\u202Ec \nd" + new string('\u0301', MapLimits.CombiningRun), map.Roots[0].Node.Text);
    }

    [Fact]
    public void A23_scripts_are_listed_never_kept_and_never_written()
    {
        var reading = TestFiles.Read(Map + "<attribute NAME=\"script1\" VALUE=\"evil()\"/><hook NAME=\"plugins/script.xml\">evil()</hook><attribute NAME=\"page\" VALUE=\"3\"/></node></map>", "a.mm");
        Assert.Equal(2, reading.Problems.Count(p => p.Code == "script"));
        var written = Encoding.UTF8.GetString(LawTests.Written("mm", reading.Map));
        Assert.DoesNotContain("evil", written, StringComparison.Ordinal);
        Assert.Contains("NAME=\"page\" VALUE=\"3\"", written, StringComparison.Ordinal);
    }

    [Fact]
    public void A23_a_script_smuggled_into_a_map_of_ours_is_not_written_either()
    {
        var builder = new MapBuilder();
        MapBuilder.Describe(builder.Add(null, "root"), new NodeDetails
        {
            Unknown = NodeDetails.None.Unknown.Add("mm.attribute.Script1", "evil()").Add("mm.TEXT", "evil").Add("mm.a b", "evil").Add("mm.xmlns", "evil"),
        });
        Assert.DoesNotContain("evil", Encoding.UTF8.GetString(LawTests.Written("mm", builder.Build())), StringComparison.Ordinal);
    }

    [Fact]
    public void A24_markup_in_an_opml_text_is_text()
    {
        const string text = "<script>alert(1)</script><img src=x onerror=alert(1)>";
        var map = Opened($"<opml version=\"2.0\"><body><outline text=\"{text.Replace("<", "&lt;", StringComparison.Ordinal)}\"/></body></opml>", "a.opml");
        Assert.Equal(text, map.Roots[0].Node.Text);
    }

    [Fact]
    public void A25_rich_content_becomes_text()
    {
        var map = Opened("<map><node><richcontent TYPE=\"NODE\"><html><head><style>p{}</style><base href=\"//evil\"/><meta http-equiv=\"refresh\" content=\"0;//evil\"/></head><body><p style=\"color:red\" onclick=\"evil()\">H<sub>2</sub>O is <b>wet</b></p><iframe src=\"//evil\">evil</iframe><script>evil()</script></body></html></richcontent></node></map>", "a.mm");
        Assert.Equal("H₂O is wet", map.Roots[0].Node.Text);
        Assert.DoesNotContain("evil", Canon.Of(map), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@cmd")]
    [InlineData("\t=1")]
    public void A26_a_formula_in_a_table_is_defused_and_comes_back(string text)
    {
        var builder = new MapBuilder();
        builder.Add(null, text);
        var written = LawTests.Written("csv", builder.Build());
        Assert.Contains($",\"'{text}\",", Encoding.UTF8.GetString(written), StringComparison.Ordinal);
        Assert.Equal(text, TestFiles.Read(written, "a.csv").Map.Roots[0].Node.Text);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("JaVaScRiPt:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("vbscript:x")]
    [InlineData("blob:x")]
    [InlineData("//evil")]
    [InlineData("https:evil")]
    [InlineData("file:///etc/passwd")]
    public void B03_an_address_that_is_not_safe_stays_text(string address)
    {
        foreach (var (file, name) in new[]
        {
            ($"<map><node TEXT=\"a\" LINK=\"{address}\"/></map>", "a.mm"),
            ($"<opml><body><outline text=\"a\" url=\"{address}\"/></body></opml>", "a.opml"),
            ($"[{{\"rootTopic\":{{\"title\":\"a\",\"href\":\"{address}\"}}}}]", "a.xmind"),
            ($"# [a]({address})\n", "a.md"),
            ($"<h1><a href=\"{address}\">a</a></h1>", "a.html"),
            ($"<Map><OneTopic><Topic><Text PlainText=\"a\"/><Hyperlink Url=\"{address}\"/></Topic></OneTopic></Map>", "a.mmap"),
        })
        {
            var node = Opened(file, name).Roots[0].Node;
            Assert.Equal("a", node.Text);
            Assert.Null(node.Details.Link);
            Assert.Contains(address, node.Details.Note, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("red;}body{display:none")]
    [InlineData("url(//evil)")]
    [InlineData("expression(evil)")]
    public void B07_a_colour_that_is_none_is_refused(string colour)
    {
        var reading = TestFiles.Read($"<map><node TEXT=\"a\" COLOR=\"{colour}\" BACKGROUND_COLOR=\"#ffcc00\"/></map>", "a.mm");
        Assert.Contains(reading.Problems, p => p.Code == "style_refused");
        var written = Encoding.UTF8.GetString(LawTests.Written("mm", reading.Map));
        Assert.DoesNotContain(colour, written, StringComparison.Ordinal);
        Assert.Contains("#ffcc00", written, StringComparison.Ordinal);
    }

    private static MindMap Opened(string text, string name)
    {
        var reading = TestFiles.Read(text, name);
        Assert.Null(reading.Refusal);
        return reading.Map;
    }

    private static void Refused(string code, string text, string name) => Refused(code, TestFiles.Utf8(text), name);

    private static void Refused(string code, byte[] bytes, string name)
    {
        var reading = TestFiles.Read(bytes, name);
        Assert.Equal(code, reading.Refusal?.Code);
        Assert.Empty(reading.Maps);
    }

    private static (long Allocated, long Milliseconds) Cost(Action act)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var watch = Stopwatch.StartNew();
        act();
        return (GC.GetAllocatedBytesForCurrentThread() - before, watch.ElapsedMilliseconds);
    }

    private static byte[] Bomb(int size)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = zip.CreateEntry("content.json", CompressionLevel.Optimal).Open();
            var zeros = new byte[1 << 20];
            for (var n = 0; n < size; n += zeros.Length) entry.Write(zeros);
        }
        return stream.ToArray();
    }

    private static void Patch(byte[] bytes, int at, int value) => System.Buffers.Binary.BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(at), value);
}
