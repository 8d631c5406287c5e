using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Storage;
using Ramify.Web.Access;

namespace Ramify.Web.Features.Notices;

/// <summary>/account/notices: what a person is told. No e-mail, no count on other pages; seen when looked at.</summary>
internal static class NoticeEndpoints
{
    public static void MapNotices(this IEndpointRouteBuilder site)
    {
        site.MapGet("/account/notices", Show).For(Who.Person);
        site.MapPost("/account/notices/removal", (HttpContext context, Library library) =>
        {
            library.Notices.Clear(context.Me().Id);
            return Results.LocalRedirect("/account/notices");
        }).For(Who.Person);
    }

    private static RazorComponentResult<NoticesPage> Show(HttpContext context, Library library)
    {
        var notices = library.Notices.Of(context.Me().Id);
        library.Notices.MarkSeen(context.Me().Id);
        return new(new { Notices = notices });
    }
}
