using Ramify.Maps;

namespace Ramify.Tests.Maps;

/// <summary>
/// What is seen of a map, as plain data gathered without the code under test's stamps and tombstones: the judge of
/// what a change did.
/// </summary>
/// <param name="Registers">Each thing that can change by itself, by name, with its value.</param>
/// <param name="Edges">Parent to child along spine and also-under; a root has the parent Empty.</param>
internal sealed record Visible(Dictionary<string, string?> Registers, HashSet<(Guid Parent, Guid Node)> Edges)
{
    public IEnumerable<Guid> Nodes => Edges.Select(edge => edge.Node).Distinct();

    public static Visible Of(MindMap map)
    {
        var visible = new Visible([], []);
        foreach (var node in map.Nodes) visible.Add(node);
        foreach (var link in map.Links) visible.Add(link);
        var info = map.Info;
        (visible.Registers["map title"], visible.Registers["map description"], visible.Registers["map author"]) = (info.Title, info.Description, info.Author);
        return visible;
    }

    public static string NameOf(Guid node) => $"node {node}";

    /// <summary>The names of registers whose value changed. Of a thing that came or went, its being there alone.</summary>
    public IEnumerable<string> ChangesTo(Visible other) => Registers.Keys.Union(other.Registers.Keys).Where(name =>
    {
        var (had, has) = (Registers.TryGetValue(name, out var was), other.Registers.TryGetValue(name, out var value));
        return IsThing(name) ? had != has : had && has && was != value;
    });

    /// <summary>Whether a name is that of a node or link itself rather than of something about it.</summary>
    public static bool IsThing(string name) => !name.Contains(':', StringComparison.Ordinal) && !name.StartsWith("map", StringComparison.Ordinal);

    /// <summary>Whether a register is about a thing, or the thing itself.</summary>
    public static bool IsOf(string name, string thing) => name == thing || name.StartsWith(thing + ":", StringComparison.Ordinal);

    private void Add(Node node)
    {
        var name = NameOf(node.Id);
        Registers[name] = "";
        Registers[name + ":text"] = node.Text;
        Registers[name + ":place"] = $"{node.Parent?.Id} {node.Key}";
        var d = node.Details;
        (Registers[name + ":note"], Registers[name + ":link"], Registers[name + ":date"]) = (d.Note, d.Link, d.Date);
        (Registers[name + ":tags"], Registers[name + ":folded"]) = (string.Join('|', d.Tags), d.Folded.ToString());
        (Registers[name + ":style"], Registers[name + ":image"]) = (d.Style.ToString(), d.Image);
        Edges.Add((node.Parent?.Id ?? Guid.Empty, node.Id));
        foreach (var link in node.AlsoUnder) Add(link);
    }

    private void Add(AlsoUnder link)
    {
        var name = $"under {link.Parent.Id} {link.Node.Id}";
        Registers[name] = "";
        Registers[name + ":key"] = link.Key;
        Edges.Add((link.Parent.Id, link.Node.Id));
    }

    private void Add(Link link)
    {
        var name = $"link {link.Id}";
        Registers[name] = "";
        (Registers[name + ":kind"], Registers[name + ":label"], Registers[name + ":sign"]) = (link.Kind, link.Label, link.Sign.ToString());
        (Registers[name + ":strength"], Registers[name + ":verb"]) = (link.Strength.ToString(), link.Verb);
        (Registers[name + ":source"], Registers[name + ":evidence"]) = (link.Source, link.Evidence);
    }
}
