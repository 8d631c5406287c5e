using System.Buffers;
using CsCheck;
using Ramify.Maps;
using Ramify.Tests;
using Ramify.Text;

namespace Ramify.Formats.Tests;

/// <summary>import(export(map)) = map, up to the loss list of the format.</summary>
public sealed class LawTests
{
    private static readonly int Maps = int.Parse(Environment.GetEnvironmentVariable("RAMIFY_LAW_MAPS") ?? "300", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Formats that bring everything back: of a map without images and foreign attributes they lose nothing.</summary>
    public static TheoryData<string> Whole => ["mm", "opml", "xmind", "canvas"];

    [Theory]
    [MemberData(nameof(Whole))]
    public void What_is_written_comes_back_as_it_was(string format) =>
        MapGen.RichMap.Sample(map => Assert.Equal(Canon.Of(map), Canon.Of(Back(format, map))), iter: Maps, print: Canon.Of);

    [Theory]
    [MemberData(nameof(Whole))]
    public void Plain_maps_come_back_as_they_were(string format) =>
        MapGen.Map.Sample(map => Assert.Equal(Canon.Of(map), Canon.Of(Back(format, map))), iter: Maps, print: Canon.Of);

    [Theory]
    [MemberData(nameof(Whole))]
    public void The_loss_list_holds_neither_text_nor_order_nor_depth_nor_notes(string format) =>
        MapGen.RichMap.Sample(map => Assert.All(MapFormats.Named(format)!.Losses(map), l => Assert.Contains(l.What, (string[])["images", "unknown attributes"])), iter: 50);

    [Theory]
    [InlineData("xmind")]
    [InlineData("ramify")]
    public void Pictures_come_back_with_their_bytes(string format)
    {
        var images = new Dictionary<string, ReadOnlyMemory<byte>>();
        foreach (byte[] bytes in (byte[][])[[0x89, .. "PNG one"u8], [0xFF, 0xD8, 0xFF, .. "two"u8]]) images[ImageBytes.HashOf(bytes)] = bytes;
        var builder = new MapBuilder();
        var root = builder.Add(null, "root");
        foreach (var hash in images.Keys) MapBuilder.Describe(builder.Add(root, hash[..4]), new NodeDetails { Image = hash });
        // One that nobody has, and one that nobody shows.
        MapBuilder.Describe(builder.Add(root, "missing"), new NodeDetails { Image = new string('0', 64) });
        byte[] unseen = [0x89, .. "PNG unseen"u8];
        var map = builder.Build();
        var file = new ArrayBufferWriter<byte>();
        MapFormats.Named(format)!.Write!(map, new Dictionary<string, ReadOnlyMemory<byte>>(images) { [ImageBytes.HashOf(unseen)] = unseen }, file);
        var back = MapFormats.Read(file.WrittenSpan, MapLimits.Upload);
        Assert.Equal(Canon.Of(map), Canon.Of(back.Map));
        Assert.Equal(images.Keys.Order(), back.Images.Keys.Order());
        Assert.All(images, i => Assert.True(i.Value.Span.SequenceEqual(back.Images[i.Key].Span)));
        Assert.Empty(MapFormats.Named(format)!.Losses(map));
    }

    [Fact]
    public void Markdown_brings_back_texts_notes_and_shared_nodes() =>
        MapGen.RichMap.Sample(map =>
        {
            var back = Back("markdown", map);
            var lost = MapFormats.Markdown.Losses(map).Select(l => l.What).ToHashSet();
            Assert.DoesNotContain("notes", lost);
            Assert.Equal(Canon.Notes(map), Canon.Notes(back));
            if (map.Info.Title.Length > 0) Assert.Equal(CleanText.Of(map.Info.Title), back.Info.Title);
            Assert.Equal(Addresses(map), Addresses(back));
        }, iter: Maps, print: Canon.Of);

    [Fact]
    public void Mermaid_brings_back_texts_order_and_depth() =>
        MapGen.RichMap.Sample(map =>
        {
            var lost = MapFormats.Named("mermaid")!.Losses(map).Select(l => l.What).ToHashSet();
            var back = Back("mermaid", map);
            var above = map.Roots.Length == 1 ? 0 : 1;
            var expected = Outline.Of(map).Select(l => (l.Depth + above, l.Node.Text.Length == 0 ? " " : CleanText.Of(l.Node.Text)));
            Assert.Equal(expected, Outline.Of(back).Skip(above).Select(l => (l.Depth, l.Node.Text)));
            Assert.Equal(map.AlsoUnderCount > 0, lost.Contains("shared nodes (repeated)"));
            Assert.Equal(map.Roots.Length > 1, lost.Contains("roots beside one another"));
        }, iter: Maps, print: Canon.Of);

    [Fact]
    public void A_table_brings_back_texts_notes_and_shared_nodes() =>
        MapGen.MapOf(MapGen.Text.Where(t => t.Trim(' ') == t && t.Length > 0 && t[0] != '\''), 1, 40).Sample(map =>
            Assert.Equal(Canon.Notes(map), Canon.Notes(Back("csv", map))), iter: Maps, print: Canon.Of);

    [Fact]
    public void A_page_brings_back_title_texts_order_and_depth() =>
        MapGen.Map.Where(map => map.NodeCount > 0).Sample(map =>
        {
            var back = Back("html", map);
            Assert.Equal(Words(map), Words(back));
            Assert.Equal(map.AlsoUnderCount > 0, MapFormats.Named("html")!.Losses(map).Any(l => l.What.StartsWith("further parents", StringComparison.Ordinal)));
        }, iter: Maps, print: Canon.Of);

    // HTML runs white space together.
    private static IEnumerable<string> Words(MindMap map) =>
        Outline.Of(map).Select(l => $"{l.Depth} {string.Join(' ', CleanText.Of(l.Node.Text).Split([' ', '\t', '\n', '\f'], StringSplitOptions.RemoveEmptyEntries))}");

    [Theory]
    [MemberData(nameof(Whole))]
    public void Ids_of_clients_come_back(string format)
    {
        var builder = new MapBuilder();
        var id = Guid.Parse("0191f6a2-7c00-7abc-8def-0123456789ab");
        var root = builder.Add(null, "root", id);
        builder.Connect(root, builder.Add(root, "child"), LinkKinds.Causes);
        Assert.Equal(id, Back(format, builder.Build()).Roots[0].Node.Id);
    }

    [Theory]
    [MemberData(nameof(Whole))]
    public void Long_texts_and_deep_chains_come_back(string format)
    {
        var builder = new MapBuilder { Info = new MapInfo { Title = new string('x', 20_000) } };
        var node = builder.Add(null, new string('x', 20_000));
        MapBuilder.Describe(node, new NodeDetails { Note = string.Concat(Enumerable.Repeat("ä\n", 10_000)) });
        for (var depth = 1; depth <= MapLimits.Upload.Depth; depth++) node = builder.Add(node, $"level {depth}");
        var map = builder.Build();
        Assert.Equal(Canon.Of(map), Canon.Of(Back(format, map)));
    }

    [Theory]
    [InlineData("mm")]
    [InlineData("opml")]
    [InlineData("xmind")]
    [InlineData("canvas")]
    [InlineData("markdown")]
    public void A_map_without_nodes_can_be_written_and_read(string format)
    {
        var map = new MapBuilder { Info = new MapInfo { Title = "nothing yet" } }.Build();
        var reading = MapFormats.Read(Written(format, map), MapLimits.Upload, format: MapFormats.Named(format));
        Assert.Null(reading.Refusal);
        Assert.Equal("nothing yet", reading.Map.Info.Title);
    }

    private static MindMap Back(string format, MindMap map)
    {
        var reading = MapFormats.Read(Written(format, map), MapLimits.Upload, format: MapFormats.Named(format));
        Assert.Null(reading.Refusal);
        return Assert.Single(reading.Maps);
    }

    internal static byte[] Written(string format, MindMap map)
    {
        var buffer = new ArrayBufferWriter<byte>();
        MapFormats.Named(format)!.Write!(map, ImageBytes.None, buffer);
        return buffer.WrittenSpan.ToArray();
    }

    private static IEnumerable<string?> Addresses(MindMap map) => Outline.Of(map).Where(l => l.IsFirstVisit).Select(l => l.Node.Details.Link);
}
