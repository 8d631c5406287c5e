using Ramify.Layout;

namespace Ramify.Print.Tests;

public sealed class VariantTests
{
    private const string Answer = "A barge took thirty-six hours from Manchester to Liverpool";

    [Theory]
    [InlineData(PrintVariant.Blank)]
    [InlineData(PrintVariant.FirstLetters)]
    [InlineData(PrintVariant.EveryOther)]
    public void Answers_are_on_the_second_page_only(PrintVariant variant)
    {
        using var pdf = Pdf.Of(Fixture.Railways, new PrintOptions { Variant = variant });
        Assert.Matches(@"Pages:\s+2\n", pdf.Info());
        var texts = Fixture.Railways.Nodes.Select(node => Pdf.Squeeze(node.Text)).ToList();
        var (questions, answers) = (pdf.Letters(1, 1), pdf.Letters(2, 2));
        Assert.All(texts, text => Assert.Contains(text, answers));
        var hidden = texts.Count(text => !questions.Contains(text));
        Assert.Equal(variant == PrintVariant.EveryOther ? 20 : 40, hidden);
    }

    [Fact]
    public void Blank_boxes_keep_the_headings_and_nothing_else()
    {
        using var pdf = Pdf.Of(Fixture.Railways, new PrintOptions { Variant = PrintVariant.Blank });
        var page = pdf.Text(1, 1).Replace('\n', ' ');
        Assert.Contains("How they were built", page);
        Assert.DoesNotContain("barge", page);
        Assert.DoesNotContain("Navvies", page);
    }

    [Fact]
    public void First_letters_leave_the_first_letter_of_each_word()
    {
        using var pdf = Pdf.Of(Fixture.Railways, new PrintOptions { Variant = PrintVariant.FirstLetters });
        Assert.Contains(string.Concat(Answer.Split(' ', '-').Select((word, i) => i == 4 ? "-" + word[0] : word[..1])), pdf.Letters(1, 1));
    }

    [Fact]
    public void A_variant_is_laid_out_like_its_answers()
    {
        var full = MapPdf.Plan(Fixture.Railways);
        var blank = MapPdf.Plan(Fixture.Railways, new PrintOptions { Variant = PrintVariant.Blank });
        Assert.Equal(full.Sheets[0].Layout.Boxes, blank.Sheets[0].Layout.Boxes);
        Assert.Equal(2 * full.Pages, blank.Pages);
    }

    [Fact]
    public void A_hidden_text_does_not_give_its_link_away()
    {
        var builder = new Maps.MapBuilder();
        var main = builder.Add(builder.Add(null, "Root"), "Main");
        Maps.MapBuilder.Describe(builder.Add(main, "Answer"), new Maps.NodeDetails { Link = "https://example.org/answer" });
        builder.Add(main, "Other");
        using var pdf = Pdf.Of(builder.Build(), new PrintOptions { Variant = PrintVariant.Blank });
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(pdf.Plain(), "/URI \\(https"));
    }

    [Fact]
    public void An_ink_saving_print_is_black_and_white()
    {
        var layout = MapLayout.Of(Fixture.Railways);
        using var stream = new MemoryStream();
        MapPng.Write(layout, new PictureOptions { InkSaving = true, Density = 1 }, stream);
        using var bitmap = SkiaSharp.SKBitmap.Decode(stream.ToArray());
        var dark = 0;
        foreach (var pixel in bitmap.Pixels)
        {
            Assert.True(Math.Max(pixel.Red, Math.Max(pixel.Green, pixel.Blue)) - Math.Min(pixel.Red, Math.Min(pixel.Green, pixel.Blue)) < 24);
            if (pixel.Green < 128) dark++;
        }
        // Text and thin lines: no filled boxes.
        Assert.InRange(dark / (double)bitmap.Pixels.Length, 0.005, 0.06);
    }
}
