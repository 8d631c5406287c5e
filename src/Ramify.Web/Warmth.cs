using Ramify.Storage;

namespace Ramify.Web;

/// <summary>Does once, beside the first requests, what the first reader of a subject page would otherwise wait for: EF compiles its model.</summary>
internal sealed class Warmth(Library library) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first page has the processor to itself.
        await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stoppingToken.IsCancellationRequested) return;
        await library.Shelves.Counts(stoppingToken);
        await library.Shelves.List("history", null, null, 1, stoppingToken);
    }
}
