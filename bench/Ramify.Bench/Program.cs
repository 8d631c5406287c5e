using Ramify.Bench;

// bench/run starts this from the repository's root: [--only PART]... [--check]
if (args is ["--plaintext", var address])
{
    ServeBench.ServePlaintext(address);
    return 0;
}

if (args is ["--kill", var killed, var kills, var seed])
    return await KillRun.Run(killed, int.Parse(kills, System.Globalization.CultureInfo.InvariantCulture), int.Parse(seed, System.Globalization.CultureInfo.InvariantCulture));

var parts = new Dictionary<string, Action<Report>>
{
    ["layout"] = report => LayoutBench.Run(report, "bench"),
    ["edits"] = EditBench.Run,
    ["text"] = TextBench.Run,
    ["formats"] = FormatsBench.Run,
    ["draw"] = report => DrawBench.Run(report, "artifacts/cli/ramify"),
    ["browse"] = BrowseBench.Run,
    ["log"] = LogBench.Run,
    ["room"] = report => RoomBench.Run(report, "artifacts/web/Ramify.Web"),
    ["view"] = report => ViewBench.Run(report, "artifacts/web/Ramify.Web", "bench"),
    ["serve"] = report => ServeBench.Run(report, "artifacts/web/Ramify.Web"),
};

var only = new HashSet<string>();
var check = false;
for (var i = 0; i < args.Length; i++)
{
    if (args[i] == "--check") check = true;
    else if (args[i] == "--only" && i + 1 < args.Length && parts.ContainsKey(args[i + 1])) only.Add(args[++i]);
    else
    {
        Console.Error.WriteLine($"Usage: bench/run [--check] [--only {string.Join('|', parts.Keys)}]...");
        return 2;
    }
}

var report = new Report();
try
{
    foreach (var (name, run) in parts)
        if (only.Count == 0 || only.Contains(name)) run(report);
}
catch (Exception failure) when (failure is InvalidOperationException or HttpRequestException)
{
    Console.Error.WriteLine(failure.Message);
    return 1;
}
return check && report.HasMisses ? 1 : 0;
