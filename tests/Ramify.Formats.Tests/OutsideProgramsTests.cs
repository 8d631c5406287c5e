using System.Diagnostics;
using System.IO.Compression;
using System.Text.Json;
using System.Xml.Linq;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Formats.Tests;

/// <summary>What we export, opened by programs that are not ours: pandoc, markmap, Mermaid; their texts, order and depth are ours.</summary>
public sealed class OutsideProgramsTests
{
    private const string Tricky = """
        - Tests of "quotes" & <tags>
          - 1928. A year
            - a < b && c > d
            - #hash and [brackets] (round) {curly}; semicolon: colon
              - *stars* _under_ `code` ~tilde~ | pipe
              - شجرة الحياة
              - emoji 🌍 and 漢字
          - [x] is no box, nor is [ ] one
            - %% no comment
            - end with backslash \
            - - dash first
            - a shared line that is long enough
          - Third branch
            - a shared line that is long enough
        """;

    private const string Sober = """
        - Famine and repression
          - Grain was taken by quota, 1932-33
            - Passports kept people where they were
              - شجرة الحياة
              - Голод
          - Who was to blame?
            - a shared line that is long enough
          - What followed
            - a shared line that is long enough
        """;

    [Theory]
    [InlineData("markdown", "md")]
    [InlineData("mermaid", "mmd")]
    public void Markmap_and_Mermaid_read_our_files_as_we_do(string kind, string suffix)
    {
        var map = OutlineText.Read(TestFiles.Utf8(Tricky), MapLimits.Upload).Map;
        var theirs = JsonDocument.Parse(Node(kind, LawTests.Written(kind, map), suffix)).RootElement.EnumerateArray().Select(l => $"{l[0].GetInt32()} {Words(l[1].GetString()!)}");
        Assert.Equal(Ours(map), theirs);
    }

    [Fact]
    public void Mermaid_reads_every_kind_of_text_that_maps_hold() => CsCheck.Check.Sample(Ramify.Tests.MapGen.RichMap, map =>
    {
        var theirs = JsonDocument.Parse(Node("mermaid", LawTests.Written("mermaid", map), "mmd")).RootElement.EnumerateArray().Select(l => l[0].GetInt32());
        var above = map.Roots.Length == 1 ? 0 : 1;
        Assert.Equal([.. Enumerable.Repeat(0, above), .. Outline.Of(map).Select(l => l.Depth + above)], theirs);
    }, iter: 6, threads: 1);

    [Fact]
    public void A_canvas_is_one_by_the_schema()
    {
        var map = OutlineText.Read(TestFiles.Utf8(Tricky), MapLimits.Upload).Map;
        var cards = JsonDocument.Parse(Node("canvas", LawTests.Written("canvas", map), "canvas")).RootElement.EnumerateArray().Select(l => Words(l[1].GetString()!)).Order(StringComparer.Ordinal);
        Assert.Equal(map.Nodes.Select(n => Words(n.Text)).Order(StringComparer.Ordinal), cards);
    }

    [Fact]
    public void Pandoc_reads_our_OPML_as_we_do()
    {
        var map = OutlineText.Read(TestFiles.Utf8(Sober), MapLimits.Upload).Map;
        using var file = new Scratch("opml", LawTests.Written("opml", map));
        using var read = JsonDocument.Parse(Output("pandoc", "-f", "opml", "-t", "json", file.Path));
        var headers = read.RootElement.GetProperty("blocks").EnumerateArray().Where(b => b.GetProperty("t").GetString() == "Header").Select(b => b.GetProperty("c"));
        Assert.Equal(Ours(map), headers.Select(h => $"{h[0].GetInt32() - 1} {Words(Said(h[2]))}"));
    }

    [Fact]
    public void Pandoc_reads_our_Markdown_and_our_page_with_every_text()
    {
        var map = OutlineText.Read(TestFiles.Utf8(Sober), MapLimits.Upload).Map;
        foreach (var (format, suffix, theirs) in new[] { ("markdown", "md", "gfm"), ("html", "html", "html") })
        {
            using var file = new Scratch(suffix, LawTests.Written(format, map));
            var plain = Words(Output("pandoc", "-f", theirs, "-t", "plain", "--wrap=none", file.Path));
            Assert.All(map.Nodes, n => Assert.Contains(Words(n.Text), plain, StringComparison.OrdinalIgnoreCase));
        }
    }

