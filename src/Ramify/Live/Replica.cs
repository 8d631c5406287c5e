using System.Collections.Immutable;
using Ramify.Maps;

namespace Ramify.Live;

/// <summary>
/// One editor's view of a map: what the room has confirmed, and on top of it the editor's own changes that are still on their way. What
/// the room orders in between goes below them: the pending ones are taken back, exactly, and made again. A change of others costs what is
/// pending, not what the map holds. The rules are in docs/spec/live.md.
/// </summary>
/// <remarks>
/// Undo and redo know changes by the editor's own numbers, since a change that is not confirmed has no sequence yet; sequence and inverse
/// are filled in whenever it is shown or sent. Not safe for use by several threads at once.
/// </remarks>
public sealed class Replica
{
    private readonly Guid writer;
    private readonly Guid client;
    private readonly Journal journal;
    private readonly List<Shown> pending = [];
    private readonly MapHistory history = new();

    // What takes back the editor's own confirmed changes, by number. Bounded by what one person does between two loads.
    private readonly Dictionary<long, MapChange.Undo> takesBack = [];
    private long lastN, remembered;

    // The form of the site whose changes came last, where nothing was done here since.
    private Guid followed;

    /// <summary>A pending change as it is shown now.</summary>
    private sealed class Shown(PendingChange change)
    {
        public PendingChange Change = change;
        public ChangeResult Result = ChangeResult.NoEffect("");
        public long Sequence;
        public int Mark;
        public bool IsSent;
        public bool IsClosed;
    }

    /// <summary>A view of a map as it was at a snapshot.</summary>
    /// <param name="snapshot">Where it starts.</param>
    /// <param name="writer">Who edits.</param>
    /// <param name="client">Who numbers the changes; a new id for each replica.</param>
    /// <param name="limits">What changes may not exceed; those for uploads where null.</param>
    public Replica(MapSnapshot snapshot, Guid writer, Guid client, MapLimits? limits = null)
    {
        (this.writer, this.client) = (writer, client);
        State = snapshot.ToState(limits);
        Sequence = State.Sequence;
        journal = State.Keep();
    }

    /// <summary>What is shown: confirmed and pending. Read it; change it by this replica only.</summary>
    public MapState State { get; }

    /// <summary>The map shown: the same object for the life of the replica.</summary>
    public MindMap Map => State.Map;

    /// <summary>The last confirmed change.</summary>
    public long Sequence { get; private set; }

    /// <summary>The editor's own changes that are not confirmed, in order.</summary>
    public IReadOnlyList<PendingChange> Pending => pending.ConvertAll(shown => shown.Change);

    /// <summary>Whether everything the editor did is stored by the room.</summary>
    public bool IsSaved => pending.TrueForAll(shown => shown.Change.Sequence is not null);

    /// <summary>Whether changes were missed: ask for those after <see cref="Sequence"/>.</summary>
    public bool IsBehind { get; private set; }

    /// <summary>Whether this replica cannot go on, since the room speaks of what this version does not know: start another from a snapshot, and give it what is pending.</summary>
    public bool NeedsReload { get; private set; }

    /// <summary>Whether there is something to undo.</summary>
    public bool CanUndo => history.CanUndo;

    /// <summary>Whether there is something to redo.</summary>
    public bool CanRedo => history.CanRedo;

    /// <summary>Shows a change at once and queues it. What has no effect, or is refused, is not queued.</summary>
    /// <param name="change">What to do. Text written again before it was sent melts into one change.</param>
    /// <param name="joinsLast">Whether it belongs to the undo step before, as the lines of one paste do.</param>
    /// <param name="isUndoable">Whether undo takes it back; a fold is not undone.</param>
    public ReplicaUpdate Do(MapChange change, bool joinsLast = false, bool isUndoable = true)
    {
        change = change.Cleaned();
        followed = Guid.Empty;
        if (pending.Count > 0 && Melts(pending[^1], change)) return Rewrite(pending[^1], change);
        var shown = new Shown(new PendingChange(client, lastN + 1, Sequence, change));
        Show(shown);
        if (!shown.Result.IsApplied) return Update(shown.Result);
        Queue(shown);
        if (isUndoable) history.Record(new LoggedChange(shown.Change.N, writer, change), shown.Result, joinsLast);
        return Update(shown.Result, put: [shown.Change]);
    }

    /// <summary>Ends the step that was done last: a text that is written next is a step of its own, though it may be the same node's.</summary>
    public void EndStep()
    {
        if (pending.Count > 0) pending[^1].IsClosed = true;
    }

