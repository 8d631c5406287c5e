using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Ramify.Storage.Model;

namespace Ramify.Web.Tests;

/// <summary>A program that speaks for a person by a token; without one, for nobody.</summary>
internal sealed class ProgramActor(RunningSite site, string? token) : IDisposable
{
    public HttpClient Client { get; } = site.Client();

    /// <summary>A program of a person who made it a token.</summary>
    public static ProgramActor Of(RunningSite site, Actor person, TokenScopes scopes) =>
        new(site, site.Library.Tokens.Make(person.Id, "a program", scopes, TimeSpan.FromDays(1))!);

    public Task<HttpResponseMessage> Send(string method, string path, string? body = null, string? ifMatch = null, string type = "text/plain") =>
        Send(method, path, body is null ? null : new StringContent(body, Encoding.UTF8, type), ifMatch);

    public async Task<HttpResponseMessage> Send(string method, string path, HttpContent? body, string? ifMatch, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body };
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        // What is refused by its length alone is then not sent.
        request.Headers.ExpectContinue = body?.Headers.ContentLength > 1 << 20;
        if (ifMatch is not null) request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        foreach (var (name, value) in headers) request.Headers.TryAddWithoutValidation(name, value);
        return await Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    /// <summary>The JSON of an answer, once its status is as expected.</summary>
    public async Task<JsonElement> Ask(string path, int status = 200) => await Json(await Send("GET", path), status);

    public static async Task<JsonElement> Json(HttpResponseMessage answer, int status = 200)
    {
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>The code of a problem, once it is one of this status.</summary>
    public static async Task<string> Problem(HttpResponseMessage answer, int status)
    {
        var problem = await Json(answer, status);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(status, problem.GetProperty("status").GetInt32());
        Assert.True(problem.GetProperty("detail").GetString()!.Length > 10);
        return problem.GetProperty("code").GetString()!;
    }

    public void Dispose() => Client.Dispose();
}
