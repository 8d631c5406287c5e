using System.Collections.Concurrent;
using Ramify.Storage;
using Ramify.Web.Access;

namespace Ramify.Web;

/// <summary>
/// Public pages, each rendered once for what it was made from and answered from memory. A page is served unasked while
/// nobody has written to the library; after any commit, by any process, its stamp is compared once before it is served
/// again. Holds nothing personal. Bounded: the longest unused go first.
/// </summary>
internal sealed class PageCache(Library library) : BackgroundService
{
    // A comment must show within a second; a look costs microseconds.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);
    private const long Capacity = 64 << 20;

    private readonly ConcurrentDictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<Entry?>>> making = new(StringComparer.Ordinal);
    private long epoch;
    private long size;

    private sealed class Entry(CachedBytes bytes, Func<Stamp?> now, Stamp stamp, long epoch, bool mayDiffer)
    {
        public CachedBytes Bytes => bytes;
        public bool MayDiffer => mayDiffer;
        public long LastUsed = Environment.TickCount64;
        private long checkedEpoch = epoch;

        public bool IsFresh(long epoch)
        {
            if (Volatile.Read(ref checkedEpoch) == epoch) return true;
            if (now() != stamp) return false;
            Volatile.Write(ref checkedEpoch, epoch);
            return true;
        }
    }

    /// <summary>Answers from memory, or null where the page is not there or no longer what the library has.</summary>
    public Task? TryAnswer(HttpContext context) =>
        // Who is signed in is known further on.
        Fresh(context.Request) is { } entry && !(entry.MayDiffer && SignIn.HasCookie(context)) ? entry.Bytes.Answer(context) : null;

    private Entry? Fresh(HttpRequest request)
    {
        if (!IsRead(request.Method) || request.QueryString.HasValue || !entries.TryGetValue(request.Path.Value!, out var entry)) return null;
        if (!entry.IsFresh(Volatile.Read(ref epoch)))
        {
            Remove(request.Path.Value!, entry);
            return null;
        }
        entry.LastUsed = Environment.TickCount64;
        return entry;
    }

    /// <summary>Renders a page, keeps it and answers with it. Requests that come meanwhile wait for the same rendering.</summary>
    /// <param name="context">The request.</param>
    /// <param name="now">What the page would be made from now; null where it is gone.</param>
    /// <param name="render">The page; null where it is gone.</param>
    /// <param name="mayDiffer">Whether the page may be another for somebody who is signed in: then it is asked for anew with each request of his.</param>
    public async Task Answer(HttpContext context, Func<Stamp?> now, Func<Task<CachedBytes?>> render, bool mayDiffer = false)
    {
        if (Fresh(context.Request) is { } kept)
        {
            await kept.Bytes.Answer(context);
            return;
        }
        var path = context.Request.Path.Value!;
        var maker = making.GetOrAdd(path, p => new Lazy<Task<Entry?>>(() => Make(p, now, render, mayDiffer)));
        try
        {
            var entry = await maker.Value;
            await (entry is null ? Failures.Answer(context, StatusCodes.Status404NotFound) : entry.Bytes.Answer(context));
        }
        finally
        {
            making.TryRemove(new(path, maker));
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var watch = library.Watch();
        // What was rendered before the watch began may already be old.
        Interlocked.Increment(ref epoch);
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(LookEvery, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (watch.HasChanged()) Interlocked.Increment(ref epoch);
        }
    }

    private async Task<Entry?> Make(string path, Func<Stamp?> now, Func<Task<CachedBytes?>> render, bool mayDiffer)
    {
        // The stamp is read before the content: a change in between makes the page too old, never too new.
        var at = Volatile.Read(ref epoch);
        if (now() is not { } stamp || await render() is not { } bytes) return null;
        var entry = new Entry(bytes, now, stamp, at, mayDiffer);
        if (entries.TryGetValue(path, out var old)) Remove(path, old);
        if (entries.TryAdd(path, entry) && Interlocked.Add(ref size, bytes.Size) > Capacity) MakeRoom();
        return entry;
    }

    private void MakeRoom()
    {
        foreach (var (path, entry) in entries.OrderBy(e => e.Value.LastUsed))
        {
            if (Volatile.Read(ref size) <= Capacity * 3 / 4) return;
            Remove(path, entry);
        }
    }

    private void Remove(string path, Entry entry)
    {
        if (entries.TryRemove(new(path, entry))) Interlocked.Add(ref size, -entry.Bytes.Size);
    }

    private static bool IsRead(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method);
}
