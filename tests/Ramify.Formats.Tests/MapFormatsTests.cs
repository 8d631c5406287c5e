using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Formats.Tests;

public sealed class MapFormatsTests
{
    [Theory]
    [InlineData("notes.txt", "text")]
    [InlineData("NOTES.TXT", "text")]
    [InlineData("a.ramify.json", "ramify")]
    [InlineData("README.md", "markdown")]
    [InlineData("a.unknown", null)]
    public void A_file_name_asks_for_a_format(string path, string? name) => Assert.Equal(name, MapFormats.OfFile(path)?.Name);

    [Theory]
    [InlineData("txt", "text")]
    [InlineData("text", "text")]
    [InlineData("ramify.json", "ramify")]
    [InlineData("md", "markdown")]
    [InlineData("svg", null)]
    public void A_format_has_a_name_and_endings(string said, string? name) => Assert.Equal(name, MapFormats.Named(said)?.Name);

    /// <summary>A small canvas of ours was once taken for our own format, since it names the program.</summary>
    [Fact]
    public void A_file_that_we_write_is_known_by_its_content()
    {
        var map = OutlineText.Read("Root\n  One\n  Two", MapLimits.Upload).Map;
        foreach (var format in MapFormats.All.Where(f => f.Write is not null && f.Extensions[0] is not (".txt" or ".md" or ".csv")))
        {
            var to = new System.Buffers.ArrayBufferWriter<byte>();
            format.Write!(map, ImageBytes.None, to);
            Assert.Equal(format.Name, MapFormats.Read(to.WrittenSpan, MapLimits.Upload).Format);
        }
    }

    [Fact]
    public void Content_tells_the_format()
    {
        Assert.Equal("ramify", MapFormats.Read("\uFEFF {\"ramify\":1}"u8, MapLimits.Upload).Format);
        Assert.Equal("text", MapFormats.Read("{ a brace begins this outline }"u8, MapLimits.Upload).Format);
        Assert.Equal("text", MapFormats.Read("<3 is a heart"u8, MapLimits.Upload).Format);
    }

    [Fact]
    public void What_is_no_map_is_refused_as_what_it_is()
    {
        var refusal = MapFormats.Read([0x89, .. "PNG\r\n"u8, 26, 10], MapLimits.Upload, fileName: "notes.txt").Refusal;
        Assert.Equal("type_mismatch", refusal?.Code);
        Assert.Contains("PNG", refusal!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_format_reads_or_writes_under_a_name_of_its_own()
    {
        foreach (var format in MapFormats.All)
        {
            Assert.True(format.Read is not null || format.Write is not null);
            Assert.Same(format, MapFormats.Named(format.Name));
            Assert.Same(format, MapFormats.OfFile("map" + format.Extensions[0]));
        }
    }
}
