using System.Text;

namespace Ramify.Bench;

/// <summary>Outlines as students write them, as many nodes as asked: headings of a few words, sentences under them.</summary>
internal static class Outlines
{
    private static readonly string[] Words =
        ("the of and to in by for from with under after before against was were had became made led took gave party state "
        + "peasants workers grain harvest famine quota target plan industry steel coal railway dam village town city commune "
        + "market price wage rent tax debt trade export army officer trial purge decree speech congress leader rival faction "
        + "newspaper poster school church priest teacher engineer collective farm tractor machine bread ration queue winter "
        + "spring region border republic treaty pact frontier campaign resistance protest revolt strike exile prison labour "
        + "growth shortage surplus failure success opposition support control fear loyalty 1917 1921 1928 1932 1937 1941 "
        + "first second five-year rapid forced central local political economic social foreign internal agricultural heavy").Split(' ');

    /// <summary>An outline with two blanks and a bullet a level; the same arguments make the same text.</summary>
    public static byte[] Realistic(int nodes)
    {
        var random = new Random(4);
        var text = new StringBuilder(nodes * 50);
        Line(text, random, 0, isHeading: true);
        // How many nodes are still to come at each level of the branch that is being written.
        var left = new Stack<int>([nodes]);
        for (var made = 1; made < nodes; made++)
        {
            while (left.Count > 1 && left.Peek() == 0) left.Pop();
            var (room, level) = (left.Pop() - 1, left.Count + 1);
            left.Push(room);
            var children = level < 9 && random.Next(100) < (level < 3 ? 90 : 35) ? 1 + Math.Min(random.Next(9), random.Next(9)) : 0;
            Line(text, random, level, isHeading: children > 0);
            left.Push(children);
        }
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Line(StringBuilder text, Random random, int level, bool isHeading)
    {
        text.Append(' ', 2 * level).Append("• ");
        var start = text.Length;
        for (var words = isHeading ? random.Next(1, 5) : random.Next(4, 16); words > 0; words--)
            text.Append(Words[random.Next(Words.Length)]).Append(words > 1 ? ' ' : '\n');
        text[start] = char.ToUpperInvariant(text[start]);
    }
}
