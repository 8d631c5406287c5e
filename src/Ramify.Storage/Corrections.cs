using Microsoft.Data.Sqlite;
using Ramify.Maps;
using Ramify.Storage.Model;
using Ramify.Text;

namespace Ramify.Storage;

/// <summary>A correction as whoever answers it needs it.</summary>
/// <param name="Correction">What is suggested.</param>
/// <param name="By">Who suggests it.</param>
/// <param name="Now">The node's text as it is; null where the node is gone.</param>
public sealed record OpenCorrection(Correction Correction, string By, string? Now)
{
    /// <summary>Whether the text was changed since it was suggested.</summary>
    public bool IsStale => Now != Correction.Former;
}

/// <summary>Other texts that readers suggest for one node of a public map; its owner answers, for maps without one a moderator does.</summary>
public sealed class Corrections
{
    private const string Columns = "c.id, c.map, c.node, c.person, c.former, c.proposed, c.reason, c.at, c.state, c.answered_at";
    private const int MostShown = 100;
    private readonly Library library;

    internal Corrections(Library library) => this.library = library;

    /// <summary>Suggests another text for a node. What seems to tell how to reach somebody is held until a moderator has looked.</summary>
    /// <param name="by">Who suggests it.</param>
    /// <param name="map">A public map.</param>
    /// <param name="id">Made by the form: sent twice, it is one suggestion.</param>
    /// <param name="node">The node.</param>
    /// <param name="proposed">The text in its place.</param>
    /// <param name="reason">Why.</param>
    public Written Suggest(CurrentPerson by, StoredMap map, Guid id, Node node, string proposed, string reason)
    {
        (proposed, reason) = (CleanText.Of(proposed).Trim(), CleanText.Of(reason).Trim());
        if (Fault(by, map, node, proposed, reason) is { } fault) return new Written(fault);
        var isHeld = ContactDetails.AreIn(reason) || (ContactDetails.AreIn(proposed) && !ContactDetails.AreIn(node.Text));
        var now = library.Clock.GetUtcNow();
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        if (connection.Scalar<long>("SELECT count(*) FROM correction WHERE person = @person AND map = @map AND state IN ('Held', 'Open')", ("@person", by.Id), ("@map", map.Id)) >= MapLimits.OpenCorrections)
            return new Written($"{MapLimits.OpenCorrections} of your suggestions for this map wait for an answer; please let them be answered first.");
        var added = connection.Execute("""
            INSERT INTO correction (id, map, node, person, former, proposed, reason, at, state) VALUES (@id, @map, @node, @person, @former, @proposed, @reason, @now, @state) ON CONFLICT (id) DO NOTHING
            """, ("@id", id), ("@map", map.Id), ("@node", node.Id), ("@person", by.Id), ("@former", node.Text), ("@proposed", proposed), ("@reason", reason), ("@now", now),
            ("@state", (isHeld ? CorrectionState.Held : CorrectionState.Open).ToString()));
        if (added > 0 && !isHeld) Notices.Tell(connection, now, map.Owner, NoticeKind.CorrectionSuggested, map.Id, correction: id);
        transaction.Commit();
        return new Written(null, isHeld);
    }

    /// <summary>The corrections of a map that wait for an answer, the oldest first; without those that the reader reported.</summary>
    public IReadOnlyList<OpenCorrection> Of(StoredMap map, Guid reader)
    {
        var nodes = new Lazy<MindMap>(() => library.Shelves.Open(map));
        using var connection = library.Connect();
        return connection.Rows(r => (Correction: Read(r), By: r.GetString(10)), $"""
            SELECT {Columns}, p.user_name FROM correction c JOIN person p ON p.id = c.person
            WHERE c.map = @map AND c.state = 'Open' AND NOT EXISTS (SELECT 1 FROM report r WHERE r.correction = c.id AND r.person = @reader) ORDER BY c.at, c.id LIMIT {MostShown}
            """, ("@map", map.Id), ("@reader", reader)).ConvertAll(c => new OpenCorrection(c.Correction, c.By, nodes.Value.Find(c.Correction.Node)?.Text));
    }

    /// <summary>How many corrections of a map wait for its owner.</summary>
    public int Count(Guid map)
    {
        using var connection = library.Connect();
        return (int)connection.Scalar<long>("SELECT count(*) FROM correction WHERE map = @map AND state = 'Open'", ("@map", map));
    }

