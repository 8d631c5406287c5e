using System.Runtime.InteropServices.JavaScript;
using Ramify.Browser.Edits;
using Ramify.Layout;
using Ramify.Live;
using Ramify.Maps;

namespace Ramify.Browser;

/// <summary>
/// The whole border between the page's scripts and this program: wwwroot/js/edit calls these, and is called by the imports.
/// Ids are 32 hexadecimal digits; an outcome is [said, node to select, "write" where its text is written next], empty where nothing was done.
/// </summary>
internal static partial class Bridge
{
    /// <summary>Keeps a pending change in the browser's store until it is dropped.</summary>
    [JSImport("keep", "edit")]
    public static partial void Keep(string key, byte[] change);

    [JSImport("drop", "edit")]
    public static partial void Drop(string key);

    /// <summary>Keeps what this person can undo, for the next page of this map.</summary>
    [JSImport("remember", "edit")]
    public static partial void Remember(byte[] steps);

    /// <summary>
    /// Something was changed from a panel: the picture is to be refreshed. Where the panel is done, the map has the focus again; a node that is
    /// named is selected and brought in sight.
    /// </summary>
    [JSImport("changed", "edit")]
    public static partial void ShowChange(string said, bool isDone, string select = "");

    [JSExport]
    public static bool Open(byte[] snapshot, string writer, string client)
    {
        if (MapSnapshot.Read(snapshot) is not { } read) return false;
        Desk.Open = new Desk(read, Guid.Parse(writer), Guid.Parse(client));
        return true;
    }

    /// <summary>Takes up what an earlier page left unsent. Called once, before the first edit.</summary>
    [JSExport]
    public static void Adopt(string[] pending)
    {
        var left = pending.Select(json => LiveJson.ReadPending(System.Text.Encoding.UTF8.GetBytes(json))).OfType<PendingChange>().ToList();
        if (left.Count > 0) Desk.Open!.Take(Desk.Open.Replica.Adopt(left));
    }

    /// <summary>Takes up what could be undone on an earlier page. Called once, before what it left unsent is adopted.</summary>
    [JSExport]
    public static void Recall(byte[] steps)
    {
        if (LiveJson.ReadSteps(steps) is { } read) Desk.Open!.Replica.Remember(read);
    }

    /// <summary>The nodes that the map itself has folded.</summary>
    [JSExport]
    public static string Folded() => string.Join(' ', Desk.Open!.Map.Nodes.Where(node => node.Details.Folded).Select(node => node.Id.ToString("N")));

    /// <summary>Folds are kept in the map. They are no step of undo, and nobody else's picture moves by them.</summary>
    [JSExport]
    public static void Fold(string nodes, bool isFolded)
    {
        foreach (var node in Ids(nodes)) Desk.Open!.Fold(node, isFolded);
    }

    /// <summary>The picture, or of a large one the part that is seen: left, top, width, height in px of the map, and px of the screen for one of them.</summary>
    [JSExport]
    public static string Window(string shape, bool isSpaced, int level, string open, string shut, string show, string branch, double[] part, string at, bool isFitted) =>
        Desk.Open!.Write(new Ask(shape == "narrow", isSpaced, level, Ids(open), Ids(shut), Id(show), Id(branch),
            new Part(new MapBox(Px(part[0]), Px(part[1]), Px(part[2]), Px(part[3])), part[4], Id(at), isFitted)));

    [JSExport]
    public static void Select(string nodes) => Desk.Open!.Select(nodes.Split(' ').Select(Id).OfType<Guid>());

    [JSExport]
    public static string[] Act(string action) => Outcome(Desk.Open!.Act(action));

    [JSExport]
    public static string TextOf(string node) => Id(node) is { } id ? Desk.Open!.Map.Find(id)?.Text ?? "" : "";

    [JSExport]
    public static void WriteText(string node, string text, bool isNew)
    {
        if (Id(node) is { } id) Desk.Open!.WriteText(id, text, isNew);
    }

    /// <summary>A new node is written: one that says at length what another says already is that one, under a second parent.</summary>
    [JSExport]
    public static string[] Finish(string node) =>
        Find(node) is { } made && Structure.Join(Desk.Open!.Map, made) is { } edit ? Outcome(Desk.Open.Do(edit)) : [];

    /// <summary>Drops the selected nodes at another; with Alt, gives them a second parent.</summary>
    [JSExport]
    public static string[] MoveTo(string node, string zone, bool asSecondParent)
    {
        var desk = Desk.Open!;
        if (Find(node) is not { } target || desk.Selected is not { } selected) return [];
        return Outcome(desk.Do(asSecondParent ? Structure.AddUnder(selected, target) : Structure.MoveTo(desk.Map, desk.Selection, target, zone)));
    }

    [JSExport]
    public static string[] Connect(string from, string to) =>
        Find(from) is { } one && Find(to) is { } other ? Outcome(Desk.Open!.Do(Structure.Connect(one, other))) : [];

    [JSExport]
    public static string[] AddUnder(string node, string parent) =>
        Find(node) is { } one && Find(parent) is { } other ? Outcome(Desk.Open!.Do(Structure.AddUnder(one, other))) : [];

