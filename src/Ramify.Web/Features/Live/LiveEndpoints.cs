using System.Globalization;
using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Ramify.Live;
using Ramify.Maps;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Access;
using Ramify.Web.Components;

namespace Ramify.Web.Features.Live;

/// <summary>
/// A map that several people edit at once, under /m/{id}: room (who I am here), snapshot (where to start), changes (send, and ask for
/// missed ones), events (hear), presence (where I am). ?link= carries the secret of a link or of a draft's address. Whoever may not come
/// to the map finds nothing. The format is in docs/spec/live.md.
/// </summary>
internal static class LiveEndpoints
{
    private const string Room = "/m/{id:guid}/";
    private const string Json = "application/json; charset=utf-8";
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private static readonly ConditionalWeakTable<byte[], CachedBytes> Snapshots = [];

    public static void AddLive(this IServiceCollection services) => services.AddHostedService<RoomClock>();

    public static void MapLive(this IEndpointRouteBuilder site)
    {
        site.MapGet(Room + "room", Enter).For(Who.Anyone);
        site.MapGet(Room + "snapshot", Snapshot).For(Who.Anyone);
        site.MapGet(Room + "changes", Missed).For(Who.Anyone);
        site.MapPost(Room + "changes", Take).For(Who.Anyone);
        site.MapGet(Room + "events", Hear).For(Who.Anyone);
        site.MapPost(Room + "presence", Meet).For(Who.Anyone);
    }

    private static IResult Enter(Guid id, string? link, HttpContext context, Library library, IAntiforgery antiforgery)
    {
        Forms.MakePrivate(context);
        var (me, access) = Come(id, link, context, library);
        if (access == RoomAccess.None) return Results.NotFound();
        return Results.Json(new
        {
            protocol = LiveJson.Protocol, map = id, access = access == RoomAccess.Edit ? "edit" : "view", writer = me.WriterIn(id), name = NameOf(context),
            token = access == RoomAccess.Edit ? antiforgery.GetAndStoreTokens(context).RequestToken : null,
        });
    }

    private static async Task<IResult> Snapshot(Guid id, string? link, HttpContext context, Library library)
    {
        if (Come(id, link, context, library).Access == RoomAccess.None || await library.Rooms.Snapshot(id) is not var (_, bytes)) return Results.NotFound();
        // Compressed once for all who come at the same sequence.
        await Snapshots.GetValue(bytes, b => new CachedBytes(b, "application/vnd.ramify.snapshot", Trust.FilePolicy, "private, no-cache")).Answer(context);
        return Results.Empty;
    }

    private static IResult Missed(Guid id, long after, string? link, HttpContext context, Library library)
    {
        Forms.MakePrivate(context);
        if (Come(id, link, context, library).Access == RoomAccess.None) return Results.NotFound();
        var missed = library.Rooms.After(id, after);
        // A map that was replaced as a whole has no changes to tell: it is loaded anew.
        return missed.Any(change => change.Entry is null) ? Results.Text("{}", Json, statusCode: StatusCodes.Status410Gone)
            : Results.Bytes(LiveJson.Write(missed, missed.Count == RoomHost.MostMissed), Json);
    }

