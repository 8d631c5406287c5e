using System.Buffers;
using System.Globalization;
using Ramify.Layout;
using Ramify.Maps;
using Ramify.Render;
using Ramify.Text;

namespace Ramify.Bench;

/// <summary>From the text of an outline to its picture, and each step by itself.</summary>
internal static class TextBench
{
    private const int Nodes = 100_000;

    public static void Run(Report report)
    {
        Read(report);
        var outline = Outlines.Realistic(Nodes);
        var map = OutlineText.Read(outline, MapLimits.Trusted).Map;
        Wrapping(report, map);
        Drawing(report, outline, map);
    }

    private static void Read(Report report)
    {
        // 1 MB = 10^6 bytes, but the promise is for a 10 MiB upload.
        var outline = Outlines.Realistic(175_000);
        if (outline.Length < MapLimits.Upload.InputBytes) throw new InvalidOperationException($"The outline has {outline.Length:N0} bytes only.");
        outline = outline[..(Array.LastIndexOf(outline, (byte)'\n', (int)MapLimits.Upload.InputBytes - 1) + 1)];
        var seconds = Median(() => OutlineText.Read(outline, MapLimits.Trusted));
        var name = $"reading an outline of {outline.Length / 1048576.0:0} MB, {OutlineText.Read(outline, MapLimits.Trusted).Map.NodeCount:N0} nodes";
        report.Add(new Row(name, Rate(outline.Length, seconds), "one second", Milliseconds(1), 1 / seconds, 1));
    }

    private static void Wrapping(Report report, MindMap map)
    {
        var texts = map.Nodes.Select(n => n.Text).ToArray();
        var characters = texts.Sum(t => t.Length);
        var wrap = new Wrap(TextSpacing.Normal);
        var lines = new GrowingArray<TextLine>();
        var wrapping = Median(() =>
        {
            lines.CutTo(0);
            foreach (var text in texts) wrap.Break(text, FontWeight.Regular, 30 * 500, lines);
        });
        var measuring = Median(() =>
        {
            foreach (var text in texts) FontMetrics.Width(text, FontWeight.Regular);
        });
        report.Add(new Row("measuring text", $"{measuring / characters * 1e9:0.00} ns/byte"));
        report.Add(new Row("measuring and wrapping text", $"{wrapping / characters * 1e9:0.00} ns/byte"));
    }

    private static void Drawing(Report report, byte[] outline, MindMap map)
    {
        var layout = MapLayout.Of(map);
        var buffer = new ArrayBufferWriter<byte>(1 << 27);
        var laying = Median(() => MapLayout.Of(map));
        var writing = Median(() => Write(layout, buffer));
        var whole = Median(() => Write(MapLayout.Of(OutlineText.Read(outline, MapLimits.Trusted).Map), buffer));
        report.Add(new Row($"map layout, {Nodes:N0} nodes", Milliseconds(laying)));
        report.Add(new Row($"writing its SVG, {buffer.WrittenCount / 1e6:0} MB", Rate(buffer.WrittenCount, writing)));
        report.Add(new Row($"text to SVG in memory, {Nodes:N0} nodes", Milliseconds(whole)));
    }

    private static void Write(MapLayout layout, ArrayBufferWriter<byte> buffer)
    {
        buffer.ResetWrittenCount();
        SvgWriter.Write(layout, SvgOptions.AsFile, buffer);
    }

    private static double Median(Action job) => Rivalry.Medians([Competitor.Of("", job)], rounds: 7)[0];

    private static string Rate(long bytes, double seconds) => $"{Milliseconds(seconds)}, {bytes / 1e6 / seconds:0} MB/s";

    private static string Milliseconds(double seconds) => (seconds * 1000).ToString("0", CultureInfo.InvariantCulture) + " ms";
}
