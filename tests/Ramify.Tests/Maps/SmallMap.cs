using Ramify.Maps;

namespace Ramify.Tests.Maps;

/// <summary>A map for examples, written as an outline: two spaces a level, a line that ends in "+" is an also-under entry.</summary>
internal sealed class SmallMap
{
    public static readonly Guid Ann = new(1, 0, 0, new byte[8]), Bob = new(2, 0, 0, new byte[8]);
    private readonly Dictionary<string, Guid> ids = [];
    private int fresh;

    public SmallMap(string outline, MapLimits? limits = null)
    {
        var map = new MindMap(Guid.Empty, MapInfo.None);
        var path = new Stack<Node>();
        var nodes = new Dictionary<string, Node>();
        foreach (var line in outline.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = line.Trim(' ', '+');
            while (path.Count > line.TakeWhile(c => c == ' ').Count() / 2) path.Pop();
            var parent = path.Count > 0 ? path.Peek() : map.Top;
            if (!nodes.TryGetValue(name, out var node)) nodes.Add(name, node = new Node(this[name], name));
            var key = parent.Children.IsEmpty ? OrderKey.First : OrderKey.After(parent.Children[^1].Key);
            if (line.EndsWith('+')) map.AttachAlsoUnder(new AlsoUnder(FreshId(), parent, node, key));
            else map.Attach(node, parent, key);
            path.Push(node);
        }
        State = new MapState(map, limits);
    }

    public MapState State { get; }

    public MindMap Map => State.Map;

    /// <summary>The id of the node of this name; one that the outline does not have is made up.</summary>
    public Guid this[string name] => ids.TryGetValue(name, out var id) ? id : ids[name] = FreshId();

    public Node Node(string name) => Map.Find(this[name])!;

    public AlsoUnder Under(string parent, string node) => Node(node).AlsoUnder.Single(link => link.Parent.Id == this[parent]);

    public Guid FreshId() => new(++fresh, 7, 7, [7, 7, 7, 7, 7, 7, 7, 7]);

    public ChangeResult Ann_(MapChange change) => State.Apply(Ann, change);

    public ChangeResult Bob_(MapChange change) => State.Apply(Bob, change);

    public ChangeResult Server_(MapChange change) => State.Apply(LoggedChange.Server, change);

    /// <summary>Takes back the change just applied, as its author would.</summary>
    public ChangeResult Undo(Guid person, long sequence, ChangeResult result) => State.Apply(person, new MapChange.Undo(sequence, result.Inverse));

    /// <summary>The map as an outline in the notation of the constructor.</summary>
    public override string ToString() => string.Join('\n', Outline.Of(Map).Select(line =>
        new string(' ', 2 * line.Depth) + line.Node.Text + (line.Entry.IsAlsoUnder ? " +" : "")));
}
