using CsCheck;
using Ramify.Live;
using Ramify.Maps;

namespace Ramify.Tests.Live;

/// <summary>I5, I6, I7 and I8 over random schedules. SCHEDULES says how many: any number, for a long search.</summary>
public sealed class ConvergenceTests
{
    private static readonly int Schedules = int.Parse(Environment.GetEnvironmentVariable("SCHEDULES") ?? "20000");

    private readonly Dictionary<string, int> met = [];

    [Fact]
    public void I8_replicas_with_equal_sequence_are_equal_after_partitions_duplicates_drops_and_crashes() => Schedule.Script.Sample(script =>
    {
        var schedule = Schedule.Of(script);
        var hash = schedule.Room.State.Hash();
        // I6: the state is the fold of the log.
        Assert.Equal(MapState.Fold(schedule.Start, schedule.Log.Select(change => change.Entry!)).Hash(), hash);
        foreach (var replica in schedule.Replicas)
        {
            Assert.Equal(hash, replica.State.Hash());
            Assert.True(replica.IsSaved && !replica.NeedsReload && !replica.IsBehind);
        }
        // I7: what was acknowledged is in the log, once, where the answer says (once: see Schedule.Store); I5 there too.
        foreach (var answer in schedule.Acknowledged.Where(answer => answer.Status == ChangeStatus.Applied))
            Assert.Equal((answer.Client, answer.N), (schedule.Log[(int)answer.Sequence - 1].Client, schedule.Log[(int)answer.Sequence - 1].N));
        foreach (var same in schedule.Acknowledged.Where(answer => answer.Status == ChangeStatus.Applied).GroupBy(answer => (answer.Client, answer.N)))
            Assert.Single(same.Select(answer => answer.Sequence).Distinct());
    }, iter: Schedules, print: Print);

    [Fact]
    public void L4_a_replica_shows_what_is_confirmed_with_what_is_pending_on_top() => Schedule.Script.Sample(script =>
    {
        Schedule.Of(script, (schedule, _) =>
        {
            foreach (var replica in schedule.Replicas) Assert.Equal(schedule.Expected(replica), replica.State.Hash());
        });
    }, iter: Schedules / 20, print: Print);

    [Fact]
    public void Random_schedules_meet_every_rare_case_many_times()
    {
        Schedule.Script.Sample(script =>
        {
            foreach (var (name, times) in Schedule.Of(script).Met) met[name] = met.GetValueOrDefault(name) + times;
        }, iter: 1000, threads: 1);
        var counts = string.Join('\n', met.OrderBy(m => m.Value).Select(m => $"{m.Value,6} {m.Key}"));
        TestContext.Current.TestOutputHelper!.WriteLine(counts);
        string[] rare =
        [
            "request lost", "request repeated", "answer lost", "crash before storing", "sent again", "not applied", "undo", "redo", "undo of what is not confirmed",
            "redo of what is not confirmed", "others' changes below pending ones", "a gap", "reload with pending changes", "reload with an undo of what is not confirmed", "a long queue", "typing",
        ];
        foreach (var name in rare) Assert.True(met.GetValueOrDefault(name) >= 20, $"too rare: {name}\n{counts}");
    }

    private static string Print((MindMap Map, Moment[] Moments) script) =>
        string.Join('\n', Outline.Of(script.Map).Select(line => new string(' ', line.Depth) + line.Node.Id.ToString()[..8])) + "\n" + string.Join('\n', script.Moments.Select(m => $"{m.What} {m.Who} {m.Step}"));
}
