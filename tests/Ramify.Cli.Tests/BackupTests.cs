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
}
