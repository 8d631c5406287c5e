using Ramify.Layout;
using Ramify.Maps;

namespace Ramify.Print;

/// <summary>
/// Spreads a map over pages whose text can be read: an overview of the main branches, then each main branch on a page of
/// its own. Where a branch would be too small, its page opens what it can, the smallest first, and the large ones follow on
/// the next pages, small neighbours together. In reading order; no recursion.
/// </summary>
internal sealed class BranchPages(MindMap map, Sheet sheet, TextSpacing spacing)
{
    private readonly List<PageDraft> drafts = [];
    private readonly Stack<Pending> pending = [];
    private readonly Dictionary<Node, int> pageOfNode = [];

    /// <summary>What is still to be put on pages.</summary>
    /// <param name="Parts">What a page starts from.</param>
    /// <param name="IsOverview">Whether it shows main branches and at most a level below them, which have pages of their own.</param>
    private sealed record Pending(IReadOnlyList<BranchPart> Parts, bool IsOverview);

    private sealed record PageDraft(IReadOnlyList<BranchPart> Parts, BranchMap Branch, MapLayout Layout, bool IsOverview);

    /// <summary>At most as many nodes as could be read on the sheet if each were one short word: 500 on A4.</summary>
    private int MostNodes => (int)(sheet.Width * sheet.Height / 1000);

    /// <summary>The pages; null if there would be more than <paramref name="mostPages"/>.</summary>
    public IReadOnlyList<PrintPage>? Make(int mostPages)
    {
        Begin();
        while (pending.TryPop(out var next))
        {
            if (drafts.Count == mostPages) return null;
            Place(next);
        }
        NumberPages();
        return [.. drafts.Select(draft => new PrintPage(draft.Layout, node => pageOfNode.GetValueOrDefault(draft.Branch.OriginalOf(node))))];
    }

    /// <summary>The overview, from the nodes that carry main branches; then each main branch.</summary>
    private void Begin()
    {
        var mains = MapLayout.Of(map, new LayoutOptions { Fold = Fold.ToMainBranches });
        var (hubs, branches) = (new List<Node>(), new List<Node>());
        foreach (var i in mains.ReadingOrder)
            if (mains.Parents[i] < 0) hubs.Add(mains.Nodes[i]);
            else if (mains.Levels[i] <= 0) hubs[^1] = mains.Nodes[i];
            else if (BranchPart.HasChildren(mains.Nodes[i])) branches.Add(mains.Nodes[i]);
        for (var b = branches.Count - 1; b >= 0; b--) pending.Push(new Pending([BranchPart.Whole(branches[b])], IsOverview: false));
        if (hubs.Count > 0) pending.Push(new Pending([.. hubs.Select(BranchPart.Whole)], IsOverview: true));
    }

    private void Place(Pending next)
    {
        var draft = (next.IsOverview ? Overview(next.Parts) : Opened(next.Parts)) ?? WithFewer(next);
        drafts.Add(draft with { IsOverview = next.IsOverview });
        if (next.IsOverview) return;
        var groups = Groups(draft.Branch);
        for (var i = groups.Count - 1; i >= 0; i--) pending.Push(new Pending(groups[i], IsOverview: false));
    }

    /// <summary>The main branches, and a level below them where it can be read as well.</summary>
    private PageDraft? Overview(IReadOnlyList<BranchPart> parts)
    {
        var mains = parts.SelectMany(part => part.Children).ToHashSet();
        if (mains.Count > MostNodes) return null;
        var below = mains.Sum(main => BranchPart.SpineChildren(main).Count());
        return (mains.Count + below <= MostNodes ? Fitting(parts, mains.Contains) : null) ?? Fitting(parts, _ => false);
    }

    /// <summary>The parts with as much below them as can be read; null where not even their children can.</summary>
    private PageDraft? Opened(IReadOnlyList<BranchPart> parts)
    {
        var order = OpeningOrder(parts, out var isWhole);
        if (isWhole && Fitting(parts, _ => true) is { } whole) return whole;
        var best = Fitting(parts, _ => false);
        if (best is null || order.Count == 0) return best;
        Most(order.Count, count =>
        {
            var open = order.Take(count).ToHashSet();
            if (Fitting(parts, open.Contains) is not { } wider) return false;
            if (wider.Branch.ShownCount > best.Branch.ShownCount) best = wider;
            return true;
        });
        return best;
    }

