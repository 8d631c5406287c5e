using System.Text;
using Ramify.Maps;
using Ramify.Tests;

namespace Ramify.Formats.Tests;

/// <summary>What is read from one file of each kind, held in Expectations/.</summary>
public sealed class FixtureTests
{
    public static TheoryData<string> Files => [.. TestFiles.Fixtures];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_reads_as_it_did(string name) => Golden.Check(name + ".txt", Told(TestFiles.Read(TestFiles.Fixture(name), name)));

    [Theory]
    [MemberData(nameof(Files))]
    public void What_is_read_can_be_written_in_every_format_and_read_again(string name)
    {
        foreach (var map in TestFiles.Read(TestFiles.Fixture(name), name).Maps)
            foreach (var format in MapFormats.All.Where(f => f.Write is not null && f.Read is not null))
            {
                var reading = MapFormats.Read(LawTests.Written(format.Name, map), MapLimits.Upload, format: format);
                Assert.Null(reading.Refusal);
            }
    }

    [Theory]
    [InlineData("water.mm", "mm")]
    [InlineData("outline.opml", "opml")]
    [InlineData("sheets.xmind", "xmind")]
    public void What_only_a_format_itself_knows_goes_back_into_it(string name, string format)
    {
        var map = TestFiles.Read(TestFiles.Fixture(name), name).Map;
        var back = TestFiles.Read(LawTests.Written(format, map), name).Map;
        var kept = (MindMap m) => m.Nodes.SelectMany(n => n.Details.Unknown).Where(u => u.Key != "xmind.type").Select(u => $"{u.Key}={u.Value}");
        Assert.NotEmpty(map.Nodes.SelectMany(n => n.Details.Unknown));
        Assert.Equal(kept(map), kept(back));
    }

    [Fact]
    public void An_xmind_file_has_the_parts_that_xmind_looks_for()
    {
        var map = TestFiles.Read(TestFiles.Fixture("water.mm"), "water.mm").Map;
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(LawTests.Written("xmind", map)));
        Assert.Equal(["content.json", "metadata.json", "manifest.json"], zip.Entries.Select(e => e.FullName));
        using var content = System.Text.Json.JsonDocument.Parse(zip.GetEntry("content.json")!.Open());
        var sheet = Assert.Single(content.RootElement.EnumerateArray());
        Assert.Equal("sheet", sheet.GetProperty("class").GetString());
        Assert.Equal(5, sheet.GetProperty("rootTopic").GetProperty("children").GetProperty("attached").GetArrayLength());
    }

    [Fact]
    public void A_canvas_has_every_member_that_its_specification_requires()
    {
        var map = TestFiles.Read(TestFiles.Fixture("water.mm"), "water.mm").Map;
        using var canvas = System.Text.Json.JsonDocument.Parse(LawTests.Written("canvas", map));
        var boxes = new List<(int X, int Y, int Width, int Height)>();
        foreach (var node in canvas.RootElement.GetProperty("nodes").EnumerateArray())
        {
            Assert.Equal("text", node.GetProperty("type").GetString());
            Assert.NotEmpty(node.GetProperty("id").GetString()!);
            boxes.Add((node.GetProperty("x").GetInt32(), node.GetProperty("y").GetInt32(), node.GetProperty("width").GetInt32(), node.GetProperty("height").GetInt32()));
        }
        foreach (var edge in canvas.RootElement.GetProperty("edges").EnumerateArray())
            Assert.All((string[])["id", "fromNode", "toNode"], name => Assert.NotEmpty(edge.GetProperty(name).GetString()!));
        for (var i = 0; i < boxes.Count; i++)
            for (var j = 0; j < i; j++)
                Assert.False(boxes[i].X < boxes[j].X + boxes[j].Width && boxes[j].X < boxes[i].X + boxes[i].Width
                    && boxes[i].Y < boxes[j].Y + boxes[j].Height && boxes[j].Y < boxes[i].Y + boxes[i].Height, "two cards overlap");
    }

    private static string Told(MapReading reading)
    {
        var text = new StringBuilder($"{reading.Format}, {reading.Maps.Count} maps, {reading.Images.Count} images\n");
        if (reading.Refusal is { } refusal) text.Append($"refused: {refusal.Code}, line {refusal.Line}: {refusal.Message}\n");
        foreach (var problem in reading.Problems) text.Append($"{problem.Code}, line {problem.Line}: {problem.Message}\n");
        foreach (var map in reading.Maps) Map(text, map);
        return text.ToString();
    }

    private static void Map(StringBuilder text, MindMap map)
    {
        text.Append($"\n= {map.Info.Title}\n");
        foreach (var line in Outline.Of(map))
        {
            var details = line.Node.Details;
            text.Append(' ', line.Depth * 2).Append("- ").Append(line.Node.Text.Replace("\n", "\\n", StringComparison.Ordinal));
            if (!line.IsFirstVisit) text.Append(" (again)");
            if (line.IsFirstVisit) Details(text, details);
            text.Append('\n');
        }
        foreach (var link in map.Links.OrderBy(l => l.From.Text, StringComparer.Ordinal).ThenBy(l => l.To.Text, StringComparer.Ordinal).ThenBy(l => l.Label, StringComparer.Ordinal))
            text.Append($"{link.From.Text} -{link.Kind}-> {link.To.Text} {link.Label}\n".Replace("\n", "\\n", StringComparison.Ordinal)[..^2]).Append('\n');
    }

    private static void Details(StringBuilder text, NodeDetails details)
    {
        if (details.Folded) text.Append(" +");
        foreach (var tag in details.Tags) text.Append(" #").Append(tag);
        if (details.Link is { } link) text.Append(" <").Append(link).Append('>');
        if (details.Image is not null) text.Append(" (image)");
        if (details.Style != default) text.Append(' ').Append(details.Style);
        if (details.Note is { } note) text.Append(" [").Append(note.Replace("\n", "\\n", StringComparison.Ordinal)).Append(']');
        foreach (var (name, value) in details.Unknown) text.Append(' ').Append(name).Append('=').Append(value);
    }
}
