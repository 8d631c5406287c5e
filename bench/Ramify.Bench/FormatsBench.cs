using System.Buffers;
using System.Text;
using Ramify.Formats;
using Ramify.Maps;

namespace Ramify.Bench;

/// <summary>Reading other programs' files of 100,000 nodes, and Markdown beside the parser that it is read with.</summary>
internal static class FormatsBench
{
    private const int Nodes = 100_000;
    private static readonly MapLimits Limits = MapLimits.Upload with { InputBytes = 100 << 20 };

    public static void Run(Report report)
    {
        var map = Large();
        foreach (var name in new[] { "mm", "opml", "xmind" }) Read(report, MapFormats.Named(name)!, map);
        Markdown(report);
    }

    private static void Read(Report report, MapFormat format, MindMap map)
    {
        var bytes = new ArrayBufferWriter<byte>();
        format.Write!(map, ImageBytes.None, bytes);
        var file = bytes.WrittenMemory.ToArray();
        var seconds = Rivalry.Medians([Competitor.Of("", () => Read(file, format))], rounds: 5)[0];
        report.Add(new Row($"reading .{format.Name}, {Nodes:N0} nodes, {file.Length / 1e6:0} MB", $"{seconds * 1000:0} ms", "1.5 seconds", "1500 ms", 1.5 / seconds, 1));
    }

    private static void Markdown(Report report)
    {
        var lines = new StringBuilder("# The root of it all\n\n");
        for (var i = 0; i < 30_000; i++)
            lines.Append(' ', 2 * (i % 8 is 0 ? 0 : i % 8 < 3 ? 1 : 2)).Append("- Node number ").Append(i).Append(" with a text of usual length\n");
        var text = lines.ToString();
        var file = Encoding.UTF8.GetBytes(text);
        var medians = Rivalry.Medians([Competitor.Of("", () => Read(file, MapFormats.Markdown)), Competitor.Of("", () => Markdig.Markdown.Parse(text))], rounds: 7);
        report.Add(new Row($"reading Markdown, {file.Length / 1e6:0.0} MB", $"{medians[0] * 1000:0} ms", "3 x Markdig's parse", $"{medians[1] * 3000:0} ms", 3 * medians[1] / medians[0], 1));
    }

    private static void Read(byte[] file, MapFormat format)
    {
        if (MapFormats.Read(file, Limits, format: format).Refusal is { } refusal) throw new InvalidOperationException(refusal.Message);
    }

    private static MindMap Large()
    {
        var builder = new MapBuilder { Info = new MapInfo { Title = "Large" } };
        var nodes = new List<Node> { builder.Add(null, "The root of it all") };
        for (var i = 1; i < Nodes; i++) nodes.Add(builder.Add(nodes[(i - 1) / 8], $"Node number {i} with a text of usual length"));
        return builder.Build();
    }
}
