using System.Diagnostics;
using System.Net;
using Microsoft.Data.Sqlite;
using Ramify.Storage;

namespace Ramify.Web.Tests.Features.Running;

/// <summary>The program while its library is locked, and while more is asked than it can do.</summary>
public sealed class HealthTests(RunningSite site)
{
    [Theory]
    [InlineData("/livez")]
    [InlineData("/readyz")]
    public async Task A_program_that_works_says_so(string path)
    {
        using var client = site.Client();
        using var answer = await client.GetAsync(path);
        Assert.Equal((HttpStatusCode.OK, "ok"), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal("no-store", answer.Headers.CacheControl?.ToString());
    }

    [Fact]
    public async Task E06_While_the_library_is_locked_writing_is_put_off_reading_goes_on_and_the_program_says_that_it_is_not_ready()
    {
        await using var own = new RunningSite();
        await own.InitializeAsync();
        using var ann = await Actor.Join(own, "Locked Ann");
        var token = await ann.Token();
        using (var held = Hold(own))
        {
            var posting = ann.PostWith(token, "/account/tokens", ("name", "a program"), ("scope", "Read"), ("days", "30"));
            using var client = own.Client();
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(RunningSite.Stalin)).StatusCode);
            Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/livez")).StatusCode);
            using var answer = await posting;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.NotNull(answer.Headers.RetryAfter?.Delta);
            Assert.Contains("Busy just now", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
            await Until(async () => (await client.GetAsync("/readyz")).StatusCode == HttpStatusCode.ServiceUnavailable);
            Assert.Contains("locked", await (await client.GetAsync("/readyz")).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
        using var again = await ann.PostWith(token, "/account/tokens", ("name", "a program"), ("scope", "Read"), ("days", "30"));
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
        using var reader = own.Client();
        await Until(async () => (await reader.GetAsync("/readyz")).StatusCode == HttpStatusCode.OK);
    }

    /// <summary>Every write hangs, as on a disk that does not answer, and a thousand come.</summary>
    [Fact]
    public async Task E20_With_a_thousand_requests_on_a_disk_that_hangs_the_surplus_is_sent_away_and_the_signs_of_life_answer_at_once()
    {
        await using var own = new RunningSite();
        await own.InitializeAsync();
        using var client = own.Client(cookies: true);
        using var form = new Actor(own);
        var token = await form.Token();
        using var health = own.Client();
        await health.GetAsync("/livez");
        var times = new List<TimeSpan>();
        Task<HttpResponseMessage>[] asked;
        using (Hold(own))
        {
            asked = [.. Enumerable.Range(0, 1_000).Select(i => form.PostWith(token, "/draft", ("text", $"Notes {i}\n  One")))];
            for (var i = 0; i < 20; i++)
            {
                var watch = Stopwatch.StartNew();
                Assert.Equal(HttpStatusCode.OK, (await health.GetAsync("/livez")).StatusCode);
                times.Add(watch.Elapsed);
                await Task.Delay(50);
            }
        }
        var answers = await Task.WhenAll(asked);
        Assert.All(answers, a => Assert.Contains(a.StatusCode, (HttpStatusCode[])[HttpStatusCode.Redirect, HttpStatusCode.ServiceUnavailable]));
        Assert.All(answers.Where(a => a.StatusCode == HttpStatusCode.ServiceUnavailable), a => Assert.NotNull(a.Headers.RetryAfter?.Delta));
        Assert.Contains(answers, a => a.StatusCode == HttpStatusCode.ServiceUnavailable);
        // The middle one of twenty: a busy machine may hold up a single one.
        Assert.True(times.Order().ElementAt(10) < TimeSpan.FromMilliseconds(100), string.Join(" ", times.Select(t => $"{t.TotalMilliseconds:0}")));
    }

    [Fact]
    public async Task A_program_that_asks_too_often_is_told_to_wait_and_for_how_long()
    {
        await using var own = new RunningSite();
        await own.InitializeAsync();
        using var ann = await Actor.Join(own, "Often Ann");
        using var program = ProgramActor.Of(own, ann, Storage.Model.TokenScopes.Read);
        HttpResponseMessage last;
        var count = 0;
        do last = await program.Send("GET", "/api/v1/me");
        while (last.StatusCode == HttpStatusCode.OK && ++count < 2_000);
        Assert.InRange(count, 600, 700);
        Assert.NotNull(last.Headers.RetryAfter?.Delta);
        Assert.Equal("too_many_requests", await ProgramActor.Problem(last, 429));
        // Its owner's browser is not held up by it.
        Assert.Equal(HttpStatusCode.OK, (await ann.Get("/account")).StatusCode);
    }

    [Fact]
    public async Task Whoever_tries_too_many_passwords_is_told_when_to_come_back()
    {
        await using var own = new RunningSite();
        await own.InitializeAsync();
        using var ann = await Actor.Join(own, "Guessed Ann");
        using var guesser = new Actor(own);
        HttpResponseMessage last;
        var tries = 0;
        do last = await guesser.SignIn("Guessed Ann", "wrong password");
        while (last.StatusCode != HttpStatusCode.TooManyRequests && ++tries < 50);
        Assert.Equal(HttpStatusCode.TooManyRequests, last.StatusCode);
        Assert.NotNull(last.Headers.RetryAfter?.Delta);
    }

    /// <summary>Another program holds the writers' lock until it is disposed.</summary>
    private static Held Hold(RunningSite site) => new(Path.Combine(site.Library.Folder, Library.FileName));

    private static async Task Until(Func<Task<bool>> holds)
    {
        for (var i = 0; i < 300 && !await holds(); i++) await Task.Delay(100);
        Assert.True(await holds());
    }

    private sealed class Held : IDisposable
    {
        private readonly SqliteConnection connection;
        private readonly SqliteTransaction transaction;

        public Held(string file)
        {
            connection = new($"Data Source={file};Pooling=False");
            connection.Open();
            transaction = connection.BeginTransaction();
        }

        public void Dispose()
        {
            transaction.Dispose();
            connection.Dispose();
        }
    }
}
