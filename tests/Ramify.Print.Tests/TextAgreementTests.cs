using System.Globalization;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Ramify.Layout;
using Ramify.Render;

namespace Ramify.Print.Tests;

public sealed class TextAgreementTests
{
    private static readonly FontWeight[] Weights = [FontWeight.Regular, FontWeight.SemiBold, FontWeight.Bold];

    [Fact]
    public void Every_advance_of_the_table_is_the_font_s_own()
    {
        foreach (var weight in Weights)
            for (var c = 0x20; c < 0x2190; c++)
            {
                if (char.IsSurrogate((char)c) || PrintFonts.Shipped.FaceFor(new Rune(c), weight) is not (var face, true)) continue;
                using var font = TextPainter.FontOf(face, 1000);
                var advance = FontMetrics.Advance(new Rune(c), weight);
                // The table has marks stand on their letters without a width of their own.
                if (advance > 0) Assert.InRange(font.MeasureText(((char)c).ToString()), advance - 1f, advance + 1f);
            }
    }

    [Fact]
    public void A_line_is_as_wide_as_the_layout_took_it_to_be()
    {
        var layout = MapLayout.Of(Fixture.Railways);
        var report = new GlyphReport();
        for (var i = 0; i < layout.Count; i++)
            foreach (var line in layout.LinesOf(i))
            {
                var size = layout.TextSizeOf(i) / 64f;
                var drawn = GlyphLine.Of(layout.Nodes[i].Text.AsSpan(line.Start, line.Length), layout.WeightOf(i), size, TextSpacing.Normal, PrintFonts.Shipped, report, runsLeft: false);
                Assert.InRange(drawn.Width, line.Width * size / 1000 - 0.01, line.Width * size / 1000 + 0.01);
            }
        Assert.Empty(report.Missing);
    }

    [Fact]
    public void Words_stand_in_the_print_where_the_SVG_has_them_within_half_a_pixel()
    {
        var plan = MapPdf.Plan(Fixture.Railways);
        var layout = plan.Sheets[0].Layout;
        var sheet = Sheet.Of(plan.Paper, plan.Orientation);
        var scale = sheet.ScaleOf(layout);
        var left = (sheet.Width - layout.Width / 64.0 * scale) / 2;
        using var pdf = Pdf.Of(Fixture.Railways);
        var words = pdf.Words();
        var starts = LineStarts(SvgWriter.Write(layout, SvgOptions.InPage));
        Assert.True(starts.Count > 60);
        foreach (var (word, x) in starts)
            Assert.Contains(words, found => found.Word == word && Math.Abs((found.X - left) / scale - x) <= 0.5);
    }

    [Fact]
    public void Text_of_wider_spacing_is_drawn_wider()
    {
        var report = new GlyphReport();
        var line = GlyphLine.Of("two words", FontWeight.Regular, 10, TextSpacing.Wide, PrintFonts.Shipped, report, runsLeft: false);
        var expected = (FontMetrics.Width("two words", FontWeight.Regular) + 9 * TextSpacing.Wide.Letter + TextSpacing.Wide.Word) / 100f;
        Assert.InRange(line.Width, expected - 0.01f, expected + 0.01f);
    }

    [Fact]
    public void Latin_text_of_every_European_language_has_its_glyphs()
    {
        var map = Fixture.Read("Žluťoučký kůň úpěl ďábelské ódy\n  Zażółć gęślą jaźń\n  Příliš žluťoučký\n  Árvíztűrő tükörfúrógép\n  Iñtërnâtiônàlizætiøn ŒœŠšŸ ßẞ\n  Ţară şi ħaż ĳsvogel\n  “quotes” – dash … € £ § ½ ×");
        using var stream = new MemoryStream();
        Assert.Empty(MapPdf.Write(map, PrintOptions.Default, stream).Missing);
        using var pdf = new Pdf(stream.ToArray());
        MapPdfTests.AssertHasTexts(pdf.Letters(), map.Nodes);
    }

    [Fact]
    public void A_character_without_a_glyph_is_reported_not_passed_over()
    {
        var report = MapPdf.Write(Fixture.Read("Map\n  地図 and 地\n  plain"), PrintOptions.Default, Stream.Null);
        Assert.Equal([("U+56F3", 1), ("U+5730", 2)], report.Missing.Select(glyph => (glyph.CodePoint, glyph.Count)));
    }

    [Fact]
    public void Controls_and_joiners_are_not_missing_glyphs()
    {
        var report = new GlyphReport();
        var line = GlyphLine.Of("a\u200B\u200D\u0007\uFEFFb \t c", FontWeight.Regular, 10, TextSpacing.Normal, PrintFonts.Shipped, report, runsLeft: false);
        Assert.Empty(report.Missing);
        Assert.Equal("ab c", string.Concat(line.Glyphs.Select(glyph => glyph.Rune.ToString())));
    }

    [Theory]
    [InlineData("שלום", true, "םולש")]
    [InlineData("שלום (1948) x", true, "x (1948) םולש")]
    [InlineData("see שלום עולם now", false, "see םלוע םולש now")]
    [InlineData("English שלום", true, "םולש English")]
    public void Hebrew_stands_in_the_order_in_which_it_is_read(string text, bool runsLeft, string seen)
    {
        var line = GlyphLine.Of(text, FontWeight.Regular, 10, TextSpacing.Normal, PrintFonts.Shipped, new GlyphReport(), runsLeft);
        Assert.Equal(seen, string.Concat(line.Glyphs.Select(glyph => glyph.Rune.ToString())));
        Assert.True(line.Glyphs.Zip(line.Glyphs.Skip(1)).All(pair => pair.First.X <= pair.Second.X));
    }

    /// <summary>The first word of each line of text that does not run from right to left, and where it starts, px.</summary>
    private static List<(string Word, double X)> LineStarts(string svg) =>
    [
        .. Regex.Matches(svg, "<(?:tspan|text) x=\"([0-9.]+)\" y=\"[0-9.]+\">([^<]+)<")
            .Where(m => !char.IsDigit(m.Groups[2].Value[0]) || m.Groups[2].Value.Contains(' '))
            .Select(m => (WebUtility.HtmlDecode(m.Groups[2].Value).Trim().Split(' ')[0], double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture))),
    ];
}
