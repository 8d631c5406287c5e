using System.Text;
using Ramify.Maps;

namespace Ramify.Formats.Tests;

/// <summary>
/// Reading 100,000 nodes. The bounds leave room for a busy machine; bench/ holds what was measured on a quiet one.
/// </summary>
[Collection("alone")]
public sealed class SpeedTests
{
    private static readonly Lazy<MindMap> Large = new(() =>
    {
        var builder = new MapBuilder { Info = new MapInfo { Title = "Large" } };
        var nodes = new List<Node> { builder.Add(null, "The root of it all") };
        for (var i = 1; i < 100_000; i++) nodes.Add(builder.Add(nodes[(i - 1) / 8], $"Node number {i} with a text of usual length"));
        return builder.Build();
    });

    /// <summary>Milliseconds of processor time of this process: what others do on the machine does not count.</summary>
    private static double Cpu => Environment.CpuUsage.TotalTime.TotalMilliseconds;

    [Theory]
    [InlineData("mm")]
    [InlineData("opml")]
    [InlineData("xmind")]
    public void A_hundred_thousand_nodes_are_read_in_time(string format)
    {
        var bytes = LawTests.Written(format, Large.Value);
        var limits = MapLimits.Upload with { InputBytes = 100 << 20 };
        var best = double.MaxValue;
        for (var run = 0; run < 4; run++)
        {
            var start = Cpu;
            var reading = MapFormats.Read(bytes, limits, format: MapFormats.Named(format));
            best = Math.Min(best, Cpu - start);
            Assert.Equal(100_000, reading.Map.NodeCount);
        }
        TestContext.Current.SendDiagnosticMessage($"{format}: {bytes.Length >> 10} KB in {best:0} ms");
        Assert.True(best < 1500, $"{best:0} ms");
    }

    [Fact]
    public void Markdown_is_read_in_a_small_multiple_of_markdig_alone()
    {
        var lines = new StringBuilder("# The root of it all\n\n");
        for (var i = 0; i < 30_000; i++) lines.Append(' ', 2 * (i % 8 is 0 ? 0 : i % 8 < 3 ? 1 : 2)).Append("- Node number ").Append(i).Append(" with a text of usual length\n");
        var text = lines.ToString();
        var bytes = Encoding.UTF8.GetBytes(text);
        double ours = double.MaxValue, markdig = double.MaxValue;
        for (var run = 0; run < 10; run++)
        {
            // What other tests left behind is nobody's cost here.
            GC.Collect();
            var start = Cpu;
            Markdig.Markdown.Parse(text);
            markdig = Math.Min(markdig, Cpu - start);
            GC.Collect();
            start = Cpu;
            Assert.Null(MapFormats.Read(bytes, MapLimits.Upload, format: MapFormats.Markdown).Refusal);
            ours = Math.Min(ours, Cpu - start);
        }
        TestContext.Current.SendDiagnosticMessage($"markdown: {bytes.Length >> 10} KB in {ours:0} ms, markdig alone {markdig:0} ms");
        Assert.True(ours < 3 * markdig, $"{ours:0} ms, markdig alone {markdig:0} ms");
    }
}

/// <summary>Tests that measure: one after the other.</summary>
[CollectionDefinition("alone", DisableParallelization = true)]
public sealed class Alone;
