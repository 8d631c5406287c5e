using System.Collections.Immutable;
using Ramify.Maps;

namespace Ramify.Live;

/// <summary>What a room made of one change.</summary>
/// <param name="Answer">What to tell its author, once the entries are stored.</param>
/// <param name="Entries">What to store and then tell everybody, in order; empty where the log gets nothing new.</param>
public sealed record Taken(Answer Answer, ImmutableArray<RoomChange> Entries);

/// <summary>
/// Orders the changes of one map: the one writer of its state. Whoever hosts it gives it changes one at a time and stores the entries it
/// hands out, in order, before anybody hears of them. Where storing fails, the host throws the room away and makes another from what is
/// stored: the clients send again what was not answered, and it is the same change. The rules are in docs/spec/live.md.
/// </summary>
/// <remarks>Knows no transport and no store. Not safe for use by several threads at once.</remarks>
public sealed class Room
{
    /// <summary>After how many changes the host is asked for a snapshot.</summary>
    public const int SnapshotEvery = 500;

    /// <summary>Keys this long are dealt anew, long before they reach <see cref="MapLimits.KeyLength"/>.</summary>
    private const int LongKey = MapLimits.KeyLength / 2;

    private const int Remembered = 4096;

    private readonly Func<Guid, long> newestOf;
    private readonly Func<Guid, long, Answer?> recall;
    private readonly Dictionary<(Guid Client, long N), Answer> answers = [];
    private readonly Queue<(Guid Client, long N)> oldest = new();
    private readonly Dictionary<Guid, long> newest = [];
    private readonly NoteMerge notes = new();

    /// <summary>Opens a room on what is stored.</summary>
    /// <param name="snapshot">The last snapshot.</param>
    /// <param name="tail">The log after it.</param>
    /// <param name="newestOf">Looks up in the log the highest number of a client; 0 where there is none.</param>
    /// <param name="recall">Looks up in the log what was answered to a client's number; null where it is not there.</param>
    /// <param name="limits">What changes may not exceed; those for uploads where null.</param>
    /// <exception cref="ArgumentException">The log has a gap, or a change of a kind that this version does not know.</exception>
    public Room(MapSnapshot snapshot, IEnumerable<RoomChange> tail, Func<Guid, long> newestOf, Func<Guid, long, Answer?> recall, MapLimits? limits = null)
    {
        (this.newestOf, this.recall) = (newestOf, recall);
        State = snapshot.ToState(limits);
        SnapshotSequence = snapshot.Sequence;
        foreach (var change in tail) Follow(change);
    }

    /// <summary>The map with all changes that were taken.</summary>
    public MapState State { get; }

    /// <summary>The sequence of the last snapshot.</summary>
    public long SnapshotSequence { get; private set; }

    /// <summary>Whether it is time for a snapshot.</summary>
    public bool WantsSnapshot => State.Sequence - SnapshotSequence >= SnapshotEvery;

    /// <summary>Takes a change of a person. Sent again, it gets the same answer and changes nothing.</summary>
    /// <param name="writer">Who sent it.</param>
    /// <param name="envelope">What was sent.</param>
    public Taken Take(Guid writer, Envelope envelope)
    {
        if (envelope.Map != State.Map.Id || envelope.Client == Guid.Empty || envelope.N < 1 || writer == LoggedChange.Server)
            return new Taken(new Answer(envelope.Client, envelope.N, ChangeStatus.Refused, 0, ChangeCodes.NotAllowed), []);
        if (Known(envelope) is { } known) return new Taken(known, []);
        var sent = envelope.Change.Cleaned();
        var change = notes.Merge(State, sent, envelope.Base, writer);
        var result = State.Apply(writer, change);
        var answer = new Answer(envelope.Client, envelope.N, result.Status, result.IsApplied ? State.Sequence : 0, result.Code);
        Remember(answer);
        if (!result.IsApplied) return new Taken(answer, []);
        var entry = new RoomChange(State.Sequence, envelope.Client, envelope.N, new LoggedChange(State.Sequence, writer, change));
        notes.Note(entry.Entry!, result, sent);
        return new Taken(answer, [entry, .. RekeyAfter(change)]);
    }

