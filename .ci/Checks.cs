#:property PublishAot=false
#:property RestorePackagesWithLockFile=false
#:property TreatWarningsAsErrors=false
#:property AnalysisMode=None

// Checks over the reference data, through the commands as built: what others will check, checked here first.
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

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
    ["107"] = "malformed", ["087"] = "format_not_read", ["089"] = "format_not_read",
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
            if (code == "malformed") Equal(true, Regex.IsMatch(errors, @":\d+: .*line \d+"));
            if (code == "format_not_read") Equal(true, Regex.IsMatch(errors, "not read yet; (export|save) "));
            return;
        }
        Equal(0, exit);
        var nodes = row[11].Split(' ').FirstOrDefault(f => f.StartsWith("nodes="))?[6..];
        var json = JsonDocument.Parse(output).RootElement;
        if (nodes is not null) Equal(int.Parse(nodes) - hidden.GetValueOrDefault(row[0]), Int(json, "nodes"));
        else AtLeast(1, Int(json, "nodes"));
    });
    if (Independent.CanRead(file) && !refused.ContainsKey(row[0]))
        Check($"corpus {Path.GetFileName(file)}: texts, order and depth as a reader of this script's own finds them", () => Lines([.. Independent.Read(file)], string.Join('\n', Ours(file))));
}
if (rows.Count > 0)
    Check("one map saved by XMind as .xmind and as .opml: the same 731 topics in the same order", () =>
    {
        var saved = new[] { "054_assessment_mindset.xmind", "101_assessment_mindset.opml" }.Select(name => Run("convert", Path.Combine(corpus, name), "--to", "txt", "-o", "-")).ToList();
        Equal(731, Int(JsonDocument.Parse(Run("check", Path.Combine(corpus, "054_assessment_mindset.xmind"), "--json")).RootElement, "nodes"));
        Lines(saved[0].TrimEnd('\n').Split('\n'), saved[1]);
    });

// A hundred thousand nodes, in a process of their own. How fast they are read, bench/run says.
var scratch = Directory.CreateTempSubdirectory("ramify-check").FullName;
Check("a map of 100,000 nodes to read", () => Run("generate", "--nodes", "100000", "--shape", "realistic", "--seed", "7", "-o", Path.Combine(scratch, "g.ramify.json")));
foreach (var ending in new[] { "mm", "opml", "xmind", "md" })
    Check($"100,000 nodes read from .{ending} in less than 400 MB", () =>
    {
        var file = Path.Combine(scratch, "g." + ending);
        Run("convert", Path.Combine(scratch, "g.ramify.json"), "-o", file, "--limits", "none");
        var (output, errors, exit, _, megabytes) = Measured("check", file, "--json", "--limits", "none");
        Equal((0, ""), (exit, errors));
        Equal(100_000, Int(JsonDocument.Parse(output).RootElement, "nodes"));
        AtLeast(-400, -megabytes);
        Console.WriteLine($"  .{ending}: {megabytes:0} MB");
    });
Directory.Delete(scratch, recursive: true);

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

// The outline that `ramify convert` writes as JSON, each line "depth text" without white space, sheet after sheet.
IEnumerable<string> Ours(string file)
{
    var folder = Directory.CreateTempSubdirectory("ramify-check").FullName;
    Run("convert", file, "--to", "ramify", "--join", "none", "-o", Path.Combine(folder, "a.ramify.json"));
    var sheets = Directory.GetFiles(folder).OrderBy(f => f.Length).ThenBy(f => f, StringComparer.Ordinal).Select(f => JsonDocument.Parse(File.ReadAllText(f)).RootElement).ToList();
    Directory.Delete(folder, recursive: true);
    return sheets.SelectMany(Outline);
}

