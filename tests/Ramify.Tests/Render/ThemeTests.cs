using Ramify.Layout;
using Ramify.Render;

namespace Ramify.Tests.Render;

public sealed class ThemeTests
{
    [Fact]
    public void Branch_colours_stand_out_from_the_paper_and_carry_text()
    {
        foreach (var (theme, least) in new[] { (Theme.Light, 4.6), (Theme.Dark, 7.3) })
            foreach (var colour in theme.Palette)
            {
                Assert.True(Theme.Contrast(colour.Line, theme.Paper) >= least, $"{theme.Name} {colour.Name}");
                Assert.True(Theme.Contrast(theme.OnFill, colour.Line) >= 4.5, $"{theme.Name} {colour.Name}");
                Assert.True(Theme.Contrast(theme.Ink, colour.Tint) >= 7, $"{theme.Name} {colour.Name}");
            }
    }

    [Fact]
    public void Text_and_links_stand_out_from_the_paper()
    {
        foreach (var theme in new[] { Theme.Light, Theme.Dark })
        {
            Assert.True(Theme.Contrast(theme.Ink, theme.Paper) >= 12);
            Assert.True(Theme.Contrast(theme.Quiet, theme.Paper) >= 7);
            Assert.Equal(ShownTree.PaletteSize, theme.Palette.Length);
        }
    }

    [Fact]
    public void The_shipped_fonts_are_there_with_their_licence()
    {
        Assert.All(MapFonts.All, font => Assert.Equal("wOF2"u8.ToArray(), MapFonts.Read(font)[..4]));
        Assert.Contains("Open Font License", System.Text.Encoding.UTF8.GetString(MapFonts.Licence), StringComparison.Ordinal);
    }
}
