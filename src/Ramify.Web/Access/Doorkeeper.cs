using System.Threading.RateLimiting;

namespace Ramify.Web.Access;

/// <summary>
/// At most so many requests at work and so many waiting; whoever comes beyond that is told at once when to come back (E20). What is answered from memory
/// has been before it comes here, and the signs of life never wait. A thread for each request at work and some to spare: those that a slow disk holds
/// up leave room for the others.
/// </summary>
internal sealed class Doorkeeper(RequestDelegate next) : IDisposable
{
    private const int AtWork = 64, Waiting = 512, ThreadsToSpare = 32;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ConcurrencyLimiter room = new(new ConcurrencyLimiterOptions { PermitLimit = AtWork, QueueLimit = Waiting, QueueProcessingOrder = QueueProcessingOrder.OldestFirst });

    /// <summary>Lets the pool make its threads when they are needed, not one each half second.</summary>
    public static void MakeThreads()
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, AtWork + ThreadsToSpare), ports);
    }

    public async Task Invoke(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<NeverWaits>() is not null)
        {
            await next(context);
            return;
        }
        using var place = await Take(context);
        if (place?.IsAcquired != true)
        {
            await Failures.Answer(context, StatusCodes.Status503ServiceUnavailable);
            return;
        }
        // A stream of events stays open for hours and does nothing most of the time.
        context.Response.OnStarting(() =>
        {
            if (context.Response.ContentType?.StartsWith("text/event-stream", StringComparison.Ordinal) == true) place.Dispose();
            return Task.CompletedTask;
        });
        await next(context);
    }

    public void Dispose() => room.Dispose();

    private async ValueTask<RateLimitLease?> Take(HttpContext context)
    {
        var place = room.AttemptAcquire();
        if (place.IsAcquired) return place;
        place.Dispose();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        patience.CancelAfter(Patience);
        try
        {
            return await room.AcquireAsync(1, patience.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }
}

/// <summary>Marks an endpoint that answers however much is going on.</summary>
internal sealed record NeverWaits;
