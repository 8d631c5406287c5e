using CsCheck;
using Ramify.Maps;
using Ramify.Text;
using static Ramify.Tests.Text.Reading;

namespace Ramify.Tests.Text;

public sealed class OutlineWritingTests
{
    private static readonly string[] Traps =
        [
            "", " ", "•", "- a", "1. a", "(i) b", "> x", "> [^a] -causes-> [^b]", "[^a]", "x [^a]", "\\", "\\\\ x", "\\[^a]", "\n", "a\n\nb\n", "\\\n\\", "  lead",
            "\tlead", "\u00A0lead", "trail \t", "View mindmap", "Comments", "See all x resources »", "a\n- b", "ends in \\", "same text of twenty and more", "same text of twenty and more ", "another text of twenty and more"];

    private static readonly Gen<string> Texts = Gen.OneOf(
        Gen.Int[0, Traps.Length - 1].Select(i => Traps[i]),
        Gen.String[Gen.Char["-•*1. \t\n\\[^]>ab\u00A0()x…"], 0, 30]);

    [Fact]
    public void A_map_written_and_read_is_the_same_map() =>
        Gen.Select(Texts.Array[1, 30], Gen.Int).Sample((texts, seed) =>
        {
            var map = RandomMap(texts, new Random(seed));
            var text = OutlineText.Write(map);
            var back = Read(text);
            Assert.Null(back.Refusal);
            Assert.Equal(Shape(map), Shape(back.Map));
            Assert.Equal(text, OutlineText.Write(back.Map));
            var samePrimaries = Primaries(map).SequenceEqual(Primaries(back.Map));
            Assert.Equal(samePrimaries, OutlineText.Losses(map).All(l => l.What != "primary parents"));
        }, iter: 10_000);

    [Fact]
    public void Two_blanks_a_level_and_one_bullet() =>
        Assert.Equal("• Root\n  • a\n    • b  c\u00A0\n  • d\n", OutlineText.Write(Read("Root\n\ta\n\t\tb  c\u00A0\n\td").Map));

    [Fact]
    public void Names_stand_only_where_the_joining_rule_would_read_something_else()
    {
        Assert.Equal(
            "• r\n  • a\n    • short [^a]\n  • b\n    • short [^a]\n    • a long and shared sentence\n  • a long and shared sentence\n",
            OutlineText.Write(Read("r\n a\n  short [^x]\n b\n  short [^x]\n  a long and shared sentence\n a long and shared sentence").Map));
        Assert.Equal(
            "• r\n  • a\n    • a long leaf in two places [^a]\n  • b\n    • a long leaf in two places [^b]\n",
            OutlineText.Write(Read("- r\n  - a\n    - a long leaf in two places\n  - b\n    - a long leaf in two places", JoinRepeats.None).Map));
    }

    [Fact]
    public void What_an_outline_cannot_say_is_counted()
    {
        var builder = new MapBuilder { Info = new MapInfo { Title = "A title", Subject = "History" } };
        var root = builder.Add(null, "root");
        MapBuilder.Describe(root, new NodeDetails { Note = "first note", Tags = ["x", "y"] });
        MapBuilder.Describe(builder.Add(root, "a"), new NodeDetails { Note = new string('n', 100) });
        Assert.Equal(
            [new Loss("titles", 1, "A title"), new Loss("subjects", 1, "History"), new Loss("notes", 2, "first note"), new Loss("tags", 2, "x")],
            OutlineText.Losses(builder.Build()));
        Assert.Empty(OutlineText.Losses(Read("- root\n  - a").Map));
    }

    private static MindMap RandomMap(string[] texts, Random random)
    {
        var builder = new MapBuilder();
        var nodes = new List<Node>();
        var entries = new HashSet<(Node?, Node)>();
        foreach (var text in texts)
        {
            var parent = nodes.Count == 0 || random.Next(8) == 0 ? null : nodes[random.Next(nodes.Count)];
            var node = builder.Add(parent, CleanText.Of(text));
            entries.Add((parent, node));
            nodes.Add(node);
            if (random.Next(4) > 0) continue;
            // A further parent among the nodes made before: no cycle.
            var further = random.Next(8) == 0 ? null : nodes[random.Next(nodes.Count)];
            if (further != node && (parent is not null || further is not null) && entries.Add((further, node))) builder.AddUnder(further, node);
        }
        for (var i = random.Next(4); i > 0; i--)
            builder.Connect(nodes[random.Next(nodes.Count)], nodes[random.Next(nodes.Count)], random.Next(2) == 0 ? "causes" : "held-back",
                random.Next(2) == 0 ? null : " a -> label [^x]", (sbyte)random.Next(-1, 2), random.Next(2) == 0 ? null : random.Next(11) / 10.0);
        return builder.Build();
    }

    private static IEnumerable<bool> Primaries(MindMap map) => Outline.Of(map).Select(l => !l.Entry.IsAlsoUnder);

    /// <summary>All that an outline says: lines, which of them are one node, links.</summary>
    private static string Shape(MindMap map)
    {
        var numbers = new Dictionary<Node, int>();
        var lines = Outline.Of(map).Select(l =>
        {
            numbers.TryAdd(l.Node, numbers.Count);
            return $"{l.Depth} #{numbers[l.Node]} {l.Node.Text}";
        }).ToList();
        lines.AddRange(map.Links.Select(l => $"{numbers[l.From]} {l.Kind} {l.Sign} {l.Strength} {l.Label} {numbers[l.To]}").Order(StringComparer.Ordinal));
        return string.Join("\n---\n", lines);
    }
}
