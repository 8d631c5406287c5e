using System.Buffers;
using System.Text;
using Ramify.Maps;

namespace Ramify.Text;

/// <summary>
/// A map as indented text: one line a node, two blanks a level, "• " before the text. The rules with their examples are
/// in docs/spec/outline.md.
/// </summary>
public static class OutlineText
{
    /// <summary>Its name among the formats.</summary>
    public const string Format = "text";

    /// <summary>Reads the bytes of a text file: UTF-8, or UTF-16. Never throws on bad input.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="limits">What is refused.</param>
    /// <param name="join">Which repeated lines become one node.</param>
    /// <returns>One map and what was noticed, or a refusal: too_large, empty, too_deep, text_too_long, too_many_nodes, too_many_links.</returns>
    public static MapReading Read(ReadOnlySpan<byte> bytes, MapLimits limits, JoinRepeats join = JoinRepeats.Auto)
    {
        if (bytes.Length > limits.InputBytes) return TooLarge(limits);
        var text = TextDecoding.Decode(bytes, out var length, out var invalid, out var firstInvalid);
        var problems = new List<MapProblem>();
        if (invalid > 0)
        {
            var line = Lines.Of(text.AsSpan(0, length), firstInvalid);
            problems.Add(new(line, "invalid_bytes", $"{invalid} invalid bytes were read as U+FFFD, the first at line {line}."));
        }
        return Read(text.AsSpan(0, length), limits, join, problems);
    }

    /// <summary>Reads text that is already characters, as from a paste.</summary>
    /// <param name="text">The outline.</param>
    /// <param name="limits">What is refused; <see cref="MapLimits.InputBytes"/> bounds the characters.</param>
    /// <param name="join">Which repeated lines become one node.</param>
    /// <returns>As for bytes.</returns>
    public static MapReading Read(string text, MapLimits limits, JoinRepeats join = JoinRepeats.Auto) =>
        text.Length > limits.InputBytes ? TooLarge(limits) : Read(text.ToCharArray(), limits, join, []);

    /// <summary>Writes a map as UTF-8.</summary>
    /// <param name="map">The map.</param>
    /// <param name="to">Where the bytes go.</param>
    public static void Write(MindMap map, IBufferWriter<byte> to) => new OutlineWriter(map).Write(to);

    /// <summary>The outline of a map as a string.</summary>
    public static string Write(MindMap map)
    {
        var buffer = new ArrayBufferWriter<byte>();
        Write(map, buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>What of a map its outline cannot say.</summary>
    public static IReadOnlyList<Loss> Losses(MindMap map) => OutlineWriter.Losses(map);

    private static MapReading Read(Span<char> text, MapLimits limits, JoinRepeats join, List<MapProblem> problems)
    {
        text = text[..CleanText.Clean(text, out var findings)];
        Report(findings, text, problems);
        var reader = new OutlineReader(text, limits);
        if (reader.Read() is { } refusal) return new MapReading(Format, [], [], refusal);
        if (reader.Items.IsEmpty)
            return MapReading.Refused(Format, "empty", "There is no line of text to read. Paste or choose an outline with at least one line.");
        reader.Facts.Report(problems);
        var same = Repeats.Find(reader.Items, join, problems);
        return OutlineAssembly.Build(reader, same, limits, problems, out var map) is { } tooMany
            ? new MapReading(Format, [], [], tooMany)
            : new MapReading(Format, [map], problems, null);
    }

    private static void Report(CleanFindings findings, ReadOnlySpan<char> text, List<MapProblem> problems)
    {
        if (findings.Controls > 0)
            Add("controls_removed", findings.FirstControl, text, $"{findings.Controls} control characters were removed");
        if (findings.InvalidUnits > 0)
            Add("invalid_characters", findings.FirstInvalid, text, $"{findings.InvalidUnits} invalid characters were read as U+FFFD");
        if (findings.Marks > 0)
            Add("marks_removed", findings.FirstMark, text, $"{findings.Marks} marks stacked on one letter were removed");

        void Add(string code, int place, ReadOnlySpan<char> within, string what)
        {
            var line = Lines.Of(within, place);
            problems.Add(new(line, code, $"{what}, the first at line {line}."));
        }
    }

    private static MapReading TooLarge(MapLimits limits) => MapReading.Refused(
        Format, "too_large", $"The input is larger than {limits.InputBytes >> 20} MB. Split it into several maps.");
}
