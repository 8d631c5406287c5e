using Microsoft.EntityFrameworkCore;
using Ramify.Storage;

namespace Ramify.Web;

/// <summary>Does once, beside the first requests, what the first to sign in would otherwise wait for: EF compiles its model.</summary>
internal sealed class Warmth(Library library) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The first page has the processor to itself.
        await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (stoppingToken.IsCancellationRequested) return;
        await using var context = library.Context();
        await context.Users.AnyAsync(stoppingToken);
    }
}
