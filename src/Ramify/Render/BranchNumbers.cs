using Ramify.Layout;
using Ramify.Maps;

namespace Ramify.Render;

/// <summary>The numbers of the main branches, as the picture shows them.</summary>
internal sealed class BranchNumbers
{
    private readonly Dictionary<Node, int> numbers = [];

    public BranchNumbers(MindMap map)
    {
        var tree = new ShownTree(map, Fold.ToMainBranches);
        for (var i = 0; i < tree.Count; i++)
            if (tree.Levels[i] == 1) numbers[tree.Nodes[i]] = tree.Branches[i];
    }

    /// <summary>A main branch's number, from 1; 0 for other nodes.</summary>
    public int Of(Node node) => numbers.GetValueOrDefault(node);

    /// <summary>Its place in the palette.</summary>
    public static int Colour(Node node, int number) =>
        node.Details.Style.Colour is > 0 and <= ShownTree.PaletteSize and var chosen ? chosen : (number - 1) % ShownTree.PaletteSize + 1;
}
