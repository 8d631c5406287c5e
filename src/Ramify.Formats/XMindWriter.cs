using System.Globalization;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Formats;

/// <summary>
/// Writes .xmind as XMind of 2020 and later does: content.json with one sheet, metadata.json, manifest.json. The first root
/// is the central topic, the others float. A shared node's later places are topics with its text that lead to it.
/// </summary>
internal sealed class XMindWriter
{
    private readonly MindMap map;
    private readonly Utf8JsonWriter json;
    private readonly Dictionary<string, string> resources;
    private int repeats;

    private XMindWriter(MindMap map, Dictionary<string, string> resources, Utf8JsonWriter json) => (this.map, this.resources, this.json) = (map, resources, json);

    /// <summary>The bytes of the file.</summary>
    public static byte[] Write(MindMap map, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> images)
    {
        var resources = Resources(map, images);
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            Entry(zip, "content.json", writer => new XMindWriter(map, resources, writer).Sheets());
            Entry(zip, "metadata.json", writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartObject("creator");
                writer.WriteString("name", "Ramify");
                writer.WriteEndObject();
                writer.WriteString("dataStructureVersion", "2");
                writer.WriteEndObject();
            });
            Entry(zip, "manifest.json", writer =>
            {
                writer.WriteStartObject();
                writer.WriteStartObject("file-entries");
                foreach (var name in (IEnumerable<string>)["content.json", "metadata.json", .. resources.Values])
                {
                    writer.WriteStartObject(name);
                    writer.WriteEndObject();
                }
                writer.WriteEndObject();
                writer.WriteEndObject();
            });
            foreach (var (hash, name) in resources)
            {
                using var entry = Create(zip, name, CompressionLevel.NoCompression).Open();
                entry.Write(images[hash].Span);
            }
        }
        return stream.ToArray();
    }

    /// <summary>What the file lacks.</summary>
    public static IReadOnlyList<Loss> Losses(MindMap map) => Kept.Losses(map, XMind.KeptName, keepsImages: true);

    /// <summary>The images that nodes show, by hash, and under which name each lies in the zip.</summary>
    private static Dictionary<string, string> Resources(MindMap map, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> images) =>
        map.Nodes.Select(n => n.Details.Image).OfType<string>().Where(images.ContainsKey).Distinct().Order(StringComparer.Ordinal)
            .ToDictionary(hash => hash, hash => $"resources/{hash}.{ImageBytes.EndingOf(images[hash].Span)}");

    private static ZipArchiveEntry Create(ZipArchive zip, string name, CompressionLevel level)
    {
        var entry = zip.CreateEntry(name, level);
        // The same map gives the same bytes.
        entry.LastWriteTime = new DateTimeOffset(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);
        return entry;
    }

    private static void Entry(ZipArchive zip, string name, Action<Utf8JsonWriter> write)
    {
        using var stream = Create(zip, name, CompressionLevel.Optimal).Open();
        using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = int.MaxValue, SkipValidation = true });
        write(writer);
    }

    private void Sheets()
    {
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("id", Name(map.Id));
        json.WriteString("class", "sheet");
        json.WriteString("title", Clean(map.Info.Title));
        json.WritePropertyName("rootTopic");
        if (map.Roots.IsEmpty) Empty();
        else Roots();
        json.WriteStartArray("relationships");
        foreach (var link in map.Links.OrderBy(l => l.Id)) Relationship(link);
        json.WriteEndArray();
        Own(OwnFields.Of(map.Info).Where(f => f.Name != "tag"), map.Info.Tags);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private void Empty()
    {
        json.WriteStartObject();
        json.WriteString("id", "empty");
        json.WriteString("title", Clean(map.Info.Title));
        Own([("empty", "true")], []);
        json.WriteEndObject();
    }

    private void Roots()
    {
        var roots = 0;
        foreach (var step in MapWalk.Of(map))
        {
            if (!step.IsEnd)
            {
                Start(step, isCentral: step.Depth == 0 && roots == 0);
                continue;
            }
            var isCentral = step.Depth == 0 && roots++ == 0;
            if (step.IsFirst && step.Node.Children.Length > 0) json.WriteEndArray();
            if (isCentral && map.Roots.Length > 1)
            {
                // The other roots float on the sheet: they hang, detached, on the central topic.
                if (step.Node.Children.Length == 0) json.WriteStartObject("children");
                json.WriteStartArray("detached");
                continue;
            }
            if (step.IsFirst && step.Node.Children.Length > 0) json.WriteEndObject();
            json.WriteEndObject();
        }
        if (map.Roots.Length < 2) return;
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void Start(WalkStep step, bool isCentral)
    {
        var (node, details) = (step.Node, step.Node.Details);
        json.WriteStartObject();
        json.WriteString("id", step.IsFirst ? Name(node.Id) : string.Create(CultureInfo.InvariantCulture, $"also-{++repeats}"));
        if (isCentral) json.WriteString("class", "topic");
        json.WriteString("title", Clean(node.Text));
        if (details.Unknown.TryGetValue(XMind.KeptName + "structureClass", out var structure)) json.WriteString("structureClass", Clean(structure));
        if (!step.IsFirst)
        {
            json.WriteString("href", "xmind:#" + Name(node.Id));
            Own(step.IsLatePrimary ? [("also", Name(node.Id)), ("primary", "true")] : [("also", Name(node.Id))], []);
            return;
        }
        Details(node, details);
        if (node.Children.Length == 0) return;
        json.WriteStartObject("children");
        json.WriteStartArray("attached");
    }

    private void Details(Node node, NodeDetails details)
    {
        if (ReferenceEquals(details, NodeDetails.None)) return;
        if (details.Folded) json.WriteString("branch", "folded");
        if (details.Link is { } link) json.WriteString("href", link);
        if (details.Note is { Length: > 0 } note)
        {
            json.WriteStartObject("notes");
            json.WriteStartObject("plain");
            json.WriteString("content", Clean(note));
            json.WriteEndObject();
            json.WriteEndObject();
        }
        if (details.Image is { } image && resources.TryGetValue(image, out var resource))
        {
            json.WriteStartObject("image");
            json.WriteString("src", "xap:" + resource);
            json.WriteEndObject();
        }
        Tags("labels", details, icons: false);
        Tags("markers", details, icons: true);
        var own = OwnFields.Of(node);
        if (details.Note is { } exact && exact != exact.Trim('\n')) own = own.Append(("note", "exact"));
        Own(own, []);
    }

    private void Tags(string name, NodeDetails details, bool icons)
    {
        var tags = details.Tags.Where(t => t.StartsWith(Topic.IconMark, StringComparison.Ordinal) == icons).ToList();
        if (tags.Count == 0) return;
        json.WriteStartArray(name);
        foreach (var tag in tags)
        {
            if (!icons)
            {
                json.WriteStringValue(Clean(tag));
                continue;
            }
            json.WriteStartObject();
            json.WriteString("markerId", Clean(tag[Topic.IconMark.Length..]));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private void Relationship(Link link)
    {
        json.WriteStartObject();
        json.WriteString("id", Name(link.Id));
        json.WriteString("end1Id", Name(link.From.Id));
        json.WriteString("end2Id", Name(link.To.Id));
        if (!string.IsNullOrEmpty(link.Label)) json.WriteString("title", Clean(link.Label));
        Own(OwnFields.Of(link), []);
        json.WriteEndObject();
    }

    private void Own(IEnumerable<(string Name, string Value)> fields, IReadOnlyCollection<string> tags)
    {
        var isOpen = false;
        foreach (var (name, value) in fields)
        {
            Open();
            json.WriteString(name, Clean(value));
        }
        if (tags.Count > 0)
        {
            Open();
            json.WriteStartArray("tags");
            foreach (var tag in tags) json.WriteStringValue(Clean(tag));
            json.WriteEndArray();
        }
        if (!isOpen) return;
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();

        void Open()
        {
            if (isOpen) return;
            isOpen = true;
            json.WriteStartArray("extensions");
            json.WriteStartObject();
            json.WriteString("provider", XMind.OwnProvider);
            json.WriteStartObject("content");
        }
    }

    private static string Name(Guid id) => id.ToString("D");

    private static string Clean(string text) => CleanText.Of(text);
}
