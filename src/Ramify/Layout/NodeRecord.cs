using Ramify.Maps;

namespace Ramify.Layout;

/// <summary>What <see cref="MapRecords"/> knows of a node beside its place: by the number of its record in the <see cref="LinkedTree"/>.</summary>
internal struct NodeRecord
{
    /// <summary>The node; null for the invisible root of a side.</summary>
    public Node? Node;

    /// <summary>1 for a main branch, counting up outwards; 0 and below for centre and trunk.</summary>
    public int Level;

    /// <summary>Nodes of the subtree along the spine, itself and hidden ones included.</summary>
    public int Nodes;

    /// <summary>Those of them that are shown where the node itself is.</summary>
    public int Shown;

    /// <summary>Room kept on the side away from the parent.</summary>
    public int Outer;

    /// <summary>Room kept before the box.</summary>
    public int Before;

    /// <summary>Wrap factor, 1/100.</summary>
    public byte Factor;
    public NodeKind Kind;

    /// <summary>The colour that the writer chose; 0 for none. Kept here since the nodes lie far apart in memory.</summary>
    public byte Chosen;

    /// <summary>Whether it hides its children.</summary>
    public bool IsFolded;

    /// <summary>Whether its children have no records yet: they were never shown.</summary>
    public bool IsUnbuilt;

    /// <summary>Whether the map had it folded when last looked at.</summary>
    public bool WasSavedFolded;
}

/// <summary>One root with centre, trunk and sides, each side's main branches under an invisible record.</summary>
/// <param name="Node">The root.</param>
/// <param name="Hub">Records of centre and trunk.</param>
/// <param name="Right">The record over the branches that go right, or down.</param>
/// <param name="Left">The record over those that go left.</param>
/// <param name="Kept">What edits keep; where the cut is, the sides of the branches say, unless all are folded away.</param>
internal sealed record PlacedRoot(Node Node, int[] Hub, int Right, int Left, KeptRoot Kept)
{
    /// <summary>Boxes of centre and trunk, the centre's middle at 0, 0.</summary>
    public MapBox[] HubBoxes { get; init; } = new MapBox[Hub.Length];

    /// <summary>The box around them.</summary>
    public MapBox HubBox { get; set; }

    /// <summary>Where the centre's middle is.</summary>
    public MapPoint At { get; set; }

    public int LastOfHub => Hub[^1];

    public PlacedRoot Copy() => this with { HubBoxes = [.. HubBoxes] };
}
