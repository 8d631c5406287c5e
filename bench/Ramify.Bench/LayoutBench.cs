using Ramify.Layout;

namespace Ramify.Bench;

/// <summary>The tidy tree against the npm packages that lay out the same boxes by the same algorithm.</summary>
internal static class LayoutBench
{
    private const string NonLayered = "non-layered-tidy-tree-layout";
    private const string Flextree = "d3-flextree";

    public static void Run(Report report, string benchFolder)
    {
        using var peers = new Peers(benchFolder);
        Against(report, peers, 60, rounds: 25, (3, 4), null);
        Against(report, peers, 1_000, rounds: 25, (3, 4), null);
        Against(report, peers, 10_000, rounds: 15, (3, 4), null);
        Against(report, peers, 100_000, rounds: 9, (15, 20), 75);
        Against(report, peers, 1_000_000, rounds: 5, (8, 20), null);
        Alone(report, "chain", Boxes.Chain(100_000));
        Alone(report, "star", Boxes.Star(100_000));
    }

    private static void Against(Report report, Peers peers, int count, int rounds, (int AtLeast, int Goal) nonLayered, int? flextree)
    {
        var root = Boxes.Realistic(count);
        peers.Load(root);
        var ours = new Job(root, count);
        var flex = peers.Peer(Flextree, count > 100_000 ? 1 : 3);
        var medians = Rivalry.Medians(
        [
            Competitor.Of("layout", ours.Layout),
            peers.Peer(NonLayered),
            Competitor.Of("filling and layout", ours.FillAndLayout),
            flex,
        ], rounds);
        var (layout, peer, filled, flexible) = (medians[0], medians[1], medians[2], medians[3]);
        var job = $"layout, {count:N0} nodes";
        report.Add(new Row(job, Each(layout), NonLayered, Each(peer), peer / layout, nonLayered.AtLeast, nonLayered.Goal));
        report.Add(new Row(job, Each(layout), Flextree, Each(flexible), flexible / layout, flextree));
        report.Add(new Row(job + ", filling the records", Each(filled), NonLayered, Each(peer), peer / filled));

        // The same boxes in the same places, so the same work: both centre alike, ours rounds to whole units.
        // (The other peer comes out 1-2 % wider: it never pulls a subtree back that starts too far out.)
        flex.Time(1);
        if (Math.Abs(peers.Breadth - ours.Breadth) > 64)
            throw new InvalidOperationException($"{count:N0} nodes: {Flextree} is {peers.Breadth} across, ours {ours.Breadth}.");

        string Each(double seconds) => $"{seconds / count * 1e9:0.0} ns/node";
    }

    private static void Alone(Report report, string shape, Box root)
    {
        const int count = 100_000;
        var median = Rivalry.Medians([Competitor.Of(shape, new Job(root, count).Layout)], rounds: 9)[0];
        report.Add(new Row($"layout, {shape} of {count:N0}", $"{median / count * 1e9:0.0} ns/node"));
    }

    /// <summary>What a caller does: records filled once, then laid out and placed.</summary>
    private sealed class Job
    {
        private readonly Box root;
        private readonly Box[] queue;
        private readonly TidyNode[] nodes;
        private readonly int[] across;
        private readonly long[] along;

        public Job(Box root, int count)
        {
            (this.root, queue, nodes) = (root, new Box[count], new TidyNode[count]);
            (across, along) = (new int[count], new long[count]);
            Boxes.Fill(root, nodes, queue);
        }

        public double Breadth => (double)nodes[0].High - nodes[0].Low;

        public void Layout()
        {
            TidyTree.Layout(nodes);
            TidyTree.Place(nodes, across, along);
        }

        public void FillAndLayout()
        {
            Boxes.Fill(root, nodes, queue);
            Layout();
        }
    }
}
