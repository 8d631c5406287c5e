using Ramify.Browser.Edits;
using Ramify.Live;
using Ramify.Maps;

namespace Ramify.Browser;

/// <summary>
/// The map that is open in this page: what is shown, what is still to be sent, which nodes are selected. Keys, drags, panels and
/// the outline all end in <see cref="Do"/>; what they do is in Edits.
/// </summary>
public sealed class Desk
{
    private readonly Replica replica;
    private readonly Picture picture;
    private readonly Dictionary<Guid, string> missed = [];
    private Guid[] chosen = [];

    public Desk(MapSnapshot snapshot, Guid writer, Guid client)
    {
        replica = new Replica(snapshot, writer, client);
        picture = new Picture(replica.Map);
    }

    /// <summary>The desk of this page; a page edits one map.</summary>
    public static Desk? Open { get; set; }

    /// <summary>Something was changed or selected.</summary>
    public static event Action? Changed;

    public MindMap Map => replica.Map;

    public Replica Replica => replica;

    /// <summary>The selected nodes, the last chosen first. Looked up each time: a rebase may put another object in a node's place.</summary>
    public IReadOnlyList<Node> Selection => [.. chosen.Select(Map.Find).OfType<Node>()];

    public Node? Selected => chosen.Select(Map.Find).FirstOrDefault(node => node is not null);

    /// <summary>Changes of this page that ended otherwise than they were seen.</summary>
    public List<string> Conflicts { get; } = [];

    public void Select(IEnumerable<Guid> nodes)
    {
        chosen = [.. nodes];
        Changed?.Invoke();
    }

    public string Write(Ask ask) => picture.Write(ask);

    /// <summary>Does what a row of the key table says; null where the row is not the editor's, or nothing is selected.</summary>
    public Edit? Act(string action)
    {
        if (action is "undo") return TakeBack(replica.Undo(), "Undone", "There is nothing to undo.");
        if (action is "redo") return TakeBack(replica.Redo(), "Done again", "There is nothing to redo.");
        if (Selected is not { } node) return null;
        var edit = action switch
        {
            "add-child" => Structure.AddChild(Map, node),
            "add-after" => Structure.AddAfter(Map, node),
            "add-before" => Structure.AddBefore(Map, node),
            "add-parent" => Structure.AddParent(Map, node),
            "delete" => Structure.Delete(Map, Selection),
            "delete-node" => Structure.DeleteNode(Map, node),
            "move-up" => Structure.Shift(Map, node, -1),
            "move-down" => Structure.Shift(Map, node, +1),
            "promote" => Structure.Promote(Map, node),
            "demote" => Structure.Demote(Map, node),
            "move-left" => picture.IsLeft(node) ? Structure.Demote(Map, node) : Structure.Promote(Map, node),
            "move-right" => picture.IsLeft(node) ? Structure.Promote(Map, node) : Structure.Demote(Map, node),
            _ => null,
        };
        return edit is null ? null : Do(edit);
    }

    /// <summary>Makes the changes of an edit, as one step of undo.</summary>
    public Edit Do(Edit edit)
    {
        var joins = false;
        foreach (var change in edit.Changes)
        {
            var update = replica.Do(change, joins);
            Take(update);
            if (update.Status == ChangeStatus.Applied) joins = true;
            else if (!joins) return Edit.None(Sentences.Of(update.Code));
        }
        Changed?.Invoke();
        return edit;
    }

    /// <summary>A node shows an image that the server has, and of which this page may not have heard yet.</summary>
    public Edit ShowImage(Guid node, string hash)
    {
        Take(replica.Do(new MapChange.AttachImage(hash), isUndoable: false));
        return Do(new([new MapChange.SetField(node, NodeField.Image, new() { Image = hash })], null, "The image was added."));
    }

    public void Fold(Guid node, bool isFolded)
    {
        if (Map.Find(node) is { } found && found.Details.Folded != isFolded)
            Take(replica.Do(new MapChange.SetField(node, NodeField.Folded, new() { Folded = isFolded }), isUndoable: false));
    }

    /// <summary>The text of a node, as it is typed. A new node and its first text are one step of undo.</summary>
    public void WriteText(Guid node, string text, bool isNew)
    {
        if (Map.Find(node) is not { } found)
        {
            Miss(node, text);
            return;
        }
        if (found.Text == text) return;
        Take(replica.Do(new MapChange.SetText(node, text), joinsLast: isNew));
        Changed?.Invoke();
    }

    /// <summary>What is typed into a node that somebody has deleted meanwhile is not lost unseen: it stands in the list, as it is now.</summary>
    private void Miss(Guid node, string text)
    {
        if (missed.Remove(node, out var former)) Conflicts.Remove(former);
        if (text.Length > 0) Conflicts.Add(missed[node] = Sentences.OfLost(text));
    }

    /// <summary>What the room said, or ordered: changes by others, and what became of one's own.</summary>
    public void Take(ReplicaUpdate update)
    {
        picture.Update(update.Touched);
        foreach (var change in update.Put) Bridge.Keep(KeyOf(change), LiveJson.Write(change));
        foreach (var change in update.Dropped) Bridge.Drop(KeyOf(change));
        // What is confirmed, and so can be undone by the next page too, is dropped here.
        if (update.Dropped.Count > 0) Bridge.Remember(LiveJson.Write(replica.Steps()));
        foreach (var conflict in update.Conflicts) Conflicts.Add(Sentences.Of(Map, conflict));
    }

    public static void Refresh() => Changed?.Invoke();

    private Edit TakeBack(ReplicaUpdate update, string done, string nothing)
    {
        Take(update);
        Changed?.Invoke();
        var select = update.Touched.FirstOrDefault(id => Map.Find(id) is not null && Map.Find(id)!.Parent is not null);
        if (update.Put.Count > 0) return new([], select == Guid.Empty ? null : select, done) { };
        return Edit.None(update.Code == ChangeCodes.Overwritten && update.Status != ChangeStatus.Applied ? nothing : Sentences.Of(update.Code));
    }

    private static string KeyOf(PendingChange change) => $"{change.Client:N}/{change.N:D12}";
}
