using System.Runtime.InteropServices;
using Ramify.Maps;

namespace Ramify.Text;

/// <summary>
/// Decides which lines of an outline are the same node: those of one name, and a repeated text whose later line has no
/// children or the same children. Linear in the items.
/// </summary>
/// <remarks>
/// Each item gets a class: two items of one class have equal texts and the same children, a long leaf having the class
/// of the first complete line with its text. Classes are given in postorder; the decision follows in the order of the file.
/// No join by text can make a cycle but one with an open ancestor: every edge leads from a line that is complete later
/// to one that is complete earlier. Only a name whose later line has children breaks that order, and then each edge is checked.
/// </remarks>
internal ref struct Repeats
{
    /// <summary>Shortest text that is joined without being asked.</summary>
    public const int SureLength = 20;

    /// <summary>The item stands inside a repeat whose children are those of the first line.</summary>
    public const int Dropped = -1;

    private const int NoClass = -1;
    private const int ReportedApart = 200;
    private readonly ReadOnlySpan<OutlineItem> items;
    private readonly JoinRepeats join;
    private readonly List<MapProblem> problems;
    private readonly Dictionary<string, int> texts, names = [];
    // Made where a text is repeated: most files have none.
    private readonly Dictionary<(int, int), int> classes = null!, lists = null!;
    private readonly int[] textOf, classOf, listOf, same, occurrences;
    private readonly HashSet<(int, int)> entries = null!;
    private readonly Dictionary<int, List<int>> furtherParents = null!;
    private bool hasRepeats, isReopened;
    private int apart, checks, classCount, listCount;

    private Repeats(ReadOnlySpan<OutlineItem> items, JoinRepeats join, List<MapProblem> problems)
    {
        this.items = items;
        (this.join, this.problems, texts) = (join, problems, new Dictionary<string, int>(items.Length));
        (textOf, same, occurrences) = (new int[items.Length], new int[items.Length], new int[items.Length]);
        for (var i = 0; i < items.Length; i++) same[i] = i;
        InternTexts();
        (classOf, listOf) = hasRepeats ? (new int[items.Length], new int[items.Length]) : ([], []);
        if (!hasRepeats) return;
        (classes, lists, entries, furtherParents) = ([], [], [], []);
    }

    /// <summary>For each item the item that is its node: itself, an earlier one, or <see cref="Dropped"/>.</summary>
    public static int[] Find(ReadOnlySpan<OutlineItem> items, JoinRepeats join, List<MapProblem> problems)
    {
        var repeats = new Repeats(items, join, problems);
        if (repeats.hasRepeats)
        {
            repeats.Classify();
            repeats.Decide();
            repeats.ReportRest();
        }
        return repeats.same;
    }

    /// <summary>Text ids from 0 up; names get ids from -1 down.</summary>
    private void InternTexts()
    {
        for (var i = 0; i < items.Length; i++)
        {
            ref var id = ref items[i].Name is { } name
                ? ref CollectionsMarshal.GetValueRefOrAddDefault(names, name, out var known)
                : ref CollectionsMarshal.GetValueRefOrAddDefault(texts, items[i].Text.Trim(), out known);
            if (!known) id = items[i].Name is null ? texts.Count - 1 : -names.Count;
            if (id >= 0) occurrences[id]++;
            hasRepeats |= known;
            textOf[i] = id;
        }
    }

    private void Classify()
    {
        var firstComplete = new int[texts.Count];
        Array.Fill(firstComplete, NoClass);
        var open = new Stack<int>();
        for (var i = 0; i < items.Length; i++)
        {
            while (open.TryPeek(out var top) && top != items[i].Parent) Complete(open.Pop(), firstComplete);
            open.Push(i);
        }
        while (open.TryPop(out var top)) Complete(top, firstComplete);
    }

    private void Complete(int item, int[] firstComplete)
    {
        var text = textOf[item];
        // What stands once is like nothing else: only the rest is looked up.
        var isOnce = text >= 0 && occurrences[text] == 1;
        int found;
        if (isOnce) found = classCount++;
        else if (text < 0) found = IdOf(classes, (text, 0), ref classCount);
        else
        {
            var isLeaf = listOf[item] == 0;
            found = isLeaf && IsSure(item) && firstComplete[text] != NoClass ? firstComplete[text] : IdOf(classes, (text, listOf[item]), ref classCount);
            if (firstComplete[text] == NoClass) firstComplete[text] = found;
        }
        classOf[item] = found;
        var parent = items[item].Parent;
        // A list is its beginning and its last member; 0 is the empty one.
        if (parent >= 0) listOf[parent] = 1 + (isOnce ? listCount++ : IdOf(lists, (listOf[parent], found), ref listCount));
    }

    private static int IdOf(Dictionary<(int, int), int> ids, (int, int) key, ref int next)
    {
        ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(ids, key, out var known);
        if (!known) id = next++;
        return id;
    }

    private void Decide()
    {
        var firstOfClass = new int[classCount];
        var firstOfText = new int[texts.Count];
        Array.Fill(firstOfClass, -1);
        Array.Fill(firstOfText, -1);
        for (var i = 0; i < items.Length; i++)
        {
            var (text, parent) = (textOf[i], items[i].Parent);
            if (parent >= 0 && (same[parent] == Dropped || (same[parent] != parent && textOf[parent] >= 0)))
            {
                same[i] = Dropped;
                continue;
            }
            ref var first = ref firstOfClass[classOf[i]];
            if (text < 0) DecideNamed(i, ref first);
            else if (join == JoinRepeats.None) continue;
            else if (first >= 0) DecideRepeat(i, first);
            else
            {
                first = i;
                if (firstOfText[text] >= 0 && IsSure(i)) Apart(i, firstOfText[text], "but with other children");
            }
            if (text >= 0 && firstOfText[text] < 0) firstOfText[text] = i;
        }
    }

    private void DecideNamed(int item, ref int first)
    {
        if (first < 0)
        {
            first = item;
            return;
        }
        var hasChildren = items[item].End > item + 1;
        var parent = ParentOf(item);
        if (items[item].Text.Length > 0 && items[item].Text != items[first].Text)
            problems.Add(new(items[item].Line, "other_text", $"Line {items[item].Line} has the name of line {items[first].Line} but another text; the first stays."));
        if (!IsFree(parent, first) || MakesCycle(item, parent, first))
        {
            problems.Add(new(items[item].Line, "not_joined", $"Line {items[item].Line} has the name of line {items[first].Line}, but cannot stand here a second time or below itself: left out."));
            same[item] = Dropped;
            return;
        }
        isReopened |= hasChildren;
        Join(item, parent, first);
    }

    private void DecideRepeat(int item, int first)
    {
        var parent = ParentOf(item);
        if (!IsSure(item)) Apart(item, first, "but is short");
        else if (parent < 0) Apart(item, first, "as a root of its own");
        else if (!IsFree(parent, first)) Apart(item, first, "under the same parent");
        else if (MakesCycle(item, parent, first)) Apart(item, first, "but lies below it");
        else
        {
            Join(item, parent, first);
            problems.Add(new(items[item].Line, "joined", $"Line {items[item].Line} repeats line {items[first].Line}: one node under both parents."));
        }
    }

    private readonly void Join(int item, int parent, int first)
    {
        same[item] = first;
        entries.Add((parent, first));
        ref var parents = ref CollectionsMarshal.GetValueRefOrAddDefault(furtherParents, first, out _);
        (parents ??= []).Add(parent);
    }

    private readonly int ParentOf(int item) => items[item].Parent is var p and >= 0 ? same[p] : -1;

    private readonly bool IsFree(int parent, int node) => ParentOf(node) != parent && !entries.Contains((parent, node));

    private bool MakesCycle(int item, int parent, int node)
    {
        if (parent < 0) return false;
        if (item < items[node].End) return true;
        return isReopened && IsAbove(parent, node);
    }

    /// <summary>Whether <paramref name="node"/> is <paramref name="at"/> or above it. Gives up, and says yes, after 10 million steps in one file.</summary>
    private bool IsAbove(int at, int node)
    {
        var seen = new HashSet<int>();
        var pending = new Stack<int>([at]);
        while (pending.TryPop(out at))
        {
            if (at == node || ++checks > 10_000_000) return true;
            if (at < 0 || !seen.Add(at)) continue;
            pending.Push(ParentOf(at));
            if (!furtherParents.TryGetValue(at, out var parents)) continue;
            foreach (var parent in parents) pending.Push(parent);
        }
        return false;
    }

    private readonly bool IsSure(int item) =>
        join == JoinRepeats.All ? !items[item].Text.AsSpan().IsWhiteSpace() : items[item].Text.AsSpan().Trim().Length >= SureLength;

    private void Apart(int item, int first, string why)
    {
        if (apart++ < ReportedApart)
            problems.Add(new(items[item].Line, "not_joined", $"Line {items[item].Line} repeats line {items[first].Line} {why}: kept apart."));
    }

    private readonly void ReportRest()
    {
        if (apart > ReportedApart)
            problems.Add(new(0, "not_joined", $"{apart - ReportedApart} more repeated lines were kept apart."));
    }
}
