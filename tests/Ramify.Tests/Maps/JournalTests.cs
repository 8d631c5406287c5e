using CsCheck;
using Ramify.Maps;

namespace Ramify.Tests.Maps;

/// <summary>What a replica leans on: that taking back leaves no trace, at any step of any history.</summary>
public sealed class JournalTests
{
    private static readonly int Histories = int.Parse(Environment.GetEnvironmentVariable("HISTORIES") ?? "400");

    [Fact]
    public void L5_taking_back_is_exact_for_every_change_and_doing_it_again_gives_the_same() => Play.Script.Sample(script =>
    {
        var log = Play.Of(script).Log;
        var state = Play.Of((script.Map, [])).Start.ToState();
        var journal = state.Keep();
        var hashes = new Stack<(int Mark, string Hash)>();
        foreach (var (entry, _) in log)
        {
            hashes.Push((journal.Mark, state.Hash()));
            state.Apply(entry);
        }
        var end = state.Hash();
        foreach (var (mark, hash) in hashes)
        {
            journal.RollBack(mark);
            Assert.Equal(hash, state.Hash());
        }
        foreach (var (entry, _) in log) state.Apply(entry);
        Assert.Equal(end, state.Hash());
    }, iter: Histories);

    [Fact]
    public void L5_what_is_not_applied_writes_nothing_to_take_back() => Play.Script.Sample(script =>
    {
        var play = Play.Of(script);
        var state = play.Start.ToState();
        var journal = state.Keep();
        foreach (var (entry, _) in play.Log)
        {
            var before = (journal.Mark, Hash: state.Hash());
            // Far from anything: the node is unknown.
            Assert.Equal(ChangeStatus.Refused, state.Apply(entry.Person, new MapChange.Delete(new Guid(77, 7, 7, new byte[8]))).Status);
            Assert.Equal(before, (journal.Mark, state.Hash()));
            state.Apply(entry);
        }
    }, iter: Histories / 10);

    [Fact]
    public void A_journal_names_every_node_whose_look_or_place_changed() => Play.Script.Sample(script =>
    {
        var play = Play.Of(script);
        var state = play.Start.ToState();
        var journal = state.Keep();
        var was = Visible.Of(state.Map);
        foreach (var (entry, _) in play.Log)
        {
            state.Apply(entry);
            var touched = journal.TakeTouched();
            foreach (var name in was.ChangesTo(Visible.Of(state.Map)).Where(name => name.StartsWith("node", StringComparison.Ordinal)))
                Assert.Contains(touched, id => name.StartsWith(Visible.NameOf(id), StringComparison.Ordinal));
            was = Visible.Of(state.Map);
        }
        journal.RollBack();
        var back = journal.TakeTouched();
        foreach (var name in was.ChangesTo(Visible.Of(state.Map)).Where(name => name.StartsWith("node", StringComparison.Ordinal)))
            Assert.Contains(back, id => name.StartsWith(Visible.NameOf(id), StringComparison.Ordinal));
    }, iter: Histories);
}
