using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Ramify.Storage.Model;

namespace Ramify.Web.Tests.Features.Accounts;

/// <summary>Everything a person has, to take along and to take away.</summary>
public sealed class PersonalDataTests
{
    // In the form of a word that every field takes, the display name included.
    private const string Marker = "Quillonmark";

    [Fact]
    public async Task C16_A_marker_in_every_field_is_whole_in_the_export_and_nowhere_after_deletion()
    {
        await using var site = new RunningSite();
        await site.InitializeAsync();
        using var ann = await Actor.Join(site, $"{Marker} Name");
        await FillEveryField(site, ann);

        var export = await Unzip(ann);
        foreach (var field in (string[])["name", "title", "description", "specification", "tag", "node", "former", "binned", "adapted", "token", "comment", "answer", "held", "list", "correction", "reason", "class", "shown", "picture"])
            Assert.True(export.Contains($"{Marker} {field}", StringComparison.OrdinalIgnoreCase), field);
        Assert.Contains(Marker, await FilesOf(site), StringComparison.OrdinalIgnoreCase);

        var warning = await ann.Read("/account/removal");
        Assert.Contains("1 map that others adapted", warning, StringComparison.Ordinal);
        Assert.Contains("no longer comes in", warning, StringComparison.Ordinal);
        Assert.Contains("1 class that you teach", warning, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await ann.Post("/account/removal", ("name", ann.Name), ("password", "not the password"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await ann.Post("/account/removal", ("name", ann.Name), ("password", Actor.Password))).StatusCode);

        Assert.DoesNotContain(Marker, await FilesOf(site), StringComparison.OrdinalIgnoreCase);
        using var nobody = new Actor(site);
        Assert.Contains("Answered by another", await nobody.Read("/history/russia-1917-1991/what-others-talk-about"), StringComparison.Ordinal);
        foreach (var path in (string[])["/history/russia-1917-1991", "/history", "/subjects", "/history/russia-1917-1991/what-others-talk-about"])
            Assert.DoesNotContain(Marker, await nobody.Read(path), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await nobody.SignIn(ann.Name)).StatusCode);
    }

