using System.Text;
using Microsoft.Data.Sqlite;
using Ramify.Live;
using Ramify.Maps;

namespace Ramify.Storage;

/// <summary>Why a change was not stored.</summary>
public enum StoreFault
{
    /// <summary>It is not known whether it was: the room is opened anew, and whoever sent it sends it again.</summary>
    Unknown,
    /// <summary>Its author may not edit the map, or no longer.</summary>
    NotAllowed,
    /// <summary>Too much waits to be stored.</summary>
    Busy,
}

/// <summary>A change was not acknowledged.</summary>
public sealed class StoreException(StoreFault fault, Exception? cause = null) : Exception($"The change was not stored: {fault}.", cause)
{
    /// <summary>Why.</summary>
    public StoreFault Fault => fault;
}

/// <summary>The log of a map has a change of a kind that only a newer version knows: it is read without it, and nothing is put on top of it here.</summary>
public sealed class NewerChangeException(long sequence) : Exception($"A map was edited by a newer Ramify (change {sequence}); once that one runs again, its editing goes on.");

/// <summary>
/// The log of changes, table map_change, each row the JSON that editors are told. Its primary key (map, seq) is the fence between two
/// hosts of one map; unique (map, client, n) makes a resend harmless. Written by group commit: while one transaction is on its way to
/// the disk, everything else that waits becomes the next. Whether an author may edit is asked within it (I11).
/// </summary>
internal sealed class ChangeLog(Library library)
{
    private const int MostAtOnce = 512;
    private const int MostWaiting = 4096;

    private readonly Queue<Append> waiting = new();
    private bool isWriting;

    /// <summary>Changes of one room to be stored together; what happens then is said in the order of storing.</summary>
    internal sealed record Append(LiveRoom Room, Visitor? By, IReadOnlyList<RoomChange> Entries)
    {
        public TaskCompletionSource Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Whether there is no room for more.</summary>
    public bool IsFull
    {
        get
        {
            lock (waiting) return waiting.Count >= MostWaiting;
        }
    }

