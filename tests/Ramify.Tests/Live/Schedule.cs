using CsCheck;
using Ramify.Live;
using Ramify.Maps;
using Ramify.Tests.Maps;

namespace Ramify.Tests.Live;

/// <summary>What happens next in a schedule.</summary>
internal enum Happening
{
    Edit, Type, Undo, Redo, Send, SendTwice, Arrive, LoseRequest, DuplicateRequest, Commit, Crash, Answer, LoseAnswer, Hear, Exchange, HearAgain, HearLater, Reload, Snapshot, Rekey,
}

/// <param name="What">What happens.</param>
/// <param name="Who">To which of the four clients.</param>
/// <param name="Step">What a client edits, if it does.</param>
internal sealed record Moment(Happening What, int Who, Step Step);

/// <summary>
/// Four people edit one map over a network that loses, repeats and delays, with a server that forgets what it had not stored. In steps, so
/// that a seed replays everything. Nothing here knows how a replica or a room works: it sends, stores, delivers, and keeps the books.
/// </summary>
internal sealed class Schedule
{
    private readonly MapSnapshot start;
    private readonly Client[] clients;
    private readonly List<RoomChange> stored = [];
    private readonly Queue<(Client To, IReadOnlyList<Envelope> Sent, List<Taken> Taken)> uncommitted = new();
    private MapSnapshot snapshot;
    private Room room;

    /// <summary>One person at an editor, the requests under way from it and the answers under way to it.</summary>
    private sealed class Client(Guid writer, int number)
    {
        private int replicas;

        public Guid Writer => writer;
        public Replica Replica = null!;
        public Play Play = null!;
        public readonly Queue<IReadOnlyList<Envelope>> Requests = new();
        public readonly Queue<IReadOnlyList<Answer>> Answers = new();

        /// <summary>What a browser would keep: pending changes by client and number.</summary>
        public readonly Dictionary<(Guid, long), PendingChange> Kept = [];

        public void Start(MapSnapshot from)
        {
            Replica = new Replica(from, writer, new Guid(++replicas, (short)number, 5, new byte[8]));
            Play = new Play(Replica.State, number * 50 + replicas);
            Keep(Replica.Adopt([.. Kept.Values.OrderBy(c => c.Client).ThenBy(c => c.N)]));
        }

        public void Keep(ReplicaUpdate update)
        {
            foreach (var change in update.Dropped) Kept.Remove((change.Client, change.N));
            foreach (var change in update.Put) Kept[(change.Client, change.N)] = change;
        }
    }

    private Schedule(MindMap map)
    {
        start = snapshot = new MapState(map).Snapshot();
        room = Open();
        clients = [.. Enumerable.Range(1, 4).Select(i => new Client(new Guid(i, 0, 0, new byte[8]), i))];
        foreach (var client in clients) client.Start(start);
    }

    /// <summary>How often each thing came about that is rare by chance.</summary>
    public Dictionary<string, int> Met { get; } = [];

    /// <summary>Answers that reached a client.</summary>
    public List<Answer> Acknowledged { get; } = [];

    public IReadOnlyList<RoomChange> Log => stored;

    public MapSnapshot Start => start;

    public Room Room => room;

    public IEnumerable<Replica> Replicas => clients.Select(client => client.Replica);

    private static readonly Gen<Happening> Any = Gen.Frequency(
        (9, Gen.Const(Happening.Edit)), (2, Gen.Const(Happening.Type)), (5, Gen.Const(Happening.Undo)), (5, Gen.Const(Happening.Redo)),
        (6, Gen.Const(Happening.Send)), (6, Gen.Const(Happening.Arrive)), (6, Gen.Const(Happening.Commit)), (5, Gen.Const(Happening.Answer)), (6, Gen.Const(Happening.Hear)),
        (7, Gen.Const(Happening.Exchange)), (4, Gen.Const(Happening.LoseAnswer)), (2, Gen.Const(Happening.LoseRequest)), (2, Gen.Const(Happening.DuplicateRequest)),
        (4, Gen.Const(Happening.Crash)), (3, Gen.Const(Happening.Reload)), (2, Gen.Const(Happening.HearLater)), (7, Gen.Enum<Happening>()));

    // People meet on a few nodes: small maps, and text often.
    private static readonly Gen<Maps.Move> AnyMove = Gen.Frequency((2, Play.AnyMove), (1, Gen.OneOf(Maps.Move.SetText, Maps.Move.SetField, Maps.Move.MoveAnywhere, Maps.Move.Delete, Maps.Move.AddUnder)));

    public static Gen<(MindMap Map, Moment[] Moments)> Script { get; } = Gen.Select(
        MapGen.MapOf(MapGen.PlainText, 2, 10),
        Gen.Select(Any, Gen.Int[0, 3], AnyMove, Gen.UInt, Gen.UInt, MapGen.PlainText,
            (what, who, move, a, b, text) => new Moment(what, who, new Step(move, who, a, b, text))).Array[10, 60]);

