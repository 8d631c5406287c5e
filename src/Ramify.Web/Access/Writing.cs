using System.Globalization;

namespace Ramify.Web.Access;

/// <summary>What a form that writes something for others answers with where it is not taken.</summary>
internal static class Writing
{
    public const string TooOften = "That was a lot in a short time. Your text is kept below; please send it again in a minute.";

    /// <summary>Whether this person, from here, may write now; else the answer says when.</summary>
    public static bool MayWrite(this HttpContext context, Attempts attempts)
    {
        if (attempts.MayWrite(context.Me().Id, context.Connection.RemoteIpAddress)) return true;
        context.Response.Headers.RetryAfter = Attempts.WriteAgainAfter.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        return false;
    }

    /// <summary>200, 422 with a fault, 429 with the one of who writes too often.</summary>
    public static int Status(string? fault) => fault switch
    {
        null => StatusCodes.Status200OK,
        TooOften => StatusCodes.Status429TooManyRequests,
        _ => StatusCodes.Status422UnprocessableEntity,
    };
}
