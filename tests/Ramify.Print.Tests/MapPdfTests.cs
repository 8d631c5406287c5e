using Ramify.Maps;
using Ramify.Tests;
using CsCheck;

namespace Ramify.Print.Tests;

public sealed class MapPdfTests
{
    private static readonly PrintOptions Options = new() { Author = "A. Teacher", Date = "12 May 2026", Address = "example.org/m/1f" };

    [Fact]
    public void A_print_is_a_valid_file_of_one_page()
    {
        using var pdf = Pdf.Of(Fixture.Railways, Options);
        Assert.Contains("No syntax or stream encoding errors", pdf.Check());
        Assert.Matches(@"Pages:\s+1\n", pdf.Info());
        Assert.Matches(@"Page size:\s+842 x 595", pdf.Info());
    }

    [Fact]
    public void Its_text_is_the_map_s_text_in_reading_order()
    {
        using var pdf = Pdf.Of(Fixture.Railways, Options);
        AssertHasTexts(pdf.Letters(), Fixture.Railways.Nodes);
    }

    [Fact]
    public void Fonts_are_embedded_TrueType_subsets()
    {
        using var pdf = Pdf.Of(Fixture.Railways, Options);
        var fonts = pdf.Fonts().Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.NotEmpty(fonts);
        Assert.All(fonts, font => Assert.Matches(@"AtkinsonHyperlegibleNext\S* +CID TrueType +Identity-H +yes yes yes", font));
    }

    [Fact]
    public void The_foot_says_title_author_date_and_address()
    {
        using var pdf = Pdf.Of(Fixture.Railways, Options);
        Assert.Contains("How railways changed Britain A. Teacher · 12 May 2026", pdf.Text().Replace('\n', ' '));
        Assert.Contains("example.org/m/1f", pdf.Text());
    }

    [Fact]
    public void The_file_says_title_author_day_and_language()
    {
        var map = Fixture.Railways;
        var builder = new MapBuilder { Info = new MapInfo { Title = "Trains (\\ and rails)", Author = "Ünal Ş", Language = "en-GB" } };
        builder.Add(null, map.Roots[0].Node.Text);
        using var pdf = Pdf.Of(builder.Build(), new PrintOptions { Created = new DateTimeOffset(2026, 5, 12, 8, 0, 0, TimeSpan.Zero) });
        pdf.Check();
        Assert.Matches(@"Title:\s+Trains \(\\ and rails\)\n", pdf.Info());
        Assert.Matches(@"Author:\s+Ünal Ş\n", pdf.Info());
        Assert.Matches(@"CreationDate:\s+Tue May 12 08:00:00 2026", pdf.Info());
        Assert.Contains("/Lang (en-GB)", pdf.Plain());
    }

    [Theory]
    [InlineData("en) /OpenAction (x")]
    [InlineData("")]
    [InlineData("english, mostly")]
    public void A_language_that_is_no_tag_is_left_out(string language)
    {
        var builder = new MapBuilder { Info = new MapInfo { Title = "T", Language = language } };
        builder.Add(null, "T");
        using var pdf = Pdf.Of(builder.Build());
        pdf.Check();
        Assert.DoesNotContain("/Lang", pdf.Plain());
    }

    [Fact]
    public void The_same_map_gives_the_same_bytes() => Assert.Equal(Pdf.Bytes(Fixture.Railways, Options), Pdf.Bytes(Fixture.Railways, Options));

    [Fact]
    public void Safe_links_can_be_followed_and_others_are_not_there()
    {
        var builder = new MapBuilder();
        var root = builder.Add(null, "Links");
        MapBuilder.Describe(builder.Add(root, "safe"), new NodeDetails { Link = "https://example.org/a?b=(c)" });
        MapBuilder.Describe(builder.Add(root, "not safe"), new NodeDetails { Link = "javascript:alert(1)" });
        using var pdf = Pdf.Of(builder.Build());
        pdf.Check();
        Assert.Contains("/URI (https://example.org/a?b=\\(c\\))", pdf.Plain());
        Assert.DoesNotContain("javascript", pdf.Plain());
    }

    [Fact]
    public void An_empty_map_prints_an_empty_page()
    {
        using var pdf = Pdf.Of(new MapBuilder { Info = new MapInfo { Title = "Nothing yet" } }.Build());
        pdf.Check();
        Assert.Contains("Nothing yet", pdf.Text());
    }

    [Fact]
    public void Any_map_prints_as_a_valid_file() => MapGen.RichMap.Sample(map =>
    {
        using var pdf = Pdf.Of(map, new PrintOptions { Variant = (PrintVariant)(map.NodeCount % 4), InkSaving = map.NodeCount % 2 == 0 });
        pdf.Check();
    }, iter: 12, threads: 1);

    [Fact]
    public void B15_text_of_a_PDF_s_own_operators_is_printed_as_text()
    {
        string[] texts = ["BT (x) Tj ET", "endstream endobj 1 0 obj << /JS (app.alert(1)) >>", "%%EOF trailer << /Root 9 0 R >>", ") Tj ( \\) \\( <FEFF>", "stream\u00A0xref 0 65535 f"];
        var builder = new MapBuilder { Info = new MapInfo { Title = "(a) Tj /Title <<" } };
        var root = builder.Add(null, "Operators");
        foreach (var text in texts) builder.Add(root, text);
        using var pdf = Pdf.Of(builder.Build());
        Assert.Contains("No syntax or stream encoding errors", pdf.Check());
        foreach (var text in texts) Assert.Contains(Pdf.Squeeze(text), pdf.Letters());
        Assert.DoesNotContain("/JS (app", pdf.Plain());
    }

    [Fact]
    public void B15_a_word_of_a_megabyte_is_refused_and_the_longest_allowed_prints_whole()
    {
        var refused = Ramify.Text.OutlineText.Read(new string('w', 1 << 20), MapLimits.Upload);
        Assert.Equal("text_too_long", refused.Refusal?.Code);
        var word = new string('w', MapLimits.Upload.TextLength);
        using var pdf = Pdf.Of(Fixture.Read(word));
        pdf.Check();
        Assert.Contains(word, pdf.Letters());
    }

    /// <summary>Each text comes whole, and they come in this order.</summary>
    internal static void AssertHasTexts(string letters, IEnumerable<Node> nodes)
    {
        var at = 0;
        foreach (var node in nodes)
        {
            var next = letters.IndexOf(Pdf.Squeeze(node.Text), at, StringComparison.Ordinal);
            Assert.True(next >= 0, $"\"{node.Text}\" does not come after what was read before.");
            at = next;
        }
    }
}
