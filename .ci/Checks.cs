#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
#:property TreatWarningsAsErrors=false
#:property AnalysisMode=None

// Checks over the reference data, through the commands as built: what others will check, checked here first.
using System.Diagnostics;
using System.Text.Json;

var data = args[0];
var ramify = Path.GetFullPath("src/Ramify.Cli/bin/Debug/net10.0/ramify");
var (passed, failed) = (0, 0);

var page = Path.Combine(data, "seed", "page.txt");
Check("the stored page: 47 nodes, 49 edges, 1 root, 3 shared, its title", () =>
{
    var json = JsonDocument.Parse(Run("check", page, "--json")).RootElement;
    Equal((47, 49, 1, 3), (Int(json, "nodes"), Int(json, "edges"), Int(json, "roots"), Int(json, "shared")));
    Equal("Stalin in Power, 1928-53", json.GetProperty("title").GetString());
});
Check("the stored page prints back as the same 50 lines, two spaces a level", () =>
{
    var theirs = File.ReadAllLines(page).Where(l => l.Contains('•')).Select(l => l[2..]).ToArray();
    Equal(50, theirs.Length);
    Lines(theirs, Run("convert", page, "--to", "txt", "-o", "-"));
});
Check("our own sample of the same shape prints back as it is", () =>
{
    var sample = Path.Combine(data, "samples", "stalin-in-power.txt");
    Lines(File.ReadAllLines(sample).Select(l => l[2..]).ToArray(), Run("convert", sample, "--to", "txt", "-o", "-"));
});
foreach (var (fit, least) in new[] { ("1600x1000", 11.0), ("a4", 6.0), ("a3", 8.5) })
    Check($"the stored page drawn for {fit}: smallest text at least {least}, no overlap, nothing through a text", () =>
    {
        var json = JsonDocument.Parse(Run("draw", page, "-o", Path.Combine(Path.GetTempPath(), "ramify-check.svg"), "--fit", fit, "--json")).RootElement;
        Equal((0, 0), (Int(json, "overlaps"), Int(json, "throughText")));
        AtLeast(least, json.GetProperty("smallestText").GetDouble());
        if (fit == "1600x1000") AtLeast(0.25, json.GetProperty("inkedShare").GetDouble());
        AtLeast(-0.10, -json.GetProperty("aspectError").GetDouble());
    });

// Real files of other programs: name, sheets or nodes where they are known, or the code of the refusal.
var corpus = Path.Combine(data, "corpus");
var rows = File.Exists(Path.Combine(corpus, "INDEX.tsv")) ? File.ReadAllLines(Path.Combine(corpus, "INDEX.tsv")).Skip(1).Select(l => l.Split('\t')).ToList() : [];
var refused = new Dictionary<string, string>
{
    ["069"] = "malformed", ["107"] = "malformed", ["087"] = "format_not_read", ["089"] = "format_not_read",
    ["090"] = "format_not_read", ["092"] = "format_not_read", ["132"] = "format_not_read",
};
// Nodes that Freeplane draws a summary with and hides itself: they are no nodes of the map.
var hidden = new Dictionary<string, int> { ["021"] = 5, ["023"] = 51, ["024"] = 2, ["027"] = 2 };
foreach (var row in rows)
{
    var file = Directory.GetFiles(corpus, row[0] + "_*").Single();
    Check($"corpus {Path.GetFileName(file)}", () =>
    {
        var (output, errors, exit, seconds, megabytes) = Measured("check", file, "--json");
        AtLeast(-(new FileInfo(file).Length > 1 << 20 ? 5 : 2), -seconds);
        AtLeast(-256, -megabytes);
        if (refused.TryGetValue(row[0], out var code))
        {
            Equal((3, true), (exit, errors.Contains($"[{code}]")));
            return;
        }
        Equal(0, exit);
        var nodes = row[11].Split(' ').FirstOrDefault(f => f.StartsWith("nodes="))?[6..];
        var json = JsonDocument.Parse(output).RootElement;
        if (nodes is not null) Equal(int.Parse(nodes) - hidden.GetValueOrDefault(row[0]), Int(json, "nodes"));
        else AtLeast(1, Int(json, "nodes"));
    });
}
if (rows.Count > 0)
    Check("one map saved by XMind as .xmind and as .opml: the same 731 topics in the same order", () =>
    {
        var saved = new[] { "054_assessment_mindset.xmind", "101_assessment_mindset.opml" }.Select(name => Run("convert", Path.Combine(corpus, name), "--to", "txt", "-o", "-")).ToList();
        Equal(731, Int(JsonDocument.Parse(Run("check", Path.Combine(corpus, "054_assessment_mindset.xmind"), "--json")).RootElement, "nodes"));
        Lines(saved[0].TrimEnd('\n').Split('\n'), saved[1]);
    });

Console.WriteLine($"checks: {passed} passed, {failed} failed, 0 skipped");
return failed == 0 ? 0 : 1;

void Check(string name, Action check)
{
    try
    {
        check();
        passed++;
    }
    catch (Exception e)
    {
        failed++;
        Console.WriteLine($"FAILED {name}\n  {e.Message}");
    }
}

string Run(params string[] arguments)
{
    using var process = Process.Start(new ProcessStartInfo(ramify, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    var errors = process.StandardError.ReadToEndAsync();
    var output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return process.ExitCode == 0 ? output : throw new InvalidOperationException($"ramify {string.Join(' ', arguments)}: exit {process.ExitCode}: {errors.Result}");
}

(string Output, string Errors, int Exit, double Seconds, double Megabytes) Measured(params string[] arguments)
{
    var watch = Stopwatch.StartNew();
    using var process = Process.Start(new ProcessStartInfo(ramify, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
    var errors = process.StandardError.ReadToEndAsync();
    var output = process.StandardOutput.ReadToEndAsync();
    var most = 0L;
    while (!process.WaitForExit(10))
        try
        {
            process.Refresh();
            most = Math.Max(most, process.WorkingSet64);
        }
        catch (InvalidOperationException)
        {
            // It ended between the two.
        }
    return (output.Result, errors.Result, process.ExitCode, watch.Elapsed.TotalSeconds, most / (double)(1 << 20));
}

static int Int(JsonElement json, string name) => json.GetProperty(name).GetInt32();

static void Equal<T>(T expected, T actual)
{
    if (!Equals(expected, actual)) throw new InvalidOperationException($"expected {expected}, got {actual}");
}

static void AtLeast(double least, double actual)
{
    if (!(actual >= least)) throw new InvalidOperationException($"expected at least {least}, got {actual}");
}

static void Lines(string[] expected, string actual)
{
    var lines = actual.TrimEnd('\n').Split('\n');
    Equal(expected.Length, lines.Length);
    for (var i = 0; i < lines.Length; i++) Equal(expected[i], lines[i]);
}
