using System.Text.RegularExpressions;
using Ramify.Maps;
using Ramify.Render;

namespace Ramify.Tests.Render;

public sealed partial class OutlinePartTests
{
    [Theory]
    [InlineData(GeneratedShape.Realistic)]
    [InlineData(GeneratedShape.Random)]
    [InlineData(GeneratedShape.Star)]
    [InlineData(GeneratedShape.Chain)]
    public void Every_node_of_a_large_map_is_reached_by_links_and_no_part_is_long(GeneratedShape shape)
    {
        var map = MapGenerator.Map(shape, 3_000, 7);
        var (seen, pending) = (new HashSet<string>(), new Queue<(Node? Head, int From)>([(null, 0)]));
        var asked = new HashSet<(Node?, int)>();
        while (pending.TryDequeue(out var at))
        {
            if (!asked.Add(at)) continue;
            var part = OutlinePart.Of(map, at.Head, at.From);
            var html = part.Write("/x/");
            var lines = NodeOfLine().Matches(html).Select(m => m.Groups[1].Value).ToList();
            Assert.InRange(lines.Count, 0, OutlinePart.Lines);
            seen.UnionWith(lines);
            foreach (Match link in Link().Matches(html)) pending.Enqueue((map.Find(Guid.Parse(link.Groups[1].Value)), 0));
            if (part.To < part.Count) pending.Enqueue((at.Head, part.To));
        }
        Assert.Equal(map.NodeCount, seen.Count);
    }

    [Fact]
    public void A_part_is_a_list_within_a_list_and_escapes_what_it_holds()
    {
        var builder = new MapBuilder();
        var root = builder.Add(null, "<b>");
        var first = builder.Add(root, "one & two");
        builder.AddUnder(builder.Add(root, "three"), builder.Add(first, "shared"));
        var html = OutlinePart.Of(builder.Build()).Write("/x/");
        Assert.Contains("<bdi class=\"text\">&lt;b&gt;</bdi>\n<ul>", html, StringComparison.Ordinal);
        Assert.Contains("also under <bdi>one &amp; two</bdi></a></li>", html, StringComparison.Ordinal);
        Assert.Equal(html.Split("<ul").Length, html.Split("</ul>").Length);
        Assert.Equal(html.Split("<li").Length, html.Split("</li>").Length);
    }

    [GeneratedRegex("data-node=\"([0-9a-f]{32})\"", RegexOptions.NonBacktracking)]
    private static partial Regex NodeOfLine();

    [GeneratedRegex("href=\"/x/([0-9a-f]{32})\"", RegexOptions.NonBacktracking)]
    private static partial Regex Link();
}
