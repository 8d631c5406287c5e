using System.Threading.RateLimiting;
using Ramify.Storage;

namespace Ramify.Web.Features.Live;

/// <summary>How fast one editor may send: faster than anybody types, slower than a program that runs wild (D09).</summary>
internal sealed class EditPace : IDisposable
{
    private readonly PartitionedRateLimiter<Visitor> changes = Buckets(burst: 100, perSecond: 40);
    private readonly PartitionedRateLimiter<Visitor> places = Buckets(burst: 40, perSecond: 10);

    public bool MaySend(Visitor by) => Take(changes, by);

    public bool MayMove(Visitor by) => Take(places, by);

    public void Dispose()
    {
        changes.Dispose();
        places.Dispose();
    }

    private static bool Take(PartitionedRateLimiter<Visitor> limiter, Visitor by)
    {
        using var lease = limiter.AttemptAcquire(by);
        return lease.IsAcquired;
    }

    private static PartitionedRateLimiter<Visitor> Buckets(int burst, int perSecond) => PartitionedRateLimiter.Create<Visitor, Visitor>(by =>
        RateLimitPartition.GetTokenBucketLimiter(by, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst, TokensPerPeriod = perSecond / 4, ReplenishmentPeriod = TimeSpan.FromMilliseconds(250), QueueLimit = 0,
        }));
}
