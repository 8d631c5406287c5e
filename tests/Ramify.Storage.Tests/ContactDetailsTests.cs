using System.Runtime.CompilerServices;

namespace Ramify.Storage.Tests;

/// <summary>C13: how well contact details are found, on comments that we made up and labelled by hand.</summary>
public sealed class ContactDetailsTests(ITestOutputHelper output)
{
    private sealed record Labelled(bool Tells, string Kind, string Part, string Text);

    /// <summary>Parts a and b were at hand when the detector was written; part c was written after it and has never been used to mend it.</summary>
    [Theory]
    [InlineData("a", 0.95, 0.95)]
    [InlineData("b", 0.95, 0.95)]
    [InlineData("c", 0.85, 0.95)]
    public void C13_Recall_and_precision_on_the_labelled_comments(string part, double leastRecall, double leastPrecision)
    {
        var set = Set().Where(l => l.Part == part).ToList();
        var found = set.Where(l => ContactDetails.AreIn(l.Text)).ToList();
        foreach (var miss in set.Where(l => l.Tells && !found.Contains(l))) output.WriteLine($"missed {miss.Kind}: {miss.Text}");
        foreach (var alarm in found.Where(l => !l.Tells)) output.WriteLine($"false alarm: {alarm.Text}");
        foreach (var kind in set.Where(l => l.Tells).GroupBy(l => l.Kind)) output.WriteLine($"{kind.Key}: {kind.Count(found.Contains)} of {kind.Count()}");
        var recall = (double)found.Count(l => l.Tells) / set.Count(l => l.Tells);
        var precision = (double)found.Count(l => l.Tells) / found.Count;
        output.WriteLine($"part {part}: recall {recall:0.000}, precision {precision:0.000} on {set.Count} comments");
        Assert.True(recall >= leastRecall, $"recall {recall:0.000}");
        Assert.True(precision >= leastPrecision, $"precision {precision:0.000}");
    }

    [Fact]
    public void C13_A_text_of_the_greatest_length_is_looked_through_without_hanging()
    {
        foreach (var piece in (string[])["a@", "1 ", "07", "my snap ", "A ", "I go to A ", "nine ", "@a", "o0"])
            ContactDetails.AreIn(string.Concat(Enumerable.Repeat(piece, 20_000 / piece.Length)));
    }

    private static IEnumerable<Labelled> Set([CallerFilePath] string here = "") =>
        File.ReadLines(Path.Combine(Path.GetDirectoryName(here)!, "../fixtures/contact/labelled.tsv")).Select(line => line.Split('\t')).Select(f => new Labelled(f[0] == "+", f[1], f[2], f[3]));
}
