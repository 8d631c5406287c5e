namespace Ramify.Maps;

/// <summary>Divides the work on a large map among the processor's cores; what comes out does not depend on how many there are.</summary>
internal static class Cores
{
    /// <summary>Handing work to another thread costs as much as some hundred nodes.</summary>
    private const int LeastShare = 4096;

    /// <summary>How many threads are worth their while for so many nodes; one where there is one core, as in a browser.</summary>
    public static int For(int nodes) => Math.Clamp(nodes / LeastShare, 1, Environment.ProcessorCount);

    /// <summary>Does a job on several threads at once, this one among them, and waits for all. Each gets its number, from 0.</summary>
    public static void Run(int threads, Action<int> job)
    {
        var others = new Task[threads - 1];
        for (var n = 1; n < threads; n++)
        {
            var number = n;
            others[n - 1] = Task.Run(() => job(number));
        }
        try
        {
            job(0);
        }
        finally
        {
            foreach (var other in others) other.GetAwaiter().GetResult();
        }
    }
}
