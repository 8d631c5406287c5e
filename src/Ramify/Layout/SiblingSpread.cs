using System.Buffers;

namespace Ramify.Layout;

/// <summary>
/// Room that a far-off pair of siblings made between them, shared out over those in between, each in constant time:
/// second differences of the shifts, summed up once when the row is done.
/// </summary>
/// <remarks>Siblings in between are hidden behind the later one of the pair, so moving them late disturbs no contour.</remarks>
internal sealed unsafe class SiblingSpread : IDisposable
{
    private int[] slopes = [];
    private int[] jumps = [];

    /// <summary>The sibling <paramref name="to"/> was pushed off <paramref name="from"/>: those between follow in proportion.</summary>
    public void Add(ref bool begun, int count, int from, int to, int push)
    {
        if (!begun) Begin(count);
        begun = true;
        // The room before each of them grows by the share, before the last few, the pushed one with them, by one more.
        var (share, rest) = Math.DivRem(push, to - from);
        slopes[from + 1] += share;
        if (rest > 0) slopes[to - rest + 1]++;
        var last = rest > 0 ? share + 1 : share;
        slopes[to] -= last;
        jumps[to] -= push - last;
    }

    public void Apply<TSiblings>(TidyNode* nodes, int first, int count, TSiblings siblings) where TSiblings : struct, ISiblings
    {
        int slope = 0, shift = 0;
        var child = nodes + first;
        for (var i = 0; i < count; i++)
        {
            slope += slopes[i];
            shift += slope + jumps[i];
            child->Offset += shift;
            if (i + 1 < count) child = siblings.Next(nodes, child);
        }
    }

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(slopes);
        ArrayPool<int>.Shared.Return(jumps);
    }

    private void Begin(int count)
    {
        if (slopes.Length < count)
        {
            Dispose();
            slopes = ArrayPool<int>.Shared.Rent(count);
            jumps = ArrayPool<int>.Shared.Rent(count);
        }
        Array.Clear(slopes, 0, count);
        Array.Clear(jumps, 0, count);
    }
}