    /// <summary>The selected branches as text, as a nested list and as our own file; empty where nothing is selected.</summary>
    [JSExport]
    public static string[] Copy()
    {
        var desk = Desk.Open!;
        if (desk.Selection.Count == 0) return [];
        var copied = Copied.Of(desk.Map, desk.Selection);
        return [Copied.AsText(copied), Copied.AsList(copied), Copied.AsFile(copied)];
    }

    /// <summary>Opens a panel, or closes it where it is open.</summary>
    public static event Action<string>? Shown;

    [JSExport]
    public static void Show(string panel) => Shown?.Invoke(panel);

    /// <summary>What was on the clipboard and waits to be pasted.</summary>
    public static MindMap? Waiting { get; private set; }

    /// <summary>
    /// Understands what was pasted. How many nodes it is, or why nothing can be pasted; more than one are shown before they are put in.
    /// </summary>
    [JSExport]
    public static async Task<string> Preview(string content, string kind, string text)
    {
        var pasted = await Clipboard.Read(content, kind, text);
        Waiting = pasted.Map;
        if (pasted.Say is null && pasted.Map!.NodeCount > 1) Shown?.Invoke("paste");
        return pasted.Say ?? $"{pasted.Map!.NodeCount}";
    }

    /// <summary>Puts what waits under the selected node.</summary>
    [JSExport]
    public static string[] Paste()
    {
        if (Waiting is not { } read || Desk.Open!.Selected is not { } node) return [];
        Waiting = null;
        if (read.NodeCount == 1 && SafeLink.Normalise(read.Roots[0].Node.Text) is { } address)
            return Outcome(Desk.Open.Do(new([new MapChange.SetField(node.Id, NodeField.Link, new() { Link = address })], node.Id, $"Linked to {address}")));
        return Outcome(Desk.Open.Do(Pasted.Under(node, read)));
    }

    /// <summary>The same, from the panel that shows it.</summary>
    public static void PasteFromPanel()
    {
        var outcome = Paste();
        ShowChange(outcome.Length > 0 ? outcome[0] : "", true);
    }

    /// <summary>Why a file of this size cannot be an image of a node; empty where it may be one.</summary>
    [JSExport]
    public static string ImageFault(double bytes) => bytes <= MapLimits.ImageBytesIn ? "" : $"It takes more than {MapLimits.ImageBytesIn >> 20} MB. Save it smaller.";

    /// <summary>A node shows an image that the server has.</summary>
    [JSExport]
    public static string[] ShowImage(string node, string hash) => Id(node) is { } id ? Outcome(Desk.Open!.ShowImage(id, hash)) : [];

    /// <summary>Nodes of the branches below the selected ones; of the whole map where nothing is asked.</summary>
    [JSExport]
    public static string Branch(bool isAll)
    {
        var desk = Desk.Open!;
        var heads = desk.Selection.ToHashSet();
        var nodes = isAll ? desk.Map.Nodes : desk.Map.Nodes.Where(node => IsWithin(node, heads));
        return string.Join(' ', nodes.Select(node => node.Id.ToString("N")));
    }

    /// <summary>The lines of the outline with what is below some nodes left out, as JSON; so many that a page can hold them.</summary>
    [JSExport]
    public static string OutlineLines(string shut) => OutlineView.Write(Desk.Open!.Map, Ids(shut));

    [JSExport]
    public static byte[] ToSend() => Desk.Open!.Replica.ToSend() is { Count: > 0 } changes ? LiveJson.Write(changes) : [];

    [JSExport]
    public static bool Answered(byte[] answers)
    {
        if (LiveJson.ReadAnswers(answers) is not { } read) return false;
        Desk.Open!.Take(Desk.Open.Replica.Answered(read));
        Desk.Refresh();
        return true;
    }

    /// <summary>What the room ordered, one change or a list; whether what is shown may be another now.</summary>
    [JSExport]
    public static bool Received(byte[] changes, bool isList)
    {
        var replica = Desk.Open!.Replica;
        var read = isList ? LiveJson.ReadChanges(changes) : LiveJson.ReadChange(changes) is { } one ? [one] : null;
        if (read is null) return false;
        var update = replica.Receive(read);
        Desk.Open.Take(update);
        Desk.Refresh();
        return update.Touched.Count > 0;
    }

    /// <summary>"saved" or "pending", then "behind" or "reload" where the replica cannot follow, then how many conflicts there are.</summary>
    [JSExport]
    public static string[] State()
    {
        var (desk, replica) = (Desk.Open!, Desk.Open!.Replica);
        return [replica.IsSaved ? "saved" : "pending", replica.NeedsReload ? "reload" : replica.IsBehind ? "behind" : "", $"{desk.Conflicts.Count}", $"{replica.Sequence}"];
    }

    private static bool IsWithin(Node node, HashSet<Node> heads)
    {
        for (var at = node; at is not null; at = at.Parent)
            if (heads.Contains(at)) return true;
        return false;
    }

    private static string[] Outcome(Edit? edit) => edit is null ? [] : [edit.Say, edit.Select?.ToString("N") ?? "", edit.Writes ? "write" : ""];

    private static long Px(double px) => (long)Math.Round(px * 64);

    private static Node? Find(string node) => Id(node) is { } id ? Desk.Open!.Map.Find(id) : null;

    private static Guid? Id(string text) => Guid.TryParse(text, out var id) ? id : null;

    private static HashSet<Guid> Ids(string text) => [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Id).OfType<Guid>()];
}
