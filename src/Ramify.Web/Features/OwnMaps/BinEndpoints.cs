using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Storage;
using Ramify.Web.Access;

namespace Ramify.Web.Features.OwnMaps;

/// <summary>Maps on their way out: /account/maps/{id}/removal puts one into /account/bin, where it waits 30 days.</summary>
internal static class BinEndpoints
{
    public static void MapBin(this IEndpointRouteBuilder site)
    {
        site.MapGet("/account/maps/{id:guid}/removal", (HttpContext context, Library library) =>
            new RazorComponentResult<RemovalPage>(new { Map = context.MyMap(), AdaptedCount = library.OwnMaps.AdaptedCount(context.MyMap().Id), Editors = library.Editors.Of(context.MyMap().Id), ClassCount = library.Classes.ShownTo(context.MyMap()).Count })).For(Who.Owner);
        site.MapPost("/account/maps/{id:guid}/removal", (HttpContext context, Library library) =>
        {
            library.OwnMaps.Bin(context.MyMap());
            return Results.LocalRedirect("/account/bin");
        }).For(Who.Owner);
        site.MapGet("/account/bin", (HttpContext context, Library library) => new RazorComponentResult<BinPage>(new { Maps = library.OwnMaps.Of(context.Me().Id, binned: true) })).For(Who.Person);
        site.MapPost("/account/bin/{id:guid}", (Guid id, HttpContext context, Library library) =>
            library.OwnMaps.TakeOut(context.Me().Id, id) ? Results.LocalRedirect($"/account/maps/{id}") : Results.NotFound()).For(Who.Person);
        site.MapPost("/account/bin/{id:guid}/removal", (Guid id, HttpContext context, Library library) =>
            library.OwnMaps.Delete(context.Me().Id, id) ? Results.LocalRedirect("/account/bin") : Results.NotFound()).For(Who.Person);
    }
}

/// <summary>Empties the bins of what has been there for 30 days: at the start, then each hour.</summary>
internal sealed class BinDay(Library library) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1));
        // The first page has the processor to itself.
        await Task.Delay(TimeSpan.FromSeconds(10), stoppingToken);
        do library.OwnMaps.Purge();
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
