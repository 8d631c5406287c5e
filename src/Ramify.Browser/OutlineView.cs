using System.Buffers;
using System.Text;
using System.Text.Json;
using Ramify.Maps;

namespace Ramify.Browser;

/// <summary>The outline as the page writes in it: its lines in order.</summary>
internal static class OutlineView
{
    // A field a line: beyond this a page is slow, and the outline is edited as text.
    private const int MostLines = 2000;

    public static string Write(MindMap map, HashSet<Guid> shut)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartArray("lines");
            var (written, more, hiddenBelow) = (0, 0, int.MaxValue);
            foreach (var line in Outline.Of(map))
            {
                if (line.Depth > hiddenBelow) continue;
                hiddenBelow = line.IsFirstVisit && shut.Contains(line.Node.Id) ? line.Depth : int.MaxValue;
                if (written++ < MostLines) Write(json, map, line);
                else more++;
            }
            json.WriteEndArray();
            json.WriteNumber("more", more);
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter json, MindMap map, OutlineLine line)
    {
        var beside = (line.Entry.Link?.Parent ?? line.Node.Parent) is { } parent ? parent.Children : map.Roots;
        json.WriteStartObject();
        json.WriteString("id", line.Node.Id.ToString("N"));
        json.WriteNumber("depth", line.Depth);
        json.WriteString("text", line.Node.Text);
        json.WriteNumber("place", beside.IndexOf(line.Entry) + 1);
        json.WriteNumber("of", beside.Length);
        json.WriteBoolean("isFirst", line.IsFirstVisit);
        json.WriteNumber("children", line.Node.Children.Length);
        json.WriteEndObject();
    }
}
