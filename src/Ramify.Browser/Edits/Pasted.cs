using System.Text;
using Ramify.Maps;
using Ramify.Text;

namespace Ramify.Browser.Edits;

/// <summary>What was on the clipboard, understood as branches.</summary>
/// <param name="Map">The branches are its roots.</param>
/// <param name="Say">What is said where nothing can be pasted; null where something can.</param>
internal sealed record Pasted(MindMap? Map, string? Say)
{
    /// <summary>Indented text, lines that are siblings, our own format: the engine reads them.</summary>
    public static Pasted OfText(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reading = MapJson.Sniff(bytes) ? MapJson.Read(bytes, MapLimits.Upload) : OutlineText.Read(text, MapLimits.Upload);
        return Of(reading);
    }

    public static Pasted Of(MapReading reading) => reading.Refusal is { } refusal ? new Pasted(null, refusal.Message) : new Pasted(reading.Map, null);

    /// <summary>The branches as children of a node, with their shared nodes and links; ids are new.</summary>
    public static Edit Under(Node parent, MindMap read)
    {
        var ids = read.Nodes.ToDictionary(node => node, _ => Guid.CreateVersion7());
        var top = Places.KeysAt(parent.Children, parent.Children.Length, read.Roots.Length);
        var changes = new List<MapChange>();
        var roots = 0;
        foreach (var node in read.Nodes)
        {
            changes.Add(new MapChange.Insert(ids[node], node.Parent is { } above ? ids[above] : parent.Id, node.Parent is null ? top[roots++] : node.Key, node.Text));
            AddDetails(changes, ids[node], node.Details);
        }
        foreach (var node in read.Nodes)
            foreach (var link in node.AlsoUnder.Where(link => ids.ContainsKey(link.Parent)))
                changes.Add(new MapChange.AddUnder(Guid.CreateVersion7(), ids[link.Parent], ids[node], link.Key));
        changes.AddRange(read.Links.Select(link => new MapChange.Link(Guid.CreateVersion7(), ids[link.From], ids[link.To], LinkFields.Of(link))));
        return new(changes, read.Roots.Length > 0 ? ids[read.Roots[0].Node] : null, read.NodeCount == 1 ? "Pasted" : $"Pasted {read.NodeCount} ideas");
    }

    private static void AddDetails(List<MapChange> changes, Guid node, NodeDetails details)
    {
        if (details.Note is not null) changes.Add(new MapChange.SetField(node, NodeField.Note, details));
        if (details.Link is not null) changes.Add(new MapChange.SetField(node, NodeField.Link, details));
        if (details.Date is not null) changes.Add(new MapChange.SetField(node, NodeField.Date, details));
        if (details.Tags.Length > 0) changes.Add(new MapChange.SetField(node, NodeField.Tags, details));
        if (details.Style != default) changes.Add(new MapChange.SetField(node, NodeField.Style, details));
    }
}