    [Fact]
    public async Task Adapted_copies_stay_without_the_name_of_who_left()
    {
        await using var site = new RunningSite();
        await site.InitializeAsync();
        using var ann = await Actor.Join(site, "Leaving Ann");
        var map = await Keep(site, ann, "Shared thoughts\n  One of them");
        await Publish(ann, map, "Shared thoughts");
        using var ben = await Actor.Join(site, "Staying Ben");
        using var copied = await ben.Post($"/m/{map}/copy");
        await ann.Post("/account/removal", ("name", ann.Name), ("password", Actor.Password));
        var page = await ben.Read(copied.Headers.Location!.OriginalString);
        Assert.Contains("One of them", page, StringComparison.Ordinal);
        Assert.Contains("a map whose author has left", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Leaving Ann", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task C12_What_is_set_for_a_new_person_is_the_most_private()
    {
        await using var site = new RunningSite();
        await site.InitializeAsync();
        using var ann = await Actor.Join(site, "Default Ann", age: "Under13");
        var map = await Keep(site, ann, "First thoughts\n  One");
        var rows = site.Library.PersonalData.Rows(ann.Id);
        // A new column shows up here, and somebody decides what it is to be for a child who has just joined.
        Assert.Equal("False", rows["map"][0]["comments_on"]?.ToString() is "0" ? "False" : "True");
        Assert.Equal("age=Under13, role=Student", string.Join(", ", rows["person"][0].Where(c => c.Key is not ("id" or "created_at" or "user_name" or "normalized_user_name")).Select(c => $"{c.Key}={c.Value}").Order()));
        Assert.Equal(("Private", null, null, ""), (rows["map"][0]["visibility"], rows["map"][0]["link_token"], rows["map"][0]["licence"], rows["map"][0]["slug"]));
        Assert.Equal(["map", "person", "session"], rows.Where(t => t.Value.Count > 0).Select(t => t.Key).Except(["map_doc", "recovery_code"]));
        Assert.NotEqual(Guid.Empty, map);
    }

    [Fact]
    public async Task C10_No_page_for_everybody_names_a_person_by_an_id_and_none_lists_people()
    {
        await using var site = new RunningSite();
        await site.InitializeAsync();
        using var ann = await Actor.Join(site, "Hidden Ann");
        var map = await Keep(site, ann, "Public thoughts\n  One");
        await Publish(ann, map, "Public thoughts");
        using var nobody = new Actor(site);
        foreach (var path in (string[])["/history/russia-1917-1991/public-thoughts", "/history/russia-1917-1991/public-thoughts.json", "/history"])
            Assert.DoesNotContain(ann.Id.ToString(), await nobody.Read(path), StringComparison.OrdinalIgnoreCase);
        foreach (var path in (string[])["/people", "/users", "/account/people", $"/account/{ann.Id}", $"/people/{ann.Id}"])
            Assert.NotEqual(HttpStatusCode.OK, (await nobody.Get(path)).StatusCode);
    }

    private static async Task FillEveryField(RunningSite site, Actor ann)
    {
        await ann.Post("/account/tokens", ("name", $"{Marker} token"), ("scope", "Read"), ("days", "30"));
        var map = await Keep(site, ann, $"{Marker} root\n  {Marker} former\n  two");
        await ann.Post($"/account/maps/{map}/text", ("text", $"{Marker} root\n  {Marker} node\n  two"));
        await Publish(ann, map, $"{Marker} title");
        site.Library.MapImages.Add(map, new(ann.Id, null), [0xFF, 0xD8, 0xFF, .. Encoding.UTF8.GetBytes($"{Marker} picture")]);
        using var ben = await Actor.Join(site, "Adapting Ben");
        using var copied = await ben.Post($"/m/{map}/copy");
        // What the copy holds of Ann's own words is Ben's to keep by her licence; here he rewrites it all.
        var copy = copied.Headers.Location!.OriginalString;
        await ben.Post($"{copy}/text", ("text", "His own words\n  only"));
        await ben.Post($"{copy}/details", ("title", "His own title"));
        await using (var context = site.Library.Context())
            await context.Database.ExecuteSqlRawAsync("DELETE FROM map_version WHERE map = (SELECT map FROM credit LIMIT 1); DELETE FROM map_image WHERE map = (SELECT map FROM credit LIMIT 1)", TestContext.Current.CancellationToken);

        await ann.Post($"/m/{Guid.Parse("00000000-0000-0000-0000-000000000000")}/copy");
        var linked = await Keep(site, ann, $"{Marker} linked\n  one");
        await ann.Post($"/account/maps/{linked}/visibility", ("visibility", "Link"));
        var binned = await Keep(site, ann, $"{Marker} binned\n  one");
        await ann.Post($"/account/maps/{binned}/removal");
        await Talk(site, ann, ben);
        await FillClasses(site, ann);
        using var own = await ann.Post($"/m/{map}/copy");
        await ann.Post($"{own.Headers.Location!.OriginalString}/text", ("text", $"{Marker} adapted\n  one"));
    }

    /// <summary>Whatever one writes to others or keeps of theirs: all that another person's map can hold of somebody.</summary>
    private static async Task Talk(RunningSite site, Actor ann, Actor ben)
    {
        var map = await Keep(site, ben, "What others talk about\n  One");
        await ben.Post($"/account/maps/{map}/details", ("title", "What others talk about"), ("topic", "history/russia-1917-1991"), ("licence", "CC BY 4.0"));
        await ben.Post($"/account/maps/{map}/visibility", ("visibility", "Public"));
        await ben.Post($"/account/maps/{map}/comments", ("comments", "on"));
        var (said, asked) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        await ann.Post($"/m/{map}/comments", ("id", said.ToString()), ("text", $"{Marker} comment"));
        await ben.Post($"/m/{map}/comments", ("text", "Answered by another"), ("to", said.ToString()));
        await ben.Post($"/m/{map}/comments", ("id", asked.ToString()), ("text", "Asked by another"));
        await ann.Post($"/m/{map}/comments", ("text", $"{Marker} answer"), ("to", asked.ToString()));
        await ann.Post($"/m/{map}/comments", ("text", $"{Marker} held, text me on 07700 900123"));
        await ann.Post($"/comments/{asked}/report", ("reason", "Spam"));
        var other = await Keep(site, ben, "What Ann reports\n  One");
        await ben.Post($"/account/maps/{other}/details", ("title", "What Ann reports"), ("topic", "history/russia-1917-1991"), ("licence", "CC BY 4.0"));
        await ben.Post($"/account/maps/{other}/visibility", ("visibility", "Public"));
        await ann.Post($"/m/{other}/report", ("reason", "Spam"));
        using (var program = ProgramActor.Of(site, ann, TokenScopes.Write))
            Assert.Equal(HttpStatusCode.Created, (await program.Send("POST", "/api/v1/me/maps", new StringContent($"{Marker} sent\n  one"), null, ("Idempotency-Key", $"{Marker} key"))).StatusCode);
        await ann.Post($"/m/{map}/rating", ("stars", "4"));
        await ann.Post($"/m/{map}/lists", ("name", $"{Marker} list"));
        var node = site.Library.Shelves.Open(site.Library.Shelves.Find(map)!).Roots[0].Node.Id;
        await ann.Post($"/m/{map}/corrections/{node}", ("text", $"{Marker} correction"), ("reason", $"{Marker} reason"));
        var rows = site.Library.PersonalData.Rows(ann.Id);
        Assert.Equal((3, 1, 2, 1, 1, 1), (rows["comment"].Count, rows["rating"].Count, rows["report"].Count, rows["saved_list"].Count, rows["saved_map"].Count, rows["correction"].Count));
        Assert.Single(rows["kept_answer"]);
        Assert.NotEmpty(rows["notice"]);
        Assert.NotEmpty(rows["audit"]);
    }

    private static async Task<Guid> Keep(RunningSite site, Actor actor, string text)
    {
        using var kept = await actor.Post("/draft", ("text", text));
        Assert.NotNull(site.Library);
        return Guid.Parse(kept.Headers.Location!.OriginalString.Split('/')[^1]);
    }

    private static async Task Publish(Actor actor, Guid map, string title)
    {
        await actor.Post($"/account/maps/{map}/details", ("title", title), ("description", $"{Marker} description"), ("topic", "history/russia-1917-1991"),
            ("specification", $"{Marker} specification"), ("licence", "CC BY 4.0"), ("tags", $"{Marker} tag"));
        Assert.Equal(HttpStatusCode.Redirect, (await actor.Post($"/account/maps/{map}/visibility", ("visibility", "Public"))).StatusCode);
    }

    private static async Task<string> Unzip(Actor actor)
    {
        using var answer = await actor.Get("/account/export.zip");
        await using var zip = new ZipArchive(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var all = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync(TestContext.Current.CancellationToken));
            all.AppendLine(entry.FullName).AppendLine(await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
        return all.ToString();
    }

    /// <summary>Every byte of the library's folder, documents of maps unpacked: database, write-ahead log, keys.</summary>
    private static async Task<string> FilesOf(RunningSite site)
    {
        var all = new StringBuilder();
        foreach (var file in Directory.GetFiles(site.Library.Folder, "*", SearchOption.AllDirectories))
        {
            await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            using var reader = new StreamReader(stream, Encoding.Latin1);
            all.Append(await reader.ReadToEndAsync(TestContext.Current.CancellationToken));
        }
        return all.ToString();
    }

    /// <summary>A class of hers with a pupil whose log names her, and one where she is the pupil: has done work, shows a map, and is looked at.</summary>
    private static async Task FillClasses(RunningSite site, Actor ann)
    {
        await using (var context = site.Library.Context())
            await context.Set<Person>().Where(p => p.Id == ann.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Role, Role.Teacher), TestContext.Current.CancellationToken);
        using var made = await ann.Post("/classes", ("name", $"{Marker} class"));
        var own = Guid.Parse(made.Headers.Location!.OriginalString.Split('/')[^1]);
        using var pupil = await Actor.Join(site, "Class Pupil");
        await pupil.Post($"/join/{site.Library.Classes.Seat(ann.Id, own)!.Class.Code}");
        await ann.Read($"/classes/{own}/pupils");
        Assert.Contains(Marker, await pupil.Read("/account/access"), StringComparison.Ordinal);
        using var teacher = await Actor.Join(site, "Class Teacher", Role.Teacher);
        var other = site.Library.Classes.Make(teacher.Id, "Somebody's class");
        await ann.Post($"/join/{site.Library.Classes.Seat(teacher.Id, other)!.Class.Code}");
        var map = site.Library.OwnMaps.Add(teacher.Id, teacher.Name, RunningSite.Read("Set\n  One"));
        await teacher.Post($"/classes/{other}/maps", ("map", map.ToString()));
        await ann.Post($"/classes/{other}/maps/{map}/done");
        var shown = await Keep(site, ann, $"{Marker} shown\n  One");
        await ann.Post($"/account/maps/{shown}/visibility", ("visibility", "Class"), ("class", other.ToString()));
        await teacher.Read($"/classes/{other}/maps/{shown}");
        site.Library.RecoveryCodes.Reissue(ann.Id);
        var rows = site.Library.PersonalData.Rows(ann.Id);
        foreach (var table in (string[])["class", "class_member", "class_map", "class_done", "access_entry", "recovery_code"]) Assert.NotEmpty(rows[table]);
    }
}