    /// <summary>Stores changes. Calls for one room come in the order of its sequences.</summary>
    /// <returns>Done when they are on the disk; fails with a <see cref="StoreException"/>.</returns>
    public Task Add(LiveRoom room, Visitor? by, IReadOnlyList<RoomChange> entries)
    {
        var append = new Append(room, by, entries);
        lock (waiting)
        {
            waiting.Enqueue(append);
            if (isWriting) return append.Stored.Task;
            isWriting = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(_ => WriteAll(), null);
        return append.Stored.Task;
    }

    /// <summary>The log of a map after a sequence, in order.</summary>
    public static List<RoomChange> After(SqliteConnection connection, Guid map, long sequence, int most = int.MaxValue) =>
        connection.Rows(r => LiveJson.ReadChange(r.GetFieldValue<byte[]>(0)) ?? throw new InvalidOperationException("An entry of the log cannot be read."),
            "SELECT body FROM map_change WHERE map = @map AND seq > @seq ORDER BY seq LIMIT @most", ("@map", map), ("@seq", sequence), ("@most", most));

    /// <summary>The same, where all of it must be understood: for what goes on from there.</summary>
    /// <exception cref="NewerChangeException">A change is of a kind that this version does not know.</exception>
    public static List<RoomChange> KnownAfter(SqliteConnection connection, Guid map, long sequence)
    {
        var log = After(connection, map, sequence);
        return log.Find(change => change.Entry is null) is { } newer ? throw new NewerChangeException(newer.Sequence) : log;
    }

    public static long Last(SqliteConnection connection, Guid map) =>
        connection.Scalar<long>("SELECT max(coalesce((SELECT max(seq) FROM map_change WHERE map = @map), 0), coalesce((SELECT seq FROM map_doc WHERE map = @map), 0))", ("@map", map));

    public static long NewestOf(SqliteConnection connection, Guid map, Guid client) =>
        connection.Scalar<long>("SELECT coalesce(max(n), 0) FROM map_change WHERE map = @map AND client = @client", ("@map", map), ("@client", client));

    public static Answer? Recall(SqliteConnection connection, Guid map, Guid client, long n) =>
        connection.Rows(r => new Answer(client, n, ChangeStatus.Applied, r.GetInt64(0), null),
            "SELECT seq FROM map_change WHERE map = @map AND client = @client AND n = @n", ("@map", map), ("@client", client), ("@n", n)).FirstOrDefault();

    /// <summary>An entry that says that the whole map was replaced: no version knows its kind, so everybody loads the map anew.</summary>
    /// <returns>Its sequence.</returns>
    public static long Replace(SqliteConnection connection, Guid map, DateTimeOffset now)
    {
        var sequence = Last(connection, map) + 1;
        Add(connection, map, sequence, Encoding.UTF8.GetBytes($$$"""{"seq":{{{sequence}}},"by":"{{{Guid.Empty}}}","client":"{{{Guid.Empty}}}","n":{{{sequence}}},"change":{"kind":"replaced"}}"""), now);
        return sequence;
    }

    /// <summary>What a form of the site did, in the transaction of what else it does.</summary>
    public static void Add(SqliteConnection connection, Guid map, IReadOnlyList<LoggedChange> entries, DateTimeOffset now)
    {
        var form = RoomChange.FormOf(entries[0].Sequence);
        foreach (var entry in entries) Add(connection, map, entry.Sequence, LiveJson.Write(new RoomChange(entry.Sequence, form, entry.Sequence, entry)), now, form);
    }

    /// <summary>An entry of no editor, numbered by its sequence.</summary>
    private static void Add(SqliteConnection connection, Guid map, long sequence, byte[] body, DateTimeOffset now, Guid client = default) => connection.Execute(
        "INSERT INTO map_change (map, seq, at, body, client, n) VALUES (@map, @seq, @at, @body, @client, @n)",
        ("@map", map), ("@seq", sequence), ("@at", now), ("@body", body), ("@client", client), ("@n", sequence));

    private void WriteAll()
    {
        var batch = new List<Append>();
        while (true)
        {
            lock (waiting)
            {
                batch.Clear();
                while (batch.Count < MostAtOnce && waiting.TryDequeue(out var append)) batch.Add(append);
                isWriting = batch.Count > 0;
                if (!isWriting) return;
            }
            if (Write(batch) is null) continue;
            // Somebody's change stood in the way: one by one, so that only theirs fails.
            foreach (var append in batch)
                if (!append.Stored.Task.IsCompleted && Write([append]) is { } failure) append.Room.Lose(append, failure);
        }
    }

    /// <summary>One transaction. Gives back why it failed; then nothing of it was stored, or nobody knows.</summary>
    private SqliteException? Write(List<Append> batch)
    {
        var stored = new List<Append>(batch.Count);
        try
        {
            using var connection = library.Connect();
            using var transaction = connection.BeginTransaction(deferred: false);
            using var insert = new Insert(connection, library.Clock.GetUtcNow());
            var allowed = new Dictionary<(Guid, Visitor), bool>();
            foreach (var append in batch)
            {
                if (append.Stored.Task.IsCompleted) continue;
                if (append.Room.IsLost) append.Room.Lose(append, null);
                else if (append.By is { } by && !MayEdit(connection, append.Room.Map, by, allowed)) append.Room.Lose(append, new StoreException(StoreFault.NotAllowed));
                else
                {
                    insert.All(append);
                    stored.Add(append);
                }
            }
            transaction.Commit();
        }
        catch (SqliteException failure)
        {
            return failure;
        }
        foreach (var append in stored) append.Room.Publish(append);
        return null;
    }

    private static bool MayEdit(SqliteConnection connection, Guid map, Visitor by, Dictionary<(Guid, Visitor), bool> known) =>
        known.TryGetValue((map, by), out var may) ? may : known[(map, by)] = Editors.MayEdit(connection, map, by);

    /// <summary>The statement, prepared once for a transaction.</summary>
    private sealed class Insert : IDisposable
    {
        private readonly SqliteCommand command;
        private readonly long now;

        public Insert(SqliteConnection connection, DateTimeOffset now)
        {
            this.now = now.ToUnixTimeMilliseconds();
            command = connection.CreateCommand();
            command.CommandText = "INSERT INTO map_change (map, seq, at, body, client, n) VALUES ($map, $seq, $at, $body, $client, $n)";
            foreach (var name in (string[])["$map", "$seq", "$at", "$body", "$client", "$n"]) command.Parameters.Add(new SqliteParameter(name, null));
        }

        public void All(Append append)
        {
            foreach (var entry in append.Entries)
            {
                object[] values = [append.Room.Map.ToByteArray(bigEndian: true), entry.Sequence, now, LiveJson.Write(entry), entry.Client.ToByteArray(bigEndian: true), entry.N];
                for (var i = 0; i < values.Length; i++) command.Parameters[i].Value = values[i];
                command.ExecuteNonQuery();
            }
        }

        public void Dispose() => command.Dispose();
    }
}
