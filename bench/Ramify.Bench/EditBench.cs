using System.Diagnostics;
using Ramify.Layout;
using Ramify.Maps;

namespace Ramify.Bench;

/// <summary>What one edit costs against the layout of the whole, and what a window costs, in maps of a size that nobody reads at once.</summary>
internal static class EditBench
{
    private const int Nodes = 100_000;
    private const int Large = 1_000_000;

    public static void Run(Report report)
    {
        Edits(report, "realistic", GeneratedShape.Realistic, isStar: false);
        Edits(report, "star", GeneratedShape.Star, isStar: true);
        foreach (var shape in new[] { GeneratedShape.Realistic, GeneratedShape.Star }) Windows(report, shape);
    }

    private static void Edits(Report report, string name, GeneratedShape shape, bool isStar)
    {
        var map = MapGenerator.Map(shape, Nodes, seed: 2);
        var whole = new Whole(map);
        var edits = new Edit(map);
        var medians = Rivalry.Medians(
        [
            Competitor.Of("whole", whole.LayOut),
            new Competitor("text", edits.TextChanges),
            new Competitor("fold", edits.FoldsAndOpenings),
            new Competitor("insert and delete", edits.InsertsAndDeletes),
            new Competitor("move", edits.Moves),
        ], rounds: 9);
        Add("text", medians[1], 400, 400);
        if (!isStar) Add("fold or open", medians[2], 400, 400);
        Add("insert or delete", medians[3], 100, 400);
        Add("move", medians[4], 100, 400);

        void Add(string edit, double seconds, double atLeast, double goal)
        {
            report.Add(isStar
                ? new Row($"one {edit}, star of {Nodes:N0}", Microseconds(seconds), "100 microseconds", Microseconds(1e-4), 1e-4 / seconds, 1)
                : new Row($"one {edit}, {Nodes:N0} nodes", Microseconds(seconds), "layout of the whole", Microseconds(medians[0]), medians[0] / seconds, atLeast, goal));
        }
    }

    private static void Windows(Report report, GeneratedShape shape)
    {
        // The children of one node, side by side, have to fit into 2^31 units of 1/64 px.
        var nodes = shape == GeneratedShape.Star ? Large / 2 : Large;
        var layout = EditableLayout.Of(MapGenerator.Map(shape, nodes, seed: 2), LayoutOptions.Default);
        var (dice, times, most) = (new Random(3), new List<double>(), 0);
        for (var round = 0; round < 3; round++)
        {
            times.Clear();
            for (var n = 0; n < 4000; n++)
            {
                var (area, scale) = AnyWindow(layout.Bounds, dice);
                var start = Stopwatch.GetTimestamp();
                var window = layout.Window(area, scale);
                times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
                most = Math.Max(most, window.Count);
            }
        }
        times.Sort();
        var p99 = times[times.Count * 99 / 100];
        var name = $"window of {nodes:N0} nodes, {shape.ToString().ToLowerInvariant()}";
        report.Add(new Row(name + ", p99", Microseconds(p99), "150 microseconds", Microseconds(150e-6), 150e-6 / p99, 1));
        report.Add(new Row(name + ", median", Microseconds(Rivalry.Median(times))));
        report.Add(new Row(name + ", most things", $"{most:N0}", "2,000 things", "", 2000.0 / most, 1));
    }

    /// <summary>A screen of 1440x900 over a place in the map, at a scale between 4 and what shows all of it.</summary>
    private static (MapBox Area, double Scale) AnyWindow(MapBox bounds, Random dice)
    {
        var least = 900.0 * 64 / bounds.Height;
        var scale = 4 * Math.Pow(least / 4, dice.NextDouble());
        var (width, height) = ((long)(1440 * 64 / scale), (long)(900 * 64 / scale));
        var (x, y) = (bounds.X + (long)(bounds.Width * dice.NextDouble()), bounds.Y + (long)(bounds.Height * dice.NextDouble()));
        return (new MapBox(x - width / 2, y - height / 2, width, height), scale);
    }