    /// <summary>Plays a script and then lets everything arrive.</summary>
    public static Schedule Of((MindMap Map, Moment[] Moments) script, Action<Schedule, Moment>? check = null)
    {
        var schedule = new Schedule(script.Map);
        foreach (var moment in script.Moments)
        {
            schedule.Happen(moment);
            check?.Invoke(schedule, moment);
        }
        schedule.Settle();
        return schedule;
    }

    /// <summary>What a replica must show, made without one: the log as far as it knows it, and what is pending on top.</summary>
    public string Expected(Replica replica)
    {
        var state = MapState.Fold(start, stored.Take((int)replica.Sequence).Select(change => change.Entry!));
        var writer = clients.Single(client => client.Replica == replica).Writer;
        var undo = new Dictionary<(Guid, long), MapChange>();
        foreach (var pending in replica.Pending)
        {
            // What takes back a pending change is made anew from what that one did here; where it did nothing, there is nothing.
            if ((pending.UndoOf is { } n ? undo.GetValueOrDefault((pending.Client, n)) : pending.Change) is not { } change) continue;
            var result = state.Apply(writer, change);
            if (!result.Inverse.IsEmpty) undo[(pending.Client, pending.N)] = new MapChange.Undo(state.Sequence, result.Inverse);
        }
        return state.Hash();
    }

    private void Happen(Moment moment)
    {
        var client = clients[moment.Who];
        switch (moment.What)
        {
            case Happening.Edit: Edit(client, moment.Step); break;
            case Happening.Type: Type(client, moment.Step); break;
            case Happening.Undo: TakeBack(client, client.Replica.Undo, "undo"); break;
            case Happening.Redo: Redo(client, moment.Step.A % 2 == 0); break;
            case Happening.Send: Send(client); break;
            case Happening.SendTwice: Send(client); Send(client); break;
            case Happening.Arrive: Arrive(client); break;
            case Happening.LoseRequest: Send(client); if (client.Requests.TryDequeue(out _)) Count("request lost"); break;
            case Happening.DuplicateRequest: Send(client); if (client.Requests.TryPeek(out var twin)) { client.Requests.Enqueue(twin); Count("request repeated"); } break;
            case Happening.Commit: Commit(); break;
            case Happening.Crash: if (moment.Step.A % 2 == 0) Arrive(client); Crash(); break;
            case Happening.Answer: Deliver(client); break;
            case Happening.LoseAnswer: LoseAnswer(client); break;
            case Happening.Hear: Hear(client, (int)(moment.Step.A % 3)); break;
            case Happening.Exchange: Exchange(client); break;
            case Happening.HearAgain: client.Keep(client.Replica.Receive([.. stored.Take((int)client.Replica.Sequence).TakeLast(3)])); break;
            case Happening.HearLater: HearLater(client); break;
            case Happening.Reload: Reload(client); break;
            case Happening.Snapshot: Snapshot(); break;
            case Happening.Rekey: Rekey(moment.Step); break;
            default: throw new ArgumentOutOfRangeException(nameof(moment));
        }
    }

    private void Edit(Client client, Step step)
    {
        if (client.Play.OrdinaryChange(step) is not { } change) return;
        var update = client.Replica.Do(change, joinsLast: step.B % 5 == 0);
        client.Keep(update);
        if (client.Replica.Pending.Count > 3) Count("a long queue");
    }

    private void Type(Client client, Step step)
    {
        if (client.Play.OrdinaryChange(step with { Move = Maps.Move.SetText }) is not { } change) return;
        for (var i = 1; i <= 3; i++) client.Keep(client.Replica.Do(change is MapChange.SetText text ? text with { Text = text.Text[..(text.Text.Length * i / 3)] } : change));
        Count("typing");
    }

    private void TakeBack(Client client, Func<ReplicaUpdate> takeBack, string name)
    {
        var unconfirmed = client.Replica.Pending.Count;
        var update = takeBack();
        client.Keep(update);
        if (update.Put.Any(change => change.UndoOf is not null)) Count($"{name} of what is not confirmed");
        else if (update.Put.Count > 0) Count(name);
    }

    private static void Send(Client client)
    {
        if (client.Replica.ToSend(2) is { Count: > 0 } send) client.Requests.Enqueue(send);
    }

    private void Arrive(Client client)
    {
        if (!client.Requests.TryDequeue(out var request)) return;
        var taken = request.Select(envelope => room.Take(client.Writer, envelope)).ToList();
        if (taken.Exists(t => t.Entries.IsEmpty && t.Answer.Status == ChangeStatus.Applied)) Count("sent again");
        if (taken.Exists(t => t.Answer.Status != ChangeStatus.Applied)) Count("not applied");
        uncommitted.Enqueue((client, request, taken));
    }

