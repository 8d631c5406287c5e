using CsCheck;
using Microsoft.Data.Sqlite;
using Ramify.Storage.Model;

namespace Ramify.Storage.Tests;

public sealed class AuditTests
{
    [Fact]
    public async Task C19_The_database_lets_nobody_change_or_remove_an_entry()
    {
        using var temp = await Kept();
        foreach (var sql in (string[])["DELETE FROM audit WHERE number = 2", "UPDATE audit SET detail = 'x' WHERE number = 2", "DELETE FROM audit", "UPDATE audit SET actor = x'00'"])
            Assert.Contains("only grows", Assert.Throws<SqliteException>(() => temp.Ask(sql)).Message, StringComparison.Ordinal);
        Assert.Null(temp.Library.Audit.Verify().Fault);
    }

    [Theory]
    [InlineData("DELETE FROM audit WHERE number = 3")]
    [InlineData("DELETE FROM audit WHERE number = 1")]
    [InlineData("DELETE FROM audit WHERE number = (SELECT max(number) FROM audit)")]
    [InlineData("DELETE FROM audit")]
    [InlineData("UPDATE audit SET detail = 'Cold wars' WHERE number = 2")]
    [InlineData("UPDATE audit SET at = at + 1 WHERE number = 4")]
    [InlineData("UPDATE audit SET actor = zeroblob(16) WHERE number = 4")]
    [InlineData("UPDATE audit SET hash = zeroblob(32) WHERE number = 2")]
    [InlineData("UPDATE audit SET act = act || subject, subject = '' WHERE number = 2")]
    [InlineData("UPDATE audit SET number = 100 WHERE number = 1")]
    [InlineData("DELETE FROM audit WHERE number = 2; UPDATE audit SET number = number - 1 WHERE number > 2")]
    [InlineData("INSERT INTO audit SELECT 7, at, actor, act, subject, detail, hash FROM audit WHERE number = 6")]
    [InlineData("DELETE FROM audit_end")]
    public async Task C19_Whoever_goes_behind_the_databases_back_is_found(string sql)
    {
        using var temp = await Kept();
        Assert.Equal((6L, null), (temp.Library.Audit.Verify().Count, temp.Library.Audit.Verify().Fault));
        temp.Ask("DROP TRIGGER audit_kept; DROP TRIGGER audit_whole");
        temp.Ask(sql);
        Assert.NotNull(temp.Library.Audit.Verify().Fault);
    }

    [Fact]
    public async Task C19_A_chain_that_was_written_anew_is_found_by_a_mark_that_was_kept()
    {
        using var temp = await Kept();
        var mark = temp.Library.Audit.Verify().Mark;
        Change(temp, await Moderator(temp), 2);
        Assert.Null(temp.Library.Audit.Verify(mark).Fault);
        temp.Ask("DROP TRIGGER audit_kept; DROP TRIGGER audit_whole; DELETE FROM audit; DELETE FROM audit_end");
        Change(temp, await Moderator(temp), 9);
        Assert.Null(temp.Library.Audit.Verify().Fault);
        Assert.NotNull(temp.Library.Audit.Verify(mark).Fault);
    }

    [Fact]
    public async Task C19_Verification_of_a_library_and_of_its_backup_looks_at_the_chain_and_at_a_mark()
    {
        using var temp = await Kept();
        var file = Path.Combine(temp.Folder, "a.backup");
        Backup.Make(temp.Library, file);
        var (sound, mark) = (Verification.Of(file), Verification.Of(temp.Folder).Audit.Mark);
        Assert.Equal((6L, mark), (sound.Audit.Count, sound.Audit.Mark));
        Assert.Empty(Verification.Of(temp.Folder, mark).Damages);
        temp.Ask("DROP TRIGGER audit_kept; DROP TRIGGER audit_whole; UPDATE audit SET detail = 'x' WHERE number = 3");
        Assert.Equal("audit", Assert.Single(Verification.Of(temp.Folder).Damages).What);
        temp.Ask("DELETE FROM audit; DELETE FROM audit_end");
        Assert.Empty(Verification.Of(temp.Folder).Damages);
        Assert.Equal("audit", Assert.Single(Verification.Of(temp.Folder, mark).Damages).What);
    }

    [Fact]
    public void C19_Every_single_changed_byte_is_found()
    {
        using var temp = new TempLibrary();
        Change(temp, Guid.CreateVersion7(), 4);
        temp.Ask("DROP TRIGGER audit_kept; DROP TRIGGER audit_whole");
        Gen.Select(Gen.Int[1, 4], Gen.OneOf(Gen.Const("act"), Gen.Const("subject"), Gen.Const("detail")), Gen.Char['a', 'z']).Sample((number, column, letter) =>
        {
            temp.Ask($"UPDATE audit SET {column} = '{letter}' || {column} WHERE number = {number}");
            Assert.NotNull(temp.Library.Audit.Verify().Fault);
            temp.Ask($"UPDATE audit SET {column} = substr({column}, 2) WHERE number = {number}");
            Assert.Null(temp.Library.Audit.Verify().Fault);
        }, iter: 60, threads: 1);
    }

    [Fact]
    public void Entries_of_many_writers_at_once_make_one_chain()
    {
        using var temp = new TempLibrary();
        var subject = temp.Library.Taxonomy.Subject("history")!;
        Parallel.For(0, 40, i => temp.Library.TaxonomyDesk.Add(Guid.CreateVersion7(), subject, $"Topic of writer {i}"));
        Assert.Equal((40L, null), (temp.Library.Audit.Verify().Count, temp.Library.Audit.Verify().Fault));
    }

    private static async Task<TempLibrary> Kept()
    {
        var temp = new TempLibrary();
        Change(temp, await Moderator(temp), 6);
        return temp;
    }

    private static async Task<Guid> Moderator(TempLibrary temp)
    {
        using var desk = new PeopleDesk(temp.Library);
        await desk.Add("Mo Keeper", Role.Moderator, AgeBand.Adult);
        return temp.Library.Context().Set<Person>().Single().Id;
    }

    private static void Change(TempLibrary temp, Guid by, int times)
    {
        for (var i = 0; i < times; i++) temp.Library.TaxonomyDesk.Add(by, temp.Library.Taxonomy.Subject("history")!, $"Cold war {Guid.NewGuid():N}");
    }
}
