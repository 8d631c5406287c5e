using Microsoft.AspNetCore.Http.HttpResults;
using Ramify.Storage;
using Ramify.Web.Access;

namespace Ramify.Web.Features.Accounts;

/// <summary>/account/access: what teachers of a person's classes looked at or did.</summary>
internal static class AccessEndpoints
{
    public static void MapAccess(this IEndpointRouteBuilder site)
    {
        site.MapGet("/account/access", Show).For(Who.Person);
        site.MapPost("/account/access/code/removal", Void).For(Who.Person);
    }

    private static RazorComponentResult<AccessPage> Show(HttpContext context, Library library)
    {
        var me = context.Me().Id;
        var page = new RazorComponentResult<AccessPage>(new { Lines = library.AccessLog.Of(me), HasPendingCode = library.RecoveryCodes.IsReissued(me) });
        library.AccessLog.MarkSeen(me);
        return page;
    }

    private static IResult Void(HttpContext context, Library library)
    {
        library.RecoveryCodes.Void(context.Me().Id);
        return Results.LocalRedirect("/account/access");
    }
}
