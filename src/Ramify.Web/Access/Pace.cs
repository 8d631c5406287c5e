using System.Threading.RateLimiting;

namespace Ramify.Web.Access;

/// <summary>How much one may send whatever it is: so many calls of a program, so many forms of a person, and of an address as many as a school sends.</summary>
internal sealed class Pace : IDisposable
{
    private readonly PartitionedRateLimiter<string> programs = Attempts.Buckets(burst: 600, perMinute: 300);
    private readonly PartitionedRateLimiter<string> programAddresses = Attempts.Buckets(burst: 1_200, perMinute: 600);
    private readonly PartitionedRateLimiter<string> people = Attempts.Buckets(burst: 600, perMinute: 120);
    private readonly PartitionedRateLimiter<string> addresses = Attempts.Buckets(burst: 6_000, perMinute: 1_200);

    /// <summary>Whether a request may go on. Pages that are read are not counted, nor are changes that come one by one from an editor.</summary>
    public bool Allows(HttpContext context)
    {
        var (person, address) = (context.Person(), Attempts.Network(context.Connection.RemoteIpAddress));
        if (Problems.Wants(context.Request)) return person is null ? Attempts.Take(programAddresses, address) : Attempts.Take(programs, person.Session.ToString());
        return !context.Request.HasFormContentType || ((person is null || Attempts.Take(people, person.Id.ToString())) && Attempts.Take(addresses, address));
    }

    public void Dispose()
    {
        foreach (var limiter in (PartitionedRateLimiter<string>[])[programs, programAddresses, people, addresses]) limiter.Dispose();
    }
}
