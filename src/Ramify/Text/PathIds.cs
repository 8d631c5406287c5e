using System.Numerics;
using Ramify.Maps;

namespace Ramify.Text;

/// <summary>The ids of an outline's nodes, as <see cref="MapBuilder"/> makes them one by one: here level by level, each on all cores, since hashing is a third of reading a large outline.</summary>
internal static class PathIds
{
    /// <param name="items">The items in the order of the file.</param>
    /// <param name="same">For each item the item that is its node; see <see cref="Repeats"/>.</param>
    /// <returns>An id for each item that is a node; of no use for others.</returns>
    public static Guid[] Of(ReadOnlySpan<OutlineItem> items, int[] same)
    {
        var (texts, parents) = (new string[items.Length], new int[items.Length]);
        var levels = Levels(items, same, texts, parents, out var starts);
        var ids = new Guid[items.Length];
        for (var level = 0; level + 1 < starts.Length; level++)
        {
            var (from, count) = (starts[level], starts[level + 1] - starts[level]);
            var threads = Cores.For(count);
            Cores.Run(threads, n =>
            {
                for (var at = from + Share(count, n, threads); at < from + Share(count, n + 1, threads); at++)
                {
                    var item = levels[at];
                    ids[item] = MapBuilder.PathId(parents[item] < 0 ? Guid.Empty : ids[parents[item]], texts[item]);
                }
            });
            if (count > 1) TellApart(levels.AsSpan(from, count), ids, parents, texts);
        }
        return ids;
    }

    /// <summary>The nodes sorted by their level, those of one in the order of the file; where each level starts, and one past the last.</summary>
    private static int[] Levels(ReadOnlySpan<OutlineItem> items, int[] same, string[] texts, int[] parents, out int[] starts)
    {
        var level = new int[items.Length];
        var (nodes, deepest) = (0, 0);
        for (var i = 0; i < items.Length; i++)
        {
            if (same[i] != i) continue;
            texts[i] = items[i].Text;
            parents[i] = items[i].Parent < 0 ? -1 : same[items[i].Parent];
            level[i] = parents[i] < 0 ? 0 : level[parents[i]] + 1;
            deepest = Math.Max(deepest, level[i]);
            nodes++;
        }
        starts = new int[deepest + 2];
        for (var i = 0; i < items.Length; i++)
            if (same[i] == i) starts[level[i] + 1]++;
        for (var l = 1; l < starts.Length; l++) starts[l] += starts[l - 1];
        var (sorted, next) = (new int[nodes], starts.AsSpan(0, deepest + 1).ToArray());
        for (var i = 0; i < items.Length; i++)
            if (same[i] == i) sorted[next[level[i]]++] = i;
        return sorted;
    }

    /// <summary>Equal siblings, which stand on one level, get ids by their ordinal; the first keeps its own.</summary>
    private static void TellApart(ReadOnlySpan<int> level, Guid[] ids, int[] parents, string[] texts)
    {
        // Open addressing: a slot holds one more than the place of the first with an id. Ids are hashes already.
        var slots = new int[BitOperations.RoundUpToPowerOf2((uint)level.Length * 2)];
        var repeats = new int[level.Length];
        for (var n = 0; n < level.Length; n++)
        {
            var item = level[n];
            var slot = ids[item].GetHashCode() & (slots.Length - 1);
            while (slots[slot] > 0 && ids[level[slots[slot] - 1]] != ids[item]) slot = (slot + 1) & (slots.Length - 1);
            if (slots[slot] == 0) slots[slot] = n + 1;
            else ids[item] = MapBuilder.PathId(parents[item] < 0 ? Guid.Empty : ids[parents[item]], texts[item], ++repeats[slots[slot] - 1]);
        }
    }

    private static int Share(int count, int number, int of) => (int)((long)count * number / of);
}
