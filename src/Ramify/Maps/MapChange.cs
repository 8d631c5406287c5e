using System.Collections.Immutable;

namespace Ramify.Maps;

/// <summary>
/// One edit of a map: the closed list. The editor, undo, live rooms, the log and the tests speak it. What each does
/// where two people's changes meet is in docs/spec/changes.md; <see cref="MapState"/> applies them.
/// </summary>
/// <remarks>Ids of new nodes and links are made by the client (UUIDv7). A null parent stands for the roots.</remarks>
public abstract record MapChange
{
    private MapChange() { }

    /// <summary>A new node without children.</summary>
    /// <param name="Node">Its id; a known one makes the change a no-op.</param>
    /// <param name="Parent">Its primary parent; where that is deleted, the nearest live ancestor takes it.</param>
    /// <param name="Key">Its order among the parent's entries; see <see cref="OrderKey"/>.</param>
    /// <param name="Text">Its text.</param>
    public sealed record Insert(Guid Node, Guid? Parent, string Key, string Text) : MapChange;

    /// <summary>Replaces a node's text.</summary>
    public sealed record SetText(Guid Node, string Text) : MapChange;

    /// <summary>Replaces one of a node's details.</summary>
    /// <param name="Node">The node.</param>
    /// <param name="Field">Which detail.</param>
    /// <param name="Value">Holds the new value of that detail; the others are not read.</param>
    public sealed record SetField(Guid Node, NodeField Field, NodeDetails Value) : MapChange;

    /// <summary>Gives a node another primary parent or another order: one register, written as one.</summary>
    public sealed record Move(Guid Node, Guid? Parent, string Key) : MapChange;

    /// <summary>Deletes a node with what lies below it, but nothing that still has a surviving parent.</summary>
    public sealed record Delete(Guid Node) : MapChange;

    /// <summary>Brings back what a delete took, each part where nobody has written it since.</summary>
    /// <param name="Deletion">The sequence of the delete.</param>
    public sealed record Restore(long Deletion) : MapChange;

    /// <summary>A new link between two nodes.</summary>
    public sealed record Link(Guid Id, Guid From, Guid To, LinkFields Fields) : MapChange;

    /// <summary>A new also-under link: the node gets a further parent.</summary>
    public sealed record AddUnder(Guid Id, Guid Parent, Guid Node, string Key) : MapChange;

    /// <summary>Replaces one field of a link, or the order key of an also-under link.</summary>
    /// <param name="Id">The link.</param>
    /// <param name="Field">Which field.</param>
    /// <param name="Value">Holds the new value of that field; the others are not read.</param>
    public sealed record SetLinkField(Guid Id, LinkField Field, LinkFields Value) : MapChange;

    /// <summary>Removes a link or an also-under link.</summary>
    public sealed record Unlink(Guid Id) : MapChange;

    /// <summary>Replaces one field of what the map says about itself.</summary>
    /// <param name="Field">Which field.</param>
    /// <param name="Value">Holds the new value of that field; the others are not read.</param>
    public sealed record SetMapField(MapField Field, MapInfo Value) : MapChange;

    /// <summary>Makes an image known to the map, so that nodes can show it.</summary>
    /// <param name="Hash">SHA-256 of its bytes, 64 lower-case hexadecimal digits.</param>
    public sealed record AttachImage(string Hash) : MapChange;

    /// <summary>New order keys for all entries of a parent, in their present order. The server's only; not undoable.</summary>
    public sealed record Rekey(Guid? Parent, ImmutableArray<string> Keys) : MapChange;

    /// <summary>Takes back a change of the same person, part by part, where nobody else has written since.</summary>
    /// <param name="Of">The sequence of the change taken back; that of an Undo makes a redo.</param>
    /// <param name="Inverse">What <see cref="ChangeResult.Inverse"/> said when it was applied.</param>
    public sealed record Undo(long Of, ImmutableArray<MapChange> Inverse) : MapChange;

    /// <summary>Takes what a change wrote out of the map, for moderation or a deletion request. The server's only.</summary>
    /// <param name="Sequence">The change, whose entry in the log is replaced by its <see cref="WithoutPayload"/>.</param>
    public sealed record Erase(long Sequence) : MapChange;

    /// <summary>The same change with everything a person wrote taken out; what it does to the structure stays.</summary>
    public MapChange WithoutPayload() => this switch
    {
        Insert c => c with { Text = "" },
        SetText c => c with { Text = "" },
        SetField c => c with { Value = NodeDetails.None },
        Link c => c with { Fields = LinkFields.None },
        SetLinkField { Field: not LinkField.Key } c => c with { Value = LinkFields.None },
        SetMapField c => c with { Value = MapInfo.None },
        Undo c => c with { Inverse = [.. c.Inverse.Select(part => part.WithoutPayload())] },
        _ => this,
    };

    /// <summary>The same change with its texts as <see cref="CleanText"/> leaves them.</summary>
    internal MapChange Cleaned() => this switch
    {
        Insert c => c with { Text = CleanText.Of(c.Text) },
        SetText c => c with { Text = CleanText.Of(c.Text) },
        SetField c => c with { Value = c.Value with { Note = Clean(c.Value.Note), Date = Clean(c.Value.Date), Tags = Clean(c.Value.Tags) } },
        Link c => c with { Fields = Clean(c.Fields) },
        SetLinkField c => c with { Value = Clean(c.Value) },
        SetMapField c => c with { Value = Clean(c.Value) },
        Undo c => c with { Inverse = [.. c.Inverse.Select(part => part.Cleaned())] },
        _ => this,
    };

    private static string? Clean(string? text) => text is null ? null : CleanText.Of(text);

    private static ImmutableArray<string> Clean(ImmutableArray<string> tags) => tags.IsDefaultOrEmpty ? tags : [.. tags.Select(CleanText.Of)];

    private static LinkFields Clean(LinkFields fields) => fields with
    {
        Label = Clean(fields.Label), Verb = Clean(fields.Verb), Source = Clean(fields.Source), Evidence = Clean(fields.Evidence),
    };

    private static MapInfo Clean(MapInfo info) => info with
    {
        Title = CleanText.Of(info.Title), Description = Clean(info.Description), Author = Clean(info.Author), Licence = Clean(info.Licence),
        Subject = Clean(info.Subject), Topic = Clean(info.Topic), Level = Clean(info.Level), Board = Clean(info.Board),
        Specification = Clean(info.Specification), Language = Clean(info.Language), Date = Clean(info.Date), Tags = Clean(info.Tags),
    };
}

/// <summary>A change with its place in the log of a map.</summary>
/// <param name="Sequence">Its place, from 1.</param>
/// <param name="Person">Who made it; <see cref="Server"/> for the server.</param>
/// <param name="Change">The change.</param>
public sealed record LoggedChange(long Sequence, Guid Person, MapChange Change)
{
    /// <summary>The server as a writer: it alone rekeys and erases.</summary>
    public static Guid Server => Guid.Empty;

    /// <summary>The entry that stands in the log once the change was erased.</summary>
    public LoggedChange WithoutPayload() => this with { Change = Change.WithoutPayload() };
}