    /// <summary>Takes back this editor's last step; what others wrote since stands.</summary>
    public ReplicaUpdate Undo() => TakeBack(history.Undo());

    /// <summary>Makes the last undone step again.</summary>
    public ReplicaUpdate Redo() => TakeBack(history.Redo());

    /// <summary>
    /// What undo and redo would take back, as far as the room has confirmed it: to be kept, and given to the next replica of this editor.
    /// </summary>
    public UndoSteps Steps() => new(Confirmed(history.Steps(isRedo: false)), Confirmed(history.Steps(isRedo: true)));

    /// <summary>Takes up the undo and redo of an earlier replica of this editor; before any <see cref="Do"/>.</summary>
    public void Remember(UndoSteps steps)
    {
        foreach (var step in steps.Undo) Remember(step, isRedo: false);
        foreach (var step in steps.Redo) Remember(step, isRedo: true);
    }

    /// <summary>
    /// What to send next, in order: everything that was not answered. What takes back a change that is not confirmed waits for that.
    /// </summary>
    /// <param name="most">At most so many.</param>
    public IReadOnlyList<Envelope> ToSend(int most = 100)
    {
        var send = new List<Envelope>();
        foreach (var shown in pending)
        {
            if (send.Count == most || shown.Change.UndoOf is not null) break;
            if (shown.Change.Sequence is not null) continue;
            shown.IsSent = true;
            send.Add(new Envelope(Map.Id, shown.Change.Client, shown.Change.N, shown.Change.Base, shown.Change.Change));
        }
        return send;
    }

    /// <summary>Takes note of answers. What was not applied is no longer shown.</summary>
    public ReplicaUpdate Answered(IReadOnlyList<Answer> answers)
    {
        List<PendingChange> put = [], dropped = [];
        List<Conflict> conflicts = [];
        var gone = new HashSet<Shown>();
        foreach (var answer in answers)
        {
            if (Find(answer.Client, answer.N) is not { } shown) continue;
            shown.Change = shown.Change with { Sequence = answer.Status == ChangeStatus.Applied ? answer.Sequence : null };
            if (answer.Status == ChangeStatus.Applied && answer.Sequence > Sequence) put.Add(shown.Change);
            else gone.Add(shown);
            if (answer.Status != ChangeStatus.Applied && answer.Code is not ChangeCodes.Known)
                conflicts.Add(new Conflict(shown.Change.Change, answer.Status, answer.Code ?? ""));
        }
        if (gone.Count > 0) Rebase(() => Drop(gone, dropped));
        return Update(null, put, dropped, conflicts);
    }

    /// <summary>Takes over what the room ordered. Those known already are passed over.</summary>
    public ReplicaUpdate Receive(IReadOnlyList<RoomChange> changes)
    {
        List<PendingChange> put = [], dropped = [];
        List<Conflict> conflicts = [];
        if (changes.Any(change => change.Sequence > Sequence))
            Rebase(() =>
            {
                foreach (var change in changes) Confirm(change, put, dropped, conflicts);
            });
        return Update(null, put, dropped, conflicts);
    }

    /// <summary>Shows and queues again what an earlier replica left pending.</summary>
    public ReplicaUpdate Adopt(IReadOnlyList<PendingChange> left)
    {
        List<PendingChange> dropped = [];
        List<Conflict> conflicts = [];
        foreach (var change in left)
        {
            // What takes back something whose fate is not known any more cannot be said again.
            var isOrphan = change.UndoOf is { } n && Find(change.Client, n) is null;
            if (isOrphan) conflicts.Add(new Conflict(change.Change, ChangeStatus.NoEffect, ChangeCodes.Unknown));
            if (isOrphan || change.Sequence <= Sequence) dropped.Add(change);
            else pending.Add(new Shown(change) { IsSent = true });
        }
        Rebase(() => { });
        return Update(null, [], dropped, conflicts);
    }

    /// <summary>The newest steps, with the sequences of the log in the place of this replica's numbers; those that are not confirmed are left out.</summary>
    private ImmutableArray<ImmutableArray<MapChange.Undo>> Confirmed(ImmutableArray<ImmutableArray<MapChange.Undo>> steps) =>
        [.. steps.Where(step => step.All(undo => takesBack.ContainsKey(undo.Of))).TakeLast(UndoSteps.Most).Select(step => step.Select(undo => takesBack[undo.Of]).ToImmutableArray())];

    // Numbers below 0 are those of changes that another replica numbered.
    private void Remember(ImmutableArray<MapChange.Undo> step, bool isRedo, bool joinsLast = false)
    {
        var numbered = step.Select(undo => undo with { Of = -++remembered }).ToImmutableArray();
        for (var i = 0; i < step.Length; i++) takesBack[numbered[i].Of] = step[i];
        history.Remember(numbered, isRedo, joinsLast);
    }