    /// <summary>What a person suggested, the newest first, with the titles of maps that are still public.</summary>
    public IReadOnlyList<(Correction Correction, string? Title)> By(Guid person)
    {
        using var connection = library.Connect();
        return connection.Rows(r => (Read(r), r.Text(10)), $"""
            SELECT {Columns}, m.title FROM correction c LEFT JOIN map m ON m.id = c.map AND m.visibility = 'Public' WHERE c.person = @person ORDER BY c.at DESC, c.id DESC LIMIT {MostShown}
            """, ("@person", person));
    }

    /// <summary>Accepts a correction, which is a change of the map, or declines it; whoever suggested it is told.</summary>
    /// <param name="map">The map, of whoever answers.</param>
    /// <param name="id">The correction.</param>
    /// <param name="isAccepted">Whether the text is to take the node's place.</param>
    /// <param name="by">Who answers.</param>
    /// <returns>Why not, in one plain sentence; null where it is done.</returns>
    public string? Answer(StoredMap map, Guid id, bool isAccepted, Guid by)
    {
        if (Find(id) is not { State: CorrectionState.Open } correction || correction.Map != map.Id) return "It was answered already.";
        // The map first: a stop in between leaves a correction open that is in the map, and accepting it again changes nothing.
        if (isAccepted && library.OwnMaps.Change(map, new MapChange.SetText(correction.Node, correction.Proposed), by) is { IsApplied: false }) return "The idea is not in the map any more.";
        var now = library.Clock.GetUtcNow();
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        var to = isAccepted ? CorrectionState.Accepted : CorrectionState.Declined;
        if (connection.Execute("UPDATE correction SET state = @to, answered_at = @now WHERE id = @id AND state = 'Open'", ("@to", to.ToString()), ("@now", now), ("@id", id)) == 0) return "It was answered already.";
        Notices.Tell(connection, now, correction.Person, isAccepted ? NoticeKind.CorrectionAccepted : NoticeKind.CorrectionDeclined, map.Id, correction: id);
        transaction.Commit();
        return null;
    }

    /// <summary>The owner reports a correction: it is gone for him, and a moderator looks.</summary>
    public void Report(StoredMap map, Guid id, ReportReason reason, Guid by)
    {
        if (Find(id) is not { State: CorrectionState.Open } correction || correction.Map != map.Id) return;
        var now = library.Clock.GetUtcNow();
        using var connection = library.Connect();
        using var transaction = connection.BeginTransaction();
        if (connection.Execute("INSERT INTO report (id, person, correction, reason, at) VALUES (@id, @person, @correction, @reason, @now) ON CONFLICT DO NOTHING",
            ("@id", Guid.CreateVersion7(now)), ("@person", by), ("@correction", id), ("@reason", reason.ToString()), ("@now", now)) > 0)
            Audit.Append(connection, now, by, "correction reported", id.ToString(), reason.ToString());
        transaction.Commit();
    }

    internal static Correction? One(SqliteConnection connection, Guid id) =>
        connection.Rows(Read, $"SELECT {Columns} FROM correction c WHERE c.id = @id", ("@id", id)).FirstOrDefault();

    private Correction? Find(Guid id)
    {
        using var connection = library.Connect();
        return One(connection, id);
    }

    private static string? Fault(CurrentPerson by, StoredMap map, Node node, string proposed, string reason)
    {
        if (by.Age == AgeBand.Under13) return "Under 13, nobody writes to others here.";
        if (map.Owner == by.Id) return "This map is yours: you can edit its text.";
        if (proposed.Length == 0) return "Please write the text as it should be.";
        if (proposed.Length > MapLimits.Upload.TextLength) return $"An idea has at most {MapLimits.Upload.TextLength:N0} characters.";
        if (proposed == node.Text) return "That is the text as it is.";
        return reason.Length is 0 or > MapLimits.ReasonLength ? $"Please say why, in at most {MapLimits.ReasonLength} characters." : null;
    }

    private static Correction Read(SqliteDataReader row) => new()
    {
        Id = row.Id(0), Map = row.Id(1), Node = row.Id(2), Person = row.Id(3), Former = row.GetString(4), Proposed = row.GetString(5), Reason = row.GetString(6),
        At = row.At(7), State = Enum.Parse<CorrectionState>(row.GetString(8)), AnsweredAt = row.IsDBNull(9) ? null : row.At(9),
    };
}
