using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using Ramify.Storage;

namespace Ramify.Web.Access;

/// <summary>
/// How often one may try. By name, whether or not somebody has it, so that the answer tells nothing (C05); and by address, wide
/// enough for a school: thirty pupils behind one address who each mistype twice are not refused.
/// </summary>
internal sealed class Attempts : IDisposable
{
    private readonly PartitionedRateLimiter<string> names = Buckets(burst: 10, perMinute: 1);
    private readonly PartitionedRateLimiter<string> signInAddresses = Buckets(burst: 300, perMinute: 20);
    private readonly PartitionedRateLimiter<string> joinAddresses = Buckets(burst: 120, perMinute: 10);
    private readonly PartitionedRateLimiter<string> exports = Buckets(burst: 5, perMinute: 1);
    private readonly SemaphoreSlim hashing = new(Math.Max(1, Environment.ProcessorCount));

    public bool MaySignIn(string name, IPAddress? from) => Take(signInAddresses, Network(from)) && Take(names, DisplayName.Skeleton(name.Length > 100 ? name[..100] : name));

    public bool MayTryPasskey(IPAddress? from) => Take(signInAddresses, Network(from));

    public bool MayJoin(IPAddress? from) => Take(joinAddresses, Network(from));

    public bool MayExport(Guid person) => Take(exports, person.ToString());

    /// <summary>A password takes a tenth of a second of one core to check, on purpose; never more at once than there are cores.</summary>
    public async Task<T> Hash<T>(Func<Task<T>> work)
    {
        await hashing.WaitAsync();
        try
        {
            return await work();
        }
        finally
        {
            hashing.Release();
        }
    }

    public void Dispose()
    {
        foreach (var limiter in (PartitionedRateLimiter<string>[])[names, signInAddresses, joinAddresses, exports]) limiter.Dispose();
        hashing.Dispose();
    }

    internal static bool Take(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        return lease.IsAcquired;
    }

    /// <summary>An IPv6 network is somebody's from its first half on; the second is theirs to choose.</summary>
    internal static string Network(IPAddress? address) => address switch
    {
        null => "",
        { IsIPv4MappedToIPv6: true } => address.MapToIPv4().ToString(),
        { AddressFamily: AddressFamily.InterNetworkV6 } => Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8)),
        _ => address.ToString(),
    };

    internal static PartitionedRateLimiter<string> Buckets(int burst, int perMinute) => PartitionedRateLimiter.Create<string, string>(key =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
        {
            TokenLimit = burst, TokensPerPeriod = perMinute, ReplenishmentPeriod = TimeSpan.FromMinutes(1), QueueLimit = 0,
        }));
}
