using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Ramify.Web;

/// <summary>
/// Traces and metrics by OpenTelemetry, where --telemetry says where they go: "console", or the address of a collector (OTLP). Without it
/// nothing is measured and nothing is sent anywhere.
/// </summary>
internal static class Telemetry
{
    /// <summary>The program's own figures.</summary>
    public const string MeterName = "Ramify";

    private const string Console = "console";

    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (builder.Configuration["telemetry"] is not { Length: > 0 } to) return;
        if (to != Console && !Uri.TryCreate(to, UriKind.Absolute, out _)) throw new ArgumentException($"--telemetry is 'console' or the address of a collector; '{to}' is neither.");
        var telemetry = builder.Services.AddOpenTelemetry().ConfigureResource(r => r.AddService("ramify"));
        telemetry.WithTracing(traces =>
        {
            traces.AddAspNetCoreInstrumentation().AddProcessor(new NoSecrets());
            if (to == Console) traces.AddConsoleExporter();
            else traces.AddOtlpExporter(o => o.Endpoint = new Uri(to));
        });
        telemetry.WithMetrics(metrics =>
        {
            metrics.AddAspNetCoreInstrumentation().AddMeter(MeterName, "System.Runtime", "Microsoft.AspNetCore.Server.Kestrel");
            if (to == Console) metrics.AddConsoleExporter();
            else metrics.AddOtlpExporter(o => o.Endpoint = new Uri(to));
        });
    }

    /// <summary>An address may hold the secret of a link or draft, and a query what somebody looks for: the pattern of the address stands for both (E23).</summary>
    private sealed class NoSecrets : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            data.SetTag("url.path", data.GetTagItem("http.route"));
            foreach (var name in (string[])["url.query", "client.address", "user_agent.original"]) data.SetTag(name, null);
        }
    }
}
