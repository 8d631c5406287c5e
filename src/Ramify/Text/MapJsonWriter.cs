using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Ramify.Maps;

namespace Ramify.Text;

/// <summary>Writes our own file: nodes in the order of the spine, also-under links by parent, links by id.</summary>
internal sealed class MapJsonWriter(IBufferWriter<byte> to) : IDisposable
{
    // The file is no web page: letters of all scripts stay readable.
    private readonly Utf8JsonWriter json = new(to, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    private ImmutableSortedDictionary<string, string> kept = ImmutableSortedDictionary<string, string>.Empty;

    public void Write(MindMap map, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> images)
    {
        kept = map.Info.Unknown;
        json.WriteStartObject();
        json.WriteNumber("ramify", MapJson.Version);
        WriteInfo(map);
        WriteArray("nodes", map.Nodes, WriteNode);
        WriteArray("also", AlsoUnder(map), WriteAlso);
        WriteArray("links", map.Links.OrderBy(l => l.Id), WriteLink);
        if (images.Count > 0) WriteImages(map, images);
        foreach (var (path, raw) in kept)
            if (path.StartsWith('/') && path.IndexOf('/', 1) < 0) WriteKept(path[1..], raw);
        json.WriteEndObject();
        EndLine();
    }

    public void Dispose() => json.Dispose();

    private void WriteInfo(MindMap map)
    {
        var info = map.Info;
        json.WriteStartObject("map");
        json.WriteString("id", map.Id);
        json.WriteString("title", info.Title);
        foreach (var (name, value) in Fields(info)) WriteText(name, value);
        WriteTags(info.Tags);
        foreach (var (name, raw) in info.Unknown)
            if (!name.StartsWith('/')) WriteKept(name, raw);
        json.WriteEndObject();
        EndLine();
    }

    internal static IEnumerable<(string Name, string? Value)> Fields(MapInfo info) =>
    [
        ("description", info.Description), ("author", info.Author), ("licence", info.Licence), ("subject", info.Subject), ("topic", info.Topic),
        ("level", info.Level), ("board", info.Board), ("specification", info.Specification), ("language", info.Language), ("date", info.Date),
    ];

    private static IEnumerable<AlsoUnder> AlsoUnder(MindMap map)
    {
        if (map.AlsoUnderCount == 0) yield break;
        foreach (var node in map.Nodes)
            for (var i = 0; i < node.Children.Length; i++)
                if (node.Children[i].Link is { } link) yield return link;
    }

    private void WriteArray<T>(string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            EndLine();
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        EndLine();
    }

    private void WriteNode(Node node)
    {
        json.WriteString("id", node.Id);
        if (node.Parent is { } parent) json.WriteString("parent", parent.Id);
        json.WriteString("key", node.Key);
        json.WriteString("text", node.Text);
        if (!ReferenceEquals(node.Details, NodeDetails.None)) WriteDetails(node.Details);
    }

    private void WriteDetails(NodeDetails details)
    {
        WriteText("note", details.Note);
        WriteText("link", details.Link);
        WriteText("date", details.Date);
        WriteTags(details.Tags);
        if (details.Folded) json.WriteBoolean("folded", true);
        if (details.Style != default) WriteStyle(details.Style);
        WriteText("image", details.Image);
        foreach (var (name, raw) in details.Unknown) WriteKept(name, raw);
    }

    private void WriteImages(MindMap map, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> images)
    {
        json.WriteStartObject("images");
        foreach (var hash in map.Nodes.Select(n => n.Details.Image).OfType<string>().Distinct().Order(StringComparer.Ordinal))
            if (images.TryGetValue(hash, out var bytes))
            {
                EndLine();
                json.WriteBase64String(hash, bytes.Span);
            }
        json.WriteEndObject();
        EndLine();
    }

    private void WriteStyle(NodeStyle style)
    {
        json.WriteStartObject("style");
        if (style.Colour != 0) json.WriteNumber("colour", style.Colour);
        if (style.Shape != default) json.WriteString("shape", StyleNames.Of(style.Shape));
        if (style.Emphasis != default) json.WriteString("emphasis", StyleNames.Of(style.Emphasis));
        json.WriteEndObject();
    }

    private void WriteAlso(AlsoUnder link)
    {
        json.WriteString("id", link.Id);
        json.WriteString("parent", link.Parent.Id);
        json.WriteString("node", link.Node.Id);
        json.WriteString("key", link.Key);
        WriteKeptBelow("also", link.Id);
    }

    private void WriteLink(Link link)
    {
        json.WriteString("id", link.Id);
        json.WriteString("from", link.From.Id);
        json.WriteString("to", link.To.Id);
        json.WriteString("kind", link.Kind);
        WriteText("label", link.Label);
        if (link.Sign != 0) json.WriteNumber("sign", link.Sign);
        if (link.Strength is { } strength) json.WriteNumber("strength", strength);
        WriteText("verb", link.Verb);
        WriteText("source", link.Source);
        WriteText("evidence", link.Evidence);
        WriteKeptBelow("links", link.Id);
    }

    private void WriteText(string name, string? value)
    {
        if (value is not null) json.WriteString(name, value);
    }

    private void WriteTags(ImmutableArray<string> tags)
    {
        if (tags.IsDefaultOrEmpty) return;
        json.WriteStartArray("tags");
        foreach (var tag in tags) json.WriteStringValue(tag);
        json.WriteEndArray();
    }

    private void WriteKeptBelow(string array, Guid id)
    {
        if (kept.Count == 0) return;
        var start = $"/{array}/{id:D}/";
        foreach (var (path, raw) in kept)
            if (path.StartsWith(start, StringComparison.Ordinal)) WriteKept(path[start.Length..], raw);
    }

    private void WriteKept(string name, string raw)
    {
        json.WritePropertyName(name);
        if (RawJson.IsJson(raw)) json.WriteRawValue(raw, skipInputValidation: true);
        else json.WriteStringValue(raw);
    }

    /// <summary>A line break between two tokens, so that two versions of a file can be compared.</summary>
    private void EndLine()
    {
        json.Flush();
        to.Write("\n"u8);
    }
}
