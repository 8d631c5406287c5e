using System.Collections.Immutable;
using CsCheck;
using Ramify.Maps;

namespace Ramify.Tests.Maps;

/// <summary>What a step of a play tries. The picks in it choose among what the state offers at that moment.</summary>
internal enum Move
{
    Insert, InsertUnderDead, SetText, Rewrite, SetField, WriteDead, MoveAnywhere, MoveBelowItself, MoveToFurtherParent, Delete,
    DeleteAboveShared, DeleteShared, DeleteHeir, DeleteOtherEnd, Restore, MovePromoted, ContestUsedUp, UndoUsedUp, Link, LinkShared, AddUnder, AddUnderCycle, SetLinkField, SetUnderKey,
    Unlink, SetMapField, AttachImage, Rekey, UndoOwnLast, UndoOwnAny, UndoDelete, UndoContested, RedoLast, Erase,
}

/// <param name="Move">What to try.</param>
/// <param name="Person">Who: 0 to 2.</param>
/// <param name="A">Pick among the things acted on.</param>
/// <param name="B">Pick among the parents, fields, values.</param>
/// <param name="Text">Text to write.</param>
internal sealed record Step(Move Move, int Person, uint A, uint B, string Text);

/// <summary>What happened at one step, for the checks.</summary>
internal sealed record Played(LoggedChange Entry, ChangeResult Result, MapSnapshot Before, Visible Was, Visible Is);

/// <summary>
/// A random history of a small map by three people. The generator leans towards what is rare by chance: shared nodes,
/// deletes above them, nested deletes, undo after others' writes, moves onto further parents.
/// </summary>
internal sealed class Play
{
    private static readonly Guid[] People = [.. Enumerable.Range(1, 3).Select(i => new Guid(i, 0, 0, new byte[8]))];
    private readonly List<Guid> everSeen;
    private readonly short author = 1;
    private int fresh;

    private Play(MindMap map)
    {
        everSeen = [.. map.Nodes.Select(node => node.Id)];
        Start = new MapState(map).Snapshot();
        State = Start.ToState();
    }

    /// <summary>One of several who each play on a view of their own.</summary>
    public Play(MapState view, int player)
    {
        (State, author) = (view, (short)(player + 2));
        Start = view.Snapshot();
        everSeen = [];
    }

    public MapSnapshot Start { get; }

    public MapState State { get; }

    /// <summary>The changes that were applied, in order.</summary>
    public List<(LoggedChange Entry, ChangeResult Result)> Log { get; } = [];

    public IReadOnlyList<Guid> EverSeen => everSeen;

    // Growth outweighs deletes, else most of a history plays on an empty map.
    public static readonly Gen<Move> AnyMove = Gen.Frequency(
        (5, Gen.Const(Move.Insert)), (7, Gen.Const(Move.AddUnder)), (3, Gen.Const(Move.Link)), (2, Gen.Const(Move.DeleteAboveShared)), (30, Gen.Enum<Move>()),
        (30, Gen.OneOf(
            Move.SetText, Move.Rewrite, Move.UndoContested, Move.UndoContested, Move.UndoDelete, Move.Restore, Move.MovePromoted, Move.DeleteOtherEnd,
            Move.MoveToFurtherParent, Move.ContestUsedUp, Move.ContestUsedUp, Move.UndoUsedUp, Move.UndoUsedUp)));

    public static Gen<(MindMap Map, Step[] Steps)> Script { get; } = Gen.Select(
        MapGen.MapOf(MapGen.PlainText, 4, 24),
        Gen.Select(AnyMove, Gen.Int[0, 2], Gen.UInt, Gen.UInt, MapGen.PlainText, (m, p, a, b, t) => new Step(m, p, a, b, t)).Array[1, 60]);

    /// <summary>Plays a script and calls back after each step that led to a change, applied or not.</summary>
    public static Play Of((MindMap Map, Step[] Steps) script, Action<Play, Played>? check = null)
    {
        var play = new Play(script.Map);
        foreach (var step in script.Steps)
        {
            if (play.ChangeOf(step) is not var (person, change)) continue;
            var before = check is null ? null : play.State.Snapshot();
            var was = check is null ? null : Visible.Of(play.State.Map);
            var entry = new LoggedChange(play.State.Sequence + 1, person, change);
            var result = play.State.Apply(entry);
            if (result.IsApplied) play.Log.Add((entry, result));
            check?.Invoke(play, new Played(entry, result, before!, was!, Visible.Of(play.State.Map)));
        }
        return play;
    }