    /// <summary>Elements and attributes that FreeMind 1.0.1 and Freeplane 1.12 write and read, as their own files have them.</summary>
    [Fact]
    public void A_mm_file_is_built_as_those_of_FreeMind_and_Freeplane_are()
    {
        var map = TestFiles.Read(TestFiles.Fixture("water.mm"), "water.mm").Map;
        var xml = XElement.Parse(System.Text.Encoding.UTF8.GetString(LawTests.Written("mm", map)));
        Assert.Equal(("map", "1.0.1"), (xml.Name.LocalName, (string?)xml.Attribute("version")));
        Assert.Single(xml.Elements());
        var allowed = new Dictionary<string, string[]>
        {
            ["map"] = ["node"], ["node"] = ["node", "richcontent", "icon", "font", "arrowlink", "attribute"], ["richcontent"] = ["html", "text"],
            ["html"] = ["head", "body"], ["body"] = ["p"],
        };
        foreach (var element in xml.DescendantsAndSelf().Where(e => e.HasElements))
            Assert.All(element.Elements(), e => Assert.Contains(e.Name.LocalName, allowed[element.Name.LocalName]));
        var nodes = xml.Descendants("node").ToList();
        Assert.Equal(nodes.Count, nodes.Select(n => (string?)n.Attribute("ID")).Distinct().Count());
        Assert.All(nodes, n => Assert.True(n.Attribute("TEXT") is not null || n.Element("richcontent") is not null));
        var ids = nodes.Select(n => (string?)n.Attribute("ID")).ToHashSet();
        Assert.All(xml.Descendants("arrowlink"), a => Assert.Contains((string?)a.Attribute("DESTINATION"), ids));
        Assert.All(xml.Descendants("richcontent"), r => Assert.Contains((string?)r.Attribute("TYPE"), (string[])["NODE", "NOTE", "DETAILS"]));
    }

    /// <summary>The members that XMind of 2020 and later writes and reads, as its own files have them.</summary>
    [Fact]
    public void An_xmind_file_is_built_as_those_of_XMind_are()
    {
        var map = TestFiles.Read(TestFiles.Fixture("water.mm"), "water.mm").Map;
        using var zip = new ZipArchive(new MemoryStream(LawTests.Written("xmind", map)));
        using var manifest = JsonDocument.Parse(zip.GetEntry("manifest.json")!.Open());
        Assert.All(manifest.RootElement.GetProperty("file-entries").EnumerateObject(), e => Assert.NotNull(zip.GetEntry(e.Name)));
        using var content = JsonDocument.Parse(zip.GetEntry("content.json")!.Open());
        var sheet = Assert.Single(content.RootElement.EnumerateArray());
        var ids = new HashSet<string>();
        var waiting = new Stack<JsonElement>([sheet.GetProperty("rootTopic")]);
        while (waiting.TryPop(out var topic))
        {
            Assert.True(ids.Add(topic.GetProperty("id").GetString()!));
            Assert.Equal(JsonValueKind.String, topic.GetProperty("title").ValueKind);
            Assert.All(topic.EnumerateObject(), m => Assert.Contains(m.Name, (string[])["id", "class", "title", "structureClass", "branch", "href", "notes", "labels", "markers", "image", "children", "extensions"]));
            if (!topic.TryGetProperty("children", out var children)) continue;
            foreach (var list in children.EnumerateObject())
            {
                Assert.Contains(list.Name, (string[])["attached", "detached"]);
                foreach (var child in list.Value.EnumerateArray()) waiting.Push(child);
            }
        }
        foreach (var relationship in sheet.GetProperty("relationships").EnumerateArray())
            Assert.All((string[])["end1Id", "end2Id"], end => Assert.Contains(relationship.GetProperty(end).GetString()!, ids));
    }

    private static IEnumerable<string> Ours(MindMap map) => Outline.Of(map).Select(l => $"{l.Depth} {Words(l.Node.Text)}");

    private static string Words(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The text of pandoc's inlines.</summary>
    private static string Said(JsonElement inlines) => string.Concat(inlines.EnumerateArray().Select(i => i.GetProperty("t").GetString() switch
    {
        "Str" => i.GetProperty("c").GetString()!,
        "Space" or "SoftBreak" => " ",
        var other => throw new InvalidOperationException($"pandoc read {other}, where there is only text"),
    }));

    private static string Node(string kind, byte[] bytes, string suffix)
    {
        var programs = Programs();
        Assert.True(Directory.Exists(Path.Combine(programs, "node_modules")), $"The programs are missing: npm ci --prefix {programs} (./test does it)");
        using var file = new Scratch(suffix, bytes);
        return Output("node", Path.Combine(programs, "open.mjs"), kind, file.Path);
    }

    private static string Programs()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Ramify.slnx"))) folder = folder.Parent ?? throw new InvalidOperationException("These tests run from a checkout.");
        return Path.Combine(folder.FullName, "tests", "programs");
    }

    private static string Output(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program}: {errors.Result}");
        return output;
    }

    private sealed class Scratch : IDisposable
    {
        public string Path { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), System.IO.Path.GetRandomFileName());

        public Scratch(string suffix, byte[] bytes) => File.WriteAllBytes(Path = System.IO.Path.ChangeExtension(Path, suffix), bytes);

        public void Dispose() => File.Delete(Path);
    }
}
