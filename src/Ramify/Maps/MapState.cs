namespace Ramify.Maps;

/// <summary>
/// A map with what the fold of its changes needs beyond what is seen: who wrote what last, and what was deleted. The
/// server and every replica hold one; equal logs give equal states. The rules are in docs/spec/changes.md.
/// </summary>
/// <remarks>Sparse: what was never edited costs nothing beyond the map. Not safe for use by several threads at once.</remarks>
public sealed class MapState
{
    private readonly MapLimits limits;

    /// <summary>A map as it was read or made, before any change. The map is changed in place from now on.</summary>
    /// <param name="map">The map.</param>
    /// <param name="limits">What changes may not exceed; those for uploads where null.</param>
    public MapState(MindMap map, MapLimits? limits = null)
    {
        Map = map;
        this.limits = limits ?? MapLimits.Upload;
        Deletions = new Deletions(map, Stamps, this.limits);
    }

    /// <summary>The map as everybody sees it.</summary>
    public MindMap Map { get; }

    /// <summary>The sequence of the last change applied; 0 before the first.</summary>
    public long Sequence { get; internal set; }

    internal Stamps Stamps { get; } = new();

    internal Deletions Deletions { get; }

    /// <summary>Images that nodes may show, beside those they came with.</summary>
    internal HashSet<string> Images { get; } = [];

    /// <summary>The state after a snapshot and the entries of the log that came later.</summary>
    public static MapState Fold(MapSnapshot snapshot, IEnumerable<LoggedChange> tail, MapLimits? limits = null)
    {
        var state = snapshot.ToState(limits);
        foreach (var entry in tail) state.Apply(entry);
        return state;
    }

    /// <summary>Applies a change as the next of the log.</summary>
    public ChangeResult Apply(Guid person, MapChange change) => Apply(new LoggedChange(Sequence + 1, person, change));

    /// <summary>Applies a change at its place in the log. Where it is not applied, the state is as it was.</summary>
    /// <exception cref="ArgumentException">The entry's sequence is not after that of the last change.</exception>
    public ChangeResult Apply(LoggedChange entry)
    {
        if (entry.Sequence <= Sequence) throw new ArgumentException($"Change {entry.Sequence} comes after {Sequence}.", nameof(entry));
        if (ChangeCheck.Fault(entry.Change, limits) is { } fault) return ChangeResult.Refused(fault);
        var result = Put(entry.Change, new Writer(entry.Sequence, entry.Person));
        if (!result.IsApplied) return result;
        Map.Journal?.Sequence(this);
        Sequence = entry.Sequence;
        return result;
    }

    /// <summary>
    /// Makes the map again what it was, by changes that others can follow: nodes and links keep their identities. What the map says about
    /// itself stays. Where something cannot be brought back (an erased text, say) the rest is. O(nodes).
    /// </summary>
    /// <param name="person">Who does it.</param>
    /// <param name="then">The map as it was.</param>
    /// <returns>The changes that were applied, in order.</returns>
    public IReadOnlyList<LoggedChange> Return(Guid person, MindMap then) => new MapReturn(this, person, then).Run();

    /// <summary>From now on it is noted how to take back what is applied.</summary>
    internal Journal Keep()
    {
        var journal = Map.Journal ??= new Journal();
        Stamps.Journal = journal;
        return journal;
    }

    /// <summary>All of this state as immutable data.</summary>
    public MapSnapshot Snapshot() => MapSnapshot.Of(this);

    /// <summary>SHA-256 of all of this state, 64 hexadecimal digits: equal for equal logs on every machine.</summary>
    public string Hash() => MapHash.Of(this);

