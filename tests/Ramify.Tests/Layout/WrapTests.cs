using CsCheck;
using Ramify.Layout;
using Ramify.Maps;

namespace Ramify.Tests.Layout;

public sealed class WrapTests
{
    private const int Limit = 26 * 510;

    private static (List<TextLine> Lines, int Width) Broken(string text, int limit = Limit, TextSpacing? spacing = null)
    {
        var lines = new GrowingArray<TextLine>();
        var width = new Wrap(spacing ?? TextSpacing.Normal).Break(text, FontWeight.Regular, limit, lines);
        return ([.. lines.ToArray()], width);
    }

    private static string[] Texts(string text, int limit = Limit) => [.. Broken(text, limit).Lines.Select(l => text.Substring(l.Start, l.Length))];

    [Fact]
    public void Lines_hold_the_whole_text_in_order_and_keep_the_limit() =>
        Gen.Select(MapGen.AnyText, Gen.Int[3_000, 30_000]).Sample((text, limit) =>
        {
            var (lines, width) = Broken(text, limit);
            var covered = string.Concat(lines.Select(l => text.Substring(l.Start, l.Length)));
            Assert.Equal(string.Concat(text.Where(c => c is not (' ' or '\t' or '\r' or '\n'))), string.Concat(covered.Where(c => c is not (' ' or '\t' or '\r' or '\n'))));
            Assert.True(width <= Math.Max(limit, 2 * FontMetrics.UnitsPerEm));
            Assert.Equal(width, lines.Max(l => l.Width));
        });

    [Fact]
    public void There_are_as_few_lines_as_greedy_breaking_makes_and_no_narrower_box_has_as_few() =>
        MapGen.PlainText.Sample(text =>
        {
            var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => FontMetrics.Width(w, FontWeight.Regular)).ToArray();
            if (words.Length == 0 || words.Max() > Limit || text.Split(' ').Any(w => w.Length >= 14)) return;
            var (lines, width) = Broken(text);
            Assert.Equal(GreedyLines(words, Limit), lines.Count);
            if (lines.Count > 1 && lines[^1].Length > 0 && words.Length <= lines.Count) Assert.True(GreedyLines(words, width - 1) > lines.Count);
        });

    private static int GreedyLines(int[] words, int limit)
    {
        const int space = 280;
        var (lines, width) = (1, words[0]);
        foreach (var word in words.Skip(1))
            if (width + space + word <= limit) width += space + word;
            else (lines, width) = (lines + 1, word);
        return lines;
    }

    [Fact]
    public void A_last_line_of_one_word_is_avoided_where_the_number_of_lines_allows()
    {
        Assert.Equal(["He had established a", "ideological orthodoxy"], Texts("He had established a ideological orthodoxy"));
        foreach (var text in new[] { "one two three four five six seven eight nine ten eleven twelve thirteen fourteen", "the state the party and the people power" })
            Assert.Contains(' ', Texts(text)[^1]);
    }

    [Fact]
    public void Long_words_break_after_hyphens_and_slashes_and_else_at_the_limit()
    {
        Assert.Equal(["economic-political/", "military-industrial"], Texts("economic-political/military-industrial", 11_000));
        Assert.All(Broken(new string('m', 300)).Lines, line => Assert.True(line.Width <= Limit));
        Assert.Equal(["1941-44 and 1946-52"], Texts("1941-44 and 1946-52"));
    }

    [Fact]
    public void No_break_spaces_hold_and_ideographs_break_anywhere_but_before_their_stops()
    {
        Assert.Equal(["xx", "a\u00A0b\u00A0c"], Texts("xx a\u00A0b\u00A0c", 2500));
        Assert.Equal(["日本語の", "地図。"], Texts("日本語の地図。", 4_100));
    }

    [Fact]
    public void Newlines_of_the_writer_are_kept() => Assert.Equal(["one", "", "two"], Texts("one\n\ntwo"));

    [Fact]
    public void Wider_spacing_makes_wider_lines()
    {
        var (_, normal) = Broken("spaced text", 100_000);
        var (_, wide) = Broken("spaced text", 100_000, TextSpacing.Wide);
        Assert.Equal(normal + 11 * 120 + 160, wide);
    }

    [Fact]
    public void Marks_add_no_width_and_unknown_scripts_get_one()
    {
        Assert.Equal(FontMetrics.Width("e", FontWeight.Regular), FontMetrics.Width("e\u0301\u0301", FontWeight.Regular));
        Assert.Equal(3000, FontMetrics.Width("日本語", FontWeight.Regular));
        Assert.All(new[] { "مرحبا", "हिन्दी", "ไทย", "😀", "Привет", "Ελλάδα" }, text => Assert.True(FontMetrics.Width(text, FontWeight.Bold) > 0));
    }
}
