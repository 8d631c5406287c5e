using System.Text;
using CsCheck;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Tests.Text;

public sealed class MapJsonTests
{
    private const string Root = "01890a5d-ac96-774b-bcce-b302099a8057", Other = "01890a5d-ac96-774b-bcce-b302099a8058";

    [Fact]
    public void A_map_written_and_read_is_the_same_map() => MapGen.RichMap.Where(IsClean).Sample(map =>
    {
        var bytes = MapJson.Write(map);
        var reading = MapJson.Read(Encoding.UTF8.GetBytes(bytes), MapLimits.Upload);
        Assert.Null(reading.Refusal);
        Assert.Empty(reading.Problems);
        Assert.Equal(map.Id, reading.Map.Id);
        Assert.Equal(map.Info, reading.Map.Info);
        Assert.Equal(MapHash.Of(map), MapHash.Of(reading.Map));
        Assert.Equal(bytes, MapJson.Write(reading.Map));
        Assert.True(MapJson.Sniff(Encoding.UTF8.GetBytes(bytes)));
    }, iter: 500);

    [Fact]
    public void Members_that_are_not_known_come_back_where_they_were()
    {
        var text = $$$"""
            {"ramify":1,"map":{"id":"{{{Root}}}","title":"t","colourScheme":{"a":[1, 2.50]},"looksLikeJson":"true","word":"bold"}
            ,"nodes":[
            {"id":"{{{Root}}}","key":"a0","text":"r","kind":"factor","usual":0.5}
            ,{"id":"{{{Other}}}","parent":"{{{Root}}}","key":"a1","text":"c"}]
            ,"also":[]
            ,"links":[
            {"id":"{{{Root}}}","from":"{{{Root}}}","to":"{{{Other}}}","kind":"causes","since":1928}]
            ,"pictures":{"00":"AA=="}}

            """.ReplaceLineEndings("\n");
        Assert.Equal(text, MapJson.Write(Read(text).Map));
        Assert.Equal("0.5", Read(text).Map.Roots[0].Node.Details.Unknown["usual"]);
    }

    [Fact]
    public void Keys_order_siblings_whatever_their_order_in_the_file_and_a_missing_key_comes_last()
    {
        var text = $$"""{"ramify":1,"nodes":[{"id":"{{Id(1)}}","text":"b","key":"a1"},{"id":"{{Id(2)}}","text":"a","key":"a0"},{"id":"{{Id(3)}}","text":"c"}]}""";
        Assert.Equal(["a", "b", "c"], Reading.Lines(Read(text).Map));
    }

    [Theory]
    [InlineData("not_json", "", 1)]
    [InlineData("not_json", "{\n\"ramify\":1,", 2)]
    [InlineData("not_json", "{\"ramify\":1} x", 1)]
    [InlineData("not_json", "{\"ramify\":1,\"map\":{\"title\":\"\\ud800\"}}", 1)]
    [InlineData("wrong_kind", "[]", 1)]
    [InlineData("wrong_kind", "{\"map\":{}}", 1)]
    [InlineData("wrong_kind", "{\"ramify\":1,\n\"nodes\":[{\"id\":\"x\"}]}", 2)]
    [InlineData("wrong_kind", "{\"ramify\":1,\"nodes\":[{\"text\":\"no id\"}]}", 1)]
    [InlineData("wrong_kind", "{\"ramify\":1,\"nodes\":[{\"id\":\"" + Root + "\",\"text\":5}]}", 1)]
    [InlineData("wrong_kind", "{\"ramify\":1,\"nodes\":[{\"id\":\"" + Root + "\",\"key\":\"!\"}]}", 1)]
    [InlineData("wrong_kind", "{\"ramify\":1,\"links\":[{\"from\":\"" + Root + "\"}]}", 1)]
    [InlineData("newer_version", "{\"ramify\":2}", 1)]
    [InlineData("duplicate_id", "{\"ramify\":1,\"nodes\":[{\"id\":\"" + Root + "\"},\n{\"id\":\"" + Root + "\"}]}", 2)]
    [InlineData("unknown_node", "{\"ramify\":1,\"nodes\":[{\"id\":\"" + Root + "\",\"parent\":\"" + Other + "\"}]}", 1)]
    [InlineData("cycle", "{\"ramify\":1,\"nodes\":[{\"id\":\"" + Root + "\",\"parent\":\"" + Root + "\"}]}", 1)]
    [InlineData("cycle", "{\"ramify\":1,\"nodes\":[{\"id\":\"" + Root + "\"},{\"id\":\"" + Other + "\",\"parent\":\"" + Root + "\"}],\"also\":[{\"parent\":\"" + Other + "\",\"node\":\"" + Root + "\"}]}", 1)]
    public void A_file_that_is_not_right_is_refused_with_its_line(string code, string text, int line)
    {
        var refusal = MapJson.Read(Encoding.UTF8.GetBytes(text), MapLimits.Upload).Refusal;
        Assert.Equal((code, (int?)line), (refusal?.Code, refusal?.Line));
    }

