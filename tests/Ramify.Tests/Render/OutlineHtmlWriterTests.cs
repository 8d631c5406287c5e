using System.Xml.Linq;
using Ramify.Maps;
using Ramify.Render;
using Ramify.Tests.Layout;

namespace Ramify.Tests.Render;

public sealed class OutlineHtmlWriterTests
{
    [Fact]
    public void Later_visits_stand_alone_and_lead_to_the_first()
    {
        var html = XDocument.Parse(OutlineHtmlWriter.Write(LongSentences.Map));
        var lines = html.Descendants("li").ToList();
        Assert.Equal(50, lines.Count);
        var ids = lines.Select(l => (string)l.Attribute("id")!).ToHashSet();
        Assert.Equal(50, ids.Count);
        var later = lines.Where(l => ((string)l.Attribute("id")!).EndsWith("-2", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, later.Count);
        Assert.All(later, line => Assert.Empty(line.Elements("ul")));
        foreach (var link in html.Descendants("a").Where(a => ((string?)a.Attribute("class"))?.StartsWith("also", StringComparison.Ordinal) == true))
            Assert.Contains(((string)link.Attribute("href")!)[1..], ids);
    }

    [Fact]
    public void Each_place_of_a_shared_node_names_the_other()
    {
        var html = XDocument.Parse(OutlineHtmlWriter.Write(LongSentences.Map));
        foreach (var line in html.Descendants("li").Where(l => l.Elements("a").Any(a => ((string?)a.Attribute("class"))?.StartsWith("also", StringComparison.Ordinal) == true)))
        {
            var named = line.Elements("a").Last().Element("bdi")!.Value;
            var own = line.Parent!.Parent!.Element("bdi")!.Value;
            Assert.NotEqual(own, named);
        }
    }

    [Fact]
    public void Texts_and_notes_are_escaped_and_links_are_safe()
    {
        var builder = new MapBuilder();
        var root = builder.Add(null, "<script>alert(1)</script>");
        MapBuilder.Describe(root, new NodeDetails { Note = "</p><img onerror=x>", Link = "https://example.org/?\"'<>" });
        MapBuilder.Describe(builder.Add(root, "bad link"), new NodeDetails { Link = "javascript:alert(1)" });
        var html = OutlineHtmlWriter.Write(builder.Build());
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", html, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript", html, StringComparison.Ordinal);
        Assert.Contains("rel=\"noopener noreferrer ugc\"", html, StringComparison.Ordinal);
    }
}
