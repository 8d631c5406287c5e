using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Tests.Text;

public sealed class TextSearchTests
{
    private static readonly MindMap Map = OutlineText.Read("Été à Łódź\n  the CAFÉ\n    naive\n  Straße 1,\u00A0or two\n  caf\u00E9s, again", MapLimits.Upload).Map;

    [Theory]
    [InlineData("cafe", 2)]
    [InlineData("CAFÉ", 2)]
    [InlineData("cafe\u0301", 2)]
    [InlineData("na\u00EFve", 1)]
    [InlineData("ete a lodz", 1)]
    [InlineData("1, or two", 1)]
    [InlineData("  again ", 1)]
    [InlineData("coffee", 0)]
    [InlineData("", 0)]
    [InlineData("   ", 0)]
    [InlineData("\uD800", 0)]
    public void Words_are_found_whatever_their_case_and_accents(string words, int count) => Assert.Equal(count, TextSearch.Find(Map, words).Count());

    [Fact]
    public void Matches_come_in_reading_order() =>
        Assert.Equal(["the CAFÉ", "caf\u00E9s, again"], TextSearch.Find(Map, "cafe").Select(n => n.Text));
}
