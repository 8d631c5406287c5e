using Ramify.Storage;
using Ramify.Storage.Model;
using Ramify.Web.Components;

namespace Ramify.Web.Access;

/// <summary>Lets through to the map that the address names its owner only; for everybody else there is nothing there.</summary>
internal sealed class OwnMapFilter(Library library) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        // The map itself, or a file of it: {id} or {last}, which is id and suffix.
        var name = http.GetRouteValue("id") as string ?? Exports.Split(http.GetRouteValue("last") as string ?? "").Name;
        if (!Guid.TryParse(name, out var id) || library.OwnMaps.Find(http.Me().Id, id) is not { } map) return Results.NotFound();
        http.Features.Set(map);
        return await next(context);
    }

    /// <summary>The map that the address names.</summary>
    public static StoredMap Of(HttpContext context) => context.Features.Get<StoredMap>() ?? throw new InvalidOperationException("The endpoint is not for the owner of a map.");
}
