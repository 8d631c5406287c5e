using System.Net;
using System.Text;

namespace Ramify.Web.Tests.Features;

public sealed class DrawingsTests(RunningSite site)
{
    [Theory]
    [InlineData(".png", "image/png", "89504E47")]
    [InlineData(".card.png", "image/png", "89504E47")]
    [InlineData(".pdf", "application/pdf", "25504446")]
    [InlineData(".a3.blank.ink.pdf", "application/pdf", "25504446")]
    [InlineData(".letter.branches.pdf", "application/pdf", "25504446")]
    public async Task A_map_is_drawn_by_the_suffix_of_its_address(string suffix, string type, string begins)
    {
        using var client = site.Client();
        using var answer = await client.GetAsync(RunningSite.Stalin + suffix, TestContext.Current.CancellationToken);
        var body = await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(begins, Convert.ToHexString(body.AsSpan(0, 4)));
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
        // Others show the card; the rest is saved.
        Assert.Equal(suffix == ".card.png" ? null : "attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
    }

    [Theory]
    [InlineData(".blank.a3.pdf")]
    [InlineData(".a9.pdf")]
    [InlineData(".a3.a2.pdf")]
    [InlineData(".pdf.pdf")]
    [InlineData(".card.pdf")]
    public async Task What_is_no_suffix_is_no_address(string suffix)
    {
        using var client = site.Client();
        using var answer = await client.GetAsync(RunningSite.Stalin + suffix, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_page_of_a_map_names_its_card()
    {
        using var client = site.Client();
        var page = await client.GetStringAsync(RunningSite.Stalin, TestContext.Current.CancellationToken);
        Assert.Contains($"<meta property=\"og:image\" content=\"{site.Root}{RunningSite.Stalin}.card.png\"", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_map_beyond_what_can_be_printed_is_refused_with_a_page()
    {
        var outline = new StringBuilder("Root\n");
        for (var i = 0; i < 3_100; i++) outline.Append("  number ").Append(i).Append('\n');
        var map = site.Publish("Very many numbers", outline.ToString());
        using var client = site.Client();
        using var answer = await client.GetAsync(map.Address + ".pdf", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "text/html"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }
}
