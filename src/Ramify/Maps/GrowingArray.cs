using System.Runtime.CompilerServices;

namespace Ramify.Maps;

/// <summary>An array that grows at its end, for the engine's inner loops over values of its own types.</summary>
/// <remarks>
/// ReadyToRun compiles the framework's own generic types over types of ours in every process anew: measured, a tenth of
/// the time of drawing 100,000 nodes. This one is compiled ahead with the rest of the engine.
/// </remarks>
internal sealed class GrowingArray<T>(int capacity = 4)
{
    private T[] array = new T[capacity];

    public int Count { get; private set; }

    public ref T this[int at] => ref array[at];

    public Span<T> Span => new(array, 0, Count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(T value)
    {
        if (Count == array.Length) Grow();
        array[Count++] = value;
    }

    /// <summary>Forgets all from a place on; what they refer to is kept until it is written over.</summary>
    public void CutTo(int count) => Count = count;

    public T[] ToArray()
    {
        var copy = new T[Count];
        Array.Copy(array, copy, Count);
        return copy;
    }

    public void CopyTo(T[] target, int at) => Array.Copy(array, 0, target, at, Count);

    private void Grow()
    {
        var grown = new T[Math.Max(4, 2 * array.Length)];
        Array.Copy(array, grown, Count);
        array = grown;
    }
}