    /// <summary>Stores what was taken first; only then are answers given.</summary>
    private void Commit()
    {
        if (!uncommitted.TryDequeue(out var commit)) return;
        foreach (var entry in commit.Taken.SelectMany(taken => taken.Entries)) Store(entry);
        commit.To.Answers.Enqueue([.. commit.Taken.Select(taken => taken.Answer)]);
    }

    /// <summary>Stored, but the client never hears of it.</summary>
    private void LoseAnswer(Client client)
    {
        Send(client);
        while (client.Requests.Count > 0) Arrive(client);
        while (uncommitted.Count > 0) Commit();
        if (client.Answers.TryDequeue(out _)) Count("answer lost");
    }

    private void Redo(Client client, bool isConfirmed)
    {
        if (!client.Replica.CanRedo) TakeBack(client, client.Replica.Undo, "undo");
        if (isConfirmed) Exchange(client);
        if (isConfirmed) Exchange(client);
        TakeBack(client, client.Replica.Redo, "redo");
    }

    /// <summary>A good moment of the network.</summary>
    private void Exchange(Client client)
    {
        Send(client);
        while (client.Requests.Count > 0) Arrive(client);
        while (uncommitted.Count > 0) Commit();
        while (client.Answers.Count > 0) Deliver(client);
        Hear(client, stored.Count);
    }

    private void Store(RoomChange entry)
    {
        // Through the wire, as the log keeps it.
        var read = LiveJson.ReadChange(LiveJson.Write(entry))!;
        Assert.Equal(stored.Count + 1, read.Sequence);
        Assert.DoesNotContain(stored, other => other.Client != Guid.Empty && other.Client == read.Client && other.N == read.N);
        stored.Add(read);
    }

    private void Crash()
    {
        if (uncommitted.Count > 0) Count("crash before storing");
        uncommitted.Clear();
        room = Open();
    }

    private Room Open() => new(snapshot, stored.Skip((int)snapshot.Sequence), client => stored.Where(entry => entry.Client == client).Max(entry => (long?)entry.N) ?? 0, Recall);

    private Answer? Recall(Guid client, long n) => stored.Find(entry => entry.Client == client && entry.N == n) is { } entry
        ? new Answer(client, n, ChangeStatus.Applied, entry.Sequence, null) : null;

    private void Deliver(Client client)
    {
        if (!client.Answers.TryDequeue(out var answers)) return;
        Acknowledged.AddRange(answers);
        client.Keep(client.Replica.Answered(answers));
    }

    private void Hear(Client client, int most)
    {
        var news = stored.Skip((int)client.Replica.Sequence).Take(most + 1).ToList();
        if (news.Count > 0 && client.Replica.Pending.Count > 0) Count("others' changes below pending ones");
        client.Keep(client.Replica.Receive(news));
    }

    private void HearLater(Client client)
    {
        if (stored.Count - client.Replica.Sequence < 2) return;
        var sequence = client.Replica.Sequence;
        client.Keep(client.Replica.Receive([stored[^1]]));
        Assert.True(client.Replica.IsBehind);
        Assert.Equal(sequence, client.Replica.Sequence);
        Count("a gap");
    }

    /// <summary>The page is killed and opened again: what is left is what the browser kept.</summary>
    private void Reload(Client client)
    {
        if (client.Kept.Count > 0) Count("reload with pending changes");
        if (client.Kept.Values.Any(change => change.UndoOf is not null)) Count("reload with an undo of what is not confirmed");
        client.Requests.Clear();
        client.Answers.Clear();
        client.Start(MapState.Fold(snapshot, stored.Skip((int)snapshot.Sequence).Select(entry => entry.Entry!)).Snapshot());
    }

    /// <summary>Taken of what is stored; it travels as bytes.</summary>
    private void Snapshot() =>
        snapshot = MapSnapshot.Read(MapState.Fold(snapshot, stored.Skip((int)snapshot.Sequence).Select(entry => entry.Entry!)).Snapshot().Write())!;

    private void Rekey(Step step)
    {
        var parent = step.A % 2 == 0 ? null : room.State.Map.Nodes.Skip((int)(step.A % Math.Max(1, room.State.Map.NodeCount))).FirstOrDefault();
        while (uncommitted.Count > 0) Commit();
        var count = (parent ?? room.State.Map.Top).Children.Length;
        foreach (var entry in room.Take(LoggedChange.Server, new MapChange.Rekey(parent?.Id, OrderKey.Sequence(count))).Entries) Store(entry);
    }

    /// <summary>The network is whole again, and everybody goes on until nothing is left to say.</summary>
    private void Settle()
    {
        for (var rounds = 0; ; rounds++)
        {
            Assert.True(rounds < 200, "the clients never come to rest");
            foreach (var client in clients)
            {
                Exchange(client);
            }
            if (clients.All(client => client.Replica.Pending.Count == 0 && client.Replica.Sequence == stored.Count)) return;
        }
    }

    private void Count(string name) => Met[name] = Met.GetValueOrDefault(name) + 1;
}