    private ChangeResult Put(MapChange change, Writer by) => change switch
    {
        MapChange.Insert c => Insert(c, by),
        MapChange.SetText c => SetText(c, by),
        MapChange.SetField c => SetField(c, by),
        MapChange.Move c => Move(c, by),
        MapChange.Delete c => Find(c.Node, out var why) is { } node ? Deletions.Delete(node, by) : why!,
        MapChange.Restore c => Deletions.Restore(c.Deletion, by),
        MapChange.Link c => Link(c, by),
        MapChange.AddUnder c => AddUnder(c, by),
        MapChange.SetLinkField c => SetLinkField(c, by),
        MapChange.Unlink c => Unlink(c, by),
        MapChange.SetMapField c => SetMapField(c, by),
        MapChange.AttachImage c => AddImage(c.Hash) ? ChangeResult.Applied() : ChangeResult.NoEffect(ChangeCodes.Known),
        MapChange.Rekey c => by.Person == LoggedChange.Server ? Rekey(c) : ChangeResult.Refused(ChangeCodes.NotAllowed),
        MapChange.Undo c => Undo(c, by),
        MapChange.Erase c => by.Person == LoggedChange.Server ? Erasure.Erase(this, c.Sequence, by) : ChangeResult.Refused(ChangeCodes.NotAllowed),
        _ => throw new ArgumentOutOfRangeException(nameof(change)),
    };

    private ChangeResult Insert(MapChange.Insert c, Writer by)
    {
        if (Map.Find(c.Node) is not null || Deletions.Tombstones.ContainsKey(c.Node)) return ChangeResult.NoEffect(ChangeCodes.Known);
        if (Deletions.NearestLive(c.Parent) is not { } parent) return ChangeResult.Refused(ChangeCodes.Unknown);
        if (Map.NodeCount >= limits.Nodes) return ChangeResult.Refused(ChangeCodes.TooManyNodes);
        if (Map.NodeCount >= limits.Depth && Levels.Above(parent) + 1 > limits.Depth) return ChangeResult.Refused(ChangeCodes.TooDeep);
        Map.Attach(new Node(c.Node, c.Text), parent, c.Key);
        Stamps.Write(StampKey.Of(c.Node, Register.Created), by);
        var result = ChangeResult.Applied(new MapChange.Delete(c.Node));
        return c.Parent is null || parent.Id == c.Parent ? result : result with { Code = ChangeCodes.Lifted };
    }

    private ChangeResult SetText(MapChange.SetText c, Writer by)
    {
        if (Find(c.Node, out var why) is not { } node) return why!;
        var inverse = c with { Text = node.Text };
        Map.SetText(node, c.Text);
        Stamps.Write(StampKey.Of(c.Node, Register.Text), by);
        return ChangeResult.Applied(inverse);
    }

    private ChangeResult SetField(MapChange.SetField c, Writer by)
    {
        if (Find(c.Node, out var why) is not { } node) return why!;
        var value = c.Value with { Link = SafeLink.Normalise(c.Value.Link) };
        if (c.Field == NodeField.Image && !KnowsImage(node, value.Image)) return ChangeResult.Refused(ChangeCodes.Unknown);
        var inverse = c with { Value = NodeDetails.None.With(c.Field, node.Details) };
        Map.SetDetails(node, node.Details.With(c.Field, value));
        Stamps.Write(StampKey.Of(c.Node, c.Field), by);
        return ChangeResult.Applied(inverse);
    }

    /// <summary>Whether an image is the map's. One that a node came with is learnt as it is replaced, for the way back.</summary>
    private bool KnowsImage(Node node, string? image)
    {
        if (image is not null && image != node.Details.Image && !Images.Contains(image)) return false;
        if (node.Details.Image is { } old) AddImage(old);
        return true;
    }

    private bool AddImage(string image)
    {
        Map.Journal?.Image(Images, image);
        return Images.Add(image);
    }

    private ChangeResult Move(MapChange.Move c, Writer by)
    {
        if (Find(c.Node, out var why) is not { } node || FindParent(c.Parent, out why) is not { } parent) return why!;
        if (MindMap.IsReachable(node, parent)) return ChangeResult.Refused(ChangeCodes.Cycle);
        if (parent != node.spine && !Levels.Fit(Map, parent, node, limits)) return ChangeResult.Refused(ChangeCodes.TooDeep);
        var result = ChangeResult.Applied(new MapChange.Move(c.Node, node.Parent?.Id, node.Key));
        if (node.LinkTo(parent) is { } link)
        {
            result = result with { Inverse = [.. result.Inverse, new MapChange.AddUnder(link.Id, parent.Id, node.Id, link.Key)] };
            RemoveUnder(link, by);
        }
        Map.Place(node, parent, c.Key);
        Stamps.Write(StampKey.Of(c.Node, Register.Place), by);
        return result;
    }

