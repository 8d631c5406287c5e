using Ramify.Maps;

namespace Ramify.Live;

/// <summary>
/// Long notes are written by several people at once: where two wrote the same one, the later write is merged with the earlier word by word
/// before it is ordered. Short notes, and what is too different to be told apart, go to the last writer as every field does.
/// </summary>
internal sealed class NoteMerge
{
    /// <summary>Notes longer than this are merged.</summary>
    public const int LongNote = 500;

    // The longest two runs of words that are compared: a few milliseconds and 8 MB.
    private const int MostPairs = 4_000_000;
    private const int Remembered = 64;

    private readonly Queue<Write> writes = new();

    // Sent: the note as its author had it; what was ordered may be merged.
    private sealed record Write(Guid Node, long Sequence, Guid Writer, string Before, string Sent);

    /// <summary>The change to order for one that was sent.</summary>
    /// <param name="state">The state that it meets.</param>
    /// <param name="sent">What was sent.</param>
    /// <param name="seen">The sequence that its author had seen.</param>
    /// <param name="writer">Its author.</param>
    public MapChange Merge(MapState state, MapChange sent, long seen, Guid writer)
    {
        if (sent is not MapChange.SetField { Field: NodeField.Note, Value.Note: { Length: > LongNote } mine } set) return sent;
        if (state.Map.Find(set.Node) is not { Details.Note: { } theirs } || Ancestor(set.Node, seen, writer) is not { } ancestor) return sent;
        return set with { Value = set.Value with { Note = Merge(ancestor, theirs, mine) ?? mine } };
    }

    /// <summary>Takes note of what was ordered.</summary>
    public void Note(LoggedChange entry, ChangeResult result, MapChange sent)
    {
        if (entry.Change is not MapChange.SetField { Field: NodeField.Note, Value.Note: { Length: > LongNote } after } set) return;
        var before = (result.Inverse[0] as MapChange.SetField)?.Value.Note;
        var own = (sent as MapChange.SetField)?.Value.Note;
        writes.Enqueue(new Write(set.Node, entry.Sequence, entry.Person, before ?? "", own ?? after));
        if (writes.Count > Remembered) writes.Dequeue();
    }

    /// <summary>What the author had before him, where others wrote since; null where nobody did.</summary>
    private string? Ancestor(Guid node, long seen, Guid writer)
    {
        string? ancestor = null;
        var others = false;
        foreach (var write in writes)
        {
            if (write.Node != node || write.Sequence <= seen) continue;
            ancestor ??= write.Before;
            if (write.Writer == writer) ancestor = write.Sent;
            else others = true;
        }
        return others ? ancestor : null;
    }

    /// <summary>Both texts' changes to a common ancestor in one; where both changed the same words, both are kept. Null where they are too different.</summary>
    internal static string? Merge(string ancestor, string theirs, string mine)
    {
        if (theirs == mine || theirs == ancestor) return mine;
        if (mine == ancestor) return theirs;
        var (o, a, b) = (Words(ancestor), Words(theirs), Words(mine));
        if (Matches(o, a) is not { } inA || Matches(o, b) is not { } inB) return null;
        var merged = new System.Text.StringBuilder();
        int fromO = 0, fromA = 0, fromB = 0;
        for (var i = 0; i <= o.Count; i++)
        {
            // The next word that all three have, or the end.
            if (i < o.Count && (inA[i] < 0 || inB[i] < 0)) continue;
            var (toA, toB) = i < o.Count ? (inA[i], inB[i]) : (a.Count, b.Count);
            Append(merged, o[fromO..i], a[fromA..toA], b[fromB..toB]);
            if (i < o.Count) merged.Append(o[i]);
            (fromO, fromA, fromB) = (i + 1, toA + 1, toB + 1);
        }
        return merged.ToString();
    }

    private static void Append(System.Text.StringBuilder merged, List<string> was, List<string> theirs, List<string> mine)
    {
        if (theirs.SequenceEqual(mine) || theirs.SequenceEqual(was)) merged.AppendJoin("", mine);
        else if (mine.SequenceEqual(was)) merged.AppendJoin("", theirs);
        else merged.AppendJoin("", theirs).AppendJoin("", mine);
    }

    /// <summary>Words, each with the space after it.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var from = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            if (i < text.Length && (char.IsWhiteSpace(text[i]) || !char.IsWhiteSpace(text[i - 1]))) continue;
            words.Add(text[from..i]);
            from = i;
        }
        return words;
    }

    /// <summary>For each word of one text its place in the other by a longest common subsequence, -1 where it is gone; null where that would take too long.</summary>
    private static int[]? Matches(List<string> from, List<string> to)
    {
        int start = 0, end = 0;
        while (start < from.Count && start < to.Count && from[start] == to[start]) start++;
        while (end < from.Count - start && end < to.Count - start && from[^(end + 1)] == to[^(end + 1)]) end++;
        var (n, m) = (from.Count - start - end, to.Count - start - end);
        if ((long)n * m > MostPairs) return null;

        var places = new int[from.Count];
        Array.Fill(places, -1);
        for (var i = 0; i < start; i++) places[i] = i;
        for (var i = 1; i <= end; i++) places[from.Count - i] = to.Count - i;
        // common[i, j]: how many words the rests from i and j have in common.
        var common = new ushort[(n + 1) * (m + 1)];
        for (var i = n - 1; i >= 0; i--)
            for (var j = m - 1; j >= 0; j--)
                common[i * (m + 1) + j] = from[start + i] == to[start + j]
                    ? (ushort)(common[(i + 1) * (m + 1) + j + 1] + 1)
                    : Math.Max(common[(i + 1) * (m + 1) + j], common[i * (m + 1) + j + 1]);
        for (int i = 0, j = 0; i < n && j < m;)
        {
            if (from[start + i] == to[start + j]) places[start + i++] = start + j++;
            else if (common[(i + 1) * (m + 1) + j] >= common[i * (m + 1) + j + 1]) i++;
            else j++;
        }
        return places;
    }
}
