using System.Globalization;
using Microsoft.Data.Sqlite;
using Ramify.Live;
using Ramify.Maps;

namespace Ramify.Storage.Tests;

public sealed class BackupTests
{
    [Fact]
    public void A_restored_library_holds_what_the_backup_held_and_its_keys()
    {
        using var temp = new TempLibrary();
        var owner = temp.AddPerson("Ann");
        temp.Library.OwnMaps.Add(owner, "Ann", TempLibrary.Map("Private notes"));
        temp.Publish("Public notes");
        Directory.CreateDirectory(Path.Combine(temp.Folder, "keys"));
        File.WriteAllText(Path.Combine(temp.Folder, "keys", "key-1.xml"), "<key/>");
        var (file, folder) = (Path.Combine(temp.Folder, "..", Path.GetRandomFileName()), Path.Combine(temp.Folder, "..", Path.GetRandomFileName()));
        Backup.Make(temp.Library, file);
        Backup.Restore(file, folder);

        var (before, backup, after) = (Verification.Of(temp.Folder), Verification.Of(file), Verification.Of(folder));
        Assert.Empty(after.Damages);
        Assert.Equal((before.Hash, before.Hash), (backup.Hash, after.Hash));
        Assert.Equal("<key/>", File.ReadAllText(Path.Combine(folder, "keys", "key-1.xml")));
        var restored = Library.Open(folder);
        Assert.Equal("Private notes", restored.OwnMaps.Of(owner).Single().Title);
        Assert.Equal("wal", Ask(Path.Combine(folder, Library.FileName), "PRAGMA journal_mode"));
        if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
        File.Delete(file);
    }

