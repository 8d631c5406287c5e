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

    private const int KeptNodes = 3_000_000, MostFound = 1000, LongestWords = 200;
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(10);

    private readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = KeptNodes });

    /// <summary>Answers with the picture that a query asks for.</summary>
    public Task Answer(HttpContext context, StoredMap row, string cacheControl)
    {
        if (WindowAsk.Read(context.Request.Query) is not { } ask) return Failures.Answer(context, StatusCodes.Status400BadRequest);
        if (IsKnown(context, $"\"{row.Version}-{ask.Digest}\"", cacheControl)) return Task.CompletedTask;
        var picture = new ArrayBufferWriter<byte>(64 << 10);
        Layout(row, ask).Write(ask, picture);
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
    public IResult OutlinePage(StoredMap row, Guid node, int? from, string address) => Map(row).Find(node) is not { } head ? Results.NotFound()
        : new RazorComponentResult<OutlinePage>(new { row.Title, row.Language, Part = OutlinePart.Of(Map(row), head, from ?? 0), MapAddress = address, Address = $"{address}/outline/" });

    /// <summary>An opened map, of which there is one for all its readers.</summary>
    public MindMap Map(StoredMap row) => Get($"{row.Id}/{row.Version}", () => library.Shelves.Open(row), map => map.NodeCount);

    public void Dispose() => kept.Dispose();

    private ShownMap Layout(StoredMap row, WindowAsk ask) =>
        Get($"{row.Id}/{row.Version}/{ask.LayoutKey}", () => ShownMap.Of(Map(row), ask), shown => shown.Layout.Count);

    private T Get<T>(string key, Func<T> make, Func<T, int> size) where T : class
    {
        if (kept.TryGetValue(key, out T? found)) return found!;
        var made = make();
        return kept.Set(key, made, new MemoryCacheEntryOptions { Size = Math.Max(1, size(made)), SlidingExpiration = Kept });
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