    private static async Task<IResult> Take(Guid id, HttpContext context, Library library, Pace pace)
    {
        var (me, access) = Come(id, null, context, library);
        if (access != RoomAccess.Edit) return Results.NotFound();
        if (!pace.MaySend(me)) return Later(context, StatusCodes.Status429TooManyRequests);
        if (await Body(context, MapLimits.ChangesBytes) is not { } body) return Later(context, StatusCodes.Status413PayloadTooLarge);
        if (LiveJson.ProtocolOf(body) is var protocol && protocol != LiveJson.Protocol && protocol > 0) return OtherProtocol(context);
        if (LiveJson.ReadEnvelopes(body) is not { } changes) return Results.Text("{}", Json, statusCode: StatusCodes.Status400BadRequest);
        if (changes.Count > MapLimits.ChangesAtOnce) return Later(context, StatusCodes.Status413PayloadTooLarge);
        try
        {
            return Results.Bytes(LiveJson.Write(await library.Rooms.Take(id, me, changes)), Json);
        }
        catch (StoreException fault)
        {
            return fault.Fault == StoreFault.NotAllowed ? Results.NotFound() : Later(context, StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult Hear(Guid id, long? after, string? link, HttpContext context, Library library)
    {
        if (Come(id, link, context, library).Access == RoomAccess.None) return Results.NotFound();
        var last = long.TryParse(context.Request.Headers["Last-Event-ID"], NumberStyles.None, CultureInfo.InvariantCulture, out var seen) ? seen : after ?? -1;
        var (me, session) = (Visitor.Of(context.Person()?.Id, BrowserSecret.Of(context)), context.Person()?.Session);
        if (library.Rooms.Listen(id, last, () => MayStay(id, me, session, link, library)) is not { } reader) return Results.NotFound();
        context.Response.Headers["X-Accel-Buffering"] = "no";
        context.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
        Forms.MakePrivate(context);
        return TypedResults.ServerSentEvents(Events(reader, context, context.RequestAborted));
    }

    private static async Task<IResult> Meet(Guid id, HttpContext context, Library library, Pace pace)
    {
        var (me, access) = Come(id, null, context, library);
        if (access != RoomAccess.Edit) return Results.NotFound();
        if (!pace.MayMove(me)) return Later(context, StatusCodes.Status429TooManyRequests);
        if (await Body(context, 1024) is not { } body || Place.Read(body) is not { } place) return Results.Text("{}", Json, statusCode: StatusCodes.Status400BadRequest);
        if (place.IsLeaving) library.Rooms.Part(id, place.Client);
        else library.Rooms.Meet(id, place.Client, NameOf(context), place.Node);
        return Results.NoContent();
    }

    private static (Visitor Me, RoomAccess Access) Come(Guid id, string? link, HttpContext context, Library library)
    {
        var me = Visitor.Of(context.Person()?.Id, BrowserSecret.Of(context));
        return (me, library.Rooms.AccessOf(id, me, link));
    }

    private static bool MayStay(Guid id, Visitor me, Guid? session, string? link, Library library) =>
        (session is null || library.Sessions.Find(session.Value) is not null) && library.Rooms.AccessOf(id, me, link) != RoomAccess.None;

    private static string NameOf(HttpContext context) => context.Person()?.Name ?? "Somebody";

    private static async IAsyncEnumerable<SseItem<string>> Events(RoomReader reader, HttpContext context, [EnumeratorCancellation] CancellationToken cancel)
    {
        using (reader)
        {
            using var cut = reader.Ended.Register(() => CutOff(context, cancel));
            foreach (var message in reader.Missed) yield return Item(message);
            while (await Next(reader, cancel) is var next)
            {
                if (next is false) yield break;
                if (next is null) yield return new SseItem<string>("", "beat");
                while (reader.News.TryRead(out var message)) yield return Item(message);
            }
        }
    }

    /// <summary>Whether there is news; null where there was none for the time of a heartbeat.</summary>
    private static async Task<bool?> Next(RoomReader reader, CancellationToken cancel)
    {
        try
        {
            return await reader.News.WaitToReadAsync(cancel).AsTask().WaitAsync(Heartbeat, cancel);
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    /// <summary>A reader that does not read holds the stream open in the middle of a write: after a moment the connection goes.</summary>
    private static void CutOff(HttpContext context, CancellationToken ended) => _ = Task.Delay(Patience, ended).ContinueWith(wait =>
    {
        if (wait.IsCompletedSuccessfully) context.Abort();
    }, TaskScheduler.Default);

    private static SseItem<string> Item(RoomMessage message) =>
        new(message.Data, message.Kind) { EventId = message.Sequence?.ToString(CultureInfo.InvariantCulture) };

    private static async Task<byte[]?> Body(HttpContext context, int most)
    {
        if (context.Request.ContentLength > most) return null;
        var body = new MemoryStream();
        var buffer = new byte[16 << 10];
        int read;
        while ((read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            if (body.Length + read > most) return null;
            body.Write(buffer, 0, read);
        }
        return body.ToArray();
    }

    private static IResult Later(HttpContext context, int status)
    {
        context.Response.Headers.RetryAfter = "1";
        return Results.Text("{}", Json, statusCode: status);
    }

    private static IResult OtherProtocol(HttpContext context)
    {
        context.Response.Headers.Upgrade = $"ramify-live/{LiveJson.Protocol}";
        return Results.Text($$"""{"protocol":{{LiveJson.Protocol}}}""", Json, statusCode: StatusCodes.Status426UpgradeRequired);
    }

    /// <summary>Where somebody is: {"client":id,"node":id,"leaving":false}.</summary>
    private sealed record Place(Guid Client, Guid? Node, bool IsLeaving)
    {
        public static Place? Read(byte[] body)
        {
            try
            {
                using var json = JsonDocument.Parse(body);
                var root = json.RootElement;
                return new Place(root.GetProperty("client").GetGuid(), root.TryGetProperty("node", out var node) && node.ValueKind == JsonValueKind.String ? node.GetGuid() : null,
                    root.TryGetProperty("leaving", out var leaving) && leaving.ValueKind == JsonValueKind.True);
            }
            catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException or KeyNotFoundException)
            {
                return null;
            }
        }
    }
}