    /// <summary>Nodes to open one after the other: always the one with the fewest below it of those that can be seen.</summary>
    private List<Node> OpeningOrder(IReadOnlyList<BranchPart> parts, out bool isWhole)
    {
        var order = new List<Node>();
        var seen = new PriorityQueue<Node, (int Below, int Place)>();
        var (shown, place) = (0, 0);
        void See(IEnumerable<Node> children)
        {
            foreach (var child in children)
            {
                shown++;
                if (BranchPart.HasChildren(child)) seen.Enqueue(child, (CountBelow(child), place++));
            }
        }
        foreach (var part in parts) See(part.Children);
        while (shown <= MostNodes && seen.TryDequeue(out var node, out _))
        {
            order.Add(node);
            See(BranchPart.SpineChildren(node));
        }
        isWhole = seen.Count == 0 && shown <= MostNodes;
        return order;
    }

    /// <summary>Where not even the children can be read on one page: as many parts, or children, as can.</summary>
    private PageDraft WithFewer(Pending next)
    {
        IReadOnlyList<BranchPart> Some(int count) => next.Parts.Count > 1 ? [.. next.Parts.Take(count)] : [next.Parts[0].SplitAt(count).Head];
        var all = next.Parts.Count > 1 ? next.Parts.Count : next.Parts[0].Count;
        var most = Math.Max(Most(all - 1, count => Fitting(Some(count), _ => false) is not null), Math.Min(all, 1));
        var draft = Drafted(Some(most), _ => false);
        if (most < all) pending.Push(next with { Parts = next.Parts.Count > 1 ? [.. next.Parts.Skip(most)] : [next.Parts[0].SplitAt(most).Tail] });
        return draft;
    }

    /// <summary>The greatest number from 1 to <paramref name="most"/> that fits; 0 if none does.</summary>
    private static int Most(int most, Func<int, bool> fits)
    {
        var (low, high) = (0, 1);
        while (high <= most && fits(high)) (low, high) = (high, high * 2);
        high = Math.Min(high, most + 1);
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            if (fits(middle)) low = middle;
            else high = middle;
        }
        return low;
    }

    /// <summary>What a page cuts, neighbours together while they can be read on one page.</summary>
    private List<List<BranchPart>> Groups(BranchMap branch)
    {
        var groups = new List<List<BranchPart>>();
        foreach (var cut in branch.CutOriginals)
        {
            var part = BranchPart.Whole(cut);
            if (groups.Count > 0 && FitsWhole([.. groups[^1], part])) groups[^1].Add(part);
            else groups.Add([part]);
        }
        return groups;
    }

    private bool FitsWhole(IReadOnlyList<BranchPart> parts) => parts.Sum(part => CountBelow(part.Node)) < MostNodes && Fitting(parts, _ => true) is not null;

    private PageDraft? Fitting(IReadOnlyList<BranchPart> parts, Func<Node, bool> isOpen) =>
        Drafted(parts, isOpen) is var draft && new PrintPage(draft.Layout, null).SmallestPoints(sheet) >= PrintPlan.Comfortable ? draft : null;

    private PageDraft Drafted(IReadOnlyList<BranchPart> parts, Func<Node, bool> isOpen)
    {
        var branch = BranchMap.Of(map, parts, isOpen);
        var options = new LayoutOptions { Fit = sheet.Target, Fold = Fold.Where(branch.IsCut), Spacing = spacing };
        return new PageDraft(parts, branch, MapLayout.Of(branch.Map, options), IsOverview: false);
    }

    /// <summary>How many nodes hang below one, counted as far as it matters.</summary>
    private int CountBelow(Node node)
    {
        var below = new List<Node>(BranchPart.SpineChildren(node));
        for (var i = 0; i < below.Count && below.Count < MostNodes; i++) below.AddRange(BranchPart.SpineChildren(below[i]));
        return below.Count;
    }

    private void NumberPages()
    {
        for (var page = 1; page <= drafts.Count; page++)
            if (!drafts[page - 1].IsOverview)
                foreach (var node in drafts[page - 1].Branch.Opened) pageOfNode.TryAdd(node, page);
    }
}
