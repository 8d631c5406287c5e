using Ramify.Maps;

namespace Ramify.Storage.Tests;

public sealed class SamplesTests
{
    [Fact]
    public void The_samples_are_seeded_once()
    {
        using var temp = new TempLibrary();
        Assert.Equal(8, Samples.Seed(temp.Library, TempLibrary.SamplesFolder()));
        Assert.Equal(0, Samples.Seed(temp.Library, TempLibrary.SamplesFolder()));
        Assert.Equal(8, temp.Ask("SELECT count(*) FROM map WHERE visibility = 'Public'"));
    }

    [Fact]
    public void A_sample_taken_away_stays_away_until_the_samples_change()
    {
        using var temp = new TempLibrary();
        Samples.Seed(temp.Library, TempLibrary.SamplesFolder());
        temp.Ask("DELETE FROM map WHERE slug = 'macbeth'");
        Assert.Equal(0, Samples.Seed(temp.Library, TempLibrary.SamplesFolder()));
    }

    [Fact]
    public void The_Stalin_map_has_its_shape_its_place_and_its_sources()
    {
        using var temp = new TempLibrary();
        Samples.Seed(temp.Library, TempLibrary.SamplesFolder());
        var row = temp.Library.Shelves.Find("history", "russia-1917-1991", "stalin-in-power-1922-53")!;
        var map = temp.Library.Shelves.Open(row);
        Assert.Equal((47, 49, 1), (map.NodeCount, map.EdgeCount, map.Roots.Length));
        Assert.Equal(3, map.Nodes.Count(n => n.IsShared));
        Assert.Equal(("a-level", "aqa", "CC BY-SA 4.0"), (row.Level, row.Board, row.Licence));
        var sources = temp.Library.Shelves.Sources(row.Id);
        Assert.All(sources.SelectMany(s => s.Uses), use => Assert.NotNull(map.Find(use.Node)));
        Assert.NotEmpty(sources[0].Uses);
    }

    [Fact]
    public void Every_sample_names_a_subject_a_topic_and_lines_that_exist()
    {
        foreach (var path in Directory.GetFiles(TempLibrary.SamplesFolder(), "*.txt"))
        {
            var sample = Sample.Read(path);
            Assert.Equal(File.ReadLines(path).Count(l => l.Trim().Length > 0), Outline.Of(sample.Map).Count());
            Assert.All(sample.Sources, s => Assert.NotEqual("", s.Title));
        }
    }
}
