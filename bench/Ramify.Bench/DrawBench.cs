using System.Diagnostics;
using System.Text;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Bench;

/// <summary><c>ramify draw</c> against Graphviz's radial layout on the same tree with the same texts, as whole processes.</summary>
internal static class DrawBench
{
    private const int Nodes = 100_000;

    /// <param name="report">Where the row goes.</param>
    /// <param name="command">The published <c>ramify</c>.</param>
    public static void Run(Report report, string command)
    {
        var folder = Directory.CreateTempSubdirectory("ramify-bench-").FullName;
        var (outline, graph) = (Path.Combine(folder, "tree.txt"), Path.Combine(folder, "tree.gv"));
        var text = Outlines.Realistic(Nodes);
        File.WriteAllBytes(outline, text);
        File.WriteAllText(graph, Graph(OutlineText.Read(text, MapLimits.Trusted).Map));
        try
        {
            var medians = Rivalry.Medians(
            [
                Command("ramify draw", command, ["draw", outline, "-o", Path.Combine(folder, "ours.svg")]),
                Command("twopi", "twopi", ["-Tsvg", graph, "-o", Path.Combine(folder, "theirs.svg")], maxRounds: 3),
            ], rounds: 7);
            report.Add(new Row($"ramify draw, {Nodes:N0} nodes, whole process", Seconds(medians[0]), "Graphviz twopi", Seconds(medians[1]), medians[1] / medians[0], 12, 20));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string Seconds(double seconds) => $"{seconds:0.00} s";

    private static Competitor Command(string name, string file, string[] arguments, int maxRounds = int.MaxValue) => new(name, times =>
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < times; i++)
        {
            using var process = Process.Start(file, arguments);
            process.WaitForExit();
            if (process.ExitCode != 0) throw new InvalidOperationException($"{name} ended with {process.ExitCode}.");
        }
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }, maxRounds);

    private static string Graph(MindMap map)
    {
        var numbers = new Dictionary<Node, int>();
        var graph = new StringBuilder("graph {\nroot=n0\nnode [shape=box]\n");
        foreach (var node in map.Nodes)
        {
            var number = numbers[node] = numbers.Count;
            graph.Append($"n{number} [label=\"{node.Text}\"]\n");
            if (node.Parent is { } parent) graph.Append($"n{numbers[parent]} -- n{number}\n");
        }
        return graph.Append("}\n").ToString();
    }
}
