using Microsoft.AspNetCore.Http.HttpResults;

namespace Ramify.Web;

/// <summary>
/// What went wrong, for programs: problem+json (RFC 9457) with a code. Programs go by the code, which never changes; the
/// sentence is for whoever reads their log.
/// </summary>
internal static class Problems
{
    /// <summary>Whether a request is one of a program, which is to be answered as such whatever happens.</summary>
    public static bool Wants(HttpRequest request) => request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);

    public static ProblemHttpResult Of(int status, string code, string sentence, params ReadOnlySpan<(string Name, object? Value)> more)
    {
        var members = new Dictionary<string, object?> { ["code"] = code };
        foreach (var (name, value) in more)
            if (value is not null) members[name] = value;
        return TypedResults.Problem(sentence, statusCode: status, title: Title(status), extensions: members);
    }

    /// <summary>The problem that a status by itself says.</summary>
    public static ProblemHttpResult Of(int status)
    {
        var (code, sentence) = Words(status);
        return Of(status, code, sentence);
    }

    public static Task Answer(HttpContext context, int status) => Of(status).ExecuteAsync(context);

    private static string Title(int status) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status);

    private static (string Code, string Sentence) Words(int status) => status switch
    {
        StatusCodes.Status400BadRequest => ("bad_request", "The request was not complete, or came from a page of another site."),
        StatusCodes.Status401Unauthorized => ("token_needed", "Send a token of this library: Authorization: Bearer ramify_... One is made under /account/tokens."),
        StatusCodes.Status403Forbidden => ("scope_missing", "The token does not allow this; its owner can make another one that does."),
        StatusCodes.Status404NotFound => ("not_found", "There is nothing here, or it is not for this token."),
        StatusCodes.Status405MethodNotAllowed => ("method_not_allowed", "This address does not take that method."),
        StatusCodes.Status409Conflict => ("changed_meanwhile", "The map was changed in the same moment; read it again and send the change once more."),
        StatusCodes.Status412PreconditionFailed => ("changed_since", "The map was changed since; read it again and send the change with its new ETag."),
        StatusCodes.Status413PayloadTooLarge => ("too_large", "A map may be at most 10 MB, and a print or picture at most some thousand ideas."),
        StatusCodes.Status415UnsupportedMediaType => ("not_understood", "The body is of a kind that this address does not read."),
        StatusCodes.Status428PreconditionRequired => ("if_match_needed", "Say with If-Match which version of the map you mean: its ETag, or * for any."),
        StatusCodes.Status429TooManyRequests => ("too_many_requests", "Too many requests; wait as long as Retry-After says."),
        StatusCodes.Status503ServiceUnavailable => ("busy", "The library is busy; wait as long as Retry-After says."),
        _ => status < 500 ? ("bad_request", "The request was not understood.") : ("failed", "That is our fault and has been noted."),
    };
}
