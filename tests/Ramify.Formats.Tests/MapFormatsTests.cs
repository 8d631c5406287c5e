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

    [Fact]
    public void Content_tells_the_format()
    {
        Assert.Equal("ramify", MapFormats.Read("\uFEFF {\"ramify\":1}"u8, MapLimits.Upload).Format);
        Assert.Equal("text", MapFormats.Read("{ a brace begins this outline }"u8, MapLimits.Upload).Format);
        Assert.Equal("text", MapFormats.Read("<3 is a heart"u8, MapLimits.Upload).Format);
    }

    [Fact]
    public void What_is_no_map_is_refused_with_what_it_is()
    {
        Assert.Equal(("type_mismatch", "This is a zip archive, not a map. Give Ramify (.ramify.json) or Indented text (.txt)."), Refused("PK\u0003\u0004...", null));
        Assert.Equal(("type_mismatch", "This is an XML file, not a map. Give Ramify (.ramify.json) or Indented text (.txt)."), Refused("  <?xml version=\"1.0\"?><map/>", null));
        Assert.Equal("not_read", Refused("# a", MapFormats.Markdown).Code);

        static (string Code, string Message) Refused(string text, MapFormat? format) =>
            MapFormats.Read(System.Text.Encoding.UTF8.GetBytes(text), MapLimits.Upload, JoinRepeats.Auto, format).Refusal is { } r ? (r.Code, r.Message) : default;
    }

    [Fact]
    public void Every_format_reads_or_writes_and_says_what_it_loses()
    {
        var map = OutlineText.Read("root\n  child", MapLimits.Upload).Map;
        foreach (var format in MapFormats.All)
        {
            Assert.True(format.Read is not null || format.Write is not null);
            Assert.Empty(format.Losses(map));
            Assert.Same(format, MapFormats.Named(format.Name));
        }
    }
}