    private (Guid Person, MapChange Change)? ChangeOf(Step step)
    {
        var person = People[step.Person];
        var undoable = Log.Where(done => !done.Result.Inverse.IsEmpty).ToList();
        var own = undoable.Where(done => done.Entry.Person == person);
        return step.Move switch
        {
            Move.Rekey when RekeyOf(Pick(State.Map.Nodes, step.A)) is { } rekey => (LoggedChange.Server, rekey),
            Move.Erase when State.Sequence > 0 => (LoggedChange.Server, new MapChange.Erase(step.A % State.Sequence + 1)),
            Move.UndoOwnLast => UndoOf(own.LastOrDefault(done => done.Entry.Change is not MapChange.Undo)),
            Move.RedoLast => UndoOf(own.LastOrDefault(done => done.Entry.Change is MapChange.Undo)),
            Move.UndoOwnAny => UndoOf(Pick(own, step.A)),
            Move.UndoDelete => UndoOf(Pick(undoable.Where(done => done.Entry.Change is MapChange.Delete), step.A)),
            Move.UndoContested => UndoOf(Pick(undoable.Where(done => IsContested(done.Entry)), step.A)),
            Move.UndoUsedUp => UndoOf(undoable.FindLast(done => done.Result.Inverse.Length > 1)),
            _ => OrdinaryChange(step) is { } change ? (person, change) : null,
        };
    }

    public MapChange? OrdinaryChange(Step step)
    {
        var nodes = State.Map.Nodes.ToList();
        var dead = author == 1 ? everSeen.Where(id => State.Map.Find(id) is null).ToList() : [.. State.Deletions.Tombstones.Keys.Order()];
        var shared = nodes.Where(node => node.IsShared).ToList();
        var node = Pick(nodes, step.A);
        var other = Pick(nodes, step.B);
        return step.Move switch
        {
            Move.Insert => InsertUnder(step.B % 7 == 0 ? null : other?.Id, step),
            Move.InsertUnderDead => Pick(dead, step.B) is var id && id != Guid.Empty ? InsertUnder(id, step) : null,
            Move.WriteDead => Pick(dead, step.A) is var id && id != Guid.Empty ? new MapChange.SetText(id, step.Text) : null,
            Move.Restore => Pick(State.Deletions.All.Keys.Order(), step.A) is var deletion && deletion > 0 ? new MapChange.Restore(deletion) : null,
            Move.SetMapField => new MapChange.SetMapField((MapField)(step.B % 3), new MapInfo { Title = step.Text, Description = step.Text, Author = step.Text }),
            Move.AttachImage => new MapChange.AttachImage(HashOf(step.B % 3)),
            _ when node is null || other is null => null,
            // Few nodes, so that people meet.
            Move.SetText => new MapChange.SetText(nodes[(int)(step.A % Math.Min(nodes.Count, 3))].Id, step.Text),
            Move.Rewrite => Log.FindLast(done => done.Entry.Change is MapChange.SetText).Entry?.Change is MapChange.SetText last ? last with { Text = step.Text } : null,
            Move.SetField => new MapChange.SetField(nodes[(int)(step.A % Math.Min(nodes.Count, 3))].Id, (NodeField)(step.B % 7), DetailsOf(step)),
            Move.MoveAnywhere => MoveOf(node, step.B % 5 == 0 ? null : other, step),
            Move.MoveBelowItself => MoveOf(node, Pick(nodes.Where(n => MindMap.IsReachable(node, n)), step.B), step),
            Move.MoveToFurtherParent => Pick(shared, step.A) is { } s ? MoveOf(s, Pick(s.AlsoUnder, step.B)!.Parent, step) : null,
            Move.Delete => new MapChange.Delete(node.Id),
            Move.DeleteShared => Pick(shared, step.A) is { } s ? new MapChange.Delete(s.Id) : null,
            Move.DeleteAboveShared => Pick(shared.Where(s => s.Parent is not null), step.A) is { } s ? new MapChange.Delete(AncestorOf(s, step.B).Id) : null,
            Move.DeleteHeir => Pick(shared, step.A) is { } s ? new MapChange.Delete(Pick(s.AlsoUnder, step.B)!.Parent.Id) : null,
            Move.DeleteOtherEnd => OtherEnd(step.A) is { } end ? new MapChange.Delete(end.Id) : null,
            Move.MovePromoted => Promoted(step.A) is { } p ? MoveOf(p, other, step) : null,
            Move.ContestUsedUp => ContestOf(step),
            Move.Link => new MapChange.Link(FreshId(), node.Id, other.Id, FieldsOf(step)),
            Move.LinkShared => Pick(shared, step.A) is { } s ? new MapChange.Link(FreshId(), s.Id, other.Id, FieldsOf(step)) : null,
            Move.AddUnder => new MapChange.AddUnder(FreshId(), other.Id, node.Id, KeyOf(step)),
            Move.AddUnderCycle => new MapChange.AddUnder(FreshId(), Pick(nodes.Where(n => MindMap.IsReachable(node, n)), step.B)!.Id, node.Id, KeyOf(step)),
            Move.SetLinkField => Pick(State.Map.Links.OrderBy(l => l.Id), step.A) is { } l ? new MapChange.SetLinkField(l.Id, (LinkField)(step.B % 7), FieldsOf(step)) : null,
            Move.SetUnderKey => Pick(UndersOf(nodes), step.A) is { } u ? new MapChange.SetLinkField(u.Id, LinkField.Key, new LinkFields { Key = KeyOf(step) }) : null,
            Move.Unlink => Pick([.. UndersOf(nodes).Select(u => u.Id), .. State.Map.Links.Select(l => l.Id).Order()], step.A) is var id && id != Guid.Empty ? new MapChange.Unlink(id) : null,
            _ => null,
        };
    }

