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
    private readonly PartitionedRateLimiter<string> wrongCodes = Buckets(burst: 60, perMinute: 5);
    private readonly PartitionedRateLimiter<string> classes = Buckets(burst: Classes.MostPupils, perMinute: 10);
    private readonly PartitionedRateLimiter<string> exports = Buckets(burst: 5, perMinute: 1);
    private readonly PartitionedRateLimiter<string> writers = Buckets(burst: 20, perMinute: 6);
    private readonly PartitionedRateLimiter<string> writingAddresses = Buckets(burst: 600, perMinute: 120);
    private readonly SemaphoreSlim hashing = new(Math.Max(1, Environment.ProcessorCount));

    /// <summary>When a bucket has a drop in it again.</summary>
    public static readonly TimeSpan WriteAgainAfter = TimeSpan.FromMinutes(1);

    public bool MaySignIn(string name, IPAddress? from) => Take(signInAddresses, Network(from)) && Take(names, DisplayName.Skeleton(name.Length > 100 ? name[..100] : name));

    public bool MayTryPasskey(IPAddress? from) => Take(signInAddresses, Network(from));

    public bool MayJoin(IPAddress? from) => Take(joinAddresses, Network(from));

    /// <summary>Whether an address has guessed at join codes too often. Looking costs nothing; only <see cref="CodeMissed"/> counts.</summary>
    public bool MayTryCode(IPAddress? from) => wrongCodes.GetStatistics(Network(from)) is not { CurrentAvailablePermits: < 1 };

    /// <summary>A join code that no class has.</summary>
    public void CodeMissed(IPAddress? from) => Take(wrongCodes, Network(from));

    /// <summary>Making accounts on the way into a class: as many as it has seats, wherever they come from.</summary>
    public bool MayJoinClass(Guid id) => Take(classes, id.ToString());

    public bool MayExport(Guid person) => Take(exports, person.ToString());

    /// <summary>Comments, reports and corrections: a person who writes twenty in a row, or a class of thirty who do, is not refused; who goes on is.</summary>
    public bool MayWrite(Guid person, IPAddress? from) => Take(writers, person.ToString()) && Take(writingAddresses, Network(from));

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
        foreach (var limiter in (PartitionedRateLimiter<string>[])[names, signInAddresses, joinAddresses, wrongCodes, classes, exports, writers, writingAddresses]) limiter.Dispose();
        hashing.Dispose();
    }

    internal static bool Take<TKey>(PartitionedRateLimiter<TKey> limiter, TKey key)
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

    internal static PartitionedRateLimiter<string> Buckets(int burst, int perMinute) => Buckets<string>(burst, perMinute, TimeSpan.FromMinutes(1));

    internal static PartitionedRateLimiter<TKey> Buckets<TKey>(int burst, int tokens, TimeSpan every) where TKey : notnull => PartitionedRateLimiter.Create<TKey, TKey>(key =>
        RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions { TokenLimit = burst, TokensPerPeriod = tokens, ReplenishmentPeriod = every, QueueLimit = 0 }));
}
