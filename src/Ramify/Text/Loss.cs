namespace Ramify.Text;

/// <summary>Something a map has that a format cannot say; told before the file is made.</summary>
/// <param name="What">What is lost, in the plural: "notes", "link evidence".</param>
/// <param name="Count">How many there are.</param>
/// <param name="Example">The first of them, shortened to 80 characters.</param>
public sealed record Loss(string What, int Count, string Example);

/// <summary>Collects losses in the order in which they are first met.</summary>
public sealed class LossList
{
    private const int ExampleLength = 80;
    private readonly List<Loss> losses = [];

    /// <summary>What was counted so far.</summary>
    public IReadOnlyList<Loss> Losses => losses;

    /// <summary>Counts one loss where there is something to lose.</summary>
    /// <param name="what">What is lost, in the plural.</param>
    /// <param name="value">The value that the format cannot say; null or empty loses nothing.</param>
    public void Add(string what, string? value)
    {
        if (string.IsNullOrEmpty(value)) return;
        var at = losses.FindIndex(l => l.What == what);
        if (at < 0) losses.Add(new Loss(what, 1, Shortened(value)));
        else losses[at] = losses[at] with { Count = losses[at].Count + 1 };
    }

    private static string Shortened(string value)
    {
        var line = value.ReplaceLineEndings(" ");
        if (line.Length <= ExampleLength) return line;
        var end = char.IsHighSurrogate(line[ExampleLength - 2]) ? ExampleLength - 2 : ExampleLength - 1;
        return line[..end] + "…";
    }
}