    /// <summary>The living end of a link whose other end was deleted.</summary>
    private Node? OtherEnd(uint pick) => Pick(State.Deletions.All.OrderBy(d => d.Key).SelectMany(d => d.Value.Links
        .SelectMany(link => new[] { link.From, link.To }).Concat(d.Value.Unders.Select(under => under.Node))).Select(State.Map.Find).OfType<Node>(), pick);

    /// <summary>A node that a delete left alive under another parent.</summary>
    private Node? Promoted(uint pick) => Pick(State.Deletions.All.OrderBy(d => d.Key).SelectMany(d => d.Value.Promotions)
        .Select(promotion => State.Map.Find(promotion.Node)).OfType<Node>(), pick);

    /// <summary>Writes one of the two things that a move onto a further parent wrote.</summary>
    private MapChange? ContestOf(Step step) =>
        Log.FindLast(done => done.Result.Inverse.Length > 1).Result?.Inverse[1] is not MapChange.AddUnder used ? null
        : step.B % 4 == 0 ? new MapChange.AddUnder(FreshId(), used.Parent, used.Node, KeyOf(step))
        : new MapChange.Move(used.Node, Pick(State.Map.Nodes, step.B / 2)?.Id, KeyOf(step));

    private static IEnumerable<AlsoUnder> UndersOf(List<Node> nodes) => nodes.SelectMany(node => node.AlsoUnder);

    private MapChange.Insert InsertUnder(Guid? parent, Step step)
    {
        // Now and then the same id again, as a resend would.
        var id = step.A % 16 == 0 && everSeen.Count > 0 ? Pick(everSeen, step.A / 16) : FreshId();
        if (!everSeen.Contains(id)) everSeen.Add(id);
        return new MapChange.Insert(id, parent, KeyOf(step), step.Text);
    }

    private static MapChange.Move MoveOf(Node node, Node? parent, Step step) => new(node.Id, parent?.Id, KeyOf(step));

    private static MapChange.Rekey? RekeyOf(Node? parent)
    {
        if (parent is null) return null;
        var keys = new List<string>();
        for (var i = 0; i < parent.Children.Length; i++) keys.Add(i == 0 ? "b00" : OrderKey.After(keys[^1]));
        return new MapChange.Rekey(parent.Id, [.. keys]);
    }

    private static (Guid, MapChange)? UndoOf((LoggedChange Entry, ChangeResult Result) done) =>
        done.Entry is null ? null : (done.Entry.Person, new MapChange.Undo(done.Entry.Sequence, done.Result.Inverse));

    /// <summary>Whether somebody else changed the same node or link later.</summary>
    private bool IsContested(LoggedChange entry) => entry.Change is not MapChange.Insert &&
        Log.Any(done => done.Entry.Sequence > entry.Sequence && done.Entry.Person != entry.Person && SubjectOf(done.Entry.Change) == SubjectOf(entry.Change));

    private static object? SubjectOf(MapChange change) => change switch
    {
        MapChange.Insert c => c.Node,
        MapChange.SetText c => c.Node,
        MapChange.SetField c => c.Node,
        MapChange.Move c => c.Node,
        MapChange.Delete c => c.Node,
        MapChange.Link c => c.Id,
        MapChange.AddUnder c => c.Id,
        MapChange.SetLinkField c => c.Id,
        MapChange.Unlink c => c.Id,
        MapChange.SetMapField c => c.Field,
        _ => new object(),
    };

    private static Node AncestorOf(Node node, uint levels)
    {
        var at = node.Parent!;
        for (var i = levels % 4; i > 0 && at.Parent is { } parent; i--) at = parent;
        return at;
    }

    private Guid FreshId() => new(++fresh, author, 1, [9, 9, 9, 9, 9, 9, 9, 9]);

    private static string KeyOf(Step step) => step.B % 3 == 0 ? OrderKey.First : $"a{(char)('A' + step.B % 26)}";

    private static string HashOf(uint number) => new((char)('a' + number), 64);

    private static NodeDetails DetailsOf(Step step) => new()
    {
        Note = step.Text, Link = "https://example.org/" + step.A % 3, Date = "1928", Tags = [step.Text], Folded = step.A % 2 == 0,
        Style = new NodeStyle((byte)(step.A % 9), NodeShape.Box, NodeEmphasis.Bold), Image = HashOf(step.A % 3),
    };

    private static LinkFields FieldsOf(Step step) => new()
    {
        Kind = step.A % 2 == 0 ? LinkKinds.Causes : LinkKinds.Relates, Label = step.Text, Sign = (sbyte)(step.A % 3 - 1),
        Strength = step.A % 4 / 4.0, Verb = step.Text, Source = step.Text, Evidence = step.Text,
    };

    private static T? Pick<T>(IEnumerable<T> from, uint pick)
    {
        var all = from.ToList();
        return all.Count == 0 ? default : all[(int)(pick % all.Count)];
    }
}
