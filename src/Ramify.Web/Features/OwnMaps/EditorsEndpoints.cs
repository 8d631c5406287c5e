using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Storage;
using Ramify.Web.Access;

namespace Ramify.Web.Features.OwnMaps;

/// <summary>Who may edit a map beside its owner: a link that people join by (/joint/{token}), and the list of those who did.</summary>
internal static class EditorsEndpoints
{
    public static void MapEditors(this IEndpointRouteBuilder site)
    {
        site.MapGet("/account/maps/{id:guid}/editors", Show).For(Who.Owner);
        site.MapPost("/account/maps/{id:guid}/editors", Invite).For(Who.Owner);
        site.MapPost("/account/maps/{id:guid}/editors/{person:guid}/removal", Remove).For(Who.Owner);
        site.MapGet("/joint/{token}", Ask).For(Who.Person);
        site.MapPost("/joint/{token}", Join).For(Who.Person);
    }

    private static RazorComponentResult<EditorsPage> Show(HttpContext context, Library library, SiteAddress site) => new(new
    {
        Map = context.MyMap(), Link = library.Editors.LinkOf(context.MyMap().Id) is { } token ? site.Of($"/joint/{token}") : null, Editors = library.Editors.Of(context.MyMap().Id),
    });

    private static async Task<IResult> Invite(HttpContext context, Library library)
    {
        library.Editors.Invite(context.MyMap().Id, (await Forms.Fields(context))["link"] == "open");
        return Results.LocalRedirect($"{OwnMapEndpoints.PathOf(context.MyMap())}/editors");
    }

    private static IResult Remove(Guid person, HttpContext context, Library library) =>
        library.Editors.Remove(context.MyMap().Id, person) ? Results.LocalRedirect($"{OwnMapEndpoints.PathOf(context.MyMap())}/editors") : Results.NotFound();

    private static IResult Ask(string token, Library library) =>
        library.Editors.FindByLink(token) is var (_, title) ? new RazorComponentResult<JoinPage>(new { Title = title, Token = token }) : Results.NotFound();

    private static IResult Join(string token, HttpContext context, Library library) =>
        library.Editors.Join(token, context.Me().Id) is { } map ? Results.LocalRedirect($"/m/{map}/editor") : Results.NotFound();
}
