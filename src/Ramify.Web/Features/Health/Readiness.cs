using Ramify.Storage;

namespace Ramify.Web.Features.Health;

/// <summary>Looks every few seconds whether the library can be read and written, on a thread of its own: whoever asks is told what it saw, and never waits for a disk.</summary>
internal sealed class Readiness(Library library, IHostApplicationLifetime life) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2), Stale = TimeSpan.FromSeconds(20);
    private volatile string? fault;
    private long seenAt = Environment.TickCount64;

    /// <summary>Why the program should be given no requests, in one sentence; null where it should.</summary>
    public string? Reason => life.ApplicationStopping.IsCancellationRequested ? "The program is ending."
        : fault ?? (Environment.TickCount64 - Volatile.Read(ref seenAt) > Stale.TotalMilliseconds ? "The library has not answered for a while." : null);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Factory.StartNew(() =>
    {
        do
        {
            fault = library.Fault()?.Sentence;
            Volatile.Write(ref seenAt, Environment.TickCount64);
        }
        while (!stoppingToken.WaitHandle.WaitOne(LookEvery));
    }, stoppingToken, TaskCreationOptions.LongRunning, TaskScheduler.Default);
}
