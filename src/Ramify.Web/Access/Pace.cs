using System.Threading.RateLimiting;
using Ramify.Storage;

namespace Ramify.Web.Access;

/// <summary>How much one may send whatever it is: so many calls of a program, so many forms of a person, and of an address as many as a school sends. Of an editor faster than anybody types, slower than a program that runs wild (D09).</summary>
internal sealed class Pace : IDisposable
{
    private readonly PartitionedRateLimiter<string> programs = Attempts.Buckets(burst: 600, perMinute: 300);
    private readonly PartitionedRateLimiter<string> programAddresses = Attempts.Buckets(burst: 1_200, perMinute: 600);
    private readonly PartitionedRateLimiter<string> people = Attempts.Buckets(burst: 600, perMinute: 120);
    private readonly PartitionedRateLimiter<string> addresses = Attempts.Buckets(burst: 6_000, perMinute: 1_200);
    private readonly PartitionedRateLimiter<Visitor> changes = Attempts.Buckets<Visitor>(burst: 100, tokens: 10, every: TimeSpan.FromMilliseconds(250));
    private readonly PartitionedRateLimiter<Visitor> places = Attempts.Buckets<Visitor>(burst: 40, tokens: 2, every: TimeSpan.FromMilliseconds(200));

    /// <summary>Whether a request may go on. Pages that are read are not counted, nor are changes that come one by one from an editor.</summary>
    public bool Allows(HttpContext context)
    {
        var (person, address) = (context.Person(), Attempts.Network(context.Connection.RemoteIpAddress));
        if (Problems.Wants(context.Request)) return person is null ? Attempts.Take(programAddresses, address) : Attempts.Take(programs, person.Session.ToString());
        return !context.Request.HasFormContentType || ((person is null || Attempts.Take(people, person.Id.ToString())) && Attempts.Take(addresses, address));
    }

    /// <summary>Whether an editor may send changes.</summary>
    public bool MaySend(Visitor by) => Attempts.Take(changes, by);

    /// <summary>Whether an editor may tell where it is.</summary>
    public bool MayMove(Visitor by) => Attempts.Take(places, by);

    public void Dispose()
    {
        foreach (var limiter in (PartitionedRateLimiter<string>[])[programs, programAddresses, people, addresses]) limiter.Dispose();
        foreach (var limiter in (PartitionedRateLimiter<Visitor>[])[changes, places]) limiter.Dispose();
    }
}