    [Fact]
    public void As_many_images_as_a_map_may_have_are_read_back_and_nothing_else_has_their_room()
    {
        var builder = new MapBuilder();
        var images = new Dictionary<string, ReadOnlyMemory<byte>>();
        for (var i = 0; i < MapLimits.ImagesOfMap; i++)
        {
            var image = new byte[MapLimits.ImageBytesOfMap / MapLimits.ImagesOfMap];
            new Random(i).NextBytes(image);
            images[ImageBytes.HashOf(image)] = image;
            MapBuilder.Describe(builder.Add(null, $"{i}"), new NodeDetails { Image = ImageBytes.HashOf(image) });
        }
        var file = new System.Buffers.ArrayBufferWriter<byte>();
        MapJson.Write(builder.Build(), images, file);
        Assert.InRange(file.WrittenCount, 4 * MapLimits.Upload.InputBytes, MapLimits.Upload.OwnFileBytes);
        var read = MapJson.Read(file.WrittenSpan, MapLimits.Upload);
        Assert.Null(read.Refusal);
        Assert.Equal(images.Keys.Order(), read.Images.Keys.Order());
        Assert.All(images, image => Assert.True(image.Value.Span.SequenceEqual(read.Images[image.Key].Span)));

        byte[] padded = [.. file.WrittenSpan[..^2], .. ",\"x\":\""u8, .. new string('x', (int)MapLimits.Upload.InputBytes).Select(c => (byte)c), .. "\"}"u8];
        Assert.Equal("too_large", MapJson.Read(padded, MapLimits.Upload).Refusal?.Code);
        Assert.Equal("too_large", MapJson.Read(padded.AsSpan(0, (int)MapLimits.Upload.InputBytes + 1), MapLimits.Upload).Refusal?.Code);
        byte[] images_only = [.. "{\"ramify\":1,\"images\":{\"x\":\""u8, .. new byte[MapLimits.Upload.OwnFileBytes].Select(_ => (byte)'A'), .. "\"}}"u8];
        Assert.Equal("too_large", MapJson.Read(images_only, MapLimits.Upload).Refusal?.Code);
    }

    [Fact]
    public void Limits_hold()
    {
        var limits = new MapLimits(TextLength: 3, Depth: 1, Nodes: 3, InputBytes: 1000, InflatedBytes: 0, Links: 0);
        Assert.Equal("text_too_long", Refused($$"""{"id":"{{Id(1)}}","text":"four"}"""));
        Assert.Equal("too_many_nodes", Refused(string.Join(',', Enumerable.Range(1, 4).Select(i => $$"""{"id":"{{Id(i)}}"}"""))));
        Assert.Equal("too_deep", Refused($$"""{"id":"{{Id(1)}}"},{"id":"{{Id(2)}}","parent":"{{Id(1)}}"},{"id":"{{Id(3)}}","parent":"{{Id(2)}}"}"""));
        Assert.Equal("too_large", Refused(new string(' ', 1000)));

        string? Refused(string nodes) => MapJson.Read(Encoding.UTF8.GetBytes($$"""{"ramify":1,"nodes":[{{nodes}}]}"""), limits).Refusal?.Code;
    }

    [Fact]
    public void What_cannot_be_kept_is_reported()
    {
        var reading = Read($$"""{"ramify":1,"nodes":[{"id":"{{Root}}","link":"javascript:alert(1)"}],"links":[{"from":"{{Root}}","to":"{{Other}}"}]}""");
        Assert.Equal(["unsafe_link", "unknown_node"], reading.Problems.Select(p => p.Code));
        Assert.Null(reading.Map.Roots[0].Node.Details.Link);
    }

    [Fact]
    public void Reading_never_throws() => Gen.Select(MapGen.RichMap, Gen.Int[0, 4000], Gen.Byte).Sample((map, at, change) =>
    {
        var bytes = Encoding.UTF8.GetBytes(MapJson.Write(map));
        bytes[at % bytes.Length] = change;
        MapJson.Read(bytes, MapLimits.Upload);
        MapJson.Read(bytes.AsSpan(0, at % bytes.Length), MapLimits.Upload);
    }, iter: 2_000);

    private static bool IsClean(MindMap map)
    {
        var texts = map.Nodes.SelectMany(n => new[] { n.Text, n.Details.Note }).Concat(map.Links.Select(l => l.Label)).Append(map.Info.Title).Append(map.Info.Description);
        return texts.All(t => t is null || CleanText.Of(t) == t);
    }

    private static string Id(int number) => new Guid(number, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]).ToString();

    private static MapReading Read(string text) => MapJson.Read(Encoding.UTF8.GetBytes(text), MapLimits.Upload);
}
