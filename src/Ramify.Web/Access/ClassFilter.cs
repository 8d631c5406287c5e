using Ramify.Storage;
using Ramify.Storage.Model;

namespace Ramify.Web.Access;

/// <summary>Lets through to the class that the address names its people only, or its teacher only; for everybody else there is nothing there.</summary>
internal sealed class ClassFilter(Library library) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var isForTeacher = http.GetEndpoint()?.Metadata.GetMetadata<Rule>()?.Who == Who.ClassTeacher;
        if (!Guid.TryParse(http.GetRouteValue("class") as string, out var id) || library.Classes.Seat(http.Me().Id, id) is not { } seat) return Results.NotFound();
        // Who is no teacher any more has no power over pupils.
        if (seat.IsTeacher ? http.Me().Role == Role.Student : isForTeacher) return Results.NotFound();
        http.Features.Set(seat);
        return await next(context);
    }

    /// <summary>The class that the address names, and where who asks sits in it.</summary>
    public static ClassSeat Of(HttpContext context) => context.Features.Get<ClassSeat>() ?? throw new InvalidOperationException("The endpoint is not for the people of a class.");
}
