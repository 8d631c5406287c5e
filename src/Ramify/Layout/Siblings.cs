using System.Runtime.CompilerServices;

namespace Ramify.Layout;

/// <summary>
/// How a layout gets from one record to its siblings. A type argument, so that each of the two ways is compiled into a
/// loop of its own: records side by side for a whole tree at once, linked ones where branches come and go.
/// </summary>
internal unsafe interface ISiblings
{
    /// <summary>The next sibling; asked only where there is one.</summary>
    TidyNode* Next(TidyNode* nodes, TidyNode* child);

    /// <summary>The last child of a node that has some.</summary>
    TidyNode* Last(TidyNode* nodes, TidyNode* parent);

    /// <summary>Takes note of a child's place in its row, from 0.</summary>
    void SetPlace(int child, int place);

    /// <summary>A child's place in its row.</summary>
    int PlaceOf(int first, int child);
}

/// <summary>Siblings lie side by side in the array.</summary>
internal readonly unsafe struct SideBySide : ISiblings
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TidyNode* Next(TidyNode* nodes, TidyNode* child) => child + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TidyNode* Last(TidyNode* nodes, TidyNode* parent) => nodes + (parent->FirstChild + parent->ChildCount - 1);

    public void SetPlace(int child, int place) { }

    public int PlaceOf(int first, int child) => child - first;
}

/// <summary>Siblings are linked to one another: see <see cref="LinkedTree"/>.</summary>
internal readonly unsafe struct Linked(TreeLinks* links) : ISiblings
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TidyNode* Next(TidyNode* nodes, TidyNode* child) => nodes + links[child - nodes].Next;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TidyNode* Last(TidyNode* nodes, TidyNode* parent) => nodes + links[parent - nodes].LastChild;

    public void SetPlace(int child, int place) => links[child].Place = place;

    public int PlaceOf(int first, int child) => links[child].Place;
}
