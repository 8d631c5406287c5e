using System.Globalization;

namespace Ramify.Bench;

/// <summary>One line of the table.</summary>
/// <param name="Job">What was done.</param>
/// <param name="Ours">Our figure with its unit.</param>
/// <param name="Peer">Whom it is measured against; empty where it stands alone.</param>
/// <param name="Theirs">The peer's figure.</param>
/// <param name="Ratio">How many times better ours is; null where there is nothing to compare.</param>
/// <param name="AtLeast">The least ratio that must be met; null where none is set.</param>
/// <param name="Goal">The ratio aimed at.</param>
internal sealed record Row(
    string Job, string Ours, string Peer = "", string Theirs = "", double? Ratio = null, double? AtLeast = null, double? Goal = null)
{
    public bool Misses => AtLeast is { } least && !(Ratio >= least);
}

/// <summary>Collects rows, and prints them as a Markdown table as they come.</summary>
internal sealed class Report
{
    private static readonly int[] Widths = [-48, 17, -28, 14, 8, 9, 6, -6];

    private readonly List<Row> rows = [];

    public Report()
    {
        Print(["job", "Ramify", "against", "", "ratio", "at least", "goal", ""]);
        Print([.. Widths.Select(w => new string('-', Math.Abs(w)))]);
    }

    public bool HasMisses => rows.Exists(r => r.Misses);

    public void Add(Row row)
    {
        rows.Add(row);
        var verdict = row.AtLeast is null ? "" : row.Misses ? "MISSED" : "met";
        Print([row.Job, row.Ours, row.Peer, row.Theirs, Number(row.Ratio), Number(row.AtLeast), Number(row.Goal), verdict]);
    }

    private static void Print(string[] cells) => Console.WriteLine(
        "| " + string.Join(" | ", cells.Zip(Widths, (cell, width) => width < 0 ? cell.PadRight(-width) : cell.PadLeft(width))) + " |");

    private static string Number(double? value) => value switch
    {
        null => "",
        < 10 => value.Value.ToString("0.##", CultureInfo.InvariantCulture),
        _ => value.Value.ToString("0", CultureInfo.InvariantCulture),
    };
}
