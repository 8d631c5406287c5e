using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Ramify.Web.Tests.Features.Running;

/// <summary>The program as a process of its own: how it starts, what it says, and what it never says.</summary>
public sealed partial class ProgramTests
{
    [Fact]
    public async Task With_lan_it_listens_on_the_network_and_shows_the_address_and_a_code()
    {
        using var program = new WebProcess("--lan", "127.0.0.1", "--port", "0");
        var said = await program.Until("docs/guide/https.md");
        Assert.Matches("Open on this network: http://127.0.0.1:[1-9]", said);
        Assert.Matches("[█▀▄]{10}", said);
        Assert.Contains("Now listening on: http://[::]:", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task E06_A_library_that_cannot_be_opened_ends_the_start_with_one_sentence()
    {
        var folder = Directory.CreateTempSubdirectory("ramify-locked-").FullName;
        Directory.CreateDirectory(Path.Combine(folder, "ramify.db"));
        using var program = new WebProcess("--data", folder, "--urls", "http://127.0.0.1:0");
        var said = await program.Until("cannot be opened", toItsEnd: true);
        Assert.Equal(1, program.ExitCode);
        Assert.StartsWith("ramify: The library in ", said.TrimStart(), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        Assert.Single(said.Trim().Split('\n'));
    }

    /// <summary>Secrets of every kind go through the program while it logs all it can and traces to its console; none may come out again.</summary>
    [Fact]
    public async Task E23_No_secret_is_in_what_the_program_writes()
    {
        var folder = Directory.CreateTempSubdirectory("ramify-secrets-").FullName;
        using var program = new WebProcess("--data", folder, "--urls", "http://127.0.0.1:0", "--telemetry", "console", "--Logging:LogLevel:Default", "Trace");
        var root = Listening().Match(await program.Until("Application started")).Groups[1].Value;
        var secrets = new Dictionary<string, string> { ["password"] = "Seeded-secret-password-4711", ["wrong password"] = "Seeded-wrong-password-4712" };
        var cookies = new System.Net.CookieContainer();
        using var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = new Uri(root) };
        async Task<string> Post(string path, params (string, string)[] fields)
        {
            var page = await client.GetStringAsync(path == "/account/new" ? path : path.StartsWith("/draft", StringComparison.Ordinal) ? "/account/sign-in" : "/account/tokens");
            using var form = new FormUrlEncodedContent([.. fields.Select(f => new KeyValuePair<string, string>(f.Item1, f.Item2)), new("token", Actor.TokenIn(page))]);
            using var answer = await client.PostAsync(path, form);
            return (answer.Headers.Location?.OriginalString ?? "") + "\n" + await answer.Content.ReadAsStringAsync();
        }
        secrets["draft"] = DraftToken().Match(await Post("/draft", ("text", "Notes\n  One"))).Groups[1].Value;
        secrets["recovery code"] = Code().Match(await Post("/account/new", ("name", "Secret Ann"), ("age", "Adult"), ("password", secrets["password"]))).Value["<code>".Length..];
        secrets["token"] = TokenWord().Match(await Post("/account/tokens", ("name", "program"), ("scope", "Read"), ("days", "30"))).Value;
        await Post("/account/sign-in", ("name", "Secret Ann"), ("password", secrets["wrong password"]));
        secrets["link"] = "SeededLinkTokenAAAAAAA";
        foreach (var path in (string[])[$"/draft/{secrets["draft"]}", $"/shared/{secrets["link"]}", "/?q=Seeded-query-4713", $"/nothing/here/{secrets["link"]}"]) await client.GetAsync(path);
        secrets["query"] = "Seeded-query-4713";
        using (var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/me"))
        {
            request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + secrets["token"]);
            Assert.True((await client.SendAsync(request)).IsSuccessStatusCode);
        }
        foreach (System.Net.Cookie cookie in cookies.GetAllCookies()) secrets["cookie " + cookie.Name] = cookie.Value;
        Assert.All(secrets, s => Assert.True(s.Value.Length >= 9, s.Key));
        // The console exporter writes as soon as a request is over.
        var said = await program.Until("/api/v1/me");
        foreach (var (kind, secret) in secrets) Assert.False(said.Contains(secret, StringComparison.Ordinal), $"{kind} is in what the program wrote");
        Assert.Contains("/draft/{last}", said.Replace("{token}", "{last}", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_telemetry_nothing_is_measured()
    {
        using var program = new WebProcess("--urls", "http://127.0.0.1:0");
        var root = Listening().Match(await program.Until("Application started")).Groups[1].Value;
        using var client = new HttpClient { BaseAddress = new Uri(root) };
        await client.GetStringAsync("/subjects");
        Assert.DoesNotContain("Activity.", program.Said, StringComparison.Ordinal);
    }

    [GeneratedRegex("listening on: (http://[^ \n]+)", RegexOptions.NonBacktracking)]
    private static partial Regex Listening();

    [GeneratedRegex("/draft/([A-Za-z0-9_-]{22})", RegexOptions.NonBacktracking)]
    private static partial Regex DraftToken();

    [GeneratedRegex("<code>[^<]{8,}", RegexOptions.NonBacktracking)]
    private static partial Regex Code();

    [GeneratedRegex("ramify_[A-Za-z0-9_-]{22}", RegexOptions.NonBacktracking)]
    private static partial Regex TokenWord();
}