    [Fact]
    public async Task E17_A_backup_under_full_write_load_holds_all_that_was_acknowledged_before_and_is_whole()
    {
        using var temp = new TempLibrary();
        var owner = temp.AddPerson("Ann");
        var maps = Enumerable.Range(0, 4).Select(i => temp.Library.OwnMaps.Add(owner, "Ann", TempLibrary.Map($"Map {i}"))).ToArray();
        var acknowledged = new long[maps.Length];
        using var stop = new CancellationTokenSource();
        var (by, root) = (new Visitor(owner, null), maps.Select(map => temp.Library.Shelves.Open(temp.Library.OwnMaps.Find(owner, map)!).Nodes.ToArray()[1].Id).ToArray());
        // The even ones get whole texts by a form; the odd ones are edited live, so that the log is what comes back.
        var writers = maps.Select((map, i) => Task.Run(async () =>
        {
            var tab = Guid.CreateVersion7();
            while (!stop.IsCancellationRequested)
            {
                if (IsLive(i)) await temp.Library.Rooms.Take(map, by, [new Envelope(map, tab, acknowledged[i] + 1, 0, new MapChange.SetText(root[i], $"Edit {acknowledged[i] + 1}"))]);
                else temp.Library.OwnMaps.Replace(temp.Library.OwnMaps.Find(owner, map)!, TempLibrary.Map("Text", outline: $"Root\n  Edit {acknowledged[i] + 1}"));
                Interlocked.Increment(ref acknowledged[i]);
            }
        }, TestContext.Current.CancellationToken)).ToArray();
        for (var round = 0; round < 3; round++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
            var (file, folder) = (Path.Combine(temp.Folder, $"{round}.backup"), Path.Combine(temp.Folder, "..", Path.GetRandomFileName()));
            var before = acknowledged.Select((_, i) => Interlocked.Read(ref acknowledged[i])).ToArray();
            Backup.Make(temp.Library, file);
            var after = acknowledged.Select((_, i) => Interlocked.Read(ref acknowledged[i])).ToArray();
            Backup.Restore(file, folder);
            var found = Verification.Of(folder);
            Assert.Empty(found.Damages);
            Assert.Equal(Verification.Of(file).Hash, found.Hash);
            var restored = Library.Open(folder);
            for (var i = 0; i < maps.Length; i++)
            {
                // Each edit is a version or an entry of the log; the last is what the map says. One more may be committed than acknowledged.
                var edits = IsLive(i) ? int.Parse(Ask(Path.Combine(folder, Library.FileName), $"SELECT CAST(coalesce(max(seq), 0) AS TEXT) FROM map_change WHERE map = x'{maps[i]:N}'")!, CultureInfo.InvariantCulture) : restored.OwnMaps.Versions(maps[i]).Count;
                Assert.InRange(edits, before[i], after[i] + 1);
                Assert.Equal(edits == 0 ? "One" : $"Edit {edits}", restored.Shelves.Open(restored.OwnMaps.Find(owner, maps[i])!).Nodes.ToArray()[1].Text);
            }
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
        await stop.CancelAsync();
        await Task.WhenAll(writers);
        Assert.All(acknowledged, n => Assert.True(n > 0));

        static bool IsLive(int i) => i % 2 == 1;
    }

    [Fact]
    public void A_backup_takes_the_place_of_nothing_and_a_library_is_restored_over_nothing()
    {
        using var temp = new TempLibrary();
        var file = Path.Combine(temp.Folder, "a.backup");
        Backup.Make(temp.Library, file);
        Assert.Throws<IOException>(() => Backup.Make(temp.Library, file));
        Assert.Throws<IOException>(() => Backup.Restore(file, temp.Folder));
        Assert.Empty(Directory.GetFiles(temp.Folder, "*.part"));
    }

    [Theory]
    [InlineData("this is no database, and long enough to be read as the head of one if it were 0123456789 0123456789 0123456789")]
    [InlineData("")]
    public void What_is_no_backup_makes_no_library(string content)
    {
        var folder = Directory.CreateTempSubdirectory("ramify-restore-").FullName;
        var file = Path.Combine(folder, "x.backup");
        File.WriteAllText(file, content);
        Assert.Throws<LibraryUnavailableException>(() => Backup.Restore(file, Path.Combine(folder, "data")));
        Assert.Empty(Directory.GetFiles(Path.Combine(folder, "data")));
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Theory]
    [InlineData("UPDATE map_doc SET body = x'00112233'", "map")]
    [InlineData("DELETE FROM map_doc", "map")]
    [InlineData("UPDATE map SET node_count = node_count + 1", "map")]
    [InlineData("UPDATE map SET rating_count = 7", "counter")]
    [InlineData("INSERT INTO map_change (map, seq, client, n, at, body) SELECT id, 1, id, 1, 0, x'00' FROM map UNION ALL SELECT id, 3, id, 3, 0, x'00' FROM map", "log")]
    [InlineData("PRAGMA foreign_keys = OFF; DELETE FROM topic", "key")]
    public void Verification_names_what_is_not_as_it_should_be(string damage, string what)
    {
        using var temp = new TempLibrary();
        temp.Publish("Notes");
        var sound = Verification.Of(temp.Folder);
        Assert.Empty(sound.Damages);
        temp.Ask(damage);
        var found = Verification.Of(temp.Folder);
        Assert.Contains(found.Damages, d => d.What == what);
        Assert.NotEqual(sound.Hash, found.Hash);
    }

    [Theory]
    [InlineData("DELETE FROM map_change WHERE seq = 1", "gap")]
    [InlineData("DELETE FROM map_change WHERE seq > 1", "before the document")]
    [InlineData("UPDATE map_change SET body = x'00' WHERE seq = 4", "cannot be read")]
    [InlineData("UPDATE map_change SET body = CAST(replace(CAST(body AS TEXT), '\"kind\":\"text\"', '\"kind\":\"fate\"') AS BLOB) WHERE seq = 4", "kind")]
    [InlineData("UPDATE map_change SET body = (SELECT body FROM map_change WHERE seq = 3) WHERE seq = 4", "does not follow")]
    [InlineData("UPDATE map_change SET body = CAST(substr(CAST(body AS TEXT), 1, instr(CAST(body AS TEXT), '\"node\"') + 7) || '00000000' || substr(CAST(body AS TEXT), instr(CAST(body AS TEXT), '\"node\"') + 16) AS BLOB) WHERE seq = 4", "cannot be applied")]
    public async Task A_log_that_does_not_fold_to_the_map_is_named(string damage, string why)
    {
        using var temp = new TempLibrary();
        var owner = temp.AddPerson("Ann");
        var id = temp.Library.OwnMaps.Add(owner, "Ann", TempLibrary.Map("Notes"));
        var (by, tab, root) = (new Visitor(owner, null), Guid.CreateVersion7(), temp.Library.Shelves.Open(temp.Library.OwnMaps.Find(owner, id)!).Roots[0].Node.Id);
        async Task Edit(int n) => await temp.Library.Rooms.Take(id, by, [new Envelope(id, tab, n, 0, new MapChange.SetText(root, $"Edit {n}"))]);
        for (var n = 1; n <= 2; n++) await Edit(n);
        await temp.Library.Rooms.SettleAll();
        for (var n = 3; n <= 4; n++) await Edit(n);
        Assert.Empty(Verification.Of(temp.Folder).Damages);
        temp.Ask(damage);
        var found = Assert.Single(Verification.Of(temp.Folder).Damages);
        Assert.Equal(("log", id.ToString()), (found.What, found.Where));
        Assert.Contains(why, found.Message, StringComparison.Ordinal);
    }

    private static string? Ask(string file, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (string?)command.ExecuteScalar();
    }
}
