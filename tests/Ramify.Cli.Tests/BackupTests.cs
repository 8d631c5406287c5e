using Ramify.Print;
using Ramify.Tests.Fixtures;

namespace Ramify.Cli.Tests;

public sealed class BackupTests
{
    [Fact]
    public void A_library_is_backed_up_restored_elsewhere_and_verified_and_all_three_name_one_hash()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal(0, Command.Run("import", Path.Combine(Command.RepositoryRoot, "samples"), "--data", folder["data"]).ExitCode);
        var made = Command.Run("backup", "--data", folder["data"], "-o", folder["a.backup"], "--json");
        Assert.Equal(0, made.ExitCode);
        Assert.True(made.Json.GetProperty("maps").GetInt32() > 0 && made.Json.GetProperty("sound").GetBoolean());
        var restored = Command.Run("restore", folder["a.backup"], "--data", folder["elsewhere"], "--json");
        var verified = Command.Run("verify", "--data", folder["elsewhere"], "--json");
        Assert.Equal((0, 0), (restored.ExitCode, verified.ExitCode));
        var hash = Command.Run("verify", "--data", folder["data"], "--json").Json.GetProperty("hash").GetString();
        Assert.All([made, restored, verified], ran => Assert.Equal(hash, ran.Json.GetProperty("hash").GetString()));
    }

    [Fact]
    public void The_exit_code_says_what_was_wrong()
    {
        using var folder = new TemporaryFolder();
        Command.Run("import", Path.Combine(Command.RepositoryRoot, "samples"), "--data", folder["data"]);
        Command.Run("backup", "--data", folder["data"], "-o", folder["a.backup"]);
        var none = folder.Write("no.backup", "no backup at all");
        Assert.Equal(4, Command.Run("backup", "--data", folder["nowhere"], "-o", folder["b.backup"]).ExitCode);
        Assert.False(Directory.Exists(folder["nowhere"]));
        Assert.Equal(5, Command.Run("backup", "--data", folder["data"], "-o", folder["a.backup"]).ExitCode);
        Assert.Equal(2, Command.Run("backup", "--data", folder["data"]).ExitCode);
        Assert.Equal(5, Command.Run("restore", folder["a.backup"], "--data", folder["data"]).ExitCode);
        Assert.Equal(4, Command.Run("restore", folder["nothing"], "--data", folder["c"]).ExitCode);
        Assert.Equal(3, Command.Run("restore", none, "--data", folder["d"]).ExitCode);
        Assert.Equal(4, Command.Run("verify", "--data", folder["nowhere"]).ExitCode);
        Assert.Equal(3, Command.Run("verify", none).ExitCode);
        Assert.Equal(2, Command.Run("verify").ExitCode);
    }

    [Fact]
    public void Damage_is_named_and_the_command_fails()
    {
        using var folder = new TemporaryFolder();
        Command.Run("import", Path.Combine(Command.RepositoryRoot, "samples"), "--data", folder["data"]);
        Command.Run("backup", "--data", folder["data"], "-o", folder["a.backup"]);
        var bytes = File.ReadAllBytes(folder["a.backup"]);
        Array.Fill<byte>(bytes, 0xA5, bytes.Length / 2, 40_000);
        File.WriteAllBytes(folder["a.backup"], bytes);
        var found = Command.Run("verify", folder["a.backup"], "--json");
        Assert.Contains(found.ExitCode, (int[])[1, 3]);
        Assert.NotEmpty(found.Errors);
        Assert.Contains(Command.Run("restore", folder["a.backup"], "--data", folder["b"]).ExitCode, (int[])[3]);
    }

    [Fact]
    public void An_image_of_which_one_byte_was_flipped_is_named_and_the_command_fails()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder["war.xmind"], Rasters.XMindWith(("halves.png", Rasters.Halves())));
        Assert.Equal(0, Command.Run("import", folder["war.xmind"], "--data", folder["data"], "--subject", "history", "--topic", "russia-1917-1991").ExitCode);
        Assert.Equal(0, Command.Run("backup", "--data", folder["data"], "-o", folder["a.backup"]).ExitCode);
        Assert.Equal(0, Command.Run("verify", folder["a.backup"]).ExitCode);
        var (bytes, image) = (File.ReadAllBytes(folder["a.backup"]), MapImage.Clean(Rasters.Halves()));
        bytes[bytes.AsSpan().IndexOf(image.Bytes) + image.Bytes.Length / 2] ^= 1;
        File.WriteAllBytes(folder["a.backup"], bytes);
        var found = Command.Run("verify", folder["a.backup"], "--json");
        Assert.Equal(1, found.ExitCode);
        var damage = Assert.Single(found.Json.GetProperty("damages").EnumerateArray());
        Assert.Equal("image", damage.GetProperty("what").GetString());
        Assert.EndsWith("/" + image.Hash, damage.GetProperty("where").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, Command.Run("restore", folder["a.backup"], "--data", folder["b"]).ExitCode);
    }

    [Fact]
    public void The_audits_mark_is_printed_and_proves_later_that_nothing_before_it_was_rewritten()
    {
        using var folder = new TemporaryFolder();
        Command.Run("import", Path.Combine(Command.RepositoryRoot, "samples"), "--data", folder["data"]);
        var first = Command.Run("verify", "--data", folder["data"], "--json").Json;
        var mark = first.GetProperty("auditMark").GetString()!;
        Assert.Equal($"{first.GetProperty("auditEntries").GetInt64()}:", mark[..(mark.IndexOf(':', StringComparison.Ordinal) + 1)]);
        Assert.Contains(mark, Command.Run("verify", "--data", folder["data"]).Output, StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("verify", "--data", folder["data"], "--audit-mark", mark).ExitCode);
        foreach (var other in (string[])["7:00ff", mark[..^1] + (mark[^1] == '0' ? '1' : '0'), "no mark"])
        {
            var found = Command.Run("verify", "--data", folder["data"], "--audit-mark", other);
            Assert.Equal(1, found.ExitCode);
            Assert.Contains("audit", found.Errors, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void E18_A_drill_restores_the_nightly_copy_looks_at_all_of_it_and_says_how_long_and_how_much_would_be_lost()
    {
        using var folder = new TemporaryFolder();
        Command.Run("import", Path.Combine(Command.RepositoryRoot, "samples"), "--data", folder["data"]);
        Command.Run("person", "add", "Mo Keeper", "--role", "moderator", "--data", folder["data"]);
        var made = Command.Run("backup", "--data", folder["data"], "-o", folder["a.backup"], "--json").Json;
        var drill = Command.Run("drill", folder["a.backup"], "--data", folder["data"], "--json");
        Assert.Equal(0, drill.ExitCode);
        Assert.Equal((made.GetProperty("hash").GetString(), true), (drill.Json.GetProperty("hash").GetString(), drill.Json.GetProperty("sound").GetBoolean()));
        Assert.True(drill.Json.GetProperty("restoreSeconds").GetDouble() > 0 && drill.Json.GetProperty("ageSeconds").GetDouble() is >= 0 and < 600);

        // Too old, too slow, damaged, or of a library whose audit was rewritten since.
        Assert.Equal(1, Command.Run("drill", folder["a.backup"], "--max-minutes", "0").ExitCode);
        File.SetLastWriteTimeUtc(folder["a.backup"], DateTime.UtcNow.AddHours(-30));
        var old = Command.Run("drill", folder["a.backup"]);
        Assert.Equal(1, old.ExitCode);
        Assert.Contains("30.0 hours old", old.Errors, StringComparison.Ordinal);
        Assert.Equal(0, Command.Run("drill", folder["a.backup"], "--max-age", "31").ExitCode);
        Assert.Equal(4, Command.Run("drill", folder["none.backup"]).ExitCode);
        var bytes = File.ReadAllBytes(folder["a.backup"]);
        Array.Fill<byte>(bytes, 0xA5, bytes.Length / 2, 40_000);
        File.WriteAllBytes(folder["b.backup"], bytes);
        Assert.Contains(Command.Run("drill", folder["b.backup"]).ExitCode, (int[])[1, 3]);
    }
}
