using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Ramify.Bench;

/// <summary>The npm packages, in a Node.js process that lives as long as this object (bench/peers.cjs).</summary>
internal sealed class Peers : IDisposable
{
    private readonly Process process;
    private readonly string file = Path.GetTempFileName();

    public Peers(string benchFolder) =>
        process = Process.Start(new ProcessStartInfo("node")
        {
            ArgumentList = { "--max-old-space-size=8192", Path.Combine(benchFolder, "peers.cjs"), $"{Boxes.Gap}" },
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;

    /// <summary>Breadth of the whole tree as the last peer laid it out.</summary>
    public double Breadth { get; private set; }

    public void Load(Box root)
    {
        using (var stream = File.Create(file))
        {
            var queue = new Queue<(Box, bool)>([(root, true)]);
            while (queue.TryDequeue(out var next))
            {
                var (box, isRoot) = next;
                // The gap along is part of the box: these peers know only boxes that touch.
                ReadOnlySpan<int> numbers = [box.Children.Length, box.Breadth, box.Length + (isRoot ? 0 : Boxes.Lead)];
                stream.Write(MemoryMarshal.AsBytes(numbers));
                foreach (var child in box.Children) queue.Enqueue((child, false));
            }
        }
        Ask($"load {file}");
    }

    public Competitor Peer(string name, int maxRounds = int.MaxValue) => new(name, times =>
    {
        var answer = Ask($"{name} {times}").Split(' ');
        Breadth = double.Parse(answer[1], CultureInfo.InvariantCulture);
        return double.Parse(answer[0], CultureInfo.InvariantCulture);
    }, maxRounds);

    public void Dispose()
    {
        process.StandardInput.Close();
        process.WaitForExit();
        process.Dispose();
        File.Delete(file);
    }

    private string Ask(string line)
    {
        process.StandardInput.WriteLine(line);
        return process.StandardOutput.ReadLine() ?? throw new InvalidOperationException($"The peers' process ended at: {line}");
    }
}