    private ChangeResult Link(MapChange.Link c, Writer by)
    {
        if (Map.HasLink(c.Id)) return ChangeResult.NoEffect(ChangeCodes.Known);
        if (Find(c.From, out var why) is not { } from || Find(c.To, out why) is not { } to) return why!;
        if (Map.Links.Count >= limits.Links) return ChangeResult.Refused(ChangeCodes.TooManyLinks);
        Map.PutLink(c.Fields.Between(c.Id, from, to));
        Stamps.Write(StampKey.Of(c.Id, Register.Created), by);
        Stamps.Write(StampKey.Of(c.Id, Register.Life), by);
        return ChangeResult.Applied(new MapChange.Unlink(c.Id));
    }

    private ChangeResult AddUnder(MapChange.AddUnder c, Writer by)
    {
        if (Map.HasLink(c.Id)) return ChangeResult.NoEffect(ChangeCodes.Known);
        if (Find(c.Node, out var why) is not { } node || Find(c.Parent, out why) is not { } parent) return why!;
        if (node.spine == parent || node.LinkTo(parent) is not null) return ChangeResult.NoEffect(ChangeCodes.Exists);
        if (MindMap.IsReachable(node, parent)) return ChangeResult.Refused(ChangeCodes.Cycle);
        if (Map.AlsoUnderCount >= limits.Links) return ChangeResult.Refused(ChangeCodes.TooManyLinks);
        if (!Levels.Fit(Map, parent, node, limits)) return ChangeResult.Refused(ChangeCodes.TooDeep);
        var link = new AlsoUnder(c.Id, parent, node, c.Key);
        Map.AttachAlsoUnder(link);
        Stamps.Write(StampKey.LifeOf(link), by);
        return ChangeResult.Applied(new MapChange.Unlink(c.Id));
    }

    private ChangeResult SetLinkField(MapChange.SetLinkField c, Writer by)
    {
        if (Map.FindAlsoUnder(c.Id) is { } under) return SetUnderKey(under, c, by);
        if (Map.FindLink(c.Id) is not { } link) return ChangeResult.Refused(ChangeCodes.Unknown);
        if (c.Field == LinkField.Key) return ChangeResult.Refused(ChangeCodes.Invalid);
        var old = LinkFields.Of(link);
        Map.PutLink(old.With(c.Field, c.Value).Between(link.Id, link.From, link.To));
        Stamps.Write(StampKey.Of(c.Id, c.Field), by);
        return ChangeResult.Applied(c with { Value = LinkFields.None.With(c.Field, old) });
    }

    private ChangeResult SetUnderKey(AlsoUnder link, MapChange.SetLinkField c, Writer by)
    {
        if (c.Field != LinkField.Key) return ChangeResult.Refused(ChangeCodes.Invalid);
        var inverse = c with { Value = new LinkFields { Key = link.Key } };
        Map.Reorder(link, c.Value.Key!);
        Stamps.Write(StampKey.KeyOf(link), by);
        return ChangeResult.Applied(inverse);
    }

    private ChangeResult Unlink(MapChange.Unlink c, Writer by)
    {
        if (Map.FindAlsoUnder(c.Id) is { } under)
        {
            RemoveUnder(under, by);
            return ChangeResult.Applied(new MapChange.AddUnder(under.Id, under.Parent.Id, under.Node.Id, under.Key));
        }
        if (Map.FindLink(c.Id) is not { } link) return ChangeResult.NoEffect(ChangeCodes.Unknown);
        Map.RemoveLink(c.Id);
        Stamps.Write(StampKey.Of(c.Id, Register.Life), by);
        return ChangeResult.Applied(new MapChange.Link(link.Id, link.From.Id, link.To.Id, LinkFields.Of(link)));
    }

