using System.Diagnostics;
using Ramify.Maps;

namespace Ramify.Formats.Tests;

/// <summary>
/// Damaged copies of our fixtures at every reader: no throw, no hang. Seeded, so that a failure comes again; a longer run:
/// RAMIFY_FUZZ_SECONDS=600 RAMIFY_FUZZ_SEED=7 dotnet test --project tests/Ramify.Formats.Tests -- --filter-class "*FuzzTests".
/// </summary>
[Collection("alone")]
public sealed class FuzzTests
{
    private const int Rounds = 20_000;
    private static readonly int Seed = Setting("RAMIFY_FUZZ_SEED", 20_26);
    private static readonly int Seconds = Setting("RAMIFY_FUZZ_SECONDS", 90);

    private static readonly byte[][] Pieces =
    [
        .. ((string[])["<", ">", "&", "&#0;", "&#x110000;", "&lt;", "<!--", "]]>", "<![CDATA[", "<!DOCTYPE a [<!ENTITY b 'c'>]>", "&b;", "<node>", "</node>", "<outline>", "<topic>", "\"", "'", "{", "}", "[", "]", ":", ",", "null", "-1", "1e999", "\\ud800", "\\u0000",
        "TREE_ID=\"ID_1\"", "ID=\"ID_1\"", "\n# ", "\n- ", "\n\t", "```", "> ", "<details>", "</details>", "[^a]", "](", "<a id=\"shared-1\">", "#shared-1", "mindmap\n", "(", "))", "\0", "\uFEFF", "\u202E", "\u0301"]).Select(TestFiles.Utf8),
        [0xFF, 0xFE], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xA0],
    ];

    [Fact]
    public void Damaged_files_never_throw_and_never_hang()
    {
        var files = TestFiles.Fixtures.Select(name => (Name: name, Bytes: TestFiles.Fixture(name))).ToList();
        // The inside of a zip is what its reader sees; damaged outside, only the archive is tried.
        files.AddRange(files.Where(f => ZipOpener.IsZip(f.Bytes)).SelectMany(f => Inside(f.Name, f.Bytes)).ToList());
        var readers = MapFormats.All.Where(f => f.Read is not null).ToList();
        var random = new Random(Seed);
        var watch = Stopwatch.StartNew();
        var round = 0;
        for (; round < Rounds || Environment.GetEnvironmentVariable("RAMIFY_FUZZ_SECONDS") is not null; round++)
        {
            if (watch.Elapsed.TotalSeconds > Seconds) break;
            var (name, bytes) = files[random.Next(files.Count)];
            var damaged = Damaged(bytes, random);
            MapFormat? other = null;
            var start = Environment.CpuUsage.TotalTime;
            try
            {
                // By its own name, by none, or forced upon another reader.
                other = random.Next(4) == 0 ? readers[random.Next(readers.Count)] : null;
                MapFormats.Read(damaged, MapLimits.Upload, format: other, fileName: random.Next(3) == 0 ? null : name);
            }
            catch (Exception e)
            {
                Assert.Fail($"round {round} of seed {Seed}, {name}: {e}\n{Convert.ToBase64String(damaged)}");
            }
            var cost = Environment.CpuUsage.TotalTime - start;
            Assert.True(cost.TotalSeconds < 2, $"round {round} of seed {Seed}, {name} as {other?.Name}: {cost.TotalSeconds:0.0} s\n{Convert.ToBase64String(damaged)}");
        }
        TestContext.Current.SendDiagnosticMessage($"{round} damaged files in {watch.Elapsed.TotalSeconds:0} s");
    }

    private static int Setting(string name, int usual) => int.TryParse(Environment.GetEnvironmentVariable(name), out var value) ? value : usual;

    private static IEnumerable<(string Name, byte[] Bytes)> Inside(string name, byte[] bytes)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(bytes));
        foreach (var entry in zip.Entries)
        {
            if (!entry.FullName.EndsWith(".xml", StringComparison.Ordinal) && !entry.FullName.EndsWith("content.json", StringComparison.Ordinal)) continue;
            using var stream = entry.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            yield return (name, copy.ToArray());
        }
    }

    private static byte[] Damaged(byte[] file, Random random)
    {
        var bytes = file.ToList();
        for (var damages = random.Next(1, 6); damages > 0 && bytes.Count > 0; damages--)
        {
            var at = random.Next(bytes.Count);
            var length = Math.Min(bytes.Count - at, random.Next(1, 1 + (random.Next(4) == 0 ? bytes.Count : 16)));
            switch (random.Next(6))
            {
                case 0: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 1: bytes[at] = (byte)random.Next(256); break;
                case 2: bytes.RemoveRange(at, length); break;
                case 3: bytes.InsertRange(random.Next(bytes.Count), bytes.GetRange(at, length)); break;
                case 4: bytes.InsertRange(at, Pieces[random.Next(Pieces.Length)]); break;
                default: bytes.InsertRange(at, Enumerable.Repeat(Pieces[random.Next(Pieces.Length)], random.Next(1, 2000)).SelectMany(p => p)); break;
            }
        }
        return [.. bytes];
    }
}
