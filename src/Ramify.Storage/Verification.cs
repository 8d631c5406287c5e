using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using Ramify.Live;
using Ramify.Maps;

namespace Ramify.Storage;

/// <summary>Something in a library that is not as it should be.</summary>
/// <param name="What">Stable name: "integrity", "key", "map", "version", "log", "image", "counter", "audit".</param>
/// <param name="Where">The map, table or row; empty where it is the whole.</param>
/// <param name="Message">One plain sentence.</param>
public sealed record LibraryDamage(string What, string Where, string Message);

/// <summary>
/// What came of looking at every row of a library or of a backup: whether SQLite finds its file whole, whether keys lead somewhere, whether every
/// map and former text opens, whether counters are the sums of what they count, whether the audit's chain holds. Reads only.
/// </summary>
/// <param name="Maps">Maps that were opened: the document, and all of the log after it.</param>
/// <param name="Versions">Former texts that were opened.</param>
/// <param name="Changes">Changes in the log.</param>
/// <param name="Audit">What the look through the audit found; its mark proves later that nothing before it was rewritten.</param>
/// <param name="Hash">Equal for libraries that hold the same rows, in whatever file.</param>
/// <param name="Damages">What is not as it should be; empty for a sound library.</param>
public sealed record Verification(int Maps, int Versions, long Changes, AuditReport Audit, string Hash, IReadOnlyList<LibraryDamage> Damages)
{
    private const int MostDamages = 100;

