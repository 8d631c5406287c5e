using Ramify.Maps;

namespace Ramify.Tests.Maps;

public sealed class MapGeneratorTests
{
    [Theory]
    [InlineData(GeneratedShape.Realistic)]
    [InlineData(GeneratedShape.Chain)]
    [InlineData(GeneratedShape.Star)]
    [InlineData(GeneratedShape.Random)]
    public void A_shape_has_its_nodes_in_sentences_that_differ(GeneratedShape shape)
    {
        foreach (var nodes in new[] { 1, 2, 10, 5_000 })
        {
            var lines = MapGenerator.Lines(shape, nodes, 3).ToList();
            Assert.Equal(nodes, lines.Count);
            Assert.Equal(nodes, lines.Select(l => l.Text).Distinct().Count());
            Assert.True(lines.All(l => l.Text.Length is >= 20 and <= 140), lines.MaxBy(l => l.Text.Length).Text);
            Assert.True(lines.Zip(lines.Skip(1)).All(pair => pair.Second.Depth > 0 && pair.Second.Depth <= pair.First.Depth + 1));
        }
    }

    [Fact]
    public void The_shapes_are_what_they_are_called()
    {
        Assert.Equal(4_999, Deepest(GeneratedShape.Chain));
        Assert.Equal(1, Deepest(GeneratedShape.Star));
        Assert.InRange(Deepest(GeneratedShape.Realistic), 5, 15);
        Assert.InRange(Deepest(GeneratedShape.Random), 10, 40);

        static int Deepest(GeneratedShape shape) => MapGenerator.Lines(shape, 5_000, 1).Max(l => l.Depth);
    }

    [Fact]
    public void The_same_seed_makes_the_same_map_and_another_seed_another()
    {
        Assert.Equal(MapGenerator.Lines(GeneratedShape.Realistic, 300, 1), MapGenerator.Lines(GeneratedShape.Realistic, 300, 1));
        Assert.NotEqual(MapGenerator.Lines(GeneratedShape.Realistic, 300, 1), MapGenerator.Lines(GeneratedShape.Realistic, 300, 2));
        Assert.Equal(300, MapGenerator.Map(GeneratedShape.Random, 300, 1).NodeCount);
    }
}