    private static string Microseconds(double seconds) => $"{seconds * 1e6:0.0} us";

    /// <summary>The layout of all boxes, their sizes known: filling the records, laying out, places.</summary>
    private sealed class Whole
    {
        private readonly LayoutRun run;
        private readonly long[] along, across;

        public Whole(MindMap map)
        {
            run = new LayoutRun(map, LayoutOptions.Default).Decide();
            (along, across) = (new long[run.Tree.Count], new long[run.Tree.Count]);
        }

        public void LayOut()
        {
            foreach (var side in new[] { run.Roots[0].RightSide, run.Roots[0].LeftSide })
            {
                side.Layout(_ => run.Sizes, run.Rooms, 100, 100);
                side.Place(run.Rooms, along, across);
            }
        }
    }

    /// <summary>Edits by lot; only the layout's part is timed, not the map's.</summary>
    private sealed class Edit
    {
        private static readonly string[] Texts = ["A short text", "A text of a few more words, so that it takes up two lines and its box another height"];
        private readonly MapState state;
        private readonly EditableLayout layout;
        private readonly Random dice = new(5);
        private readonly Node[] nodes, heads;
        private int fresh;

        public Edit(MindMap map)
        {
            state = new MapState(map, MapLimits.Trusted);
            layout = EditableLayout.Of(map);
            nodes = [.. map.Nodes.Where(node => node.Parent is not null)];
            heads = [.. nodes.Where(node => !node.Children.IsEmpty).DefaultIfEmpty(nodes[0])];
        }

        public double FoldsAndOpenings(int times)
        {
            var (spent, node) = (0L, heads[0]);
            for (var n = 0; n < times; n++)
            {
                if (n % 2 == 0) node = heads[dice.Next(heads.Length)];
                var start = Stopwatch.GetTimestamp();
                if (n % 2 == 0) layout.Fold(node.Id);
                else layout.Unfold(node.Id);
                spent += Stopwatch.GetTimestamp() - start;
            }
            layout.Unfold(node.Id);
            return Seconds(spent);
        }

        public double TextChanges(int times) => Each(times, n => new MapChange.SetText(Any().Id, Texts[n % 2]));

        public double InsertsAndDeletes(int times)
        {
            var (spent, made) = (0L, new Queue<Guid>());
            for (var n = 0; n < times; n++)
            {
                MapChange change = n % 2 == 0 ? InsertSomewhere(made) : new MapChange.Delete(made.Dequeue());
                spent += Timed(change);
            }
            while (made.TryDequeue(out var left)) Timed(new MapChange.Delete(left));
            return Seconds(spent);
        }

        public double Moves(int times) => Each(times, _ =>
        {
            // A place beside another node, as a drag makes it.
            var (node, beside) = (Any(), Any());
            return new MapChange.Move(node.Id, beside.Parent!.Id, OrderKey.After(beside.Key));
        });

        private MapChange.Insert InsertSomewhere(Queue<Guid> made)
        {
            var id = new Guid(++fresh, 5, 5, new byte[8]);
            made.Enqueue(id);
            var beside = Any();
            return new MapChange.Insert(id, beside.Parent!.Id, OrderKey.After(beside.Key), Texts[fresh % 2]);
        }

        private double Each(int times, Func<int, MapChange> changeOf)
        {
            var spent = 0L;
            for (var n = 0; n < times; n++) spent += Timed(changeOf(n));
            return Seconds(spent);
        }

        private long Timed(MapChange change)
        {
            var result = state.Apply(Guid.AllBitsSet, change);
            var start = Stopwatch.GetTimestamp();
            layout.Apply(change, result);
            return Stopwatch.GetTimestamp() - start;
        }

        private Node Any() => nodes[dice.Next(nodes.Length)];

        private static double Seconds(long ticks) => (double)ticks / Stopwatch.Frequency;
    }
}
