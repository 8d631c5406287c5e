using System.Diagnostics;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Ramify.Storage.Model;

namespace Ramify.Web.Tests.Features.Classes;

public sealed class ClassesTests(RunningSite shared)
{
    [Fact]
    public async Task Thirty_pupils_join_from_one_address_within_two_minutes_and_open_a_set_map_and_none_is_refused()
    {
        await using var site = new RunningSite();
        await site.InitializeAsync();
        var (teacher, one, map) = await Taught(site, "Crowd Tess");
        using var _ = teacher;
        var code = Code(site, teacher, one);
        // The address has tried wrong codes before, as schools do.
        using (var clumsy = new Actor(site))
            for (var i = 0; i < 20; i++) Assert.Equal(HttpStatusCode.NotFound, (await clumsy.Get($"/join/BBBB-CC{i:00}")).StatusCode);
        var clock = Stopwatch.StartNew();
        var pupils = "abcdefghjkmopqstuxyz".SelectMany(c => (string[])[$"Crowd {c}", $"Crowd {c}e"]).Take(30).ToArray();
        await Parallel.ForEachAsync(pupils, new ParallelOptions { MaxDegreeOfParallelism = 6 }, async (name, _) =>
        {
            using var pupil = new Actor(site);
            Assert.Contains("Crowd Tess", await pupil.Read($"/join/{code.ToLowerInvariant()}?map={map}"), StringComparison.Ordinal);
            using var joined = await pupil.Post($"/join/{code}", ("map", map.ToString()), ("name", name), ("age", "Teen"), ("password", Actor.Password));
            Assert.Equal((HttpStatusCode.Redirect, $"/classes/{one}/maps/{map}"), (joined.StatusCode, joined.Headers.Location?.OriginalString));
            Assert.Contains("Causes of the war", await pupil.Read(joined.Headers.Location!.OriginalString), StringComparison.Ordinal);
        });
        Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), $"{clock.Elapsed}");
        Assert.Contains("0 of 30 pupils", await teacher.Read($"/classes/{one}/maps/{map}/done"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C05_Codes_are_guessed_at_sixty_times_and_then_no_more()
    {
        await using var site = new RunningSite();
        await site.InitializeAsync();
        using var eve = new Actor(site);
        var heard = 0;
        for (var i = 0; i < 200; i++)
            if ((await eve.Get($"/join/BBBBC{i:000}")).StatusCode == HttpStatusCode.NotFound) heard++;
        Assert.InRange(heard, 55, 75);
    }

    [Fact]
    public async Task A_pupil_with_an_account_joins_does_the_work_and_leaves()
    {
        var (teacher, one, map) = await Taught(shared, "Work Tess");
        using var _ = teacher;
        await teacher.Post($"/classes/{one}/maps", ("map", map.ToString()), ("due", DateTime.UtcNow.AddDays(7).ToString("yyyy-MM-dd", null)));
        using var pip = await Actor.Join(shared, "Work Pip");
        using var asked = await pip.Get($"/join/{Code(shared, teacher, one)}");
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        using var joined = await pip.Post($"/join/{Code(shared, teacher, one)}");
        Assert.Equal($"/classes/{one}", joined.Headers.Location?.OriginalString);
        var page = await pip.Read($"/classes/{one}");
        Assert.Contains("Not done yet", page, StringComparison.Ordinal);
        Assert.Contains($"by {DateTime.UtcNow.AddDays(7):d MMMM yyyy}", page, StringComparison.Ordinal);
        await pip.Post($"/classes/{one}/maps/{map}/done");
        Assert.Contains(">Done<", await pip.Read($"/classes/{one}"), StringComparison.Ordinal);
        Assert.Contains("1 of 1 pupil<", await teacher.Read($"/classes/{one}/maps/{map}/done"), StringComparison.Ordinal);
        Assert.Contains("1 of 1 done", await teacher.Read($"/classes/{one}/pupils"), StringComparison.Ordinal);
        Assert.DoesNotContain("ccuracy", await teacher.Read($"/classes/{one}/maps/{map}/done"), StringComparison.Ordinal);
        await pip.Post($"/classes/{one}/maps/{map}/done/removal");
        Assert.Contains("0 of 1 pupil<", await teacher.Read($"/classes/{one}/maps/{map}/done"), StringComparison.Ordinal);
        using var left = await pip.Post($"/classes/{one}/leaving");
        Assert.Equal(HttpStatusCode.NotFound, (await pip.Get($"/classes/{one}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await pip.Get($"/classes/{one}/maps/{map}")).StatusCode);
        Assert.Contains("Nobody has joined", await teacher.Read($"/classes/{one}/pupils"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task C15_A_teacher_comes_to_no_private_map_of_a_pupil_and_what_she_looks_at_stands_in_the_pupils_log()
    {
        var (teacher, one, map) = await Taught(shared, "Look Tess");
        using var _ = teacher;
        using var pip = await Actor.Join(shared, "Look Pip");
        using var pat = await Actor.Join(shared, "Look Pat");
        foreach (var pupil in (Actor[])[pip, pat]) await pupil.Post($"/join/{Code(shared, teacher, one)}");
        var own = shared.Library.OwnMaps.Add(pip.Id, pip.Name, RunningSite.Read("Private thoughts\n  One"));
        foreach (var path in (string[])[$"/m/{own}", $"/account/maps/{own}", $"/account/maps/{own}.txt", $"/classes/{one}/maps/{own}", $"/classes/{one}/maps/{own}.txt", $"/classes/{one}/maps/{own}/window", $"/m/{own}/classes"])
            Assert.Equal(HttpStatusCode.NotFound, (await teacher.Get(path)).StatusCode);
        // Nor by setting it, which would show it to the class.
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await teacher.Post($"/classes/{one}/maps", ("map", own.ToString()))).StatusCode);
        Assert.Contains("Nothing yet", await pip.Read("/account/access"), StringComparison.Ordinal);

        await pip.Post($"/account/maps/{own}/visibility", ("visibility", "Class"), ("class", one.ToString()));
        Assert.Contains("Private thoughts", await pat.Read($"/classes/{one}/maps/{own}"), StringComparison.Ordinal);
        Assert.Contains("Nothing yet", await pip.Read("/account/access"), StringComparison.Ordinal);
        Assert.Contains("Private thoughts", await teacher.Read($"/classes/{one}"), StringComparison.Ordinal);
        await teacher.Read($"/classes/{one}/maps/{own}");
        await teacher.Read($"/classes/{one}/maps/{own}.txt");
        await teacher.Read($"/classes/{one}/maps/{map}/done");
        Assert.Contains("2 new", await pip.Read("/account"), StringComparison.Ordinal);
        var log = await pip.Read("/account/access");
        Assert.Single(Regex.Matches(log, "Look Tess opened a map that you show to the class: Private thoughts"));
        Assert.Single(Regex.Matches(log, "Look Tess looked at what you have done: Causes of the war"));
        Assert.DoesNotContain("opened a map", await pat.Read("/account/access"), StringComparison.Ordinal);
        Assert.DoesNotMatch("[0-9]+ new<", await pip.Read("/account"));

        await pip.Post($"/account/maps/{own}/visibility", ("visibility", "Private"));
        Assert.Equal(HttpStatusCode.NotFound, (await teacher.Get($"/classes/{one}/maps/{own}")).StatusCode);
    }

    [Fact]
    public async Task A_map_is_shown_to_the_classes_of_its_owner_only_and_is_the_owners_alone_when_the_last_is_gone()
    {
        var (teacher, one, _) = await Taught(shared, "Show Tess");
        using var __ = teacher;
        var (ted, foreign, ___) = await Taught(shared, "Show Ted");
        using var ____ = ted;
        using var pip = await Actor.Join(shared, "Show Pip");
        await pip.Post($"/join/{Code(shared, teacher, one)}");
        var own = shared.Library.OwnMaps.Add(pip.Id, pip.Name, RunningSite.Read("Shown thoughts\n  One"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await pip.Post($"/account/maps/{own}/visibility", ("visibility", "Class"), ("class", foreign.ToString()))).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await pip.Post($"/account/maps/{own}/visibility", ("visibility", "Class"))).StatusCode);
        await pip.Post($"/account/maps/{own}/visibility", ("visibility", "Class"), ("class", one.ToString()));
        var page = await pip.Read($"/account/maps/{own}/visibility");
        Assert.Contains($"{shared.Root}/classes/{one}/maps/{own}", page, StringComparison.Ordinal);
        Assert.Contains("signed in; nobody else", page, StringComparison.Ordinal);
        using var nobody = new Actor(shared);
        using var asked = await nobody.Get($"/classes/{one}/maps/{own}");
        Assert.StartsWith("/account/sign-in", asked.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain("Shown thoughts", await asked.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await nobody.Get($"/m/{own}")).StatusCode);
        await pip.Post($"/classes/{one}/leaving");
        Assert.Equal(Visibility.Private, shared.Library.OwnMaps.Find(pip.Id, own)!.Visibility);
        Assert.DoesNotContain("Shown thoughts", await teacher.Read($"/classes/{one}"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_map_of_the_library_is_set_by_its_address_and_leaves_the_class_with_the_library()
    {
        await using var site = new RunningSite();
        await site.InitializeAsync();
        using var tess = await Actor.Join(site, "Set Tess", Role.Teacher);
        using var made = await tess.Post("/classes", ("name", "10B"));
        var one = made.Headers.Location!.OriginalString;
        using var ann = await Actor.Join(site, "Set Ann");
        var own = site.Library.OwnMaps.Add(ann.Id, ann.Name, RunningSite.Read("Public thoughts\n  One"));
        site.Library.OwnMaps.Describe(site.Library.OwnMaps.Find(ann.Id, own)!, new() { Title = "Public thoughts", Subject = "history", Topic = "russia-1917-1991", Licence = "CC BY 4.0" });
        site.Library.OwnMaps.Show(site.Library.OwnMaps.Find(ann.Id, own)!, Visibility.Public);
        foreach (var address in (string[])["/history/russia-1917-1991/public-thoughts", site.Root + "/history/russia-1917-1991/public-thoughts?x=1", $"{site.Root}/m/{own}"])
            Assert.Equal(one, (await tess.Post($"{one}/maps", ("map", address))).Headers.Location?.OriginalString);
        foreach (var address in (string[])["", "https://elsewhere.example/history/russia-1917-1991/public-thoughts", "/history/russia-1917-1991/not-there"])
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await tess.Post($"{one}/maps", ("map", address))).StatusCode);
        foreach (var due in (string[])["tomorrow", "2020-01-01", "9999-12-31"])
            Assert.Equal(HttpStatusCode.UnprocessableEntity, (await tess.Post($"{one}/maps", ("map", own.ToString()), ("due", due))).StatusCode);
        Assert.Contains("Public thoughts", await tess.Read($"{one}/maps/{own}"), StringComparison.Ordinal);
        Assert.Contains("Set it for 10B", await tess.Read($"/m/{own}/classes"), StringComparison.Ordinal);
        Assert.Contains("Only teachers", await ann.Read($"/m/{own}/classes"), StringComparison.Ordinal);
        // Its author lets the link stay: the class was shown the public map, not this one.
        site.Library.OwnMaps.Show(site.Library.OwnMaps.Find(ann.Id, own)!, Visibility.Link);
        Assert.Equal(HttpStatusCode.NotFound, (await tess.Get($"{one}/maps/{own}")).StatusCode);
    }

    [Fact]
    public async Task A_lost_sign_in_is_made_anew_once_the_pupil_is_told_and_the_teacher_sees_no_map()
    {
        var (teacher, one, _) = await Taught(shared, "Lost Tess");
        using var __ = teacher;
        using var pip = await Actor.Join(shared, "Lost Pip");
        await pip.Post($"/join/{Code(shared, teacher, one)}");
        shared.Library.OwnMaps.Add(pip.Id, pip.Name, RunningSite.Read("Hidden thoughts\n  One"));
        var code = await Reissue(teacher, one, pip);
        // Nothing has changed for the pupil but that it is told.
        Assert.Contains("1 new", await pip.Read("/account"), StringComparison.Ordinal);
        var log = await pip.Read("/account/access");
        Assert.Contains("Lost Tess made a new sign-in for you", log, StringComparison.Ordinal);
        Assert.Contains("Make it void", log, StringComparison.Ordinal);
        await pip.Post("/account/access/code/removal");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Recover(pip.Name, code)).Status);

        code = await Reissue(teacher, one, pip);
        var (status, location) = await Recover(pip.Name, code);
        Assert.Equal((HttpStatusCode.Redirect, "/account/access"), (status, location));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Recover(pip.Name, code)).Status);
        // Whoever was signed in with the old one is out; with the new one the log says that it was used.
        Assert.Equal(HttpStatusCode.Redirect, (await pip.Get("/account")).StatusCode);
        await pip.SignIn(pip.Name, "four new plain words");
        Assert.Contains("The new sign-in that Lost Tess made was used", await pip.Read("/account/access"), StringComparison.Ordinal);
        foreach (var path in (string[])[$"/classes/{one}", $"/classes/{one}/pupils", $"/classes/{one}/pupils/{pip.Id}/sign-in"])
            Assert.DoesNotContain("Hidden thoughts", await teacher.Read(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reissued_sign_in_is_over_after_a_day()
    {
        var (teacher, one, _) = await Taught(shared, "Late Tess");
        using var __ = teacher;
        using var pip = await Actor.Join(shared, "Late Pip");
        await pip.Post($"/join/{Code(shared, teacher, one)}");
        var code = await Reissue(teacher, one, pip);
        await using (var context = shared.Library.Context())
            await context.RecoveryCodes.Where(c => c.Person == pip.Id && c.EndsAt != null).ExecuteUpdateAsync(c => c.SetProperty(x => x.EndsAt, DateTimeOffset.UtcNow.AddSeconds(-1)), TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await Recover(pip.Name, code)).Status);
    }

    [Theory]
    [InlineData(Role.Teacher, "Power Ted")]
    [InlineData(Role.Moderator, "Power Mo")]
    public async Task No_teacher_makes_a_sign_in_for_another_teacher_or_a_moderator_who_joined(Role role, string name)
    {
        var (teacher, one, _) = await Taught(shared, $"Power Tess {(role == Role.Teacher ? "a" : "b")}");
        using var __ = teacher;
        using var other = await Actor.Join(shared, name, role);
        await other.Post($"/join/{Code(shared, teacher, one)}");
        Assert.Equal(HttpStatusCode.NotFound, (await teacher.Post($"/classes/{one}/pupils/{other.Id}/sign-in")).StatusCode);
        Assert.DoesNotContain("New sign-in", await teacher.Read($"/classes/{one}/pupils"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pupil_of_no_class_of_hers_gets_no_sign_in_and_who_is_no_teacher_any_more_has_no_class()
    {
        var (teacher, one, map) = await Taught(shared, "Gone Tess");
        using var _ = teacher;
        using var pip = await Actor.Join(shared, "Gone Pip");
        using var stranger = await Actor.Join(shared, "Gone Sue");
        await pip.Post($"/join/{Code(shared, teacher, one)}");
        Assert.Equal(HttpStatusCode.NotFound, (await teacher.Post($"/classes/{one}/pupils/{stranger.Id}/sign-in")).StatusCode);
        await using (var context = shared.Library.Context())
            await context.Set<Person>().Where(p => p.Id == teacher.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Role, Role.Student), TestContext.Current.CancellationToken);
        foreach (var path in (string[])["", "/pupils", $"/maps/{map}", "/settings"]) Assert.Equal(HttpStatusCode.NotFound, (await teacher.Get($"/classes/{one}{path}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await teacher.Post($"/classes/{one}/pupils/{pip.Id}/sign-in")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await teacher.Post("/classes", ("name", "Another"))).StatusCode);
    }

    [Fact]
    public async Task A_new_code_stops_the_old_one_and_a_class_that_is_put_away_is_not_joined()
    {
        var (teacher, one, map) = await Taught(shared, "Code Tess");
        using var _ = teacher;
        var first = Code(shared, teacher, one);
        using var pip = await Actor.Join(shared, "Code Pip");
        await pip.Post($"/join/{first}");
        await teacher.Post($"/classes/{one}/code");
        var second = Code(shared, teacher, one);
        using var late = await Actor.Join(shared, "Code Late");
        Assert.Equal(HttpStatusCode.NotFound, (await late.Post($"/join/{first}")).StatusCode);
        await teacher.Post($"/classes/{one}/code/removal");
        Assert.Equal(HttpStatusCode.NotFound, (await late.Post($"/join/{second}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await teacher.Get($"/classes/{one}/slips")).StatusCode);
        await teacher.Post($"/classes/{one}/code");
        await teacher.Post($"/classes/{one}/archive");
        Assert.Equal(HttpStatusCode.NotFound, (await late.Post($"/join/{Code(shared, teacher, one)}")).StatusCode);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await teacher.Post($"/classes/{one}/maps", ("map", map.ToString()))).StatusCode);
        Assert.Contains("Causes of the war", await pip.Read($"/classes/{one}/maps/{map}"), StringComparison.Ordinal);
        await teacher.Post($"/classes/{one}/archive/removal");
        Assert.Equal(HttpStatusCode.Redirect, (await late.Post($"/join/{Code(shared, teacher, one)}")).StatusCode);
    }

    [Fact]
    public async Task Deleting_a_class_leaves_the_maps_with_their_owners()
    {
        var (teacher, one, map) = await Taught(shared, "Delete Tess");
        using var _ = teacher;
        using var pip = await Actor.Join(shared, "Delete Pip");
        await pip.Post($"/join/{Code(shared, teacher, one)}");
        await teacher.Post($"/classes/{one}/removal");
        Assert.Equal(HttpStatusCode.NotFound, (await teacher.Get($"/classes/{one}")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await pip.Get($"/classes/{one}/maps/{map}")).StatusCode);
        Assert.Equal(Visibility.Private, shared.Library.OwnMaps.Find(teacher.Id, map)!.Visibility);
    }

    [Fact]
    public async Task A_full_class_says_so_before_an_account_is_made()
    {
        var (teacher, one, _) = await Taught(shared, "Full Tess");
        using var __ = teacher;
        await using (var context = shared.Library.Context())
        {
            foreach (var n in Enumerable.Range(0, 200))
            {
                var id = Guid.CreateVersion7();
                context.Add(new Person { Id = id, UserName = $"full {n}", NormalizedUserName = $"full{id:N}", CreatedAt = DateTimeOffset.UtcNow });
                context.Add(new ClassMember { Class = one, Person = id, JoinedAt = DateTimeOffset.UtcNow });
            }
            await context.SaveChangesAsync(TestContext.Current.CancellationToken);
        }
        using var late = new Actor(shared);
        using var answer = await late.Post($"/join/{Code(shared, teacher, one)}", ("name", "Full Late"), ("age", "Teen"), ("password", Actor.Password));
        Assert.Contains("The class is full", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await late.SignIn("Full Late")).StatusCode);
    }

    /// <summary>A teacher with a class that has a map of hers set.</summary>
    internal static async Task<(Actor Teacher, Guid Class, Guid Map)> Taught(RunningSite site, string name)
    {
        var teacher = await Actor.Join(site, name, Role.Teacher, "Adult");
        using var made = await teacher.Post("/classes", ("name", $"Class of {name}"));
        var one = Guid.Parse(made.Headers.Location!.OriginalString.Split('/')[^1]);
        var map = site.Library.OwnMaps.Add(teacher.Id, teacher.Name, RunningSite.Read("Causes of the war\n  Alliances\n    France\n    Russia\n  Arms race"));
        Assert.Equal($"/classes/{one}", (await teacher.Post($"/classes/{one}/maps", ("map", map.ToString()))).Headers.Location?.OriginalString);
        return (teacher, one, map);
    }

    internal static string Code(RunningSite site, Actor teacher, Guid one) => site.Library.Classes.Seat(teacher.Id, one)!.Class.Code!;

    private static async Task<string> Reissue(Actor teacher, Guid one, Actor pupil)
    {
        using var answer = await teacher.Post($"/classes/{one}/pupils/{pupil.Id}/sign-in");
        return Regex.Match(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), "<p class=\"code\">([^<]+)</p>").Groups[1].Value;
    }

    private async Task<(HttpStatusCode Status, string? Location)> Recover(string name, string code)
    {
        using var somebody = new Actor(shared);
        using var answer = await somebody.Post("/account/recovery", ("name", name), ("code", code), ("password", "four new plain words"));
        return (answer.StatusCode, answer.Headers.Location?.OriginalString);
    }
}
