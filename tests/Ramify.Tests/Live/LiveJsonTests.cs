using System.Text;
using CsCheck;
using Ramify.Live;
using Ramify.Maps;
using Ramify.Tests.Maps;

namespace Ramify.Tests.Live;

/// <summary>What travels and what is kept reads back as it was, and nothing that is read throws.</summary>
public sealed class LiveJsonTests
{
    private static readonly Guid Client = new(4, 4, 4, new byte[8]);

    [Fact]
    public void Every_change_reads_back_as_it_was_written() => Play.Script.Sample(script =>
    {
        foreach (var (entry, _) in Play.Of(script).Log)
        {
            var sent = new RoomChange(entry.Sequence, Client, 7, entry);
            Same(sent, LiveJson.ReadChange(LiveJson.Write(sent))!);
            Same(sent, LiveJson.ReadChanges(LiveJson.Write([sent, sent], more: true))![1]);
            var envelope = new Envelope(Guid.Empty, Client, 7, 3, entry.Change);
            Assert.Equal(Written(envelope.Change), Written(LiveJson.ReadEnvelopes(LiveJson.Write([envelope]))![0].Change));
            var pending = new PendingChange(Client, 7, 3, entry.Change) { UndoOf = 5, Sequence = 9 };
            Assert.Equal(pending with { Change = null! }, LiveJson.ReadPending(LiveJson.Write(pending))! with { Change = null! });
            Assert.Equal(Written(entry.Change), Written(LiveJson.ReadLogged(LiveJson.Write(entry.Change))!));
        }
    }, iter: 300);

    [Fact]
    public void A_log_that_travelled_gives_the_same_state() => Play.Script.Sample(script =>
    {
        var play = Play.Of(script);
        var travelled = play.Log.Select(done => LiveJson.ReadChange(LiveJson.Write(new RoomChange(done.Entry.Sequence, Client, 1, done.Entry)))!.Entry!);
        Assert.Equal(play.State.Hash(), MapState.Fold(play.Start, travelled).Hash());
    }, iter: 300);

    [Fact]
    public void I6_a_snapshot_survives_its_bytes() => Play.Script.Sample(script =>
    {
        var play = Play.Of(script);
        var snapshot = play.State.Snapshot();
        var read = MapSnapshot.Read(snapshot.Write())!;
        Assert.Equal(play.State.Hash(), read.ToState().Hash());
        Assert.Equal(snapshot.Write(), read.Write());
    }, iter: 300);

    [Fact]
    public void A_snapshot_keeps_everything_a_file_can_say() => MapGen.RichMap.Sample(map =>
    {
        var state = new MapState(map);
        Assert.Equal(state.Hash(), MapSnapshot.Read(state.Snapshot().Write())!.ToState().Hash());
    }, iter: 300);

    [Fact]
    public void Damaged_snapshots_are_refused_and_never_throw() => Gen.Select(Play.Script, Gen.Int[0, 100_000], Gen.Byte).Sample((script, at, value) =>
    {
        var bytes = Play.Of(script).State.Snapshot().Write();
        Assert.Null(MapSnapshot.Read(bytes.AsSpan(0, at % bytes.Length)));
        bytes[at % bytes.Length] = value;
        // One byte of a text may be another letter: what reads must at least be a map.
        if (MapSnapshot.Read(bytes) is { } read) Assert.NotNull(read.ToState().Hash());
    }, iter: 500);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("{\"changes\":7}")]
    [InlineData("{\"changes\":[{}]}")]
    [InlineData("{\"changes\":[{\"map\":\"x\",\"client\":1,\"n\":1,\"base\":0,\"change\":{\"kind\":\"text\"}}]}")]
    [InlineData("{\"protocol\":1,\"changes\":[{\"map\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"client\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"n\":1,\"base\":0,\"change\":{\"kind\":\"text\",\"node\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"text\":\"\\ud800\"}}]}")]
    [InlineData("{\"protocol\":1,\"changes\":[{\"map\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"client\":\"01890a5d-ac96-774b-bcce-b302099a8057\",\"n\":1,\"base\":0,\"change\":{\"kind\":\"undo\",\"of\":1,\"inverse\":[{\"kind\":\"undo\",\"of\":1,\"inverse\":[]}]}}]}")]
    public void What_is_no_list_of_changes_reads_as_nothing(string body) => Assert.Null(LiveJson.ReadEnvelopes(Encoding.UTF8.GetBytes(body)));

    [Fact]
    public void Cut_and_changed_bytes_never_throw() => Gen.Select(Play.Script, Gen.Int[0, 100_000], Gen.Byte).Sample((script, at, value) =>
    {
        if (Play.Of(script).Log is not [var (entry, _), ..]) return;
        var bytes = LiveJson.Write([new Envelope(Guid.Empty, Client, 1, 0, entry.Change)]);
        LiveJson.ReadEnvelopes(bytes.AsMemory(0, at % bytes.Length));
        bytes[at % bytes.Length] = value;
        LiveJson.ReadEnvelopes(bytes);
    }, iter: 500);

    [Fact]
    public void L9_a_change_of_an_unknown_kind_reads_without_an_entry()
    {
        var read = LiveJson.ReadChange("""{"seq":3,"by":"01890a5d-ac96-774b-bcce-b302099a8057","client":"01890a5d-ac96-774b-bcce-b302099a8057","n":1,"change":{"kind":"paint","node":1}}"""u8.ToArray())!;
        Assert.Equal((3L, 1L), (read.Sequence, read.N));
        Assert.Null(read.Entry);
    }

    [Fact]
    public void Answers_and_people_read_back_as_they_were_written()
    {
        Answer[] answers = [new(Client, 1, ChangeStatus.Applied, 12, null), new(Client, 2, ChangeStatus.Refused, 0, ChangeCodes.Cycle)];
        Assert.Equal(answers, LiveJson.ReadAnswers(LiveJson.Write(answers)));
        Presence[] people = [new(Client, "Ann \"A\" مرحبا", null, 3), new(Client, "Bob", Client, 8)];
        Assert.Equal(people, LiveJson.ReadPresence(LiveJson.Write(people)));
        Assert.Equal(LiveJson.Protocol, LiveJson.ProtocolOf(LiveJson.Write(Array.Empty<Envelope>())));
        Assert.Equal(0, LiveJson.ProtocolOf("{}"u8.ToArray()));
    }

    private static void Same(RoomChange expected, RoomChange read)
    {
        Assert.Equal((expected.Sequence, expected.Client, expected.N, expected.Entry!.Person), (read.Sequence, read.Client, read.N, read.Entry!.Person));
        Assert.Equal(Written(expected.Entry.Change), Written(read.Entry.Change));
    }

    // Records with arrays are equal by reference only.
    private static string Written(MapChange change) => Encoding.UTF8.GetString(LiveJson.Write(change));
}
