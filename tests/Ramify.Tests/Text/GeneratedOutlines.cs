using System.Text;
using CsCheck;

namespace Ramify.Tests.Text;

/// <summary>An outline as a person or another program might have typed it, with the lines that it means.</summary>
internal sealed record GeneratedOutline(string Text, IReadOnlyList<(int Depth, string Text)> Lines, int Nodes, int Edges, int Shared, bool IsFramed)
{
    private static readonly string[] Words =
        ["harvest", "famine", "quota", "party", "Lenin's", "wage", "of", "the", "purge", "1928 - 53", "(most", "likely)", "plan;", "He\u00A0", "état", "Москва", "50 %", "and", "reform"];

    private static readonly string[] Bullets = ["•", "-", "*", "+", "–", "▪", "o", "1.", "1.1", "a)", "(i)", "12)", "(b)", "◦"];

    public static Gen<GeneratedOutline> Gen { get; } = CsCheck.Gen.Int.Select(seed => Make(new Random(seed)));

    private static GeneratedOutline Make(Random random)
    {
        var count = random.Next(2, 60);
        var children = new List<int>[count];
        var parents = new int[count];
        for (var i = 0; i < count; i++) children[i] = [];
        for (var i = 1; i < count; i++) AddEdge(random.Next(i), i);
        // Further parents come before the node in number, so there is no cycle: two to four parents in all.
        for (var i = 2; i < count; i++)
            if (random.Next(6) == 0)
                for (var more = random.Next(1, 4); more > 0; more--) AddEdge(random.Next(i), i);
        foreach (var list in children) Shuffle(list, random);

        var texts = new string[count];
        for (var i = 0; i < count; i++) texts[i] = Sentence(random, i, parents[i] > 1);
        var lines = new List<(int, string)>();
        Visit(0, 0, children, texts, [], lines);
        var framed = random.Next(2) == 0;
        return new GeneratedOutline(Print(lines, framed, random), lines, count, children.Sum(c => c.Count), parents.Count(p => p > 1), framed);

        void AddEdge(int parent, int child)
        {
            if (children[parent].Contains(child)) return;
            children[parent].Add(child);
            parents[child]++;
        }
    }

    private static void Visit(int node, int depth, List<int>[] children, string[] texts, HashSet<int> seen, List<(int, string)> lines)
    {
        lines.Add((depth, texts[node]));
        if (!seen.Add(node)) return;
        foreach (var child in children[node]) Visit(child, depth + 1, children, texts, seen, lines);
    }

    private static string Sentence(Random random, int ordinal, bool isShared)
    {
        var text = $"Idea {ordinal}";
        var length = isShared || random.Next(3) > 0 ? random.Next(24, 90) : 0;
        while (text.Length < length) text += (random.Next(12) == 0 ? "  " : " ") + Words[random.Next(Words.Length)];
        return text.TrimEnd(' ', '\u00A0');
    }

    private static string Print(List<(int Depth, string Text)> lines, bool framed, Random random)
    {
        var end = random.Next(4) == 0 ? "\r\n" : "\n";
        var text = new StringBuilder();
        if (framed) text.Append($"Generated title, 1928-53{end}{end}?{end}View mindmap{end}");
        var (step, margin, tabs) = (random.Next(1, 9), random.Next(3) == 0 ? random.Next(5) : 0, random.Next(5));
        var (style, blankLines) = (random.Next(4), random.Next(3) == 0);
        var fixedBullet = Bullets[random.Next(Bullets.Length)];
        foreach (var (depth, line) in lines)
        {
            // All tabs, all blanks, or each line as it comes.
            text.Append(' ', tabs == 0 ? 0 : margin);
            if (tabs == 0 || (tabs == 1 && margin == 0 && depth > 1 && random.Next(2) == 0)) text.Append('\t', depth);
            else text.Append(' ', depth * step);
            var bullet = style switch { 0 => "", 1 => fixedBullet, 2 => Bullets[depth % Bullets.Length], _ => Bullets[random.Next(Bullets.Length)] };
            text.Append(bullet).Append(bullet.Length == 0 ? "" : random.Next(5) == 0 ? "\t" : " ").Append(line).Append(end);
            if (blankLines && random.Next(4) == 0) text.Append(' ', random.Next(3)).Append(end);
        }
        if (framed) text.Append($"{end}    Comments{end}{end}    No comments have yet been made{end}{end}    Similar History resources:{end}{end}    See all History resources »See all Russia, 1917 - 1991 resources »");
        return text.ToString();
    }

    private static void Shuffle(List<int> list, Random random)
    {
        for (var i = list.Count - 1; i > 0; i--)
        {
            var j = random.Next(i + 1);
            (list[i], list[j]) = (list[j], list[i]);
        }
    }
}
