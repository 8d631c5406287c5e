using Microsoft.Net.Http.Headers;
using Ramify.Storage.Model;

namespace Ramify.Web.Features.Api;

/// <summary>Versions of maps as ETags: a program says which one it has read, and which one it means to change.</summary>
internal static class Versions
{
    /// <summary>Of a public map, whose answer tells about its discussion too.</summary>
    public static EntityTagHeaderValue TagOf(StoredMap map) => new($"\"{map.Version}.{map.Discussion}\"");

    /// <summary>Of a person's own map.</summary>
    public static EntityTagHeaderValue OwnTagOf(StoredMap map) => new($"\"{map.Version}\"");

    /// <summary>The answer with its ETag; 304 where the program has it.</summary>
    public static IResult Answer<T>(HttpContext context, EntityTagHeaderValue tag, Func<T> answer, int status = StatusCodes.Status200OK)
    {
        context.Response.Headers.ETag = tag.ToString();
        context.Response.Headers.CacheControl = "no-cache";
        var asked = context.Request.GetTypedHeaders().IfNoneMatch;
        return HttpMethods.IsGet(context.Request.Method) && asked.Any(a => a.Compare(tag, useStrongComparison: false) || a.Equals(EntityTagHeaderValue.Any))
            ? Results.StatusCode(StatusCodes.Status304NotModified) : Results.Json(answer(), statusCode: status);
    }

    /// <summary>Why a change is not made: it does not say which version it means, or means a former one; null where it is.</summary>
    public static IResult? Refusal(HttpContext context, StoredMap map)
    {
        var meant = context.Request.GetTypedHeaders().IfMatch;
        if (meant.Count == 0) return Problems.Of(StatusCodes.Status428PreconditionRequired);
        return meant.Any(m => m.Equals(EntityTagHeaderValue.Any) || m.Compare(OwnTagOf(map), useStrongComparison: true)) ? null : Problems.Of(StatusCodes.Status412PreconditionFailed);
    }
}
