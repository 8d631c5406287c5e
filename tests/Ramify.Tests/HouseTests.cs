using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NetArchTest.Rules;

namespace Ramify.Tests;

/// <summary>Holds the direction of ARCHITECTURE.md: who may know whom, and what is absent.</summary>
public sealed class HouseTests
{
    private static readonly string Repository = FindRepository();

    [Theory]
    [InlineData("Maps", "")]
    [InlineData("Keys", "")]
    [InlineData("Text", "Maps")]
    [InlineData("Layout", "Maps")]
    [InlineData("Render", "Maps Layout")]
    [InlineData("Live", "Maps")]
    public void A_room_of_the_engine_knows_only_those_below_it(string room, string mayKnow)
    {
        var known = mayKnow.Split(' ').Append(room);
        var forbidden = Rooms().Except(known).Select(r => $"Ramify.{r}").ToArray();
        var result = Types.InAssembly(typeof(Ramify.Maps.MindMap).Assembly)
            .That().ResideInNamespace($"Ramify.{room}")
            .ShouldNot().HaveDependencyOnAny(forbidden).GetResult();
        Assert.True(result.IsSuccessful, string.Join(", ", result.FailingTypeNames ?? []));
    }

    [Fact]
    public void Every_room_of_the_engine_has_its_rule() =>
        Assert.Equal(["Keys", "Layout", "Live", "Maps", "Render", "Text"], Rooms().Order());

    [Theory]
    [InlineData("Ramify", "", "")]
    [InlineData("Ramify.Formats", "Ramify", "Markdig AngleSharp")]
    [InlineData("Ramify.Print", "Ramify", "SkiaSharp SkiaSharp.NativeAssets.Linux.NoDependencies")]
    [InlineData("Ramify.Storage", "Ramify", "Microsoft.AspNetCore.Identity.EntityFrameworkCore Microsoft.EntityFrameworkCore.Sqlite Microsoft.EntityFrameworkCore.Design Npgsql.EntityFrameworkCore.PostgreSQL")]
    [InlineData("Ramify.Cli", "Ramify Ramify.Formats Ramify.Print Ramify.Storage", "System.CommandLine Spectre.Console")]
    [InlineData("Ramify.Browser", "Ramify Ramify.Formats", "Microsoft.AspNetCore.Components.WebAssembly")]
    [InlineData("Ramify.Web", "Ramify Ramify.Formats Ramify.Print Ramify.Storage Ramify.Browser", "Microsoft.AspNetCore.OpenApi OpenTelemetry.Exporter.Console OpenTelemetry.Exporter.OpenTelemetryProtocol OpenTelemetry.Extensions.Hosting OpenTelemetry.Instrumentation.AspNetCore QRCoder")]
    public void A_project_knows_only_the_projects_and_packages_it_may(string project, string projects, string packages)
    {
        var file = XDocument.Load(Path.Combine(Repository, "src", project, project + ".csproj"));
        var references = file.Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')));
        Assert.Subset(projects.Split(' ').ToHashSet(), references.ToHashSet());
        Assert.Subset(packages.Split(' ').ToHashSet(), file.Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value).ToHashSet());
    }

    [Fact]
    public void The_engine_has_no_files_sockets_clock_or_dice_of_its_own()
    {
        var forbidden = new Regex(@"\bFile\.|\bDirectory\.|\bFileStream\b|\bSocket\b|\bHttpClient\b|DateTime(Offset)?\.(Utc)?Now|\bRandom\.Shared\b|new Random\(\)|Guid\.NewGuid|Guid\.CreateVersion7\(\)", RegexOptions.NonBacktracking);
        Assert.DoesNotContain(SourceLines("src/Ramify/"), line => forbidden.IsMatch(line.Text));
    }

    [Fact]
    public void B06_Nothing_writes_inner_HTML()
    {
        var forbidden = new Regex(@"\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|document\.write\(|\beval\(", RegexOptions.NonBacktracking);
        Assert.DoesNotContain(SourceLines("src/"), line => forbidden.IsMatch(line.Text));
    }

    /// <summary>What cannot open a connection needs no list of forbidden addresses. Telemetry is sent by its own package, where whoever runs the site said; the browser's program asks its own site.</summary>
    [Fact]
    public void B17_No_code_of_the_server_asks_another_host_for_anything()
    {
        var forbidden = new Regex(@"\b(HttpClient|HttpMessageInvoker|WebRequest|WebClient|TcpClient|UdpClient|SmtpClient|Socket|Dns)\b", RegexOptions.NonBacktracking);
        Assert.DoesNotContain(SourceLines("src/"), line => line.File.EndsWith(".cs", StringComparison.Ordinal) && !line.File.Contains("Ramify.Browser", StringComparison.Ordinal) && forbidden.IsMatch(line.Text.Split("//")[0]));
    }

    [Fact]
    public void B13_Every_regular_expression_runs_in_linear_time_or_has_a_limit()
    {
        var regex = new Regex(@"\[GeneratedRegex\(|new Regex\(|Regex\.(IsMatch|Match|Matches|Replace|Split)\(", RegexOptions.NonBacktracking);
        Assert.DoesNotContain(SourceLines("src/"), line =>
            regex.IsMatch(line.Text) && !line.Text.Contains("NonBacktracking") && !line.Text.Contains("Timeout"));
    }

    [Fact]
    public void Every_project_has_its_rule()
    {
        var ruled = GetType().GetMethod(nameof(A_project_knows_only_the_projects_and_packages_it_may))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>().Select(data => (string)data.Data[0]!);
        Assert.Equal(Directory.GetDirectories(Path.Combine(Repository, "src")).Select(d => Path.GetFileName(d)!).Order(), ruled.Order());
    }

    [Fact]
    public void The_project_names_no_place_outside_itself()
    {
        // Put together here, so that the test does not find itself.
        var forbidden = new[] { "../" + "shared", "../.lib" + "rary", "/wo" + "rk/", "registry." + "npmjs", "api.nuget" + ".org" };
        var tracked = Directory.EnumerateFiles(Repository, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository, file))
            .Where(file => Written.Contains(Path.GetExtension(file)) && !Untracked.Any(part => $"/{file}".Contains(part)) && file != ".ci/run");
        Assert.DoesNotContain(tracked, file => forbidden.Any(File.ReadAllText(Path.Combine(Repository, file)).Contains));
    }

    private static readonly string[] Written = [".cs", ".razor", ".js", ".mjs", ".cjs", ".css", ".md", ".json", ".csproj", ".props", ".sql", ".txt", ".patch", ".diff", ""];
    private static readonly string[] Untracked = ["/bin/", "/obj/", "/.git/", "/node_modules/", "/artifacts/", "/data/", "/fixtures/"];

    private static IEnumerable<string> Rooms() =>
        Directory.GetDirectories(Path.Combine(Repository, "src", "Ramify")).Select(d => Path.GetFileName(d)!).Where(d => d is not ("bin" or "obj"));

    private static IEnumerable<(string File, int Line, string Text)> SourceLines(string under) =>
        from file in Directory.EnumerateFiles(Path.Combine(Repository, under), "*.*", SearchOption.AllDirectories)
        where Path.GetExtension(file) is ".cs" or ".razor" or ".js"
        let relative = Path.GetRelativePath(Repository, file)
        where !relative.Contains("/bin/") && !relative.Contains("/obj/")
        from line in File.ReadLines(file).Select((text, i) => (relative, i + 1, text))
        select line;

    private static string FindRepository([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", ".."));
}
