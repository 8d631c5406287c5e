using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Tests.Text;

/// <summary>What the tests of this folder say over and over.</summary>
internal static class Reading
{
    public static MapReading Read(string text, JoinRepeats join = JoinRepeats.Auto) => OutlineText.Read(text, MapLimits.Upload, join);

    /// <summary>The lines of a map, two blanks a level, as one would write them in a test.</summary>
    public static string[] Lines(MindMap map) => [.. Outline.Of(map).Select(l => new string(' ', 2 * l.Depth) + l.Node.Text)];

    public static string[] LinesOf(string text, JoinRepeats join = JoinRepeats.Auto) => Lines(Read(text, join).Map);

    public static int SharedCount(MindMap map) => map.Nodes.Count(n => n.IsShared);
}
