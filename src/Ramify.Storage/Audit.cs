using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Ramify.Storage.Model;

namespace Ramify.Storage;

/// <summary>What a look through the audit found.</summary>
/// <param name="Count">How many entries hold together, from the first.</param>
/// <param name="Fault">What does not, in one plain sentence; null where everything holds.</param>
/// <param name="Mark">The chain's end as "17:3f2a…": kept elsewhere, it proves later that the chain up to there is still the same.</param>
public sealed record AuditReport(long Count, string? Fault, string Mark);

/// <summary>
/// Who kept order, and how: a chain in which each entry's hash covers the one before, with its end written down beside it. The database
/// refuses to change or remove an entry; whoever does it behind the database's back is found by <see cref="Verify"/>. Against somebody
/// who rewrites the whole chain only a mark helps that was kept elsewhere.
/// </summary>
public sealed class Audit
{
    private static readonly byte[] Beginning = new byte[SHA256.HashSizeInBytes];
    private readonly Library library;

    internal Audit(Library library) => this.library = library;

    /// <summary>The entries before a number, the newest first; the newest of all where it is null.</summary>
    public IReadOnlyList<AuditEntry> List(long? before, int count)
    {
        using var connection = library.Connect();
        return connection.Rows(Read, """
            SELECT number, at, actor, act, subject, detail, hash FROM audit WHERE number < coalesce(@before, 9223372036854775807) ORDER BY number DESC LIMIT @count
            """, ("@before", before), ("@count", count));
    }

    /// <summary>Looks through the whole chain: that no entry was changed, removed, put in between or cut off at the end.</summary>
    /// <param name="mark">A former <see cref="AuditReport.Mark"/>, to prove that the chain up to there is the one of that time; null without.</param>
    public AuditReport Verify(string? mark = null)
    {
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction(deferred: true);
        return Verify(connection, mark);
    }

    /// <summary>As <see cref="Verify(string?)"/>, at the moment that the connection sees.</summary>
    internal static AuditReport Verify(SqliteConnection connection, string? mark)
    {
        var (count, hash) = (0L, Beginning);
        foreach (var entry in Entries(connection))
        {
            if (entry.Number != count + 1) return Broken(count, hash, $"Entry {count + 1} is missing.");
            if (!entry.Hash.AsSpan().SequenceEqual(HashOf(hash, entry))) return Broken(count, hash, $"Entry {entry.Number} was changed, or the one before it.");
            (count, hash) = (entry.Number, entry.Hash);
            if (mark is not null && mark.StartsWith($"{count}:", StringComparison.Ordinal) && mark != MarkOf(count, hash)) return Broken(count, hash, $"Entry {count} is not the one of the mark.");
        }
        var (number, last) = End(connection);
        if (number != count || !last.AsSpan().SequenceEqual(hash)) return Broken(count, hash, $"The chain ends at {count}, but {number} entries were written.");
        if (mark is not null && (!long.TryParse(mark.Split(':')[0], out var marked) || marked > count || (marked == 0 && mark != MarkOf(0, Beginning))))
            return Broken(count, hash, "The chain does not reach the mark.");
        return new AuditReport(count, null, MarkOf(count, hash));
    }

    /// <summary>Adds an entry, in the transaction of what it tells.</summary>
    internal static void Append(SqliteConnection connection, DateTimeOffset at, Guid actor, string act, string subject, string detail = "")
    {
        var (number, hash) = End(connection);
        // To the millisecond, as it is kept: the hash must come out the same when it is read back.
        var entry = new AuditEntry { Number = number + 1, At = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()), Actor = actor, Act = act, Subject = subject, Detail = detail, Hash = [] };
        var next = HashOf(hash, entry);
        connection.Execute("INSERT INTO audit (number, at, actor, act, subject, detail, hash) VALUES (@number, @at, @actor, @act, @subject, @detail, @hash)",
            ("@number", entry.Number), ("@at", entry.At), ("@actor", actor), ("@act", act), ("@subject", subject), ("@detail", detail), ("@hash", next));
        connection.Execute("INSERT INTO audit_end (one, number, hash) VALUES (1, @number, @hash) ON CONFLICT (one) DO UPDATE SET number = @number, hash = @hash",
            ("@number", entry.Number), ("@hash", next));
    }

    private static (long Number, byte[] Hash) End(SqliteConnection connection) =>
        connection.Rows(r => (r.GetInt64(0), r.Blob(1)!), "SELECT number, hash FROM audit_end WHERE one = 1") is [var end] ? end : (0, Beginning);

    private static IEnumerable<AuditEntry> Entries(SqliteConnection connection)
    {
        using var command = connection.Command("SELECT number, at, actor, act, subject, detail, hash FROM audit ORDER BY number");
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return Read(reader);
    }

    private static AuditEntry Read(SqliteDataReader row) => new()
    {
        Number = row.GetInt64(0), At = row.At(1), Actor = row.Id(2), Act = row.GetString(3), Subject = row.GetString(4), Detail = row.GetString(5), Hash = row.Blob(6)!,
    };

    /// <summary>SHA-256 of: the hash before, number and milliseconds as 8 bytes each, the actor as 16, then each text as its length in 4 bytes and its UTF-8.</summary>
    private static byte[] HashOf(byte[] before, AuditEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(before);
        Span<byte> number = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(number, entry.Number);
        hash.AppendData(number);
        BinaryPrimitives.WriteInt64BigEndian(number, entry.At.ToUnixTimeMilliseconds());
        hash.AppendData(number);
        hash.AppendData(entry.Actor.ToByteArray(bigEndian: true));
        foreach (var text in (string[])[entry.Act, entry.Subject, entry.Detail])
        {
            var bytes = Encoding.UTF8.GetBytes(text);
            BinaryPrimitives.WriteInt32BigEndian(number, bytes.Length);
            hash.AppendData(number[..4]);
            hash.AppendData(bytes);
        }
        return hash.GetHashAndReset();
    }

    private static AuditReport Broken(long count, byte[] hash, string fault) => new(count, fault, MarkOf(count, hash));

    private static string MarkOf(long count, byte[] hash) => $"{count}:{Convert.ToHexStringLower(hash)}";
}
