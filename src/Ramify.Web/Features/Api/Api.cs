using Ramify.Web.Access;

namespace Ramify.Web.Features.Api;

/// <summary>/api/v1: the library for programs, and a person's own maps for a program with a token. Described at /api/v1/openapi.json.</summary>
internal static class Api
{
    public const string Root = "/api/v1";

    public static void AddApi(this IServiceCollection services) => services.AddOpenApi(ApiDocument.Name, ApiDocument.Configure).AddSingleton<ApiDocument.Description>();

    public static void MapApi(this IEndpointRouteBuilder site)
    {
        site.MapGet(ApiDocument.Path, ApiDocument.Answer).For(Who.Anyone);
        site.MapLibrary();
        site.MapOwn();
    }
}
