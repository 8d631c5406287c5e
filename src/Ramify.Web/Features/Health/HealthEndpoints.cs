using Ramify.Web.Access;

namespace Ramify.Web.Features.Health;

/// <summary>For whoever watches over the program: /livez, it answers; /readyz, the library can be read and written too.</summary>
internal static class HealthEndpoints
{
    private static readonly string[] Reads = [HttpMethods.Get, HttpMethods.Head];

    public static void AddHealth(this IServiceCollection services)
    {
        services.AddSingleton<Readiness>();
        services.AddHostedService(s => s.GetRequiredService<Readiness>());
    }

    public static void MapHealth(this IEndpointRouteBuilder site)
    {
        site.MapMethods("/livez", Reads, (HttpContext context) => Say(context, null)).WithMetadata(new NeverWaits()).For(Who.Anyone);
        site.MapMethods("/readyz", Reads, (HttpContext context, Readiness readiness) => Say(context, readiness.Reason)).WithMetadata(new NeverWaits()).For(Who.Anyone);
    }

    private static IResult Say(HttpContext context, string? reason)
    {
        context.Response.Headers.CacheControl = "no-store";
        return Results.Text(reason ?? "ok", statusCode: reason is null ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }
}
