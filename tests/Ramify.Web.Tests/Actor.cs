using System.Net;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Ramify.Storage.Model;

namespace Ramify.Web.Tests;

/// <summary>Somebody at a browser without script: keeps cookies, follows nothing, takes the token of each form from a page.</summary>
internal sealed partial class Actor(RunningSite site) : IDisposable
{
    public const string Password = "three plain words";
    private HttpClient? client;

    public CookieContainer Cookies { get; } = new();

    public HttpClient Client => client ??= new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = Cookies }) { BaseAddress = new Uri(site.Root) };

    public string Name { get; private set; } = "";

    public Guid Id { get; private set; }

    /// <summary>Somebody who has just signed up; a role that nobody gives himself is given behind the scenes.</summary>
    public static async Task<Actor> Join(RunningSite site, string name, Role role = Role.Student, string age = "Teen")
    {
        var actor = new Actor(site);
        using var answer = await actor.Post("/account/new", ("name", name), ("age", age), ("password", Password));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await using var context = site.Library.Context();
        actor.Name = name;
        actor.Id = (await context.Set<Person>().SingleAsync(p => p.UserName == name)).Id;
        if (role != Role.Student) await context.Set<Person>().Where(p => p.Id == actor.Id).ExecuteUpdateAsync(p => p.SetProperty(x => x.Role, role));
        return actor;
    }

    public Task<HttpResponseMessage> SignIn(string name, string password = Password) => Post("/account/sign-in", ("name", name), ("password", password));

    public Task<HttpResponseMessage> Get(string path) => Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

    public async Task<string> Read(string path)
    {
        using var answer = await Get(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public async Task<HttpResponseMessage> Post(string path, params (string Name, string Value)[] fields) => await PostWith(await Token(), path, fields);

    public async Task<HttpResponseMessage> PostWith(string? token, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent([.. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)), .. Field(token)]);
        return await Client.PostAsync(new Uri(path, UriKind.Relative), form, TestContext.Current.CancellationToken);
    }

    /// <summary>A token for forms, from whichever page has one for this actor.</summary>
    public async Task<string> Token()
    {
        using var answer = await Get("/account/password");
        var page = answer.StatusCode == HttpStatusCode.OK ? await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken) : await Read("/account/sign-in");
        return TokenIn(page);
    }

    public static string TokenIn(string page) => TokenField().Match(page).Groups[1].Value;

    public void Dispose() => client?.Dispose();

    private static IEnumerable<KeyValuePair<string, string>> Field(string? token) => token is null ? [] : [new("token", token)];

    [GeneratedRegex("name=\"token\" value=\"([^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex TokenField();
}