    private static bool Melts(Shown last, MapChange change) => !last.IsSent && !last.IsClosed && last.Change.UndoOf is null && (last.Change.Change, change) switch
    {
        (MapChange.SetText a, MapChange.SetText b) => a.Node == b.Node,
        (MapChange.SetField a, MapChange.SetField b) => a.Node == b.Node && a.Field == b.Field,
        _ => false,
    };

    private ReplicaUpdate Rewrite(Shown shown, MapChange change)
    {
        journal.RollBack(shown.Mark);
        shown.Change = shown.Change with { Change = change };
        Show(shown);
        return Update(shown.Result, put: [shown.Change]);
    }

    private ReplicaUpdate TakeBack(ImmutableArray<MapChange> undos)
    {
        List<PendingChange> put = [];
        followed = Guid.Empty;
        var overall = ChangeResult.NoEffect(ChangeCodes.Overwritten);
        foreach (var undo in undos.Cast<MapChange.Undo>())
        {
            // The history knows changes by their numbers.
            var shown = new Shown(takesBack.TryGetValue(undo.Of, out var confirmed)
                ? new PendingChange(client, lastN + 1, Sequence, confirmed) : new PendingChange(client, lastN + 1, Sequence, undo) { UndoOf = undo.Of });
            Show(shown);
            history.Record(new LoggedChange(lastN + 1, writer, undo), shown.Result);
            if (!shown.Result.IsApplied) continue;
            overall = overall.IsApplied ? overall : shown.Result;
            Queue(shown);
            put.Add(shown.Change);
        }
        return Update(overall, put);
    }

    private void Queue(Shown shown)
    {
        lastN = shown.Change.N;
        pending.Add(shown);
    }

    /// <summary>Applies a pending change on top of all that is shown.</summary>
    private void Show(Shown shown)
    {
        shown.Mark = journal.Mark;
        shown.Sequence = State.Sequence + 1;
        if (shown.Change.UndoOf is { } n)
        {
            if (Find(shown.Change.Client, n) is not { Result: { IsApplied: true, Inverse.IsEmpty: false } } undone)
            {
                shown.Result = ChangeResult.NoEffect(ChangeCodes.Unknown);
                return;
            }
            shown.Change = shown.Change with { Change = new MapChange.Undo(undone.Sequence, undone.Result.Inverse) };
        }
        shown.Result = State.Apply(new LoggedChange(shown.Sequence, writer, shown.Change.Change));
    }

    private Shown? Find(Guid of, long n) => pending.Find(shown => shown.Change.Client == of && shown.Change.N == n);

    /// <summary>Takes back what is pending, lets something happen to what is confirmed, and shows again what is still pending.</summary>
    private void Rebase(Action confirm)
    {
        journal.RollBack();
        confirm();
        journal.Keep();
        foreach (var shown in pending) Show(shown);
    }

    private void Confirm(RoomChange change, List<PendingChange> put, List<PendingChange> dropped, List<Conflict> conflicts)
    {
        if (NeedsReload || change.Sequence <= Sequence) return;
        IsBehind = change.Sequence > Sequence + 1;
        if (IsBehind) return;
        var result = change.Entry is { } entry ? State.Apply(entry) : null;
        NeedsReload = result is not { IsApplied: true };
        if (NeedsReload) return;
        Sequence = change.Sequence;
        if (change.IsByForm && change.Entry!.Person == writer) Follow(change.Client, result!);
        if (Find(change.Client, change.N) is { } own) Acknowledge(own, result!, put, dropped, conflicts);
        else if (pending.Exists(shown => IsSameRegister(shown.Change.Change, change.Entry!.Change)))
            conflicts.Add(new Conflict(change.Entry!.Change, ChangeStatus.Applied, ChangeCodes.Overwritten));
    }

    /// <summary>What this editor's person did by a form of the site is undone here like the rest; what one form did is one step.</summary>
    private void Follow(Guid form, ChangeResult result)
    {
        if (!result.Inverse.IsEmpty) Remember([new MapChange.Undo(Sequence, result.Inverse)], isRedo: false, joinsLast: followed == form);
        followed = form;
    }

