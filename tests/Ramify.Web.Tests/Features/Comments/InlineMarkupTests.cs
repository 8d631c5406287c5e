using CsCheck;
using Ramify.Web.Components;

namespace Ramify.Web.Tests.Features.Comments;

public sealed class InlineMarkupTests
{
    [Theory]
    [InlineData("plain words", "plain words")]
    [InlineData("**bold** and *italic* and _italic_", "B(bold)| and |I(italic)| and |I(italic)")]
    [InlineData("**both *of* them**", "B(both )|BI(of)|B( them)")]
    [InlineData("`a * b * c`", "C(a * b * c)")]
    [InlineData("[the book](https://example.org/a_b)", "L(the book=https://example.org/a_b)")]
    [InlineData("see https://example.org/x.", "see |L(https://example.org/x=https://example.org/x)|.")]
    [InlineData("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4")]
    [InlineData("**open\nnext** line", "**open|\nnext** line")]
    [InlineData("[x](javascript:alert(1)) [y](mailto:a@example.org)", "[x](javascript:alert(1)) [y](mailto:a@example.org)")]
    [InlineData("`` ** __ [] []()", "`` ** __ [] []()")]
    [InlineData("<b>&amp;</b>", "<b>&amp;</b>")]
    public void Marks_mean_what_the_hint_says_and_everything_else_stays(string text, string spans) => Assert.Equal(spans, string.Join('|', InlineMarkup.Read(text).Select(Say)));

    [Fact]
    public void B10_An_image_is_text_like_any_other()
    {
        var spans = InlineMarkup.Read("![a cat](https://tracker.example/x.png)");
        Assert.Equal("![a cat](https://tracker.example/x.png)", string.Concat(spans.Select(s => s.Text)));
    }

    [Fact]
    public void Nothing_is_lost_but_marks_and_every_link_leads_to_the_web()
    {
        string[] pieces = ["*", "**", "_", "`", "[", "](", ")", "!", "http://", "https://a.example", "javascript:", "\n", " ", "word", "<b>", "é", "😀"];
        Gen.Int[0, pieces.Length - 1].Array[0, 40].Select(chosen => string.Concat(chosen.Select(i => pieces[i]))).Sample(text =>
        {
            var spans = InlineMarkup.Read(text);
            var shown = string.Concat(spans.Select(s => s.Link is null || s.Link.TrimEnd('/') == s.Text.TrimEnd('/') ? s.Text : ""));
            Assert.True(IsWithin(shown, text), $"{shown} | {text}");
            Assert.All(spans, s => Assert.True(s.Link is null || new Uri(s.Link).Scheme is "http" or "https"));
            Assert.Equal(text.Count(c => c == '\n'), spans.Sum(s => s.Text.Count(c => c == '\n')));
        }, iter: 20_000);
    }

    /// <summary>Whether the letters of one text stand in another in the same order.</summary>
    private static bool IsWithin(string part, string whole)
    {
        var at = 0;
        foreach (var c in whole)
            if (at < part.Length && part[at] == c) at++;
        return at == part.Length;
    }

    private static string Say(MarkedSpan span)
    {
        var mark = (span.IsBold ? "B" : "") + (span.IsItalic ? "I" : "") + (span.IsCode ? "C" : "") + (span.Link is null ? "" : "L");
        return mark.Length == 0 ? span.Text : $"{mark}({span.Text}{(span.Link is null ? "" : "=" + span.Link)})";
    }
}
