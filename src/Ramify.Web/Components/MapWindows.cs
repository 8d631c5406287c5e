using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Caching.Memory;
using Ramify.Layout;
using Ramify.Maps;
using Ramify.Render;
using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Text;

namespace Ramify.Web.Components;

/// <summary>
/// What readers see of a map after its first view: its parts by rectangle and scale, folded as they fold it, and which nodes hold some words.
/// Maps and layouts are kept for a while, by version; who may see a map is the caller's to know.
/// </summary>
internal sealed class MapWindows(Library library) : IDisposable
{
    /// <summary>How long others may keep what is not everybody's.</summary>
    public const string OfOnePerson = "private, no-cache";

    private const int MostFound = 1000, LongestWords = 200;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly Lock[] gates = [.. Enumerable.Range(0, 64).Select(_ => new Lock())];
    private readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = MapLimits.OpenNodes });

    /// <summary>Answers with the picture that a query asks for.</summary>
    public Task Answer(HttpContext context, StoredMap row, string cacheControl)
    {
        if (WindowAsk.Read(context.Request.Query) is not { } ask) return Failures.Answer(context, StatusCodes.Status400BadRequest);
        if (IsKnown(context, $"\"{row.Version}-{ask.Digest}\"", cacheControl)) return Task.CompletedTask;
        var picture = new ArrayBufferWriter<byte>(64 << 10);
        Shown(row, ask).Write(ask, ImageAddress.Of(row.Id, context.GetRouteValue("token") as string), picture);
        return Send(context, picture, "image/svg+xml; charset=utf-8");
    }

    /// <summary>Answers with the nodes that hold the words of a query, or where it has none with those that have children: ids in reading order.</summary>
    public Task AnswerNodes(HttpContext context, StoredMap row, string cacheControl)
    {
        var words = context.Request.Query["words"].ToString();
        if (words.Length > LongestWords) return Failures.Answer(context, StatusCodes.Status400BadRequest);
        Head(context, cacheControl);
        var map = Map(row);
        var nodes = words.Length > 0 ? TextSearch.Find(map, words) : map.Nodes.Where(n => n.Children.Length > 0);
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartArray();
            foreach (var node in nodes.Take(MostFound)) writer.WriteStringValue(node.Id.ToString("N"));
            writer.WriteEndArray();
        }
        return Send(context, json, "application/json; charset=utf-8");
    }

    /// <summary>The page of a part of the outline; there is none where there is no such node.</summary>
    public IResult OutlinePage(StoredMap row, Guid node, int? from, string address, string? link = null) => Map(row).Find(node) is not { } head ? Results.NotFound()
        : new RazorComponentResult<OutlinePage>(new { row.Title, row.Language, Part = OutlinePart.Of(Map(row), head, from ?? 0), MapAddress = address, Address = $"{address}/outline/", Images = ImageAddress.Of(row.Id, link) });

    /// <summary>An opened map, of which there is one for all its readers.</summary>
    public MindMap Map(StoredMap row) => Get($"{row.Id}/{row.Version}", () => library.Shelves.Open(row), map => map.NodeCount);

    public void Dispose() => kept.Dispose();

    /// <summary>The map as it opens or is folded to a level, then as the reader folded it, then with the node that he looks for: each kept for whoever asks for it next.</summary>
    private ShownMap Shown(StoredMap row, WindowAsk ask)
    {
        var key = $"{row.Id}/{row.Version}/{ask.LayoutKey}";
        var shown = Get(key, () => Opened(row, ask), map => map.Size);
        if (ask.FoldKey.Length > 0) shown = Get(key += $"/{ask.FoldKey}", () => shown.Folded(ask.Open, ask.Shut), map => map.Size);
        return ask.Show is not { } node || shown.Shows(node) ? shown : Get($"{key}/{node}", () => shown.Showing(node), map => map.Size);
    }

    private ShownMap Opened(StoredMap row, WindowAsk ask)
    {
        var map = Map(row);
        if (ask.Branch is { } branch && map.Find(branch) is { } head) map = BranchAlone.Of(map, head);
        var options = Pictures.OptionsFor(map, ask.IsNarrow) with { Spacing = ask.IsSpaced ? TextSpacing.Wide : TextSpacing.Normal };
        return ShownMap.Of(map, ask.Level is { } level ? options with { Fold = Fold.ToLevel(level) } : options);
    }

    private T Get<T>(string key, Func<T> make, Func<T, int> size) where T : class
    {
        if (kept.TryGetValue(key, out T? found)) return found!;
        // One makes it, the others of that key wait for it.
        lock (gates[(uint)key.GetHashCode(StringComparison.Ordinal) % (uint)gates.Length])
        {
            if (kept.TryGetValue(key, out found)) return found!;
            var made = make();
            return kept.Set(key, made, new MemoryCacheEntryOptions { Size = Math.Max(1, size(made)), SlidingExpiration = Kept });
        }
    }

    private static bool IsKnown(HttpContext context, string etag, string cacheControl)
    {
        Head(context, cacheControl);
        context.Response.Headers.ETag = etag;
        if (context.Request.Headers.IfNoneMatch.ToString() != etag) return false;
        context.Response.StatusCode = StatusCodes.Status304NotModified;
        return true;
    }

    private static void Head(HttpContext context, string cacheControl)
    {
        // A cache between asks again, and the answer of one person is nobody else's.
        Trust.Apply(context.Response.Headers, Trust.PicturePolicy);
        context.Response.Headers.CacheControl = cacheControl;
        context.Response.Headers.Vary = "Accept-Encoding";
    }

    /// <summary>Sends an answer that is made for one reader: compressed quickly, since it is made once.</summary>
    private static Task Send(HttpContext context, ArrayBufferWriter<byte> body, string contentType)
    {
        var response = context.Response;
        response.ContentType = contentType;
        var sent = body.WrittenMemory;
        if (context.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal))
        {
            var packed = new byte[BrotliEncoder.GetMaxCompressedLength(sent.Length)];
            if (BrotliEncoder.TryCompress(sent.Span, packed, out var length, quality: 3, window: 20))
            {
                response.Headers.ContentEncoding = "br";
                sent = packed.AsMemory(0, length);
            }
        }
        response.ContentLength = sent.Length;
        return HttpMethods.IsHead(context.Request.Method) ? Task.CompletedTask : response.BodyWriter.WriteAsync(sent).AsTask();
    }
}
