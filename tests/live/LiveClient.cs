using System.Net;
using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ramify.Live;
using Ramify.Maps;

namespace Ramify.LiveTesting;

/// <summary>
/// Somebody at an editor, over HTTP as a browser speaks it, with the engine's own replica. For the tests of the site, the kill run and the
/// measurements, which share this file.
/// </summary>
internal sealed partial class LiveClient : IDisposable
{
    private readonly HttpClient http;
    private readonly string room;
    private readonly Lock gate = new();
    private string token = "";

    private LiveClient(HttpClient http, Guid map, string query) => (this.http, Map, room, Query) = (http, map, $"/m/{map}/", query);

    public Guid Map { get; }

    public Guid Client { get; } = Guid.CreateVersion7();

    public Replica Replica { get; private set; } = null!;

    public string Query { get; }

    public HttpClient Http => http;

    /// <summary>Called with each change as it is heard.</summary>
    public Action<RoomChange>? Heard { get; set; }

    /// <summary>A browser of its own, which keeps cookies and follows nothing.</summary>
    public static HttpClient Browser(string root) =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer(), MaxConnectionsPerServer = 64 }) { BaseAddress = new Uri(root), Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Sends a form with the token of a page.</summary>
    public static async Task<string> Post(HttpClient http, string path, params (string Name, string Value)[] fields)
    {
        using var own = await http.GetAsync(new Uri("/account/password", UriKind.Relative));
        var page = own.StatusCode == HttpStatusCode.OK ? await own.Content.ReadAsStringAsync() : await http.GetStringAsync(new Uri("/account/sign-in", UriKind.Relative));
        using var form = new FormUrlEncodedContent([.. fields.Select(f => new KeyValuePair<string, string>(f.Name, f.Value)), new("token", TokenField().Match(page).Groups[1].Value)]);
        using var answer = await http.PostAsync(new Uri(path, UriKind.Relative), form);
        if ((int)answer.StatusCode >= 400) throw new InvalidOperationException($"{path}: {answer.StatusCode}");
        return answer.Headers.Location?.OriginalString ?? "";
    }

    /// <summary>Comes into a room, with a fresh snapshot.</summary>
    public static async Task<LiveClient> Enter(HttpClient http, Guid map, string query = "")
    {
        var client = new LiveClient(http, map, query);
        var writer = await client.Introduce();
        var bytes = await http.GetByteArrayAsync(new Uri(client.room + "snapshot" + query, UriKind.Relative));
        client.Replica = new Replica(MapSnapshot.Read(bytes) ?? throw new InvalidOperationException("The snapshot cannot be read."), writer, client.Client);
        return client;
    }

    public ReplicaUpdate Do(MapChange change)
    {
        lock (gate) return Replica.Do(change);
    }

    public T With<T>(Func<Replica, T> use)
    {
        lock (gate) return use(Replica);
    }

    /// <summary>Sends what is to be sent; true where it was answered.</summary>
    public async Task<bool> Send(CancellationToken cancel = default)
    {
        var changes = With(replica => replica.ToSend());
        if (changes.Count == 0) return true;
        using var answer = await PostChanges(LiveJson.Write(changes), cancel);
        if (answer.StatusCode != HttpStatusCode.OK) return false;
        var answers = LiveJson.ReadAnswers(await answer.Content.ReadAsByteArrayAsync(cancel))!;
        With(replica => replica.Answered(answers));
        return true;
    }

    /// <summary>Sends the same change until it is answered, as an editor does whose server is gone or not yet there; null where it is stopped before.</summary>
    public async Task<Answer?> Insist(Envelope change, CancellationToken stop)
    {
        var body = LiveJson.Write([change]);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                using var answer = await PostChanges(body, CancellationToken.None);
                if (answer.IsSuccessStatusCode && LiveJson.ReadAnswers(await answer.Content.ReadAsByteArrayAsync(CancellationToken.None)) is [var said]) return said;
                if (answer.StatusCode == HttpStatusCode.BadRequest) await Introduce();
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException or TaskCanceledException)
            {
                // The server is dead or not yet there.
            }
            await Task.Delay(20, CancellationToken.None);
        }
        return null;
    }

    public async Task<HttpResponseMessage> PostChanges(byte[] body, CancellationToken cancel = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, room + "changes") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("RequestVerificationToken", token);
        return await http.SendAsync(request, cancel);
    }

    public async Task<HttpStatusCode> Meet(Guid? node, bool isLeaving = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, room + "presence")
        {
            Content = new StringContent(JsonSerializer.Serialize(new { client = Client, node, leaving = isLeaving }), Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("RequestVerificationToken", token);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }

    /// <summary>Opens the stream; then each event as it comes, applied to the replica, until the stream ends.</summary>
    public async IAsyncEnumerable<SseItem<string>> Listen([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancel = default)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, room + "events" + Query);
        request.Headers.Add("Last-Event-ID", With(replica => replica.Sequence).ToString(System.Globalization.CultureInfo.InvariantCulture));
        using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancel);
        answer.EnsureSuccessStatusCode();
        await using var stream = await answer.Content.ReadAsStreamAsync(cancel);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(cancel))
        {
            if (item.EventType == "change" && LiveJson.ReadChange(Encoding.UTF8.GetBytes(item.Data)) is { } change)
            {
                With(replica => replica.Receive([change]));
                Heard?.Invoke(change);
            }
            yield return item;
        }
    }

    /// <summary>Asks for what was missed.</summary>
    public async Task CatchUp()
    {
        var bytes = await http.GetByteArrayAsync(new Uri($"{room}changes?after={With(replica => replica.Sequence)}{Query.Replace('?', '&')}", UriKind.Relative));
        With(replica => replica.Receive(LiveJson.ReadChanges(bytes)!));
    }

    /// <summary>Asks who one is here, with a fresh token for what one sends.</summary>
    public async Task<Guid> Introduce()
    {
        using var json = JsonDocument.Parse(await http.GetByteArrayAsync(new Uri(room + "room" + Query, UriKind.Relative)));
        token = json.RootElement.GetProperty("token").GetString() ?? "";
        return json.RootElement.GetProperty("writer").GetGuid();
    }

    public Task<string> Get(string path) => http.GetStringAsync(new Uri(path, UriKind.Relative));

    public void Dispose() => http.Dispose();

    [GeneratedRegex("name=\"token\" value=\"([^\"]+)\"", RegexOptions.NonBacktracking)]
    private static partial Regex TokenField();
}