    private void Acknowledge(Shown own, ChangeResult result, List<PendingChange> put, List<PendingChange> dropped, List<Conflict> conflicts)
    {
        pending.Remove(own);
        dropped.Add(own.Change);
        if (result.Code is { } code && code != own.Result.Code) conflicts.Add(new Conflict(own.Change.Change, ChangeStatus.Applied, code));
        var undo = new MapChange.Undo(Sequence, result.Inverse);
        if (own.Change.Client == client && !undo.Inverse.IsEmpty) takesBack[own.Change.N] = undo;
        else if (own.Change.Change is not MapChange.Undo && !undo.Inverse.IsEmpty) Remember([undo], isRedo: false);
        foreach (var shown in pending)
            if (shown.Change.Client == own.Change.Client && shown.Change.UndoOf == own.Change.N)
                put.Add(shown.Change = shown.Change with { Change = undo, UndoOf = null });
    }

    /// <summary>Lets go of changes, and of what takes them back.</summary>
    private void Drop(HashSet<Shown> gone, List<PendingChange> dropped)
    {
        foreach (var shown in pending)
            if (shown.Change.UndoOf is { } n && Find(shown.Change.Client, n) is { } undone && gone.Contains(undone)) gone.Add(shown);
        dropped.AddRange(gone.Select(shown => shown.Change));
        pending.RemoveAll(gone.Contains);
    }

    /// <summary>Whether two changes write the same register, so that the later stands.</summary>
    private static bool IsSameRegister(MapChange mine, MapChange others) => (mine, others) switch
    {
        (MapChange.SetText a, MapChange.SetText b) => a.Node == b.Node,
        (MapChange.SetField a, MapChange.SetField b) => a.Node == b.Node && a.Field == b.Field,
        (MapChange.Move a, MapChange.Move b) => a.Node == b.Node,
        (MapChange.SetLinkField a, MapChange.SetLinkField b) => a.Id == b.Id && a.Field == b.Field,
        (MapChange.SetMapField a, MapChange.SetMapField b) => a.Field == b.Field,
        _ => false,
    };

    private ReplicaUpdate Update(ChangeResult? result, IReadOnlyList<PendingChange>? put = null, IReadOnlyList<PendingChange>? dropped = null, IReadOnlyList<Conflict>? conflicts = null) =>
        new(result?.Status ?? ChangeStatus.Applied, result?.Code, journal.TakeTouched(), put ?? [], dropped ?? [], conflicts ?? []);
}

/// <summary>A change of this editor that the room has not confirmed; what to keep until it has.</summary>
/// <param name="Client">Who numbered it.</param>
/// <param name="N">Its number.</param>
/// <param name="Base">The sequence that the editor had seen.</param>
/// <param name="Change">The change; of one that takes back another, as it is known now.</param>
public sealed record PendingChange(Guid Client, long N, long Base, MapChange Change)
{
    /// <summary>The number of the change that it takes back; null for others.</summary>
    public long? UndoOf { get; init; }

    /// <summary>Its place in the log, once the room has answered; null before.</summary>
    public long? Sequence { get; init; }
}

/// <summary>What one editor can undo and make again, the oldest step first; each change as what takes it back, by its sequence in the log.</summary>
/// <param name="Undo">What can be undone.</param>
/// <param name="Redo">What can be made again.</param>
public sealed record UndoSteps(ImmutableArray<ImmutableArray<MapChange.Undo>> Undo, ImmutableArray<ImmutableArray<MapChange.Undo>> Redo)
{
    /// <summary>So many steps are kept between two pages.</summary>
    public const int Most = 100;
}

/// <summary>What a step of a replica did.</summary>
/// <param name="Status">What became of the change; applied where it was not about one.</param>
/// <param name="Code">Why not, or a remark on how: one of <see cref="ChangeCodes"/>.</param>
/// <param name="Touched">Nodes that were written, that came or went, and their parents; the empty id for the holder of the roots.</param>
/// <param name="Put">Pending changes to keep, new or as they are known now; by client and number.</param>
/// <param name="Dropped">Pending changes to keep no longer.</param>
/// <param name="Conflicts">Where the map is not as this editor last saw it made.</param>
public sealed record ReplicaUpdate(
    ChangeStatus Status, string? Code, IReadOnlyCollection<Guid> Touched,
    IReadOnlyList<PendingChange> Put, IReadOnlyList<PendingChange> Dropped, IReadOnlyList<Conflict> Conflicts);

/// <summary>A change of this editor that ended otherwise than it was shown; or one of another that this editor's own write replaces.</summary>
/// <param name="Change">The change.</param>
/// <param name="Status">What became of it.</param>
/// <param name="Code">One of <see cref="ChangeCodes"/>; <see cref="ChangeCodes.Overwritten"/> with Applied: another's, replaced by one's own.</param>
public sealed record Conflict(MapChange Change, ChangeStatus Status, string Code);