    /// <summary>Looks at the library in a folder, which may be in use, or at a backup.</summary>
    /// <param name="path">The folder, or the backup.</param>
    /// <param name="mark">A former mark of the audit, which must still hold; null without.</param>
    /// <exception cref="LibraryUnavailableException">It is no library.</exception>
    public static Verification Of(string path, string? mark = null)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, Library.FileName) : path;
        try
        {
            using var connection = Backup.Open(file, SqliteOpenMode.ReadOnly);
            using var moment = connection.BeginTransaction(deferred: true);
            return new Look(connection).Whole(mark);
        }
        catch (SqliteException e)
        {
            throw new LibraryUnavailableException($"{file} cannot be read as a library: {LibraryFault.Of(e)?.Sentence ?? e.Message}", e);
        }
    }

    /// <summary>One look, at one moment of the library.</summary>
    private sealed class Look(SqliteConnection connection)
    {
        private readonly List<LibraryDamage> damages = [];

        public Verification Whole(string? mark)
        {
            foreach (var line in connection.Rows(r => r.GetString(0), $"PRAGMA integrity_check({MostDamages})").Where(l => l != "ok")) Note("integrity", "", line);
            foreach (var (table, parent) in connection.Rows(r => (r.GetString(0), r.GetString(2)), "PRAGMA foreign_key_check")) Note("key", table, $"A row of {table} names a row of {parent} that is not there.");
            var (maps, versions) = (Maps(), Versions());
            Log();
            Counters();
            Images();
            var audit = Storage.Audit.Verify(connection, mark);
            if (audit.Fault is { } fault) Note("audit", "", fault);
            return new Verification(maps, versions, connection.Scalar<long>("SELECT count(*) FROM map_change"), audit, Hash(), damages);
        }

        private int Maps()
        {
            // Where changes wait in the log, the row follows a little later.
            var rows = connection.Rows(r => (Id: r.Id(0), Count: r.GetInt32(1), IsSettled: r.GetInt64(2) == 0), """
                SELECT id, node_count, EXISTS (SELECT 1 FROM map_change c JOIN map_doc d ON d.map = c.map WHERE c.map = m.id AND c.seq > d.seq) FROM map m ORDER BY id
                """);
            foreach (var (id, count, isSettled) in rows)
                if (MapDocuments.Find(connection, id) is not { } packed) Note("map", id.ToString(), "The map has no document.");
                else if (Open("map", id.ToString(), packed) is not { } map) continue;
                else if (isSettled && map.NodeCount != count) Note("map", id.ToString(), $"The map has {map.NodeCount} nodes, and its row says {count}.");
                else if (!isSettled) Fold(id);
            return rows.Count;
        }

        /// <summary>The log after a map's document makes the map that people see: each change follows the one before, and was applied.</summary>
        private void Fold(Guid map)
        {
            try
            {
                var snapshot = MapDocuments.Snapshot(connection, map)!;
                _ = new Room(snapshot, ChangeLog.After(connection, map, snapshot.Sequence), _ => 0, (_, _) => null, MapLimits.Trusted);
            }
            catch (Exception e) when (e is InvalidOperationException or ArgumentException)
            {
                Note("log", map.ToString(), $"The log of changes does not fold to a map. {e.Message}");
            }
        }

        /// <summary>The sequences of a map's log have no gap, and reach as far as its document does: a fold of it has missed nothing.</summary>
        private void Log()
        {
            foreach (var id in connection.Rows(r => r.Id(0), "SELECT map FROM map_change GROUP BY map HAVING count(*) <> max(seq)"))
                Note("log", id.ToString(), "The log of changes has a gap.");
            foreach (var id in connection.Rows(r => r.Id(0), "SELECT map FROM map_doc d WHERE seq > (SELECT coalesce(max(seq), 0) FROM map_change WHERE map = d.map)"))
                Note("log", id.ToString(), "The log of changes ends before the document does.");
        }

        private int Versions()
        {
            var rows = connection.Rows(r => (Map: r.Id(0), Number: r.GetInt32(1)), "SELECT map, number FROM map_version ORDER BY map, number");
            foreach (var (map, number) in rows)
                Open("version", $"{map}/{number}", connection.Scalar<byte[]>("SELECT body FROM map_version WHERE map = @map AND number = @number", ("@map", map), ("@number", number))!);
            return rows.Count;
        }

        private MindMap? Open(string what, string where, byte[] packed)
        {
            try
            {
                return MapDocuments.Unpack(packed);
            }
            catch (Exception e) when (e is InvalidDataException or InvalidOperationException or IOException)
            {
                Note(what, where, "The document does not open.");
                return null;
            }
        }

        /// <summary>Every image is the one that its name says: one at a time, since all together may be large.</summary>
        private void Images()
        {
            foreach (var (map, hash) in connection.Rows(r => (r.Id(0), r.GetString(1)), "SELECT map, sha256 FROM map_image ORDER BY map, sha256"))
                if (ImageBytes.HashOf(connection.Scalar<byte[]>("SELECT body FROM map_image WHERE map = @map AND sha256 = @hash", ("@map", map), ("@hash", hash)) ?? []) != hash)
                    Note("image", $"{map}/{hash}", "The image is not the one that its name says.");
        }

        private void Counters()
        {
            foreach (var id in connection.Rows(r => r.Id(0), """
                SELECT id FROM map m WHERE
                    rating_count <> (SELECT count(*) FROM rating WHERE map = m.id) OR rating_sum <> (SELECT coalesce(sum(stars), 0) FROM rating WHERE map = m.id)
                """)) Note("counter", id.ToString(), "The counters of the map's ratings are not the sums of what they count.");
        }

        /// <summary>Over every row of every table in the order of its key: the same for two files that hold the same rows.</summary>
        private string Hash()
        {
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            foreach (var table in connection.Rows(r => r.GetString(0), "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name NOT LIKE 'backup\\_%' ESCAPE '\\' ORDER BY name"))
            {
                hash.AppendData(Encoding.UTF8.GetBytes(table));
                var key = connection.Rows(r => r.GetString(0), "SELECT name FROM pragma_table_info(@table) WHERE pk > 0 ORDER BY pk", ("@table", table));
                using var command = connection.Command($"SELECT * FROM \"{table}\" ORDER BY {(key.Count == 0 ? "rowid" : string.Join(", ", key.Select(k => $"\"{k}\"")))}");
                using var rows = command.ExecuteReader();
                while (rows.Read())
                    for (var i = 0; i < rows.FieldCount; i++) Add(hash, rows.GetValue(i));
            }
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        private static void Add(IncrementalHash hash, object value)
        {
            var (kind, bytes) = value switch
            {
                long number => ((byte)1, BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(number))),
                double number => ((byte)2, BitConverter.GetBytes(BinaryPrimitives.ReverseEndianness(BitConverter.DoubleToInt64Bits(number)))),
                string text => ((byte)3, Encoding.UTF8.GetBytes(text)),
                byte[] blob => ((byte)4, blob),
                _ => ((byte)0, []),
            };
            Span<byte> head = stackalloc byte[5];
            head[0] = kind;
            BinaryPrimitives.WriteInt32BigEndian(head[1..], bytes.Length);
            hash.AppendData(head);
            hash.AppendData(bytes);
        }

        private void Note(string what, string where, string message)
        {
            if (damages.Count < MostDamages) damages.Add(new(what, where, message));
        }
    }
}
