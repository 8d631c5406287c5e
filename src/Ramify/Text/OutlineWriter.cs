using System.Buffers;
using System.Runtime.InteropServices;
using System.Text;
using Ramify.Maps;

namespace Ramify.Text;

/// <summary>Writes a map's outline, with names only where the reader's joining rule would understand something else.</summary>
internal sealed class OutlineWriter
{
    private const string BulletAndBlank = "• ";
    private readonly MindMap map;
    private readonly HashSet<Node> named = [];
    private readonly Dictionary<Node, string> names = [];

    public OutlineWriter(MindMap map)
    {
        this.map = map;
        foreach (var link in map.Links)
        {
            named.Add(link.From);
            named.Add(link.To);
        }
        NameShared();
        NameAlike();
    }

    public void Write(IBufferWriter<byte> to)
    {
        var line = new StringBuilder();
        foreach (var (node, depth, _, _) in Outline.Of(map))
        {
            line.Clear().Append(' ', 2 * depth).Append(BulletAndBlank);
            OutlineNotation.Write(line, node.Text, NameOf(node), depth);
            Put(line.Append('\n'), to);
        }
        foreach (var link in LinksInOrder())
            Put(line.Clear().Append(OutlineNotation.WriteLink(link, names[link.From], names[link.To])).Append('\n'), to);
    }

    /// <summary>What the outline cannot say of a map.</summary>
    public static IReadOnlyList<Loss> Losses(MindMap map)
    {
        var losses = new LossList();
        var info = map.Info;
        if (map.Roots.Length != 1 || map.Roots[0].Node.Text.Split('\n')[0] != info.Title) losses.Add("titles", info.Title);
        MapLosses.AddInfo(losses, info);
        foreach (var node in map.Nodes) MapLosses.AddDetails(losses, node.Details);
        foreach (var node in MapLosses.ChosenPrimaries(map)) losses.Add("primary parents", node.Text.Length > 0 ? node.Text : "(no text)");
        foreach (var link in map.Links)
        {
            MapLosses.AddArgument(losses, link);
            if (link.Label is { } label && label.AsSpan().ContainsAny('\n', '\r')) losses.Add("line breaks in link labels", label);
        }
        return losses.Losses;
    }

    /// <summary>A shared node joins by itself where its text is long and it is no root.</summary>
    private void NameShared()
    {
        foreach (var node in map.Nodes)
            if (node.IsShared && (node.Parent is null || node.Text.AsSpan().Trim().Length < Repeats.SureLength)) named.Add(node);
    }

    /// <summary>Different nodes with one long text would join unless the later has children of its own.</summary>
    private void NameAlike()
    {
        var byText = new Dictionary<string, Node>(map.NodeCount);
        var alike = new Dictionary<string, List<Node>>();
        foreach (var node in map.Nodes)
        {
            var text = node.Text.Trim();
            if (text.Length < Repeats.SureLength) continue;
            ref var first = ref CollectionsMarshal.GetValueRefOrAddDefault(byText, text, out var known);
            if (!known) first = node;
            else if (alike.TryGetValue(text, out var others)) others.Add(node);
            else alike.Add(text, [first!, node]);
        }
        foreach (var nodes in alike.Values) NameAlike(nodes);
    }

    private void NameAlike(List<Node> nodes)
    {
        var shapes = new Dictionary<(int, string), int>();
        foreach (var node in nodes) CollectionsMarshal.GetValueRefOrAddDefault(shapes, ShapeOf(node), out _)++;
        foreach (var node in nodes)
            if (node.IsShared || node.Children.Length == 0 || shapes[ShapeOf(node)] > 1) named.Add(node);
    }

    private static (int, string) ShapeOf(Node node) =>
        (node.Children.Length, node.Children.Length == 0 ? "" : node.Children[0].Node.Text.Trim());

    /// <summary>Names follow the order of the lines, so writing what was read gives the same bytes.</summary>
    private string? NameOf(Node node)
    {
        if (named.Count == 0 || !named.Contains(node)) return null;
        ref var name = ref CollectionsMarshal.GetValueRefOrAddDefault(names, node, out var known);
        return known ? name! : name = OutlineNotation.NameAt(names.Count - 1);
    }

    private IEnumerable<Link> LinksInOrder() => map.Links
        .OrderBy(l => names[l.From].Length).ThenBy(l => names[l.From], StringComparer.Ordinal)
        .ThenBy(l => names[l.To].Length).ThenBy(l => names[l.To], StringComparer.Ordinal)
        .ThenBy(l => l.Kind, StringComparer.Ordinal).ThenBy(l => l.Label, StringComparer.Ordinal)
        .ThenBy(l => l.Sign).ThenBy(l => l.Strength);

    private static void Put(StringBuilder line, IBufferWriter<byte> to)
    {
        var chunks = line.GetChunks().GetEnumerator();
        if (!chunks.MoveNext()) return;
        // A long line lies in several chunks, and a surrogate pair across two of them.
        if (chunks.Current.Length == line.Length) Encoding.UTF8.GetBytes(chunks.Current.Span, to);
        else Encoding.UTF8.GetBytes(line.ToString(), to);
    }
}
