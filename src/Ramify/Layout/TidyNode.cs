using System.Runtime.InteropServices;

namespace Ramify.Layout;

/// <summary>One box of a <see cref="TidyTree"/>: what the caller asks, what the layout answers, and the layout's notes.</summary>
/// <remarks>
/// "Across" runs along a row of siblings, "along" from parent to child; which of them is x is the caller's business.
/// Units are the caller's too, whole numbers (1/64 px in a map). No size is negative, and length and lead together are
/// at least 1: a box that takes no room along has no place in an outline. Written for the hot loop: see <see cref="TidyTree"/>.
/// </remarks>
[StructLayout(LayoutKind.Sequential)]
internal struct TidyNode
{
    // Asked: the tree.
    /// <summary>Index of the first child; its siblings follow it. Not read where there are no children.</summary>
    public int FirstChild;
    /// <summary>How many children; 0 for a leaf.</summary>
    public int ChildCount;

    // Asked: the box.
    /// <summary>Size across.</summary>
    public int Breadth;
    /// <summary>Size along.</summary>
    public int Length;
    /// <summary>Room along between the parent's far end and this box, kept free of other boxes for the branch.</summary>
    public int Lead;
    /// <summary>Least room across between every box of this subtree and every box of its earlier siblings' subtrees.</summary>
    public int Gap;

    // Answered: relative, so that a subtree moves by moving its head.
    /// <summary>Across, from the parent's near edge to this box's near edge; 0 for the root.</summary>
    public int Offset;
    /// <summary>Least edge across of any box of the subtree, from this box's near edge: at most 0.</summary>
    public int Low;
    /// <summary>Greatest edge across of any box of the subtree, from this box's near edge: at least <see cref="Breadth"/>.</summary>
    public int High;

    // Notes. The contours of a subtree are found from its head by first (last) children and, past a leaf, by that
    // leaf's thread. A leaf is the end of both its own contours, so its four notes are free for the thread.
    internal int FirstNote;
    internal int SecondNote;
    internal int ThirdNote;
    internal int FourthNote;

    /// <summary>An earlier sibling; none between the two reaches further along than this one. Valid while the parent is laid out.</summary>
    internal int Hiding;

    /// <summary>Answered: greatest far end along of any box of the subtree, from this box's near end: at least <see cref="Length"/>.</summary>
    public long Depth;

    /// <summary>End of the near contour: the node of the subtree that is furthest along, seen from the low side.</summary>
    internal int NearEnd { readonly get => FirstNote; set => FirstNote = value; }
    /// <summary>Across from this box's near edge to that node's.</summary>
    internal int NearEndAt { readonly get => SecondNote; set => SecondNote = value; }
    /// <summary>End of the far contour.</summary>
    internal int FarEnd { readonly get => ThirdNote; set => ThirdNote = value; }
    /// <summary>Across from this box's near edge to that node's.</summary>
    internal int FarEndAt { readonly get => FourthNote; set => FourthNote = value; }

    /// <summary>Of a leaf: where the contour goes on, in a sibling's subtree of some ancestor.</summary>
    internal int Thread { readonly get => FirstNote; set => FirstNote = value; }
    /// <summary>Across from the leaf's near edge to that node's.</summary>
    internal int ThreadAcross { readonly get => SecondNote; set => SecondNote = value; }
    /// <summary>Along from the leaf's far end to that node's.</summary>
    internal int ThreadAlong { readonly get => ThirdNote; set => ThirdNote = value; }
}
