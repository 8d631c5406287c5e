using Microsoft.Data.Sqlite;
using Ramify.Storage.Model;

namespace Ramify.Storage.Tests;

public sealed class PeopleTests
{
    /// <summary>Export and deletion go by the foreign keys: a column that names a person without being one would be forgotten by both.</summary>
    [Fact]
    public void Every_column_that_names_a_person_is_a_key_that_deletes_with_the_person()
    {
        using var temp = new TempLibrary();
        using var context = temp.Library.Context();
        var loose = context.Model.GetEntityTypes().SelectMany(e => e.GetProperties().Select(p => (Table: e.ClrType, Column: p)))
            .Where(p => (p.Column.ClrType == typeof(Guid) || p.Column.ClrType == typeof(Guid?)) && p.Column.Name is "Person" or "Owner" or "UserId" or "Teacher" or "Pupil" or "By")
            .Where(p => !p.Column.GetContainingForeignKeys().Any(k => k.PrincipalEntityType.ClrType == typeof(Person) && k.DeleteBehavior is Microsoft.EntityFrameworkCore.DeleteBehavior.Cascade or Microsoft.EntityFrameworkCore.DeleteBehavior.SetNull))
            .Select(p => $"{p.Table.Name}.{p.Column.Name}");
        Assert.Empty(loose);
    }

    [Fact]
    public async Task Whoever_runs_the_site_makes_the_first_teacher_and_resets_a_sign_in()
    {
        using var temp = new TempLibrary();
        using var desk = new PeopleDesk(temp.Library);
        Assert.NotNull((await desk.Add("Ms Marsh", Role.Teacher, AgeBand.Adult)).Password);
        Assert.NotNull((await desk.Add("ms marsh", Role.Student, AgeBand.Adult)).Fault);
        Assert.True(await desk.Give("Ms Marsh", Role.Moderator));
        Assert.False(await desk.Give("Nobody Here", Role.Moderator));
        Assert.Equal(1, temp.Ask("SELECT count(*) FROM person WHERE role = 'Moderator'"));
        var person = temp.Library.Context().Set<Person>().Single();
        var session = temp.Library.Sessions.Start(person.Id, "A browser", "password");
        Assert.NotNull(await desk.Reset("Ms Marsh"));
        Assert.Null(temp.Library.Sessions.Find(session));
    }

    [Fact]
    public async Task A_map_leaves_the_bin_for_good_after_thirty_days()
    {
        var clock = new Clock();
        var folder = Directory.CreateTempSubdirectory("ramify-bin-").FullName;
        var library = Library.Open(folder, clock);
        using (var desk = new PeopleDesk(library)) await desk.Add("Bin Keeper", Role.Student, AgeBand.Teen);
        var person = library.Context().Set<Person>().Single().Id;
        var map = library.OwnMaps.Add(person, "Bin Keeper", TempLibrary.Map("Old"));
        library.OwnMaps.Bin(library.OwnMaps.Find(person, map)!);
        clock.Now += TimeSpan.FromDays(29);
        Assert.Equal(0, library.OwnMaps.Purge());
        clock.Now += TimeSpan.FromDays(2);
        Assert.Equal(1, library.OwnMaps.Purge());
        Assert.Empty(library.OwnMaps.Of(person, binned: true));
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_session_that_nobody_uses_is_over()
    {
        var clock = new Clock();
        var folder = Directory.CreateTempSubdirectory("ramify-session-").FullName;
        var library = Library.Open(folder, clock);
        var person = Guid.CreateVersion7();
        using (var context = library.Context())
        {
            context.Add(new Person { Id = person, UserName = "Ann", NormalizedUserName = "ann", Age = AgeBand.Teen });
            context.SaveChanges();
        }
        var session = library.Sessions.Start(person, "A browser", "password");
        clock.Now += TimeSpan.FromDays(40);
        Assert.Equal("Ann", library.Sessions.Find(session)?.Name);
        clock.Now += TimeSpan.FromDays(40);
        Assert.NotNull(library.Sessions.Find(session));
        clock.Now += TimeSpan.FromDays(61);
        Assert.Null(library.Sessions.Find(session));
        SqliteConnection.ClearAllPools();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void What_is_adapted_from_a_map_keeps_to_its_licence()
    {
        Assert.All(Licence.All.Where(l => !l.AllowsAdapting), l => Assert.All(Licence.All, other => Assert.False(l.MayBecome(other))));
        Assert.Equal(["CC BY-SA 4.0"], After("CC BY-SA 4.0"));
        Assert.Equal(["CC BY-NC-SA 4.0"], After("CC BY-NC-SA 4.0"));
        Assert.DoesNotContain("CC0 1.0", After("CC BY 4.0"));
        Assert.All(After("CC BY-NC 4.0"), name => Assert.Contains("NC", name, StringComparison.Ordinal));

        static List<string> After(string name) => [.. Licence.All.Where(l => Licence.Find(name)!.MayBecome(l)).Select(l => l.Name)];
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
