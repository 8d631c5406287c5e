using System.Runtime.CompilerServices;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Print.Tests;

/// <summary>The maps that the tests print.</summary>
internal static class Fixture
{
    /// <summary>Our own map of 47 nodes in 50 lines, three of them shared.</summary>
    public static MindMap Railways { get; } = Read(File.ReadAllText(PathOf("fixtures/print/railways.txt")));

    public static MindMap Read(string outline) => OutlineText.Read(outline, MapLimits.Upload).Map;

    /// <summary>A map of many sentences, several levels deep.</summary>
    public static MindMap Course(int nodes)
    {
        string[] words = ["causes", "of", "the", "long", "peace", "and", "trade", "in", "towns", "1846", "reform", "grain", "laws", "were", "repealed", "by", "votes"];
        var (builder, random) = (new MapBuilder { Info = new MapInfo { Title = "The whole course" } }, new Random(1));
        string Words(int from, int to) => string.Join(' ', Enumerable.Range(0, random.Next(from, to)).Select(_ => words[random.Next(words.Length)]));
        var added = new List<(Node Node, int Depth, int Children)> { (builder.Add(null, "The whole course"), 0, 0) };
        while (builder.NodeCount < nodes)
        {
            var at = added.Count <= 8 ? 0 : random.Next(1, added.Count);
            var (parent, depth, children) = added[at];
            if (depth > 5 || (children > 6 && depth > 0)) continue;
            added[at] = (parent, depth, children + 1);
            added.Add((builder.Add(parent, Words(2 + Math.Min(depth, 1), 5 + 4 * Math.Min(depth, 2)) + " " + builder.NodeCount), depth + 1, 0));
        }
        return builder.Build();
    }

    private static string PathOf(string file, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", file);
}