static IEnumerable<string> Outline(JsonElement map)
{
    var nodes = map.GetProperty("nodes").EnumerateArray().ToDictionary(n => n.GetProperty("id").GetString()!);
    var entries = nodes.Values.Select(n => (Parent: n.TryGetProperty("parent", out var p) ? p.GetString()! : "", Key: n.GetProperty("key").GetString()!, Id: n.GetProperty("id").GetString()!));
    if (map.TryGetProperty("also", out var also))
        entries = entries.Concat(also.EnumerateArray().Select(a => (a.GetProperty("parent").GetString()!, a.GetProperty("key").GetString()!, a.GetProperty("node").GetString()!)));
    var below = entries.OrderBy(e => e.Key, StringComparer.Ordinal).ThenBy(e => e.Id, StringComparer.Ordinal).ToLookup(e => e.Parent);
    var seen = new HashSet<string>();
    var open = new Stack<(int Depth, string Id)>(below[""].Reverse().Select(e => (0, e.Id)));
    while (open.TryPop(out var at))
    {
        yield return Independent.Line(at.Depth, nodes[at.Id].TryGetProperty("text", out var text) ? text.GetString()! : "");
        if (seen.Add(at.Id))
            foreach (var child in below[at.Id].Reverse()) open.Push((at.Depth + 1, child.Id));
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

/// <summary>
/// Readers of other programs' files that share no line with ours: whole documents in memory, recursive, as short as can be.
/// </summary>
static class Independent
{
    public static bool CanRead(string file) => Path.GetExtension(file) is ".mm" or ".opml" or ".xmind" or ".smmx" or ".mup";

    /// <summary>The lines of a file's outline.</summary>
    public static List<string> Read(string file) => Path.GetExtension(file) switch
    {
        ".mm" => Tree(Xml(File.ReadAllBytes(file)).Elements("node"), MmText, MmChildren),
        ".opml" => Tree(Xml(File.ReadAllBytes(file)).Element("body")!.Elements("outline"), o => (string?)o.Attribute("text") ?? (string?)o.Attribute("title"), o => o.Elements("outline")),
        ".xmind" => XMind(File.ReadAllBytes(file)),
        ".smmx" => SimpleMind(Xml(Entry(File.ReadAllBytes(file), "document/mindmap.xml")!)),
        _ => Mup(JsonDocument.Parse(File.ReadAllBytes(file)).RootElement),
    };

    public static string Line(int depth, string? text) => $"{depth} {Regex.Replace(text ?? "", @"\s+", "")}";

    private static List<string> Tree<T>(IEnumerable<T> roots, Func<T, string?> text, Func<T, IEnumerable<T>> children)
    {
        var lines = new List<string>();
        void Walk(T node, int depth)
        {
            lines.Add(Line(depth, text(node)));
            foreach (var child in children(node)) Walk(child, depth + 1);
        }
        foreach (var root in roots) Walk(root, 0);
        return lines;
    }

    private static string? MmText(XElement node)
    {
        var text = (string?)node.Attribute("TEXT");
        if (text is null) return string.Concat(node.Elements("richcontent").Where(r => (string?)r.Attribute("TYPE") is "NODE").Take(1).Select(r => string.Concat(r.DescendantNodes().OfType<XText>().Where(t => t.Parent!.Name.LocalName is not ("title" or "style" or "script")).Select(t => t.Value))));
        return text.TrimStart().StartsWith("<html", StringComparison.OrdinalIgnoreCase) ? System.Net.WebUtility.HtmlDecode(Regex.Replace(text, "<[^>]*>", "")) : text;
    }

    // Freeplane draws a summary with empty nodes that it hides; what hangs below them stands in their place.
    private static IEnumerable<XElement> MmChildren(XElement node) => node.Elements("node").SelectMany(n =>
    {
        var hooks = n.Elements("hook").Select(h => (string?)h.Attribute("NAME")).ToList();
        var isHidden = string.IsNullOrWhiteSpace(MmText(n)) && (hooks.Contains("FirstGroupNode") || (hooks.Contains("SummaryNode") && n.Elements("node").Any()));
        return isHidden ? MmChildren(n) : [n];
    });

    private static List<string> XMind(byte[] bytes)
    {
        if (bytes[0] == '<') return Sheets(Xml(bytes));
        if (Entry(bytes, "content.json") is not { } json) return Sheets(Xml(Entry(bytes, "content.xml")!));
        return [.. JsonDocument.Parse(json).RootElement.EnumerateArray().SelectMany(sheet => Tree([sheet.GetProperty("rootTopic"), .. Of(sheet.GetProperty("rootTopic"), "detached")],
            t => t.TryGetProperty("title", out var title) ? title.GetString() : "", t => [.. Of(t, "attached"), .. Of(t, "summary"), .. Of(t, "callout")]))];
        static IEnumerable<JsonElement> Of(JsonElement topic, string type) =>
            topic.TryGetProperty("children", out var children) && children.TryGetProperty(type, out var list) ? list.EnumerateArray() : [];
    }

    private static List<string> Sheets(XElement content) => [.. content.Elements().Where(e => e.Name.LocalName == "sheet").SelectMany(sheet =>
    {
        var root = Named(sheet, "topic").First();
        return Tree([root, .. root.Descendants().Where(e => e.Name.LocalName == "topic" && (string?)e.Parent!.Attribute("type") == "detached")], t => Named(t, "title").FirstOrDefault()?.Value, t => [.. Topics(t, "attached"), .. Topics(t, "summary"), .. Topics(t, "callout")]);
        static IEnumerable<XElement> Named(XElement at, string name) => at.Elements().Where(e => e.Name.LocalName == name);
        static IEnumerable<XElement> Topics(XElement topic, string type) => Named(topic, "children").SelectMany(c => Named(c, "topics")).Where(t => ((string?)t.Attribute("type") ?? "attached") == type).SelectMany(t => Named(t, "topic"));
    })];

    private static List<string> SimpleMind(XElement document)
    {
        var topics = document.Descendants("topic").ToList();
        var ids = topics.Select(t => (string?)t.Attribute("id")).ToHashSet();
        var below = topics.ToLookup(t => ids.Contains((string?)t.Attribute("parent")) ? (string)t.Attribute("parent")! : "");
        return Tree(below[""], t => Regex.Replace(((string?)t.Attribute("text") ?? "").Replace("\\\\", "\u0001"), @"\\[*/_-]|\\N", m => m.Value == "\\N" ? " " : "").Replace('\u0001', '\\'), t => below[(string)t.Attribute("id")!]);
    }

    private static List<string> Mup(JsonElement root) => Tree([root], i => i.GetProperty("title").GetString(), i =>
        !i.TryGetProperty("ideas", out var ideas) ? [] : ideas.EnumerateObject().Select(p => (Rank: double.Parse(p.Name, CultureInfo.InvariantCulture), p.Value)).OrderBy(p => p.Rank < 0).ThenBy(p => Math.Abs(p.Rank)).Select(p => p.Value));

    private static byte[]? Entry(byte[] zip, string name)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        if (archive.GetEntry(name) is not { } entry) return null;
        using var stream = entry.Open();
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }

    private static XElement Xml(byte[] bytes)
    {
        var head = Encoding.Latin1.GetString(bytes[..Math.Min(200, bytes.Length)]);
        var named = Regex.Match(head, "<\\?xml[^>]*encoding=[\"']([^\"']+)").Groups[1].Value;
        var text = (named.StartsWith("ISO-8859-1", StringComparison.OrdinalIgnoreCase) ? Encoding.Latin1 : Encoding.UTF8).GetString(bytes).TrimStart('\uFEFF');
        text = Regex.Replace(text, @"^\s*<\?xml[^>]*\?>|<!DOCTYPE[^>]*>|[\x00-\x08\x0B\x0C\x0E-\x1F]", "");
        text = Regex.Replace(text, "&#x?0+;", " ");
        text = Regex.Replace(text, "&(?!#?\\w+;)", "&amp;");
        return XElement.Parse(text, LoadOptions.PreserveWhitespace);
    }
}
