using Ramify.Storage;
using Ramify.Storage.Model;

namespace Ramify.Web.Access;

/// <summary>Lets through to the map that the address names its owner only; for everybody else there is nothing there.</summary>
internal sealed class OwnMapFilter(Library library) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (!Guid.TryParse(http.GetRouteValue("id") as string, out var id) || library.OwnMaps.Find(http.Me().Id, id) is not { } map) return Results.NotFound();
        http.Features.Set(map);
        return await next(context);
    }

    /// <summary>The map that the address names.</summary>
    public static StoredMap Of(HttpContext context) => context.Features.Get<StoredMap>() ?? throw new InvalidOperationException("The endpoint is not for the owner of a map.");
}
