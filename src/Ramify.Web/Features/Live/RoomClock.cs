using Microsoft.Data.Sqlite;
using Ramify.Storage;

namespace Ramify.Web.Features.Live;

/// <summary>What rooms do by the clock: tell who is there, take over what other processes stored, write documents of maps that rest.</summary>
internal sealed partial class RoomClock(Library library, ILogger<RoomClock> log) : BackgroundService
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);
    private const int SettleEvery = 4;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await library.Rooms.SettleAll();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Beat);
        for (var beat = 1; await timer.WaitForNextTickAsync(stoppingToken); beat++)
        {
            try
            {
                library.Rooms.Tick();
                if (beat % SettleEvery == 0) await library.Rooms.Settle();
            }
            catch (Exception failure) when (failure is SqliteException or InvalidOperationException or ArgumentException)
            {
                // The disk may be full or slow; the log has everything, and the next beat tries again.
                LogFailure(log, failure);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A beat of the rooms failed")]
    private static partial void LogFailure(ILogger log, Exception failure);
}