    /// <summary>Takes a change of the server itself: an erasure, or what a form of the site asked for.</summary>
    /// <param name="writer">Its author; <see cref="LoggedChange.Server"/> for the server's own.</param>
    /// <param name="change">What to do.</param>
    public (ChangeResult Result, ImmutableArray<RoomChange> Entries) Take(Guid writer, MapChange change)
    {
        var result = State.Apply(writer, change.Cleaned());
        if (!result.IsApplied) return (result, []);
        return (result, [new RoomChange(State.Sequence, Guid.Empty, State.Sequence, new LoggedChange(State.Sequence, writer, change.Cleaned())), .. RekeyAfter(change)]);
    }

    /// <summary>Takes over a change that another host of the same log stored.</summary>
    /// <exception cref="ArgumentException">It is not the next of the log, or of a kind that this version does not know.</exception>
    public void Follow(RoomChange change)
    {
        if (change.Entry is not { } entry) throw new ArgumentException($"Change {change.Sequence} is of a kind that this version does not know.", nameof(change));
        if (entry.Sequence != State.Sequence + 1) throw new ArgumentException($"Change {entry.Sequence} does not follow {State.Sequence}.", nameof(change));
        var result = State.Apply(entry);
        if (!result.IsApplied) throw new ArgumentException($"Change {entry.Sequence} of the log cannot be applied: {result.Code}.", nameof(change));
        notes.Note(entry, result, entry.Change);
        if (change.Client != Guid.Empty && !change.IsByForm) Remember(new Answer(change.Client, change.N, result.Status, entry.Sequence, result.Code));
    }

    /// <summary>The state for storing; the next snapshot is due <see cref="SnapshotEvery"/> changes later.</summary>
    public MapSnapshot Snapshot()
    {
        SnapshotSequence = State.Sequence;
        return State.Snapshot();
    }

    /// <summary>What was answered to this number before; what comes too late where a later number of the client was answered and this one never.</summary>
    private Answer? Known(Envelope sent)
    {
        if (answers.TryGetValue((sent.Client, sent.N), out var answer)) return answer;
        // The first time that a client is heard of, the log is asked; from then on its numbers only ascend.
        if (!newest.TryGetValue(sent.Client, out var last)) newest[sent.Client] = last = newestOf(sent.Client);
        if (sent.N > last) return null;
        return recall(sent.Client, sent.N) ?? new Answer(sent.Client, sent.N, ChangeStatus.NoEffect, 0, ChangeCodes.Late);
    }

    private void Remember(Answer answer)
    {
        if (!answers.TryAdd((answer.Client, answer.N), answer)) return;
        if (newest.TryGetValue(answer.Client, out var last)) newest[answer.Client] = Math.Max(last, answer.N);
        oldest.Enqueue((answer.Client, answer.N));
        if (oldest.Count > Remembered) Forget(oldest.Dequeue());
    }

    private void Forget((Guid Client, long N) answered)
    {
        answers.Remove(answered);
        // A client of whom nothing is remembered is heard of for the first time again.
        if (newest.GetValueOrDefault(answered.Client) == answered.N) newest.Remove(answered.Client);
    }

    /// <summary>Deals the keys of the entries beside one anew where its key has grown long. Nobody counts as having moved anything.</summary>
    private IEnumerable<RoomChange> RekeyAfter(MapChange change)
    {
        var parent = change switch
        {
            MapChange.Insert { Key.Length: > LongKey } c => State.Map.Find(c.Node)?.spine,
            MapChange.Move { Key.Length: > LongKey } c => State.Map.Find(c.Node)?.spine,
            MapChange.AddUnder { Key.Length: > LongKey } c => State.Map.Find(c.Parent),
            MapChange.SetLinkField { Field: LinkField.Key, Value.Key.Length: > LongKey } c => State.Map.FindAlsoUnder(c.Id)?.Parent,
            _ => null,
        };
        if (parent is null) yield break;
        var rekey = new MapChange.Rekey(parent.IsTop ? null : parent.Id, OrderKey.Sequence(parent.Children.Length));
        if (State.Apply(LoggedChange.Server, rekey).IsApplied)
            yield return new RoomChange(State.Sequence, Guid.Empty, State.Sequence, new LoggedChange(State.Sequence, LoggedChange.Server, rekey));
    }
}