    private void RemoveUnder(AlsoUnder link, Writer by)
    {
        Map.DetachAlsoUnder(link);
        Stamps.Write(StampKey.LifeOf(link), by);
    }

    private ChangeResult SetMapField(MapChange.SetMapField c, Writer by)
    {
        var inverse = c with { Value = MapInfo.None.With(c.Field, Map.Info) };
        Map.SetInfo(Map.Info.With(c.Field, c.Value));
        Stamps.Write(StampKey.Of(c.Field), by);
        return ChangeResult.Applied(inverse);
    }

    private ChangeResult Rekey(MapChange.Rekey c)
    {
        if (FindParent(c.Parent, out var why) is not { } parent) return why!;
        if (c.Keys.Length != parent.Children.Length) return ChangeResult.Refused(ChangeCodes.BadKey);
        Map.Rekey(parent, c.Keys.AsSpan());
        return ChangeResult.Applied();
    }

    private ChangeResult Undo(MapChange.Undo c, Writer by)
    {
        if (c.Of <= 0 || c.Of > Sequence) return ChangeResult.Refused(ChangeCodes.Unknown);
        var result = ChangeResult.NoEffect(ChangeCodes.Overwritten) with { Code = null };
        foreach (var part in c.Inverse)
        {
            var done = OthersWrote(part, by.Person, c.Of) ? ChangeResult.NoEffect(ChangeCodes.Overwritten) : Put(part, by);
            var status = done.IsApplied || result.IsApplied ? ChangeStatus.Applied : ChangeStatus.NoEffect;
            result = new ChangeResult(status, result.Code ?? done.Code, [.. done.Inverse, .. result.Inverse]);
        }
        return result;
    }

    /// <summary>Whether another person has written, after a sequence, anything that a change would overwrite.</summary>
    private bool OthersWrote(MapChange part, Guid person, long after) => part switch
    {
        MapChange.SetText c => Stamps.OthersWrote(StampKey.Of(c.Node, Register.Text), person, after),
        MapChange.SetField c => Stamps.OthersWrote(StampKey.Of(c.Node, c.Field), person, after),
        MapChange.Move c => Stamps.OthersWrote(StampKey.Of(c.Node, Register.Place), person, after)
            || (c.Parent is { } parent && Stamps.OthersWroteUnder(parent, c.Node, person, after)),
        MapChange.Delete c => Map.Find(c.Node) is { } node && Deletions.OthersWroteBelow(node, person, after),
        MapChange.Link c => Stamps.OthersWroteLink(c.Id, person, after),
        MapChange.AddUnder c => Stamps.OthersWroteUnder(c.Parent, c.Node, person, after),
        MapChange.SetLinkField { Field: LinkField.Key } c => Map.FindAlsoUnder(c.Id) is { } link
            && Stamps.OthersWroteUnder(link.Parent.Id, link.Node.Id, person, after),
        MapChange.SetLinkField c => Stamps.OthersWrote(StampKey.Of(c.Id, c.Field), person, after),
        MapChange.Unlink c => Map.FindAlsoUnder(c.Id) is { } link
            ? Stamps.OthersWroteUnder(link.Parent.Id, link.Node.Id, person, after)
            : Stamps.OthersWroteLink(c.Id, person, after),
        MapChange.SetMapField c => Stamps.OthersWrote(StampKey.Of(c.Field), person, after),
        // A restore looks at each part itself.
        _ => false,
    };

    private Node? Find(Guid id, out ChangeResult? why)
    {
        var node = Map.Find(id);
        why = node is not null ? null
            : Deletions.Tombstones.ContainsKey(id) ? ChangeResult.NoEffect(ChangeCodes.Dead)
            : ChangeResult.Refused(ChangeCodes.Unknown);
        return node;
    }

    private Node? FindParent(Guid? id, out ChangeResult? why)
    {
        why = null;
        return id is { } parent ? Find(parent, out why) : Map.Top;
    }
}
