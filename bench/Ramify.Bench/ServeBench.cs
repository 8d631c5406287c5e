using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Ramify.Bench;

/// <summary>A hot map page of the published site against the least that Kestrel can do, both under wrk, in turn.</summary>
internal static partial class ServeBench
{
    private const string MapPage = "/history/russia-1917-1991/stalin-in-power-1922-53";
    private const int Rounds = 7;

    /// <param name="report">Where the row goes.</param>
    /// <param name="site">The published site's program.</param>
    public static void Run(Report report, string site)
    {
        var data = Directory.CreateTempSubdirectory("ramify-bench-").FullName;
        var (pages, plain) = (FreeAddress(), FreeAddress());
        using var ours = Process.Start(Quiet(site, ["--urls", pages, "--data", data]))!;
        using var theirs = Process.Start(Quiet(Environment.ProcessPath!, ["--plaintext", plain]))!;
        try
        {
            var size = WaitFor(pages + MapPage);
            WaitFor(plain);
            var sized = $"{plain}/{size}";
            List<double> page = [], plaintext = [], asLarge = [];
            foreach (var address in new[] { pages + MapPage, plain, sized }) Load(address);
            for (var round = 0; round < Rounds; round++)
            {
                page.Add(Load(pages + MapPage));
                plaintext.Add(Load(plain));
                asLarge.Add(Load(sized));
            }
            var (hot, least) = (Rivalry.Median(page), Rivalry.Median(plaintext));
            var same = Rivalry.Median(asLarge);
            var job = $"serving a hot map page of {size / 1000.0:0.0} kB";
            report.Add(new Row(job, Rate(hot), "Kestrel, 13 bytes", Rate(least), hot / least, 0.9));
            // How much of the difference is the bytes themselves, which wrk has to read as well.
            report.Add(new Row(job, Rate(hot), "Kestrel, as many bytes", Rate(same), hot / same));
        }
        finally
        {
            ours.Kill();
            theirs.Kill();
            ours.WaitForExit();
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>The other side of the comparison: one answer of 13 bytes, or as many as the path says, no routing, nothing but Kestrel. Runs until it is killed.</summary>
    public static void ServePlaintext(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        // As the site has it.
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        var site = builder.Build();
        var hello = "Hello, World!"u8.ToArray();
        var large = new byte[1 << 20];
        site.Run(context =>
        {
            var answer = context.Request.Path.Value is ['/', _, ..] path ? large.AsMemory(0, int.Parse(path.AsSpan(1), CultureInfo.InvariantCulture)) : hello;
            context.Response.ContentType = "text/plain";
            context.Response.ContentLength = answer.Length;
            return context.Response.Body.WriteAsync(answer).AsTask();
        });
        site.Run();
    }

    /// <summary>Requests a second.</summary>
    private static double Load(string address)
    {
        using var wrk = Process.Start(new ProcessStartInfo("wrk", ["-t1", "-c32", "-d2s", "-H", "Accept-Encoding: br", address]) { RedirectStandardOutput = true })!;
        var output = wrk.StandardOutput.ReadToEnd();
        wrk.WaitForExit();
        if (output.Contains("Non-2xx", StringComparison.Ordinal)) throw new InvalidOperationException(output);
        return double.Parse(RequestsPerSecond().Match(output).Groups[1].ValueSpan, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"Requests/sec:\s*([\d.]+)", RegexOptions.NonBacktracking)]
    private static partial Regex RequestsPerSecond();

    /// <summary>Waits until the address answers; returns the size of the answer, compressed if the server does that.</summary>
    public static int WaitFor(string address)
    {
        using var client = new HttpClient { DefaultRequestHeaders = { { "Accept-Encoding", "br" } } };
        for (var tries = 0; ; tries++)
        {
            try
            {
                return client.GetByteArrayAsync(new Uri(address)).GetAwaiter().GetResult().Length;
            }
            catch (HttpRequestException) when (tries < 100)
            {
                Thread.Sleep(100);
            }
        }
    }

    public static string FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";
    }

    public static ProcessStartInfo Quiet(string file, string[] arguments) =>
        new(file, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };

    private static string Rate(double perSecond) => $"{perSecond / 1000:0.0} k/s";
}
